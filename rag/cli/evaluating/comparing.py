"""`byline eval compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from eval.compare import compare_runs, show_comparison
from eval.compare.junit import comparison_xml
from eval.compare.markdown import comparison_markdown, comparison_summary
from eval.compare.page import comparison_page
from eval.saved import load_run
from rag.cli.evaluating.showing import FOLDER, console
from rag.cli.evaluating.writing import FILE, ci_options, form_of, write_file, write_for_ci
from rag.cli.output import json_text, say_json
from rag.errors import ThresholdMissed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eval.compare import Comparison


@click.command(name="compare")
@click.argument("before", metavar="RUN", type=FOLDER)
@click.argument("after", metavar="RUN", type=FOLDER)
@click.option("--out", type=FILE, help="Write all of it into a .html, .md or .json file instead.")
@ci_options
@click.option(
    "--fail-on",
    type=click.Choice(["worse"]),
    help="Exit with 4 when a scorer got worse by more than chance.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(
    *,
    before: Path,
    after: Path,
    out: Path | None,
    summary: Path | None,
    junit: Path | None,
    fail_on: str | None,
    as_json: bool,
) -> None:
    """Say what got better and worse from the first RUN to the second."""
    form = form_of(out, FORMS) if out else None
    comparison = compare_runs(load_run(before), load_run(after))
    if out and form:
        write_file(out, form(comparison))
    if as_json:
        say_json(comparison.model_dump(mode="json"))
    elif not out:
        show_comparison(comparison, console())
    write_for_ci(
        summary=summary,
        markdown=comparison_summary(comparison),
        junit=junit,
        xml=comparison_xml(comparison),
    )
    if fail_on:
        _require_none_worse(comparison)


def _require_none_worse(comparison: Comparison) -> None:
    """Fail where a scorer got worse by more than chance."""
    if not comparison.worse:
        return
    named = ", ".join(change.name for change in comparison.worse)
    raise ThresholdMissed(
        f"{comparison.suite!r} got worse by more than chance: {named}",
        remedy=f"`byline eval compare {comparison.before} {comparison.after}` shows the cases.",
    )


def _json(comparison: Comparison) -> str:
    return json_text(comparison.model_dump(mode="json"))


FORMS: dict[str, Callable[[Comparison], str]] = {
    ".html": comparison_page,
    ".md": comparison_markdown,
    ".json": _json,
}
