# ruff: noqa: INP001 - a script beside the pages it makes, no package
"""Make the picture of the README: the real interface over the seeds, a real question asked.

Run it from the root of the project: `python docs/screenshots.py`. Nothing in the picture is
arranged; a change of the screen, the seeds or the models shows in it.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rag.config import load_config
from rag.opening import open_engine
from tui.app import BylineApp

if TYPE_CHECKING:
    from rag.engine import Engine

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "chat.svg"
QUESTION = "How many people were injured in the collision at the Sallow Bridge?"
SIZE = (120, 36)


async def take(engine: Engine) -> str:
    """Ask the question and give the screen as SVG."""
    app = BylineApp(lambda: engine)
    app.animation_level = "none"
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        app.chat.prompt.cursor_blink = False
        app.chat.prompt.value = QUESTION
        await pilot.press("enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        # The picture must not make whoever looks at it fetch a font from somewhere.
        return re.sub(
            r"@font-face \{.*?\}", "", app.export_screenshot(title="byline"), flags=re.DOTALL
        )


def main() -> None:
    """Ingest the invented collection into a fresh archive and take the picture."""
    with tempfile.TemporaryDirectory() as home:
        config = load_config(flags={"home": home}).config
        with open_engine(config) as engine:
            for _ in engine.ingest([str(ROOT / "seeds" / "harbour")]):
                pass
            picture = asyncio.run(take(engine))
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture, encoding="utf-8")
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
