"""A run that was stopped goes on where it stopped, and nothing else writes where it stands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from small_suite import ARTICLES, CAP, CRIMEA, RIGHT

from eval.runner import run_suite
from eval.saved import load_run, untimed
from eval.testing import ScriptedArchive
from rag.config import Config, ModelSection
from rag.errors import DiskProblem, ModelDied, RunBusy, SuiteInvalid, UsageProblem
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.saved import Run
    from eval.suite import Suite

STOPPED = {"navy": KeyboardInterrupt()}
LIMITED = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from small_suite import ARTICLES, RIGHT
from eval.runner import run_suite
from eval.suite import load_suite
from eval.testing import ScriptedArchive
from rag.config import Config
from rag.errors import DiskProblem

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
suite, home, out, room = load_suite(Path(sys.argv[2])), *map(Path, sys.argv[3:5]), int(sys.argv[5])
archive = ScriptedArchive(ARTICLES, RIGHT)

def fill(progress):
    if progress.done == 1:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room,) * 2)

try:
    run_suite(suite, Config(home=home), out=out, open_archive=lambda *_: archive, watch=fill)
except DiskProblem as error:
    print(error.problem, error.remedy, sep="|")
"""


@pytest.fixture
def go(suite: Suite, config: Config, tmp_path: Path) -> Callable[..., tuple[Run, ScriptedArchive]]:
    """Run the suite in one folder and hand back the archive that was asked."""

    def run(settings: Config = config, asked: Suite = suite, **options: Any) -> Any:
        archive = ScriptedArchive(ARTICLES, RIGHT, seconds=0.25)
        out = tmp_path / "run"
        return run_suite(asked, settings, out=out, open_archive=lambda *_: archive, **options), (
            archive
        )

    return run


