"""`byline eval run` as a process: run twice, stopped by Ctrl-C, killed, run beside another."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from program import Byline

from eval.suite import BUILT_IN, load_suite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from program import Ran

pytestmark = pytest.mark.model
INTERRUPTED = {130, -signal.SIGINT}
"""Python dies of the signal where it met code made by `exec`; a shell says 130 of both."""
SAME = ("answers.jsonl", "cases.jsonl", "judgements.jsonl", "scores.jsonl")
CASES = 6


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few questions of a suite of the project, in quotation."""
    folder = tmp_path_factory.mktemp("suite")
    known = load_suite(BUILT_IN / "assessments.toml")
    lines = known.cases_path.read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "few.jsonl").write_text("".join(lines[:CASES]), encoding="utf-8")
    path = folder / "few.toml"
    path.write_text(
        f'name = "few"\nversion = 1\ncorpus = "{known.corpus}"\ncases = "few.jsonl"\n'
        'mode = "quote"\nscorers = ["right_citation", "quote_exact", "latency"]\n\n'
        "[require]\nquote_exact = 1\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Byline]:
    """The program, with one home for all runs: the articles go in once."""
    byline = Byline(tmp_path_factory.mktemp("runs"))
    yield byline
    byline.end()


@pytest.fixture(scope="module")
def whole(program: Byline, suite: Path) -> Ran:
    """What a run printed that nothing stopped; it is saved in `whole`."""
    return program("eval", "run", suite, "--out", program.folder / "whole")


def begun(byline: Byline, suite: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run that has given its first answers and is not through."""
    process = byline.start(
        "eval", "run", suite, "--out", out, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(b"byline: 2/"):
            return process
    raise AssertionError("the run ended before its second answer")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in SAME}


def gone_on_with(byline: Byline, suite: Path, out: Path) -> None:
    """Run it once more; it has the answers of the run that nothing stopped."""
    ran = byline("eval", "run", suite, "--out", out)

    assert ran.code == 0
    assert f"byline: going on with the run in {out}: " in ran.err
    assert f"byline: {CASES}/{CASES} " in ran.err
    assert bytes_of(out) == bytes_of(byline.folder / "whole")


def test_the_same_run_twice_gives_the_same_bytes_and_a_replay_and_reuse_do_too(
    program: Byline, suite: Path, whole: Ran
) -> None:
    runs = program.folder

    program("eval", "run", suite, "--out", runs / "twice")
    reused = program("eval", "run", suite, "--out", runs / "reused", "--reuse", runs / "whole")
    replayed = program(
        "eval", "replay", runs / "whole", "--suite", suite, "--out", runs / "replayed"
    )

    assert whole.code == 0
    for name in ("twice", "reused", "replayed"):
        assert bytes_of(runs / name) == bytes_of(runs / "whole")
    assert f"byline: {CASES} of {CASES} answers are reused" in reused.err
    assert replayed == (0, whole.out, f"byline: saved in {runs / 'replayed'}\n")
    paths = (runs / name / "manifest.json" for name in ("whole", "twice"))
    one, other = (json.loads(path.read_bytes()) for path in paths)
    for key in ("started", "seconds", "scoring"):
        del one[key], other[key]
    assert one == other


@pytest.mark.usefixtures("whole")
def test_ctrl_c_ends_a_run_and_the_same_command_goes_on_with_it(
    program: Byline, suite: Path
) -> None:
    out = program.folder / "interrupted"
    process = begun(program, suite, out)

    process.send_signal(signal.SIGINT)
    printed, told = process.communicate(timeout=60)

    assert process.returncode in INTERRUPTED, told.decode()
    assert printed == b""
    assert f"the same command with `--out {out}` goes on" in told.decode()
    assert told.decode().split("\n")[-4] == "byline: stopped"
    gone_on_with(program, suite, out)


@pytest.mark.usefixtures("whole")
def test_a_killed_run_goes_on_and_nobody_else_writes_there_while_it_lives(
    program: Byline, suite: Path
) -> None:
    out = program.folder / "killed"
    process = begun(program, suite, out)
    process.send_signal(signal.SIGSTOP)  # so that it cannot come to its end meanwhile

    beside = program("eval", "run", suite, "--out", out)
    process.kill()
    process.communicate(timeout=60)

    assert (beside.code, beside.out) == (1, "")
    assert f"another process is writing a run in {out}" in beside.err
    gone_on_with(program, suite, out)
