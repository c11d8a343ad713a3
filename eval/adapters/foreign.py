"""One answer of another program, whatever file it stood in."""

from __future__ import annotations

from typing import NamedTuple


class Given(NamedTuple):
    """A passage that the program retrieved; its answer counts them from 1."""

    text: str
    title: str | None = None
    score: float | None = None


class Foreign(NamedTuple):
    """A question as another program answered it."""

    place: str
    """Where it stands in its file, for whoever has to mend it."""
    question: str
    answer: str
    passages: tuple[Given, ...] = ()
    id: str | None = None
    reference: str | None = None
    """What its author holds to be the right answer."""
    seconds: float | None = None
    declined: bool | None = None
    """Whether it is a refusal; None where that has to be read from its words."""
