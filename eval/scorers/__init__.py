"""The scorers by name. A scorer is a pure function of a case and what was shown for it.

None means that the scorer does not apply to the case; it is counted apart and is never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eval.scorers.attribution import (
    citation_f1,
    citation_precision,
    citation_recall,
    support_judged,
    unsupported_judged,
)
from eval.scorers.citation import citation_correct, right_citation
from eval.scorers.correctness import answer_correct, answer_exact, token_f1
from eval.scorers.declining import answered, declined_correctly, declining_precision
from eval.scorers.latency import first_statement, latency, prompt_tokens, written_tokens
from eval.scorers.offsets import quote_exact
from eval.scorers.origin import origin_correct, original_cited
from eval.scorers.outlet import outlet_correct
from eval.scorers.quotation import quotation_exact
from eval.scorers.retrieval import evidence_recall, hits_at, mrr_at_10, ndcg_at_10
from eval.scorers.support import uncited, unsupported_shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.records import Recorded, Score
    from eval.suite import Case


@dataclass(frozen=True, slots=True)
class Scorer:
    """A scorer and how its figures are read."""

    name: str
    measure: Callable[[Case, Recorded], Score | None]
    better: Literal["more", "less"] = "more"
    best: float | None = 1.0
    """What a faultless answer scores; None where there is no such figure."""
    timed: bool = False
    """Whether its figures are times or tokens: saved apart, since they differ from run to run."""

    def meets(self, mean: float | None, threshold: float) -> bool:
        """Whether a mean reaches a threshold; where nothing was measured, nothing is met."""
        if mean is None:
            return False
        return mean >= threshold if self.better == "more" else mean <= threshold


SCORERS: dict[str, Scorer] = {
    scorer.name: scorer
    for scorer in (
        Scorer("right_citation", right_citation),
        Scorer("citation_correct", citation_correct),
        Scorer("citation_recall", citation_recall),
        Scorer("citation_precision", citation_precision),
        Scorer("citation_f1", citation_f1),
        Scorer("outlet_correct", outlet_correct),
        Scorer("origin_correct", origin_correct),
        Scorer("original_cited", original_cited),
        Scorer("quote_exact", quote_exact),
        Scorer("quotation_exact", quotation_exact),
        Scorer("unsupported_shown", unsupported_shown, better="less", best=0.0),
        Scorer("unsupported_judged", unsupported_judged, better="less", best=0.0),
        Scorer("support_judged", support_judged),
        Scorer("uncited", uncited, better="less", best=0.0),
        Scorer("declined_correctly", declined_correctly),
        Scorer("declining_precision", declining_precision),
        Scorer("answered", answered),
        Scorer("answer_correct", answer_correct),
        Scorer("answer_exact", answer_exact),
        Scorer("token_f1", token_f1),
        Scorer("hits_at_1", hits_at(1)),
        Scorer("hits_at_5", hits_at(5)),
        Scorer("hits_at_10", hits_at(10)),
        Scorer("mrr_at_10", mrr_at_10),
        Scorer("ndcg_at_10", ndcg_at_10),
        Scorer("evidence_recall", evidence_recall),
        Scorer("latency", latency, better="less", best=None, timed=True),
        Scorer("first_statement", first_statement, better="less", best=None, timed=True),
        Scorer("prompt_tokens", prompt_tokens, better="less", best=None, timed=True),
        Scorer("written_tokens", written_tokens, better="less", best=None, timed=True),
    )
}
