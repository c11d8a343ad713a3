"""Sentences with character offsets.

The rules come from sentencex (MIT, maintained by the Wikimedia Foundation): it knows the
abbreviations of many languages, keeps quotations together, gives offsets, and is compiled.
`docs/design/sentences.md` says what else was tried.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.types import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 700
"""Characters; a longer run without a full stop is cut at the last space before."""

_PARAGRAPH = re.compile(r"[^\n]+")
_FRENCH_TITLE = re.compile(r"\b(?:MM?|Mmes?|Mlles?|Mgr|Dr|Pr|Me|Ste?)\.\Z")
_SURROGATES = re.compile("[\ud800-\udfff]")


def sentence_spans(text: str, language: str | None = None) -> list[Span]:
    """Spans of the sentences of `text`, in order, without surrounding blanks.

    No sentence crosses a line end; every character that is not a blank is in exactly one.

    >>> [s.of("Dr. Lee left. He ran.") for s in sentence_spans("Dr. Lee left. He ran.")]
    ['Dr. Lee left.', 'He ran.']
    """
    return [
        piece
        for paragraph in _PARAGRAPH.finditer(text)
        for span in _split(paragraph.group(), language or "en")
        for piece in _pieces(text, span.shift(paragraph.start()))
    ]


def sentences_of(article_id: str, text: str, language: str | None = None) -> list[Sentence]:
    """The sentences of an article's cleaned text."""
    return [
        Sentence(article_id, ordinal, span, span.of(text))
        for ordinal, span in enumerate(sentence_spans(text, language))
    ]


def _split(paragraph: str, language: str) -> list[Span]:
    import sentencex

    # A half of a surrogate pair is one character to Python and an error to the compiled rules.
    paragraph = _SURROGATES.sub("?", paragraph)
    found = sentencex.get_sentence_boundaries(language.split("-", 1)[0].lower(), paragraph)
    spans = [Span(b["start_index"], b["end_index"]) for b in found]
    covers = spans and spans[0].start == 0 and spans[-1].end == len(paragraph)
    joined = all(a.end == b.start for a, b in pairwise(spans))
    # A citation is only as good as its offsets: a split that lost a character is not used.
    if not (covers and joined):
        return [Span(0, len(paragraph))]
    return _titles_kept(paragraph, spans) if language.lower().startswith("fr") else spans


def _titles_kept(paragraph: str, spans: list[Span]) -> list[Span]:
    """Join what the rules for French part after a title: `M. Roy`."""
    kept: list[Span] = []
    for span in spans:
        if kept and _FRENCH_TITLE.search(kept[-1].of(paragraph).rstrip()):
            span = Span(kept.pop().start, span.end)  # noqa: PLW2901 - the same sentence, whole
        kept.append(span)
    return kept


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield Span(start, cut)
        start = cut + (text[cut] == " ")
    if start < end:
        yield Span(start, end)
