"""How the signs are weighed, what a finding costs, and where support begins.

Fitted by `python -m train.weigh`; `docs/verifier.md` has the data and how well it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.signs import Signs
from rag.types import Support
from rag.weighing import probability

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


BOUNDS: Mapping[str, tuple[float, float]] = {
    "numbers": (0.4, 0.2),
    "dates": (0.4, 0.2),
    "names": (0.4, 0.2),
    "quotations": (0.2, 0.2),
    "negation": (0.4, 0.2),
    "roles": (0.4, 0.2),
    "direction": (0.4, 0.2),
    "certainty": (0.4, 0.3),
    "copies": (0.4, 0.2),
}
"""The most that a sentence can score in which a rule found something: where the evidence says
nothing of it, and where it says otherwise. All are below where support begins: a reader is never
told that a figure, a date or a quotation stands in the source when a rule did not find it."""


class Weights(NamedTuple):
    """A logistic model over the signs of a claim's sentence."""

    bias: float
    of: Signs
    supported: float = 0.6
    """Score from which a claim counts as supported."""
    partial: float = 0.3
    """Score from which it counts as supported in part, or as one that is not sure."""

    def score(self, signs: Signs) -> float:
        """Probability that the evidence carries the sentence, 0..1."""
        return probability(self.bias, self.of, signs)

    def judged(self, signs: Signs, found: Iterable[tuple[str, bool]]) -> float:
        """The score of a sentence under what was found of it."""
        return self.bounded(self.score(signs), found)

    def bounded(self, score: float, found: Iterable[tuple[str, bool]]) -> float:
        """The score under what was found: (rule, whether the evidence says otherwise)."""
        for rule, is_contradicted in found:
            if rule in BOUNDS:
                score = min(score, BOUNDS[rule][is_contradicted])
        return score

    def support(self, score: float) -> Support:
        """The word for a score."""
        if score >= self.supported:
            return Support.SUPPORTED
        return Support.PARTIAL if score >= self.partial else Support.UNSUPPORTED


WEIGHTS = Weights(
    1.214,
    Signs(
        network=0.462,
        worst_token=-0.208,
        missing=-0.964,
        missing_count=0.002,
        apart=0.0,
        copied=0.202,
        length=0.0,
        numbers=-1.388,
        dates=-1.285,
        names=-1.131,
        quotations=-3.101,
        negation=-2.107,
        roles=-8.858,
        direction=-4.593,
        certainty=0.0,
        copies=-2.319,
        unattributed=0.0,
    ),
)
