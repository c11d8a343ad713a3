"""Pictures of the screen, kept as SVG beside the tests and compared character by character.

`BYLINE_SNAPSHOTS=write pytest tests/tui` (or `make snapshots`) is the only way to change one.
"""

from __future__ import annotations

import difflib
import html
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desk import Desk

# Read at import: the tests themselves run without any variable of the project.
WRITES: Final = os.environ.get("BYLINE_SNAPSHOTS") == "write"
KEPT: Final = Path(__file__).parent / "__snapshots__"


def check_snapshot(desk: Desk, name: str) -> None:
    """Fail when the screen does not look as it was kept."""
    # A picture must not make whoever looks at it fetch a font from somewhere.
    picture = desk.app.export_screenshot(title=name)
    now = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    kept = KEPT / f"{name}.svg"
    if WRITES:
        KEPT.mkdir(exist_ok=True)
        kept.write_text(now, encoding="utf-8")
        return
    assert kept.is_file(), f"there is no picture {kept.name} yet; run `make snapshots`"
    before = kept.read_text(encoding="utf-8")
    if now == before:
        return
    new = Path(tempfile.gettempdir()) / f"byline-{name}.svg"
    new.write_text(now, encoding="utf-8")
    changed = "\n".join(
        difflib.unified_diff(_lines(before), _lines(now), "kept", "now", lineterm="", n=0)
    )
    raise AssertionError(
        f"the screen {name!r} looks different: compare {kept} with {new}\n"
        f"{changed or 'The words are the same; styles or places differ.'}"
    )


def _lines(svg: str) -> list[str]:
    """The words of a picture, run by run, for a diff that can be read."""
    return [html.unescape(text) for text in re.findall(r"<text [^>]*>([^<]*)</text>", svg)]
