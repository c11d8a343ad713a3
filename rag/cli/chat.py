"""`byline chat`: the terminal interface."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from rag.errors import UsageProblem

if TYPE_CHECKING:
    from rag.cli.session import Session


@click.command()
@click.option("--ascii", "plain", is_flag=True, help="Draw with plain signs only.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.pass_obj
def chat(session: Session, plain: bool = False, no_mouse: bool = False) -> None:
    """Open the terminal interface.

    The archive is opened behind the first frame; `byline ask` answers without a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageProblem(
            "the terminal interface needs a terminal",
            detail="The input or the output is a file or a pipe.",
            remedy='Ask with `byline ask "QUESTION"`; it needs no terminal.',
        )
    from rag.config import user_file
    from tui.app import BylineApp
    from tui.keys import FILE, read_keys
    from tui.plain import Plain
    from tui.terminal import screen_alone
    from tui.threads import collect_seldom, leave_alone_what_is_there

    app = BylineApp(
        session.engine,
        home=session.config().home,
        keys=read_keys(user_file().with_name(FILE)),
        filters=[Plain()] if plain else [],
        when_warm=leave_alone_what_is_there,
    )
    collect_seldom()
    with screen_alone():
        app.run(mouse=not no_mouse)
    if app.fault is not None:
        raise app.fault
