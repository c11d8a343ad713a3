"""How a server is reached, and the secret that it may want: never shown, never in the clear."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import httpx

from rag.errors import ModelProblem

if TYPE_CHECKING:
    from pathlib import Path

    from rag.addresses import Place

CONNECTION = 5.0
"""Seconds for a connection, and for handing over a question."""
KEY_VARIABLE = "BYLINE_ENDPOINT_KEY"
LONGEST_KEY = 4096

_HEADERS = {
    "User-Agent": "byline",
    "Accept": "text/event-stream, application/json",
    "Accept-Encoding": "identity",
    "Content-Type": "application/json",
}


class Key:
    """The secret of a server, which shows itself to nobody."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return "Key(…)"

    def put_on(self, request: httpx.Request) -> httpx.Request:
        """Put it on a request, at the last moment."""
        request.headers["Authorization"] = f"Bearer {self._text}"
        return request

    def out_of(self, words: str) -> str:
        """Words of a server, which may repeat what it was sent, without the key."""
        return words.replace(self._text, "…")


def open_client(place: Place, key: Key | None) -> httpx.Client:
    """What sends requests to a server; it follows no redirect.

    Raises:
        ModelProblem: The key would be readable on the way, or a variable for proxies is wrong.
    """
    if key and not place.is_sealed:
        raise ModelProblem(
            f"the key is not sent to {place.base}",
            detail="The address begins with http, so anybody on the way could read the key.",
            remedy="Use https, or `ssh -L 8080:localhost:8080 HOST` and "
            "`model.endpoint` http://127.0.0.1:8080/v1.",
        )
    try:
        return httpx.Client(
            auth=key.put_on if key else None,
            # Each call has its own line, so that hanging up on one harms no other.
            limits=httpx.Limits(max_keepalive_connections=0),
            timeout=httpx.Timeout(None, connect=CONNECTION, write=CONNECTION),
            # Proxies of the environment are for other machines.
            trust_env=not place.is_here,
            headers=_HEADERS,
        )
    except (ImportError, ValueError, OSError) as error:
        raise ModelProblem(
            f"no connection to {place.base} can be set up",
            detail=str(error),
            remedy="Correct the variables for proxies and certificates, such as HTTPS_PROXY "
            "and SSL_CERT_FILE.",
        ) from error


def read_key(file: Path | None) -> Key | None:
    """The key in the file, else in `BYLINE_ENDPOINT_KEY`, if there is one.

    Raises:
        ModelProblem: The file cannot be read, or what is there is no key.
    """
    where = KEY_VARIABLE if file is None else "the file that `model.endpoint_key_file` names"
    try:
        # Not with the path: somebody may have put the key itself in its place.
        text = os.environ.get(KEY_VARIABLE, "") if file is None else _start_of(file)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "It holds something else than text."
        raise ModelProblem(
            f"{where} cannot be read", detail=why,
            remedy="`byline config show` says where it is set; name a file with the key alone.",
        ) from None  # fmt: skip
    text = text.strip()
    if not text:
        return None
    if len(text) > LONGEST_KEY or not re.fullmatch(r"[!-~]+", text):
        raise ModelProblem(
            f"{where} holds no key",
            detail="A key is one word of plain letters, digits and signs.",
            remedy="Put the key there and nothing else.",
        )
    return Key(text)


def _start_of(file: Path) -> str:
    with file.expanduser().open(encoding="utf-8") as opened:
        return opened.read(LONGEST_KEY + 2)
