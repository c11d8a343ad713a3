"""Suites, runs and reports behind the screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from textual.message import Message

from eval.compare import compare_runs
from eval.corpus import archive_folder
from eval.drafting.drafting import SEED, draft_suite
from eval.drafting.saved import load_drafts, require_name
from eval.drafting.writing import writer_of
from eval.folder import new_folder
from eval.judge.record import judge_record
from eval.judging import judging, open_judge
from eval.listing import runs_in, suites_in
from eval.report import build_report
from eval.report.details import build_details
from eval.report.page import report_page
from eval.report.sources import sources_in
from eval.runner import run_suite
from eval.saved import load_run
from eval.suite import load_suite, suites_folder
from rag.errors import BylineError, Interrupted
from rag.opening import open_engine
from tui.keeping import save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from eval.compare import Comparison
    from eval.drafting.drafting import Progress as Drafting
    from eval.drafting.saved import DraftFolder
    from eval.listing import RunEntry, SuiteEntry
    from eval.report import Report
    from eval.report.sources import Source
    from eval.runner import Archive, Progress
    from eval.saved import Run
    from rag.config import Config
    from rag.engine import Engine
    from rag.events import AnswerEvent, IngestEvent
    from rag.retrieve.conversation import Turn
    from rag.types import Article, Mode, Provenance
    from tui.errors import Trouble


class ShelfRead(Message):
    """Suites and runs were looked up."""

    def __init__(self, suites: Sequence[SuiteEntry], runs: Sequence[RunEntry]) -> None:
        super().__init__()
        self.suites, self.runs = suites, runs


class RunAdvanced(Message):
    """A run has come a step further."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress


class RunFinished(Message):
    """A run came to its end."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder


class RunFailed(Message):
    """A run could not go on, or was stopped (`trouble` is None); its answers are kept."""

    def __init__(self, trouble: Trouble | None) -> None:
        super().__init__()
        self.trouble = trouble


class RunEnded(Message):
    """The worker of a run is done. Always its last message."""


class ReportBuilt(Message):
    """A run was summed up."""

    def __init__(self, run: Run, report: Report) -> None:
        super().__init__()
        self.run, self.report = run, report


class ReportsBuilt(Message):
    """All finished runs of a suite were summed up, the oldest first."""

    def __init__(self, reports: Sequence[Report]) -> None:
        super().__init__()
        self.reports = reports


class RunsCompared(Message):
    """Two runs were set side by side."""

    def __init__(self, comparison: Comparison, after: Run) -> None:
        super().__init__()
        self.comparison, self.after = comparison, after


class SourcesFound(Message):
    """The articles that a run cites were looked up; none where they are not at hand."""

    def __init__(self, run: Run, case: str, sources: Mapping[str, Source]) -> None:
        super().__init__()
        self.run, self.case, self.sources = run, case, sources


class DraftAdvanced(Message):
    """A suite is being drafted."""

    def __init__(self, progress: Drafting) -> None:
        super().__init__()
        self.progress = progress


class DraftsMade(Message):
    """Drafts are there to be reviewed."""

    def __init__(self, folder: DraftFolder) -> None:
        super().__init__()
        self.folder = folder


class LookFailed(Message):
    """Something that was to be looked up could not be."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble


class Wanted(NamedTuple):
    """A run that is to be made."""

    suite: str
    path: str
    """Of the suite's file."""
    mode: Mode
    out: Path | None = None
    """The folder of a run that goes on; None for a new one."""


