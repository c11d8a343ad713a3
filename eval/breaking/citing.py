"""Other citations: of another article, place or name, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.breaking.fault import with_citations
from eval.faults.change import Setting
from eval.faults.corrupting import corrupt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from eval.breaking.fault import Right
    from eval.records import Cited, Said
    from eval.shelf import Shelf, Shelved

_SHIFT = range(1, 12)
"""Characters by which offsets are off."""


def of_another_article(said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:
    """It cites an article of another report, which says something else."""
    stranger = _stranger(said, right.shelf, random)
    return (with_citations(said, (stranger,)),) if stranger else None


def needless(said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:
    """Beside what carries it, it cites an article that says something else."""
    stranger = _stranger(said, right.shelf, random)
    return (with_citations(said, (*said.citations, stranger)),) if stranger else None


def dropped(said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:  # noqa: ARG001
    """It cites nothing."""
    return (with_citations(said, ()),) if said.citations else None


def of_a_reprint(said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:
    """In place of the article that first reported it, it cites one that reprints it."""
    reprints = [found for cited in said.citations for found in _reprints(cited, right.shelf)]
    return (with_citations(said, (random.choice(reprints),)),) if reprints else None


def under_another_name(said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:
    """A citation names an outlet that is none of those in which the answer stands."""
    outlets = {shelved.article.outlet for shelved in right.shelf.values()}
    names = sorted(name for name in outlets if name and name not in right.case.outlets)
    if not names or not said.citations:
        return None
    place = random.randrange(len(said.citations))
    return (_recited(said, place, {"outlet": random.choice(names)}),)


def shifted(said: Said, right: Right, random: Random) -> tuple[Said, ...] | None:
    """The offsets of a citation are off by some characters."""
    if not said.citations:
        return None
    place, by = random.randrange(len(said.citations)), random.choice(_SHIFT)
    cited = said.citations[place]
    start, end = cited.start + by, cited.end + by
    text = right.shelf[cited.article].text
    # What a record holds of offsets that lead beyond the text.
    found = text[start:end] if end <= len(text) else ""
    return (_recited(said, place, {"start": start, "end": end, "found": found}),)


def _recited(said: Said, place: int, update: dict[str, object]) -> Said:
    changed = said.citations[place].model_copy(update=update)
    return with_citations(said, (*said.citations[:place], changed, *said.citations[place + 1 :]))


def _stranger(said: Said, shelf: Shelf, random: Random) -> Cited | None:
    """A sentence of an article of another report, in mostly other words."""
    if not said.citations:
        return None
    cited = {_report(shelf[one.article]) for one in said.citations}
    others = [shelved for shelved in shelf.values() if _report(shelved) not in cited]
    evidence = (said.text, *(one.quote for one in said.citations))
    for shelved in random.sample(others, len(others)):
        change = corrupt(said.text, "elsewhere", Setting(evidence, shelved.sentences), random)
        if change is not None:
            return shelved.cited(shelved.spans[shelved.sentences.index(change.text)])
    return None


def _report(shelved: Shelved) -> str:
    return shelved.article.lineage or shelved.article.id


def _reprints(cited: Cited, shelf: Shelf) -> Iterator[Cited]:
    """The same words in articles that carry the report of the cited original."""
    if cited.original != cited.article:
        return
    for shelved in shelf.values():
        if shelved.original == cited.article and shelved.article.id != cited.article:
            words = (span for span in shelved.spans if span.of(shelved.text) == cited.quote)
            yield from map(shelved.cited, words)
