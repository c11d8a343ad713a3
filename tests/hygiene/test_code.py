"""Sizes, broad handlers and what no file of the project may hold."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ROOMS = ("rag", "tui", "eval", "prompts")
SOFT, HARD = 300, 500
LONGEST_TEST = 400
LONGEST_FUNCTION = 50

BROAD = {
    "rag/cli/__init__.py": "the border of the program",
    "tui/errors.py": "the border of the interface's workers",
    "rag/index/chroma.py": "Chroma's compiled core panics with a BaseException of its own",
    "rag/models/llama.py": "what a loading thread meets is handed to whoever waits for it",
    "rag/models/wire.py": "what a reading thread meets is handed to whoever waits for it",
}
"""Where everything may be caught, and why; elsewhere what is caught so is raised again."""

TEXTS = {".py", ".md", ".toml", ".sql", ".tcss", ".gbnf", ".jsonl", ".txt", ".cfg", ".yml", ".json"}
# Written so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile(r"(?<![\w.~])/(?:home|root|Users|wor[k]|tmp/claud[e])/[A-Za-z]")


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def project_files() -> Iterator[Path]:
    tops = (p for p in ROOT.iterdir() if not p.name.startswith(".") or p.name == ".ci")
    for top in sorted(tops):
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_too_long_to_be_read_at_a_sitting() -> None:
    sizes = {named(path): lines_of(path) for path in modules()}
    long = {name: size for name, size in sizes.items() if size > SOFT}

    print(f"modules over {SOFT} lines: {long or 'none'}")  # noqa: T201 - shown by `pytest -rP`

    assert {name: size for name, size in long.items() if size > HARD} == {}
    assert len(long) <= len(sizes) // 10


def test_no_test_file_is_too_long() -> None:
    sizes = {named(path): lines_of(path) for path in (ROOT / "tests").rglob("*.py")}

    assert {name: size for name, size in sizes.items() if size > LONGEST_TEST} == {}


def test_functions_fit_on_a_screen() -> None:
    """Counted from the first statement after the docstring: what has to be understood at once."""
    long = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first = node.body[1:2] if ast.get_docstring(node) else node.body[:1]
                size = (node.end_lineno or 0) - (first or node.body)[0].lineno + 1
                if size > LONGEST_FUNCTION:
                    long[f"{named(path)}:{node.name}"] = size

    assert long == {}


def test_everything_is_caught_only_at_the_borders() -> None:
    elsewhere = [
        f"{named(path)}:{handler.lineno}"
        for path in modules()
        for handler in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(handler, ast.ExceptHandler)
        and _is_broad(handler)
        and not _raises_again(handler)
        and named(path) not in BROAD
    ]

    assert elsewhere == []


@pytest.mark.parametrize("place", BROAD)
def test_each_allowed_border_still_catches_everything(place: str) -> None:
    """An entry that is no longer needed must go from the list."""
    tree = ast.parse((ROOT / place).read_text(encoding="utf-8"))

    assert any(isinstance(n, ast.ExceptHandler) and _is_broad(n) for n in ast.walk(tree))


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{named(path)}: {match.group()}"
        for path in project_files()
        if path.suffix in TEXTS or path.name in {"Makefile", "run"}
        for match in MACHINE_PATHS.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert found == []


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(
        name is None or (isinstance(name, ast.Name) and name.id in {"Exception", "BaseException"})
        for name in names
    )


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
