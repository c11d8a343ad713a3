"""A run, summed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.reading import Strict
from eval.report.declining import Declining, declining_of
from eval.report.figures import Figure, TagFigure, figure, tag_figures
from eval.report.judges import JudgeUsed, judges_of
from eval.saved import Manifest  # noqa: TC001 - pydantic reads it when the class is made

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.judge.record import JudgeRecord
    from eval.saved import Run


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
    tags: tuple[TagFigure, ...]
    declining: Declining | None
    """None where not both kinds of questions were asked."""
    judges: tuple[JudgeUsed, ...]
    manifest: Manifest
    """Everything needed to trace the figures."""

    @property
    def missed(self) -> tuple[Figure, ...]:
        """Figures that do not reach what is required of them."""
        return tuple(figure for figure in self.figures if figure.met is False)


def unmeasured(_: str) -> None:
    """Know nothing of any judge."""


def build_report(run: Run, measured: Callable[[str], JudgeRecord | None] = unmeasured) -> Report:
    """Sum a run up.

    Args:
        run: The run.
        measured: Gives what was measured of a judge, by its name.
    """
    manifest = run.manifest
    names = [name for name in manifest.suite.scorers if name in run.scores]
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
        figures=tuple(figure(run, name) for name in names),
        tags=tag_figures(run, names),
        declining=declining_of(run),
        judges=judges_of(run.answers, measured),
        manifest=manifest,
    )
