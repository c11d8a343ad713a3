"""`byline brief --verify`: whether an exported briefing still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.cli.output import say, say_json
from rag.cli.session import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rag.brief.findings import Verification
    from rag.brief.holdings import Holdings
    from rag.cli.session import Session
    from rag.types import Failure


def verify_briefing(
    session: Session, file: Path, articles: Sequence[str], *, as_json: bool
) -> None:
    """Check a file and say of every line that does not hold why.

    Args:
        session: Whose archive is asked where no article files are given.
        file: An exported briefing in any of its forms.
        articles: Files and folders to look for the articles in, in place of the archive.
        as_json: Print one JSON object, with the lines that hold as well.

    Raises:
        BriefingBroken: A line does not hold.
        InputUnreadable: The file is no exported briefing.
    """
    from rag.brief.findings import verification_json
    from rag.brief.verifying import verify
    from rag.errors import BriefingBroken

    found = verify(read_briefing(file), _holdings(session, articles))
    if as_json:
        say_json(verification_json(str(file), found))
    else:
        _say(found)
    if not found.holds:
        broken = sum(not line.holds for line in found.lines)
        raise BriefingBroken(
            f"{broken} of {len(found.lines)} lines of {file} do not hold",
            remedy="What each of them lacks, and what to do, is printed with it.",
        )


def read_briefing(file: Path) -> str:
    """The text of an exported briefing, or of what claims to be one.

    Raises:
        InputUnreadable: There is no such file.
    """
    from rag.errors import InputUnreadable
    from rag.ingest.walking import read_bytes
    from rag.types import Failure

    data = read_bytes(file)
    if isinstance(data, Failure):
        raise InputUnreadable(f"cannot read {file}: {data.problem}", remedy=data.remedy)
    # A byte that is no UTF-8 is an alteration like any other: the check names its line.
    return data.decode("utf-8", errors="replace")


def _holdings(session: Session, articles: Sequence[str]) -> Holdings:
    from rag.brief.holdings import InArchive, InFiles

    if articles:
        return InFiles(articles, session.config().home, _tell)
    return InArchive(session.engine().archive.catalog)


def _tell(failure: Failure) -> None:
    note(f"{failure.path}: {failure.problem}. {failure.remedy}")


def _say(found: Verification) -> None:
    for line in found.lines:
        if line.holds:
            continue
        say(line.line)
        for problem in line.problems:
            say(f"   {problem.kind}: {problem.problem}")
        for remedy in dict.fromkeys(problem.remedy for problem in line.problems):
            say(f"   {remedy}")
    if found.holds:
        say(f"Every line holds: {len(found.lines)} were checked.")
