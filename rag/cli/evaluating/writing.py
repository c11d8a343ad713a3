"""Files that the commands of `byline eval` write besides runs: pages, summaries, JUnit XML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rag.cli.session import note
from rag.errors import UsageProblem, as_disk_problem
from rag.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = click.Path(path_type=Path, dir_okay=False)

Form = TypeVar("Form")
Command = TypeVar("Command", bound="Callable[..., Any]")


def ci_options(command: Command) -> Command:
    """The options of every command whose outcome a CI system shows."""
    summary = click.option(
        "--summary", type=FILE, help="Append the figures as Markdown, for a CI system to show."
    )
    junit = click.option("--junit", type=FILE, help="Write the figures as JUnit XML.")
    return summary(junit(command))


def form_of(out: Path, forms: Mapping[str, Form]) -> Form:
    """The form that a file's name asks for.

    Raises:
        UsageProblem: There is no such form, or a run would be written over.
    """
    suffix = out.suffix.lower()
    if suffix not in forms:
        *first, last = forms
        raise UsageProblem(
            f"no form for a file named {out.name}",
            detail="The end of its name says what is written into it.",
            remedy=f"Name one that ends in {', '.join(first)} or {last}.",
        )
    return forms[suffix]


def write_file(out: Path, text: str) -> None:
    """Write a file whole, in place of one of that name, and say where it is."""
    _spare_runs(out)
    write_whole(out, text)
    note(f"written to {out}")


def write_for_ci(*, summary: Path | None, markdown: str, junit: Path | None, xml: str) -> None:
    """Write what was asked for; a summary is appended, for several steps may share one."""
    if summary is not None:
        _spare_runs(summary)
        with as_disk_problem(summary):
            summary.parent.mkdir(parents=True, exist_ok=True)
            with summary.open("a", encoding="utf-8") as opened:
                opened.write(markdown)
    if junit is not None:
        _spare_runs(junit)
        write_whole(junit, xml)


def _spare_runs(path: Path) -> None:
    """Refuse to write over a file that a run is made of."""
    is_part = path.name == "manifest.json" or path.suffix == ".jsonl"
    if is_part and path.is_file() and (path.parent / "manifest.json").is_file():
        raise UsageProblem(
            f"{path} is part of a saved run", remedy="Name a file that is none, or another folder."
        )
