"""The articles of a suite, in an archive of their own, so that nobody's archive is touched."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import SuiteInvalid
from rag.events import InputFailed
from rag.ingest.lineage import lineages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from rag.events import IngestEvent
    from rag.types import Article


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the archive of a corpus holds, by article id."""

    texts: Mapping[str, str]
    outlets: Mapping[str, str | None]
    originals: Mapping[str, str]
    """The article whose own report it carries, where that is there too."""


def corpus_sha256(corpus: Path) -> str:
    """Hash of the names and bytes of a corpus: a file, or a folder with all it holds.

    Raises:
        SuiteInvalid: It is not there or cannot be read.
    """
    if not corpus.exists():
        raise SuiteInvalid(
            f"no corpus at {corpus}",
            detail="The articles that the suite asks about are not part of an installed Byline.",
            remedy="Run it from a checkout that has them, or name your own suite's file.",
        )
    total = hashlib.sha256()
    try:
        for name, path in _files(corpus):
            with path.open("rb") as opened:
                content = hashlib.file_digest(opened, "sha256").hexdigest()
            total.update(f"{name}\0{content}\n".encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise SuiteInvalid(
            f"cannot read the corpus {corpus}", detail=f"{error}.", remedy="Mend its permissions."
        ) from error
    return total.hexdigest()


def originals(articles: Iterable[Article]) -> dict[str, str]:
    """By id of an article, the article whose own report it carries; an original has itself.

    Among articles of one lineage that is the oldest one of the outlet that most others name as
    their origin, if it names none itself. A report that nobody took over has no entry.
    """
    found: dict[str, str] = {}
    for lineage in lineages_of(articles, ()):
        if not any(article.origins for article in lineage.articles):
            continue
        origin = (lineage.origin or "").casefold()
        own = (a for a in lineage.articles if not a.origins and _is(a.outlet, origin))
        original = next(own, None)
        if original is not None:
            found |= dict.fromkeys((article.id for article in lineage.articles), original.id)
    return found


def archive_folder(home: Path, sha256: str) -> Path:
    """Where the archive of a corpus with this hash is kept."""
    return home / "eval" / sha256[:16]


def require_whole(events: Iterable[IngestEvent], corpus: Path) -> None:
    """Go through an ingest and insist that everything went in.

    Raises:
        SuiteInvalid: A file could not be read; figures over a part would mislead.
    """
    for event in events:
        if isinstance(event, InputFailed):
            failure = event.failure
            where = f"{failure.path} (line {failure.line})" if failure.line else failure.path
            raise SuiteInvalid(
                f"the corpus {corpus} cannot be read whole",
                detail=f"{where}: {failure.problem}",
                remedy=failure.remedy,
            )


def _is(outlet: str | None, folded: str) -> bool:
    return outlet is not None and outlet.casefold() == folded


def _files(corpus: Path) -> Iterator[tuple[str, Path]]:
    if corpus.is_file():
        yield corpus.name, corpus
        return
    for path in sorted(corpus.rglob("*")):
        name = path.relative_to(corpus)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path
