"""Drafting: which questions come of an archive, and what stands behind each."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest
from builders import article, sentences
from drafting_desk import POST, shelf
from hypothesis import given
from strategies import prose, wild_text

from eval.corpus import require_whole
from eval.drafting.corpus import stays_the_same
from eval.drafting.drafting import draft_cases, draft_suite
from eval.drafting.exchanging import Names, exchanged
from eval.drafting.finding import candidates, read_article, speakers
from eval.drafting.saved import load_drafts, save_drafts
from eval.drafting.writing import Writer, holds
from eval.suite import check_gold, load_suite
from rag.errors import Interrupted, SuiteInvalid, UsageProblem
from rag.testing import ScriptedModel, archive_engine

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = frozenset("open close carry the shelter reach".split())


def asked(text: str, known: frozenset[str] = KNOWN) -> dict[str, tuple[str, ...]]:
    """Questions and wordings of the answer that come of a text."""
    read = read_article(article(), sentences(text))
    persons = speakers(read)
    return {c.question: c.key for one in read for c in candidates(one, known, persons)}


@pytest.mark.parametrize(
    ("text", "question", "key"),
    [
        (
            "The barge was carrying 490 tonnes of gravel from the quarry at Oxlode.",
            "How many tonnes of gravel was the barge carrying from the quarry at Oxlode?",
            ("490 tonnes",),
        ),
        (
            "Seven people were injured in the collision at the Sallow Bridge.",
            "How many people were injured in the collision at the Sallow Bridge?",
            ("Seven", "7"),
        ),
        (
            "The number 14 bus had 22 people on board when the Marten Belle struck it.",
            "How many people did the number 14 bus have on board when the Marten Belle struck it?",
            ("22",),
        ),
        (
            "The Ninefold Cut reopened to boats at noon.",
            "At what time did the Ninefold Cut reopen to boats?",
            ("noon",),
        ),
        (
            "The mayor opened a shelter for families from Lowmarket in the Corn Exchange.",
            "Where did the mayor open a shelter for families from Lowmarket?",
            ("Corn Exchange",),
        ),
        (
            '"We saw it coming and nobody listened," said Odile Marsh, a lock keeper.',
            "Who said “We saw it coming and nobody listened”?",
            ("Odile Marsh", "Marsh"),
        ),
    ],
)
def test_a_plain_sentence_is_turned_into_the_question_that_it_answers(
    text: str, question: str, key: tuple[str, ...]
) -> None:
    assert asked(text, KNOWN | {"reopen"})[question] == key


@pytest.mark.parametrize(
    "text",
    [
        "He was carrying 490 tonnes of gravel from the quarry at Oxlode.",
        "Officials said the barge was carrying 490 tonnes from Oxlode on Monday.",
        "A barge loaded with gravel struck a pier of the Sallow Bridge on Monday.",
        "The Lady Corran carried 214 passengers and 31 cars to Greyling.",
        "The G20 met in Port Merrow without the minister of Oxlode.",
        "The gauge at the Customs House rose to 4.7 metres on the Saturday in question.",
    ],
    ids=["leans", "somebody says so", "two verbs", "joined", "a name", "led to"],
)
def test_a_sentence_that_a_template_would_get_wrong_is_passed_over(text: str) -> None:
    assert not [q for q in asked(text) if q.startswith(("How", "When did A"))]


def test_opinion_and_other_languages_are_not_asked_about() -> None:
    text = "Seven people were injured in the collision at the Sallow Bridge."

    assert read_article(article(kind="opinion"), sentences(text)) == []
    assert read_article(article(language="fr"), sentences(text)) == []


@given(prose() | wild_text())
def test_gold_words_are_always_verbatim_and_never_give_themselves_away(text: str) -> None:
    read = read_article(article(), sentences(text))
    persons = speakers(read)

    for one in read:
        for candidate in candidates(one, KNOWN, persons):
            assert candidate.gold
            assert candidate.gold in candidate.sentence.text
            assert any(word in candidate.gold for word in candidate.key)
            assert candidate.key[0] not in candidate.question
            assert candidate.question.endswith("?")


def test_an_answer_that_stands_elsewhere_too_is_gold_there_as_well(tmp_path: Path) -> None:
    """A right answer that cites the other outlet must not be called wrong."""
    with shelf(tmp_path) as library:
        drafted = draft_cases(library, count=20, seed=7)

    (cargo,) = [d for d in drafted.drafts if d.case.key == (("490 tonnes",),)]
    assert {gold.article for gold in cargo.case.gold} == {"post", "radio"}
    assert set(cargo.case.outlets) == {"The Harbour Post", "Quay Radio"}
    assert cargo.case.question.startswith("How many tonnes of gravel was the barge carrying")


def test_accounts_that_differ_are_pointed_out_to_whoever_accepts(tmp_path: Path) -> None:
    with shelf(tmp_path) as library:
        drafted = draft_cases(library, count=20, seed=7)

    (hurt,) = [d for d in drafted.drafts if d.case.key in {(("Seven", "7"),), (("Nine", "9"),)}]
    assert hurt.note in {
        "accounts differ: “Nine” (Quay Radio)",
        "accounts differ: “Seven” (Northbank Courier)",
    }


def test_questions_without_an_answer_are_made_of_others_and_looked_up(tmp_path: Path) -> None:
    with shelf(tmp_path) as library:
        drafted = draft_cases(library, count=10, seed=7)

    without = [d for d in drafted.drafts if not d.case.answerable]
    assert without
    for draft in without:
        assert draft.case.tags[0] == "unanswerable"
        assert " in place of " in draft.note
        assert not any(draft.case.question == other.case.question for other in drafted.drafts
                       if other.case.answerable)  # fmt: skip


def test_an_exchanged_name_that_the_archive_does_tell_of_is_not_taken(tmp_path: Path) -> None:
    """The gravel went to the Brightwater quay and, in another article, to Oxlode."""
    more = "The barge was carrying 490 tonnes of gravel to the Oxlode quay in Port Merrow."
    archive = [
        {"id": "one", "outlet": "The Harbour Post", "text": f"{POST} It was seen in Oxlode."},
        {"id": "two", "outlet": "Quay Radio", "text": more},
    ]  # fmt: skip
    with shelf(tmp_path, archive) as library:
        drafted = draft_cases(library, count=20, seed=7)

    without = [d.case.question for d in drafted.drafts if not d.case.answerable]
    assert not [q for q in without if "gravel" in q and "Oxlode" in q]


def test_an_exchange_takes_a_name_of_the_same_sort() -> None:
    question = "How many people were injured in Lowmarket?"
    known = Names(places=("Lowmarket", "Eelgate"), persons=("Odile Marsh",))

    draw = Random(1)  # noqa: S311 - not for secrets
    made = {one.question for one in exchanged(question, known, draw)}

    assert "How many people were injured in Eelgate?" in made
    assert "How many people were arrested in Lowmarket?" in made
    assert not [one for one in made if "Odile" in one]


def test_the_same_archive_count_and_seed_give_the_same_drafts(tmp_path: Path) -> None:
    with shelf(tmp_path) as library:
        first, second = (draft_cases(library, count=9, seed=3) for _ in range(2))
        other = draft_cases(library, count=9, seed=4)

    assert first == second
    assert first != other


def test_a_drafted_suite_stands_alone_and_its_accepted_cases_hold(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    with shelf(tmp_path) as library:
        made = draft_suite(library, folder, name="mine", count=20, seed=7)
        assert not made.suite.exists()
        accepted = [d.model_copy(update={"status": "accepted"}) for d in made.drafts]
        save_drafts(folder, made.head, accepted)

    suite = load_suite(made.suite)
    with archive_engine(tmp_path / "other") as engine:
        require_whole(engine.ingest([str(suite.corpus)]), suite.corpus)
        articles = engine.articles()
        texts = {one.id: engine.text(one.id) for one in articles}
        check_gold(suite, texts, {one.id: one.outlet for one in articles})

    assert len(suite.cases) == len(made.drafts)
    assert load_drafts(folder).drafts == tuple(accepted)


def test_an_article_that_would_lose_a_line_when_taken_in_again_is_not_asked_about() -> None:
    text = "The wall fell at noon."

    whole = article(sha256="0" * 64, outlet="The Harbour Post")

    assert not stays_the_same(whole, text)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")

    with shelf(tmp_path) as library, pytest.raises(UsageProblem, match="is not empty"):
        draft_suite(library, folder, name="mine", count=5, seed=7)

    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_an_archive_that_gives_no_question_is_said_to(tmp_path: Path) -> None:
    archive = [{"id": "a", "outlet": "The Post", "text": "It rained. Nobody minded."}]

    with shelf(tmp_path, archive) as library, pytest.raises(SuiteInvalid, match="could be made"):
        draft_suite(library, tmp_path / "mine", name="mine", count=5, seed=7)

    assert not (tmp_path / "mine").exists()


def test_a_drafting_that_is_stopped_writes_nothing(tmp_path: Path) -> None:
    with shelf(tmp_path) as library, pytest.raises(Interrupted):
        draft_suite(library, tmp_path / "mine", name="m", count=5, seed=7, stop=lambda: True)

    assert not (tmp_path / "mine").exists()


def test_what_a_model_words_is_held_to_the_sentence() -> None:
    text = "Storm Ysolde, which had been forecast, left 1,800 homes in Lowmarket without power."
    sentence, answer = text, "1,800"

    assert holds("How many homes in Lowmarket were left without power?", sentence, answer)
    assert not holds("How many homes were left without power in Eelgate?", sentence, answer)
    assert not holds("How many of 1,800 homes were left without power?", sentence, answer)
    assert not holds("Storm Ysolde left homes without power.", sentence, answer)
    assert not holds("Why was the government so slow to help anybody?", sentence, answer)


def test_a_model_words_questions_where_no_template_can() -> None:
    text = "Storm Ysolde, which had been forecast, left 1,800 homes in Lowmarket without power."
    question = "How many homes in Lowmarket did the storm leave without power?"
    model = ScriptedModel([question])

    (found,) = Writer(model, "small", 7).candidates(read_article(article(), sentences(text)))

    assert (found.question, found.key, found.made_by) == (question, ("1,800",), "small")
    assert found.gold == text
    assert text in model.prompts[0].messages[-1].content


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"draft": {"case": {"id": "a", "question": "Q?", "answerable": False},
                    "made_by": "template", "mood": 1}}, "unknown key"),
        ({"draft": {"case": {"id": "a", "question": "Q?", "answerable": True, "key": [["x"]],
                    "outlets": ["P"], "gold": [{"article": "post", "words": "no such words"}]},
                    "made_by": "template"}}, "are not in the article"),
    ],
)  # fmt: skip
def test_a_draft_that_was_spoiled_by_hand_is_named_by_its_line(
    tmp_path: Path, line: dict[str, object], problem: str
) -> None:
    folder = tmp_path / "mine"
    with shelf(tmp_path) as library:
        draft_suite(library, folder, name="mine", count=2, seed=7)
    with (folder / "drafts.jsonl").open("a", encoding="utf-8") as opened:
        opened.write(json.dumps(line) + "\n")

    with pytest.raises(SuiteInvalid, match=problem) as caught:
        load_drafts(folder)

    assert "drafts.jsonl (line " in str(caught.value.detail)
