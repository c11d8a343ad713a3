"""What one scorer says over a run, and over the cases of each tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from eval.reading import Strict
from eval.scorers import SCORERS
from eval.stats import mean, mean_interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.records import Score
    from eval.saved import Run
    from eval.suite import Case

WORST = 5
"""Cases named for each scorer."""


class Shortfall(Strict):
    """A case on which a scorer gave less than the best."""

    case: str
    question: str
    value: float
    note: str
    answer: str


class Figure(Strict):
    """One scorer over one run."""

    name: str
    n: int
    """Cases it applies to."""
    excluded: int
    """Cases it does not apply to; they count nowhere else."""
    mean: float | None
    low: float | None
    """Lower end of the 95 % interval over articles, as `eval.stats.mean_interval` gives it."""
    high: float | None
    better: Literal["more", "less"]
    required: float | None
    met: bool | None
    """None where nothing is required."""
    worst: tuple[Shortfall, ...]
    """Worst first."""


class TagFigure(Strict):
    """One scorer over the cases of one tag."""

    tag: str
    name: str
    n: int
    mean: float
    low: float | None
    high: float | None


def figure(run: Run, name: str) -> Figure:
    """What the scorer `name` says over a run."""
    scorer = SCORERS[name]
    scored = _scored(run, name, run.cases)
    average, low, high = _spread(scored, run.manifest.suite.seed)
    required = run.manifest.suite.require.get(name)
    return Figure(
        name=name,
        n=len(scored),
        excluded=len(run.cases) - len(scored),
        mean=average,
        low=low,
        high=high,
        better=scorer.better,
        required=required,
        met=None if required is None else scorer.meets(average, required),
        worst=_worst(run, name),
    )


def tags_of(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """The cases of each tag, by tag."""
    by_tag: dict[str, list[Case]] = {}
    for case in cases:
        for tag in dict.fromkeys(case.tags):
            by_tag.setdefault(tag, []).append(case)
    return dict(sorted(by_tag.items()))


def tag_figures(run: Run, names: Sequence[str]) -> tuple[TagFigure, ...]:
    """What each scorer says over the cases of each tag; where none applies, nothing."""
    found = []
    for tag, cases in tags_of(run.cases).items():
        for name in names:
            scored = _scored(run, name, cases)
            average, low, high = _spread(scored, run.manifest.suite.seed)
            if average is not None:
                n = len(scored)
                found.append(TagFigure(tag=tag, name=name, n=n, mean=average, low=low, high=high))
    return tuple(found)


def fell_short(name: str, score: Score | None) -> bool:
    """Whether a scorer gave less than the best; what it does not apply to cannot fall short."""
    best = SCORERS[name].best
    return best is not None and score is not None and score.value != best


class Named(NamedTuple):
    """A shortfall and the figure that names it."""

    figure: Figure
    short: Shortfall


def worst_cases(figures: Iterable[Figure]) -> list[list[Named]]:
    """The cases that figures name as their worst, each with all that is said of it.

    The worst of each missed figure come first, so that many shortfalls of one kind cannot hide
    the one of another; then those that fell short in most ways.
    """
    by_case: dict[str, list[Named]] = {}
    place: dict[str, int] = {}
    for one in figures:
        if SCORERS[one.name].best is None:
            continue
        for rank, short in enumerate(one.worst):
            by_case.setdefault(short.case, []).append(Named(one, short))
            rank_here = rank if one.met is False else WORST
            place[short.case] = min(rank_here, place.get(short.case, WORST))
    ordered = sorted(by_case, key=lambda case: (place[case], -len(by_case[case])))
    return [by_case[case] for case in ordered]


def _scored(run: Run, name: str, cases: Iterable[Case]) -> list[tuple[Case, Score]]:
    by_case = run.scores[name]
    return [(case, score) for case in cases if (score := by_case.get(case.id)) is not None]


def _spread(
    scored: Sequence[tuple[Case, Score]], seed: int
) -> tuple[float | None, float | None, float | None]:
    """Mean, and low and high end of its interval."""
    values = [score.value for _, score in scored]
    interval = mean_interval(values, [case.cluster for case, _ in scored], seed=seed)
    return (mean(values), *(interval or (None, None)))


def _worst(run: Run, name: str) -> tuple[Shortfall, ...]:
    scorer = SCORERS[name]
    short = [
        Shortfall(
            case=case.id,
            question=case.question,
            value=score.value,
            note=score.note,
            answer=run.answers[case.id].line,
        )
        for case, score in _scored(run, name, run.cases)
        if score.value != scorer.best
    ]
    ordered = sorted(short, key=lambda s: s.value, reverse=scorer.better == "less")
    return tuple(ordered[:WORST])
