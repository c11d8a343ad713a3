"""Pages and feeds from the web, when a person gives their address.

Only http and https, only hosts on the open internet, only what their robots.txt allows, within
bounds of size and time. What has not changed since the last time is not sent again.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urldefrag, urljoin, urlsplit

from rag.files import write_whole
from rag.ingest.loaders import loader_for
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import httpx

    from rag.ingest.guarded import Address

LARGEST = 20 * 1024 * 1024
"""Bytes of a page or feed, unpacked."""
_LARGEST_ROBOTS = 512 * 1024
_MOST_REDIRECTS = 5
_SECONDS = 60.0
"""For one address, redirects included."""
_PATIENCE = 15.0
"""Seconds for a connection, and between two pieces of an answer."""
_AGENT = "byline"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304
_OK = 200
_BAD_REQUEST, _SERVER_ERROR = 400, 500
_HEAD = 1024
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/rss+xml": ".xml",
    "application/atom+xml": ".xml", "application/rdf+xml": ".xml", "text/xml": ".xml",
    "application/xml": ".xml", "application/pdf": ".pdf", "application/json": ".json",
    "application/feed+json": ".json", "application/x-ndjson": ".jsonl", "text/markdown": ".md",
    "text/plain": ".txt", "application/zip": ".zip", "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
}  # fmt: skip
_BEFORE_ROOT = rb"\s*(?:(?:<\?[^>]*>|<!--.*?-->)\s*)*"
_SHAPES = tuple(
    (re.compile(shape, re.DOTALL | re.IGNORECASE), suffix)
    for shape, suffix in (
        (_BEFORE_ROOT + rb"<(?:rss|feed|rdf:RDF)\b", ".xml"),
        (_BEFORE_ROOT + rb"<(?:!doctype\s+html|html|head|body)\b", ".html"),
        (rb"%PDF-", ".pdf"),
        (rb"PK\x03\x04", ".zip"),
    )
)


class FetchProblem(Exception):
    """An address that could not be fetched, with what to do about it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


class Memory(Protocol):
    """Keeps what a server wants to hear again to say that nothing has changed."""

    def recall(self, url: str) -> Mapping[str, str]:
        """The validators of an address; empty when none are kept."""
        ...

    def keep(self, url: str, validators: Mapping[str, str]) -> None:
        """Remember the validators of an address in place of earlier ones."""
        ...


class FileMemory:
    """Validators in a small JSON file; a damaged one is as good as none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def recall(self, url: str) -> Mapping[str, str]:
        """The validators of an address; empty when none are kept."""
        found = self._all().get(url)
        return found if isinstance(found, dict) else {}

    def keep(self, url: str, validators: Mapping[str, str]) -> None:
        """Remember the validators of an address in place of earlier ones."""
        known = {**self._all(), url: dict(validators)}
        if not validators:
            known.pop(url)
        write_whole(self._path, json.dumps(known, indent=1, sort_keys=True))

    def _all(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    url: str
    """The address that was asked for."""
    place: str
    """The address that answered, after redirects."""
    data: bytes
    kind: str
    """Its media type in lower case, empty when none was given."""
    charset: str | None
    validators: Mapping[str, str]
    """For `Memory.keep`, once the articles are safely stored: not before, or they could be lost."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The address has nothing new since the validators that were kept."""

    url: str


