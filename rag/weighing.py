"""Logistic models: how far signs speak for something."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FARTHEST = 60.0
"""Beyond it nothing changes but the risk of an overflow."""


def probability(bias: float, weights: Sequence[float], signs: Sequence[float]) -> float:
    """The logistic function of the weighed sum, 0..1.

    >>> probability(0.0, [1.0, -2.0], [2.0, 1.0])
    0.5
    """
    total = bias + sum(w * s for w, s in zip(weights, signs, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-_FARTHEST, min(_FARTHEST, total))))
