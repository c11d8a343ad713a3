"""The articles that go with a suite of one's own, in one file beside it.

A suite that stands on the archive as it is today would break with the next article that goes in
or out. So it has its articles with it, as JSONL that `byline ingest` takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.reading import Strict, read_jsonl
from rag.ingest.metadata import MetadataProblem
from rag.ingest.outlets import shipped
from rag.ingest.preparing import NoWords, know
from rag.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from random import Random

    from eval.drafting.checking import Library
    from rag.types import Article

FILE = "articles.jsonl"
MOST = 1000
"""Articles that go with a suite where the archive has more: those that the questions come from,
those that bear on them, and others by lot."""


class ArticleLine(Strict):
    """One article in the file."""

    id: str
    outlet: str | None
    title: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None
    kind: str | None
    origins: tuple[str, ...]
    text: str


def article_line(article: Article, text: str) -> ArticleLine:
    """An article with its cleaned text."""
    return ArticleLine(
        id=article.id, outlet=article.outlet, title=article.title, author=article.author,
        published=article.published, url=article.url, language=article.language,
        kind=article.kind, origins=article.origins, text=text,
    )  # fmt: skip


def stays_the_same(article: Article, text: str) -> bool:
    """Whether an article that is taken in again has the same text, id and outlet.

    A text that was cleaned may lose another line when it is cleaned again; what is gold in it
    would then stand at another place, or nowhere.
    """
    line = article_line(article, text)
    item = Document(f"{FILE}#1", text, line.model_dump(exclude={"text"}), None)
    try:
        known = know(item, {}, shipped())
    except (MetadataProblem, NoWords):
        return False
    return known.sha256 == article.sha256 and known.fields.outlet == article.outlet


def chosen_articles(
    library: Library, needed: Iterable[str], near: Iterable[str], draw: Random
) -> list[Article]:
    """The articles that go with a suite, by id: all, or the most that may.

    Args:
        library: The archive.
        needed: Ids that the questions' answers stand in.
        near: Ids of others that bear on the questions, the nearest first.
        draw: Decides on the rest.
    """
    every = {article.id: article for article in sorted(library.articles(), key=lambda a: a.id)}
    kept = dict.fromkeys(needed)
    for name in near:
        if len(kept) < MOST:
            kept.setdefault(name)
    rest = [name for name in every if name not in kept]
    kept |= dict.fromkeys(draw.sample(rest, k=max(0, min(len(rest), MOST - len(kept)))))
    return [every[name] for name in sorted(kept)]


def corpus_text(library: Library, articles: Sequence[Article]) -> str:
    """The file's text; articles that would not stay the same are left out."""
    lines = []
    for article in articles:
        text = library.text(article.id)
        if stays_the_same(article, text):
            lines.append(article_line(article, text).model_dump_json() + "\n")
    return "".join(lines)


def read_corpus(path: Path) -> dict[str, ArticleLine]:
    """The articles of a file by id.

    Raises:
        SuiteInvalid: It is not there, or a line of it is wrong.
    """
    return {line.id: line for _, line in read_jsonl(path, ArticleLine)}
