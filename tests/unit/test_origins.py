"""Where an article says it took its reporting from, with the words as evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import frontmatter
import pytest

from rag.ingest.bylines import Credit
from rag.ingest.cleaning import clean_text
from rag.ingest.furniture import strip
from rag.ingest.origins import find_mentions, find_origins
from rag.ingest.outlets import load_outlets, shipped

if TYPE_CHECKING:
    from rag.ingest.bylines import CreditKind

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*/*.md"))
PLAIN = "The bridge will stay shut for weeks, the mayor of the town said on Monday. " * 20


def names(text: str, *credited: Credit, **given: str) -> list[str]:
    return [origin.name for origin in find_origins(text, credited, **given)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lead", "origin"),
    [
        ("The assessment is new, NBC News reported Wednesday, citing two officials.", "NBC News"),
        ("Putin still wants it all, the sources told NBC News.", "NBC News"),
        ("He doubted the sources cited by Reuters.", "Reuters"),
        ("He told CNN's Jake Tapper on Sunday.", "CNN"),
        ("The road is shut, as Coastal Wire reported.", "Coastal Wire"),
        ("The plan was first reported by Axios.", "Axios"),
        ("The Wall Street Journal first reported the plan.", "The Wall Street Journal"),
        ("Fares will rise, according to the Dunmore Falls Gazette.", "Dunmore Falls Gazette"),
        ("She told the agency Halva Press that it was late.", "Halva Press"),
        ("She told Adela Voss of The Harbour Post that it was late.", "Harbour Post"),
        ("Peskov told the state news agency TASS on Friday.", "TASS"),
        ("Das berichtet die Süddeutsche Zeitung am Montag.", "Süddeutsche Zeitung"),
        ("Es brennt, sagte ein Sprecher der Deutschen Presse-Agentur.", "dpa"),
        ("Le pont est fermé, a-t-elle déclaré à l’AFP lundi.", "AFP"),
        ("Selon Le Monde, le pont est fermé.", "Le Monde"),
        ("El puente está cerrado, según la agencia EFE.", "EFE"),
        ("Мост закрыт, сообщает Reuters.", "Reuters"),
        ("Как сообщило агентство «Приозёрье-Инфо», мост закрыт.", "Приозёрье-Инфо"),
    ],
)
def test_an_attribution_in_the_lead_is_an_origin(lead: str, origin: str) -> None:
    (found,) = find_origins(f"{lead} {PLAIN}")

    assert found.name == origin
    assert found.span is not None
    assert found.span.of(lead) == found.words
    assert found.words in lead


@pytest.mark.parametrize(
    "lead",
    [
        "Deutsche Post said that its profits rose.",
        "She told Ani that it was late.",
        "He told Hill to leave.",
        "It was wrong, according to the Independent Commission on Policing.",
        "It was wrong, according to the APA guidelines.",
        "Emily Post told her guests to sit.",
        "Michael Bloomberg said he would run. Bloomberg said so twice.",
        "He told reporters, and later told the Star Alliance.",
        "In an interview with CNN broadcast last year, he said so.",
        "The minister told the Times that it was late.",
        "He read it in a newspaper, and Reuters has an office there.",
    ],
)
def test_what_is_no_attribution_to_an_outlet_is_no_origin(lead: str) -> None:
    assert find_origins(f"{lead} {PLAIN}") == ()


def test_one_late_remark_is_a_mention_and_a_second_one_makes_an_origin() -> None:
    once = f"{PLAIN} It was late, the mayor told Reuters."
    twice = f"{once} It was too late, she told Reuters again."

    assert [mention.place for mention in find_mentions(once)] == ["body"]
    assert names(once) == []
    assert names(twice) == ["Reuters"]


def test_in_a_digest_every_item_is_lead() -> None:
    text = f"{PLAIN} It was late, the mayor told Reuters."

    assert names(text, kind="digest") == names(text, kind="live") == ["Reuters"]


@pytest.mark.parametrize(
    ("credit", "kind", "expected"),
    [
        ("(reuters, pir, lud)", "signature", ["Reuters"]),
        ("(dpa/tke)", "signature", ["dpa"]),
        ("(Coastal Wire)", "signature", ["Coastal Wire"]),
        ("Source: Coastal Wire", "source", ["Coastal Wire"]),
        ("Quelle: dpa", "source", ["dpa"]),
        ("Источник: Приозёрье-Инфо", "source", ["Приозёрье-Инфо"]),
        ("With inputs from PTI and Reuters", "source", ["PTI", "Reuters"]),
        ("This story was originally published by ProPublica", "source", ["ProPublica"]),
        ("Exclusive by Reuters", "headline", ["Reuters"]),
        ("By The Associated Press", "byline", ["AP"]),
        ("Par Maëlle Tourvieux avec AFP", "byline", ["AFP"]),
        ("Copyright 2026 The Associated Press. All rights reserved.", "copyright", ["AP"]),
        ("© dpa-infocom, dpa:260303-99-114532/2", "copyright", ["dpa"]),
        ("© 2026 The Harbour Post", "copyright", []),
        ("A Message from The Moscow Times:", "appeal", []),
        ("Source: the mayor", "source", []),
        ("Reporting by Jo Lee; editing by Ann Poe", "source", []),
        ("Published 3 March 2026", "date", []),
    ],
)
def test_a_credit_line_is_an_origin_by_itself(
    credit: str, kind: CreditKind, expected: list[str]
) -> None:
    found = find_origins(PLAIN, [Credit(credit, kind)])

    assert [origin.name for origin in found] == expected
    assert all(origin.words == credit and origin.span is None for origin in found)


def test_a_dateline_and_a_signature_in_the_text_are_credits() -> None:
    text = f"KYIV, March 3 (Reuters) - The city was dark. {PLAIN}It was late. (dpa)"

    found = find_origins(text)

    assert [(o.name, o.words) for o in found] == [
        ("Reuters", "KYIV, March 3 (Reuters) -"), ("dpa", "(dpa)"),
    ]  # fmt: skip
    assert all(o.span is not None and o.span.of(text) == o.words for o in found)


@pytest.mark.parametrize(
    "title",
    ["Reuters: bridge shut", "Bridge shut - Reuters", "Six officials tell Reuters of bridge"],
)
def test_a_headline_credits_an_outlet(title: str) -> None:
    assert names(PLAIN, title=title) == ["Reuters"]


@pytest.mark.parametrize(
    ("outlet", "text"),
    [
        ("REUTERS", "KYIV, March 3 (Reuters) - It was late, the mayor told Reuters."),
        ("Northbank Courier", "It was late, the mayor told the Courier."),
        ("The Harbour Post", "It was late, the mayor told The Harbour Post."),
        ("La Gazette du Port", "C'est tard, a-t-elle déclaré à La Gazette."),
        ("The New York Times", "The Times reported it. She told The Times so."),
    ],
)
def test_an_outlet_is_never_the_origin_of_its_own_article(outlet: str, text: str) -> None:
    assert names(text, outlet=outlet) == []


def test_a_short_form_stands_for_the_name_that_was_given_in_full() -> None:
    text = "The New York Times reported it on Monday. The mayor told the Times that it was late."

    (found,) = find_origins(text)

    assert found.name == "The New York Times"
    assert len(found.mentions) == 2


def test_a_table_of_ones_own_is_used(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_text('[[outlet]]\nname = "Nine Harbours"\n')
    text = "A frigate ran aground, Nine Harbours reported."

    assert names(text) == []
    (found,) = find_origins(text, outlets=load_outlets(tmp_path))
    assert found.name == "Nine Harbours"


def test_the_collections_come_out_as_their_front_matter_says() -> None:
    wrong = {}
    for path in SEEDS:
        given = frontmatter.load(str(path))
        page = strip(clean_text(given.content), title=str(given["title"]))
        found = find_origins(
            page.text, page.credits,
            outlet=str(given["outlet"]), title=page.title, kind=given.get("kind"),  # type: ignore[arg-type]
        )  # fmt: skip
        got = {shipped().canonical(origin.name) for origin in found}
        if got != set(given.get("origins", [])):  # type: ignore[call-overload]
            wrong[path.stem] = got

    assert len(SEEDS) >= 41
    assert wrong == {}
