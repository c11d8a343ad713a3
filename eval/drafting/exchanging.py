"""Questions that the archive does not answer, made of ones that it does. Pure.

A name is exchanged for another of its sort, or what happened to people for something else; the
question then reads like the others. Whether the archive really has no answer is looked up
afterwards (`checking.may_be_answered`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from eval.drafting.naming import names
from rag.answer.verifying.side import Side
from rag.words import content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

_TRIED = 10
"""What is tried in one place."""
_FATES = ("killed", "injured", "arrested", "evacuated", "rescued", "detained", "displaced")
_FATE = re.compile(rf"\b(?:{'|'.join(_FATES)})\b")


class Exchanged(NamedTuple):
    """A question in which something was exchanged."""

    question: str
    old: str
    new: str
    tag: str
    """`changed-name` or `changed-fate`."""

    @property
    def rest(self) -> frozenset[str]:
        """Stems of the question's other words of meaning."""
        words = self.question.replace(self.new, " ")
        return frozenset(word.stem for word in content(words))


class Names(NamedTuple):
    """Names of the archive by sort, in the order in which they were met."""

    places: tuple[str, ...]
    persons: tuple[str, ...]


def exchanged(question: str, known: Names, draw: Random) -> Iterator[Exchanged]:
    """The question with one thing in it exchanged, the likeliest to be asked first.

    Args:
        question: One that the archive answers.
        known: What a name can be exchanged for.
        draw: Decides which.
    """
    for fate in _FATE.finditer(question):
        for new in _shuffled([f for f in _FATES if f != fate.group()], draw):
            yield _with(question, fate.start(), fate.group(), new, "changed-fate")
    for span, _ in names(Side(question)):
        old = span.of(question)
        same = next((kind for kind in known if old in kind), ())
        for new in _shuffled([name for name in same if name not in question], draw):
            yield _with(question, span.start, old, new, "changed-name")


def _with(question: str, start: int, old: str, new: str, tag: str) -> Exchanged:
    words = f"{question[:start]}{new}{question[start + len(old) :]}"
    return Exchanged(words, old, new, tag)


def _shuffled(found: Sequence[str], draw: Random) -> list[str]:
    return draw.sample(found, k=min(len(found), _TRIED))
