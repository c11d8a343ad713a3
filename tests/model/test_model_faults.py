"""What goes wrong with a model must end in a message and leave a program that goes on.

The crashes here are real: processes die of real signals, and files on disk are really damaged.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rag.config import Config, ModelSection, load_config
from rag.errors import (
    ModelDied,
    ModelFileDamaged,
    ModelFileMissing,
    ModelProblem,
    ModelUnknown,
)
from rag.models import shelf
from rag.models.llama import LlamaProcess, open_model
from rag.models.runtime import runtime_note
from rag.models.shelf import ModelFile, check_file, list_models, resolve, use
from rag.ports import ChatMessage, Prompt

pytestmark = pytest.mark.model

BROKEN_KERNELS = Path(__file__).parents[1] / "faults" / "segv"
LONG = Prompt((ChatMessage("user", "Tell a long story of a ferry."),), 2000, 7)
SHORT = Prompt((ChatMessage("user", "Is the bridge open?"),), 4, 7)
YES = 'root ::= "yes"'


def never() -> bool:
    return False


def says_yes(model: LlamaProcess) -> bool:
    return "".join(model.stream(SHORT, grammar=YES, stop=never)) == "yes"


def has_ended(process: int, *, within: float) -> bool:
    return bool(select.select([process], [], [], within)[0])


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(home=tmp_path)


@pytest.fixture
def broken_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    """llama.cpp dies of SIGSEGV at its first evaluation, unless the safe setting is used."""
    monkeypatch.setenv("PYTHONPATH", str(BROKEN_KERNELS))


def crashes(home: Path) -> int:
    return (home / "logs" / "model.log").read_text().count("the fault was met")


@pytest.mark.usefixtures("broken_kernels")
def test_a_crash_at_warm_up_is_tried_again_safely_and_met_only_once(config: Config) -> None:
    first = open_model(config)
    assert says_yes(first)
    assert first.ready().safe
    first.close()
    assert crashes(config.home) == 1

    second = open_model(config)
    assert says_yes(second)

    assert second.ready().safe
    second.close()
    assert crashes(config.home) == 1


@pytest.mark.usefixtures("broken_kernels")
def test_the_doctor_can_tell_of_a_crash_and_of_its_cure(config: Config) -> None:
    assert runtime_note(config.home).level == "ok"
    model = open_model(config)
    model.ready()
    model.close()

    note = runtime_note(config.home)

    assert note.level == "note"
    assert "SIGSEGV" in note.finding
    assert "pip install" in (note.remedy or "")


@pytest.mark.usefixtures("broken_kernels")
def test_a_crash_that_the_safe_setting_does_not_cure_is_told_once_and_not_remembered(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_TEST_CRASH_ALWAYS", "1")
    model = open_model(config)

    with pytest.raises(ModelDied, match="SIGSEGV") as caught:
        says_yes(model)

    model.close()
    assert "byline doctor" in caught.value.remedy
    assert "the fault was met" in (caught.value.detail or "")
    assert crashes(config.home) == 2
    assert runtime_note(config.home).level == "ok"


def test_a_healthy_model_is_never_made_slower(config: Config) -> None:
    model = open_model(config)

    ready = model.ready()

    model.close()
    assert not ready.safe
    assert not (config.home / "state" / "runtime.json").exists()


def test_a_kill_in_the_middle_of_an_answer_is_told_and_the_next_question_works(
    config: Config,
) -> None:
    model = open_model(config)
    stream = model.stream(LONG, grammar=None, stop=never)
    next(stream)
    killed = model.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)

    with pytest.raises(ModelDied, match="SIGKILL") as caught:
        list(stream)

    assert "Ask again" in caught.value.remedy
    assert says_yes(model)
    assert model.pid != killed
    model.close()


def test_a_kill_between_two_questions_is_not_even_noticed(config: Config) -> None:
    model = open_model(config)
    assert says_yes(model)
    assert model.pid is not None
    process = os.pidfd_open(model.pid)
    os.kill(model.pid, signal.SIGKILL)
    assert has_ended(process, within=5)
    os.close(process)

    assert says_yes(model)

    model.close()


def test_ctrl_c_in_the_terminal_does_not_reach_the_model(config: Config) -> None:
    model = open_model(config)
    model.ready()
    assert model.pid is not None
    assert os.getpgid(model.pid) != os.getpgid(0)
    os.kill(model.pid, signal.SIGINT)

    assert says_yes(model)

    model.close()


def test_the_model_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from rag.config import Config\n"
        "from rag.models.llama import open_model; from rag.ports import ChatMessage, Prompt\n"
        "model = open_model(Config(home=Path(sys.argv[1])))\n"
        "prompt = Prompt((ChatMessage('user', 'Tell a long story.'),), 4000, 7)\n"
        "for piece in model.stream(prompt, grammar=None, stop=lambda: False):\n"
        "    print(model.pid, flush=True)\n"
    )
    arguments = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        process = os.pidfd_open(int(parent.stdout.readline()))
        assert not has_ended(process, within=0)

        parent.kill()

        assert has_ended(process, within=5)
    os.close(process)


def test_a_model_that_is_closed_while_it_loads_leaves_no_process(config: Config) -> None:
    model = open_model(config)
    model.start()

    model.close()

    assert model.pid is None
    assert says_yes(model)
    model.close()


@pytest.mark.parametrize("limit", [1, 64, 120])
def test_a_memory_limit_too_small_is_named_as_the_reason(tmp_path: Path, limit: int) -> None:
    """Whether the interpreter, the buffers or the cache of the context finds no room."""
    model = open_model(Config(home=tmp_path, model=ModelSection(memory_limit_mb=limit)))

    with pytest.raises(ModelProblem, match=f"memory limit of {limit} MiB") as caught:
        says_yes(model)

    model.close()
    assert "model.memory_limit_mb" in caught.value.remedy
    assert not (tmp_path / "state" / "runtime.json").exists()


def test_a_limit_that_the_program_was_started_under_is_never_raised(tmp_path: Path) -> None:
    most = 1500 << 20
    code = (
        "import resource, sys; from pathlib import Path; from rag.config import Config\n"
        f"resource.setrlimit(resource.RLIMIT_DATA, ({most}, {most}))\n"
        "from rag.models.llama import open_model\n"
        "model = open_model(Config(home=Path(sys.argv[1])))\n"
        "model.ready()\n"
        "print(Path(f'/proc/{model.pid}/limits').read_text())\n"
        "model.close()\n"
    )

    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout

    (line,) = [line for line in told.splitlines() if line.startswith("Max data size")]
    assert line.split()[3:5] == [str(most), str(most)]


def test_an_answer_needs_no_log(config: Config) -> None:
    """A full or foreign disk must not keep the model from writing."""
    (config.home / "logs").write_text("in the way")
    model = open_model(config)

    assert says_yes(model)

    model.close()


def test_the_log_does_not_grow_without_bounds(config: Config) -> None:
    log = config.home / "logs" / "model.log"
    log.parent.mkdir()
    log.write_bytes(b"old news\n" * 1_000_000)
    model = open_model(config)

    assert says_yes(model)

    model.close()
    assert log.stat().st_size < 300_000


def test_a_whole_gguf_that_is_no_model_is_a_problem_with_its_reason(config: Config) -> None:
    path = config.home / "empty.gguf"
    path.write_bytes(b"GGUF" + bytes([3]) + bytes(27))
    model = open_model(config, str(path))

    with pytest.raises(ModelProblem, match="cannot use") as caught:
        says_yes(model)

    model.close()
    assert caught.value.detail


def test_a_file_cut_short_is_refused_before_it_is_loaded(config: Config) -> None:
    whole = resolve(config).path.read_bytes()
    path = config.home / "models" / "short.gguf"
    path.parent.mkdir()
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(ModelFileDamaged, match="cut short"):
        open_model(config, "short").identity()

    assert [row.state for row in list_models(config) if row.name == "short"] == ["damaged"]


def test_a_file_that_is_not_a_gguf_is_refused(config: Config) -> None:
    path = config.home / "page.gguf"
    path.write_text("<!DOCTYPE html>")

    with pytest.raises(ModelFileDamaged, match="not a whole GGUF"):
        open_model(config, str(path)).identity()


def test_a_file_that_is_not_the_pinned_one_is_refused(config: Config) -> None:
    path = config.home / "other.gguf"
    path.write_bytes(b"GGUF" + bytes([3]) + bytes(27))
    pretender = ModelFile("smollm2-135m", path, "0" * 64, None, 32)

    with pytest.raises(ModelFileDamaged, match="not the file that 'smollm2-135m' stands for"):
        check_file(pretender, config.home)


def test_an_unknown_name_is_answered_with_the_nearest(config: Config) -> None:
    with pytest.raises(ModelUnknown) as caught:
        resolve(config, "smolm2")

    assert "Did you mean 'smollm2-135m'?" in caught.value.remedy


def test_a_missing_file_names_the_setting_that_names_it(tmp_path: Path) -> None:
    config = Config(home=tmp_path, model=ModelSection(path=tmp_path / "gone.gguf"))

    with pytest.raises(ModelFileMissing) as caught:
        resolve(config)

    assert "`model.path`" in (caught.value.detail or "")


def test_a_file_is_hashed_once_and_again_when_it_changed(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = config.home / "small.gguf"
    path.write_bytes(b"GGUF" + bytes([3]) + bytes(27))
    before = check_file(resolve(config, str(path)), config.home)
    with monkeypatch.context() as patched:
        patched.setattr(shelf, "sha256_of", lambda _: "hashed again")
        assert check_file(resolve(config, str(path)), config.home) == before

    path.write_bytes(path.read_bytes() + b"more")

    assert check_file(resolve(config, str(path)), config.home) != before


def test_a_choice_is_used_until_a_configuration_file_overrules_it(config: Config) -> None:
    path = config.home / "mine.gguf"
    path.write_bytes(b"GGUF" + bytes([3]) + bytes(27))
    record = use(config, str(path))

    chosen = load_config(flags={"home": config.home}, environ={}, folder=config.home)
    (config.home / "byline.toml").write_text('[model]\nname = "smollm2-135m"\n')
    overruled = load_config(flags={"home": config.home}, environ={}, folder=config.home)

    assert chosen.config.model.path == path
    assert chosen.origins["model.path"] == str(record)
    assert overruled.config.model.path is None
    assert resolve(overruled.config).name == "smollm2-135m"


def test_state_that_makes_no_sense_costs_time_and_no_error(config: Config) -> None:
    state = config.home / "state"
    state.mkdir()
    (state / "hashes.json").write_text("[1, 2")
    (state / "runtime.json").write_text("7")
    model = open_model(config)

    identity = model.identity()

    assert says_yes(model)
    model.close()
    assert json.loads((state / "hashes.json").read_text())
    assert identity.sha256 == shelf.KNOWN["smollm2-135m"].sha256
