"""`byline models` as a person types it: one process for each command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from rag.models.shelf import KNOWN

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model

EMPTY = b"GGUF" + bytes([3]) + bytes(27)
"""A whole GGUF file with nothing in it."""


class Byline:
    """The program, with a home and a working folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("BYLINE_")}
        places = {"BYLINE_HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "none")}
        here = os.pathsep.join(path for path in sys.path if path)
        return subprocess.run(
            [sys.executable, "-m", "rag", *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=kept | places | {"PYTHONPATH": here, "COLUMNS": "120"} | variables,
        )


@pytest.fixture
def byline(tmp_path: Path) -> Byline:
    return Byline(tmp_path)


def test_models_alone_lists_them_and_marks_the_one_in_use(byline: Byline) -> None:
    done = byline("models")

    assert done.returncode == 0, done.stderr
    row = next(line for line in done.stdout.splitlines() if "smollm2-135m" in line)
    assert row.split() == ["in", "use", "smollm2-135m", "98", "MB", "Apache-2.0", "not", "checked"]


def test_a_file_dropped_into_the_models_folder_is_listed_by_its_stem(byline: Byline) -> None:
    (byline.folder / "models").mkdir()
    (byline.folder / "models" / "mine.gguf").write_bytes(EMPTY)
    (byline.folder / "models" / "half.gguf").write_bytes(EMPTY[:9])

    listed = json.loads(byline("models", "list", "--json").stdout)["models"]

    states = {row["name"]: (row["state"], row["used"]) for row in listed}
    assert states == {
        "smollm2-135m": ("not checked", True),
        "mine": ("not checked", False),
        "half": ("damaged", False),
    }


def test_info_says_what_the_file_says_of_itself(byline: Byline) -> None:
    told = json.loads(byline("models", "info", "smollm2-135m", "--json").stdout)

    assert told["architecture"] == "llama"
    assert told["parameters"] == 134_515_008
    assert told["quantisation"] == "Q4_1"
    assert told["context"] == 8192
    assert told["template"] is True
    assert told["licence"] == "Apache-2.0"
    assert told["sha256"] == KNOWN["smollm2-135m"].sha256
    assert "134,515,008" in byline("models", "info").stdout


def test_metadata_of_a_file_cannot_act_on_the_terminal(byline: Byline) -> None:
    evil = b"\x1b]0;owned\x07llama"
    entry = (20).to_bytes(8, "little") + b"general.architecture" + (8).to_bytes(4, "little")
    head = b"GGUF" + (3).to_bytes(4, "little") + bytes(8) + (1).to_bytes(8, "little")
    path = byline.folder / "evil.gguf"
    path.write_bytes(head + entry + len(evil).to_bytes(8, "little") + evil + bytes(64))

    for arguments in (("info", str(path)), ("info", str(path), "--json")):
        done = byline("models", *arguments)

        assert done.returncode == 0, done.stderr
        assert "\x1b" not in done.stdout
        assert "\x07" not in done.stdout


def test_check_has_the_model_answer_and_records_what_it_may_do(byline: Byline) -> None:
    done = byline("models", "check", "--json")

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["sha256"] == KNOWN["smollm2-135m"].sha256
    assert told["read_tokens_per_second"] > told["written_tokens_per_second"] > 0
    assert len(told["drafts"]) == 16
    carried = [stands for draft in told["drafts"] for stands in draft["carried"]]
    assert told["carried"] == pytest.approx(sum(carried) / len(carried), abs=0.001)
    assert told["mode"] == "quote"
    assert json.loads(byline("models", "--json").stdout)["models"][0]["state"] == "checked"


def test_use_is_remembered_and_shown_with_its_origin(byline: Byline) -> None:
    path = byline.folder / "mine.gguf"
    path.write_bytes(EMPTY)

    done = byline("models", "use", str(path))

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    listed = json.loads(byline("models", "--json").stdout)["models"]
    assert [row["path"] for row in listed if row["used"]] == [str(path)]
    shown = byline("config", "show").stdout
    line = next(line for line in shown.splitlines() if line.startswith("model.path"))
    assert line.endswith("state/model.toml")


def test_use_says_when_a_stronger_setting_names_another_model(byline: Byline) -> None:
    path = byline.folder / "mine.gguf"
    path.write_bytes(EMPTY)

    done = byline("models", "use", str(path), BYLINE_MODEL__NAME="smollm2-135m")

    assert done.returncode == 0
    assert "BYLINE_MODEL__NAME names another one" in done.stderr


def test_no_file_is_marked_as_in_use_where_a_server_writes(byline: Byline) -> None:
    server = {"BYLINE_MODEL__ENDPOINT": "http://127.0.0.1:9/v1"}

    listed = byline("models", **server)
    told = json.loads(byline("models", "--json", **server).stdout)

    assert listed.stdout.startswith("In use: the server at http://127.0.0.1:9/v1")
    assert [row for row in listed.stdout.splitlines() if row.split()[:2] == ["in", "use"]] == []
    assert [row["used"] for row in told["models"]] == [False]
    assert told["endpoint"] == "http://127.0.0.1:9/v1"


def test_use_says_when_a_server_writes_in_place_of_the_choice(byline: Byline) -> None:
    done = byline("models", "use", "smollm2-135m", BYLINE_MODEL__ENDPOINT="http://127.0.0.1:9/v1")

    assert done.returncode == 0
    assert "BYLINE_MODEL__ENDPOINT sets `model.endpoint`" in done.stderr


def test_use_refuses_what_is_no_model_and_keeps_the_choice(byline: Byline) -> None:
    path = byline.folder / "page.gguf"
    path.write_text("<!DOCTYPE html>")

    done = byline("models", "use", str(path))

    assert done.returncode == 3
    assert "not a whole GGUF file" in done.stderr
    assert not (byline.folder / "state" / "model.toml").exists()


@pytest.mark.parametrize("command", ["info", "check", "use"])
def test_an_unknown_model_is_answered_with_the_nearest(byline: Byline, command: str) -> None:
    done = byline("models", command, "smollm-135")

    assert done.returncode == 3
    assert done.stdout == ""
    assert "Did you mean 'smollm2-135m'?" in done.stderr
    assert "Traceback" not in done.stderr
