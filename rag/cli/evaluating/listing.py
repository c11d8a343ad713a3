"""`byline eval list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from eval.suite import built_in_suites, load_suite, own_suites
from rag.cli.output import say, say_json

if TYPE_CHECKING:
    from rag.cli.session import Session


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def list_suites(session: Session, *, as_json: bool) -> None:
    """List the suites that come with Byline and those that were drafted here."""
    own = own_suites(session.config().home)
    suites = [load_suite(path) for path in (*built_in_suites(), *own)]
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
        say(f"{head}\n    {row['about']}")
