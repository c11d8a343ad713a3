"""What a comparison of accounts promises, on sentences small enough to be judged by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.answer.conflicts import Difference, Matter, Relation, Told, differences

if TYPE_CHECKING:
    from rag.types import Kind


def told(
    article: str,
    text: str,
    *,
    published: str | None = "2026-05-04",
    outlet: str | None = None,
    origins: frozenset[str] | None = None,
    kind: Kind | None = "news",
    title: str = "",
    before: str = "",
    after: str = "",
    ordinal: int = 0,
) -> Told:
    outlet = outlet or article.title()
    return Told(
        article, ordinal, text, outlet, origins or frozenset({outlet}), published, kind,
        title, before, after,
    )  # fmt: skip


SEVEN = "Seven people were injured in the collision at the Sallow Bridge."
NINE = "Nine people were injured in the collision at the Sallow Bridge."


def only(found: list[Difference]) -> Difference:
    assert len(found) == 1
    return found[0]


def said(difference: Difference) -> list[str]:
    return [position.says for position in difference.positions]


def test_two_figures_for_one_thing_are_a_conflict_with_the_words_that_differ() -> None:
    one, other = told("post", SEVEN), told("courier", NINE)

    difference = only(differences([one, other]))

    assert (difference.matter, difference.relation) == (Matter.NUMBER, Relation.CONFLICT)
    assert sorted(said(difference)) == ["Nine", "Seven"]
    assert [p.voices[0].spans[0].of(p.voices[0].told.text) for p in difference.positions] == said(
        difference
    )


def test_reprints_of_one_report_are_one_origin_however_many_they_are() -> None:
    wire = frozenset({"lineage w"})
    copies = [told(f"copy{n}", SEVEN, origins=wire) for n in range(4)]

    difference = only(differences([*copies, told("courier", NINE)]))

    assert [(p.says, len(p.voices), p.origins) for p in difference.positions] == [
        ("Seven", 4, 1),
        ("Nine", 1, 1),
    ]


def test_the_side_with_more_origins_comes_first() -> None:
    found = differences([told("a", NINE), told("b", SEVEN), told("c", SEVEN)])

    assert said(only(found)) == ["Seven", "Nine"]


def test_a_toll_that_grew_by_the_next_day_is_superseded_and_not_a_conflict() -> None:
    first = told("a", "The quake in Irkova killed 12 people.", published="2026-05-04")
    second = told("b", "The quake in Irkova has killed 31 people.", published="2026-05-06")

    difference = only(differences([second, first]))

    assert difference.relation is Relation.SUPERSEDED
    assert said(difference) == ["12", "31"]


def test_a_toll_that_shrank_without_a_word_is_a_conflict() -> None:
    first = told("a", "The quake in Irkova killed 31 people.", published="2026-05-04")
    second = told("b", "The quake in Irkova killed 12 people.", published="2026-05-06")

    assert only(differences([first, second])).relation is Relation.CONFLICT


def test_two_counts_as_of_one_hour_conflict_although_one_was_printed_later() -> None:
    hour = ", a spokeswoman told the {} at 6 p.m. on Monday."
    one = told("post", SEVEN[:-1] + hour.format("Post"), published="2026-05-04T19:40")
    other = told("courier", NINE[:-1] + hour.format("Courier"), published="2026-05-04T22:40")

    assert only(differences([one, other])).relation is Relation.CONFLICT


def test_a_chain_of_counts_is_told_once_from_the_oldest_to_the_newest() -> None:
    counts = [
        told(f"day{day}", f"The flood in Trevo killed {n} people.", published=f"2026-05-0{day}")
        for day, n in ((3, 11), (5, 23), (7, 40))
    ]

    assert said(only(differences(counts[::-1]))) == ["11", "23", "40"]


def test_what_an_outlet_corrects_is_superseded_for_everybody() -> None:
    wrong = told("ledger1", "The barge Belle was carrying 490 tonnes of gravel.", outlet="Ledger")
    right = told(
        "ledger2", "The barge Belle was carrying 940 tonnes of gravel.", outlet="Ledger",
        title="Correction: cargo of the Belle", published="2026-05-05",
    )  # fmt: skip

    difference = only(differences([wrong, right]))

    assert difference.relation is Relation.SUPERSEDED
    assert said(difference) == ["490 tonnes", "940 tonnes"]


def test_a_figure_that_is_given_as_the_older_one_conflicts_with_nothing() -> None:
    new = "The number of people evacuated from Trevo was revised to 2,610, up from 1,800."
    old = "By Saturday 1,800 people had been evacuated from Trevo."

    found = differences([told("a", old, published="2026-05-02"), told("b", new)])

    assert [d.relation for d in found] == [Relation.SUPERSEDED]


def test_opinion_and_releases_are_no_side_but_are_told_beside() -> None:
    voices = [told("a", SEVEN), told("b", NINE, kind="opinion")]

    difference = only(differences(voices))

    assert difference.relation is Relation.ASIDE
    assert said(difference) == ["Seven"]
    assert [v.told.article for v in difference.aside] == ["b"]


@pytest.mark.parametrize("kind", ["opinion", "release"])
def test_two_texts_that_are_no_reporting_differ_in_nothing(kind: Kind) -> None:
    assert differences([told("a", SEVEN, kind=kind), told("b", NINE, kind=kind)]) == []


def test_a_rounding_is_narrower_and_no_conflict() -> None:
    about = told("a", "About 200 people were arrested in Dalmar on Monday.")
    exact = told("b", "Police arrested 212 people in Dalmar on Monday.")

    assert only(differences([about, exact])).relation is Relation.NARROWER


def test_some_of_the_injured_are_a_part_of_them() -> None:
    part = told("a", "Five of the injured were passengers on a bus at the Sallow Bridge.")

    assert only(differences([part, told("b", NINE)])).relation is Relation.NARROWER


def test_the_same_quotation_in_other_words_is_found_with_both_wordings() -> None:
    true = '"We would rather talk for a week than strike for a day," said Maud Kestrin.'
    altered = '"We would rather strike for a week than talk for a day," said Maud Kestrin.'

    difference = only(differences([told("a", true), told("b", true), told("c", altered)]))

    assert difference.matter is Matter.QUOTATION
    assert [len(p.voices) for p in difference.positions] == [2, 1]


def test_a_bare_denial_is_joined_to_the_allegation_before_it() -> None:
    alleged = told("a", "A mechanic has alleged that the alarm on the Belle was disconnected.")
    between = told("a", "He left the company in February.", ordinal=1)
    denied = told("a", "Veldon denied the allegation.", ordinal=2)

    difference = only(differences([alleged, between, denied]))

    assert difference.matter is Matter.DENIAL
    assert [p.voices[0].told.ordinal for p in difference.positions] == [0, 2]


def test_declining_to_comment_denies_nothing() -> None:
    alleged = told("a", "A mechanic has alleged that the alarm on the Belle was disconnected.")

    assert differences([alleged, told("a", "Veldon declined to comment.", ordinal=1)]) == []


def test_two_successors_of_one_figure_are_told_apart_and_conflict_with_each_other() -> None:
    early = told("live", "Police say two people are hurt at the Sallow Bridge.",
                 published="2026-05-04T07:25")  # fmt: skip
    later = [told("a", SEVEN, published="2026-05-04T19:00"),
             told("b", NINE, published="2026-05-04T19:30")]  # fmt: skip

    found = differences([early, *later])

    assert sorted((d.relation.value, sorted(said(d))) for d in found) == [
        ("conflict", ["Nine", "Seven"]),
        ("superseded", ["Nine", "two"]),
        ("superseded", ["Seven", "two"]),
    ]


def test_an_early_figure_that_an_entry_of_a_live_report_replaces_is_superseded() -> None:
    entries = [
        told("live", "07.25 Police say two people are hurt.", kind="live",
             title="Collision at the Sallow Bridge"),
        told("live", "09.10 The commander now puts the number of injured at seven.", kind="live",
             title="Collision at the Sallow Bridge", ordinal=1,
             after="That replaces the two given by police at 07.25."),
    ]  # fmt: skip

    assert only(differences(entries)).relation is Relation.SUPERSEDED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dorn spent 12 million euros on schools.", "Dorn spent 7 million euros on roads."),
        ("Police held 41 people in Dorn on Monday.", "Police held 17 people in Dorn on Tuesday."),
        ("Varnia lost 40 soldiers at Orsa.", "Tessaly lost 65 soldiers at Orsa."),
        ("La ville a compté 2 350 personnes évacuées.", "Trevo counted 350 people evacuated."),
        ("The wall at Orsa is 30 metres long.", "The wall at Orsa is 5 metres high."),
    ],
)
def test_what_is_of_other_things_is_no_conflict(one: str, other: str) -> None:
    assert differences([told("a", one), told("b", other)]) == []


def test_the_order_of_the_sentences_changes_no_finding() -> None:
    sentences = [
        told("a", SEVEN), told("b", NINE), told("c", SEVEN),
        told("d", "The quake in Irkova killed 12 people."),
        told("e", "The quake in Irkova killed 31 people.", published="2026-05-07"),
    ]  # fmt: skip
    turned = [*sentences[2:][::-1], *sentences[:2]]

    def plain(found: list[Difference]) -> set[object]:
        return {
            (d.matter, d.relation, frozenset(v.told.article for p in d.positions for v in p.voices))
            for d in found
        }

    assert plain(differences(turned)) == plain(differences(sentences))
    assert len(plain(differences(sentences))) == 2


def test_vectors_can_rule_a_pair_out_and_never_in() -> None:
    sentences = [told("a", SEVEN), told("b", NINE)]
    apart, alike = np.eye(2, dtype=np.float32), np.ones((2, 1), dtype=np.float32)

    assert differences(sentences, apart) == []
    assert len(differences(sentences, alike)) == 1
    assert differences([told("a", "The zoo has 14 lions."), told("b", "It rained.")], alike) == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "“", "12", "7-7-7 3:2,1 $ % 12,,3", "\x1b[2J9 dead", "No no no not 0", "а" * 700],
)
def test_odd_text_is_read_without_an_error(text: str) -> None:
    sentences = [told("a", text, published="soon"), told("b", NINE), told("c", text)]

    assert all(d.positions for d in differences(sentences))


def test_nothing_given_differs_in_nothing() -> None:
    assert differences([]) == []
