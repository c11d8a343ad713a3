"""How briefings and evaluations look, at the two sizes the interface is made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from briefs import briefing
from desk import NARROW, WIDE, open_desk
from evaluations import WRONG, engine_at, make_suite, save_run
from snapshots import check_snapshot
from test_tui_briefings import briefings, make

from eval.saved import Manifest
from rag.events import Briefed
from tui.workers.evaluating import ReportBuilt, ShelfRead

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [pytest.param(NARROW, id="narrow"), pytest.param(WIDE, id="wide")]


def label(size: tuple[int, int]) -> str:
    return "narrow" if size == NARROW else "wide"


@pytest.mark.parametrize("size", SIZES)
async def test_a_report_looks_as_it_was_kept(tmp_path: Path, size: tuple[int, int]) -> None:
    make_suite(tmp_path)
    place = save_run(tmp_path, "run", WRONG).folder / "manifest.json"
    kept = Manifest.model_validate_json(place.read_text(encoding="utf-8"))
    fixed = kept.model_copy(update={"started": "2026-11-26T09:30:00+00:00"})
    place.write_text(fixed.model_dump_json(), encoding="utf-8")

    async with open_desk(engine_at(tmp_path), size=size) as desk:
        await desk.pilot.press("f5")
        await desk.until(ShelfRead)
        await desk.pilot.press("enter", "enter")
        await desk.until(ReportBuilt)
        await desk.pilot.pause()

        check_snapshot(desk, f"report-{label(size)}")


@pytest.mark.parametrize("size", SIZES)
async def test_a_briefing_looks_as_it_was_kept(size: tuple[int, int]) -> None:
    async with briefings(Briefed(briefing()), size=size) as (desk, screen, _):
        await make(desk, screen)

        check_snapshot(desk, f"briefing-{label(size)}")
