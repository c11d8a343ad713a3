"""The scorers by name. A scorer is a pure function of a case and what was shown for it.

None means that the scorer does not apply to the case; it is counted apart and is never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eval.scorers.citation import citation_correct, right_citation
from eval.scorers.correctness import answer_correct
from eval.scorers.declining import answered, declined_correctly
from eval.scorers.latency import latency
from eval.scorers.offsets import quote_exact
from eval.scorers.outlet import outlet_correct
from eval.scorers.support import unsupported_shown

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
    """Whether its figures are times, which differ from run to run."""

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
        Scorer("outlet_correct", outlet_correct),
        Scorer("quote_exact", quote_exact),
        Scorer("unsupported_shown", unsupported_shown, better="less", best=0.0),
        Scorer("declined_correctly", declined_correctly),
        Scorer("answered", answered),
        Scorer("answer_correct", answer_correct),
        Scorer("latency", latency, better="less", best=None, timed=True),
    )
}
