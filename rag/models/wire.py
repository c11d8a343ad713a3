"""One request to a server in a thread of its own, which can be hung up at any moment.

Reading from a socket blocks, and closing it from elsewhere wakes nobody; shutting the connection
down does. So the connection is remembered as soon as there is one, and whoever wants no more
shuts it down: the reader wakes, the server notices, and the thread ends.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import httpcore
    import httpx

T = TypeVar("T")

POLL = 0.05
"""Seconds between two looks at `stop()` while nothing arrives."""
LONGEST_LINE = 256 * 1024
"""Bytes in one line of a stream; a piece of an answer takes a few hundred."""
LARGEST = 16 * 1024 * 1024
"""Bytes of one reply."""


class Garbled(Exception):
    """What arrived is not what was agreed on."""


class Silent(Exception):
    """Nothing arrived for too long."""


class HungUp(Exception):
    """Nobody wants the reply any more."""


class _End:
    """Follows the last item of a reply."""


class Call(Generic[T]):
    """A request that was sent, and what is read from the reply to it."""

    def __init__(
        self,
        client: httpx.Client,
        request: httpx.Request,
        read: Callable[[httpx.Response], Iterable[T]],
    ) -> None:
        self._client = client
        self._request = request
        self._read = read
        self._queue: SimpleQueue[T | BaseException | type[_End]] = SimpleQueue()
        self._is_hung_up = threading.Event()
        self._connection: httpcore.NetworkStream | None = None
        request.extensions["trace"] = self._connected
        threading.Thread(target=self._talk, name="model server", daemon=True).start()

    def items(self, *, stop: Callable[[], bool], patience: float) -> Iterator[T]:
        """What `read` makes of the reply; ends early, without error, once `stop()` is true.

        Raises:
            Silent: Nothing came for `patience` seconds.
            Exception: What `read` or the connection met.
        """
        until = monotonic() + patience
        try:
            while not stop():
                try:
                    item = self._queue.get(timeout=POLL)
                except Empty:
                    if monotonic() > until:
                        raise Silent from None
                    continue
                if item is _End:
                    return
                if isinstance(item, BaseException):
                    if self._is_hung_up.is_set():
                        return
                    raise item
                until = monotonic() + patience
                yield item  # type: ignore[misc]  # neither the end nor an error
        finally:
            self.hang_up()

    def hang_up(self) -> None:
        """Want nothing more; harmless when the reply has ended."""
        self._is_hung_up.set()
        if self._connection is not None:
            wire = self._connection.get_extra_info("socket")
            with contextlib.suppress(OSError):
                # The plain shutdown also where TLS is spoken: its own would wait for the reader.
                socket.socket.shutdown(wire, socket.SHUT_RDWR)

    def _connected(self, event: str, facts: dict[str, Any]) -> None:
        """Remember the connection, before anything is read from it."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._connection = facts["return_value"]
            if self._is_hung_up.is_set():
                facts["return_value"].close()
                raise HungUp

    def _talk(self) -> None:
        try:
            response = self._client.send(self._request, stream=True)
            with contextlib.closing(response):
                for item in self._read(response):
                    if self._is_hung_up.is_set():
                        break
                    self._queue.put(item)
        except BaseException as error:  # noqa: BLE001 - it is handed to whoever waits
            self._queue.put(error)
        else:
            self._queue.put(_End)


def events(chunks: Iterable[bytes]) -> Iterator[str]:
    """The data of each server-sent event; comments and other fields are left out.

    >>> list(events([b"data: on", b"e\\r\\n\\r\\n: ping\\n\\ndata:two\\n\\ndata: cut off"]))
    ['one', 'two']

    Raises:
        Garbled: A line, or all of it together, is longer than any answer is.
    """
    data: list[str] = []
    for line in _lines(chunks):
        name, _, value = line.partition(":")
        if not line and data:
            yield "\n".join(data)
            data.clear()
        elif name == "data":
            data.append(value.removeprefix(" "))
        elif name == "error":
            # What llama-server wrote before it kept to the form of the others.
            data.append(f'{{"error": {value}}}')


def whole(chunks: Iterable[bytes], most: int = LARGEST) -> bytes:
    """All of a reply.

    Raises:
        Garbled: It has more than `most` bytes.
    """
    return b"".join(_bounded(chunks, most))


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    kept: list[bytes] = []
    size = 0
    for chunk in _bounded(chunks, LARGEST):
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            line = b"".join([*kept, piece])
            kept.clear()
            size = 0
            yield line.removesuffix(b"\r").decode("utf-8", "replace")
        kept.append(rest)
        size += len(rest)
        if size > LONGEST_LINE:
            raise Garbled(f"a line of more than {LONGEST_LINE:,} bytes")


def _bounded(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise Garbled(f"a reply of more than {most:,} bytes")
        yield chunk
