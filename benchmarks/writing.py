"""What a written answer costs: our model process beside llama-cpp-python alone, and the waits.

    python -m benchmarks.writing [--rounds 9] [--questions 20] [--model NAME|PATH]

The rates are taken in turn, a prompt here and the same prompt there, so that what else the
machine does meets both; no grammar, same threads, same context, nothing kept from the prompt
before. Then what a second question and a conversation's next turn evaluate again, and how long a
reader waits for the first checked sentence.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.endurance import ROOT
from benchmarks.machine import machine_line
from eval.suite import find_suite, load_suite
from rag.answer.prompting import load_prompt
from rag.config import load_config
from rag.events import Finished, Judged
from rag.machine import physical_cores
from rag.models.llama import open_model
from rag.models.trial import cases
from rag.opening import open_engine
from rag.ports import ChatMessage, Prompt
from rag.retrieve.conversation import Turn
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.config import Config
    from rag.engine import Engine
    from rag.models.llama import LlamaProcess

MOST = 160
"""Tokens written at the most when rates are taken."""
SUITE = "newsroom-harbour"


class Rates(NamedTuple):
    """Tokens a second of one answer."""

    read: float
    written: float


class Alone:
    """A process of llama-cpp-python with nothing around it."""

    def __init__(self, model: LlamaProcess, threads: int) -> None:
        words = [str(model.file.path), str(threads), str(model.context())]
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-m", "benchmarks.alone", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def rates(self, prompt: Prompt) -> Rates:
        """Read the prompt and write."""
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 - both are pipes
        asked = {"messages": prompt.messages, "most": prompt.max_tokens}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        return Rates(told["read"] / told["prefill"], (told["written"] - 1) / told["writing"])

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def ours(model: LlamaProcess, prompt: Prompt) -> Rates:
    """The same through the port, with the way to the parent's side in the figures."""
    begun = perf_counter()
    first = 0.0
    for _ in model.stream(prompt, grammar=None, stop=lambda: False):
        first = first or perf_counter()
    ended = perf_counter()
    run = model.last_run
    assert run is not None  # noqa: S101 - it has just written
    return Rates((run.prompt - run.reused) / (first - begun), (run.written - 1) / (ended - first))


def story(number: int, sources: Sequence[str]) -> Prompt:
    """A prompt as long as a real one, whose answer is long; no two begin alike."""
    system = f"{number}. You are a writer. Write long stories of a page and more."
    told = f"Write a long story from this: {' '.join(sources)}"
    return Prompt((ChatMessage("system", system), ChatMessage("user", told)), MOST, 7)


def side_by_side(model: LlamaProcess, config: Config, rounds: int) -> None:
    """Print the rates of both and the ratios of neighbours."""
    alone = Alone(model, config.model.threads or physical_cores())
    sources = [text for case in cases() for text in case.sources][:12]
    pairs = []
    for number in range(rounds + 1):
        prompt = story(number, sources)
        pairs.append((ours(model, prompt), alone.rates(prompt)))
    alone.close()
    for name, place in (("reads", 0), ("writes", 1)):
        # The first of each fills the caches of the disk and the memory.
        mine, theirs = ([pair[who][place] for pair in pairs[1:]] for who in (0, 1))
        ratios = sorted(a / b for a, b in zip(mine, theirs, strict=True))
        say(
            f"{name}: {median(mine):.0f} tokens a second, alone {median(theirs):.0f}; ratio of "
            f"neighbours {median(ratios):.2f}, {ratios[0]:.2f} to {ratios[-1]:.2f}"
        )


def read_again(engine: Engine, model: LlamaProcess) -> None:
    """Print what of a prompt is evaluated when a part of it was seen before."""
    fixed = model.count_tokens(load_prompt("answer", 1).parts[0][1])
    first, second = "How many people were hurt on the bridge?", "Who owns the barge?"
    for name, question, before in (
        ("first question", first, ()),
        ("another question", second, ()),
        ("next turn of a conversation", "And when did it happen?", (Turn(first, ""),)),
        ("the same question again", first, ()),
        ("the same question once more", first, ()),
    ):
        for _ in engine.answer(question, mode=Mode.WRITE, before=before):
            pass
        run = model.last_run
        assert run is not None  # noqa: S101 - each of them is answered
        say(f"{name}: {run.prompt} tokens, {run.reused} of them kept ({fixed} are instructions)")


def waits(engine: Engine, questions: Sequence[str]) -> None:
    """Print the seconds until the first checked sentence and the end, by mode, and of how many."""
    for mode in (Mode.QUOTE, Mode.AUTO, Mode.WRITE):
        firsts, totals = [], []
        for question in questions:
            begun, first = perf_counter(), None
            for event in engine.answer(question, mode=mode):
                if isinstance(event, Judged) and first is None:
                    first = perf_counter() - begun
                if isinstance(event, Finished) and first is not None:
                    firsts.append(first)
                    totals.append(perf_counter() - begun)
        say(
            f"{mode}: first sentence after {median(firsts):.2f} s (slowest {max(firsts):.2f}), "
            f"whole answer {median(totals):.2f} s (slowest {max(totals):.2f}); {len(firsts)}"
        )


def say(text: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.writing", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--model")
    chosen = parser.parse_args()
    say(f"{machine_line()} Load {os.getloadavg()[0]:.1f}.")
    with tempfile.TemporaryDirectory() as folder:
        config = load_config(flags={"home": folder}).config
        model = open_model(config, chosen.model)
        with open_engine(config, model=model) as engine:
            side_by_side(model, config, chosen.rounds)
            for _ in engine.ingest([str(ROOT / "seeds")]):
                pass
            read_again(engine, model)
            asked = load_suite(find_suite(SUITE)).cases[: chosen.questions]
            waits(engine, [case.question for case in asked])
    say(f"Load {os.getloadavg()[0]:.1f}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