class Stoppable:
    """An archive whose answers end as soon as somebody says so: a run that stops at once."""

    def __init__(self, engine: Engine, stop: Callable[[], bool]) -> None:
        self._engine, self._stop = engine, stop

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()

    def ingest(self, paths: Sequence[str], *, prune: bool = False) -> Iterator[IngestEvent]:
        """Take articles in."""
        yield from self._engine.ingest(paths, prune=prune, stop=self._stop)
        self._require_wanted()

    def articles(self) -> list[Article]:
        """All articles."""
        return self._engine.articles()

    def text(self, article_id: str, /) -> str:
        """The text that offsets refer to."""
        return self._engine.text(article_id)

    def answer(
        self, question: str, *, mode: Mode | None = None, before: Sequence[Turn] = ()
    ) -> Iterator[AnswerEvent]:
        """Answer one question; an answer that was cut short is none."""
        for event in self._engine.answer(question, mode=mode, before=before, stop=self._stop):
            self._require_wanted()
            yield event
        self._require_wanted()

    def traced(self, mode: Mode | None = None) -> tuple[Mode, Provenance]:
        """Who would word an answer now, and what it would be traced to."""
        return self._engine.traced(mode)

    def corpus_sha256(self) -> str:
        """Hash of what the archive holds."""
        return self._engine.corpus_sha256()

    def _require_wanted(self) -> None:
        if self._stop():
            raise Interrupted("the run was stopped", remedy="Run it again to go on.")


def read_shelf(home: Path, post: Callable[[Message], object]) -> None:
    """Look up what there is."""
    post(ShelfRead(suites_in(home), runs_in(home)))


def make_run(
    wanted: Wanted, config: Config, post: Callable[[Message], object], stop: Callable[[], bool]
) -> None:
    """Run a suite, telling each step; a stop is no failure."""
    suite = load_suite(Path(wanted.path)).worded_by(wanted.mode)

    def opened(settings: Config, folder: Path) -> Archive:
        return Stoppable(open_engine(settings, archive=folder), stop)

    def watch(progress: Progress) -> None:
        post(RunAdvanced(progress))

    try:
        run = run_suite(
            suite,
            config,
            out=wanted.out or new_folder(config.home, suite.spec.name),
            open_archive=opened,
            judge=judging(open_judge(config)),
            watch=watch,
        )
    except Interrupted:
        post(RunFailed(None))
    else:
        post(RunFinished(run.folder))


def sum_up(folder: Path, home: Path) -> tuple[Run, Report]:
    """What a run says, with what is known of its judges."""
    run = load_run(folder)
    return run, build_report(run, partial(judge_record, home=home))


def read_report(folder: Path, home: Path, post: Callable[[Message], object]) -> None:
    """What one run says."""
    post(ReportBuilt(*sum_up(folder, home)))


def sum_all_up(folders: Sequence[Path], home: Path, post: Callable[[Message], object]) -> None:
    """What each of some runs says."""
    post(ReportsBuilt([sum_up(folder, home)[1] for folder in folders]))


def compare(before: Path, after: Path, post: Callable[[Message], object]) -> None:
    """Set two runs side by side."""
    later = load_run(after)
    post(RunsCompared(compare_runs(load_run(before), later), later))


def write_page(folder: Path, config: Config, place: str, post: Callable[[Message], object]) -> None:
    """Write a run's report as a page."""
    run, report = sum_up(folder, config.home)
    details = build_details(run, report, sources_of(run, config))
    save(report_page(report, details), place, post)


def draft(
    engine: Engine, name: str, count: int,
    post: Callable[[Message], object], stop: Callable[[], bool],
) -> None:  # fmt: skip
    """Draft a suite from the archive; a stop is no failure."""

    def watch(progress: Drafting) -> None:
        post(DraftAdvanced(progress))

    require_name(name)
    folder = suites_folder(engine.config.home) / name
    try:
        with writer_of(engine, SEED) as writer:
            made = draft_suite(
                engine, folder, name=name, count=count, seed=SEED,
                writer=writer, watch=watch, stop=stop,
            )  # fmt: skip
    except Interrupted:
        post(RunFailed(None))
    else:
        post(DraftsMade(made))


def open_drafts(folder: Path, post: Callable[[Message], object]) -> None:
    """Read drafts that are to be reviewed."""
    post(DraftsMade(load_drafts(folder)))


def sources_of(run: Run, config: Config) -> Mapping[str, Source]:
    """The articles that a run cites; none where this home does not have them as they were."""
    folder = archive_folder(config.home, run.manifest.corpus.sha256)
    # Looking at a run must not make an archive.
    if not (folder / "catalog.sqlite").is_file():
        return {}
    try:
        with open_engine(config, archive=folder) as archive:
            return sources_in(archive, run)
    except BylineError:
        return {}
