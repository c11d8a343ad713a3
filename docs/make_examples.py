# ruff: noqa: INP001 - a script beside the pages it makes, no package
"""Make the briefings in docs/examples/: of both collections of the seeds, in all three forms.

Run it from the root of the project: `python docs/make_examples.py`, or `make examples`. Nothing in
them is arranged. The day is fixed, so that only a change of the program changes a file.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rag.brief.export.edition import edition_of
from rag.brief.export.files import exported, form_of
from rag.config import load_config
from rag.events import Briefed
from rag.files import write_whole
from rag.opening import open_engine
from rag.types import Mode

if TYPE_CHECKING:
    from rag.brief.types import Briefing

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "docs" / "examples"
MADE_ON = date(2026, 11, 26)
TOPICS = {
    "bridge": ("harbour", "the Sallow Bridge collision"),
    "strike": ("harbour", "the dockers' strike"),
    "assessments": ("assessments", "U.S. intelligence on Putin"),
}
"""By the name of the file: the collection, and what is asked of it."""


def briefed(collection: str, topic: str) -> Briefing:
    """The briefing on a topic over an archive of one collection, made of quotations."""
    with tempfile.TemporaryDirectory() as home:
        config = load_config(flags={"home": home}).config
        with open_engine(config, clock=lambda: MADE_ON) as engine:
            for _ in engine.ingest([str(ROOT / "seeds" / collection)]):
                pass
            events = list(engine.brief(topic, mode=Mode.QUOTE))
    return next(event.briefing for event in events if isinstance(event, Briefed))


def main() -> None:
    """Write each briefing as Markdown, HTML and JSON."""
    for name, (collection, topic) in TOPICS.items():
        edition = edition_of(briefed(collection, topic))
        for suffix in (".md", ".html", ".json"):
            file = (EXAMPLES / name).with_suffix(suffix)
            write_whole(file, exported(edition, form_of(file)))
            file.chmod(0o644)
            sys.stdout.write(f"{file.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
