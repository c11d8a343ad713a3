"""The parts of a MIME message, read so that no damaged header can stop it."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import compat32
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message

_MOST = 500


def parts_of(data: bytes) -> tuple[Message, list[Message]]:
    """The message and all parts that hold something, from the outside in."""
    # The modern policy raises on headers that are out of order; this one hands them over.
    message = message_from_bytes(data, policy=compat32)
    parts: list[Message] = []
    waiting = [message]
    while waiting and len(parts) < _MOST:
        part = waiting.pop(0)
        if part.is_multipart():
            # Of a damaged message the payload may be anything, with text among the parts.
            waiting = [p for p in part.get_payload() if not isinstance(p, str)] + waiting
        elif part.get_content_disposition() != "attachment":
            parts.append(part)
    return message, parts


def content_of(part: Message) -> bytes:
    """The bytes that a part holds, its transfer encoding undone."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return payload if isinstance(payload, bytes) else b""
