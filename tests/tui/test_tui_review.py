"""Drafts of a suite reviewed by key: every word is on the disk before the next."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from desk import NARROW, WIDE, open_desk
from evaluations import engine_at
from textual.widgets import Input

from eval.drafting.corpus import ArticleLine
from eval.drafting.saved import Draft, Head, load_drafts, save_drafts
from eval.suite import Case, Gold, load_suite
from rag.errors import DiskProblem
from tui.screens.review import ReviewScreen
from tui.workers import evaluating
from tui.workers.evaluating import DraftsMade, RunEnded, RunFailed, ShelfRead

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk import Desk

TEXT = "Seven people were injured. \x1b[31m[bold]The canal[/bold] reopened at noon."


def draft(name: str, words: str, key: str) -> Draft:
    """A draft that the article answers."""
    case = Case(
        id=name, question=f"What of [red]{name}[/red]?", answerable=True,
        gold=(Gold(article="a", words=words),), outlets=("The Post",), key=((key,),),
        tags=("figure",),
    )  # fmt: skip
    return Draft(case=case, made_by="template", note="accounts differ: “Nine” (Quay Radio)")


WITHOUT = Draft(
    case=Case(id="crew", question="How large is the crew?", answerable=False, tags=("x",)),
    made_by="template",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "eval" / "suites" / "mine"
    folder.mkdir(parents=True)
    blank = dict.fromkeys(("title", "author", "published", "url", "language", "kind"))
    article = ArticleLine(id="a", outlet="The Post", origins=(), text=TEXT, **blank)
    (folder / "articles.jsonl").write_text(article.model_dump_json() + "\n", encoding="utf-8")
    drafts = [draft("hurt", "Seven people", "Seven"), draft("canal", "at noon", "noon"), WITHOUT]
    save_drafts(folder, Head(name="mine", seed=7), drafts)
    return folder


async def open_review(desk: Desk) -> ReviewScreen:
    """Go to the evaluation and look the drafts over."""
    await desk.pilot.press("f5")
    await desk.until(ShelfRead)
    await desk.pilot.press("v")
    await desk.until(DraftsMade)
    await desk.pilot.pause()
    screen = desk.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def said(folder: Path) -> list[str]:
    return [one.status for one in load_drafts(folder).drafts]


def others(folder: Path) -> list[str]:
    """What stands beside the folder of drafts, and outside of all of them."""
    here = [*folder.parent.iterdir(), *folder.parent.parent.glob("[Cc]ouncil*")]
    return [path.name for path in here if path != folder]


async def test_drafts_are_accepted_refused_and_taken_back_by_key(
    folder: Path, tmp_path: Path
) -> None:
    async with open_desk(engine_at(tmp_path)) as desk:
        screen = await open_review(desk)
        first, cited = desk.screen_text(), screen.text.cited_words
        await desk.pilot.press("a", "r", "u")
        await desk.pilot.pause()
        undone = said(folder)
        await desk.pilot.press("a", "r")
        await desk.pilot.pause()
        done = desk.screen_text()
        await desk.pilot.press("escape")
        await desk.until(ShelfRead, 2)
        listed = desk.screen_text()

    assert "What of [red]hurt[/red]?" in first
    assert "accounts differ: “Nine” (Quay Radio)" in first
    assert cited == "Seven people"
    assert undone == ["accepted", "proposed", "proposed"]
    assert said(folder) == ["accepted", "accepted", "refused"]
    assert "3/3" in done
    assert "All drafts are decided" in done
    assert [case.id for case in load_suite(folder / "mine.toml").cases] == ["hurt", "canal"]
    assert "2 cases · yours" in listed


async def test_a_review_that_was_left_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    async with open_desk(engine_at(tmp_path)) as desk:
        await open_review(desk)
        await desk.pilot.press("a")
        await desk.pilot.pause()

    async with open_desk(engine_at(tmp_path)) as desk:
        again = await open_review(desk)

        assert again.review.draft.case.id == "canal"
        assert "1/3" in desk.screen_text()
    assert said(folder)[0] == "accepted"


async def test_a_draft_is_mended_and_a_wrong_mend_changes_nothing(
    folder: Path, tmp_path: Path
) -> None:
    async with open_desk(engine_at(tmp_path)) as desk:
        await open_review(desk)
        await desk.pilot.press("e")
        await desk.pilot.pause()
        desk.app.screen.query_one("#question", Input).value = "How many were hurt?"
        desk.app.screen.query_one("#key", Input).value = "Seven | 7"
        await desk.pilot.press("enter")
        await desk.pilot.pause()
        mended = load_drafts(folder).drafts[0].case
        await desk.pilot.press("e")
        await desk.pilot.pause()
        desk.app.screen.query_one("#words", Input).value = "words of nobody"
        await desk.pilot.press("enter")
        await desk.pilot.pause()
        told = desk.screen_text()

    assert mended.question == "How many were hurt?"
    assert mended.key == (("Seven", "7"),)
    assert "these words are not in the article" in told
    assert load_drafts(folder).drafts[0].case == mended


async def test_a_question_without_an_answer_shows_no_article(folder: Path, tmp_path: Path) -> None:
    async with open_desk(engine_at(tmp_path)) as desk:
        screen = await open_review(desk)
        await desk.pilot.press("n", "n")
        await desk.pilot.pause()
        seen = desk.screen_text()

        assert screen.review.draft.case.id == "crew"
    assert "right is  declining: the articles do not" in seen
    assert "Seven people were injured" not in seen
    assert said(folder) == ["proposed"] * 3


async def test_what_cannot_be_kept_is_told_and_was_not_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskProblem("cannot write drafts.jsonl", remedy="Free some room.")

    async with open_desk(engine_at(tmp_path)) as desk:
        screen = await open_review(desk)
        monkeypatch.setattr("eval.drafting.review.save_drafts", full)
        await desk.pilot.press("a")
        await desk.pilot.pause()

        assert screen.review.draft.status == "proposed"
        assert "Free some room." in desk.screen_text()
    assert said(folder) == ["proposed"] * 3


async def test_a_suite_is_drafted_from_the_screen_and_looked_over_at_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path, str, int]] = []

    def scripted(_: object, place: Path, *, name: str, count: int, **rest: object) -> object:
        watch: Callable[[object], None] = rest["watch"]  # type: ignore[assignment]
        asked.append((place, name, count))
        watch((1, count))
        return load_drafts(folder)

    monkeypatch.setattr(evaluating, "draft_suite", scripted)
    engine = engine_at(tmp_path)
    monkeypatch.setattr(evaluating, "writer_of", lambda *_: nullcontext())
    async with open_desk(engine) as desk:
        await desk.pilot.press("f5")
        await desk.until(ShelfRead)
        await desk.pilot.press("n")
        await desk.pilot.pause()
        desk.app.screen.query_one("#name", Input).value = "council"
        desk.app.screen.query_one("#count", Input).value = "3"
        await desk.pilot.press("enter")
        await desk.until(RunEnded)
        await desk.pilot.pause()

        assert isinstance(desk.app.screen, ReviewScreen)
    assert asked == [(tmp_path / "eval" / "suites" / "council", "council", 3)]


async def test_a_suite_cannot_take_a_name_that_would_be_no_file(
    folder: Path, tmp_path: Path
) -> None:
    async with open_desk(engine_at(tmp_path)) as desk:
        await desk.pilot.press("f5")
        await desk.until(ShelfRead)
        await desk.pilot.press("n")
        await desk.pilot.pause()
        desk.app.screen.query_one("#name", Input).value = "../Council"
        await desk.pilot.press("enter")
        await desk.until(RunFailed)
        await desk.pilot.pause()
        seen = desk.screen_text()

    assert "small letters, digits and hyphens" in seen
    assert others(folder) == []


@pytest.mark.parametrize("size", [WIDE, NARROW, (20, 5)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.usefixtures("folder")
async def test_a_draft_fits_the_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    """`screen_text` itself checks the lines of whatever is shown."""
    async with open_desk(engine_at(tmp_path), size=size) as desk:
        screen = await open_review(desk)

        assert "hurt" in desk.screen_text()
        assert screen.max_scroll_x == 0
