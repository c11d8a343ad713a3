"""A run on disk: what was asked, shown and scored, and all that is needed to trace it.

    manifest.json      versions, hashes, machine; written last, so a run without it did not finish
    cases.jsonl        the cases as they were
    answers.jsonl      what was shown for each
    judgements.jsonl   what a judge said of each statement; empty where nobody judged
    scores.jsonl       what each scorer said; a null value means that it does not apply
    times.jsonl        how long each answer took, and how many tokens

Times stand in files of their own, so that two runs of one thing have the same answers and
scores to the byte; judgements do, so that the answers are the same whoever judges them. What
depends on times is scored again when a run is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from eval.reading import Strict, offer, read_json, read_jsonl, wrong
from eval.records import Judgement, Recorded, Score, Timing, Usage
from eval.scorers import SCORERS
from eval.suite import Case, SuiteSpec
from rag.errors import InputUnreadable
from rag.types import Mode  # noqa: TC001 - pydantic needs it when it runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Scores = dict[str, dict[str, Score | None]]
"""By scorer, then by case."""

_TIMES = frozenset({"started", "seconds", "scoring", "resumed", "reused"})


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
    code_sha256: str | None = None
    """Of the program's own files that can change an answer."""
    suite: SuiteSpec
    """Its mode is the one that was asked for; each answer records the one that was used."""
    suite_sha256: str
    """Of the suite and its cases, the mode left out."""
    worded_by: Mode | None = None
    """The mode that was settled on where `auto` was asked for."""
    model: FileUsed | None
    second_opinion: FileUsed | None = None
    """The model that is asked beside the judge, where the settings want one."""
    prompt: FileUsed | None
    embedder: str | None
    config_sha256: str
    corpus: CorpusUsed
    packages: dict[str, str]
    machine: dict[str, str]
    started: str
    seconds: float
    """Of the process that finished the run, answering and scoring."""
    scoring: float = 0.0
    """Of them, judging and scoring."""
    resumed: int = 0
    """Answers that a process gave which was stopped before the end."""
    reused: int = 0
    """Answers that were taken from another run; they have no times."""
    replayed: str | None = None
    """Hash of the saved answers that were scored again; None where questions were asked."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run."""

    folder: Path
    manifest: Manifest
    cases: tuple[Case, ...]
    answers: Mapping[str, Recorded]
    scores: Scores


class ScoreLine(Strict):
    """A line of scores.jsonl."""

    case: str
    scorer: str
    value: float | None
    note: str | None


class TimeLine(Strict):
    """A line of times.jsonl."""

    case: str
    timing: Timing
    usage: Usage | None = None


class JudgementLine(Strict):
    """A line of judgements.jsonl."""

    case: str
    statement: int
    """0-based place in the answer."""
    judged: Judgement


def score_all(
    cases: Iterable[Case], answers: Mapping[str, Recorded], names: Iterable[str]
) -> Scores:
    """What each scorer says of each case."""
    cases = list(cases)
    return {
        name: {case.id: SCORERS[name].measure(case, answers[case.id]) for case in cases}
        for name in names
    }


def load_run(folder: Path) -> Run:
    """Read a saved run.

    Raises:
        InputUnreadable: There is no finished run in the folder.
        SuiteInvalid: One of its files is not what it should be.
    """
    run = load_answers(folder)
    named = run.manifest.suite.scorers
    timed = [name for name in named if name in SCORERS and SCORERS[name].timed]
    scores = _read_scores(folder / "scores.jsonl") | score_all(run.cases, run.answers, timed)
    return replace(run, scores=scores)


def load_answers(folder: Path) -> Run:
    """Read a saved run without its scores, which another version may have made otherwise.

    Raises:
        InputUnreadable: There is no finished run in the folder.
        SuiteInvalid: One of its files is not what it should be.
    """
    if not (folder / "manifest.json").is_file():
        begun = (folder / "answers.jsonl").is_file()
        raise InputUnreadable(
            f"no finished run in {folder}",
            detail="The run there was stopped before its end." if begun else None,
            remedy=f"`byline eval run SUITE --out {folder}` goes on with it."
            if begun
            else "Name a folder that `byline eval run SUITE --out DIR` has written.",
        )
    manifest = read_json(folder / "manifest.json", Manifest)
    cases = tuple(case for _, case in read_jsonl(folder / "cases.jsonl", Case))
    answers = _judged(folder / "judgements.jsonl", read_answers(folder))
    missing = next((case.id for case in cases if case.id not in answers), None)
    if missing is not None:
        remedy = "Run the suite again into a new folder."
        raise wrong(folder / "answers.jsonl", None, f"no answer to {missing!r}", remedy=remedy)
    return Run(folder, manifest, cases, answers, {})


def read_answers(folder: Path) -> dict[str, Recorded]:
    """What was shown for each case so far, with its times; nobody's judgement of it.

    Raises:
        SuiteInvalid: One of the files is not what it should be.
    """
    times = {}
    if (folder / "times.jsonl").is_file():
        times = {line.case: line for _, line in read_jsonl(folder / "times.jsonl", TimeLine)}
    answers = {}
    for _, answer in read_jsonl(folder / "answers.jsonl", Recorded):
        taken = times.get(answer.case)
        measured = {"timing": taken.timing, "usage": taken.usage} if taken else {}
        answers[answer.case] = answer.model_copy(update=measured)
    return answers


def untimed(manifest: Manifest) -> dict[str, object]:
    """A manifest without what differs between two runs of one thing."""
    return manifest.model_dump(mode="json", exclude=set(_TIMES))


def _judged(path: Path, answers: dict[str, Recorded]) -> dict[str, Recorded]:
    """The answers with what a judge said of their statements."""
    if not path.is_file():
        return answers  # it was saved before judgements were
    said = {case: list(answer.statements) for case, answer in answers.items()}
    for line, row in read_jsonl(path, JudgementLine):
        statements = said.get(row.case, [])
        if not 0 <= row.statement < len(statements):
            problem = f"{row.case!r} has no statement {row.statement}"
            raise wrong(path, line, problem, remedy="Judge the run again: `byline eval replay`.")
        judged = statements[row.statement].model_copy(update={"judged": row.judged})
        statements[row.statement] = judged
    return {
        case: answer.model_copy(update={"statements": tuple(said[case])})
        for case, answer in answers.items()
    }


def _read_scores(path: Path) -> Scores:
    scores: Scores = {}
    for line, row in read_jsonl(path, ScoreLine):
        if row.scorer not in SCORERS:
            problem = f"unknown scorer {row.scorer!r}"
            raise wrong(path, line, problem, remedy=offer(row.scorer, SCORERS))
        score = None if row.value is None else Score(row.value, row.note or "")
        scores.setdefault(row.scorer, {})[row.case] = score
    return scores
