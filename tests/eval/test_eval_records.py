"""What is recorded of an answer: whose report it is, what it cost, in what conversation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from builders import answer, article, citation, statement
from hypothesis import given
from hypothesis import strategies as st
from small_suite import ARTICLES, CAP, CRIMEA, RIGHT

from eval.corpus import Holdings, originals
from eval.records import Usage, record
from eval.runner import run_suite
from eval.suite import load_suite
from eval.testing import ScriptedArchive
from rag.config import AnswerSection, Config
from rag.errors import ModelDied
from rag.opening import open_engine
from rag.retrieve.conversation import Turn
from rag.testing import HashEmbedder, ScriptedModel, archive_engine
from rag.types import Mode
from rag.types import Usage as Counted

if TYPE_CHECKING:
    from pathlib import Path

    from eval.suite import Suite
    from rag.engine import Engine

WIRE = article("wire", outlet="Coastal Wire", lineage="crash", published="2026-03-02")
STAR = article("star", outlet="The Star", lineage="crash", origins=("coastal wire",))
POST = article("post", outlet="The Post", lineage="crash", published="2026-03-01")
NOTHING = Holdings(texts={}, outlets={}, originals={})


def with_before(suite: Suite, *questions: str) -> Suite:
    """The small suite whose first case is asked after earlier questions."""
    rows = [json.loads(x) for x in suite.cases_path.read_text(encoding="utf-8").splitlines()]
    rows[0]["before"] = list(questions)
    suite.cases_path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return load_suite(suite.path)


def test_the_original_of_a_report_is_the_article_of_the_outlet_that_the_others_name() -> None:
    # The Post was first, but nobody says that the report is the Post's.
    assert originals([POST, STAR, WIRE]) == {"wire": "wire", "star": "wire", "post": "wire"}


def test_a_report_whose_original_is_not_there_has_none() -> None:
    reprint = article("other", outlet="The Ledger", lineage="crash", origins=("Coastal Wire",))

    assert originals([STAR, reprint]) == {}


def test_an_article_that_has_its_report_from_others_is_no_original() -> None:
    """The wire may itself print what an agency wrote."""
    passing_on = article("wire", outlet="Coastal Wire", lineage="crash", origins=("Reuters",))
    star = article("star", outlet="The Star", lineage="crash", origins=("Coastal Wire",))

    assert originals([star, passing_on]) == {}


def test_a_report_that_nobody_took_over_has_no_original() -> None:
    """It would be cited rightly by definition, and hide how often a reprint is cited instead."""
    twice = article("twin", outlet="Coastal Wire", lineage="crash")

    assert originals([WIRE]) == {}
    assert originals([WIRE, twice]) == {}


@given(st.permutations([POST, STAR, WIRE, article("lone", lineage=None)]))
def test_the_order_of_the_articles_does_not_matter(articles: list[object]) -> None:
    assert originals(articles) == originals([POST, STAR, WIRE])  # type: ignore[arg-type]


def test_a_citation_says_whose_report_it_carries() -> None:
    held = Holdings(texts={"star": "The bridge shut. "}, outlets={}, originals={"star": "wire"})

    recorded = record("c", answer(statement("It shut.", citation(of=STAR))), held)

    cited = recorded.citations[0]
    assert (cited.lineage, cited.origins, cited.original) == ("crash", ("coastal wire",), "wire")
    assert cited.found == "The bridge shut."


def test_tokens_and_the_first_statement_are_recorded_where_they_are_known() -> None:
    counted = answer(usage=Counted(90, 40, 12), read_as="How long is the bridge shut?")

    known = record("c", counted, NOTHING, first_statement=0.5)
    unknown = record("c", answer(), NOTHING)

    assert known.usage == Usage(prompt=90, reused=40, written=12)
    assert known.timing is not None
    assert known.timing.first_statement == 0.5
    assert known.read_as == "How long is the bridge shut?"
    assert unknown.usage is None
    assert unknown.timing is not None
    assert unknown.timing.first_statement is None


def test_a_written_answer_carries_the_tokens_of_its_model(tmp_path: Path) -> None:
    model = ScriptedModel(["The bridge was shut on Monday."])
    articles = [{"id": "b", "outlet": "The Post", "text": "The bridge was shut on Monday."}]
    with archive_engine(tmp_path, articles, model=model) as engine:
        *_, written = engine.answer("When was the bridge shut?")
        *_, quoted = engine.answer("When was the bridge shut?", mode=Mode.QUOTE)

    asked = sum(len(message.content.split()) for message in model.prompts[0].messages)
    assert written.answer.usage == Counted(asked, 0, 6)  # type: ignore[union-attr]
    assert quoted.answer.usage is None  # type: ignore[union-attr]


def test_what_an_answer_will_be_traced_to_is_known_before_it_is_given(tmp_path: Path) -> None:
    config = Config(home=tmp_path, answer=AnswerSection(mode=Mode.WRITE))
    with archive_engine(tmp_path, [{"text": "The bridge was shut."}], config=config) as engine:
        for mode in (Mode.QUOTE, Mode.WRITE, Mode.AUTO, None):
            *_, last = engine.answer("Was the bridge shut?", mode=mode)
            given = last.answer  # type: ignore[union-attr]
            assert engine.traced(mode) == (given.mode, given.provenance)


def test_earlier_turns_are_asked_first_and_told_with_the_question(
    suite: Suite, config: Config, tmp_path: Path
) -> None:
    asked = with_before(suite, "When was Crimea annexed?", "How large may the navy be?")
    archive = ScriptedArchive(ARTICLES, RIGHT)

    run = run_suite(asked, config, out=tmp_path / "run", open_archive=lambda *_: archive)

    first, second = Turn("When was Crimea annexed?", CRIMEA.quote), Turn(asked.cases[0].before[1])
    assert [question for question, _ in archive.asked[:3]] == [*asked.cases[0].asked]
    assert archive.told[:4] == [(), (first,), (first, second), ()]
    assert run.answers["cap"].citations[0].quote == CAP.quote
    assert list(run.answers) == ["cap", "crimea", "navy"]


def test_a_model_that_ends_in_an_earlier_turn_fails_the_case(
    suite: Suite, config: Config, tmp_path: Path
) -> None:
    asked = with_before(suite, "Who?")
    dies = {"Who?": ModelDied("the model ended", remedy="Ask again.")}
    archive = ScriptedArchive(ARTICLES, RIGHT | dies)

    run = run_suite(asked, config, out=tmp_path / "run", open_archive=lambda *_: archive)

    assert run.answers["cap"].failure == "the model ended"
    assert run.answers["crimea"].failure is None


def test_a_question_that_leans_on_an_earlier_one_is_read_after_it(
    suite: Suite, config: Config, tmp_path: Path
) -> None:
    """Through the real engine: alone, the question says nothing that could be searched."""
    (suite.corpus / "a.md").unlink()
    rows = [{"id": name, "outlet": outlet, "text": text} for name, outlet, text in ARTICLES]
    lines = "\n".join(map(json.dumps, rows))
    (suite.corpus / "a.jsonl").write_text(lines, encoding="utf-8")
    asked = with_before(suite, "When was Crimea annexed by Moscow?")
    cases = (asked.cases[0].model_copy(update={"question": "And how?"}), *asked.cases[1:])

    def opened(settings: Config, folder: Path) -> Engine:
        return open_engine(settings, archive=folder, model=ScriptedModel(), embedder=HashEmbedder())

    run = run_suite(
        type(asked)(asked.path, asked.spec, cases, asked.lines),
        config, out=tmp_path / "run", open_archive=opened,
    )  # fmt: skip

    assert "Crimea" in str(run.answers["cap"].read_as)
    assert run.answers["crimea"].read_as is None
