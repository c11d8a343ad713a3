"""What a run says: per scorer n, excluded, mean, interval; and where it fell short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.table import Table
from rich.text import Text

from eval.reading import Strict
from eval.scorers import SCORERS
from eval.stats import bootstrap_interval, mean
from rag.safety import printable

if TYPE_CHECKING:
    from rich.console import Console

    from eval.records import Score
    from eval.saved import Run

WORST = 5
"""Cases shown with their text."""


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
    """Lower end of the 95 % bootstrap interval, articles drawn with replacement."""
    high: float | None
    better: Literal["more", "less"]
    required: float | None
    met: bool | None
    """None where nothing is required."""
    worst: tuple[Shortfall, ...]
    """Worst first."""


class Report(Strict):
    """A run, summed up."""

    run: str
    suite: str
    version: int
    mode: str
    model: str | None
    corpus_sha256: str
    config_sha256: str
    cases: int
    failed: int
    """Cases without an answer, because the model ended in the middle."""
    figures: tuple[Figure, ...]

    @property
    def missed(self) -> tuple[Figure, ...]:
        """Figures that do not reach what is required of them."""
        return tuple(figure for figure in self.figures if figure.met is False)


def build_report(run: Run) -> Report:
    """Sum a run up."""
    manifest = run.manifest
    return Report(
        run=str(run.folder),
        suite=manifest.suite.name,
        version=manifest.suite.version,
        mode=manifest.suite.mode.value,
        model=manifest.model.name if manifest.model else None,
        corpus_sha256=manifest.corpus.sha256,
        config_sha256=manifest.config_sha256,
        cases=len(run.cases),
        failed=sum(answer.failure is not None for answer in run.answers.values()),
        figures=tuple(_figure(run, name) for name in manifest.suite.scorers if name in run.scores),
    )


def show_report(report: Report, console: Console) -> None:
    """Print a report on a terminal or into a pipe."""
    console.print(_heading(report))
    console.print(_table(report))
    if any(f.low is not None and f.low == f.high for f in report.figures):
        console.print(Text("An interval without width: no spread was seen in so few articles."))
    shown = _shortfalls(report)
    if shown:
        console.print(Text("\nWhere it fell short", style="bold"))
    for text in shown:
        console.print(text)


def _figure(run: Run, name: str) -> Figure:
    scorer, by_case = SCORERS[name], run.scores[name]
    applies = [case for case in run.cases if by_case.get(case.id) is not None]
    values = [_value(by_case[case.id]) for case in applies]
    clusters = [case.cluster for case in applies]
    average = mean(values)
    interval = bootstrap_interval(values, clusters, seed=run.manifest.suite.seed)
    required = run.manifest.suite.require.get(name)
    return Figure(
        name=name,
        n=len(values),
        excluded=len(run.cases) - len(values),
        mean=average,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        better=scorer.better,
        required=required,
        met=None if required is None else scorer.meets(average, required),
        worst=_worst(run, name),
    )


def _value(score: Score | None) -> float:
    return score.value if score else 0.0


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
        for case in run.cases
        if (score := run.scores[name].get(case.id)) is not None and score.value != scorer.best
    ]
    ordered = sorted(short, key=lambda s: s.value, reverse=scorer.better == "less")
    return tuple(ordered[:WORST])


def _heading(report: Report) -> Text:
    model = f", model {report.model}" if report.model else ", no model used"
    failed = f", {report.failed} failed" if report.failed else ""
    head = f"{report.suite} v{report.version}: {report.cases} cases{failed}, mode {report.mode}"
    return Text(printable(f"{head}{model}"), style="bold")


def _table(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("scorer", no_wrap=True)
    for name in ("n", "excluded", "mean", "95 % interval", "required"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for figure in report.figures:
        spread = "-" if figure.low is None else f"{figure.low:.2f} to {figure.high:.2f}"
        sign = "≥" if figure.better == "more" else "≤"
        required = "" if figure.required is None else f"{sign} {figure.required:g}"
        met = {None: Text(), True: Text("✓ met", "green"), False: Text("✗ missed", "bold red")}
        average = "-" if figure.mean is None else f"{figure.mean:.3f}"
        cells = (figure.name, str(figure.n), str(figure.excluded), average, spread, required)
        table.add_row(*map(Text, cells), met[figure.met])
    return table


def _shortfalls(report: Report) -> list[Text]:
    """The worst cases with what was shown: the worst of each missed figure come first."""
    by_case: dict[str, list[tuple[Figure, Shortfall]]] = {}
    place: dict[str, int] = {}
    for figure in report.figures:
        if SCORERS[figure.name].best is None:
            continue
        for rank, short in enumerate(figure.worst):
            by_case.setdefault(short.case, []).append((figure, short))
            rank_here = rank if figure.met is False else WORST
            place[short.case] = min(rank_here, place.get(short.case, WORST))
    ordered = sorted(by_case, key=lambda case: (place[case], -len(by_case[case])))
    return [_block(by_case[case]) for case in ordered[:WORST]]


def _block(entries: list[tuple[Figure, Shortfall]]) -> Text:
    _, first = entries[0]
    lines = [f"\n{first.case}: {printable(first.question)}", f"  {printable(first.answer)}"]
    lines += [f"  {f.name} {s.value:.2f}: {printable(s.note)}" for f, s in entries]
    return Text("\n".join(lines))
