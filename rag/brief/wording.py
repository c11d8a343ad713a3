"""The points of a briefing in a model's words, each sentence checked as in an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.answer.answering import states_nothing
from rag.answer.attribution import attribute, fragment, written
from rag.answer.fitting import fitted
from rag.answer.prompting import load_prompt
from rag.brief.carrying import origins
from rag.brief.types import Line
from rag.events import Judged, Token
from rag.ingest.sentences import sentence_spans
from rag.ports import Prompt
from rag.types import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from rag.brief.gathering import Gathered
    from rag.brief.types import Disputed
    from rag.config import ModelSection
    from rag.ports import LanguageModel, Verifier
    from rag.types import Evidence, Statement

PROMPT = ("briefing", 1)
_MOST = 24
"""Sentences that may carry what the model words."""


class Writer(NamedTuple):
    """Who words the points, and who checks that."""

    model: LanguageModel
    settings: ModelSection
    verifier: Verifier


class Worded(NamedTuple):
    """The points after the model, and how many of its sentences had no support."""

    points: tuple[Line, ...]
    dropped: int


def worded(
    points: Sequence[Line], gathered: Gathered, writer: Writer, stop: Callable[[], bool]
) -> Generator[Token | Judged, None, Worded]:
    """Have the points worded; whatever the model leaves out or gets wrong stays a quotation."""
    evidence = _behind(points, gathered)
    draft = ""
    for piece in _draft(gathered.topic, evidence[: len(points)], writer, stop):
        draft += piece
        yield Token(piece)
    shown: list[Line] = []
    dropped = 0
    for text in dict.fromkeys(span.of(draft) for span in sentence_spans(draft)):
        statement = _judged(text, evidence, writer.verifier)
        yield Judged(statement)
        if statement.form is Form.DROPPED:
            dropped += 1
        else:
            shown.append(
                Line(statement, origins(statement.citations), _disputed(statement, points))
            )
    kept = [p for p in points if not any(_says(line.statement, p) for line in shown)]
    return Worded((*shown, *kept), dropped)


def _judged(text: str, evidence: Sequence[Evidence], verifier: Verifier) -> Statement:
    if states_nothing(text):
        return fragment(text)
    return written(text, attribute(text, evidence, verifier))


def _behind(points: Sequence[Line], gathered: Gathered) -> list[Evidence]:
    """The sentence of each point, then what else carries them."""
    spots = {(e.article.id, e.sentence.span): e for e in gathered.pool}
    cited = [*(p.citations[0] for p in points), *(c for p in points for c in p.citations[1:])]
    keys = dict.fromkeys((c.article.id, c.span) for c in cited)
    return [spots[key] for key in keys][:_MOST]


def _draft(
    topic: str, sources: Sequence[Evidence], writer: Writer, stop: Callable[[], bool]
) -> Generator[str, None, None]:
    template = load_prompt(*PROMPT)
    settings = writer.settings
    told = [f"[{number}] {e.sentence.text}" for number, e in enumerate(sources, 1)]
    messages = fitted(
        lambda count: template.fill(topic=topic, sources="\n".join(told[:count])),
        len(told),
        writer.model,
        settings.max_tokens,
    )
    prompt = Prompt(messages, settings.max_tokens, settings.seed, settings.temperature)
    yield from writer.model.stream(prompt, grammar=template.grammar, stop=stop)


def _disputed(statement: Statement, points: Sequence[Line]) -> Disputed:
    """As the point is that the sentence words."""
    return next((p.disputed for p in points if p.disputed and _says(statement, p)), "")


def _says(statement: Statement, point: Line) -> bool:
    """Whether a written sentence rests on the sentence of a point."""
    first = point.citations[0]
    return any(
        (c.article.id, c.span) == (first.article.id, first.span) for c in statement.citations
    )
