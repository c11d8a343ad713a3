"""LlamaIndex over Chroma: `CitationQueryEngine` with its own prompt, as its documentation has it.

python benchmarks/others/with_llama_index.py FOLDER OUT.jsonl
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import chromadb
from exchange import (
    CONTEXT,
    MOST_TOKENS,
    SEED,
    Answered,
    Piece,
    as_chat,
    encoder_folder,
    model_file,
    run,
)
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.llms.llama_cpp import LlamaCPP
from llama_index.vector_stores.chroma import ChromaVectorStore

if TYPE_CHECKING:
    from collections.abc import Callable

RETRIEVED = 3
"""As the example in the documentation has it."""


def prepare(articles: list[dict[str, str]]) -> Callable[[str], Answered]:
    """Index the articles."""
    collection = chromadb.EphemeralClient().create_collection("articles")
    store = ChromaVectorStore(chroma_collection=collection)
    documents = [Document(text=a["text"], metadata={"title": a["title"] or ""}) for a in articles]
    index = VectorStoreIndex.from_documents(
        documents,
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=HuggingFaceEmbedding(model_name=encoder_folder()),
    )
    model = LlamaCPP(
        model_path=model_file(),
        temperature=0.0,
        max_new_tokens=MOST_TOKENS,
        context_window=CONTEXT,
        model_kwargs={"seed": SEED},
        completion_to_prompt=as_chat,
        verbose=False,
    )
    engine = CitationQueryEngine.from_args(index, llm=model, similarity_top_k=RETRIEVED)

    def answer(question: str) -> Answered:
        response = engine.query(question)
        pieces = tuple(
            # The engine heads each text with the number that the model is to cite it by.
            Piece(node.node.metadata["title"], node.node.text.split("\n", 1)[1].strip())
            for node in response.source_nodes
        )
        return Answered(str(response).strip(), pieces)

    return answer


if __name__ == "__main__":
    run(__doc__, prepare)
