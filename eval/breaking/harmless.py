"""Changes after which a right answer is still right, so that no scorer may give it less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.breaking.fault import with_citations, with_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eval.records import Recorded

_PLAIN = str.maketrans("“”‘’\u2013\u2011\u00a0", "\"\"''-- ")


def untouched(answer: Recorded) -> Recorded:
    """The answer as it is."""
    return answer


def turned(answer: Recorded) -> Recorded:
    """Statements and citations in the opposite order."""
    said = tuple(with_citations(s, s.citations[::-1]) for s in answer.statements[::-1])
    return answer.model_copy(update={"statements": said})


def plainly_set(answer: Recorded) -> Recorded:
    """Straight quotation marks, hyphens and common blanks in what the statements say."""
    said = tuple(with_text(s, s.text.translate(_PLAIN)) for s in answer.statements)
    return answer.model_copy(update={"statements": said})


HARMLESS: Mapping[str, Callable[[Recorded], Recorded]] = {
    "untouched": untouched,
    "turned": turned,
    "plainly set": plainly_set,
}
