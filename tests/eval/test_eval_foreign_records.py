"""What becomes of another program's answer: where its passages stand, and what it really cites."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from breakable import BUILDER, CARGO, MAYOR, SHELF, STRIKE, WIRE, VerbatimJudge
from hypothesis import given
from hypothesis import strategies as st
from strategies import wild_text

from eval.adapters.foreign import Foreign, Given
from eval.adapters.matching import match
from eval.adapters.placing import Places
from eval.adapters.reading import read_foreign
from eval.adapters.recording import is_refusal, record_foreign, weighed
from eval.adapters.scoring import Answers, score_alone, score_with_suite
from eval.folder import save_run
from eval.judging import judged
from eval.records import Recorded
from eval.saved import CorpusUsed, load_run
from eval.shelf import Stocked
from eval.suite import Suite, SuiteSpec
from rag.errors import SuiteInvalid

if TYPE_CHECKING:
    from pathlib import Path

PLACES = Places(SHELF)
FIRST = "The barge Marten Belle hit the pier on Monday with 940 tonnes of gravel on board."
SPEC = SuiteSpec(
    name="small",
    version=1,
    corpus="-",
    cases="-",
    scorers=("right_citation", "quote_exact", "citation_recall", "declined_correctly", "uncited"),
    require={"right_citation": 1.0},
)


def answered(answer: str, *passages: str, **fields: object) -> Foreign:
    given = tuple(map(Given, passages))
    return Foreign("line 1", CARGO.question, answer, given)._replace(**fields)


def recorded(answer: str, *passages: str) -> Recorded:
    found = record_foreign("cargo", answered(answer, *passages), PLACES)
    return weighed(judged(found, VerbatimJudge()))


def suite_of(folder: Path) -> Suite:
    cases = (CARGO, MAYOR, BUILDER)
    return Suite(folder / "small.toml", SPEC, cases, {case.id: 1 for case in cases})


def test_a_passage_is_cited_from_the_place_where_it_stands() -> None:
    passage = "dockers voted for a strike of two days"

    [said] = recorded("They voted [1].", passage).statements

    [cited] = said.citations
    assert (cited.article, cited.outlet, cited.quote) == ("strike", "The Post", passage)
    assert STRIKE[cited.start : cited.end] == cited.quote == cited.found


def test_only_blanks_may_differ_and_the_articles_own_are_quoted() -> None:
    """Other programs cut and join lines; the words must be the article's, letter by letter."""
    [found] = recorded("It hit [1].", "  hit the\n pier  on Monday ").citations
    [lost] = recorded("It hit [1].", "hit the Pier on Monday").citations

    assert (found.quote, found.article) == ("hit the pier on Monday", "wire")
    assert (lost.article, lost.quote, lost.found) == ("passage 1", "hit the Pier on Monday", "")


def test_of_articles_with_the_same_words_the_one_with_its_title_is_cited() -> None:
    untitled = PLACES.find(Given(FIRST))
    titled = PLACES.find(Given(FIRST, title="reprint"))

    assert untitled is not None
    assert titled is not None
    assert [place.shelved.article.id for place in (untitled, titled)] == ["wire", "reprint"]


@pytest.mark.parametrize("mark", ["[2]", "[0]", "[99999999999999999999]"])
def test_a_mark_beyond_the_passages_is_a_citation_that_the_reader_sees(mark: str) -> None:
    """A reader must see the bad citation, because deleting it hides the fault."""
    [said] = recorded(f"It hit the pier {mark}.", FIRST).statements

    [cited] = said.citations
    assert (cited.article, cited.quote) == (f"passage {mark.strip('[]')}", "")
    assert said.support == "unsupported"
    assert said.reason == f"There is no {cited.article}."


def test_support_is_the_judges_word_and_what_cites_nothing_has_none() -> None:
    carried, other, bare = recorded(f"{FIRST} [1] It sank [1]. It burned.", FIRST).statements

    assert (carried.support, carried.reason) == ("supported", "Its citations carry it.")
    assert (other.support, other.reason) == ("unsupported", "Its citations do not carry it.")
    assert (bare.support, bare.reason) == ("unsupported", "It cites nothing.")


def test_passages_are_what_was_looked_at_in_their_order() -> None:
    seen = record_foreign("cargo", answered("So.", FIRST, "Nobody wrote this."), PLACES).seen

    assert [(s.article, s.text, s.score) for s in seen] == [
        ("wire", FIRST, 1.0),
        ("passage 2", "Nobody wrote this.", 0.5),
    ]


@pytest.mark.parametrize(
    ("answer", "declines"),
    [
        ("", True),
        ("I do not know.", True),
        ("I don’t know the answer. The passages do not mention it.", True),
        ("None of the sources are helpful.", True),
        ("The sources do not say who built it, but it was the city.", True),
        ("I do not know. The city built it in 1931.", False),
        ("The minister said that he does not know who did it [1].", False),
        ("The city built it.", False),
        ("The bridge is not open.", False),
    ],
)
def test_an_answer_that_only_says_it_does_not_know_declines(answer: str, *, declines: bool) -> None:
    assert is_refusal(answered(answer)) == declines
    assert record_foreign("cargo", answered(answer), PLACES).declined == declines


