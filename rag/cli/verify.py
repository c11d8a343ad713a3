"""`byline verify`: check sentences against the words they rest on, line by line."""

from __future__ import annotations

import os
import stat
from typing import IO, TYPE_CHECKING

import click

from rag.cli.output import say, say_json, verdict_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.answer.verifying.batch import Answered, Line
    from rag.cli.session import Session
    from rag.types import Problem

_LONGEST_SHOWN = 80


@click.command()
@click.option(
    "--in",
    "source",
    required=True,
    metavar="FILE",
    help='JSON lines, each {"claim": ..., "evidence": ...}; `-` is standard input.',
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_obj
def verify(session: Session, /, source: str, as_json: bool) -> None:
    """Say of each sentence how far the given words support it.

    Needs no archive and no language model. From a pipe, each line is answered before the next
    is read.
    """
    from rag.answer.verifying.batch import answer_lines
    from rag.cli.session import note
    from rag.errors import InputUnreadable
    from rag.opening import open_verifier

    verifier = open_verifier(session.config())
    told = "standard input" if source == "-" else source
    count = bad = 0
    for batch in _batches(source):
        for answered in answer_lines(batch, verifier):
            count += 1
            if answered.fault:
                bad += 1
                note(f"{told}:{answered.number}: {answered.fault.problem}. {answered.fault.remedy}")
            if as_json:
                say_json(_as_json(answered))
            else:
                _say(answered)
    if bad:
        raise InputUnreadable(
            f"{bad} of {count} lines could not be checked",
            remedy="Mend the lines that are named above, and run it again.",
        )


def _batches(source: str) -> Iterator[list[Line]]:
    """Lines of a file in batches; of anything that may still be written to, one by one.

    Raises:
        InputUnreadable: It cannot be read.
    """
    from rag.answer.verifying.batch import batches
    from rag.errors import InputUnreadable

    try:
        with click.open_file(source, "rb") as stream:
            lines = _lines(stream)
            if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                yield from batches(lines)
            else:
                yield from ([line] for line in lines)
    except OSError as error:
        raise InputUnreadable(
            f"cannot read {source}",
            detail=error.strerror or str(error),
            remedy="Name a UTF-8 file with one JSON object a line, or `-` for standard input.",
        ) from error


def _lines(stream: IO[bytes]) -> Iterator[Line]:
    """The lines that are not blank; of one without end, no more than is needed to refuse it."""
    from rag.answer.verifying.batch import Line
    from rag.answer.verifying.requests import LONGEST_LINE

    number = 0
    while content := stream.readline(LONGEST_LINE + 2):
        number += 1
        rest = content
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(1 << 20)
        if content.strip():
            yield Line(number, content.rstrip(b"\r\n"))


def _as_json(answered: Answered) -> dict[str, object]:
    told = verdict_json(answered.name, answered.verdict) | {"checked": answered.is_checked}
    if fault := answered.fault:
        told["error"] = {
            "line": answered.number,
            "problem": fault.problem,
            "remedy": fault.remedy,
        }
    return told


def _say(answered: Answered) -> None:
    """One answer for a person: the verdict, the claim, the words behind it, what is wrong."""
    line = f"Line {answered.number}" + ("" if answered.name is None else f", {answered.name}")
    request, verdict = answered.request, answered.verdict
    if request is None:
        say(f"{line}: not read: {answered.fault}")
        return
    standing = f"{verdict.support} ({verdict.score:.2f})" if answered.is_checked else "not checked"
    say(f"{line}: {standing}")
    say(f"   {_one_line(request.claim)}")
    for span in verdict.quotes:
        say(f"   “{_one_line(span.of(request.evidence))}” [{span.start}:{span.end}]")
    for problem in verdict.problems:
        say(f"   {problem.kind}{_words(problem, request.claim)}: {problem.note}")


def _words(problem: Problem, claim: str) -> str:
    """The words of the claim it is about; none where it is about all of them."""
    words = _one_line(problem.span.of(claim))
    if not words or words == _one_line(claim):
        return ""
    shown = words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN].rstrip() + " …"
    return f" “{shown}”"


def _one_line(text: str) -> str:
    return " ".join(text.split())
