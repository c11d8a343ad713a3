"""Answers made by hand, for scorers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Cited, Judgement, Recorded, Said, Seen, Timing
from rag.types import Support

if TYPE_CHECKING:
    from collections.abc import Sequence


def cited(article: str, outlet: str | None, quote: str, found: str | None = None) -> Cited:
    end = len(quote)
    held = quote if found is None else found
    return Cited(article=article, outlet=outlet, quote=quote, start=0, end=end, found=held)


def said(*citations: Cited, text: str = "", support: Support = Support.SUPPORTED) -> Said:
    return Said(
        text=text or " ".join(c.quote for c in citations),
        form="quoted",
        support=support.value,
        score=1.0,
        reason="because",
        citations=citations,
    )


def shown(*statements: Said, total: float = 1.5) -> Recorded:
    timing = Timing(load=0, retrieve=0.25, first_token=None, total=total)
    return Recorded(
        case="cap",
        mode="quote",
        statements=statements,
        dropped=(),
        seen=(),
        notice=None,
        timing=timing,
    )


def judgement(
    whole: float | None, alone: Sequence[float] = (), without: Sequence[float | None] = ()
) -> Judgement:
    """What a judge said that calls something supported from 0.6."""
    return Judgement(
        judge="by hand", supported_from=0.6, whole=whole, alone=tuple(alone), without=tuple(without)
    )


def judged(*judgements: Judgement | None) -> Recorded:
    """An answer with a statement for each judgement, with as many citations as it speaks of."""
    words = cited("a-1", "The Post", "The army would be capped at 800,000.")
    statements = [
        said(*[words] * (len(one.alone) if one else 1), text="It is so.").model_copy(
            update={"judged": one}
        )
        for one in judgements
    ]
    return shown(*statements)


def looked_at(*places: str, scores: Sequence[float] = ()) -> Recorded:
    """An answer that declined after looking at sentences, each named as `article: words`."""
    ranks = list(scores) or [1.0 - 0.01 * n for n in range(len(places))]
    seen = [
        Seen(article=article, outlet=None, text=words, score=score)
        for (article, _, words), score in zip(
            (p.partition(": ") for p in places), ranks, strict=True
        )
    ]
    return shown().model_copy(update={"seen": tuple(seen)})
