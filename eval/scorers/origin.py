"""Whether the answer leads to those whose reporting it is, and not only to who printed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Score
from eval.scorers.citation import is_right

if TYPE_CHECKING:
    from eval.records import Cited, Recorded
    from eval.suite import Case


def origin_correct(case: Case, answer: Recorded) -> Score | None:
    """Share of the right citations behind which one of the case's origins was found.

    An article that names no origin is its outlet's own report. It does not apply where the case
    names no origins, or where no citation is right: that fault is the citation's.
    """
    wanted = {name.casefold() for name in case.origins}
    right = [cited for cited in answer.citations if is_right(case, cited)]
    if not wanted or not right:
        return None
    wrong = [cited for cited in right if wanted.isdisjoint(n.casefold() for n in _origins(cited))]
    named = ", ".join(_origins(wrong[0])) or "unknown outlet" if wrong else ""
    note = f"told as from {named}" if wrong else "from the right origin"
    return Score(1 - len(wrong) / len(right), note)


def original_cited(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Share of the reports behind the statements whose original is cited, not only a reprint.

    Of each statement, every report is counted of which the archive holds the original. It does
    not apply where it holds none.
    """
    reports = [
        (original, {cited.article for cited in said.citations})
        for said in answer.statements
        for original in dict.fromkeys(c.original for c in said.citations if c.original)
    ]
    if not reports:
        return None
    missed = [original for original, cited in reports if original not in cited]
    note = f"only a reprint of {missed[0]} is cited" if missed else "the original is cited"
    return Score(1 - len(missed) / len(reports), note)


def _origins(cited: Cited) -> tuple[str, ...]:
    return cited.origins or ((cited.outlet,) if cited.outlet else ())