def test_a_program_may_say_itself_whether_it_declines() -> None:
    assert not is_refusal(answered("I do not know.", declined=False))
    assert is_refusal(answered("Sorry!", declined=True))


@given(st.sampled_from(sorted(SHELF)), st.integers(0, 60), st.integers(1, 80))
def test_whatever_is_cut_out_of_an_article_is_found_there(
    name: str, start: int, length: int
) -> None:
    text = SHELF[name].text
    piece = text[start : start + length]

    place = PLACES.find(Given(piece, title=name))

    if piece.strip():
        assert place is not None
        assert place.span.of(place.shelved.text).split() == piece.split()
        assert place.shelved.text == text


@given(wild_text(), st.lists(wild_text(), max_size=3))
def test_any_answer_becomes_a_record_that_can_be_saved(answer: str, passages: list[str]) -> None:
    """Halves of surrogate pairs end where a file is read."""
    clean = [one.encode("utf-8", "replace").decode() for one in (answer, *passages)]

    found = record_foreign("cargo", answered(*clean), PLACES)

    assert Recorded.model_validate_json(found.model_dump_json()) == found


def test_half_a_character_is_shown_as_one_that_cannot_be_read(tmp_path: Path) -> None:
    """A record that holds it could be neither saved nor hashed."""
    row = {"question": "Q?", "answer": "A \ud83d.", "passages": ["\ude00", {"text": "\ud800"}]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")

    [answer] = read_foreign(tmp_path / "a.jsonl")

    assert answer.answer == "A \ufffd."
    assert [given.text for given in answer.passages] == ["\ufffd", "\ufffd"]


def test_answers_are_matched_by_id_and_else_by_question(tmp_path: Path) -> None:
    given = [
        answered("A.", id="mayor", question="Something else?"),
        answered("B.", id="unknown", question=" how much  GRAVEL was on board? "),
        answered("C.", question="Who else?", place="line 3"),
    ]

    matched = match(suite_of(tmp_path), given, tmp_path / "a.jsonl")

    assert {case: one.answer for case, one in matched.by_case.items()} == {
        "mayor": "A.",
        "cargo": "B.",
    }
    assert matched.unanswered == ("builder",)
    assert [one.place for one in matched.unasked] == ["line 3"]


def test_two_answers_to_one_case_and_none_to_any_are_errors(tmp_path: Path) -> None:
    suite, path = suite_of(tmp_path), tmp_path / "a.jsonl"

    with pytest.raises(SuiteInvalid, match="answered before, in line 1"):
        match(suite, [answered("A."), answered("B.", place="line 2")], path)
    with pytest.raises(SuiteInvalid, match="no answer in it is to a question"):
        match(suite, [answered("A.", question="Who?")], path)


def test_answers_are_scored_as_a_run_of_the_suite_is(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{}", encoding="utf-8")
    given = (
        answered(f"{FIRST} [1] It sank [1].", WIRE),
        answered("I do not know.", id="builder", question="?"),
    )
    stocked = Stocked(SHELF, CorpusUsed(path="-", sha256="", archive_sha256="", articles=4))

    scored = score_with_suite(
        Answers(path, given, VerbatimJudge(), ""), suite_of(tmp_path), stocked, tmp_path / "run"
    )
    save_run(scored.run)

    values = {
        name: {case: score and score.value for case, score in by_case.items()}
        for name, by_case in scored.run.scores.items()
    }
    # One of two statements is in the passage it cites; both cite it, from where it stands.
    assert values == {
        "right_citation": {"cargo": 1.0, "builder": None},
        "quote_exact": {"cargo": 1.0, "builder": None},
        "citation_recall": {"cargo": 0.5, "builder": None},
        "declined_correctly": {"cargo": None, "builder": 1.0},
        "uncited": {"cargo": 0.0, "builder": None},
    }
    assert load_run(tmp_path / "run") == scored.run


def test_without_a_suite_only_what_needs_no_gold_is_scored(tmp_path: Path) -> None:
    path = tmp_path / "My Results.jsonl"
    path.write_text("{}", encoding="utf-8")
    given = (
        answered("It is small [1].", "It is small. It is old.", reference="small", seconds=2.0),
        answered("It is big [1].", "It is small."),
    )

    run = score_alone(Answers(path, given, VerbatimJudge(), ""), tmp_path / "run").run

    assert run.manifest.suite.name == "my-results"
    values = {name: [s and s.value for s in by.values()] for name, by in run.scores.items()}
    assert values["citation_recall"] == [1.0, 0.0]
    assert values["answer_exact"] == [1.0, None]
    assert values["latency"] == [2.0, None]
    assert "right_citation" not in values
    assert "quote_exact" not in values
