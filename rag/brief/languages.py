"""In which languages the articles of a topic are; only those of one are compared."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rag.brief.types import is_reporting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.types import Article

NAMES: Final = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sr": "Serbian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def language_name(code: str) -> str:
    """What English calls a language; the code itself where it is not listed."""
    return NAMES.get(code, code)


def language(article: Article) -> str:
    """The two letters of its language; English where none is known."""
    return (article.language or "en").casefold()[:2]


def main_language(articles: Iterable[Article]) -> str:
    """The language of most reports."""
    counts = Counter(language(a) for a in articles if is_reporting(a))
    return max(sorted(counts), key=counts.__getitem__, default="en")
