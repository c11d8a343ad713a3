"""`byline doctor`: what works here and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rag.cli.output import say, say_json

if TYPE_CHECKING:
    from rag.cli.session import Session

_MARKS = {"ok": "ok     ", "note": "note   ", "problem": "PROBLEM"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Say what works here and what does not; exit code 1 when there is a problem."""
    session: Session = ctx.obj
    checks = session.engine().doctor()
    if as_json:
        say_json({"checks": [
            {"name": c.name, "level": c.level, "finding": c.finding, "remedy": c.remedy}
            for c in checks
        ]})  # fmt: skip
    else:
        for check in checks:
            say(f"{_MARKS[check.level]}  {check.name:<22} {check.finding}")
            if check.remedy:
                say(f"{'':<33}{check.remedy}")
    if any(check.level == "problem" for check in checks):
        ctx.exit(1)
