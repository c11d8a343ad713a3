"""Evaluations as a person makes them: run, stop, go on, read, compare, export."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from desk import NARROW, WIDE, open_desk
from evaluations import RIGHT, WRONG, engine_at, make_suite, save_run, script_runs
from fakes import Gate
from textual.widgets import Input

from eval.saved import load_run
from rag.errors import ModelDied, ModelFileMissing
from tui.bars import interval_bar, reach
from tui.messages import AnswerSaved
from tui.plain import Plain
from tui.screens.case import CaseScreen
from tui.screens.choosing import ModeScreen
from tui.screens.compared import ComparedScreen
from tui.screens.evaluation import EvaluationScreen
from tui.screens.trend import TrendScreen
from tui.workers.evaluating import (
    LookFailed,
    ReportBuilt,
    ReportsBuilt,
    RunAdvanced,
    RunEnded,
    RunFailed,
    RunFinished,
    RunsCompared,
    ShelfRead,
    SourcesFound,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from desk import Desk


@pytest.fixture
def home(tmp_path: Path) -> Path:
    make_suite(tmp_path)
    return tmp_path


@asynccontextmanager
async def evaluation(
    home: Path, size: tuple[int, int] = WIDE, **wishes: object
) -> AsyncIterator[tuple[Desk, EvaluationScreen]]:
    """The screen, its lists looked up."""
    async with open_desk(engine_at(home), size=size, **wishes) as desk:  # type: ignore[arg-type]
        await desk.pilot.press("f5")
        await desk.until(ShelfRead)
        screen = desk.app.screen
        assert isinstance(screen, EvaluationScreen)
        yield desk, screen


async def read_newest(desk: Desk) -> None:
    """Go to the runs and open the newest."""
    await desk.pilot.press("enter", "enter")
    await desk.until(ReportBuilt)
    await desk.pilot.pause()


async def test_a_suite_is_run_and_what_it_says_is_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script_runs(monkeypatch, WRONG)

    async with evaluation(home) as (desk, _):
        await desk.pilot.press("r")
        await desk.pilot.pause()
        asked = desk.app.screen
        await desk.pilot.press("enter")
        await desk.until(ReportBuilt)
        await desk.until(ShelfRead, 2)
        seen = desk.screen_text()

    assert isinstance(asked, ModeScreen)
    (done,) = [m for m in desk.heard if isinstance(m, RunFinished)]
    assert done.folder.parent == home / "eval" / "runs"
    steps = [m.progress.done for m in desk.heard if isinstance(m, RunAdvanced)]
    assert steps == [0, 1, 2, 3]
    assert "The run is finished." in seen
    assert "right_citation" in seen
    assert "✗ missed" in seen
    assert "canal  When did the [red]canal[/red] reopen?" in seen


async def test_a_run_is_stopped_in_the_middle_and_goes_on_later(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    opened = script_runs(monkeypatch, RIGHT, gate)

    async with evaluation(home) as (desk, screen):
        await desk.pilot.press("r")
        await desk.pilot.pause()
        await desk.pilot.press("enter")
        await desk.until(RunAdvanced, 2)
        await desk.pilot.press("escape")
        gate.opened.set()
        await desk.until(RunEnded)
        await desk.until(ShelfRead, 2)
        stopped = desk.screen_text()
        screen.runs.focus()
        await desk.pilot.press("r")
        await desk.until(RunFinished)
        await desk.until(ReportBuilt)

    (folder,) = [m.folder for m in desk.heard if isinstance(m, RunFinished)]
    assert [m.trouble for m in desk.heard if isinstance(m, RunFailed)] == [None]
    assert "The answers so far are kept" in stopped
    assert "■ stopped after 1 answer" in stopped
    assert load_run(folder).manifest.resumed == 1
    assert len(opened[1].asked) == 2


async def test_two_runs_are_compared_and_a_flipped_case_is_opened(home: Path) -> None:
    save_run(home, "before", WRONG)
    save_run(home, "after", RIGHT)

    async with evaluation(home) as (desk, screen):
        folders = [run.folder.name for run in screen.runs.values]
        screen.runs.focus()
        screen.runs.highlighted = folders.index("before")
        await desk.pilot.press("m")
        marked = desk.screen_text()
        screen.runs.highlighted = folders.index("after")
        await desk.pilot.press("c")
        await desk.until(RunsCompared)
        await desk.pilot.pause()
        compared, seen = desk.app.screen, desk.screen_text()
        await desk.pilot.press("tab", "enter")
        await desk.until(SourcesFound)
        await desk.pilot.pause()

        assert isinstance(compared, ComparedScreen)
        assert isinstance(desk.app.screen, CaseScreen)
        assert desk.app.screen.case == "canal"
    assert "◆" in marked
    assert "0.500 → 1.000" in seen
    assert "▲ canal  When did the [red]canal[/red] reopen?" in seen


async def test_a_run_cannot_be_compared_before_one_is_marked(home: Path) -> None:
    save_run(home, "only", RIGHT)

    async with evaluation(home) as (desk, _):
        await desk.pilot.press("enter", "c")
        await desk.pilot.pause()

    assert not [m for m in desk.heard if isinstance(m, RunsCompared)]


async def test_the_worst_cases_of_a_scorer_open_as_answers_with_marks(home: Path) -> None:
    save_run(home, "run", WRONG)

    async with evaluation(home) as (desk, screen):
        await read_newest(desk)
        await desk.pilot.press("enter")
        await desk.pilot.pause()
        narrowed = screen.report.worst.border_subtitle
        await desk.pilot.press("enter")
        await desk.until(SourcesFound)
        await desk.pilot.pause()
        seen = desk.screen_text()
        await desk.pilot.press("n")
        await desk.pilot.pause()
        after = desk.screen_text()

    assert narrowed == "right_citation"
    assert "❝ quoted" in seen
    assert "“Seven people were injured.”" in seen
    assert "✗ right_citation" in seen
    assert "no citation quotes a right place" in seen
    assert "\x1b" not in seen
    assert "How large is the crew?" in after
    assert "Declining: the articles do not answer it." in after


async def test_cited_words_whose_articles_are_not_at_hand_say_so(home: Path) -> None:
    save_run(home, "run", WRONG)

    async with evaluation(home) as (desk, _):
        await read_newest(desk)
        await desk.pilot.press("enter", "enter")
        await desk.until(SourcesFound)
        await desk.pilot.pause()
        await desk.pilot.press("tab", "enter")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()

        assert "is not at hand" in desk.screen_text()


async def test_all_runs_of_a_suite_stand_beside_one_another(home: Path) -> None:
    save_run(home, "1-before", WRONG)
    save_run(home, "2-after", RIGHT)

    async with evaluation(home) as (desk, _):
        await desk.pilot.press("t")
        await desk.until(ReportsBuilt)
        await desk.pilot.pause()
        seen = desk.screen_text()

        assert isinstance(desk.app.screen, TrendScreen)
    assert "small: 2 runs" in seen
    assert seen.index("✗ missed") < seen.index("✓ met")


async def test_a_report_is_written_as_a_page_and_never_over_a_file(home: Path) -> None:
    save_run(home, "run", WRONG)
    page = home / "page.html"

    async with evaluation(home) as (desk, _):
        await read_newest(desk)
        for times in (1, 2):
            await desk.pilot.press("x")
            await desk.pilot.pause()
            desk.app.screen.query_one(Input).value = str(page)
            await desk.pilot.press("enter")
            await desk.until(AnswerSaved, times)

    first, second = (m.trouble for m in desk.heard if isinstance(m, AnswerSaved))
    assert first is None
    assert second is not None
    assert "is there already" in second.problem
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "[red]canal[/red]" in text


async def test_a_model_that_cannot_be_used_ends_the_run_with_its_remedy(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = ModelFileMissing("no model file", remedy="Run `byline doctor`.")
    script_runs(monkeypatch, dict.fromkeys(RIGHT, missing))

    async with evaluation(home) as (desk, screen):
        await desk.pilot.press("r")
        await desk.pilot.pause()
        await desk.pilot.press("enter")
        await desk.until(RunEnded)
        await desk.pilot.pause()
        seen = desk.screen_text()

        assert screen.stopping is None
    assert "✗ no model file" in seen
    assert "Run `byline doctor`." in seen


async def test_a_case_in_which_the_model_died_shows_the_failure(home: Path) -> None:
    died = ModelDied("the model's process ended", remedy="Ask again.")
    save_run(home, "run", {**RIGHT, "When did the [red]canal[/red] reopen?": died})

    async with evaluation(home) as (desk, _):
        await read_newest(desk)
        await desk.pilot.press("enter", "enter")
        await desk.until(SourcesFound)
        await desk.pilot.pause()

        assert "✗ the model's process ended" in desk.screen_text()


async def test_a_run_that_was_removed_meanwhile_is_told_and_changes_nothing(home: Path) -> None:
    run = save_run(home, "run", RIGHT)

    async with evaluation(home) as (desk, screen):
        (run.folder / "answers.jsonl").unlink()
        await desk.pilot.press("enter", "enter")
        await desk.until(LookFailed)
        await desk.pilot.pause()

        assert desk.app.screen is screen
        assert screen.shown is None


async def test_a_suite_that_cannot_be_read_is_listed_and_says_so(home: Path) -> None:
    (home / "eval" / "suites" / "small" / "small.jsonl").write_text("{", encoding="utf-8")

    async with evaluation(home) as (desk, _):
        assert "✗ cannot be read" in desk.screen_text()


async def test_a_narrow_terminal_shows_what_a_run_says_in_place_of_the_lists(home: Path) -> None:
    save_run(home, "run", RIGHT)

    async with evaluation(home, NARROW) as (desk, screen):
        before = screen.report.region.area
        await read_newest(desk)
        shown, covered = screen.report.region.width, screen.suites.region.area
        await desk.pilot.press("escape")
        await desk.pilot.pause()

        assert (before, shown, covered) == (0, NARROW[0], 0)
        assert screen.runs.has_focus


@pytest.mark.parametrize("size", [WIDE, NARROW, (20, 5)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_nothing_is_longer_than_the_terminal(home: Path, size: tuple[int, int]) -> None:
    """`screen_text` itself checks the lines of whatever is shown."""
    save_run(home, "run", WRONG)

    async with evaluation(home, size) as (desk, screen):
        await read_newest(desk)

        assert "right_citation" in desk.screen_text()
        assert screen.max_scroll_x == 0


async def test_plain_signs_are_drawn_on_request(home: Path) -> None:
    save_run(home, "run", WRONG)

    async with evaluation(home, filters=[Plain()]) as (desk, _):
        await read_newest(desk)
        seen = desk.app.export_screenshot()

    assert "right_citation" in seen
    assert not set("●├┤┊─") & set(seen)


def test_a_bar_shows_mean_interval_and_threshold_and_stays_on_its_scale() -> None:
    assert interval_bar(2.0, None, None, width=5) == "····●"
    assert interval_bar(0.5, 0.0, 1.0, width=5, mark=0.75) == "├─●┼┤"
    assert interval_bar(0.0, -0.1, 0.1, width=5, ends=(-0.1, 0.1)) == "├─●─┤"
    assert reach([None, -0.3, 0.2]) == 0.3
    assert reach([]) == 0.1
