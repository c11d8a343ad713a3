"""`byline models pull` and `remove` as a person types them: one process for each command."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hubs import CONTENT, FILE, NAME, REPOSITORY, SHA256, Hub

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

HALF = len(CONTENT) // 2


def _hear_ctrl_c() -> None:
    """A test run that a shell put in the background ignores it, and so would its children."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def typed(tmp_path: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words before those of the command; the hub stands in the person's own settings."""
    settings = tmp_path / "config" / "byline" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[model]\nhub = "{hub.address}"\n', encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "120")
    return [sys.executable, "-m", "rag", "--home", str(tmp_path / "home"), "models"]


@pytest.fixture
def models(typed: list[str]) -> Run:
    def run(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
        streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, **more}
        done = subprocess.run(
            [*typed, *words],
            stdout=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
            **streams,
        )
        assert "Traceback" not in done.stdout + (done.stderr or "")
        return done

    return run


def test_pull_says_what_comes_and_how_far_it_is_and_leaves_stdout_to_the_answer(
    models: Run,
) -> None:
    done = models("pull", f"{REPOSITORY}:q4_k_m")

    assert done.returncode == 0, done.stderr
    assert f"pulling {NAME}: {REPOSITORY}/{FILE} from http://127.0.0.1" in done.stderr
    assert "600 kB; licence: apache-2.0" in done.stderr
    assert done.stderr.count(" % of 600 kB") in range(2, 11)
    assert "100 % of 600 kB" in done.stderr
    assert f"SHA-256 {SHA256}" in done.stdout
    assert f"`byline models use {NAME}`" in done.stdout
    assert "%" not in done.stdout


def test_json_of_a_pull_is_one_object(models: Run) -> None:
    first = json.loads(models("pull", REPOSITORY, "--file", FILE, "--json").stdout)
    second = json.loads(models("pull", REPOSITORY, "--file", FILE, "--json").stdout)

    assert (first["name"], first["sha256"], first["was_there"]) == (NAME, SHA256, False)
    assert second == first | {"was_there": True}


def test_a_pulled_model_is_listed_used_described_and_removed(models: Run) -> None:
    models("pull", f"{REPOSITORY}/{FILE}", "--as", "writer")
    chosen = models("use", "writer")
    listed = json.loads(models("list", "--json").stdout)["models"]
    told = json.loads(models("info", "--json").stdout)

    removed = models("remove", "writer", "--yes")

    assert chosen.returncode == 0, chosen.stderr
    assert [(row["name"], row["state"]) for row in listed if row["used"]] == [("writer", "checked")]
    assert (told["pinned"], told["repository"], told["licence"]) == (True, REPOSITORY, "apache-2.0")
    assert removed.returncode == 0, removed.stderr
    assert removed.stdout == (
        "writer is removed; 600 kB are free again.\nsmollm2-135m is used from now on.\n"
    )
    assert "writer" not in models("list").stdout
    assert "no model 'writer'" in models("remove", "writer", "--yes").stderr


def test_ctrl_c_leaves_what_came_for_the_next_pull(models: Run, typed: list[str], hub: Hub) -> None:
    hub.holds_after = HALF
    process = subprocess.Popen(
        [*typed, "pull", f"{REPOSITORY}/{FILE}"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_ctrl_c,
    )
    with process:
        assert process.stderr is not None
        next(line for line in process.stderr if "50 % of" in line)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        code = process.wait(60)
    hub.holds_after = None
    hub.sent.clear()
    listed = models("list").stdout

    again = models("pull", f"{REPOSITORY}/{FILE}")

    assert code == 130
    assert "byline: stopped" in said
    assert f"A pull of {NAME} was stopped at 300 kB" in listed
    assert again.returncode == 0, again.stderr
    assert "300 kB of it here already" in again.stderr
    assert hub.sent == [(HALF, len(CONTENT) - HALF)]


def test_an_unfinished_pull_can_be_dropped(models: Run, tmp_path: Path, hub: Hub) -> None:
    hub.claimed = "a" * 64
    folder = tmp_path / "home" / "models"
    folder.mkdir(parents=True)
    (folder / f".{NAME}.aaaaaaaaaaaa.part").write_bytes(CONTENT[:HALF])

    done = models("remove", NAME, "--yes", "--json")

    assert json.loads(done.stdout) == {"removed": NAME, "freed": HALF, "used": "smollm2-135m"}
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("smollm2-135m", "is part of an installed package"),
        ("/etc/hostname", "is no model in the archive's folder"),
        ("../elsewhere.gguf", "is no model in the archive's folder"),
    ],
)
def test_what_lies_elsewhere_is_never_removed(
    models: Run, tmp_path: Path, wanted: str, says: str
) -> None:
    outside = tmp_path / "elsewhere.gguf"
    outside.write_bytes(CONTENT)
    (tmp_path / "home").mkdir()

    done = models("remove", wanted, "--yes", cwd=tmp_path / "home", env=_found_from_anywhere())

    assert done.returncode == 2
    assert says in done.stderr
    assert outside.is_file()


