"""The program as a person uses it, in a real terminal, with the real model: keys, then the mouse.

The same walk by hand, with what was stumbled over: `docs/walk.md`.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from multiplexers import Tmux

if TYPE_CHECKING:
    from collections.abc import Iterator

    from program import Byline

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

ARTICLES = [
    {
        "id": "shut", "outlet": "The Harbour Post", "published": "2026-03-02",
        "title": "Barge strikes bridge",
        "text": "The Canal Bridge was shut on Monday after a barge struck it. Mayor Ines Duarte "
        "said 14 people were hurt. Repairs will take three weeks.",
    },
    {
        "id": "radio", "outlet": "Quay Radio", "published": "2026-03-03",
        "title": "Canal Bridge stays shut",
        "text": "A barge struck the Canal Bridge on Monday. The harbour master said nobody was "
        "killed. The bridge will stay shut for three weeks, the mayor's office said.",
    },
]  # fmt: skip
QUESTION = "How many people were hurt at the Canal Bridge?"


@pytest.fixture
def terminal(fresh: Byline) -> Iterator[Tmux]:
    source = fresh.folder / "articles.jsonl"
    source.write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    with Tmux(fresh) as terminal:
        terminal.until("models ready")
        yield terminal


def test_with_keys_alone(fresh: Byline, terminal: Tmux) -> None:
    page = fresh.folder / "bridge.html"

    terminal.press("F3")
    terminal.until("a Add")
    terminal.press("a")
    terminal.until("⏎ OK")
    terminal.type(str(fresh.folder / "articles.jsonl"))
    terminal.press("Enter")
    terminal.until("2 added")

    terminal.press("F2", "C-t", "C-t")
    terminal.until("mode write")
    terminal.type(QUESTION)
    terminal.press("Enter")
    terminal.until("● grounded")
    terminal.press("BTab", "Enter")
    terminal.until("Cited words")
    terminal.until("said 14")
    terminal.press("Escape")

    terminal.press("F4")
    terminal.until("⏎ Make")
    terminal.type("The Canal Bridge")
    terminal.press("Enter")
    terminal.until("x Export")
    terminal.press("x")
    terminal.until("⏎ OK")
    terminal.type(str(page))
    terminal.press("Enter")
    terminal.until("Written to")
    terminal.press("v")
    terminal.until("⏎ OK")
    terminal.type(str(page))
    terminal.press("Enter")
    terminal.until("✓ Every line holds")
    terminal.press("Escape")

    terminal.press("F5")
    terminal.until("comes with Byline")
    terminal.press("r")
    terminal.until("⏎ Run")
    terminal.press("Enter")
    terminal.until("✓ The run is finished")
    terminal.press("C-q")
    terminal.until_gone()

    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_with_the_mouse_and_words_alone(fresh: Byline, terminal: Tmux) -> None:
    page = fresh.folder / "bridge.md"

    terminal.click("F3 Archive", then="a Add")
    terminal.click("a Add", then="⏎ OK")
    terminal.type(str(fresh.folder / "articles.jsonl"))
    terminal.click("     Add     ", then="2 added")

    terminal.click("F2 Chat", then="⏎ Ask")
    terminal.click("^t Mode", then="mode quote")
    terminal.type(QUESTION)
    terminal.click("⏎ Ask", then="● grounded")
    terminal.click("1 The Harbour Post · 2026-03-02", then="Cited words")
    terminal.click("esc Back", then="⏎ Open")

    terminal.click("F4 Briefings", then="⏎ Make")
    terminal.type("The Canal Bridge")
    terminal.click("⏎ Make", then="x Export")
    terminal.click("x Export", then="⏎ OK")
    terminal.type(str(page))
    terminal.click("     Save     ", then="Written to")

    terminal.click("F5 Evaluation", then="10 cases")
    terminal.click("r Run", then="quote · verbatim sentences")
    terminal.click("quote · verbatim sentences", then="esc Stop")
    terminal.until("x Page")
    terminal.click_away("^q Quit")

    assert "byline-seal" in page.read_text(encoding="utf-8")
