"""A run made of another program's answers, so that every report and comparison takes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import rag
from eval.adapters.matching import match
from eval.adapters.placing import Places
from eval.adapters.recording import record_foreign, weighed
from eval.judging import judged
from eval.saved import CorpusUsed, FileUsed, Manifest, Run, score_all
from eval.suite import Case, Gold, SuiteSpec
from rag.files import sha256_of
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eval.adapters.foreign import Foreign
    from eval.adapters.matching import Matched
    from eval.judging import Judge
    from eval.records import Recorded
    from eval.shelf import Stocked
    from eval.suite import Suite

WITHOUT_GOLD = (
    "citation_recall",
    "citation_precision",
    "citation_f1",
    "support_judged",
    "unsupported_judged",
    "uncited",
    "quotation_exact",
    "answer_exact",
    "token_f1",
    "latency",
)
"""Scorers that need no gold; two of them need a reference, and the last one a time."""
_SEED = 7
_AUTHOR = "reference"
"""Who stands behind a reference answer."""


class Answers(NamedTuple):
    """A file of answers, and who judges them."""

    path: Path
    answers: Sequence[Foreign]
    judge: Judge
    settings_sha256: str
    """Of the settings under which is judged."""


class Scored(NamedTuple):
    """A run of another program's answers, and what was left over."""

    run: Run
    matched: Matched | None
    """None where there was no suite to match with."""


def score_with_suite(given: Answers, suite: Suite, stocked: Stocked, out: Path) -> Scored:
    """Score the answers to the cases of a suite; cases that have none are left out.

    Raises:
        SuiteInvalid: The answers cannot be matched with the cases.
    """
    matched = match(suite, given.answers, given.path)
    cases = tuple(case for case in suite.cases if case.id in matched.by_case)
    places = Places(stocked.shelf)
    answers = {
        case.id: _judged(record_foreign(case.id, matched.by_case[case.id], places), given.judge)
        for case in cases
    }
    spec = suite.worded_by(Mode.WRITE).spec
    manifest = _manifest(given, spec, suite.sha256, stocked.corpus)
    scores = score_all(cases, answers, spec.scorers)
    return Scored(Run(out, manifest, cases, answers, scores), matched)


def score_alone(given: Answers, out: Path) -> Scored:
    """Score answers of which no gold is known: by their own passages, and their references."""
    cases = tuple(_case(number, answer) for number, answer in enumerate(given.answers, 1))
    places = Places({})
    answers = {
        case.id: _judged(record_foreign(case.id, answer, places), given.judge)
        for case, answer in zip(cases, given.answers, strict=True)
    }
    spec = SuiteSpec(
        name=name_of(given.path),
        version=1,
        about="Answers of another program, scored without a suite.",
        corpus="-",
        cases=given.path.name,
        mode=Mode.WRITE,
        scorers=WITHOUT_GOLD,
        seed=_SEED,
    )
    nothing = CorpusUsed(path="-", sha256="", archive_sha256="", articles=0)
    manifest = _manifest(given, spec, sha256_of(given.path), nothing)
    return Scored(Run(out, manifest, cases, answers, score_all(cases, answers, WITHOUT_GOLD)), None)


def name_of(path: Path) -> str:
    """The name of a suite that is made of a file's answers."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-") or "answers"


def _judged(recorded: Recorded, judge: Judge) -> Recorded:
    return weighed(judged(recorded, judge))


def _case(number: int, answer: Foreign) -> Case:
    """A case that holds no more than the file does."""
    name = f"record-{number}"
    if answer.reference is None or not answer.reference.strip():
        return Case(id=name, question=answer.question, answerable=False)
    return Case(
        id=name,
        question=answer.question,
        answerable=True,
        gold=(Gold(article=_AUTHOR, words=answer.reference),),
        outlets=(_AUTHOR,),
        key=((answer.reference,),),
    )


def _manifest(given: Answers, spec: SuiteSpec, suite_sha256: str, corpus: CorpusUsed) -> Manifest:
    return Manifest(
        byline=rag.__version__,
        suite=spec,
        suite_sha256=suite_sha256,
        # What worded these answers is known by the file alone.
        model=FileUsed(name=given.path.name, sha256=sha256_of(given.path)),
        prompt=None,
        embedder=None,
        config_sha256=given.settings_sha256,
        corpus=corpus,
        packages={},
        machine={},
        started="",
        seconds=0.0,
    )
