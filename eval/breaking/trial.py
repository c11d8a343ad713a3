"""The trial: break right answers and count which scorers notice."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from eval.breaking.harmless import HARMLESS
from eval.breaking.table import FAULTS
from eval.judging import judge_statement
from eval.reading import Strict
from eval.scorers import SCORERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eval.breaking.fault import Fault, Right
    from eval.judging import Judge
    from eval.records import Recorded
    from eval.suite import Case

SEEN_FROM = 0.98
"""Share of the broken answers that must lose score."""
ALARMS_UP_TO = 0.02
"""Share of the answers changed harmlessly, or not at all, that may."""
SEED = 7
WATCHING = tuple(dict.fromkeys(name for fault in FAULTS for name in fault.seen_by))
"""Every scorer that should see some fault."""


class Row(Strict):
    """How one scorer took one kind of change."""

    kind: str
    about: str
    scorer: str
    """`any` where it is asked whether any of them lost."""
    n: int
    """Answers that could be changed so."""
    lost: int
    """Of them, those to which the scorer gave less than before."""
    held: bool
    """Whether a bar is set on this row."""

    @property
    def share(self) -> float | None:
        """Share that lost; None where the change applied nowhere."""
        return self.lost / self.n if self.n else None


class Trial(Strict):
    """What came of it."""

    judge: str
    seed: int
    right: int
    """Right answers that were broken."""
    given: int
    """Of them, those that were given; the others were made of the gold."""
    faults: tuple[Row, ...]
    harmless: tuple[Row, ...]

    @property
    def missed(self) -> tuple[Row, ...]:
        """Rows on the wrong side of their bar."""
        blind = (r for r in self.faults if r.held and r.n and r.lost < SEEN_FROM * r.n)
        false = (r for r in self.harmless if r.held and r.n and r.lost > ALARMS_UP_TO * r.n)
        return (*blind, *false)


def run_trial(right: Sequence[Right], judge: Judge, *, given: int, seed: int = SEED) -> Trial:
    """Break every right answer in every way that applies to it.

    Args:
        right: The answers, judged or not.
        judge: Asked of every statement that was changed.
        given: How many of them were given, and not made of the gold.
        seed: The same seed breaks the same answers in the same places.
    """
    right = [one._replace(answer=judge_anew(one.answer, judge)) for one in right]
    before = [_values(one.case, one.answer) for one in right]
    faults = [row for fault in FAULTS for row in _broken(fault, right, before, judge, seed)]
    harmless = [
        row
        for kind, change in HARMLESS.items()
        for row in [_harmless(kind, [change(one.answer) for one in right], right, judge)]
    ]
    return Trial(
        judge=judge.name,
        seed=seed,
        given=given,
        right=len(right),
        faults=tuple(faults),
        harmless=tuple(harmless),
    )


def judge_anew(answer: Recorded, judge: Judge) -> Recorded:
    """The answer with a judgement of every statement that has none."""
    said = tuple(
        s if s.judged else s.model_copy(update={"judged": judge_statement(s, judge)})
        for s in answer.statements
    )
    return answer.model_copy(update={"statements": said})


def _broken(
    fault: Fault,
    right: Sequence[Right],
    before: Sequence[Mapping[str, float | None]],
    judge: Judge,
    seed: int,
) -> Iterable[Row]:
    losses: list[set[str]] = []
    for one, values in zip(right, before, strict=True):
        random = Random(f"{seed} {fault.kind} {one.case.id}")  # noqa: S311 - not for secrets
        broken = fault.put(one, random)
        if broken is not None:
            after = _values(one.case, judge_anew(broken, judge))
            losses.append({name for name in fault.seen_by if _is_less(name, values, after)})
    for place, name in enumerate(fault.seen_by):
        yield Row(
            kind=fault.kind,
            about=fault.about,
            scorer=name,
            n=len(losses),
            lost=sum(name in lost for lost in losses),
            held=place == 0,
        )


def _harmless(kind: str, changed: Sequence[Recorded], right: Sequence[Right], judge: Judge) -> Row:
    best = {name: SCORERS[name].best for name in WATCHING}
    after = [
        _values(one.case, judge_anew(answer, judge))
        for one, answer in zip(right, changed, strict=True)
    ]
    lost = sum(any(_is_less(name, best, values) for name in WATCHING) for values in after)
    return Row(kind=kind, about="", scorer="any", n=len(right), lost=lost, held=True)


def _values(case: Case, answer: Recorded) -> dict[str, float | None]:
    scores = {name: SCORERS[name].measure(case, answer) for name in WATCHING}
    return {name: None if score is None else score.value for name, score in scores.items()}


def _is_less(
    name: str, before: Mapping[str, float | None], after: Mapping[str, float | None]
) -> bool:
    """Whether the scorer gave less after than before; what does not apply gives nothing."""
    old, new = before[name], after[name]
    if old is None or new is None:
        return False
    return new < old if SCORERS[name].better == "more" else new > old
