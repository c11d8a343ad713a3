"""Several tests at once: the more that are made, the likelier one of them errs by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's adjusted p-values (1979), in the order given.

    The smallest of m is multiplied by m, the next by m - 1, and so on; none may be below one
    before it. Whoever calls all below 5 % real errs at all in at most 5 % of such families.

    >>> holm([0.03, 0.01, 0.5])
    [0.06, 0.03, 0.5]
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted = [0.0] * len(p_values)
    floor = 0.0
    for rank, place in enumerate(order):
        floor = max(floor, min(1.0, p_values[place] * (len(order) - rank)))
        adjusted[place] = floor
    return adjusted
