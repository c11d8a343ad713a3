"""The three forms of file, as their authors write them.

RAGAS and ALCE are other people's: their files carry figures and settings that are not read here,
so unknown keys are let pass in them. The plain form is Byline's own, and refuses them.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AliasChoices,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from eval.adapters.foreign import Foreign, Given
from eval.adapters.lists import as_list
from eval.reading import Strict

_HALF = re.compile("[\ud800-\udfff]")


def _whole(text: str) -> str:
    """The text with a sign in the place of half a character, which nothing could save or hash."""
    return _HALF.sub("\ufffd", text)


Text = Annotated[str, AfterValidator(_whole)]
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_whole)
]
Number = Annotated[float, Field(allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Lenient(Strict):
    """A record of somebody else's form."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _as_text(value: Any) -> Any:
    """Ids are numbers in some files."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Id = Annotated[Text | None, BeforeValidator(_as_text)]


class Ragas(_Lenient):
    """A sample as RAGAS keeps it, by its present names or its earlier ones."""

    question: Words = Field(validation_alias=AliasChoices("user_input", "question"))
    answer: Text = Field(validation_alias=AliasChoices("response", "answer"))
    contexts: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = Field(
        default=(), validation_alias=AliasChoices("retrieved_contexts", "contexts")
    )
    reference: Text | None = Field(
        default=None, validation_alias=AliasChoices("reference", "ground_truth")
    )
    id: Id = None

    def foreign(self, place: str) -> Foreign:
        """The same in the form that is common to all."""
        passages = tuple(map(Given, self.contexts))
        reference = self.reference or None
        return Foreign(place, self.question, self.answer, passages, self.id, reference)


class _Doc(_Lenient):
    title: Text | None = None
    text: Text
    score: Number | None = None


class Alce(_Lenient):
    """An item of the `data` of an ALCE result; its `answer` is the reference's, not read."""

    question: Words
    output: Text
    docs: tuple[_Doc, ...] = ()
    id: Id = Field(default=None, validation_alias=AliasChoices("id", "sample_id"))

    def foreign(self, place: str) -> Foreign:
        """The same in the form that is common to all."""
        passages = tuple(Given(doc.text, doc.title, doc.score) for doc in self.docs)
        return Foreign(place, self.question, self.output, passages, self.id)


class _Passage(Strict):
    text: Text
    title: Text | None = None
    score: Number | None = None


class Plain(Strict):
    """A line of Byline's own form for answers of other programs."""

    question: Words
    answer: Text
    passages: tuple[Text | _Passage, ...] = ()
    id: Id = None
    reference: Text | None = None
    seconds: Seconds | None = None
    declined: bool | None = None

    def foreign(self, place: str) -> Foreign:
        """The same in the form that is common to all."""
        passages = tuple(
            Given(p) if isinstance(p, str) else Given(p.text, p.title, p.score)
            for p in self.passages
        )
        return Foreign(
            place, self.question, self.answer, passages, self.id, self.reference or None,
            self.seconds, self.declined,
        )  # fmt: skip
