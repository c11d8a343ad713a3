"""A transport for httpx that reaches only the addresses it is allowed to.

The name is resolved here, each address it stands for is judged, and the connection goes to the
address that was judged: a name that changes its mind between the two gains nothing.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Address = IPv4Address | IPv6Address

_EMBEDDING = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48")))
"""Networks whose addresses carry one of the old kind in their last bits."""


class AddressRefused(Exception):
    """The host stands for an address that may not be reached."""


def is_public(address: Address) -> bool:
    """Whether an address is on the open internet, not in somebody's house.

    >>> [is_public(ip_address(a)) for a in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1")]
    [True, False, False]
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if any(address in network for network in _EMBEDDING):
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


class GuardedTransport(httpx.BaseTransport):
    """Sends requests over connections that `may_reach` allows; no proxies, no cookies."""

    def __init__(self, may_reach: Callable[[Address], bool]) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=_Backend(may_reach)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; what it answers is read as a stream."""
        assert isinstance(request.stream, httpx.SyncByteStream)  # noqa: S101 - for the type only
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme, host=request.url.raw_host,
                    port=request.url.port, target=request.url.raw_path,
                ),
                headers=request.headers.raw, content=request.stream, extensions=request.extensions,
            )
        )  # fmt: skip
        return httpx.Response(
            status_code=response.status, headers=response.headers,
            stream=_Stream(response.stream), extensions=response.extensions,
        )  # fmt: skip

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


class _Backend(httpcore.SyncBackend):
    def __init__(self, may_reach: Callable[[Address], bool]) -> None:
        self._may_reach = may_reach

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers, if all may be reached."""
        addresses = _addresses_of(host, port)
        if not all(map(self._may_reach, addresses)):
            raise AddressRefused(host)
        *others, last = map(str, addresses)
        for address in others:
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return super().connect_tcp(last, port, timeout, local_address, socket_options)


def _addresses_of(host: str, port: int) -> list[Address]:
    try:
        return [ip_address(host)]
    except ValueError:
        return [ip_address(address.partition("%")[0]) for address in resolve(host, port)]


def resolve(host: str, port: int) -> list[str]:
    """The addresses that a name stands for.

    Raises:
        httpcore.ConnectError: It stands for none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError("its name is not known") from error
    return [str(row[4][0]) for row in found]
