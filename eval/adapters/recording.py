"""Records of what another program answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.adapters.marks import cited_sentences
from eval.records import Cited, Recorded, Said, Seen, Timing
from rag.types import Form, Mode, Support

if TYPE_CHECKING:
    from eval.adapters.foreign import Foreign, Given
    from eval.adapters.marks import Mark, Sentence
    from eval.adapters.placing import Placed, Places

_REFUSAL = re.compile(
    r"\b(?:do(?:es)? not|don['’]t|doesn['’]t|cannot|can['’]t|could not|couldn['’]t|"
    r"unable to|is not|are not|isn['’]t|aren['’]t|no|none of)\b"
    r".{0,40}\b(?:know|answer|find|mention(?:ed)?|state[ds]?|provide[ds]?|say|contain|specif\w+|"
    r"information|helpful|given|available|discuss(?:ed)?|included?)\b",
    re.IGNORECASE | re.DOTALL,
)
NOTHING = "It cites nothing."


def record_foreign(case_id: str, foreign: Foreign, places: Places) -> Recorded:
    """The record of an answer: its sentences, and what their marks really lead to.

    A passage that stands in no article is cited as what it is, with no words found; a mark that
    counts beyond the passages is a citation without words.
    """
    placed = [places.find(given) for given in foreign.passages]
    said = tuple(
        _said(sentence, foreign.passages, placed) for sentence in cited_sentences(foreign.answer)
    )
    return Recorded(
        case=case_id,
        mode=Mode.WRITE.value,
        statements=() if is_refusal(foreign) else said,
        dropped=(),
        seen=tuple(
            _seen(number, given, place)
            for number, (given, place) in enumerate(zip(foreign.passages, placed, strict=True), 1)
        ),
        notice=None,
        timing=_timing(foreign.seconds),
    )


def is_refusal(foreign: Foreign) -> bool:
    """Whether the answer declines: it says so, is empty, or each sentence says it does not know.

    A sentence with a citation states something, whatever its words.
    """
    if foreign.declined is not None:
        return foreign.declined
    sentences = cited_sentences(foreign.answer)
    return all(_REFUSAL.search(one.text) and not one.marks for one in sentences)


def weighed(recorded: Recorded) -> Recorded:
    """The record with the judge's word for the support that the program itself did not check."""
    said = tuple(_weighed(one) for one in recorded.statements)
    return recorded.model_copy(update={"statements": said})


def _weighed(said: Said) -> Said:
    judged = said.judged
    if judged is None or judged.whole is None:
        return said
    is_supported = judged.whole >= judged.supported_from
    support = Support.SUPPORTED if is_supported else Support.UNSUPPORTED
    carried = "Its citations carry it." if is_supported else "Its citations do not carry it."
    empty = [cited.article for cited in said.citations if not cited.quote]
    reason = f"There is no {empty[0]}." if empty else carried
    return said.model_copy(
        update={"support": support.value, "score": judged.whole, "reason": reason}
    )


def _said(sentence: Sentence, passages: tuple[Given, ...], placed: list[Placed | None]) -> Said:
    marks = {mark.written: mark for mark in sentence.marks}.values()
    return Said(
        text=sentence.text,
        form=Form.WRITTEN.value,
        support=Support.UNSUPPORTED.value,
        score=0.0,
        reason="Nobody has judged it." if marks else NOTHING,
        citations=tuple(_cited(mark, passages, placed) for mark in marks),
    )


def _cited(mark: Mark, passages: tuple[Given, ...], placed: list[Placed | None]) -> Cited:
    number = mark.number
    name = f"passage {mark.written}"
    if number is None or not 0 < number <= len(passages):
        return Cited(article=name, outlet=None, quote="", start=0, end=0, found="")
    place = placed[number - 1]
    if place is None:
        words = passages[number - 1].text
        return Cited(article=name, outlet=None, quote=words, start=0, end=0, found="")
    return place.shelved.cited(place.span)


def _seen(number: int, given: Given, place: Placed | None) -> Seen:
    # Where only the order is known, it alone is kept.
    score = 1 / number if given.score is None else given.score
    if place is None:
        return Seen(article=f"passage {number}", outlet=None, text=given.text, score=score)
    article = place.shelved.article
    text = place.span.of(place.shelved.text)
    return Seen(article=article.id, outlet=article.outlet, text=text, score=score)


def _timing(seconds: float | None) -> Timing | None:
    if seconds is None:
        return None
    return Timing(load=0.0, retrieve=0.0, first_token=None, total=seconds)
