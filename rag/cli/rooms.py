"""Groups of commands that are imported only when they are called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class Rooms(click.Group):
    """A group whose commands are imported when they are called.

    Args:
        table: By name, where the command stands (`module:attribute`) and its one line of help.
    """

    def __init__(
        self, *args: Any, table: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._table = dict(table or {})

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order of the data, not of the alphabet."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module that holds the command."""
        if cmd_name not in self._table:
            return None
        module, _, attribute = self._table[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in self._table.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Offer the nearest command in place of an unknown one."""
        from rag.errors import nearest

        if args and args[0] not in self._table and not args[0].startswith("-"):
            hint = nearest(args[0], self._table)
            ctx.fail(f"no command {args[0]!r}" + (f"; did you mean {hint!r}?" if hint else "."))
        return super().resolve_command(ctx, args)
