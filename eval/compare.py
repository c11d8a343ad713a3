"""Two saved runs side by side: what got better, what got worse, and could it be chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from eval.reading import Strict
from eval.scorers import SCORERS
from eval.stats import bootstrap_interval, mean, paired_p_value
from rag.errors import UsageProblem
from rag.safety import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from eval.saved import Run
    from eval.suite import Case


class Flip(Strict):
    """A case that was faultless in one run and is not in the other."""

    scorer: str
    case: str
    question: str
    before: float
    after: float
    answer_before: str
    answer_after: str


class Change(Strict):
    """One scorer over the cases that it applies to in both runs."""

    name: str
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
    improved: int
    worsened: int


class Comparison(Strict):
    """Two runs, compared."""

    before: str
    after: str
    suite: str
    cases: int
    """Cases that both runs asked in the same words."""
    left_out: tuple[str, ...]
    """Cases that only one run asked, or asked otherwise."""
    notices: tuple[str, ...]
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]


class _Pair(NamedTuple):
    case: Case
    before: float
    after: float


def compare_runs(before: Run, after: Run) -> Comparison:
    """Compare two runs of one suite, case by case.

    Raises:
        UsageProblem: They are runs of different suites.
    """
    first, second = before.manifest.suite, after.manifest.suite
    if first.name != second.name:
        raise UsageProblem(
            f"cannot compare a run of {first.name!r} with one of {second.name!r}",
            remedy="Name two runs of one suite.",
        )
    asked = {case.id: case for case in after.cases}
    common = [case for case in before.cases if asked.get(case.id) == case]
    every = dict.fromkeys([c.id for c in before.cases] + list(asked))
    left_out = tuple(name for name in every if name not in {case.id for case in common})
    names = [name for name in first.scorers if name in before.scores and name in after.scores]
    paired = {name: _pairs(before, after, common, name) for name in names}
    return Comparison(
        before=str(before.folder),
        after=str(after.folder),
        suite=first.name,
        cases=len(common),
        left_out=left_out,
        notices=tuple(_notices(before, after)),
        changes=tuple(_change(name, pairs, first.seed) for name, pairs in paired.items()),
        flips=tuple(
            flip for name, pairs in paired.items() for flip in _flips(name, pairs, before, after)
        ),
    )


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Print a comparison on a terminal or into a pipe."""
    head = f"{comparison.suite}: {comparison.cases} cases in both runs"
    console.print(Text(head, style="bold"))
    for notice in comparison.notices:
        console.print(Text(printable(notice)))
    if comparison.left_out:
        console.print(Text(f"left out: {', '.join(comparison.left_out)}"))
    console.print(_table(comparison.changes))
    for flip in comparison.flips:
        console.print(_block(flip))


def _pairs(before: Run, after: Run, cases: Sequence[Case], name: str) -> list[_Pair]:
    pairs = []
    for case in cases:
        old, new = before.scores[name].get(case.id), after.scores[name].get(case.id)
        if old is not None and new is not None:
            pairs.append(_Pair(case, old.value, new.value))
    return pairs


def _change(name: str, pairs: Sequence[_Pair], seed: int) -> Change:
    differences = [pair.after - pair.before for pair in pairs]
    clusters = [pair.case.cluster for pair in pairs]
    sign = 1 if SCORERS[name].better == "more" else -1
    interval = bootstrap_interval(differences, clusters, seed=seed)
    return Change(
        name=name,
        n=len(pairs),
        before=mean([pair.before for pair in pairs]),
        after=mean([pair.after for pair in pairs]),
        difference=mean(differences),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        p=paired_p_value(differences, clusters, seed=seed),
        improved=sum(difference * sign > 0 for difference in differences),
        worsened=sum(difference * sign < 0 for difference in differences),
    )


def _flips(name: str, pairs: Sequence[_Pair], before: Run, after: Run) -> list[Flip]:
    best = SCORERS[name].best
    return [
        Flip(
            scorer=name,
            case=pair.case.id,
            question=pair.case.question,
            before=pair.before,
            after=pair.after,
            answer_before=before.answers[pair.case.id].line,
            answer_after=after.answers[pair.case.id].line,
        )
        for pair in pairs
        if best is not None and (pair.before == best) != (pair.after == best)
    ]


def _notices(before: Run, after: Run) -> list[str]:
    """What differs between the runs besides what the person meant to change."""
    old, new = before.manifest, after.manifest
    first, second = old.suite, new.suite
    facts = {
        "the suite": (old.suite_sha256, new.suite_sha256),
        "the articles": (old.corpus.sha256, new.corpus.sha256),
        "the settings": (old.config_sha256, new.config_sha256),
        "the mode": (first.mode, second.mode),
        "the model": (old.model, new.model),
        "the prompt": (old.prompt, new.prompt),
        "the machine": (old.machine, new.machine),
        "the packages": (
            old.packages | {"byline": old.byline},
            new.packages | {"byline": new.byline},
        ),
    }
    changed = [name for name, (one, other) in facts.items() if one != other]
    return [f"differs between the runs: {', '.join(changed)}"] if changed else []


def _table(changes: Sequence[Change]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("scorer", no_wrap=True)
    for name in ("n", "before", "after", "difference", "95 % interval", "p", "better", "worse"):
        table.add_column(name, justify="right", no_wrap=True)
    for change in changes:
        spread = "-" if change.low is None else f"{change.low:+.2f} to {change.high:+.2f}"
        figures = [_plain(change.before), _plain(change.after)]
        figures.append("-" if change.difference is None else f"{change.difference:+.3f}")
        counts = [str(change.improved), str(change.worsened)]
        cells = [change.name, str(change.n), *figures, spread, _plain(change.p), *counts]
        table.add_row(*map(Text, cells))
    return table


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _block(flip: Flip) -> Text:
    return Text(
        f"\n{flip.case}: {printable(flip.question)}\n"
        f"  {flip.scorer} {flip.before:.2f} -> {flip.after:.2f}\n"
        f"  before: {printable(flip.answer_before)}\n"
        f"  after:  {printable(flip.answer_after)}"
    )
