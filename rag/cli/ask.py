"""`byline ask`: a question, and a checked, cited answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from rag.cli.filters import filtered, filters, one_or_batch
from rag.cli.output import answer_json, say, say_json

if TYPE_CHECKING:
    from rag.cli.session import Session
    from rag.engine import Engine
    from rag.types import Answer, Filter, Mode


@click.command()
@click.argument("question", required=False)
@click.option("--batch", help="A file with one question a line; `-` is standard input.")
@filters
@click.option("--mode", type=click.Choice(["auto", "quote", "write"]), help="Who words the answer.")
@click.option("--model", help="A model's name or a GGUF file, for this run.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a question.")
@click.pass_obj
def ask(
    session: Session,
    /,
    question: str | None,
    batch: str | None,
    mode: str | None,
    model: str | None,
    as_json: bool,
    **chosen: object,
) -> None:
    """Ask a question; every sentence of the answer is cited and checked."""
    from rag.types import Mode

    questions = one_or_batch(question, batch, "question")
    if model is not None:
        session.choose_model(model)
    only = filtered(chosen)
    engine = session.engine()
    for text in questions:
        answer = _answered(engine, text, only, Mode(mode) if mode else None)
        origins = engine.origins_behind(answer.cited_articles)
        if as_json:
            say_json(answer_json(answer, origins))
        else:
            _say_answer(answer, origins)


def _answered(engine: Engine, question: str, only: Filter, mode: Mode | None) -> Answer:
    """Follow the events; a person sees on stderr that something is going on."""
    from rag.events import Finished, Retrieved, Token

    shows = sys.stderr.isatty()
    for event in engine.answer(question, only=only, mode=mode):
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

    if answer.standing is Standing.DECLINED:
        say(declined_text(answer))
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
