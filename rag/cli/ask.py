"""`byline ask`: a question, and a checked, cited answer."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from rag.answer.record import answer_json
from rag.cli.days import days, on_day
from rag.cli.filters import filtered, filters, one_or_batch
from rag.cli.keeping import Asked, open_keeper
from rag.cli.output import say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rag.cli.session import Session
    from rag.events import AnswerEvent
    from rag.types import Answer, Citation, Dispute


@click.command()
@click.argument("question", required=False)
@click.option("--batch", help="A file with one question a line; `-` is standard input.")
@click.option(
    "--conversation", is_flag=True, help="Each line of --batch may lean on the lines before it."
)
@filters
@days
@click.option("--mode", type=click.Choice(["auto", "quote", "write"]), help="Who words the answer.")
@click.option("--model", help="A model's name or a GGUF file, for this run.")
@click.option(
    "--session", "kept", metavar="ID|TITLE", help="Go on with a kept session; `last` is the last."
)
@click.option("--new-session", "is_new", is_flag=True, help="Keep the answer in a new session.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a question.")
@click.pass_obj
def ask(
    session: Session,
    /,
    question: str | None,
    batch: str | None,
    conversation: bool,
    mode: str | None,
    model: str | None,
    kept: str | None,
    is_new: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Ask a question; every sentence of the answer is cited and checked."""
    from rag.retrieve.conversation import Turn
    from rag.types import Mode

    if conversation and batch is None:
        raise click.UsageError("--conversation needs --batch FILE: one question a line.")
    questions = one_or_batch(question, batch, "question")
    keeper = open_keeper(session, kept, new=is_new)
    if model is not None:
        session.choose_model(model)
    engine = session.engine()
    only = filtered(chosen)
    if keeper is not None:
        only, chosen = keeper.narrowed(only, chosen)
    searched, today = on_day(only, chosen, engine.today)
    worded_by = Mode(mode) if mode else None
    before: list[Turn] = keeper.before() if keeper else []
    for text in questions:
        answer = _answered(
            engine.answer(text, only=searched, mode=worded_by, before=before, today=today)
        )
        if conversation or keeper:
            before.append(Turn(text, " ".join(s.text for s in answer.statements)))
        origins = engine.origins_behind(answer.cited_articles)
        show = partial(_show, answer, origins, as_json=as_json)
        if keeper is None:
            show()
        else:
            keeper.keep(answer, Asked(only, searched, chosen["as_of"]), show)


def _show(answer: Answer, origins: int, kept: str | None = None, *, as_json: bool) -> None:
    if as_json:
        say_json(answer_json(answer, origins) | ({"session": kept} if kept else {}))
    else:
        say_answer(answer, origins)


def _answered(events: Iterator[AnswerEvent]) -> Answer:
    """Follow the events; a person sees on stderr that something is going on."""
    from rag.events import Finished, Retrieved, Token

    shows = sys.stderr.isatty()
    for event in events:
        match event:
            case Retrieved(evidence) if shows:
                _status(f"{len(evidence)} sentences found, writing")
            case Token() if shows:
                _status("checking the draft")
            case Finished(answer):
                if shows:
                    _status("")
                return answer
    raise AssertionError("an answer always ends with Finished")


def _status(text: str) -> None:
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()


def say_answer(answer: Answer, origins: int, remarks: Mapping[str, str] | None = None) -> None:
    """Print an answer for a person.

    Args:
        answer: What the engine finished with.
        origins: How many independent origins stand behind it.
        remarks: What is to be said beside a source, by the article's id.
    """
    from rag.answer.rendering import declined_text
    from rag.types import Form, Standing

    if answer.read_as:
        say(f"Read as: {answer.read_as}")
    if answer.standing is Standing.DECLINED:
        say(declined_text(answer))
        nearest = answer.evidence[0].article.id if answer.evidence else ""
        if remark := (remarks or {}).get(nearest):
            say(f"The nearest: {remark}.")
        if answer.notice:
            say(answer.notice)
        return
    numbers: dict[tuple[str, int, int], int] = {}
    for statement in answer.statements:
        marks = ""
        for citation in statement.citations:
            key = (citation.article.id, *citation.span)
            marks += f"[{numbers.setdefault(key, len(numbers) + 1)}]"
        words = f"“{statement.text}”" if statement.form is Form.QUOTED else statement.text
        say(f"{words} {marks}")
    say()
    cited = {(c.article.id, *c.span): c for s in answer.statements for c in s.citations}
    for key, number in numbers.items():
        remark = (remarks or {}).get(key[0])
        _say_source(number, cited[key], f" ({remark})" if remark else "")
    for dispute in answer.disputes:
        _say_dispute(dispute)
    say()
    say(_standing_line(answer, origins))
    if answer.notice:
        say(answer.notice)


def _say_source(number: int, citation: Citation, remark: str) -> None:
    from rag.answer.rendering import source_name

    title = citation.article.title or citation.article.id
    say(f"[{number}] {source_name(citation)}: {title}{remark}")
    sourced = citation.sourced
    if sourced and sourced.voice != "fact":
        say(f"    {sourced.line}")
    say(f"    “{citation.quote}”")


def _say_dispute(dispute: Dispute) -> None:
    """Both sides of a dispute, one quotation for each."""
    from rag.answer.rendering import dispute_heading, source_name

    say()
    say(dispute_heading(dispute))
    for account in dispute.accounts:
        first, *more = account.citations
        also = f", and {len(more)} more" if more else ""
        say(f"  {account.says}: {source_name(first)}{also}")
        say(f"    “{first.quote}”")


def _standing_line(answer: Answer, origins: int) -> str:
    outlets = len(answer.outlets)
    warning = " Only one origin stands behind this." if origins == 1 else ""
    return (
        f"{answer.standing.capitalize()}: {outlets} outlet{'s' if outlets != 1 else ''}, "
        f"{origins} independent origin{'s' if origins != 1 else ''}.{warning}"
    )
