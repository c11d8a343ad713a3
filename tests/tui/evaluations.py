"""A home with a small suite of one's own whose every answer is known, and an engine for it."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

from fakes import FakeEngine

from eval.runner import run_suite
from eval.suite import load_suite
from eval.testing import Line, Script, ScriptedArchive
from rag.config import Config
from rag.types import Mode
from tui.workers import evaluating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pytest
    from fakes import Gate

    from eval.saved import Run
    from rag.events import AnswerEvent, IngestEvent
    from rag.retrieve.conversation import Turn

POST = "Seven people were injured. \x1b[31m[bold]The canal reopened at noon.[/bold]"
ARTICLES = [("a-1", "The \x1b[2JPost", POST)]
CASES = [
    {
        "id": "hurt",
        "question": "How many people were injured?",
        "answerable": True,
        "gold": [{"article": "a-1", "words": "Seven people"}],
        "outlets": ["The \x1b[2JPost"],
        "key": [["Seven", "7"]],
    },
    {
        "id": "canal",
        "question": "When did the [red]canal[/red] reopen?",
        "answerable": True,
        "gold": [{"article": "a-1", "words": "at noon"}],
        "outlets": ["The \x1b[2JPost"],
        "key": [["noon"]],
    },
    {"id": "crew", "question": "How large is the crew?", "answerable": False},
]
SUITE = """\
name = "small"
version = 1
corpus = "articles"
cases = "small.jsonl"
mode = "quote"
scorers = ["right_citation", "quote_exact", "declined_correctly", "latency"]

[require]
right_citation = 0.9
"""
HURT = Line("a-1", "Seven people were injured.")
CANAL = Line("a-1", "The canal reopened at noon.")
RIGHT: dict[str, Script] = {
    "How many people were injured?": (HURT,),
    "When did the [red]canal[/red] reopen?": (CANAL,),
    "How large is the crew?": (),
}
WRONG: dict[str, Script] = {**RIGHT, "When did the [red]canal[/red] reopen?": (HURT,)}


class RunArchive(ScriptedArchive):
    """A scripted archive that can be stopped, and waits at a gate before the second answer."""

    gate: Gate | None = None

    def ingest(  # type: ignore[override]
        self, paths: Sequence[str], *, prune: bool = False, stop: Callable[[], bool]
    ) -> Iterator[IngestEvent]:
        """As it was scripted."""
        del stop
        return super().ingest(paths, prune=prune)

    def answer(  # type: ignore[override]
        self,
        question: str,
        *,
        mode: Mode | None = None,
        before: Sequence[Turn] = (),
        stop: Callable[[], bool],
    ) -> Iterator[AnswerEvent]:
        """As it was scripted; nothing more once it is stopped."""
        if self.gate is not None and len(self.asked) == 1:
            self.gate.wait()
        for event in super().answer(question, mode=mode, before=before):
            if stop():
                return
            yield event

    def close(self) -> None:
        """Nothing to close."""


class Judge:
    """Carries everything."""

    name = "a judge"
    supported_from = 0.5

    def score(self, claim: str, quotes: Sequence[str]) -> float:
        """All of it."""
        del claim, quotes
        return 1.0


def engine_at(home: Path) -> FakeEngine:
    """An engine of that home; nothing but its settings is asked for."""
    engine = FakeEngine()
    config = Config(home=home)
    engine.config = SimpleNamespace(
        answer=SimpleNamespace(mode=Mode.AUTO), home=home, model_copy=config.model_copy,
        model=config.model, judge=config.judge, sha256=config.sha256,
    )  # fmt: skip
    return engine


def make_suite(home: Path) -> Path:
    """The small suite among those of one's own."""
    folder = home / "eval" / "suites" / "small"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "a.md").write_text("What the fake does not read.", encoding="utf-8")
    lines = "".join(json.dumps(case) + "\n" for case in CASES)
    (folder / "small.jsonl").write_text(lines, encoding="utf-8")
    (folder / "small.toml").write_text(SUITE, encoding="utf-8")
    return folder / "small.toml"


def save_run(home: Path, name: str, script: dict[str, Script]) -> Run:
    """A finished run of the small suite."""
    archive = ScriptedArchive(ARTICLES, script)
    return run_suite(
        load_suite(home / "eval" / "suites" / "small" / "small.toml"),
        Config(home=home),
        out=home / "eval" / "runs" / name,
        open_archive=lambda *_: archive,
    )


def script_runs(
    monkeypatch: pytest.MonkeyPatch, script: dict[str, Script], gate: Gate | None = None
) -> list[RunArchive]:
    """Have runs answered by a script; gives the archives that were opened."""
    opened: list[RunArchive] = []

    def open_engine(*_: object, **__: object) -> RunArchive:
        archive = RunArchive(ARTICLES, script)
        archive.gate = None if opened else gate
        opened.append(archive)
        return archive

    monkeypatch.setattr(evaluating, "open_engine", open_engine)
    monkeypatch.setattr(evaluating, "open_judge", lambda _: Judge())
    return opened
