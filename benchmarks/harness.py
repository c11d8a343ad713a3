"""What the evaluation costs beside answering alone, and how long saved answers take to score.

    python -m benchmarks.harness [SUITE] [--rounds 3] [--replayed 1000]

Both ways ask the same questions of the same archive, in turn, in quotation, in one process: alone,
where the engine's events are consumed and nothing else; and through `run_suite`, which also looks
whether the corpus has changed, checks the gold, records, saves, judges and scores. Opening the
archive counts for both.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.machine import machine_line
from eval.baselines import BASELINES
from eval.folder import save_run
from eval.judging import judging, open_judge
from eval.replay import replay
from eval.runner import run_suite
from eval.saved import load_answers
from eval.suite import find_suite, load_suite
from rag.config import Config
from rag.opening import open_engine
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.saved import Run
    from eval.suite import Suite
    from rag.engine import Engine


class Took(NamedTuple):
    """Seconds."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.processor:.2f})"


def timed(work: Callable[[], object]) -> Took:
    """How long something takes, by the wall's clock and by the processor's."""
    wall, processor = perf_counter(), process_time()
    work()
    return Took(perf_counter() - wall, process_time() - processor)


def opened(config: Config, folder: Path) -> Engine:
    """The real engine."""
    return open_engine(config, archive=folder)


def answer_alone(suite: Suite, config: Config, folder: Path) -> None:
    """Ask every question and look at nothing."""
    with opened(config, folder) as engine:
        for case in suite.cases:
            for _ in engine.answer(case.question, mode=Mode.QUOTE):
                pass


def overhead(suite: Suite, rounds: int) -> list[tuple[Took, Took]]:
    """Of each round, what answering alone takes and what a run takes."""
    found = []
    with tempfile.TemporaryDirectory() as made:
        config = Config(home=Path(made) / "home")

        def run(name: str) -> Run:
            judge = judging(open_judge(config))
            out = Path(made) / name
            return run_suite(suite, config, out=out, open_archive=opened, judge=judge)

        # Neither way is to pay for taking the corpus in.
        archive = config.home / "eval" / run("warm").manifest.corpus.sha256[:16]
        for number in range(rounds):
            alone = timed(lambda: answer_alone(suite, config, archive))
            found.append((alone, timed(lambda name=str(number): run(name))))
    return found


def replayed(count: int, *, anew: bool) -> Took:
    """What it takes to load, score and save `count` answers, judged anew or as they were."""
    known = load_answers(BASELINES / "newsroom-harbour")
    names = [(n, case) for n in range(-(-count // len(known.cases))) for case in known.cases]
    cases, answers = [], {}
    for number, case in names[:count]:
        name = f"{case.id}-{number}"
        cases.append(case.model_copy(update={"id": name}))
        answers[name] = known.answers[case.id].model_copy(update={"case": name})
    with tempfile.TemporaryDirectory() as made:
        saved = Path(made) / "saved"
        save_run(replace(known, folder=saved, cases=tuple(cases), answers=answers))
        if anew:
            (saved / "judgements.jsonl").unlink()
        judge = judging(open_judge(Config(home=Path(made))))
        return timed(lambda: replay(load_answers(saved), out=Path(made) / "again", judge=judge))


def main() -> None:
    """Print a line for each round and for each replay."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("suite", nargs="?", default="harbour")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--replayed", type=int, default=1000)
    chosen = options.parse_args()
    suite = load_suite(find_suite(chosen.suite)).worded_by(Mode.QUOTE)
    say(f"{machine_line()} Load {os.getloadavg()[0]:.1f}.")
    say(f"{suite.spec.name}, {len(suite.cases)} questions, seconds by the wall (processor):")
    ratios = []
    for alone, run in overhead(suite, chosen.rounds):
        ratios.append((run.wall / alone.wall, run.processor / alone.processor))
        wall, processor = ratios[-1]
        say(f"  alone {alone}, as a run {run}: {wall:.3f} times ({processor:.3f})")
    wall, processor = (median(column) for column in zip(*ratios, strict=True))
    say(f"  median {wall:.3f} times ({processor:.3f})")
    for anew in (False, True):
        took = replayed(chosen.replayed, anew=anew)
        say(f"replay of {chosen.replayed:,} answers, {'judged anew' if anew else 'judged before'}: "
            f"{took}")  # fmt: skip


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
