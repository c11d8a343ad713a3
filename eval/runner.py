"""Runs a suite: one archive, one process, every case through the engine's own events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from eval.conditions import manifest_of
from eval.corpus import Holdings, archive_folder, corpus_sha256, originals, require_whole
from eval.folder import RunFolder
from eval.records import failed, record
from eval.reusing import reusable
from eval.saved import CorpusUsed, Run, score_all
from eval.suite import check_gold
from rag.errors import ModelFileDamaged, ModelFileMissing, ModelProblem, ModelUnknown
from rag.events import Finished, Judged
from rag.retrieve.conversation import Turn
from rag.types import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from eval.records import Recorded
    from eval.saved import Manifest
    from eval.suite import Case, Suite
    from rag.config import Config
    from rag.events import AnswerEvent, IngestEvent
    from rag.types import Answer, Article, Mode, Provenance


class Archive(Protocol):
    """The part of the engine that a run needs."""

    def __enter__(self) -> Self:
        """Hand itself over."""
        ...

    def __exit__(self, *exc: object) -> None:
        """Close it."""
        ...

    def ingest(self, paths: Sequence[str], *, prune: bool = False) -> Iterator[IngestEvent]:
        """Take articles in."""
        ...

    def articles(self) -> list[Article]:
        """All articles."""
        ...

    def text(self, article_id: str, /) -> str:
        """The text that offsets refer to."""
        ...

    def answer(
        self, question: str, *, mode: Mode | None = None, before: Sequence[Turn] = ()
    ) -> Iterator[AnswerEvent]:
        """Answer one question, which may lean on earlier turns."""
        ...

    def traced(self, mode: Mode | None = None) -> tuple[Mode, Provenance]:
        """Who would word an answer now, and what that answer would be traced to."""
        ...

    def corpus_sha256(self) -> str:
        """Hash of what the archive holds."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. A case that is answered carries its record."""

    done: int
    total: int
    answer: Recorded | None = None
    left: float | None = None
    """Seconds that the rest will take, at the pace so far; None where nothing is known of it."""


def ignore(_: object) -> None:
    """Watch nothing."""


def as_it_is(recorded: Recorded) -> Recorded:
    """Judge nothing."""
    return recorded


def run_suite(
    suite: Suite,
    config: Config,
    *,
    out: Path,
    open_archive: Callable[[Config, Path], Archive],
    judge: Callable[[Recorded], Recorded] = as_it_is,
    reuse: Run | None = None,
    watch: Callable[[Progress], None] = ignore,
    notify: Callable[[str], None] = ignore,
) -> Run:
    """Answer and score every case of a suite and save the run in `out`.

    Args:
        suite: What to ask.
        config: The person's settings; only the seed is replaced.
        out: A folder that holds no run yet, or the same one stopped before its end.
        open_archive: Opens an engine over settings and the folder of its archive.
        judge: Adds to a record what a judge says of its statements.
        reuse: A finished run whose answers stand in for those to the same questions.
        watch: Told of each step.
        notify: Told what a person should know and is no step.

    Raises:
        SuiteInvalid: The corpus or the gold is not what the suite says.
        UsageProblem: `out` holds another run, or `reuse` was made under other conditions.
        RunBusy: Another process is writing in `out`.
        ModelProblem: The model cannot be used at all. One that ends in the middle of an answer
            makes a failed case, not a failed run.
    """
    with RunFolder(out) as folder:
        started, began = datetime.now(UTC).isoformat(timespec="seconds"), perf_counter()
        watch(Progress(0, len(suite.cases)))
        files_sha256 = corpus_sha256(suite.corpus)
        settings = _settings(suite, config)
        with open_archive(settings, archive_folder(config.home, files_sha256)) as archive:
            held = _filled(archive, suite)
            corpus = CorpusUsed(
                path=suite.spec.corpus,
                sha256=files_sha256,
                archive_sha256=archive.corpus_sha256(),
                articles=len(held.texts),
            )
            manifest = manifest_of(suite, settings, archive, corpus)
            manifest = manifest.model_copy(update={"started": started})
            given = _Given.of(folder, manifest, suite, reuse)
            given.tell(out, len(suite.cases), notify)
            answers = _Asking(suite, archive, held, folder).all(given, watch)
            scoring = perf_counter()
            run = _scored(out, manifest, suite, answers, judge)
        now = perf_counter()
        counts = {"resumed": len(given.kept), "reused": _unmeasured(answers)}
        took = {"seconds": now - began, "scoring": now - scoring}
        run = replace(run, manifest=manifest.model_copy(update=counts | took))
        folder.finish(run)
        return run


