"""Which file names in a folder or an archive are meant as articles."""

from __future__ import annotations

_NOT_ARTICLES = frozenset({"readme", "license", "licence", "copying", "changelog", "key"})


def is_article_name(name: str) -> bool:
    """Whether a file found in a folder is meant as an article."""
    stem, _, _ = name.partition(".")
    return not name.startswith(".") and stem.casefold() not in _NOT_ARTICLES
