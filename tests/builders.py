"""Short ways to the values that tests need; every field that does not matter has a default."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rag.events import Finished
from rag.ingest.cleaning import clean_text
from rag.ingest.sentences import sentences_of
from rag.types import (
    Answer,
    Article,
    Citation,
    Evidence,
    Form,
    Mode,
    Provenance,
    Sentence,
    Span,
    Statement,
    Support,
    Timings,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.events import AnswerEvent

OUTLET = "The Harbour Post"


def article(name: str = "a-1", **fields: Any) -> Article:
    """An article of the Harbour Post; anything can be said otherwise."""
    known = Article(
        id=name, outlet=OUTLET, title=None, author=None, published="2026-03-02", url=None,
        language="en", kind="news", origins=(), lineage=None, words=0, sha256="0" * 64, path=None,
    )  # fmt: skip
    return replace(known, **fields)


def sentences(text: str, name: str = "a-1") -> list[Sentence]:
    """The sentences of a text as the archive would have them."""
    return sentences_of(name, clean_text(text))


def evidence(
    text: str, number: int = 1, *, of: Article | None = None, score: float = 0.9
) -> Evidence:
    """A whole article of one sentence as a numbered source."""
    of = of or article(hashlib.sha256(text.encode()).hexdigest()[:8])
    return Evidence(number, of, Sentence(of.id, 0, Span(0, len(text)), text), score)


def citation(quote: str = "The bridge shut.", of: Article | None = None) -> Citation:
    """Words at the beginning of an article."""
    return Citation(of or article(), quote, Span(0, len(quote)))


def statement(
    text: str = "The bridge shut.",
    *citations: Citation,
    form: Form = Form.WRITTEN,
    support: Support = Support.SUPPORTED,
) -> Statement:
    """A sentence of an answer with what stands behind it."""
    return Statement(text, form, support, 0.9, "A reason.", citations)


def answer(*statements: Statement, looked_at: Iterable[Evidence] = (), **fields: Any) -> Answer:
    """An answer made of statements; declined when there are none."""
    known = Answer(
        question="What happened?", mode=Mode.WRITE, statements=statements, dropped=(),
        evidence=tuple(looked_at), notice=None,
        provenance=Provenance(None, None, "hash-64", "c" * 64, "d" * 64, 7),
        timings=Timings(0.0, 0.0, None, 0.0),
    )  # fmt: skip
    return replace(known, **fields)


def finished(events: Iterable[AnswerEvent]) -> Answer:
    """The answer at the end of the events."""
    *_, last = events
    assert isinstance(last, Finished)
    return last.answer
