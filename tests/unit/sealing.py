"""A sealed briefing in every form, and articles to hold it against."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefs import ARTICLES, TEXTS, briefing

from rag.brief.export.edition import edition_of
from rag.brief.export.files import FileForm, exported
from rag.brief.holdings import Held

if TYPE_CHECKING:
    from rag.types import Article

SEALED = {form: exported(edition_of(briefing()), form) for form in FileForm}
PAGES = (FileForm.MARKDOWN, FileForm.HTML)


class Shelf:
    """The articles of the briefing, some of which may be gone or said otherwise."""

    def __init__(self, *gone: str, texts: dict[str, str] | None = None, **fields: Any) -> None:
        self._texts = {name: text for name, text in TEXTS.items() if name not in gone}
        self._texts |= texts or {}
        self._fields = fields

    def find(self, article_id: str, sha256: str) -> Held | None:
        del sha256
        if article_id not in self._texts:
            return None
        known: Article = replace(ARTICLES[article_id], **self._fields)
        return Held(known, self._texts[article_id], is_told=True)
