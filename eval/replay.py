"""Scores saved answers again, with today's scorers and thresholds and without a model."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from eval.corpus import corpus_sha256
from eval.folder import save_run
from eval.reading import offer
from eval.runner import as_it_is
from eval.saved import Run, score_all
from eval.scorers import SCORERS
from eval.suite import sha256_of_asked
from rag.errors import SuiteInvalid, UsageProblem
from rag.files import sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from eval.records import Recorded
    from eval.suite import Suite


def replay(
    saved: Run,
    *,
    out: Path,
    suite: Suite | None = None,
    judge: Callable[[Recorded], Recorded] = as_it_is,
) -> Run:
    """Score the answers of a run again and save them as a run in `out`.

    Args:
        saved: A run as `load_answers` reads it.
        out: A folder that holds no run.
        suite: Its gold, scorers and thresholds hold in place of those that were saved with the
            answers; each of its cases must have been asked in the same words of the same articles.
        judge: Adds to a record what a judge says of its statements; where it adds nothing,
            judgements that were saved with the answers stand.

    Raises:
        UsageProblem: The answers are to something else than the suite, or `out` holds a run.
        SuiteInvalid: A scorer is not known, or the corpus is not there.
    """
    started, began = datetime.now(UTC).isoformat(timespec="seconds"), perf_counter()
    spec, cases = saved.manifest.suite, saved.cases
    if suite is not None:
        _require_current(saved, suite)
        spec, cases = suite.worded_by(spec.mode).spec, suite.cases
    _require_known(spec.scorers)
    answers = {case.id: judge(saved.answers[case.id]) for case in cases}
    scores = score_all(cases, answers, spec.scorers)
    took = perf_counter() - began
    update = {
        "suite": spec,
        "suite_sha256": sha256_of_asked(spec, cases),
        "started": started,
        "seconds": took,
        "scoring": took,
        "replayed": sha256_of(saved.folder / "answers.jsonl"),
    }
    run = Run(out, saved.manifest.model_copy(update=update), cases, answers, scores)
    save_run(run)
    return run


def _require_current(saved: Run, suite: Suite) -> None:
    """Insist that the answers are to the suite as it is today."""
    if suite.spec.name != saved.manifest.suite.name:
        raise _stale(saved, suite, f"They are to the suite {saved.manifest.suite.name!r}.")
    if corpus_sha256(suite.corpus) != saved.manifest.corpus.sha256:
        raise _stale(saved, suite, "The articles have changed since.")
    used, wanted = saved.manifest.prompt, suite.spec.prompt
    if used and wanted and used.name != wanted:
        raise _stale(saved, suite, f"They were written with the prompt {used.name!r}.")
    asked = {case.id: case.asked for case in saved.cases}
    new = [case.id for case in suite.cases if asked.get(case.id) != case.asked]
    if new:
        more = f", nor were {len(new) - 1} more" if len(new) > 1 else ""
        raise _stale(saved, suite, f"The case {new[0]!r} was not asked in these words{more}.")


def _stale(saved: Run, suite: Suite, why: str) -> UsageProblem:
    return UsageProblem(
        f"the answers in {saved.folder} are not to {suite.path} as it is",
        detail=why,
        remedy="Leave out `--suite` to score them by the suite that was saved with them, or ask "
        f"the questions: `byline eval run {suite.path}`.",
    )


def _require_known(scorers: Iterable[str]) -> None:
    for name in scorers:
        if name not in SCORERS:
            raise SuiteInvalid(
                f"the suite that was saved with the answers names an unknown scorer {name!r}",
                remedy=f"{offer(name, SCORERS)} `--suite SUITE` names a suite with today's.",
            )
