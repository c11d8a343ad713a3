"""`byline chat`: the terminal interface."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from rag.errors import UsageProblem

if TYPE_CHECKING:
    from rag.cli.session import Session


@click.command()
@click.pass_obj
def chat(session: Session) -> None:
    """Open the terminal interface.

    The archive is opened behind the first frame; `byline ask` answers without a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageProblem(
            "the terminal interface needs a terminal",
            detail="The input or the output is a file or a pipe.",
            remedy='Ask with `byline ask "QUESTION"`; it needs no terminal.',
        )
    from tui.app import BylineApp
    from tui.terminal import screen_alone

    app = BylineApp(session.engine)
    with screen_alone():
        app.run()
    if app.fault is not None:
        raise app.fault
