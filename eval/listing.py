"""What there is to run and to look at: suites, drafts and saved runs, as lists show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eval.drafting.review import Review
from eval.drafting.saved import DRAFTS, load_drafts
from eval.folder import runs_folder
from eval.reading import read_json
from eval.saved import Manifest
from eval.suite import built_in_suites, load_suite, own_suites, suites_folder
from rag.errors import SuiteInvalid
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eval.drafting.review import Tally


class SuiteEntry(NamedTuple):
    """A suite, or drafts of which none was accepted yet."""

    name: str
    path: Path | None
    """Its file; None where no case was accepted yet."""
    cases: int
    about: str
    mode: Mode
    """Who is to word the answers, says the suite."""
    is_own: bool
    drafts: Path | None = None
    """The folder with its drafts."""
    tally: Tally | None = None
    """How far the review of its drafts is."""
    problem: str | None = None
    """Why it cannot be run."""


class RunEntry(NamedTuple):
    """A saved run, finished or stopped."""

    folder: Path
    manifest: Manifest
    answered: int | None
    """Answers so far of one that was stopped; None for a finished one."""

    @property
    def suite(self) -> str:
        """Of which suite it is."""
        return self.manifest.suite.name

    @property
    def is_finished(self) -> bool:
        """Whether it came to its end."""
        return self.answered is None


def suites_in(home: Path) -> list[SuiteEntry]:
    """Suites of one's own first, then those that come with Byline; what is wrong is among them."""
    own = {path.stem: path for path in own_suites(home)}
    folders = {p.parent.name: p.parent for p in sorted(suites_folder(home).glob(f"*/{DRAFTS}"))}
    entries = [
        _entry(name, own.get(name), folders.get(name), is_own=True)
        for name in sorted({*own, *folders})
    ]
    return [*entries, *(_entry(p.stem, p, None, is_own=False) for p in built_in_suites())]


def runs_in(home: Path) -> list[RunEntry]:
    """Saved runs, the newest first; a folder that holds no run, or a broken one, is left out."""
    found = [entry for path in runs_folder(home).glob("*/") for entry in _run(path)]
    return sorted(found, key=lambda one: (one.manifest.started, one.folder.name), reverse=True)


def _entry(name: str, path: Path | None, drafts: Path | None, *, is_own: bool) -> SuiteEntry:
    cases, about, mode, tally = 0, "", Mode.AUTO, None
    try:
        if path is not None:
            suite = load_suite(path)
            cases, about, mode = len(suite.cases), suite.spec.about, suite.spec.mode
        if drafts is not None:
            tally = Review(load_drafts(drafts)).tally
    except SuiteInvalid as error:
        problem = "\n".join(part for part in (error.problem, error.detail, error.remedy) if part)
        return SuiteEntry(name, path, 0, "", mode, is_own, drafts, None, problem)
    return SuiteEntry(name, path, cases, about, mode, is_own, drafts, tally)


def _run(folder: Path) -> Iterator[RunEntry]:
    finished, begun = folder / "manifest.json", folder / "begun.json"
    try:
        if finished.is_file():
            yield RunEntry(folder, read_json(finished, Manifest), None)
        elif begun.is_file():
            yield RunEntry(folder, read_json(begun, Manifest), _lines(folder / "answers.jsonl"))
    except SuiteInvalid:
        # `byline eval report` says what is wrong with it; a list only leaves it out.
        return


def _lines(path: Path) -> int:
    try:
        return path.read_bytes().count(b"\n")
    except OSError:
        return 0
