"""LangChain over Chroma: its question answering with sources, prompt and parser its own.

    python benchmarks/others/with_langchain.py FOLDER OUT.jsonl

The chain names the sources of an answer as a whole; they are taken as those of every sentence.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

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
from langchain_chroma import Chroma
from langchain_classic.chains.qa_with_sources.base import QAWithSourcesChain
from langchain_classic.chains.qa_with_sources.stuff_prompt import template
from langchain_community.llms import LlamaCpp
from langchain_core.documents import Document
from langchain_core.prompts import PromptTemplate
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK = 1000
OVERLAP = 200
"""As the tutorial on retrieval has them."""


def prepare(articles: list[dict[str, str]]) -> Callable[[str], Answered]:
    """Index the articles."""
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    documents = [
        Document(page_content=a["text"], metadata={"title": a["title"] or ""}) for a in articles
    ]
    store = Chroma.from_documents(
        splitter.split_documents(documents), HuggingFaceEmbeddings(model_name=encoder_folder())
    )
    retriever = store.as_retriever()
    model = LlamaCpp(
        model_path=model_file(),
        temperature=0.0,
        max_tokens=MOST_TOKENS,
        n_ctx=CONTEXT,
        n_batch=512,
        seed=SEED,
        verbose=False,
    )
    prompt = PromptTemplate.from_template(as_chat(template))
    chain = QAWithSourcesChain.from_chain_type(model, chain_type_kwargs={"prompt": prompt})

    def answer(question: str) -> Answered:
        found = retriever.invoke(question)
        for number, document in enumerate(found, 1):
            document.metadata["source"] = str(number)
        result = chain.invoke({"docs": found, "question": question})
        pieces = tuple(Piece(d.metadata["title"], d.page_content) for d in found)
        sources = tuple(map(int, re.findall(r"\d{1,6}", result["sources"])))
        return Answered(result["answer"].strip(), pieces, sources)

    return answer


if __name__ == "__main__":
    run(__doc__, prepare)
