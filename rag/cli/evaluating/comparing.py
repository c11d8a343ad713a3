"""`byline eval compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from eval.compare import compare_runs, show_comparison
from eval.saved import load_run
from rag.cli.evaluating.showing import FOLDER, console
from rag.cli.output import say_json

if TYPE_CHECKING:
    from pathlib import Path


@click.command(name="compare")
@click.argument("before", metavar="RUN", type=FOLDER)
@click.argument("after", metavar="RUN", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(*, before: Path, after: Path, as_json: bool) -> None:
    """Say what got better and worse from the first RUN to the second."""
    comparison = compare_runs(load_run(before), load_run(after))
    if as_json:
        say_json(comparison.model_dump(mode="json"))
    else:
        show_comparison(comparison, console())
