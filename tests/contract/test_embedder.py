"""What every encoder promises, asked of each: the real ones with their real weights."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.index.embedders.minilm import MiniLM
from rag.testing import HashEmbedder

if TYPE_CHECKING:
    from rag.ports import Embedder

CACHE = Path(sys.prefix) / "byline-cache" / "byline"
TEXTS = [
    "The Canal Bridge was shut on Monday after a barge struck it.",
    "Mayor Ines Duarte said 14 people were hurt.",
    "Le pont est fermé depuis lundi.",
    "Short.",
    "",
    "🦊 \u200b 漢字",
    "The council voted nine to four to raise the flood wall. " * 12,
]


@cache
def minilm() -> MiniLM:
    return MiniLM(cache=CACHE)


@cache
def minilm_in_bulk() -> MiniLM:
    return MiniLM(cache=CACHE, bulk=0)


@pytest.fixture(
    scope="module",
    params=[
        HashEmbedder,
        pytest.param(minilm, marks=pytest.mark.model),
        pytest.param(minilm_in_bulk, marks=pytest.mark.model),
    ],
)
def embedder(request: pytest.FixtureRequest) -> Embedder:
    made: Embedder = request.param()
    return made


class TestEmbedder:
    def test_every_vector_has_unit_length_and_the_dimension_that_was_said(
        self, embedder: Embedder
    ) -> None:
        vectors = embedder.passages(TEXTS)

        assert vectors.shape == (len(TEXTS), embedder.dimension)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)

    def test_no_texts_give_no_vectors_of_the_right_width(self, embedder: Embedder) -> None:
        assert embedder.passages([]).shape == (0, embedder.dimension)

    def test_vectors_come_in_the_order_of_their_texts(self, embedder: Embedder) -> None:
        forth = embedder.passages(TEXTS)
        back = embedder.passages(TEXTS[::-1])

        assert np.all(np.sum(forth * back[::-1], axis=1) > 0.999)

    def test_a_vector_does_not_depend_on_what_else_is_in_the_batch(
        self, embedder: Embedder
    ) -> None:
        alone = np.stack([embedder.passages([text])[0] for text in TEXTS])
        among = embedder.passages([text for text in TEXTS for _ in range(5)])[::5]

        assert np.all(np.sum(alone * among, axis=1) > 0.999)

    def test_the_same_texts_give_the_same_vectors_again(self, embedder: Embedder) -> None:
        assert np.array_equal(embedder.passages(TEXTS), embedder.passages(TEXTS))

    def test_a_question_is_near_the_passage_that_repeats_it(self, embedder: Embedder) -> None:
        cosines = embedder.passages(TEXTS) @ embedder.question("bridge shut Monday barge struck")

        assert int(np.argmax(cosines)) == 0


@pytest.mark.model
def test_both_runtimes_of_the_encoder_see_the_same_meaning() -> None:
    """A long ingest changes the runtime half way; the archive must not notice."""
    quick = minilm().passages(TEXTS)
    bulk = minilm_in_bulk().passages(TEXTS)

    assert np.all(np.sum(quick * bulk, axis=1) > 0.999)


@pytest.mark.model
def test_the_exported_encoder_agrees_with_its_source_in_full_precision() -> None:
    from sentence_transformers import SentenceTransformer

    from rag.index.embedders.minilm import weights_folder

    source = SentenceTransformer(str(weights_folder()), device="cpu", local_files_only=True)

    expected = source.encode(TEXTS, normalize_embeddings=True)

    assert np.all(np.sum(minilm().passages(TEXTS) * expected, axis=1) > 0.9999)
