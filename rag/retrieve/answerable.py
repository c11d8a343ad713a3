"""Whether the archive answers a question at all, told from all the sentences that were read.

The best sentence alone says less: that several sentences may answer speaks for an answer too, and a
name of the question that stands nowhere in the best article speaks against one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from rag.weighing import probability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.retrieve.features import Features

_SUREST = 1.0 - 1e-9


class Whole(NamedTuple):
    """What speaks for an answer, over all sentences."""

    any_of_them: float
    """Log odds that at least one of the wordings answers, were each a matter of its own (a
    noisy or; Pearl 1988)."""
    names_missing: float
    """Of the best sentence: the share of the question's names that its article lacks."""


class Likelihood(NamedTuple):
    """A logistic model over `Whole`."""

    bias: float
    of: Whole

    def score(self, whole: Whole) -> float:
        """Probability that the question is answered, 0..1."""
        return probability(self.bias, self.of, whole)


ANSWERABLE = Likelihood(-0.127, Whole(any_of_them=0.278, names_missing=-0.217))
"""Fitted by `python -m train.reader.weigh`; `docs/design/declining.md` says to what."""


def whole(scores: Sequence[float], best: Features) -> Whole:
    """The signs of a question.

    Args:
        scores: Of each wording that was read, the probability that it answers.
        best: The features of the best sentence.

    >>> from rag.retrieve.features import Features
    >>> round(whole([0.5, 0.5], Features(*[0.0] * 18)).any_of_them, 3)
    1.099
    """
    none = math.fsum(math.log1p(-min(score, _SUREST)) for score in scores)
    return Whole(math.log(-math.expm1(none)) - none, best.names_missing)