class _Given(NamedTuple):
    """Answers that need not be asked for."""

    kept: Mapping[str, Recorded]
    """Of the same run, before it was stopped."""
    reused: Mapping[str, Recorded]
    """Of another run."""

    @classmethod
    def of(cls, folder: RunFolder, manifest: Manifest, suite: Suite, reuse: Run | None) -> Self:
        found = reusable(reuse, manifest, suite.cases) if reuse else {}
        kept = folder.begin(manifest)
        return cls(kept, {case: one for case, one in found.items() if case not in kept})

    def tell(self, out: Path, total: int, notify: Callable[[str], None]) -> None:
        if self.kept:
            notify(f"going on with the run in {out}: {len(self.kept)} of {total} are answered")
        if self.reused:
            notify(f"{len(self.reused)} of {total} answers are reused; they have no times")


@dataclass(frozen=True, slots=True)
class _Asking:
    """Goes through the cases of a suite."""

    suite: Suite
    archive: Archive
    held: Holdings
    folder: RunFolder

    def all(self, given: _Given, watch: Callable[[Progress], None]) -> dict[str, Recorded]:
        """An answer to every case, in their order, each saved as soon as it is there."""
        total = len(self.suite.cases)
        to_ask = total - len(given.kept) - len(given.reused)
        asked, began = 0, perf_counter()
        answers: dict[str, Recorded] = {}
        for case in self.suite.cases:
            known = given.kept.get(case.id) or given.reused.get(case.id)
            recorded = known or self._answered(case)
            asked += known is None
            if case.id not in given.kept:
                self.folder.add(recorded)
            answers[case.id] = recorded
            pace = (perf_counter() - began) / asked if asked else None
            left = pace * (to_ask - asked) if pace is not None and asked < to_ask else None
            watch(Progress(len(answers), total, recorded, left))
        return answers

    def _answered(self, case: Case) -> Recorded:
        """The record of one case, earlier turns asked first."""
        mode = self.suite.spec.mode
        before: list[Turn] = []
        try:
            for question in case.before:
                answer = _followed(self.archive.answer(question, mode=mode, before=before)).answer
                before.append(Turn(question, " ".join(said.text for said in answer.statements)))
            found = _followed(self.archive.answer(case.question, mode=mode, before=before))
        except (ModelFileDamaged, ModelFileMissing, ModelUnknown):
            # No case can be answered with such a model: that is a failed run.
            raise
        except ModelProblem as error:
            return failed(case.id, error.problem)
        return record(case.id, found.answer, self.held, first_statement=found.first_statement)


class _Followed(NamedTuple):
    answer: Answer
    first_statement: float | None
    """Seconds until a statement was there that is part of the answer."""


def _followed(events: Iterator[AnswerEvent]) -> _Followed:
    began, first = perf_counter(), None
    for event in events:
        if isinstance(event, Finished):
            return _Followed(event.answer, first)
        if first is None and isinstance(event, Judged) and event.statement.form != Form.DROPPED:
            first = perf_counter() - began
    raise AssertionError("the engine's events ended without `Finished`")


def _filled(archive: Archive, suite: Suite) -> Holdings:
    """Take the corpus in and check the gold against it."""
    require_whole(archive.ingest([str(suite.corpus)], prune=True), suite.corpus)
    articles = archive.articles()
    held = Holdings(
        texts={article.id: archive.text(article.id) for article in articles},
        outlets={article.id: article.outlet for article in articles},
        originals=originals(articles),
    )
    check_gold(suite, held.texts, held.outlets)
    return held


def _settings(suite: Suite, config: Config) -> Config:
    model = config.model.model_copy(update={"seed": suite.spec.seed})
    return config.model_copy(update={"model": model})


def _scored(
    out: Path,
    manifest: Manifest,
    suite: Suite,
    answers: Mapping[str, Recorded],
    judge: Callable[[Recorded], Recorded],
) -> Run:
    judged = {case: judge(answer) for case, answer in answers.items()}
    scores = score_all(suite.cases, judged, suite.spec.scorers)
    return Run(out, manifest, suite.cases, judged, scores)


def _unmeasured(answers: Mapping[str, Recorded]) -> int:
    """Answers of another run, those included that a stopped process had taken over."""
    return sum(a.timing is None and a.failure is None for a in answers.values())
