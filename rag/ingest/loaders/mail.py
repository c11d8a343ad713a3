"""Letters that a newsletter sent, as a mail program saves them."""

from __future__ import annotations

from dataclasses import replace
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import parseaddr
from typing import TYPE_CHECKING

from rag.ingest.decoding import NotText
from rag.ingest.loaders.html import page_document
from rag.ingest.loaders.parts import content_of, parts_of
from rag.ingest.pages.parsing import page_text
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_LONGEST = 32 * 1024 * 1024
_PAGE_SHARE = 0.5
"""Share of the plain part's words that the page must have to stand for the letter."""


class MailLoader:
    """One letter a file; what it was sent with is kept, the attachments are not read."""

    suffixes: tuple[str, ...] = (".eml",)

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield the letter."""
        if len(data) > _LONGEST:
            yield Failure(
                path, None, f"it has {len(data) / 1e6:.0f} MB, more than the 34 MB that are read",
                "Save it without its attachments.",
            )  # fmt: skip
            return
        message, parts = parts_of(data)
        plain = _plain(parts)
        page = _page(parts, path)
        if isinstance(page, Document) and _stands_for(page.text, plain):
            found: Document | Failure = page
        elif plain.strip():
            found = Document(path, plain, {}, path)
        else:
            found = page or Failure(path, None, "there is no text in it", "Save the letter again.")
        yield found if isinstance(found, Failure) else _described(found, message)


def _stands_for(page: str, plain: str) -> bool:
    return len(page.split()) >= _PAGE_SHARE * len(plain.split())


def _plain(parts: list[Message]) -> str:
    for part in parts:
        if part.get_content_type() == "text/plain":
            try:
                return page_text(content_of(part), part.get_content_charset())
            except NotText:
                return ""
    return ""


def _page(parts: list[Message], path: str) -> Document | Failure | None:
    for part in parts:
        if part.get_content_type() == "text/html":
            return page_document(content_of(part), path, charset=part.get_content_charset())
    return None


def _described(letter: Document, message: Message) -> Document:
    """The letter with what its head says; a person who sent it is no outlet."""
    from rag.ingest.pages.dates import machine_date

    told = {
        "title": (_head(message, "Subject"), "mail Subject"),
        "published": (machine_date(_head(message, "Date") or ""), "mail Date"),
        "outlet": (_sender(message), "mail From"),
    }
    values = {key: value for key, (value, _) in told.items() if value}
    where = {key: place for key, (value, place) in told.items() if value}
    kept = {k: v for k, v in letter.metadata.items() if k in {"language", "url", "kind", "origins"}}
    provenance = {k: v for k, v in letter.provenance.items() if k in kept}
    return replace(letter, metadata={**kept, **values}, provenance={**provenance, **where})


def _sender(message: Message) -> str | None:
    """The name of a list's sender, or of any that is called as outlets are."""
    from rag.ingest.outlets import looks_like_outlet, shipped
    from rag.ingest.pages.names import is_name

    name = parseaddr(_head(message, "From") or "")[0].strip()
    if not name or "@" in name:
        return None
    if shipped().find(name) or looks_like_outlet(name):
        return name
    is_list = message["List-Id"] is not None or message["List-Unsubscribe"] is not None
    return name if is_list and not is_name(name) else None


def _head(message: Message, name: str) -> str | None:
    value = message[name]
    if value is None:
        return None
    try:
        text = str(make_header(decode_header(str(value))))
    except (HeaderParseError, LookupError, ValueError):
        text = str(value)
    return " ".join(text.split()) or None
