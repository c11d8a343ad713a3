"""Which case of a suite an answer belongs to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from eval.reading import wrong

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from eval.adapters.foreign import Foreign
    from eval.suite import Suite


class Matched(NamedTuple):
    """Answers by case, and what was left over on both sides."""

    by_case: dict[str, Foreign]
    unanswered: tuple[str, ...]
    """Cases to which the file has no answer."""
    unasked: tuple[Foreign, ...]
    """Answers to what the suite does not ask."""


def match(suite: Suite, answers: Iterable[Foreign], path: Path) -> Matched:
    """Match answers by id, or else by the question; case and blanks may differ in it.

    A question that several cases ask is matched by id only.

    Raises:
        SuiteInvalid: Two answers are to one case, or none is to any.
    """
    asked = Counter(_folded(case.question) for case in suite.cases)
    by_question = {
        _folded(case.question): case.id
        for case in suite.cases
        if asked[_folded(case.question)] == 1
    }
    by_id = {case.id for case in suite.cases}
    found: dict[str, Foreign] = {}
    unasked: list[Foreign] = []
    for answer in answers:
        case = answer.id if answer.id in by_id else by_question.get(_folded(answer.question))
        if case is None:
            unasked.append(answer)
        elif case in found:
            problem = f"the case {case!r} was answered before, in {found[case].place}"
            raise wrong(path, answer.place, problem, remedy="Keep one answer to each question.")
        else:
            found[case] = answer
    if not found:
        raise wrong(
            path,
            None,
            f"no answer in it is to a question of the suite {suite.spec.name!r}",
            remedy="Give each answer the question as the suite words it, or the `id` of its case.",
        )
    unanswered = tuple(case.id for case in suite.cases if case.id not in found)
    return Matched(found, unanswered, tuple(unasked))


def _folded(question: str) -> str:
    return " ".join(question.casefold().split())
