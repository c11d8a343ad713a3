"""`byline eval list`."""

from __future__ import annotations

import click

from eval.suite import built_in_suites, load_suite
from rag.cli.output import say_json


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_suites(*, as_json: bool) -> None:
    """List the suites that come with Byline."""
    suites = [load_suite(path) for path in built_in_suites()]
    rows = [
        {
            "name": suite.spec.name,
            "version": suite.spec.version,
            "cases": len(suite.cases),
            "corpus": suite.corpus.name,
            "about": suite.spec.about,
            "path": str(suite.path),
        }
        for suite in suites
    ]
    if as_json:
        say_json({"suites": rows})
        return
    for row in rows:
        head = f"{row['name']}  v{row['version']}  {row['cases']} cases  corpus {row['corpus']}"
        click.echo(f"{head}\n    {row['about']}")
