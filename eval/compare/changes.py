"""What changed in a scorer, over all cases or those of one tag, and could it be chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from eval.compare.families import holm
from eval.reading import Strict
from eval.report.figures import tags_of
from eval.scorers import SCORERS
from eval.stats import bootstrap_interval, mean, paired_p_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eval.suite import Case

ALPHA = 0.05
"""An adjusted p below this is taken for more than chance."""


class Change(Strict):
    """One scorer over the cases that it applies to in both runs."""

    name: str
    tag: str | None
    """None for all cases."""
    n: int
    before: float | None
    after: float | None
    difference: float | None
    """After less before."""
    low: float | None
    """Lower end of the 95 % bootstrap interval of the difference."""
    high: float | None
    p: float | None
    """Two-sided paired randomisation test."""
    adjusted: float | None
    """The same by Holm over its family; None of times, which are not tested."""
    verdict: Literal["better", "worse"] | None
    """None where it could be chance."""
    improved: int
    worsened: int


class Pair(NamedTuple):
    """What one scorer gave a case in each run."""

    case: Case
    before: float
    after: float


def changes_overall(paired: Mapping[str, Sequence[Pair]], seed: int) -> tuple[Change, ...]:
    """What changed in each scorer over all cases; the scorers are one family."""
    return _as_family([_change(name, None, pairs, seed) for name, pairs in paired.items()])


def changes_by_tag(paired: Mapping[str, Sequence[Pair]], seed: int) -> tuple[Change, ...]:
    """What changed in each scorer over the cases of each tag; a scorer's tags are a family."""
    found: list[Change] = []
    for name, pairs in paired.items():
        members = {
            tag: {case.id for case in cases}
            for tag, cases in tags_of(pair.case for pair in pairs).items()
        }
        found += _as_family(
            _change(name, tag, [pair for pair in pairs if pair.case.id in ids], seed)
            for tag, ids in members.items()
        )
    return tuple(found)


def _change(name: str, tag: str | None, pairs: Sequence[Pair], seed: int) -> Change:
    differences = [pair.after - pair.before for pair in pairs]
    clusters = [pair.case.cluster for pair in pairs]
    sign = 1 if SCORERS[name].better == "more" else -1
    interval = bootstrap_interval(differences, clusters, seed=seed)
    return Change(
        name=name,
        tag=tag,
        n=len(pairs),
        before=mean([pair.before for pair in pairs]),
        after=mean([pair.after for pair in pairs]),
        difference=mean(differences),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        p=paired_p_value(differences, clusters, seed=seed),
        adjusted=None,
        verdict=None,
        improved=sum(difference * sign > 0 for difference in differences),
        worsened=sum(difference * sign < 0 for difference in differences),
    )


def _as_family(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes with p-values adjusted to one another.

    Times are left out: they say as much of the machine, and of what else it did, as of the
    program, and would cost the other scorers power.
    """
    changes = tuple(changes)
    tested = {
        place: change.p
        for place, change in enumerate(changes)
        if change.p is not None and not SCORERS[change.name].timed
    }
    adjusted = dict(zip(tested, holm(list(tested.values())), strict=True))
    return tuple(
        change.model_copy(update=_verdict(change, adjusted.get(place)))
        for place, change in enumerate(changes)
    )


def _verdict(change: Change, adjusted: float | None) -> dict[str, object]:
    if adjusted is None or adjusted >= ALPHA or not change.difference:
        return {"adjusted": adjusted, "verdict": None}
    more_is_better = SCORERS[change.name].better == "more"
    is_better = (change.difference > 0) == more_is_better
    return {"adjusted": adjusted, "verdict": "better" if is_better else "worse"}