def test_without_a_terminal_removing_needs_a_yes(models: Run, tmp_path: Path) -> None:
    models("pull", f"{REPOSITORY}/{FILE}")

    done = models("remove", NAME)

    assert done.returncode == 2
    assert f"`byline models remove {NAME} --yes`" in done.stderr
    assert (tmp_path / "home" / "models" / FILE).is_file()


@pytest.mark.parametrize(("answer", "left"), [(b"n\n", {FILE}), (b"y\n", set())])
def test_on_a_terminal_removing_is_asked_about(
    models: Run, tmp_path: Path, answer: bytes, left: set[str]
) -> None:
    models("pull", f"{REPOSITORY}/{FILE}")
    person, terminal = pty.openpty()
    os.write(person, answer)

    done = models("remove", NAME, stdin=terminal)

    os.close(person)
    os.close(terminal)
    assert done.returncode == 0
    assert f"Remove {NAME} (600 kB)?" in done.stderr
    assert {path.name for path in (tmp_path / "home" / "models").glob("*.gguf")} == left


def test_a_model_that_the_settings_name_leaves_a_word_when_it_goes(
    models: Run, tmp_path: Path
) -> None:
    models("pull", f"{REPOSITORY}/{FILE}")
    settings = tmp_path / "config" / "byline" / "config.toml"
    settings.write_text(f'{settings.read_text()}name = "{NAME}"\n', encoding="utf-8")

    done = models("remove", NAME, "--yes")

    assert done.returncode == 0
    assert f"no model is called '{NAME}'" in done.stderr
    assert "`byline config show` says where that is set" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("pull", "smollm2-135m"), "there is nothing to pull"),
        (("pull", "smolm2-1.7b"), "`byline models pull smollm2-1.7b`"),
        (("pull", f"{REPOSITORY}:Q8_0", "--file", FILE), "the file is named twice"),
        (("pull", "a b/c"), "names no model that could be pulled"),
        (("use", "qwen2.5-7b"), "`byline models pull qwen2.5-7b` fetches it (4.7 GB)"),
        (("list",), ""),
        (("list", "--recommended"), ""),
        (("info",), ""),
    ],
)
def test_nothing_but_a_pull_asks_the_hub(
    models: Run, hub: Hub, words: tuple[str, ...], says: str
) -> None:
    done = models(*words)

    assert says in done.stderr
    assert hub.asked == []


def test_what_a_hub_says_cannot_act_on_the_terminal(models: Run, hub: Hub) -> None:
    hub.licence = "mine\x1b]0;owned\x07"
    hub.files["evil\x1b[2J.gguf"] = CONTENT

    listed = models("pull", REPOSITORY)
    pulled = models("pull", f"{REPOSITORY}/{FILE}", "--json")
    told = models("info", NAME)

    assert "evil.gguf" in listed.stderr
    assert pulled.returncode == 0
    for done in (listed, pulled, told):
        assert not {"\x1b", "\x07"} & set(done.stdout + done.stderr)


def _found_from_anywhere() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
