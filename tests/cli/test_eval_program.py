"""`byline eval run` as a process: run twice, stopped by Ctrl-C, killed, run beside another."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from eval.suite import BUILT_IN, load_suite

if TYPE_CHECKING:
    from pathlib import Path

    from program import Byline, Ran

pytestmark = pytest.mark.model
INTERRUPTED = {130, -signal.SIGINT}
"""Python dies of the signal where it met code made by `exec`; a shell says 130 of both."""
SAME = ("answers.jsonl", "cases.jsonl", "judgements.jsonl", "scores.jsonl")
CASES = 8


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A few questions of a suite of the project, in quotation."""
    known = load_suite(BUILT_IN / "assessments.toml")
    lines = known.cases_path.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "few.jsonl").write_text("".join(lines[:CASES]), encoding="utf-8")
    path = tmp_path / "few.toml"
    path.write_text(
        f'name = "few"\nversion = 1\ncorpus = "{known.corpus}"\ncases = "few.jsonl"\n'
        'mode = "quote"\nscorers = ["right_citation", "quote_exact", "latency"]\n\n'
        "[require]\nquote_exact = 1\n",
        encoding="utf-8",
    )
    return path


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


def test_the_same_run_twice_gives_the_same_bytes_and_a_replay_and_reuse_do_too(
    fresh: Byline, suite: Path, tmp_path: Path
) -> None:
    out = tmp_path / "runs"

    first = fresh("eval", "run", suite, "--out", out / "1")
    fresh("eval", "run", suite, "--out", out / "2")
    reused = fresh("eval", "run", suite, "--out", out / "3", "--reuse", out / "1")
    replayed = fresh("eval", "replay", out / "1", "--suite", suite, "--out", out / "4")

    assert first.code == 0
    assert [bytes_of(out / n) for n in "234"] == [bytes_of(out / "1")] * 3
    assert f"byline: {CASES} of {CASES} answers are reused" in reused.err
    assert replayed == (0, first.out, f"byline: saved in {out / '4'}\n")
    (manifest, again) = (json.loads((out / n / "manifest.json").read_bytes()) for n in "12")
    for key in ("started", "seconds", "scoring"):
        del manifest[key], again[key]
    assert manifest == again


def test_ctrl_c_ends_a_run_and_the_same_command_goes_on_with_it(
    fresh: Byline, suite: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    process = begun(fresh, suite, out)

    process.send_signal(signal.SIGINT)
    printed, told = process.communicate(timeout=60)

    assert process.returncode in INTERRUPTED, told.decode()
    assert printed == b""
    assert f"the same command with `--out {out}` goes on" in told.decode()
    assert told.decode().split("\n")[-4] == "byline: stopped"
    ran = finished(fresh, suite, out)
    assert f"byline: {CASES}/{CASES} " in ran.err


def test_a_killed_run_goes_on_and_nobody_else_writes_there_while_it_lives(
    fresh: Byline, suite: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    process = begun(fresh, suite, out)
    process.send_signal(signal.SIGSTOP)  # so that it cannot come to its end meanwhile

    beside = fresh("eval", "run", suite, "--out", out)
    process.kill()
    process.communicate(timeout=60)

    assert (beside.code, beside.out) == (1, "")
    assert f"another process is writing a run in {out}" in beside.err
    finished(fresh, suite, out)


def finished(byline: Byline, suite: Path, out: Path) -> Ran:
    """The run, gone on with; it has the answers of one that was never stopped."""
    ran = byline("eval", "run", suite, "--out", out)
    byline("eval", "run", suite, "--out", out.with_name("whole"))

    assert ran.code == 0
    assert f"byline: going on with the run in {out}: " in ran.err
    assert bytes_of(out) == bytes_of(out.with_name("whole"))
    return ran
