"""A made-up archive of any size, written straight into catalogue and index without encoding.

Word frequencies follow Zipf's law with the function words of English on top; articles belong to
topics, which share words and lie close together among the vectors, as reports of one event do.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rag.index.storing import Entry, count_change, note_fact, store_entry
from rag.types import KINDS, Article, Passage, Sentence, Span
from rag.words import STOPWORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rag.index.archive import Archive
    from rag.ports import Vector, Vectors

DIMENSION = 384
OUTLETS = 40
DAYS = 1000
_PASSAGES = 5
"""Passages of an article."""
_SENTENCES = 4
"""Sentences of a passage."""
_WORDS = 20
"""Words of a sentence."""
_VOCABULARY = 60_000
_TOPIC_WORDS = 150
_FUNCTION = 0.45
"""Share of function words in running text."""
_TOPICAL = 0.12
"""Share of words that come from the article's topic."""
_COMMON = 16.0
"""How flat the top of the distribution is."""
_ARTICLES_A_TOPIC = 20
_CHUNK = 2000
"""Articles written at a time."""
_FIRST_DAY = date(2024, 1, 1)
_SYLLABLES = "ba ce di fo gu la me ni po ru sta tre vi zo kan len mor pas tin ver".split()


class Query(NamedTuple):
    """A question that has answers in the archive."""

    text: str
    vector: Vector


@dataclass(frozen=True)
class Topics:
    """What articles of one topic have in common."""

    words: NDArray[np.int64]
    """Shape (topics, words): indexes into the vocabulary."""
    centres: Vectors


def build(archive: Archive, passages: int, queries: int) -> list[Query]:
    """Fill an empty archive and give questions about it; the same every time."""
    rng = np.random.default_rng(11)
    vocabulary = np.array(sorted(STOPWORDS) + _made_up(), dtype=object)
    articles = passages // _PASSAGES
    count = max(1, articles // _ARTICLES_A_TOPIC)
    topics = Topics(_drawn(rng, (count, _TOPIC_WORDS)), _unit(rng, count))
    asked: list[Query] = []
    for start in range(0, articles, _CHUNK):
        size = min(_CHUNK, articles - start)
        topic = rng.integers(0, count, size)
        texts = vocabulary[_words(rng, topics.words[topic])]
        vectors = _near(rng, np.repeat(topics.centres[topic], _PASSAGES, axis=0))
        _store(archive, start, texts, vectors)
        share = -(-queries * size // articles)
        asked += [_query(rng, texts, vectors) for _ in range(share)]
    archive.flush()
    archive.catalog.tidy(passages)
    return asked[:queries]


def _words(rng: np.random.Generator, own: NDArray[np.int64]) -> NDArray[np.int64]:
    """Words of articles, of which each has some of its topic's `own`."""
    shape = (len(own), _PASSAGES * _SENTENCES * _WORDS)
    kind = rng.random(shape)
    function = (len(STOPWORDS) ** rng.random(shape)).astype(np.int64) - 1
    topical = np.take_along_axis(own, rng.integers(0, _TOPIC_WORDS, shape), axis=1)
    return np.where(
        kind < _FUNCTION, function, np.where(kind > 1 - _TOPICAL, topical, _drawn(rng, shape))
    )


def _drawn(rng: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.int64]:
    """Content words by Zipf's law: the commonest stands in a quarter of all passages."""
    ranks = _COMMON * ((_VOCABULARY / _COMMON) ** rng.random(shape))
    return len(STOPWORDS) + np.minimum(ranks - _COMMON, _VOCABULARY - 1).astype(np.int64)


def _made_up() -> list[str]:
    made = []
    for number in range(1, _VOCABULARY + 1):
        rest, word = number, ""
        while rest:
            rest, place = divmod(rest, len(_SYLLABLES))
            word += _SYLLABLES[place]
        made.append(word + "x")
    return made


def _unit(rng: np.random.Generator, count: int) -> Vectors:
    vectors = rng.standard_normal((count, DIMENSION), dtype=np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def _near(rng: np.random.Generator, centres: Vectors) -> Vectors:
    vectors = centres + 0.9 * _unit(rng, len(centres))
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def _query(rng: np.random.Generator, texts: NDArray[np.object_], vectors: Vectors) -> Query:
    """The words of one sentence, and a vector near that of its passage."""
    article, sentence = rng.integers(len(texts)), rng.integers(_PASSAGES * _SENTENCES)
    words = texts[article, sentence * _WORDS : (sentence + 1) * _WORDS]
    near = vectors[article * _PASSAGES + sentence // _SENTENCES]
    return Query(" ".join(words[:14]), _near(rng, near[None])[0])


def _store(archive: Archive, start: int, texts: NDArray[np.object_], vectors: Vectors) -> None:
    with archive.catalog.transaction() as db:
        for place, words in enumerate(texts):
            part = slice(place * _PASSAGES, (place + 1) * _PASSAGES)
            store_entry(db, _entry(start + place, words, vectors[part]))
        note_fact(db, "embedder", archive.index.fingerprint)
        count_change(db)


def _entry(number: int, words: NDArray[np.object_], vectors: Vectors) -> Entry:
    name = f"a{number:08}"
    said, at = [], 0
    sentences = []
    for ordinal, row in enumerate(words.reshape(-1, _WORDS)):
        text = " ".join(row).capitalize() + "."
        sentences.append(Sentence(name, ordinal, Span(at, at + len(text)), text))
        said.append(text)
        at += len(text) + 1
    whole = " ".join(said)
    passages = []
    for first in range(0, len(sentences), _SENTENCES):
        last = first + _SENTENCES - 1
        span = Span(sentences[first].span.start, sentences[last].span.end)
        passages.append(Passage(f"{name}-{first}", name, span.of(whole), span, first, last))
    own = _article(name, number, " ".join(words[:8]), whole)
    return Entry(
        own, whole, sentences, np.repeat(vectors, _SENTENCES, axis=0), passages, vectors,
        name, f"{name}.txt", own.sha256,
    )  # fmt: skip


def _article(name: str, number: int, title: str, text: str) -> Article:
    """Outlets differ in size as in life; every twentieth article has no date."""
    rng = random.Random(number)  # noqa: S311 - reproducible, not secret
    day = _FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    return Article(
        name,
        f"Outlet {int(OUTLETS * rng.random() ** 1.5):02}",
        title, None, day.isoformat() if number % 20 else None, None,
        "en" if number % 10 else rng.choice(("fr", "de")),
        rng.choice(KINDS), (), name, len(text.split()),
        hashlib.sha256(text.encode()).hexdigest(), None,
    )  # fmt: skip
