"""A run on disk: what was asked, shown and scored, and all that is needed to trace it.

    manifest.json   versions, hashes, machine; written last, so a run without it did not finish
    cases.jsonl     the cases as they were
    answers.jsonl   what was shown for each
    scores.jsonl    what each scorer said; a null value means that it does not apply
    times.jsonl     how long each answer took

Times stand in files of their own, so that two runs of one thing have the same answers and
scores to the byte. Times are scored again when a run is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eval.reading import Strict, offer, read_json, read_jsonl, wrong
from eval.records import Recorded, Score, Timing
from eval.scorers import SCORERS
from eval.suite import Case, SuiteSpec
from rag.errors import InputUnreadable, UsageProblem, as_disk_problem
from rag.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Scores = dict[str, dict[str, Score | None]]
"""By scorer, then by case."""

_TIMES = ("started", "seconds")


class CorpusUsed(Strict):
    """Which articles the questions were asked of."""

    path: str
    """As the suite names it."""
    sha256: str
    """Of the files."""
    archive_sha256: str
    """Of the archive they became."""
    articles: int


class FileUsed(Strict):
    """What words the answers: a model or a prompt."""

    name: str
    sha256: str | None
    """Of the file; None for a model behind a server."""


class Manifest(Strict):
    """Everything needed to trace a run's figures."""

    format: Literal[1] = 1
    byline: str
    suite: SuiteSpec
    """Its mode is the one that was asked for; each answer records the one that was used."""
    suite_sha256: str
    """Of the suite and its cases, the mode left out."""
    model: FileUsed | None
    prompt: FileUsed | None
    embedder: str | None
    config_sha256: str
    corpus: CorpusUsed
    packages: dict[str, str]
    machine: dict[str, str]
    started: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run."""

    folder: Path
    manifest: Manifest
    cases: tuple[Case, ...]
    answers: Mapping[str, Recorded]
    scores: Scores


class _ScoreLine(Strict):
    case: str
    scorer: str
    value: float | None
    note: str | None


class _TimeLine(Strict):
    case: str
    timing: Timing


def score_all(
    cases: Iterable[Case], answers: Mapping[str, Recorded], names: Iterable[str]
) -> Scores:
    """What each scorer says of each case."""
    cases = list(cases)
    return {
        name: {case.id: SCORERS[name].measure(case, answers[case.id]) for case in cases}
        for name in names
    }


class RunFolder:
    """A folder that one run writes; answers are on disk as soon as they are given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._claim()

    def _claim(self) -> None:
        with as_disk_problem(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                self._answers = (self.folder / "answers.jsonl").open("x", encoding="utf-8")
            except FileExistsError:
                raise UsageProblem(
                    f"{self.folder} already holds a run",
                    remedy="Name another folder with `--out DIR`, or remove that one.",
                ) from None

    def add(self, answer: Recorded) -> None:
        """Save one answer."""
        with as_disk_problem(self.folder):
            self._answers.write(answer.model_dump_json(exclude={"timing"}) + "\n")
            self._answers.flush()

    def finish(self, run: Run) -> None:
        """Save the rest; the manifest comes last."""
        self.close()
        timings = ((a.case, a.timing) for a in run.answers.values())
        times = [_TimeLine(case=case, timing=timing) for case, timing in timings if timing]
        lines = [
            _ScoreLine(
                case=case,
                scorer=name,
                value=score.value if score else None,
                note=score.note if score else None,
            )
            for name, by_case in run.scores.items()
            if not SCORERS[name].timed
            for case, score in by_case.items()
        ]
        for name, records in (("cases", run.cases), ("times", times), ("scores", lines)):
            write_whole(self.folder / f"{name}.jsonl", _jsonl(records))
        write_whole(self.folder / "manifest.json", run.manifest.model_dump_json(indent=2) + "\n")

    def close(self) -> None:
        """Let go of the file; what was saved stays."""
        with as_disk_problem(self.folder):
            self._answers.close()


def load_run(folder: Path) -> Run:
    """Read a saved run.

    Raises:
        InputUnreadable: There is no finished run in the folder.
        SuiteInvalid: One of its files is not what it should be.
    """
    if not (folder / "manifest.json").is_file():
        begun = (folder / "answers.jsonl").is_file()
        raise InputUnreadable(
            f"no finished run in {folder}",
            detail="The run there was stopped before its end." if begun else None,
            remedy="Name a folder that `byline eval run SUITE --out DIR` has written.",
        )
    manifest = read_json(folder / "manifest.json", Manifest)
    cases = tuple(case for _, case in read_jsonl(folder / "cases.jsonl", Case))
    times = {t.case: t.timing for _, t in read_jsonl(folder / "times.jsonl", _TimeLine)}
    answers = {
        answer.case: answer.model_copy(update={"timing": times.get(answer.case)})
        for _, answer in read_jsonl(folder / "answers.jsonl", Recorded)
    }
    missing = next((case.id for case in cases if case.id not in answers), None)
    if missing is not None:
        remedy = "Run the suite again into a new folder."
        raise wrong(folder / "answers.jsonl", None, f"no answer to {missing!r}", remedy=remedy)
    timed = [name for name in manifest.suite.scorers if name in SCORERS and SCORERS[name].timed]
    scores = _read_scores(folder / "scores.jsonl") | score_all(cases, answers, timed)
    return Run(folder, manifest, cases, answers, scores)


def untimed(manifest: Manifest) -> dict[str, object]:
    """A manifest without what differs between two runs of one thing."""
    return manifest.model_dump(mode="json", exclude=set(_TIMES))


def _read_scores(path: Path) -> Scores:
    scores: Scores = {}
    for line, row in read_jsonl(path, _ScoreLine):
        if row.scorer not in SCORERS:
            problem = f"unknown scorer {row.scorer!r}"
            raise wrong(path, line, problem, remedy=offer(row.scorer, SCORERS))
        score = None if row.value is None else Score(row.value, row.note or "")
        scores.setdefault(row.scorer, {})[row.case] = score
    return scores


def _jsonl(records: Iterable[Strict]) -> str:
    return "".join(record.model_dump_json() + "\n" for record in records)
