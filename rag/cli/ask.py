"""`byline ask`: a question, and a checked, cited answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from rag.cli.days import days, on_day
from rag.cli.filters import filtered, filters, one_or_batch
from rag.cli.output import answer_json, say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.cli.session import Session
    from rag.events import AnswerEvent
    from rag.types import Answer


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
    as_json: bool,
    **chosen: object,
) -> None:
    """Ask a question; every sentence of the answer is cited and checked."""
    from rag.retrieve.conversation import Turn
    from rag.types import Mode

    if conversation and batch is None:
        raise click.UsageError("--conversation needs --batch FILE: one question a line.")
    questions = one_or_batch(question, batch, "question")
    if model is not None:
        session.choose_model(model)
    engine = session.engine()
    only, today = on_day(filtered(chosen), chosen, engine.today)
    worded_by = Mode(mode) if mode else None
    before: list[Turn] = []
    for text in questions:
        answer = _answered(
            engine.answer(text, only=only, mode=worded_by, before=before, today=today)
        )
        if conversation:
            before.append(Turn(text, " ".join(s.text for s in answer.statements)))
        origins = engine.origins_behind(answer.cited_articles)
        if as_json:
            say_json(answer_json(answer, origins))
        else:
            _say_answer(answer, origins)


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


def _say_answer(answer: Answer, origins: int) -> None:
    from rag.answer.rendering import declined_text, source_name
    from rag.types import Form, Standing

    if answer.read_as:
        say(f"Read as: {answer.read_as}")
    if answer.standing is Standing.DECLINED:
        say(declined_text(answer))
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
        citation = cited[key]
        title = citation.article.title or citation.article.id
        say(f"[{number}] {source_name(citation)}: {title}")
        say(f"    “{citation.quote}”")
    say()
    say(_standing_line(answer, origins))
    if answer.notice:
        say(answer.notice)


def _standing_line(answer: Answer, origins: int) -> str:
    outlets = len(answer.outlets)
    warning = " Only one origin stands behind this." if origins == 1 else ""
    return (
        f"{answer.standing.capitalize()}: {outlets} outlet{'s' if outlets != 1 else ''}, "
        f"{origins} independent origin{'s' if origins != 1 else ''}.{warning}"
    )
