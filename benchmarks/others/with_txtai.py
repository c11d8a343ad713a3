"""txtai: its RAG pipeline over its own index, with the prompt of its documentation.

    python benchmarks/others/with_txtai.py FOLDER OUT.jsonl

The pipeline names one source for an answer as a whole, found by likeness after writing; it is
taken as that of every sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchange import CONTEXT, MOST_TOKENS, SEED, Answered, Piece, encoder_folder, model_file, run
from txtai import LLM, RAG, Embeddings

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATE = """
  Answer the following question using the provided context.

  Question:
  {question}

  Context:
  {context}
"""
RETRIEVED = 3
"""The pipeline's default."""


def prepare(articles: list[dict[str, str]]) -> Callable[[str], Answered]:
    """Index the articles by paragraph."""
    paragraphs = [
        Piece(article["title"] or "", text)
        for article in articles
        for text in re.split(r"\n\s*\n", article["text"])
        if text.strip()
    ]
    embeddings = Embeddings(path=encoder_folder(), content=True)
    embeddings.index([(place, piece.text, None) for place, piece in enumerate(paragraphs)])
    model = LLM(model_file(), n_ctx=CONTEXT, seed=SEED)
    pipeline = RAG(
        embeddings, model, template=TEMPLATE, output="reference", context=RETRIEVED,
    )  # fmt: skip

    def answer(question: str) -> Answered:
        places = [int(hit["id"]) for hit in embeddings.search(question, RETRIEVED)]
        found = pipeline(
            question, maxlength=MOST_TOKENS, defaultrole="user", temperature=0.0,
        )  # fmt: skip
        number = places.index(int(found["reference"])) + 1
        return Answered(found["answer"].strip(), tuple(paragraphs[p] for p in places), (number,))

    return answer


if __name__ == "__main__":
    run(__doc__, prepare)
