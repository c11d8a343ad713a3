"""The kind of an article by the label that a page puts on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.types import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.types import Kind

_LABELS = {
    "news": "news|nachrichten|actualités?|noticias|notizie|новости|nieuws",
    "opinion": "opinions?|comment|commentary|editorial|op-ed|column|kommentar|meinung|leitartikel|"
    "kolumne|glosse|tribune|édito(?:rial)?|chronique|opinión|columna|opinione|editoriale|commento|"
    "мнение|колонка|opinie|viewpoint|letters?",
    "analysis": "(?:news )?analysis|analyse|análisis|analisi|анализ|analyses|hintergrund|explainer",
    "live": "live|live ?blog|live updates?|live-?ticker|en direct|direct|en vivo|in diretta|онлайн|"
    "ticker",
    "release": "(?:press|media|news) release|pressemitteilung|communiqué(?: de presse)?|"
    "comunicado(?: de prensa)?|comunicato(?: stampa)?|пресс-релиз|persbericht",
    "digest": "(?:\\w+ )?briefing|digest|newsletter|round-?up|nachrichtenüberblick|revue de presse",
}
_LABEL = {
    kind: re.compile(rf"(?:{words})(?:\s+no\.?\s*[\d/]+)?", re.IGNORECASE)
    for kind, words in _LABELS.items()
}
_LIVE = re.compile(
    r"as it happened|wie es geschah|minute by minute|\blive(?: updates| blog)?\s*[:–|-]|^live\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^([^:|]{3,24})\s*[:|]\s")


def kind_of_label(text: str) -> Kind | None:
    """The kind that a short label names.

    >>> kind_of_label("Opinion"), kind_of_label("Press release no. 41/2026"), kind_of_label("Sport")
    ('opinion', 'release', None)
    """
    text = " ".join(text.split()).strip(" :|•")
    return next((kind for kind in KINDS if _LABEL[kind].fullmatch(text)), None)


def kind_of(labels: Iterable[str], headline: str | None) -> Kind | None:
    """The kind that the labels near a headline name, or the headline itself."""
    for label in labels:
        if found := kind_of_label(label):
            return found
    if headline and _LIVE.search(headline):
        return "live"
    prefix = _PREFIX.match(headline or "")
    found = kind_of_label(prefix.group(1)) if prefix else None
    return found if found != "news" else None
