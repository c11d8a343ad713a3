"""A model hub on this machine: the addresses, headers and refusals of the real one."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from rag.models import pulling
from rag.models.hub import open_hub as hub_of
from rag.models.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.config import Config

REPOSITORY = "outlet/Writer-Instruct-GGUF"
FILE = "writer-instruct-q4_k_m.gguf"
COMMIT = "c0ffee" * 6 + "c0ff"
EMPTY_GGUF = b"GGUF" + bytes([3]) + bytes(27)
NAME = FILE.removesuffix(".gguf")
CONTENT = EMPTY_GGUF + b"".join(n.to_bytes(4, "little") for n in range(150_000))
"""600 kB that the reader of headers takes for a whole GGUF file."""

SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Asked(NamedTuple):
    """One request."""

    method: str
    path: str
    token: str | None


@dataclass
class Hub:
    """What the hub has and how it behaves; tests change it as they go."""

    files: dict[str, bytes] = field(default_factory=lambda: {FILE: CONTENT})
    licence: str | None = "apache-2.0"
    claimed: str | None = None
    """A hash that is told in place of the right one."""
    tells_hashes: bool = True
    """Whether the list of files has sizes and hashes; the file's own address always has."""
    is_hashless: bool = False
    status: int = 0
    """A refusal in place of every answer."""
    portal: bytes | None = None
    """A page that answers everything, as in a hotel."""
    is_gated: bool = False
    knows_ranges: bool = True
    dies_after: list[int] = field(default_factory=list)
    """How many bytes the next connections send before they break; then they are whole again."""
    holds_after: int | None = None
    """A connection that sends so much and then nothing more, until `released`."""
    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    sent: list[tuple[int, int]] = field(default_factory=list)
    """From where, and how many bytes, each connection sent of a file."""
    released: threading.Event = field(default_factory=threading.Event)

    def sha256(self, path: str) -> str:
        """The hash that the hub tells."""
        return self.claimed or hashlib.sha256(self.files[path]).hexdigest()


def pull(
    config: Config,
    wanted: Wanted | None = None,
    watch: Callable[[int], None] = lambda _: None,
    waits: list[float] | None = None,
) -> pulling.Plan:
    """Pull as the command does, without letting time pass; what was waited for is kept."""
    waited = [] if waits is None else waits
    with pulling.pulling(config.home), hub_of(config) as opened:
        plan = pulling.plan_pull(config, opened, wanted or Wanted(REPOSITORY, FILE))
        pulling.carry_out(plan, config.home, opened, watch=watch, wait=waited.append)
    return plan


def left_in(config: Config) -> list[str]:
    """The names of all files in the archive's folder of models."""
    return sorted(path.name for path in (config.home / "models").iterdir())


@contextmanager
def open_hub() -> Iterator[Hub]:
    """A hub that answers until the test is over."""
    hub = Hub()

    class Handler(_Handler):
        pass

    Handler.hub = hub
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield hub
    finally:
        hub.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub

    def log_message(self, *_: object) -> None:
        """Keep silent."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        hub, path = self.hub, unquote(urlsplit(self.path).path)
        hub.asked.append(Asked(self.command, path, self.headers.get("Authorization")))
        if hub.portal is not None:
            self._send(200, hub.portal)
        elif hub.status:
            self._send(hub.status, b"", **{"Retry-After": "30"})
        elif told := re.fullmatch(r"/api/models/([^/]+/[^/]+)/revision/(.+)", path):
            self._tell(told[1], told[2])
        elif told := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
            self._lead(told[1], told[2], told[3])
        elif path.startswith("/store/"):
            self._give(path.removeprefix("/store/"))
        else:
            self._send(404, b"")

    def _tell(self, repository: str, revision: str) -> None:
        if repository != REPOSITORY:  # the real one says 401 to whoever shows no token
            self._send(401, b"", **{"X-Error-Message": "Invalid username or password."})
            return
        if revision not in {"main", COMMIT}:
            self._send(404, b"", **{"X-Error-Code": "RevisionNotFound"})
            return
        siblings: list[dict[str, object]] = [{"rfilename": "README.md", "size": 12}]
        for path, data in self.hub.files.items():
            lfs = {"sha256": self.hub.sha256(path), "size": len(data), "pointerSize": 134}
            is_told = self.hub.tells_hashes and not self.hub.is_hashless
            known = {"size": len(data), "lfs": lfs} if is_told else {}
            siblings.append({"rfilename": path, **known})
        told = {
            "id": REPOSITORY,
            "sha": COMMIT,
            "gated": "manual" if self.hub.is_gated else False,
            "cardData": {"license": self.hub.licence} if self.hub.licence else None,
            "siblings": siblings,
        }
        self._send(200, json.dumps(told).encode())

    def _lead(self, repository: str, revision: str, path: str) -> None:
        if self.hub.is_gated and self.headers.get("Authorization") != "Bearer let-me-in":
            self._send(401, b"", **{"X-Error-Code": "GatedRepo"})
        elif (repository, revision) != (REPOSITORY, COMMIT) or path not in self.hub.files:
            self._send(404, b"", **{"X-Error-Code": "EntryNotFound"})
        else:
            # The store has another name, as that of the real hub has.
            store = self.hub.address.replace("127.0.0.1", "localhost") + f"/store/{path}?sign=1"
            linked = {"X-Linked-Size": str(len(self.hub.files[path])), "X-Repo-Commit": COMMIT}
            if not self.hub.is_hashless:
                linked["X-Linked-Etag"] = f'"{self.hub.sha256(path)}"'
            self._send(302, b"", Location=store, **linked)

    def _give(self, path: str) -> None:
        data, start = self.hub.files[path], 0
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked and self.hub.knows_ranges:
            start = int(asked[1])
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        if self.command == "HEAD":
            return
        dying = self.hub.dies_after.pop(0) if self.hub.dies_after else None
        limit = self.hub.holds_after if dying is None else dying
        piece = data[start:] if limit is None else data[start : start + limit]
        self.hub.sent.append((start, len(piece)))
        self.wfile.write(piece)
        self.wfile.flush()
        if dying is None and limit is not None:
            self.hub.released.wait(60)

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