def stop(run_with: Callable[..., Run], **answers: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_with(**(STOPPED | answers))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_stopped_run_goes_on_with_the_cases_that_have_no_answer(
    run_with: Callable[..., Run], go: Callable[..., tuple[Run, ScriptedArchive]], tmp_path: Path
) -> None:
    stop(run_with)
    told: list[str] = []

    run, archive = go(notify=told.append)

    assert [question for question, _ in archive.asked] == ["How large may the navy be?"]
    assert told == [f"going on with the run in {tmp_path / 'run'}: 2 of 3 are answered"]
    assert run.manifest.resumed == 2
    assert load_run(run.folder) == run


def test_a_run_that_was_stopped_has_the_bytes_of_one_that_was_not(
    run_with: Callable[..., Run], go: Callable[..., tuple[Run, ScriptedArchive]]
) -> None:
    whole = run_with("whole", seconds=0.5)
    stop(run_with)

    run, _ = go()

    assert files(run.folder).keys() == files(whole.folder).keys()
    for name in ("answers.jsonl", "cases.jsonl", "judgements.jsonl", "scores.jsonl"):
        assert files(run.folder)[name] == files(whole.folder)[name]
    assert untimed(run.manifest) == untimed(whole.manifest)


def test_the_times_of_both_processes_are_kept(
    run_with: Callable[..., Run], go: Callable[..., tuple[Run, ScriptedArchive]]
) -> None:
    stop(run_with)

    run, _ = go()

    seconds = {case: answer.timing and answer.timing.total for case, answer in run.answers.items()}
    assert seconds == {"cap": 0.5, "crimea": 0.5, "navy": 0.25}


@pytest.mark.parametrize(
    "half", ['{"case":"navy","mo', '{"case":"navy"}', "\x00\x00\x00", "\u00e9"]
)
def test_a_line_that_a_killed_process_left_half_written_is_dropped(
    run_with: Callable[..., Run], go: Callable[..., tuple[Run, ScriptedArchive]], half: str,
    tmp_path: Path,
) -> None:  # fmt: skip
    whole = run_with("whole")
    stop(run_with)
    for name in ("answers", "times"):
        with (tmp_path / "run" / f"{name}.jsonl").open("ab") as opened:
            opened.write(half.encode()[:-1])

    run, _ = go()

    assert files(run.folder)["answers.jsonl"] == files(whole.folder)["answers.jsonl"]
    assert load_run(run.folder) == run


def test_a_time_without_an_answer_is_that_of_a_case_still_to_be_asked(
    run_with: Callable[..., Run], go: Callable[..., tuple[Run, ScriptedArchive]], tmp_path: Path
) -> None:
    """The times of a case are written first, so a kill may leave them alone."""
    stop(run_with)
    answers = tmp_path / "run" / "answers.jsonl"
    first, _ = answers.read_text(encoding="utf-8").splitlines(keepends=True)
    answers.write_text(first, encoding="utf-8")

    run, archive = go()

    assert len(archive.asked) == 2
    assert run.answers["crimea"].timing is not None
    assert run.answers["crimea"].timing.total == 0.25
    assert len((run.folder / "times.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_a_line_that_is_damaged_before_the_end_is_named(
    run_with: Callable[..., Run], go: Callable[..., object], tmp_path: Path
) -> None:
    stop(run_with)
    answers = tmp_path / "run" / "answers.jsonl"
    answers.write_bytes(b"{}\n" + answers.read_bytes())

    with pytest.raises(SuiteInvalid) as caught:
        go()

    assert f"{answers} (line 1)" in str(caught.value.detail)


def test_a_failed_case_is_not_asked_again(
    run_with: Callable[..., Run], go: Callable[..., tuple[Run, ScriptedArchive]]
) -> None:
    """Whether a model ends in the middle is part of what a run measures."""
    stop(run_with, cap=ModelDied("the model ended", remedy="Ask again."))

    run, archive = go()

    assert len(archive.asked) == 1
    assert run.answers["cap"].failure == "the model ended"
    assert run.manifest.reused == 0


def test_other_settings_another_mode_and_another_suite_do_not_go_on_with_it(
    run_with: Callable[..., Run], go: Callable[..., object], suite: Suite, config: Config,
    tmp_path: Path,
) -> None:  # fmt: skip
    stop(run_with)
    before = files(tmp_path / "run")
    warmer = config.model_copy(update={"model": ModelSection(temperature=0.5)})

    with pytest.raises(UsageProblem) as settings:
        go(warmer)
    with pytest.raises(UsageProblem) as mode:
        go(asked=suite.worded_by(Mode.WRITE))
    fewer = suite.path.read_text(encoding="utf-8").replace("right_citation = 0.9\n", "")
    suite.path.write_text(fewer, encoding="utf-8")
    with pytest.raises(UsageProblem) as other:
        go(asked=type(suite)(suite.path, suite.spec, suite.cases[:2], suite.lines))

    assert "stopped before its end" in settings.value.problem
    assert str(settings.value.detail).endswith("something else is now: the settings.")
    assert str(mode.value.detail).endswith("something else is now: the mode, the model.")
    assert str(other.value.detail).endswith("something else is now: the suite.")
    assert files(tmp_path / "run") == before | {"run.lock": b""}


def test_a_changed_article_does_not_go_on_with_it(
    run_with: Callable[..., Run], go: Callable[..., object], suite: Suite
) -> None:
    stop(run_with)
    (suite.corpus / "a.md").write_text("Changed.", encoding="utf-8")

    with pytest.raises(UsageProblem, match="another run that was stopped") as refused:
        go()

    assert "the articles" in str(refused.value.detail)


def test_a_run_that_answered_nothing_leaves_no_trace(
    run_with: Callable[..., Run], config: Config, go: Callable[..., object], tmp_path: Path
) -> None:
    """Its settings must not stand in the way of the next one."""
    with pytest.raises(KeyboardInterrupt):
        run_with(cap=KeyboardInterrupt())

    assert not (tmp_path / "run").exists()
    go(config.model_copy(update={"model": ModelSection(temperature=0.5)}))


def test_a_folder_that_another_process_writes_in_is_refused_while_it_lives(
    run_with: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "run").mkdir()
    holder = FileLock(tmp_path / "run" / "run.lock")

    with holder, pytest.raises(RunBusy, match="another process is writing a run"):
        run_with()
    run = run_with()

    assert run.manifest.resumed == 0


def test_a_folder_with_answers_of_somebody_else_is_refused(
    run_with: Callable[..., Run], tmp_path: Path
) -> None:
    stop(run_with)
    (tmp_path / "run" / "begun.json").unlink()
    with (tmp_path / "run" / "answers.jsonl").open("ab") as opened:
        opened.write(b"no line")
    before = (tmp_path / "run" / "answers.jsonl").read_bytes()

    with pytest.raises(UsageProblem, match="already holds a run"):
        run_with()

    assert (tmp_path / "run" / "answers.jsonl").read_bytes() == before


@pytest.mark.parametrize("room", [10, 600, 900])
def test_a_full_disk_is_named_and_the_run_goes_on_once_there_is_room(
    suite: Suite, config: Config, tmp_path: Path, go: Callable[..., tuple[Run, ScriptedArchive]],
    run_with: Callable[..., Run], room: int,
) -> None:  # fmt: skip
    """A file that may not grow stands for the full disk: the same calls fail the same way."""
    out = tmp_path / "run"
    script = [sys.executable, "-c", LIMITED, str(Path(__file__).parent), str(suite.path)]

    ended = subprocess.run(
        [*script, str(config.home), str(out), str(room)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert (ended.returncode, ended.stderr) == (0, "")
    problem, remedy = ended.stdout.split("|")
    assert "cannot write" in problem
    assert "room" in remedy
    saved = (out / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["case"] for line in saved] == ["cap"]
    run, archive = go()
    assert len(archive.asked) == 2
    assert run.answers["crimea"].citations[0].quote == CRIMEA.quote
    whole = run_with("whole")
    assert files(run.folder)["answers.jsonl"] == files(whole.folder)["answers.jsonl"]


def test_a_disk_that_fills_up_while_the_end_is_written_loses_nothing(
    run_with: Callable[..., Run],
    go: Callable[..., tuple[Run, ScriptedArchive]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(path: Path, text: str) -> None:
        if path.name != "begun.json":
            raise DiskProblem(f"cannot write {path}", remedy="Free some room.")
        path.write_text(text, encoding="utf-8")

    with monkeypatch.context() as patched:
        patched.setattr("eval.folder.write_whole", full)
        with pytest.raises(DiskProblem):
            run_with(cap=(CAP,))

    run, archive = go()

    assert archive.asked == []
    assert run.manifest.resumed == 3
    assert load_run(run.folder) == run
