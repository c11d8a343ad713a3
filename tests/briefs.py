"""A small briefing with something in every section, for tests of what is made of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from builders import article

from rag.brief.types import (
    Briefing,
    Cell,
    Certainty,
    ClaimTable,
    Difference,
    Edge,
    Happening,
    Line,
    LineageGraph,
    Missing,
    Node,
    Quotation,
    Row,
    Source,
    Sureness,
    Wording,
)
from rag.files import sha256_text
from rag.types import (
    Account,
    Article,
    Citation,
    Dispute,
    Evidence,
    Filter,
    Form,
    Mode,
    ModelRef,
    PromptRef,
    Provenance,
    Sentence,
    Sourced,
    Span,
    Statement,
    Support,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "post": "The march drew 1,200 people. “We will stay out,” said Ines Varga, a crane driver. "
    "The bridge was shut on Monday.",
    "radio": "The march drew 2,000 people. “We will stay out for good,” said Ines Varga. "
    "The bridge was shut on Monday.",
    "star": "The bridge was shut on Monday. Twelve were hurt, then fifteen.",
    "port": "The deal is the best in the history of the port.",
}
POST = article("post", title="A march in numbers", author="Mara Quill", published="2026-03-13",
               url="https://post.example/m?a=1&b=2", sha256=sha256_text(TEXTS["post"]))  # fmt: skip
RADIO = article("radio", outlet="Quay Radio", title="Thousands? Our count",
                published="2026-03-13T18:00:00", sha256=sha256_text(TEXTS["radio"]))  # fmt: skip
STAR = article("star", outlet="Harbour Star", title="Bridge shut", published=None,
               origins=("The Harbour Post",), sha256=sha256_text(TEXTS["star"]))  # fmt: skip
PORT = article("port", outlet=None, title="A deal", kind="release",
               sha256=sha256_text(TEXTS["port"]))  # fmt: skip
ARTICLES: Mapping[str, Article] = {a.id: a for a in (POST, RADIO, STAR, PORT)}


def cited(of: Article, words: str, sourced: Sourced | None = None) -> Citation:
    """Words of one of the articles, where they stand in it."""
    start = TEXTS[of.id].index(words)
    return Citation(of, words, Span(start, start + len(words)), sourced)


def line(
    *citations: Citation,
    text: str | None = None,
    origins: int = 1,
    partly: tuple[Citation, ...] = (),
) -> Line:
    """A quoted line, or a written one when it has a text of its own."""
    form = Form.QUOTED if text is None else Form.WRITTEN
    words = citations[0].quote if text is None else text
    stated = Statement(words, form, Support.SUPPORTED, 0.912346, "A reason.", citations)
    return Line(stated, origins, partly=partly)


FEWER = cited(POST, "The march drew 1,200 people.")
MORE = cited(RADIO, "The march drew 2,000 people.", Sourced("named", "plain", "Quay Radio"))
SHUT = tuple(cited(a, "The bridge was shut on Monday.") for a in (POST, RADIO, STAR))
STAY = cited(POST, "“We will stay out,” said Ines Varga, a crane driver.")
GOOD = cited(RADIO, "“We will stay out for good,” said Ines Varga.")
HURT = cited(STAR, "Twelve were hurt, then fifteen.")
DEAL = cited(PORT, "The deal is the best in the history of the port.")


def briefing(**fields: Any) -> Briefing:
    """The briefing; anything can be said otherwise."""
    shut, march = line(*SHUT, origins=2), line(FEWER, text="1,200 people marched.")
    known = Briefing(
        topic="the dockers' march",
        made_on=date(2026, 11, 26),
        only=Filter(outlets=("The Harbour Post", "Quay Radio", "Harbour Star")),
        as_of="2026-04-01",
        mode=Mode.WRITE,
        in_short=(shut, march),
        differences=(
            Difference(Dispute("number", "conflict", (
                Account("1,200", (FEWER,), 1), Account("2,000", (MORE,), 1),
            )), (DEAL,)),
            Difference(Dispute("number", "superseded", (
                Account("Twelve", (HURT,), 1), Account("fifteen", (HURT,), 1),
            ))),
        ),
        table=ClaimTable(("The Harbour Post", "Quay Radio", "Harbour Star", "La Gazette"), (
            Row(march, (
                Cell("The Harbour Post", "says", (FEWER,)),
                Cell("Quay Radio", "contradicts", (MORE,)),
                Cell("Harbour Star", "silent", ()),
            Cell("La Gazette", "unread", ()),
            )),
        )),
        said=(Quotation("Ines Varga", "crane driver", (
            Wording("We will stay out", (STAY,), 1, (GOOD,)),
            Wording("We will stay out for good", (GOOD,), 1),
        )),),
        timeline=(
            Happening(shut, "2026-03-02", "06:42", "minute", "on Monday", "2026-03-13"),
            Happening(march, None, None, "stated", "on a Friday", None, is_ahead=True),
        ),
        lineage=(LineageGraph("l-1", "The Harbour Post", (
            Node("post", "The Harbour Post", POST), Node("star", "Harbour Star", STAR),
            Node("outlet:Coastal Wire", "Coastal Wire", None),
        ), (Edge("post", "star", "copy"), Edge("outlet:Coastal Wire", "post", "credits"))),),
        missing=(Missing(march, ("Harbour Star",)),),
        certainty=(Certainty(Sureness.ALLEGED, (line(HURT, partly=(DEAL,)),)),),
        sources=tuple(Source(n, a) for n, a in enumerate(ARTICLES.values(), 1)),
        notices=("One article speaks to machines; it is no evidence.",),
        provenance=Provenance(ModelRef("smollm2-135m", "a" * 64), PromptRef("brief", 1, "b" * 64),
                              "minilm", "c" * 64, "d" * 64, 7),
    )  # fmt: skip
    return replace(known, **fields)


def declined() -> Briefing:
    """What is made of a topic that the archive has nothing on."""
    near = Evidence(1, STAR, Sentence("star", 1, HURT.span, HURT.quote), 0.2)
    return briefing(
        in_short=(), differences=(), table=None, said=(), timeline=(), lineage=(), missing=(),
        certainty=(), sources=(), notices=(), nearest=(near,),
    )  # fmt: skip
