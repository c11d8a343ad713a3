"""The filters that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from rag.types import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rag.types import Filter

Command = TypeVar("Command", bound="Callable[..., Any]")


def filters(command: Command) -> Command:
    """Add --outlet, --since, --until, --language, --kind and --lineage."""
    for option in (
        click.option(
            "--lineage",
            "lineages",
            multiple=True,
            metavar="ID",
            help="Only what shares the report of this article; repeatable.",
        ),
        click.option(
            "--kind",
            "kinds",
            multiple=True,
            type=click.Choice(KINDS),
            help="Only articles of this kind; repeatable.",
        ),
        click.option(
            "--language",
            "languages",
            multiple=True,
            metavar="CODE",
            help="Only articles in this language, such as en; repeatable.",
        ),
        click.option("--until", help="Only articles published on this day or before."),
        click.option("--since", help="Only articles published on this day or later."),
        click.option("--outlet", "outlets", multiple=True, help="Only this outlet; repeatable."),
    ):
        command = option(command)
    return command


def filtered(chosen: Mapping[str, Any]) -> Filter:
    """The filter that the options describe.

    Raises:
        InputUnreadable: A date is none.
    """
    from rag.ingest.metadata import check_date
    from rag.types import Filter

    since, until = check_date(chosen["since"]), check_date(chosen["until"])
    return Filter(
        chosen["outlets"],
        since and since[:10],
        until and until[:10],
        chosen["languages"],
        chosen["kinds"],
        chosen["lineages"],
    )


def read_batch(path: str) -> Iterator[str]:
    """The lines of a batch file that are not blank; `-` is standard input.

    Raises:
        InputUnreadable: The file cannot be read.
    """
    from rag.errors import InputUnreadable

    try:
        with click.open_file(path, encoding="utf-8") as lines:
            yield from (line.rstrip("\r\n") for line in lines if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputUnreadable(
            f"cannot read {path}", detail=why, remedy="Name a UTF-8 file with one query a line."
        ) from error


def one_or_batch(query: str | None, batch: str | None, what: str) -> Iterator[str]:
    """The one query, or those of the batch.

    Raises:
        click.UsageError: Both or neither were given.
    """
    if (query is None) == (batch is None):
        raise click.UsageError(f"give either a {what} or --batch FILE.")
    return iter([query]) if query is not None else read_batch(str(batch))
