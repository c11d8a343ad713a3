"""An engine that says what it was told to say, and articles to say it about."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import TYPE_CHECKING

from rag.errors import ArticleUnknown
from rag.events import Finished, Judged, Retrieved, Token
from rag.types import (
    Answer,
    Article,
    Citation,
    Evidence,
    Filter,
    Form,
    Mode,
    ModelRef,
    Provenance,
    Sentence,
    Span,
    Statement,
    Support,
    Timings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rag.retrieve.conversation import Turn

EVERYTHING = Filter()
QUESTION = "How many people were injured at the Sallow Bridge?"

POST = (
    "Seven people were injured in the collision at the Sallow Bridge, Odile Marsh, a spokeswoman "
    "for St Brannoc Hospital, told The Harbour Post at 6 p.m. on Monday. Four of them had been "
    "sent home by then, she said.\n\nThe number 14 bus had 22 people on board when the Marten "
    "Belle ran into the eastern pier at 6.42 a.m. Greta Sollis, 63, a school cook, was in the "
    "second row."
)
COURIER = (
    "Nine people were injured in the collision at the Sallow Bridge, Callum Dray, duty manager of "
    "the city ambulance service, told the Courier at 6 p.m. on Monday.\n\nDray said his crews had "
    "dealt with seven passengers from the number 14 bus, a cyclist and the barge's deckhand."
)
RADIO = (
    "Seven people are hurt and a main road across the Ninefold Cut is closed after a freight "
    "vessel ran into the Sallow Bridge during this morning's rush, as Coastal Wire reported."
)


def article(id_: str, text: str, **known: object) -> Article:
    """An article of which only the given things are known."""
    blank = dict.fromkeys(
        ("outlet", "title", "author", "published", "url", "language", "kind", "lineage", "path")
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    values = blank | {"origins": (), "words": len(text.split()), "sha256": digest} | known
    return Article(id=id_, **values)  # type: ignore[arg-type]


TEXTS = {"a-post": POST, "a-courier": COURIER, "a-radio": RADIO}
ARTICLES = {
    "a-post": article(
        "a-post",
        POST,
        outlet="The Harbour Post",
        title="'I heard the steel groan': passengers describe bridge collision",
        author="Adela Voss",
        published="2026-03-02T19:40:00+01:00",
        url="https://harbourpost.example/2026/03/02/passengers-describe-collision",
        language="en",
        kind="news",
    ),
    "a-courier": article(
        "a-courier",
        COURIER,
        outlet="Northbank Courier",
        title="Ambulance service counts nine hurt at Sallow Bridge",
        published="2026-03-02",
        kind="news",
    ),
    "a-radio": article(
        "a-radio",
        RADIO,
        outlet="Quay Radio",
        title="Commuters face long detour after vessel rams bridge pier",
        origins=("Coastal Wire",),
        lineage="bridge-wire",
    ),
}


def cite(article_: Article, text: str, quote: str) -> Citation:
    """A citation of words that stand in the text."""
    start = text.index(quote)
    return Citation(article_, quote, Span(start, start + len(quote)))


def source(number: int, citation: Citation, score: float = 0.8) -> Evidence:
    """The same words as numbered evidence."""
    sentence = Sentence(citation.article.id, 0, citation.span, citation.quote)
    return Evidence(number, citation.article, sentence, score)


def first_sentence(id_: str) -> Citation:
    """The first sentence of one of the articles."""
    text = TEXTS[id_]
    end = {"a-post": " on Monday.", "a-courier": " on Monday.", "a-radio": " reported."}[id_]
    return cite(ARTICLES[id_], text, text[: text.index(end) + len(end)])


CITED = {id_: first_sentence(id_) for id_ in TEXTS}
EVIDENCE = tuple(source(n, CITED[id_]) for n, id_ in enumerate(TEXTS, 1))


def statement(
    text: str,
    *citations: Citation,
    form: Form = Form.WRITTEN,
    support: Support = Support.SUPPORTED,
    reason: str = "Every part of the sentence stands in the quoted words.",
) -> Statement:
    """A judged statement."""
    return Statement(text, form, support, 0.9, reason, citations)


WRITTEN = statement("Seven people were injured, a hospital spokeswoman said.", CITED["a-post"])
QUOTED = statement(CITED["a-courier"].quote, CITED["a-courier"], form=Form.QUOTED)
PARTIAL = statement(
    "Seven people were hurt before noon, as Coastal Wire reported.",
    CITED["a-radio"],
    support=Support.PARTIAL,
    reason="'before noon' stands in none of the cited words.",
)
DROPPED = statement(
    "The mayor resigned the next day.",
    CITED["a-post"],
    form=Form.DROPPED,
    support=Support.UNSUPPORTED,
    reason="The cited words say nothing of a mayor.",
)


def answer(
    *statements: Statement,
    question: str = QUESTION,
    evidence: tuple[Evidence, ...] = EVIDENCE,
    mode: Mode = Mode.WRITE,
    notice: str | None = None,
    read_as: str | None = None,
) -> Answer:
    """A finished answer with the dropped statements kept apart."""
    model = ModelRef("smollm2-135m", "0" * 64) if mode is Mode.WRITE else None
    return Answer(
        question=question,
        mode=mode,
        statements=tuple(s for s in statements if s.form is not Form.DROPPED),
        dropped=tuple(s for s in statements if s.form is Form.DROPPED),
        evidence=evidence,
        notice=notice,
        provenance=Provenance(model, None, "all-MiniLM-L6-v2", "0" * 64, "0" * 64, 7),
        timings=Timings(0.0, 0.1, 0.2, 1.4),
        read_as=read_as,
    )


def told(finished: Answer, *, draft: Iterable[str] = ()) -> list[object]:
    """The events of an answer in the engine's order."""
    said = [Judged(s) for s in (*finished.statements, *finished.dropped)]
    return [Retrieved(finished.evidence), *map(Token, draft), *said, Finished(finished)]


