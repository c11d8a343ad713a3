"""The folder of a suite of one's own.

    NAME.toml        the suite; there as soon as a case was accepted
    NAME.jsonl       the accepted cases
    drafts.jsonl     every draft with what a person said of it
    articles.jsonl   the articles that go with it

What counts is `drafts.jsonl`; suite and cases are written from it after each decision, so that
they can be run at any time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from eval.drafting.corpus import FILE as CORPUS
from eval.drafting.corpus import read_corpus
from eval.reading import Strict, read_jsonl, wrong
from eval.suite import Case, built_in_suites, suites_folder
from rag.errors import SuiteInvalid, UsageProblem, nearest
from rag.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.drafting.corpus import ArticleLine

DRAFTS = "drafts.jsonl"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
SCORERS = (
    "right_citation", "citation_correct", "citation_recall", "citation_precision", "outlet_correct",
    "origin_correct", "original_cited", "quote_exact", "quotation_exact", "unsupported_shown",
    "unsupported_judged", "declined_correctly", "declining_precision", "answered",
    "answer_correct", "hits_at_1", "hits_at_5", "mrr_at_10", "evidence_recall", "latency",
)  # fmt: skip
"""What a new suite measures; thresholds are for a person to set once a figure is known."""


class Draft(Strict):
    """A case that was drafted, and what a person said of it."""

    case: Case
    status: Literal["proposed", "accepted", "refused"] = "proposed"
    made_by: str
    """`template`, or the name of the model that worded the question."""
    note: str = ""
    """What a person should look at before accepting it."""
    edited: bool = False


class Head(Strict):
    """The first line of `drafts.jsonl`."""

    name: str
    seed: int


@dataclass(frozen=True, slots=True)
class DraftFolder:
    """A folder with drafts."""

    path: Path
    head: Head
    drafts: tuple[Draft, ...]
    articles: Mapping[str, ArticleLine]

    @property
    def suite(self) -> Path:
        """The suite's file."""
        return self.path / f"{self.head.name}.toml"


def require_name(name: str) -> None:
    """Insist that a suite can be called so.

    Raises:
        UsageProblem: The name has other signs than a suite's may have, or is taken.
    """
    if not _NAME.fullmatch(name):
        raise UsageProblem(
            f"a suite cannot be called {name!r}",
            remedy="Use small letters, digits and hyphens, for example `council-2026`.",
        )
    if name in {path.stem for path in built_in_suites()}:
        raise UsageProblem(
            f"a suite called {name!r} comes with Byline", remedy="Give yours another name."
        )


def require_free(folder: Path) -> None:
    """Insist that nothing is written over.

    Raises:
        UsageProblem: The folder holds drafts or something else.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        has_drafts = (folder / DRAFTS).is_file()
        raise UsageProblem(
            f"{folder} is not empty",
            detail="It holds drafts already." if has_drafts else None,
            remedy=f"`byline eval review {folder}` goes on with them; or name another with --out."
            if has_drafts
            else "Name another folder with `--out DIR`.",
        )


def find_drafts(name: str, home: Path) -> Path:
    """The folder of drafts, by the name of a suite of one's own or by path.

    Raises:
        SuiteInvalid: There is none; the nearest name is offered.
    """
    for folder in (suites_folder(home) / name, Path(name).expanduser()):
        if (folder / DRAFTS).is_file():
            return folder
    known = [path.parent.name for path in suites_folder(home).glob(f"*/{DRAFTS}")]
    hint = nearest(name, known)
    raise SuiteInvalid(
        f"no drafts named {name!r}",
        detail="It is neither a suite that `byline eval new` drafted here nor such a folder.",
        remedy=f"Did you mean `{hint}`?" if hint else f"`byline eval new {name}` drafts it.",
    )


def load_drafts(folder: Path) -> DraftFolder:
    """Read a folder of drafts.

    Raises:
        SuiteInvalid: A file of it is not there or wrong; the message says which line.
    """
    path = folder / DRAFTS
    head, drafts = None, []
    articles = read_corpus(folder / CORPUS)
    for number, line in read_jsonl(path, _Line):
        if line.head:
            head = line.head
        if line.draft:
            _require_words(path, number, line.draft.case, articles)
            drafts.append(line.draft)
    if head is None:
        raise wrong(path, 1, "the first line does not name the suite", remedy="Draft it anew.")
    return DraftFolder(folder, head, tuple(drafts), articles)


def save_drafts(folder: Path, head: Head, drafts: Sequence[Draft]) -> None:
    """Write the drafts, and the suite as far as cases are accepted.

    Raises:
        DiskProblem: There is no room, or no permission.
    """
    lines = [_Line(head=head), *(_Line(draft=draft) for draft in drafts)]
    text = "".join(line.model_dump_json(exclude_none=True) + "\n" for line in lines)
    write_whole(folder / DRAFTS, text)
    cases = [draft.case for draft in drafts if draft.status == "accepted"]
    suite, cases_path = folder / f"{head.name}.toml", folder / f"{head.name}.jsonl"
    if not cases:
        for path in (suite, cases_path):
            path.unlink(missing_ok=True)
        return
    write_whole(cases_path, "".join(case.model_dump_json() + "\n" for case in cases))
    if not suite.exists():  # a person may have set thresholds in it
        write_whole(suite, suite_text(head))


def suite_text(head: Head) -> str:
    """The TOML of a new suite."""
    scorers = "".join(f'  "{name}",\n' for name in SCORERS)
    return (
        "# Paths are relative to this file.\n"
        f'name = "{head.name}"\nversion = 1\n'
        'about = "Drafted from an archive, each case accepted by a person."\n'
        f'corpus = "{CORPUS}"\ncases = "{head.name}.jsonl"\nmode = "auto"\nseed = {head.seed}\n'
        f"scorers = [\n{scorers}]\n\n"
        "# [require]\n# right_citation = 0.9\n"
    )


class _Line(Strict):
    """A line of `drafts.jsonl`: the head or a draft."""

    head: Head | None = None
    draft: Draft | None = None


def _require_words(path: Path, line: int, case: Case, articles: Mapping[str, ArticleLine]) -> None:
    for gold in case.gold:
        if gold.article not in articles or gold.words not in articles[gold.article].text:
            raise wrong(
                path,
                line,
                f"the words {gold.words!r} are not in the article {gold.article!r}",
                remedy=f"Copy them out of {CORPUS}, letter by letter.",
            )
