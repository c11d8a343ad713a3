"""`byline eval selftest`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from eval.breaking.right import gather
from eval.breaking.showing import show_trial
from eval.breaking.trial import SEED, run_trial
from eval.judging import open_judge
from eval.saved import load_answers
from eval.shelf import stock
from eval.suite import find_suite, load_suite
from rag.cli.evaluating.archives import open_archive
from rag.cli.evaluating.showing import FOLDER, console
from rag.cli.output import say_json
from rag.errors import ThresholdMissed, UsageProblem

if TYPE_CHECKING:
    from pathlib import Path

    from eval.breaking.fault import Right
    from eval.breaking.trial import Trial
    from eval.saved import Run
    from rag.cli.session import Session


@click.command(name="selftest")
@click.argument("suites", metavar="SUITE...", nargs=-1, required=True)
@click.option(
    "--run", "runs", type=FOLDER, multiple=True, help="A run whose right answers are broken too."
)
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def selftest(
    session: Session,
    *,
    suites: tuple[str, ...],
    runs: tuple[Path, ...],
    seed: int,
    as_json: bool,
) -> None:
    """Break right answers to the questions of each SUITE, and see whether the scorers notice.

    Right answers are made of the gold, and taken from the runs that `--run` names. The exit code
    is 4 when too many faults go unnoticed, or answers that were not broken lose score.
    """
    config = session.config()
    by_suite = _by_suite([load_answers(folder) for folder in runs])
    right: list[Right] = []
    given = 0
    for name in suites:
        suite = load_suite(find_suite(name))
        run = by_suite.pop(suite.spec.name, None)
        gathered = gather(suite, stock(suite, config, open_archive), run)
        right += gathered.right
        given += gathered.given
    if by_suite:
        other = next(iter(by_suite.values()))
        raise UsageProblem(
            f"{other.folder} is a run of the suite {other.manifest.suite.name!r}",
            detail="That suite is not among those to break answers of.",
            remedy=f"Name {other.manifest.suite.name} too, or leave the run out.",
        )
    trial = run_trial(right, open_judge(config), given=given, seed=seed)
    if as_json:
        say_json(_as_json(trial))
    else:
        show_trial(trial, console())
    _require_met(trial)


def _by_suite(runs: list[Run]) -> dict[str, Run]:
    found: dict[str, Run] = {}
    for run in runs:
        name = run.manifest.suite.name
        if name in found:
            raise UsageProblem(
                f"two runs of the suite {name!r}", remedy="Name one run of each suite."
            )
        found[name] = run
    return found


def _as_json(trial: Trial) -> dict[str, object]:
    return trial.model_dump(mode="json") | {"met": not trial.missed}


def _require_met(trial: Trial) -> None:
    if not trial.missed:
        return
    named = ", ".join(f"{row.scorer} on {row.kind!r}" for row in trial.missed)
    raise ThresholdMissed(
        f"the scorers do not tell right answers from broken ones well enough: {named}",
        remedy="Read `docs/evaluation.md` on what each fault is, and do not rely on that scorer.",
    )
