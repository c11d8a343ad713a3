"""How well sourcing is read: 557 sentences of the seeds, labelled by hand.

`pytest -rP tests/unit/test_sourcing_seeds.py` prints the table of `docs/design/sourcing.md`.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rag.answer.sourcing.reading import read_sourcing
from rag.answer.sourcing.values import Around
from rag.ingest.loaders.text import MarkdownLoader
from rag.ingest.outlets import shipped
from rag.ingest.preparing import as_article, know
from rag.ingest.sentences import sentences_of
from rag.types import Document

if TYPE_CHECKING:
    from rag.answer.sourcing.values import Sourcing
    from rag.types import Sentence

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "tests" / "data" / "sourcing.jsonl"


class Labelled(NamedTuple):
    """A sentence with what a careful reader takes from it, and what was read."""

    label: dict[str, Any]
    text: str
    found: Sourcing


@lru_cache(maxsize=1)
def labelled() -> tuple[Labelled, ...]:
    labels: dict[str, list[dict[str, Any]]] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels.setdefault(row["article"], []).append(row)
    found: list[Labelled] = []
    for path in sorted((ROOT / "seeds").glob("*/*.md")):
        (item,) = MarkdownLoader().read(path.read_bytes(), str(path))
        assert isinstance(item, Document)
        known = know(item, {}, shipped())
        article = as_article(str(item.metadata["id"]), known, item)
        sentences = sentences_of(article.id, known.text, article.language)
        for row in labels.pop(article.id, []):
            place = next(s.ordinal for s in sentences if s.span == (row["start"], row["end"]))
            read = read_sourcing(sentences[place].text, article, around(sentences, place))
            found.append(Labelled(row, sentences[place].text, read))
    assert not labels, "an article with labels is not there"
    return tuple(found)


def around(sentences: list[Sentence], place: int) -> Around:
    before = tuple(s.text for s in sentences[max(0, place - 3) : place])
    return Around(before, sentences[place + 1].text if place + 1 < len(sentences) else "")


def is_right_speaker(one: Labelled) -> bool:
    """The very words; of people who are not named, what is said more closely may stand too."""
    speaker, wanted = one.found.speaker, one.label.get("who")
    if speaker is None or wanted is None:
        return False
    return speaker.text == wanted or (not speaker.is_named and speaker.text.startswith(wanted))


def table(pairs: Counter[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Precision and recall of each class; pairs are (label, found)."""
    rows = {}
    for name in sorted({label for label, _ in pairs}):
        right = pairs[name, name]
        given = sum(n for (_, found), n in pairs.items() if found == name)
        wanted = sum(n for (label, _), n in pairs.items() if label == name)
        rows[name] = (right / given if given else 0.0, right / wanted)
        print(f"{name:12} precision {right}/{given} recall {right}/{wanted}")  # noqa: T201
    return rows


def test_who_answers_for_a_sentence_is_read_right() -> None:
    pairs = Counter(
        (one.label["voice"], str(one.found.voice)) for one in labelled() if "voice" in one.label
    )

    rows = table(pairs)

    assert sum(pairs.values()) >= 500
    assert all(precision >= 0.98 for name, (precision, _) in rows.items() if name != "unclear")
    assert all(recall >= 0.97 for _, recall in rows.values())


def test_a_speaker_that_is_given_is_the_right_one() -> None:
    judged = [one for one in labelled() if "voice" in one.label]
    given = [one for one in judged if one.found.speaker]
    wanted = [one for one in judged if "who" in one.label]
    right = [one for one in given if is_right_speaker(one)]
    print(f"speaker: precision {len(right)}/{len(given)} recall {len(right)}/{len(wanted)}")  # noqa: T201

    wrong = [one.text for one in given if not is_right_speaker(one)]

    assert len(right) >= 0.98 * len(given), wrong
    assert len(right) >= 0.97 * len(wanted)


def test_the_outlet_that_a_sentence_credits_is_read_right() -> None:
    judged = [one for one in labelled() if "via" in one.label]
    given = [(i, via.name) for i, one in enumerate(judged) for via in one.found.via if via.place]
    wanted = [(i, name) for i, one in enumerate(judged) for name in one.label["via"]]
    right = set(given) & set(wanted)
    print(f"via: precision {len(right)}/{len(given)} recall {len(right)}/{len(wanted)}")  # noqa: T201

    assert len(wanted) >= 20
    assert set(given) == set(wanted)


def test_how_sure_a_sentence_is_is_read_right() -> None:
    judged = [one for one in labelled() if "certainty" in one.label]
    pairs = Counter((one.label["certainty"], str(one.found.certainty)) for one in judged)

    rows = table(pairs)

    assert sum(pairs.values()) >= 90
    assert all(precision >= 0.95 and recall >= 0.95 for precision, recall in rows.values())
