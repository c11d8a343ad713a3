"""What a fault is, and how an answer is changed in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from eval.records import Cited, Recorded, Said
    from eval.shelf import Shelf
    from eval.suite import Case


class Right(NamedTuple):
    """A right answer with the articles it is about."""

    case: Case
    answer: Recorded
    shelf: Shelf


class Put(Protocol):
    """Breaks a right answer in one place."""

    def __call__(self, right: Right, random: Random) -> Recorded | None:
        """The broken answer, or None where the fault does not apply."""
        ...


class Replace(Protocol):
    """Breaks one statement of a right answer."""

    def __call__(self, said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:
        """What stands in its place, or None where the fault does not apply to it."""
        ...


class Fault(NamedTuple):
    """One way in which an answer can be wrong."""

    kind: str
    about: str
    seen_by: tuple[str, ...]
    """Scorers that should see it; the first is held to the bar."""
    put: Put


def in_a_statement(replace: Replace) -> Put:
    """The fault in one statement, drawn among those to which it applies."""

    def put(right: Right, random: Random) -> Recorded | None:
        said = right.answer.statements
        for place in random.sample(range(len(said)), len(said)):
            broken = replace(said[place], right, random)
            if broken is not None:
                changed = (*said[:place], *broken, *said[place + 1 :])
                return right.answer.model_copy(update={"statements": changed})
        return None

    return put


def with_text(said: Said, text: str) -> Said:
    """The statement in other words; what a judge said of it no longer holds."""
    return said.model_copy(update={"text": text, "judged": None})


def with_citations(said: Said, citations: Iterable[Cited]) -> Said:
    """The statement with other citations; what a judge said of it no longer holds."""
    return said.model_copy(update={"citations": tuple(citations), "judged": None})


def sentences_cited(said: Said, right: Right) -> tuple[str, ...]:
    """All sentences of the articles that a statement cites, each once."""
    found = (s for cited in said.citations for s in right.shelf[cited.article].sentences)
    return tuple(dict.fromkeys(found))
