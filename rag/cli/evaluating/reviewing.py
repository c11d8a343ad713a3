"""`byline eval review`: drafts, one after another, without the interface."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from eval.drafting.review import BETWEEN, Review
from eval.drafting.saved import find_drafts, load_drafts
from rag.cli.output import say
from rag.cli.session import note
from rag.errors import UsageProblem

if TYPE_CHECKING:
    from rag.cli.session import Session

_KEYS = "y accepts, n refuses, e edits, u takes back, s skips, q stops"
_AROUND = 200
"""Characters of the article on either side of the gold words."""


@click.command(name="review")
@click.argument("suite")
@click.pass_obj
def review(session: Session, *, suite: str) -> None:
    """Accept or refuse the drafts of SUITE: a name that was drafted here, or a folder.

    Each draft is shown with the words that answer it, and one letter is read from the input. What
    was said is kept at once. The evaluation screen of the interface does the same with keys.
    """
    at = Review(load_drafts(find_drafts(suite, session.config().home)))
    skipped: set[str] = set()
    while (waiting := _next(at, skipped)) is not None:
        at.at = waiting
        _show(at)
        answer = _read(_KEYS)
        if answer is None or answer == "q":
            break
        _obey(at, answer, skipped)
    tally = at.tally
    say(f"{tally.accepted} accepted, {tally.refused} refused, {tally.left} left")
    if tally.accepted:
        note(f"run it with `byline eval run {at.folder.suite}`")


def _next(at: Review, skipped: set[str]) -> int | None:
    return next(
        (
            number
            for number, draft in enumerate(at.drafts)
            if draft.status == "proposed" and draft.case.id not in skipped
        ),
        None,
    )


def _obey(at: Review, answer: str, skipped: set[str]) -> None:
    match answer:
        case "y":
            at.decide("accepted")
        case "n":
            at.decide("refused")
        case "s":
            skipped.add(at.draft.case.id)
        case "u":
            at.undo()
        case "e":
            _edit(at)
        case _:
            say(_KEYS)


def _edit(at: Review) -> None:
    case = at.draft.case
    question = _read("question", case.question) or case.question
    key, words = "", ""
    if case.answerable:
        key = _read("answer", f" {BETWEEN} ".join(case.key[0])) or ""
        words = _read("gold words", case.gold[0].words) or ""
    try:
        at.edit(question, key, words)
    except UsageProblem as problem:
        note(f"{problem.problem}. {problem.remedy}")


def _show(at: Review) -> None:
    tally, draft = at.tally, at.draft
    say(f"\n[{tally.done + 1}/{tally.total}] {draft.case.id}, by {draft.made_by}")
    say(f"  {draft.case.question}")
    if draft.note:
        say(f"  ▲ {draft.note}")
    if not draft.case.answerable:
        say("  The archive does not answer it: declining is right.")
        return
    say(f"  {' or '.join(draft.case.key[0])}")
    for gold in draft.case.gold:
        article = at.folder.articles[gold.article]
        say(f"  {article.outlet}: {_in_place(article.text, gold.words)}")


def _in_place(text: str, words: str) -> str:
    start = text.index(words)
    end = start + len(words)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return f"{before}[[{words}]]{after}".replace("\n", " ")


def _read(prompt: str, kept: str = "") -> str | None:
    """A line of the input; what is kept where it is empty, None at its end."""
    shown = f"{prompt} [{kept}]" if kept else prompt
    click.echo(f"{shown}: ", nl=False, err=True)
    line = sys.stdin.readline()
    return (line.strip() or kept) if line else None
