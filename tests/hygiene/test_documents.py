"""What is written about the program agrees with it."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import rag
from rag import errors
from rag.answer.prompting import load_prompt, released

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]


def all_errors(root: type[errors.BylineError]) -> list[type[errors.BylineError]]:
    children = [c for c in root.__subclasses__() if c.__module__ == errors.__name__]
    return [root, *(one for child in children for one in all_errors(child))]


ERRORS = all_errors(errors.BylineError)


def test_the_pages_made_from_the_code_are_current() -> None:
    script = ROOT / "docs" / "make_reference.py"

    ran = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, f"run `python docs/make_reference.py`: {ran.stdout}{ran.stderr}"


def test_every_setting_has_a_sentence() -> None:
    page = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")

    rows = re.findall(r"^\| `\w+` \|.*\| (.*) \|$", page, re.MULTILINE)

    assert len(rows) >= 15
    assert all(sentence.endswith(".") for sentence in rows)


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: e.__name__)
def test_every_error_has_an_exit_code_that_all_places_agree_on(
    error: type[errors.BylineError],
) -> None:
    table = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    tree = str(errors.__doc__)

    assert error.exit_code in {1, 2, 3, 4, 130}
    assert f"| `{error.__name__}` | {error.exit_code} | " in table
    assert re.search(rf"\b{error.__name__} +{error.exit_code} ", tree)


def test_the_tree_of_errors_draws_none_that_is_not_there() -> None:
    drawn = re.findall(r"^[ |`-]*(\w+) +\d+ {2,}", str(errors.__doc__), re.MULTILINE)

    assert drawn == [error.__name__ for error in ERRORS]


def test_every_released_prompt_is_what_it_was_released_as() -> None:
    folder = ROOT / "prompts"
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".md", ".gbnf"}:
            part = file.relative_to(folder)
            name = (
                f"{part.parent}@{file.stem[1:]}" if file.suffix == ".md" else part.with_suffix("")
            )
            found[str(name)] = sha256(file.read_bytes()).hexdigest()

    assert found == released()


@pytest.mark.parametrize("name", [name for name in released() if "@" in name])
def test_every_released_prompt_can_be_loaded(name: str) -> None:
    base, _, version = name.partition("@")

    ref = load_prompt(base, int(version)).ref

    assert (ref.id, ref.version, ref.sha256) == (base, int(version), released()[name])


def test_the_changelog_begins_with_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    newest = re.search(r"^## v?(\S+)", changelog, re.MULTILINE)

    assert newest is not None
    assert newest[1] == project["version"] == rag.__version__


def test_what_the_reference_script_says_of_a_kind_is_what_the_setting_takes() -> None:
    script = _script()

    page = script.config_page()

    assert "| `mode` | `auto`, `quote`, `write` | `auto` |" in page
    assert "| `context` | whole number, 512 to 1048576 | `4096` |" in page
    assert "| `path` | path | none |" in page


def _script() -> ModuleType:
    place = ROOT / "docs" / "make_reference.py"
    spec = importlib.util.spec_from_file_location("make_reference", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
