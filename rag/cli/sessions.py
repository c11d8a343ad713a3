"""`byline sessions`: conversations that were kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rag.answer.record import answer_json
from rag.cli.output import filter_json, say, say_json
from rag.cli.session import note
from rag.errors import BylineError, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.cli.session import Session
    from rag.sessions.changes import Change
    from rag.sessions.store import SessionStore
    from rag.sessions.values import SavedSession, SavedTurn
    from rag.types import Article

_SHOWN = 50
"""Sessions that a person is shown unless more are asked for."""
_PAGE = 50
"""Turns that are read at a time."""


@click.group(invoke_without_command=True)
@click.option("--search", metavar="WORDS", help="Only those in which all of these words stand.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def sessions(ctx: click.Context, search: str | None, as_json: bool) -> None:
    """List, show, export and delete kept conversations.

    `byline ask --new-session` keeps one, `byline ask --session ID` goes on with it.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_kept, search=search, as_json=as_json)
    elif search is not None or as_json:
        raise click.UsageError(f"options of {ctx.invoked_subcommand!r} stand after it.")


@sessions.command("list")
@click.option("--search", metavar="WORDS", help="Only those in which all of these words stand.")
@click.option("--limit", "-n", type=click.IntRange(1), help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def list_kept(
    session: Session, search: str | None = None, limit: int | None = None, as_json: bool = False
) -> None:
    """List what is kept, the last used first."""
    store = _open(session)
    search = search or ""
    total = store.count(search)
    if as_json:
        found = store.sessions(search, limit=limit or -1)
        say_json({"sessions": [_session_json(one) for one in found], "total": total})
        return
    found = store.sessions(search, limit=limit or _SHOWN)
    for one in found:
        turns = f"{one.turns} question{'s' if one.turns != 1 else ''}"
        say(f"{one.id:<6} {one.updated[:10]}  {turns:>13}  {one.title}")
    if not total:
        say("No session has these words." if search else "No sessions are kept.")
        note("`byline ask --new-session QUESTION` keeps one")
    elif total > len(found):
        note(f"{total - len(found)} more; --limit {total} lists them all")


@sessions.command()
@click.argument("name", metavar="ID|TITLE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show(session: Session, name: str, as_json: bool) -> None:
    """Show a session as it was answered, whatever became of its articles."""
    from rag.answer.rendering import filters_text
    from rag.cli.ask import say_answer
    from rag.sessions.changes import changed_since

    store = _open(session)
    kept = store.find(name)
    turns = _all_turns(store, kept)
    changes = _changes(session, turns)
    if as_json:
        shown = [_turn_json(turn, changes.get(turn.number, {})) for turn in turns]
        say_json({**_session_json(kept), "answers": shown})
        return
    say(f"{kept.title} ({kept.id})")
    if narrowed := filters_text(kept.only, kept.as_of):
        say(f"Searched: {narrowed}.")
    for turn in turns:
        say(f"\n{turn.number}. {turn.answer.question}")
        say(f"   {turn.asked[:16].replace('T', ' ')} UTC")
        told = changes.get(turn.number, {}).items()
        remarks = {article: changed_since(change, turn.asked) for article, change in told}
        say_answer(turn.answer, turn.origins, remarks)


@sessions.command()
@click.argument("name", metavar="ID|TITLE")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file to write.")
@click.pass_obj
def export(session: Session, name: str, out: Path | None) -> None:
    """Write a session as Markdown, with its references in footnotes."""
    from rag.files import write_whole
    from rag.sessions.exporting import markdown

    store = _open(session)
    kept = store.find(name)
    turns = _all_turns(store, kept)
    text = markdown(kept, turns, _changes(session, turns))
    if out is None:
        say(text.removesuffix("\n"))
        return
    write_whole(out, text)
    note(f"written to {out}")


@sessions.command()
@click.argument("name", metavar="ID|TITLE")
@click.argument("title")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def rename(session: Session, name: str, title: str, as_json: bool) -> None:
    """Give a session another title."""
    store = _open(session)
    renamed = store.rename(store.find(name).id, title)
    if as_json:
        say_json(_session_json(renamed))
        return
    say(f"{renamed.id}  {renamed.title}")


@sessions.command()
@click.argument("names", metavar="ID|TITLE", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Delete every session.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def delete(
    session: Session, names: tuple[str, ...], everything: bool, yes: bool, as_json: bool
) -> None:
    """Delete sessions; their text is overwritten on the disk."""
    if bool(names) == everything:
        raise click.UsageError("name either sessions or --all.")
    store = _open(session)
    chosen = store.sessions(limit=-1) if everything else [store.find(name) for name in names]
    chosen = list({one.id: one for one in chosen}.values())
    if chosen and not yes:
        _ask_for_yes(chosen)
    is_wiped = store.delete([one.id for one in chosen]) if chosen else True
    if as_json:
        say_json({"deleted": [one.id for one in chosen], "wiped": is_wiped})
    else:
        say(f"{len(chosen)} deleted")
    if not is_wiped:
        note(
            "the text is not overwritten on the disk yet: another process reads the sessions, or "
            "the disk is full; the next `byline sessions` does it"
        )


def _ask_for_yes(chosen: Sequence[SavedSession]) -> None:
    if not sys.stdin.isatty():
        raise UsageProblem(
            "deleting asks first, and there is no terminal to ask on",
            detail="What is deleted cannot be brought back.",
            remedy="Add --yes if it is meant.",
        )
    for one in chosen[:10]:
        note(f"{one.id}  {one.title}")
    what = "this session" if len(chosen) == 1 else f"these {len(chosen)} sessions"
    click.confirm(f"Delete {what} for good?", abort=True, err=True)


def _open(session: Session) -> SessionStore:
    from rag.sessions.store import open_sessions

    return open_sessions(session.config().home)


def _all_turns(store: SessionStore, kept: SavedSession) -> list[SavedTurn]:
    pages = (
        store.turns(kept.id, first=first, last=first + _PAGE - 1)
        for first in range(1, kept.turns + 1, _PAGE)
    )
    return [turn for page in pages for turn in page]


def _changes(session: Session, turns: Sequence[SavedTurn]) -> dict[int, dict[str, Change]]:
    """What became of the articles; nothing is said where the archive cannot be read."""
    from rag.sessions.changes import article_ids, changes_in

    ids = article_ids(turns)
    now: Mapping[str, Article] = {}
    # Looking at what was kept must not make an archive.
    if ids and (session.config().home / "catalog.sqlite").exists():
        try:
            now = session.engine().archive.catalog.articles_by_id(ids)
        except BylineError as error:
            note(f"whether the articles were edited since is not known: {error.problem}")
            return {}
    return {turn.number: changes_in(turn, now) for turn in turns}


def _session_json(kept: SavedSession) -> dict[str, object]:
    return {
        "id": kept.id,
        "title": kept.title,
        "created": kept.created,
        "updated": kept.updated,
        "turns": kept.turns,
        "filters": filter_json(kept.only),
        "as_of": kept.as_of,
    }


def _turn_json(turn: SavedTurn, changes: Mapping[str, Change]) -> dict[str, object]:
    return {
        "number": turn.number,
        "asked": turn.asked,
        "filters": filter_json(turn.only),
        "answer": answer_json(turn.answer, turn.origins),
        "changed": {article: str(change) for article, change in changes.items()},
    }
