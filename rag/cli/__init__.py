"""The command line: arguments, printing and exit codes. No logic lives here.

Each command stands in a module of its own that is imported only when it is called, so that
`byline --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from rag import __version__
from rag.cli.rooms import Rooms
from rag.cli.session import Session

COMMANDS: dict[str, tuple[str, str]] = {
    "ingest": ("rag.cli.ingest:ingest", "Add articles: files, folders, archives."),
    "watch": ("rag.cli.watch:watch", "Follow folders and feeds until stopped."),
    "articles": ("rag.cli.articles:articles", "List the articles of the archive."),
    "show": ("rag.cli.articles:show", "Show one article with its cleaned text."),
    "remove": ("rag.cli.articles:remove", "Remove articles by id or by outlet."),
    "diff": ("rag.cli.diff:diff", "Show what was edited in an article."),
    "lineage": ("rag.cli.lineage:lineage", "Draw who took it from whom."),
    "search": ("rag.cli.search:search", "Find passages."),
    "ask": ("rag.cli.ask:ask", "Ask a question; get a checked, cited answer."),
    "brief": ("rag.cli.brief:brief", "Make a page of what the outlets say on a topic."),
    "sessions": ("rag.cli.sessions:sessions", "List, show, export and delete kept conversations."),
    "verify": ("rag.cli.verify:verify", "Check sentences against the words they rest on."),
    "eval": ("rag.cli.evaluating:evaluate", "Run evaluation suites offline."),
    "models": ("rag.cli.models:models", "List, check and choose language models."),
    "chat": ("rag.cli.chat:chat", "Open the terminal interface."),
    "reindex": ("rag.cli.reindex:reindex", "Rebuild the search index from the catalogue."),
    "doctor": ("rag.cli.doctor:doctor", "Say what works here and what does not."),
    "config": ("rag.cli.config:config", "Show the settings and where each came from."),
}


@click.group(
    cls=Rooms,
    table=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--home", type=click.Path(path_type=Path), help="The folder of the archive.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="A settings file.")
@click.option("--ascii", "plain", is_flag=True, help="Draw the interface with plain signs only.")
@click.version_option(__version__, prog_name="byline")
@click.pass_context
def cli(ctx: click.Context, home: Path | None, config_file: Path | None, plain: bool) -> None:
    """Ask your own news archive; every sentence shows its source, offline.

    Without a command, Byline opens the terminal interface.
    """
    ctx.obj = Session(home=home, config_file=config_file)
    ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        command = ctx.command
        assert isinstance(command, Rooms)  # noqa: S101 - click hands back the group itself
        chat = command.get_command(ctx, "chat")
        assert chat is not None  # noqa: S101 - it stands in COMMANDS
        ctx.invoke(chat, plain=plain)
    elif plain:
        ctx.default_map = {"chat": {"plain": True}}


def main() -> NoReturn:
    """Run the program. The one place where errors are printed and become exit codes."""
    from rag.cli.failures import report

    # Nothing that a library does on its own may reach out or write to the terminal.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = cli.main(prog_name="byline", standalone_mode=False)
        # A pipe that closed or a disk that is full must show here, not when Python ends.
        sys.stdout.flush()
        sys.exit(code)
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001 - the border of the program
        sys.exit(report(error))
