"""The options that say what "last week" is relative to and what was known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rag.types import Filter

Command = TypeVar("Command", bound="Callable[..., Any]")


def days(command: Command) -> Command:
    """Add --today and --as-of."""
    for option in (
        click.option("--as-of", help="Only what was published by this day, and seen from it."),
        click.option(
            "--today", help="The day that words such as “last week” are relative to, if not today."
        ),
    ):
        command = option(command)
    return command


def on_day(
    only: Filter, chosen: Mapping[str, Any], now: Callable[[], date]
) -> tuple[Filter, date | None]:
    """The filter under --as-of, and the day that words of time are read from.

    --since and --until say which days are meant; words of time are then words like others.

    Raises:
        InputUnreadable: A date is none.
    """
    from rag.ingest.metadata import check_date

    as_of, today = check_date(chosen["as_of"]), check_date(chosen["today"])
    named = only.since is not None or only.until is not None
    if as_of:
        only = replace(only, until=min(filter(None, (only.until, as_of[:10]))))
    if named:
        return only, None
    seen_from = today or as_of
    return only, date.fromisoformat(seen_from[:10]) if seen_from else now()