@dataclass
class Gate:
    """The engine waits here until the test opens the gate."""

    opened: Event = field(default_factory=Event)

    def wait(self) -> None:
        """Wait; a test that never opens the gate fails in place of hanging."""
        assert self.opened.wait(timeout=20), "the gate was never opened"


class FakeEngine:
    """Yields the given events for each question in turn; an exception is raised in its place.

    Args:
        turns: For each question what is said: events, exceptions, gates.
        origins: How many independent origins it finds behind any answer.
    """

    def __init__(
        self,
        *turns: list[object],
        origins: int = 2,
        articles: dict[str, Article] | None = None,
        texts: dict[str, str] | None = None,
        home: Path | None = None,
    ) -> None:
        # Each test has a home of its own (tests/conftest.py).
        home = home or Path(os.environ["HOME"]) / "archive"
        self.config = SimpleNamespace(answer=SimpleNamespace(mode=Mode.AUTO), home=home)
        self.turns = list(turns)
        self.origins = origins
        self.known = ARTICLES if articles is None else articles
        self.texts = TEXTS if texts is None else texts
        self.asked: list[tuple[str, Mode | None]] = []
        self.before: list[tuple[Turn, ...]] = []
        self.narrowed: list[Filter] = []
        self.seen_from: list[date | None] = []
        self.warm_up_error: Exception | None = None

    def today(self) -> date:
        """Always the same day."""
        return date(2026, 3, 4)

    def answer(
        self,
        question: str,
        *,
        only: Filter = EVERYTHING,
        mode: Mode | None = None,
        before: Sequence[Turn] = (),
        today: date | None = None,
        stop: Callable[[], bool],
    ) -> Iterator[object]:
        """Say what was told for this question; return early once `stop()` is true."""
        self.asked.append((question, mode))
        self.narrowed.append(only)
        self.before.append(tuple(before))
        self.seen_from.append(today)
        for step in self.turns.pop(0):
            if isinstance(step, Gate):
                step.wait()
            elif isinstance(step, Exception):
                raise step
            else:
                yield step
            if stop():
                return

    def articles(self) -> list[Article]:
        """All articles."""
        return list(self.known.values())

    def size(self) -> int:
        """How many articles."""
        return len(self.known)

    def outlets(self) -> dict[str, int]:
        """Outlets with the number of their articles."""
        return {a.outlet: 1 for a in self.known.values() if a.outlet}

    def articles_of(self, ids: Sequence[str]) -> dict[str, Article]:
        """Those that are known."""
        return {id_: self.known[id_] for id_ in ids if id_ in self.known}

    def text(self, id_: str) -> str:
        """The text of an article."""
        if id_ not in self.texts:
            raise ArticleUnknown(f"no article {id_!r}", remedy="`byline articles` lists them.")
        return self.texts[id_]

    def origins_behind(self, articles: Iterable[Article]) -> int:
        """The number that was told, 0 when nothing is cited."""
        return self.origins if list(articles) else 0

    def is_warm(self) -> bool:
        """At once."""
        return True

    def warm_up(self) -> None:
        """Load nothing, or fail as told."""
        if self.warm_up_error is not None:
            raise self.warm_up_error
