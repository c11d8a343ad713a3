"""Addresses of servers that a person names in the settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit


def fault_of(address: str) -> str | None:
    """Why a text is no address of a server; None when it is one.

    >>> fault_of("ftp://models.example/v1")
    'It must begin with http:// or https:// and name a host'
    """
    try:
        parts = urlsplit(address.strip())
        _ = parts.port
    except ValueError as error:
        return f"It is no address: {error}"
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "It must begin with http:// or https:// and name a host"
    if parts.username is not None or parts.password is not None:
        return "A key does not belong into the address; see `model.endpoint_key_file`"
    if parts.query or parts.fragment or not address.isprintable() or " " in address.strip():
        return "It must end with the path, such as /v1"
    return None


def without_secret(value: object) -> str:
    """A value as it is shown in a message, without what stands before an @ in an address.

    >>> without_secret("http://me:secret@models.example/v1")
    "'http://…@models.example/v1'"
    """
    return re.sub(r"//[^/\s]*@", "//…@", repr(value))


@dataclass(frozen=True, slots=True)
class Place:
    """The address of a server, up to its `/v1`."""

    base: str

    @classmethod
    def of(cls, address: str) -> Place:
        """The place that a person means.

        >>> Place.of("http://127.0.0.1:8080").base
        'http://127.0.0.1:8080/v1'
        >>> Place.of("https://models.example/api/v1/chat/completions/").base
        'https://models.example/api/v1'
        """
        base = address.strip().rstrip("/").removesuffix("/chat/completions").rstrip("/")
        return cls(base if urlsplit(base).path else f"{base}/v1")

    @property
    def root(self) -> str:
        """Where the server keeps what is not part of the common protocol."""
        return self.base.removesuffix("/v1")

    @property
    def is_here(self) -> bool:
        """Whether it is this machine.

        >>> [Place(f"http://{h}/v1").is_here for h in ("localhost", "[::1]:80", "10.0.0.2")]
        [True, True, False]
        """
        host = urlsplit(self.base).hostname or ""
        if host == "localhost" or host.endswith(".localhost"):
            return True
        try:
            address = ip_address(host)
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return address.is_loopback or address.is_unspecified

    @property
    def is_sealed(self) -> bool:
        """Whether nobody on the way can read along."""
        return self.is_here or self.base.lower().startswith("https:")
