"""Sentences too many, and an answer where there should be none or none where there should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.breaking.fault import sentences_cited, with_citations, with_text
from eval.faults.change import Setting, is_usable
from eval.faults.corrupting import corrupt
from eval.records import Said
from rag.types import Form, Support

if TYPE_CHECKING:
    from random import Random

    from eval.breaking.fault import Right
    from eval.records import Cited, Recorded


def uncited(said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:
    """After it stands another sentence of a cited article, for which nothing is cited."""
    other = _other_sentence(said, right, random)
    return (said, with_citations(with_text(said, other), ())) if other else None


def unsupported(said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:
    """After it stands another sentence under the same citations, which do not say it."""
    other = _other_sentence(said, right, random)
    return (said, with_text(said, other)) if other else None


def declined(right: Right, random: Random) -> Recorded | None:  # noqa: ARG001
    """A question that the articles answer is declined."""
    if not right.answer.statements:
        return None
    return right.answer.model_copy(update={"statements": ()})


def invented(right: Right, random: Random) -> Recorded | None:
    """A question that the articles do not answer gets some sentence of theirs."""
    places = [
        (shelved, span)
        for shelved in right.shelf.values()
        for span in shelved.spans
        if is_usable(span.of(shelved.text))
    ]
    if right.answer.statements or not places:
        return None
    shelved, span = random.choice(places)
    return right.answer.model_copy(update={"statements": (quoting(shelved.cited(span)),)})


def quoting(cited: Cited) -> Said:
    """A statement that is the words of one citation."""
    return Said(
        text=cited.quote,
        form=Form.QUOTED.value,
        support=Support.SUPPORTED.value,
        score=1.0,
        reason="It stands so in the article.",
        citations=(cited,),
    )


def _other_sentence(said: Said, right: Right, random: Random) -> str | None:
    """A sentence of a cited article that the citations do not say."""
    evidence = (said.text, *(cited.quote for cited in said.citations))
    setting = Setting(evidence, sentences_cited(said, right))
    change = corrupt(said.text, "elsewhere", setting, random)
    return change.text if change else None
