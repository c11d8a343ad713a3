"""Other words: in what a statement says, or in what it passes off as a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.breaking.fault import in_a_statement, sentences_cited, with_citations, with_text
from eval.faults.change import Setting
from eval.faults.corrupting import corrupt
from rag.answer.verifying.checks.speech import quoted
from rag.answer.verifying.side import Side

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from eval.breaking.fault import Put, Right
    from eval.faults.change import Change
    from eval.records import Said


def said_otherwise(*kinds: str) -> Put:
    """The statement says something else; its quotations stay as they are."""

    def replace(said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:
        changed = _changed(said, kinds, right, random)
        return (with_text(said, changed),) if changed else None

    return in_a_statement(replace)


def quoted_otherwise(*kinds: str) -> Put:
    """The first quotation and the statement both say something else, and agree on it.

    Only the article's own words, which the offsets name, tell that the quotation is forged.
    """

    def replace(said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:
        if not said.citations or said.text != said.citations[0].quote:
            return None
        changed = _changed(said, kinds, right, random)
        if not changed:
            return None
        forged = said.citations[0].model_copy(update={"quote": changed})
        return (with_citations(with_text(said, changed), (forged, *said.citations[1:])),)

    return in_a_statement(replace)


def _changed(said: Said, kinds: Sequence[str], right: Right, random: Random) -> str | None:
    """The statement's text with a fault of one of the kinds."""
    evidence = tuple(cited.quote for cited in said.citations)
    setting = Setting(evidence, sentences_cited(said, right))
    for kind in random.sample(kinds, len(kinds)):
        change = corrupt(said.text, kind, setting, random)
        if change is not None and _is_real(said.text, change, evidence):
            return change.text
    return None


def _is_real(text: str, change: Change, evidence: Sequence[str]) -> bool:
    """Whether the words really say something else: `Russian` for `Russia` does not."""
    if change.kind == "name":
        new = change.span.of(change.text)
        old = text[change.span.start : change.span.end + len(text) - len(change.text)]
        return not new.startswith(old) and not old.startswith(new)
    if change.kind == "quotation":
        # Without its last word a quotation is shorter, and still verbatim.
        inside = (span.of(change.text).strip() for span in quoted(Side(change.text)))
        return any(all(words not in source for source in evidence) for words in inside)
    return True
