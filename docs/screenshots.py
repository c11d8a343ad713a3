# ruff: noqa: INP001 - a script beside the pages it makes, no package
"""Make the pictures of the interface: every screen, wide and narrow, dark and light.

Run it from the root of the project: `python docs/screenshots.py`; it takes a minute or two. It is
the real interface over the seeds: a question is asked, a briefing made and a suite run with the
keys that a reader has. Nothing in the pictures is arranged; a change of the screens, the seeds or
the models shows in them.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.config import load_config
from rag.opening import open_engine
from tui.app import BylineApp
from tui.theme import CONTRAST, THEMES

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rag.engine import Engine

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "images"
QUESTION = "How many people were injured in the collision at the Sallow Bridge?"
TOPIC = "The Sallow Bridge collision"
SIZES: Final = {"wide": (160, 50), "narrow": (80, 24)}
README_SIZE: Final = (120, 36)
KEYS: Final = {
    "chat": ("f2",),
    "article": ("f2", "shift+tab", "enter"),
    "archive": ("f3",),
    "briefings": ("f4",),
    "evaluation": ("f5",),
    "models": ("f6",),
}
"""What leads to each screen; "article" opens the first cited words of the answer."""


async def walk(engine: Engine, home: Path) -> None:
    """Use the program once, then look at every screen in every size and colour."""
    app = BylineApp(lambda: engine, home=home)
    app.animation_level = "none"
    async with app.run_test(size=README_SIZE) as pilot:
        await _settle(pilot)
        app.chat.prompt.cursor_blink = False
        app.chat.prompt.value = QUESTION
        await _press(pilot, "enter")
        _keep(app, "chat")
        await _press(pilot, "f3")
        await _press(pilot, "down", "enter")
        await _press(pilot, "f4")
        await _press(pilot, *TOPIC, "enter")
        await _press(pilot, "f5")
        await _press(pilot, "down", "r")
        await _press(pilot, "enter")
        for size, (width, height) in SIZES.items():
            await pilot.resize_terminal(width, height)
            for theme in THEMES:
                app.theme = theme.name
                for screen, keys in KEYS.items():
                    if theme is CONTRAST and screen != "chat":
                        continue
                    await _press(pilot, *keys)
                    _keep(app, f"{screen}-{size}-{theme.name.removeprefix('byline-')}")
                    if screen == "article":
                        await _press(pilot, "escape")


async def _press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press("space" if key == " " else key)
    await _settle(pilot)


async def _settle(pilot: Pilot[None]) -> None:
    """Wait until the workers are done, and those that they set going."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def _keep(app: BylineApp, name: str) -> None:
    # The picture must not make whoever looks at it fetch a font from somewhere.
    drawn = app.export_screenshot(title="byline")
    text = re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL)
    (PICTURES / f"{name}.svg").write_text(text, encoding="utf-8")
    sys.stdout.write(f"docs/images/{name}.svg\n")


def main() -> None:
    """Ingest the invented collection into a fresh archive and take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        config = load_config(flags={"home": home}).config
        with open_engine(config) as engine:
            for _ in engine.ingest([str(ROOT / "seeds" / "harbour")]):
                pass
            asyncio.run(walk(engine, Path(home)))


if __name__ == "__main__":
    main()
