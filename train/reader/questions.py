"""Questions about pages of WiCE (Kamoi et al. 2023) and the sentences that answer them.

The questions stand in `questions/*.tsv`: page, kind, question, and the numbers of the lines of
that page which answer it, or `-`. The pages themselves are not part of the project.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.retrieval.data import folded_spans, wice
from rag.ports import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.engine import Engine
    from rag.retrieve.features import Features
    from rag.types import Sentence

FOLDER = Path(__file__).parent / "questions"
HELD_OUT = "part-6"
"""Never trained on: the weights of the signs are fitted to it, which must see what the network
says of questions that it does not know."""
CLAIMS = "wice_claim_dev.jsonl"
_BEFORE = 200
"""Characters before a sentence that may help to understand it."""
_FEWEST_WORDS = 5
"""Words of a sentence that is worth being a wrong answer."""


class Candidate(NamedTuple):
    """A sentence that the search found for a question."""

    window: Window
    features: Features
    is_right: bool


class Asked(NamedTuple):
    """A question with what may be taken for its answer."""

    part: str
    page: str
    kind: str
    text: str
    answers: tuple[Window, ...]
    """The sentences that answer it; none where the page does not."""
    candidates: tuple[Candidate, ...]
    """What is worth reading, best first, from all pages."""
    others: tuple[Window, ...]
    """The other sentences of its page."""


def asked(data: Path, home: Path, *, held_out: bool) -> Iterator[Asked]:
    """Questions, each with its candidates out of one archive of all pages.

    Args:
        data: The folder of WiCE's development claims.
        home: Where the archive is made, or lies from an earlier time.
        held_out: Those that were held out, with all that speaks for their candidates; else the
            others, with what is known before anything is read.
    """
    claims = data / CLAIMS
    pages = _Pages(claims, wice(claims, home).engine)
    for path in sorted(FOLDER.glob("*.tsv")):
        if (path.stem == HELD_OUT) is not held_out:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            page, kind, text, places = line.split("\t")
            found = pages.asked(path.stem, page, kind, text, places.strip())
            if found is not None:
                yield found


class _Pages:
    """The pages in an archive, and which of its sentences each line became."""

    def __init__(self, claims: Path, engine: Engine) -> None:
        self._engine = engine
        self._chooser = engine.chooser
        self._lines: dict[str, list[str]] = {}
        self._ids: dict[str, str] = {}
        known: dict[str, str] = {}
        for row in map(json.loads, claims.read_text(encoding="utf-8").splitlines()):
            page = row["meta"]["id"]
            self._lines[page] = row["evidence"]
            self._ids[page] = known.setdefault("\n".join(row["evidence"]), f"w{len(known):03d}")

    def asked(self, part: str, page: str, kind: str, text: str, places: str) -> Asked | None:
        """The question with its candidates; None where cleaning took all its answers away."""
        name = self._ids[page]
        spans = folded_spans(self._engine.text(name), self._lines[page])
        numbers = [] if places == "-" else [int(place) for place in places.split(",")]
        gold = [spans[number] for number in numbers if number in spans]
        if numbers and not gold:
            return None

        def answers(sentence: Sentence) -> bool:
            start, end = sentence.span
            return sentence.article_id == name and any(a < end and b > start for a, b in gold)

        found = self._chooser.sifted(text)
        sentences = self._chooser.score_all(text) if part == HELD_OUT else found.sentences
        first = {window.sentence: window for window in found.windows.values()}
        candidates = {
            one.sentence.text: Candidate(
                first[one.sentence.text], one.features, answers(one.sentence)
            )
            for one in reversed(sentences)
            if one.sentence.text in first
        }
        own = [(answers(s), self._window(name, s)) for s in self._engine.sentences(name)]
        return Asked(
            part, page, kind, text,
            tuple(window for is_right, window in own if is_right),
            tuple(reversed(candidates.values())),
            tuple(w for right, w in own if not right and len(w.sentence.split()) >= _FEWEST_WORDS),
        )  # fmt: skip

    def _window(self, name: str, sentence: Sentence) -> Window:
        before = self._engine.text(name)[: sentence.span.start].strip()[-_BEFORE:]
        return Window(self._engine.article(name).title or "", before, sentence.text)
