"""Candidates: what a single sentence answers, and how one would ask for it. Pure.

The words of the answer are taken from the sentence, never made; a sentence that leans on the one
before it is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from eval.drafting.asking import ask_for_figure, ask_when, ask_where, ask_who, counted
from eval.drafting.clauses import first_clause
from eval.drafting.naming import names
from rag.answer.conflicts.counts import counts
from rag.answer.conflicts.reading import Line
from rag.answer.conflicts.types import Told
from rag.answer.sourcing.reading import read_sourcing
from rag.answer.sourcing.values import Around, Sourcing, Voice
from rag.answer.verifying.checks.speech import SAYING
from rag.answer.verifying.numerals import spelled
from rag.brief.selfstanding import is_mostly_quoted, leans
from rag.brief.types import is_reporting
from rag.types import Span
from rag.words import content, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from eval.drafting.clauses import Clause
    from rag.answer.verifying.moments import Moment
    from rag.types import Article, Sentence

_FEWEST, _MOST = 6, 40
"""Words of a sentence that is asked about."""
_QUOTED = 4
"""Words of a quotation from which it is somebody's own."""
_TELLING = 3
"""Words of meaning without which a question fits too much."""


class Kind(StrEnum):
    """What is asked for."""

    FIGURE = "figure"
    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    WHO_SAID = "who-said"
    UNANSWERABLE = "unanswerable"


class Read(NamedTuple):
    """One sentence of an article, read once."""

    article: Article
    sentence: Sentence
    line: Line
    sourcing: Sourcing


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that one sentence answers."""

    kind: Kind
    question: str
    article: Article
    sentence: Sentence
    words: Span
    """The words that answer it and those around them; offsets into the sentence."""
    key: tuple[str, ...]
    """Wordings of the answer, the first one as the sentence has it."""
    made_by: str = "template"
    """Or the model that worded the question."""

    @property
    def gold(self) -> str:
        """The words that answer it, verbatim."""
        return self.words.of(self.sentence.text)


def read_article(article: Article, sentences: Sequence[Sentence]) -> list[Read]:
    """The sentences of an article that can be asked about; of what is no reporting, none."""
    if not is_reporting(article) or not (article.language or "en").startswith("en"):
        return []
    texts = [sentence.text for sentence in sentences]
    found = []
    for place, sentence in enumerate(sentences):
        if not _FEWEST <= len(sentence.text.split()) <= _MOST:
            continue
        before, after = texts[max(0, place - 3) : place], " ".join(texts[place + 1 : place + 2])
        told = Told.of(article, sentence, before[-1] if before else "", after)
        around = Around(tuple(before), after)
        sourcing = read_sourcing(sentence.text, article, around)
        found.append(Read(article, sentence, Line(told, place), sourcing))
    return found


def speakers(read: Sequence[Read]) -> frozenset[str]:
    """Persons who speak in the articles: names of which it is known that they are persons'."""
    return frozenset(
        one.text for r in read for one in r.sourcing.chain if one.kind == "person" and one.is_named
    )


def candidates(
    read: Read, words_known: Collection[str], persons: Collection[str]
) -> Iterator[Candidate]:
    """What a sentence can be asked, by template.

    Args:
        read: The sentence.
        words_known: Words that the articles write small.
        persons: Names that are persons'.
    """
    text = read.sentence.text
    if read.sourcing.voice is Voice.UNCLEAR:
        return
    if said := _who_said(read):
        yield said
    if leans(text) or is_mostly_quoted(text) or not text[0].isupper():
        return
    clause = first_clause(text, words_known)
    if clause is None or not _is_telling(read.line, clause):
        return
    is_speech = fold(clause.verb.of(text)) in SAYING
    for kind, question, key in _asked(read.line, clause, words_known, persons):
        if is_speech and kind is not Kind.WHO:
            continue
        if question and not any(fold(word) in fold(question) for word in key):
            yield Candidate(kind, question, read.article, read.sentence, clause.whole, key)


def salient(read: Read) -> Iterator[tuple[Kind, Span]]:
    """What a sentence that can stand alone answers, whether or not a template can ask for it."""
    line, text = read.line, read.sentence.text
    if read.sourcing.voice is Voice.UNCLEAR or leans(text) or not text[0].isupper():
        return
    for count in counts(line):
        if not (count.is_former or count.is_withdrawn or count.is_part):
            yield Kind.FIGURE, count.amount.span
    yield from ((Kind.WHEN, m.span) for m in line.moments if _is_whole(m))
    yield from ((Kind.WHERE, name.span) for name in names(line.side) if name.is_placed)


def _asked(
    line: Line, clause: Clause, known: Collection[str], persons: Collection[str]
) -> Iterator[tuple[Kind, str | None, tuple[str, ...]]]:
    text = clause.text
    for count in counts(line):
        what = counted(count.amount, text)
        if what and not (count.is_former or count.is_withdrawn or count.is_part):
            figure = count.amount.span.of(text)
            digits = spelled(figure)
            key = (figure, digits) if digits and digits != figure else (figure,)
            yield Kind.FIGURE, ask_for_figure(clause, what, known), key
    for moment in line.moments:
        if _is_whole(moment):
            asked = ask_when(clause, moment.span, known, clock=bool(moment.clock))
            yield Kind.WHEN, asked, (_day(moment.span.of(text)),)
    for span, is_placed in names(line.side):
        name = span.of(text)
        if name in persons:
            yield Kind.WHO, ask_who(clause, span), (name,)
        elif is_placed:
            yield Kind.WHERE, ask_where(clause, span, known), (name,)


def _day(words: str) -> str:
    return words if words.endswith(".m.") else words.rstrip(".")


def _is_whole(moment: Moment) -> bool:
    """Whether it is a day or a time that can be asked for."""
    named = (moment.day, moment.weekday, moment.month)
    return not moment.edge and (bool(moment.clock) or any(part is not None for part in named))


def _is_telling(line: Line, clause: Clause) -> bool:
    """Whether there is enough in a clause to know what is asked: a name, and some words."""
    days = [moment.span for moment in line.moments]
    inside = [
        name
        for name in names(line.side)
        if name.span.end <= clause.rest.end
        and not any(day.start <= name.span.start < day.end for day in days)
    ]
    return bool(inside) and len(content(clause.whole.of(clause.text))) > _TELLING


def _who_said(read: Read) -> Candidate | None:
    """`Who said “...”?`, where a sentence has the words and who said them."""
    sourcing, text = read.sourcing, read.sentence.text
    speaker = sourcing.speaker
    if sourcing.voice is not Voice.NAMED or speaker is None or len(sourcing.chain) > 1:
        return None
    if speaker.place.at != 0 or speaker.kind not in {"person", "body"}:
        return None
    spans = [s for s in read.line.quotations if len(s.of(text).split()) >= _QUOTED]
    if len(spans) != 1:
        return None
    quoted = spans[0].of(text).strip().rstrip(",.;:")
    name, at = speaker.text, speaker.place.span
    if fold(name) in fold(quoted):
        return None
    words = Span(min(spans[0].start, at.start), max(spans[0].end, at.end))
    parts = name.split()
    key = (name, parts[-1]) if speaker.kind == "person" and len(parts) > 1 else (name,)
    question = f"Who said “{quoted}”?"
    return Candidate(Kind.WHO_SAID, question, read.article, read.sentence, words, key)
