"""Runs a suite: one archive, one process, every case through the engine's own events."""

from __future__ import annotations

import hashlib
import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from time import perf_counter
from typing import TYPE_CHECKING, Protocol, Self

from eval.corpus import corpus_sha256, require_whole
from eval.records import failed, record
from eval.saved import CorpusUsed, FileUsed, Manifest, Run, RunFolder, score_all
from eval.suite import check_gold
from rag import __version__
from rag.errors import ModelFileDamaged, ModelFileMissing, ModelProblem, ModelUnknown
from rag.events import Finished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from eval.records import Recorded
    from eval.suite import Suite
    from rag.config import Config
    from rag.events import AnswerEvent, IngestEvent
    from rag.types import Answer, Article, Mode, Provenance

PACKAGES = ("chromadb", "llama-cpp-python", "numpy", "onnxruntime", "sentence-transformers")
"""Whose versions can change an answer."""


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

    def answer(self, question: str, *, mode: Mode | None = None) -> Iterator[AnswerEvent]:
        """Answer one question."""
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


def ignore(_: Progress) -> None:
    """Watch nothing."""


def run_suite(
    suite: Suite,
    config: Config,
    *,
    out: Path,
    open_archive: Callable[[Config, Path], Archive],
    watch: Callable[[Progress], None] = ignore,
) -> Run:
    """Answer and score every case of a suite and save the run in `out`.

    Args:
        suite: What to ask.
        config: The person's settings; only the seed is replaced.
        out: A folder that holds no run yet.
        open_archive: Opens an engine over settings and the folder of its archive.
        watch: Told of each step.

    Raises:
        SuiteInvalid: The corpus or the gold is not what the suite says.
        ModelProblem: The model cannot be used at all. One that ends in the middle of an answer
            makes a failed case, not a failed run.
    """
    started, began = datetime.now(UTC), perf_counter()
    watch(Progress(0, len(suite.cases)))
    files_sha256 = corpus_sha256(suite.corpus)
    settings = _settings(suite, config)
    with open_archive(settings, config.home / "eval" / files_sha256[:16]) as archive:
        texts = _filled(archive, suite)
        corpus = CorpusUsed(
            path=suite.spec.corpus,
            sha256=files_sha256,
            archive_sha256=archive.corpus_sha256(),
            articles=len(texts),
        )
        folder = RunFolder(out)
        answers: dict[str, Recorded] = {}
        traces: list[Provenance] = []
        try:
            for recorded, trace in _answers(suite, archive, texts):
                folder.add(recorded)
                answers[recorded.case] = recorded
                traces += [trace] if trace else []
                watch(Progress(len(answers), len(suite.cases), recorded))
        finally:
            folder.close()
    manifest = _manifest(suite, settings, corpus, traces)
    took = {"started": started.isoformat(timespec="seconds"), "seconds": perf_counter() - began}
    scores = score_all(suite.cases, answers, suite.spec.scorers)
    run = Run(out, manifest.model_copy(update=took), suite.cases, answers, scores)
    folder.finish(run)
    return run


def _filled(archive: Archive, suite: Suite) -> dict[str, str]:
    """Take the corpus in, check the gold against it and give its texts by id."""
    require_whole(archive.ingest([str(suite.corpus)], prune=True), suite.corpus)
    articles = archive.articles()
    texts = {article.id: archive.text(article.id) for article in articles}
    check_gold(suite, texts, {article.id: article.outlet for article in articles})
    return texts


def _settings(suite: Suite, config: Config) -> Config:
    model = config.model.model_copy(update={"seed": suite.spec.seed})
    return config.model_copy(update={"model": model})


def _answers(
    suite: Suite, archive: Archive, texts: Mapping[str, str]
) -> Iterator[tuple[Recorded, Provenance | None]]:
    for case in suite.cases:
        try:
            answer = _finished(archive.answer(case.question, mode=suite.spec.mode))
        except (ModelFileDamaged, ModelFileMissing, ModelUnknown):
            # No case can be answered with such a model: that is a failed run.
            raise
        except ModelProblem as error:
            yield failed(case.id, error.problem), None
        else:
            yield record(case.id, answer, texts.__getitem__), answer.provenance


def _finished(events: Iterator[AnswerEvent]) -> Answer:
    for event in events:
        if isinstance(event, Finished):
            return event.answer
    raise AssertionError("the engine's events ended without `Finished`")


def _manifest(
    suite: Suite, settings: Config, corpus: CorpusUsed, traces: Sequence[Provenance]
) -> Manifest:
    # An answer that quotes uses no model; the run's model is the one that any answer used.
    model = next((trace.model for trace in traces if trace.model), None)
    prompt = next((trace.prompt for trace in traces if trace.prompt), None)
    prompt_name = f"{prompt.id}@{prompt.version}" if prompt else ""
    return Manifest(
        byline=__version__,
        suite=suite.spec,
        suite_sha256=_suite_sha256(suite),
        model=FileUsed(name=model.name, sha256=model.sha256) if model else None,
        prompt=FileUsed(name=prompt_name, sha256=prompt.sha256) if prompt else None,
        embedder=traces[0].embedder if traces else None,
        config_sha256=settings.sha256,
        corpus=corpus,
        packages=_versions(),
        machine=_machine(),
        started="",
        seconds=0.0,
    )


def _suite_sha256(suite: Suite) -> str:
    parts = [
        suite.spec.model_dump_json(exclude={"mode"}),
        *(case.model_dump_json() for case in suite.cases),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _versions() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _machine() -> dict[str, str]:
    return {
        "system": platform.system(),
        "release": platform.release(),
        "processor": platform.machine(),
        "cpus": str(os.cpu_count() or "unknown"),
        "python": platform.python_version(),
    }
