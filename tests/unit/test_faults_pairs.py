# ruff: noqa: S311 - nothing here is secret
from __future__ import annotations

from random import Random

import pytest

from eval.faults.change import Setting
from eval.faults.corrupting import CORRUPTIONS, corrupt
from eval.faults.pairs import Document, pairs
from eval.faults.rewriting import REWRITES, merged, rewrite

TEXT = """The mayor, Leonie Haddow, 54, said on Monday that the bridge would stay shut.
About 40 firefighters were sent to the bridge, which was built in 1931.
"I will not put a bus on it until I have seen the foundations," Ilka Bransome said.
The barge struck the pier on 2 March 2026 and injured seven people.
Joren Abel told Greta Sollis that the restaurant had left Port Merrow for Lisbon.
The company did not pay the fine, because the alleged leak may be repaired next week.
Engineers from the city inspected the eastern pier and found a crack in the stone.
The port company is expected to publish a report on the profits of the harbour.
"""
SENTENCES = tuple(TEXT.splitlines())


@pytest.mark.parametrize("kind", CORRUPTIONS)
def test_every_corruption_changes_a_sentence_it_applies_to(kind: str) -> None:
    random = Random(3)

    changes = [corrupt(s, kind, Setting((s,), SENTENCES), random) for s in SENTENCES * 4]

    made = [(s, c) for s, c in zip(SENTENCES * 4, changes, strict=True) if c]
    assert made
    assert all(change.kind == kind and change.text != source for source, change in made)


@pytest.mark.parametrize("kind", CORRUPTIONS)
def test_the_span_of_a_corruption_lies_within_the_claim(kind: str) -> None:
    random = Random(5)

    changes = [corrupt(s, kind, Setting((s,), SENTENCES), random) for s in SENTENCES * 4]

    assert all(0 <= c.span.start <= c.span.end <= len(c.text) for c in changes if c)


@pytest.mark.parametrize(
    ("kind", "source", "wanted"),
    [
        ("figure", "It cost 50% of the price.", "It cost 50 percent of the price."),
        ("figure", "It sold 1.5 million copies.", "It sold 1,500,000 copies."),
        ("day", "It sank on 2 March 2026.", "It sank on March 2, 2026."),
        ("day", "Le 2 mars 2026 the bridge shut.", "2 March 2026 the bridge shut."),
        ("contraction", "He did not go.", "He didn't go."),
        ("abbreviation", "It is in the European Union.", "It is in the EU."),
        ("surname", "The mayor, Leonie Haddow, 54, left.", "The mayor, Haddow, 54, left."),
        ("turned", "The barge was rescued by the navy.", "The navy rescued the barge."),
        ("turned", "The navy rescued the barge on Monday.",
         "The barge was rescued by the navy on Monday."),
        ("reported", '"The bridge is safe," Ilka Bransome said.',
         "Ilka Bransome said that the bridge is safe."),
        ("reported", "According to the police, the bridge was shut on Monday.",
         "The bridge was shut on Monday, according to the police."),
        ("trimmed", "On Monday, the bridge was shut again.", "The bridge was shut again."),
        ("trimmed", "The bridge (built in 1931) was shut again.", "The bridge was shut again."),
        ("unattributed", "The bridge had been shut all day, the police said.",
         "The bridge had been shut all day."),
    ],
)  # fmt: skip
def test_a_rewrite_reads_as_a_person_would_write_it(kind: str, source: str, wanted: str) -> None:
    assert rewrite(source, kind, Random(1)) == wanted


def test_direct_speech_in_the_first_person_is_left_alone() -> None:
    """Whose `I` it is would change with the words around it."""
    assert rewrite('"I saw our bridge fall," Ilka Bransome said.', "reported", Random(1)) is None


def test_a_sentence_that_begins_with_a_contrast_is_not_merged() -> None:
    assert merged("The bridge was shut again.", "But the ferry ran all day.", Random(1)) is None


@pytest.mark.parametrize(
    ("kind", "source", "wanted"),
    [
        ("negation", "The company did not pay the fine.", "The company paid the fine."),
        ("negation", "The bridge was shut.", "The bridge was not shut."),
        ("certainty", "The wall may be repaired.", "The wall will be repaired."),
        ("certainty", "He was accused of theft.", "He was convicted of theft."),
        ("antonym", "His brother left.", "His sister left."),
    ],
)
def test_a_corruption_says_the_opposite(kind: str, source: str, wanted: str) -> None:
    random = Random(2)

    found = {c.text for _ in range(40) if (c := corrupt(source, kind, Setting(), random))}

    assert wanted in found


def test_a_question_and_a_look_forward_are_not_turned_round() -> None:
    assert corrupt("Would you like it?", "negation", Setting(), Random(1)) is None
    assert corrupt("We look forward to it.", "antonym", Setting(), Random(1)) is None


def test_the_same_seed_gives_the_same_pairs() -> None:
    documents = [Document("harbour", TEXT)]

    assert list(pairs(documents, 7)) == list(pairs(documents, 7))
    assert list(pairs(documents, 7)) != list(pairs(documents, 8))


def test_each_fault_comes_with_a_faithful_claim_for_the_same_evidence() -> None:
    made = list(pairs([Document("harbour", TEXT)], 7, rounds=3))

    assert made
    for faithful, fault in zip(made[::2], made[1::2], strict=True):
        assert faithful.label
        assert not fault.label
        assert faithful.evidence == fault.evidence
        assert faithful.claim != fault.claim
        assert 1 <= len(faithful.evidence) <= 5
        assert (faithful.span, fault.span is None) == (None, False)


def test_no_fault_is_a_sentence_of_its_evidence() -> None:
    made = list(pairs([Document("harbour", TEXT)], 1, rounds=5))

    assert not any(pair.claim in pair.evidence for pair in made if not pair.label)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Oui.", "a" * 5000, "\x00\ud800 the of.", "שלום. 你好。"]
)
def test_text_without_usable_sentences_gives_no_pairs(text: str) -> None:
    assert list(pairs([Document("odd", text)], 1)) == []


@pytest.mark.parametrize("kind", REWRITES)
def test_a_rewrite_never_gives_an_empty_sentence(kind: str) -> None:
    found = [rewrite(s, kind, Random(n)) for s in SENTENCES for n in range(5)]

    assert all(new is None or len(new.split()) >= 4 for new in found)


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("number", "The town lost more than 40 ferries."),
        ("number", "The town lost fewer than 40 ferries."),
        ("date", "It took more than a decade."),
    ],
)
def test_a_bound_is_not_moved_to_where_the_claim_stays_true(kind: str, source: str) -> None:
    """Who lost more than 40 lost more than 30 too."""
    found = [c for n in range(60) if (c := corrupt(source, kind, Setting(), Random(n)))]

    figures = [int(word) for c in found for word in c.text.split() if word.isdigit()]
    assert all(n > 40 if "more" in source else n < 40 for n in figures)
    assert kind == "number" or not found


def test_an_abbreviation_at_the_end_keeps_one_full_stop() -> None:
    found = rewrite("It arrived at 6 a.m. on Monday.", "trimmed", Random(1))

    assert found == "It arrived at 6 a.m."
