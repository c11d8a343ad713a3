"""`byline config`: the settings and where each came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rag.cli.output import say, say_json

if TYPE_CHECKING:
    from rag.cli.session import Session


@click.group()
def config() -> None:
    """Show the settings and where each came from."""


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show(session: Session, as_json: bool) -> None:
    """Print each setting, its value and its origin."""
    loaded = session.loaded()
    values = loaded.values()
    if as_json:
        say_json({name: {"value": v, "origin": loaded.origins[name]} for name, v in values.items()})
        return
    for name, value in values.items():
        shown = "" if value is None else value
        say(f"{name:<24} {shown!s:<28} {loaded.origins[name]}")
