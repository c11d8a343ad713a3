"""What was edited from one version of an article to the next, sentence by sentence."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from rag.ingest.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.types import Version


class Edit(NamedTuple):
    """Sentences that stand in one version and not in the other, at one place."""

    gone: tuple[str, ...]
    came: tuple[str, ...]


def edits(old: Version, new: Version) -> Iterator[Edit]:
    """The edits from the older version to the newer in the order of the text, the headline first.

    Whole sentences are compared: a text that was written anew costs no more than its length
    times the number of its sentences.
    """
    if old.title != new.title:
        yield Edit((old.title or "no title",), (new.title or "no title",))
    before = [span.of(old.text) for span in sentence_spans(old.text)]
    after = [span.of(new.text) for span in sentence_spans(new.text)]
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, from_, to, start, end in steps:
        if kind != "equal":
            yield Edit(tuple(before[from_:to]), tuple(after[start:end]))
