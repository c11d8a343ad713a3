"""A model server on loopback that says what a test tells it to say."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Reply = Callable[["Line"], None]


class Asked(NamedTuple):
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: Any


class Line(BaseHTTPRequestHandler):
    """One request and the way to answer it."""

    server: Server
    body: Any = None

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def reply(self, status: int, kind: str = "application/json", **headers: str) -> None:
        """Status and headers; what follows them ends with the connection."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, data: bytes | str) -> None:
        self.wfile.write(data if isinstance(data, bytes) else data.encode())

    def json(self, status: int, value: object) -> None:
        self.reply(status)
        self.send(json.dumps(value))

    def pieces(self, *pieces: str, end: str = "stop") -> None:
        """A streamed answer; without an end, the line just breaks off."""
        self.reply(200, "text/event-stream")
        for piece in pieces:
            self.send(event({"choices": [{"delta": {"content": piece}}]}))
        if end:
            self.send(event({"choices": [{"delta": {}, "finish_reason": end}]}))
            self.send("data: [DONE]\n\n")

    def wait(self) -> None:
        """Say nothing until the other side hangs up, or the test is over."""
        if self.connection.recv(1) == b"":
            self.server.hung_up.set()

    def _answer(self) -> None:
        self.server.asked.append(Asked(self.path, dict(self.headers), self.body))
        self.close_connection = True
        found = self.server.replies.get(self.path)
        if found is None:
            self.json(404, {"error": {"message": f"no {self.path} here"}})
        else:
            found(self)


class Server(ThreadingHTTPServer):
    """Answers each path as `replies` has it; the paths may be given new replies at any time."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Line)
        self.asked: list[Asked] = []
        self.hung_up = threading.Event()
        self.replies: dict[str, Reply] = {"/v1/models": listing("writer")}
        self.answers(lambda line: line.pieces("The bridge ", "is shut."))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def bodies(self) -> list[Any]:
        """What was sent to be answered."""
        return [one.body for one in self.asked if one.path == "/v1/chat/completions"]

    def answers(self, reply: Reply) -> None:
        self.replies["/v1/chat/completions"] = reply

    def handle_error(self, *_: object) -> None:
        """A client that went away is part of the test."""


def event(value: object) -> str:
    return f"data: {json.dumps(value)}\n\n"


def listing(*names: str) -> Reply:
    return lambda line: line.json(200, {"data": [{"id": name} for name in names]})


@contextmanager
def serving() -> Iterator[Server]:
    """A server for as long as a test runs."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