def _anywhere_public(address: Address) -> bool:
    from rag.ingest.guarded import is_public

    return is_public(address)


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses; robots.txt of each host is read once."""

    memory: Memory | None = None
    may_reach: Callable[[Address], bool] = _anywhere_public
    _robots: dict[str, Any] = field(default_factory=dict)

    def fetch(self, url: str) -> Fetched | Unchanged | Failure:
        """What stands at an address, or why it cannot be had."""
        import httpcore
        import httpx

        from rag.ingest.guarded import AddressRefused, GuardedTransport

        try:
            transport = GuardedTransport(self.may_reach)
            with httpx.Client(transport=transport, timeout=_PATIENCE, trust_env=False) as client:
                return self._follow(client, url)
        except FetchProblem as error:
            return Failure(url, None, str(error), error.remedy)
        except AddressRefused as error:
            return Failure(
                url, None, f"{error} is an address in a private network, which is not fetched from",
                "Save the page, and give the file.",
            )  # fmt: skip
        except (httpx.TimeoutException, httpcore.TimeoutException):
            return Failure(url, None, "the server does not answer in time", "Try again later.")
        except (httpx.DecodingError, httpx.InvalidURL, httpx.HTTPError, httpcore.NetworkError,
                httpcore.ProtocolError, UnicodeError) as error:  # fmt: skip
            why = " ".join(str(error).split())[:120] or type(error).__name__
            return Failure(
                url, None, f"it cannot be fetched: {why}", "Check the address and the connection."
            )

    def _follow(self, client: httpx.Client, url: str) -> Fetched | Unchanged:
        place = urldefrag(url).url
        ends = time.monotonic() + _SECONDS
        seen: list[str] = []
        while True:
            _check_address(place)
            if place in seen:
                raise FetchProblem("it redirects in a circle", _SAVE)
            if len(seen) > _MOST_REDIRECTS:
                raise FetchProblem(f"it redirects more than {_MOST_REDIRECTS} times", _SAVE)
            seen.append(place)
            self._check_robots(client, place, ends)
            status, headers, data = _get(client, place, self._asking(url), ends, LARGEST)
            if status in _REDIRECTS and headers.get("location"):
                place = urldefrag(urljoin(place, headers["location"])).url
                continue
            if status == _UNCHANGED:
                return Unchanged(url)
            if status != _OK:
                raise FetchProblem(f"the server answers {status}", "Check the address.")
            return _fetched(url, place, headers, data)

    def _asking(self, url: str) -> dict[str, str]:
        kept = self.memory.recall(url) if self.memory else {}
        asked = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        return {asked[name]: value for name, value in kept.items() if name in asked}

    def _check_robots(self, client: httpx.Client, url: str, ends: float) -> None:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            self._robots[host] = _robots_of(client, host, ends)
        rules = self._robots[host]
        if rules is not None and not rules.can_fetch(url, _AGENT):
            raise FetchProblem("the site's robots.txt asks programs not to fetch it", _SAVE)


_SAVE = "Open it in a browser, save the page, and give the file."


def documents_of(fetched: Fetched) -> Iterator[Document | Failure]:
    """The articles in what was fetched; their keys begin with the address."""
    from rag.ingest.loaders.html import page_document

    suffix = kind_of(fetched)
    loader = loader_for(suffix) if suffix else None
    if loader is None:
        kind = fetched.kind or "an unknown kind"
        yield Failure(
            fetched.url, None, f"what stands there ({kind}) is not read",
            "Give the address of a page or of a feed.",
        )  # fmt: skip
    elif not fetched.data.strip():
        yield Failure(fetched.url, None, "the page is empty", "Check the address.")
    elif suffix == ".html":
        yield page_document(fetched.data, fetched.url, charset=fetched.charset, url=fetched.place)
    else:
        yield from loader.read(fetched.data, fetched.url)


def kind_of(fetched: Fetched) -> str | None:
    """The suffix under which files of that kind are read: by its bytes, its type, its name."""
    head = fetched.data[:_HEAD]
    by_shape = next((suffix for shape, suffix in _SHAPES if shape.match(head)), None)
    if by_shape and fetched.kind not in {"application/json", "text/markdown"}:
        return by_shape
    if fetched.kind in _SUFFIXES:
        return _SUFFIXES[fetched.kind]
    name = urlsplit(fetched.place).path.rpartition("/")[2].lower()
    is_unsaid = fetched.kind in {"", "application/octet-stream", "binary/octet-stream"}
    return name if is_unsaid and loader_for(name) else None


def is_address(given: str) -> bool:
    """Whether a person gave an address on the web, not a file.

    >>> is_address("https://paper.example/a"), is_address("articles/a.html")
    (True, False)
    """
    return given.lower().startswith(("http://", "https://"))


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        is_whole = False
    if not is_whole:
        raise FetchProblem("only http and https addresses are fetched", "Check the address.")
    if parts.username or parts.password:
        raise FetchProblem("an address with a password in it is not fetched", "Leave it out.")


def _robots_of(client: httpx.Client, host: str, ends: float) -> Any:
    """The rules of a host; None where it has none."""
    from protego import Protego

    place = f"{host}/robots.txt"
    for _ in range(_MOST_REDIRECTS + 1):
        status, headers, data = _get(client, place, {}, ends, _LARGEST_ROBOTS, may_cut=True)
        if status not in _REDIRECTS or not headers.get("location"):
            break
        place = urljoin(place, headers["location"])
        _check_address(place)
    if status >= _SERVER_ERROR:
        # A site that cannot say what it allows allows nothing for now (RFC 9309, 2.3.1.4).
        raise FetchProblem("the site's robots.txt cannot be read just now", "Try again later.")
    return Protego.parse(data.decode("utf-8", "replace")) if status == _OK else None


def _get(
    client: httpx.Client,
    url: str,
    asking: dict[str, str],
    ends: float,
    most: int,
    *,
    may_cut: bool = False,
) -> tuple[int, httpx.Headers, bytes]:
    """Status, headers and at most so many bytes of an answer, unpacked."""
    from rag import __version__

    headers = {"User-Agent": f"{_AGENT}/{__version__}", "Accept": "*/*", **asking}
    with client.stream("GET", url, headers=headers, follow_redirects=False) as answer:
        pieces: list[bytes] = []
        size = 0
        for piece in answer.iter_bytes(65_536) if answer.status_code == _OK else ():
            size += len(piece)
            pieces.append(piece)
            if size > most and not may_cut:
                raise FetchProblem(
                    f"it is larger than the {most / 1e6:.0f} MB that are read", _SAVE
                )
            if time.monotonic() > ends:
                raise FetchProblem("the server sends too slowly", "Try again later.")
            if size > most:
                break
        return answer.status_code, answer.headers, b"".join(pieces)


def _fetched(url: str, place: str, headers: httpx.Headers, data: bytes) -> Fetched:
    from email.message import Message

    described = Message()
    described["Content-Type"] = headers.get("content-type", "")
    kind = described.get_content_type() if headers.get("content-type") else ""
    names = ("etag", "last-modified")
    validators = {name: headers[name][:500] for name in names if headers.get(name)}
    charset = described.get_content_charset()
    return Fetched(url, place, data, kind, charset, validators)
