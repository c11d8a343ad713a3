"""Looks a question up in the archive that it came from.

Where else its answer stands, who says otherwise, and whether one that was made not to have an
answer has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from eval.scorers.words import states
from eval.suite import Gold
from rag.answer.conflicts import Relation, Told, differences
from rag.types import Support
from rag.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eval.drafting.exchanging import Exchanged
    from eval.drafting.finding import Candidate
    from rag.types import Article, Hit, Lineage, Sentence, SentenceHit, Verdict

_LOOKED_AT = 12
"""Sentences in which the same answer is looked for."""
_BEARING = 20
"""Passages in which an answer to an exchanged question is looked for."""
_MOST_GOLD = 8
_SHARE = 0.5
"""Of a question's other words; a text that has the exchanged one and as many may answer it."""


class Library(Protocol):
    """The part of the engine that drafting needs."""

    def articles(self) -> list[Article]:
        """All articles."""
        ...

    def text(self, article_id: str, /) -> str:
        """The text that offsets refer to."""
        ...

    def sentences(self, article_id: str, /) -> list[Sentence]:
        """The sentences of an article."""
        ...

    def lineages(self) -> list[Lineage]:
        """Articles that carry the same report."""
        ...

    def search(self, query: str, *, limit: int = 10) -> list[Hit]:
        """Passages that bear on a query."""
        ...

    def search_sentences(self, query: str, *, limit: int = 10) -> list[SentenceHit]:
        """Sentences that bear on a query."""
        ...

    def judge(self, claim: str, sentences: Sequence[str]) -> Verdict:
        """Whether sentences carry a claim."""
        ...


class Looked(NamedTuple):
    """What was found of a candidate."""

    gold: tuple[Gold, ...]
    """Its own place first."""
    articles: tuple[Article, ...]
    """The articles of the gold, in its order."""
    near: tuple[str, ...]
    """Ids of all articles that bear on the question."""
    note: str
    """What a person should look at before accepting it."""


def look_up(candidate: Candidate, library: Library) -> Looked:
    """Where else the answer stands, and who says otherwise.

    Another place counts where it states the answer and the check says that it carries the words
    of the first place; a right answer that cites it must not be called wrong.
    """
    found = library.search_sentences(candidate.question, limit=_LOOKED_AT)
    own, places = candidate.article, [(candidate.article, candidate.gold)]
    for hit in found:
        article, text = hit.hit.article, hit.sentence.text
        if (article.id, text) == (own.id, candidate.sentence.text) or not article.outlet:
            continue
        if len(places) < _MOST_GOLD and _says_the_same(candidate, text, library):
            places.append((article, text))
    gold = tuple(Gold(article=a.id, words=words, sha256=a.sha256) for a, words in places)
    near = tuple(dict.fromkeys(hit.hit.article.id for hit in found))
    return Looked(gold, tuple(a for a, _ in places), near, _otherwise(candidate, found))


def may_be_answered(asked: Exchanged, library: Library) -> bool:
    """Whether something in the archive may answer an exchanged question after all.

    Said rather too often than too seldom: it is enough that a passage has the exchanged words and
    half of the others.
    """
    wanted, rest = set(stems(asked.new)), asked.rest
    passages = (hit.passage.text for hit in library.search(asked.question, limit=_BEARING))
    return any(
        wanted <= known and len(rest & known) >= _SHARE * len(rest)
        for known in (set(stems(text)) for text in passages)
    )


def origins_of(
    articles: Iterable[Article], lineages: Mapping[str, Lineage]
) -> tuple[tuple[str, ...], bool]:
    """Whose reporting stands behind articles, and whether two of them carry one report."""
    origins: dict[str, None] = {}
    seen: dict[str, set[str]] = {}
    for article in articles:
        lineage = lineages.get(article.id)
        if lineage:
            seen.setdefault(lineage.id, set()).add(article.id)
        origin = lineage.origin if lineage else None
        origins |= dict.fromkeys(article.origins or (origin or article.outlet or "",))
    named = tuple(name for name in origins if name)
    return named, any(len(ids) > 1 for ids in seen.values())


def _says_the_same(candidate: Candidate, text: str, library: Library) -> bool:
    if not any(states(text, wording) for wording in candidate.key):
        return False
    if candidate.gold in text:
        return True
    return library.judge(candidate.gold, [text]).support is Support.SUPPORTED


def _otherwise(candidate: Candidate, found: Iterable[SentenceHit]) -> str:
    """The accounts that differ from the candidate's sentence, in a line."""
    own = Told.of(candidate.article, candidate.sentence, "", "")
    others = [Told.of(hit.hit.article, hit.sentence, "", "") for hit in found]
    told = [own, *(t for t in others if (t.article, t.ordinal) != (own.article, own.ordinal))]
    said = []
    for difference in differences(told):
        if difference.relation not in {Relation.CONFLICT, Relation.SUPERSEDED}:
            continue
        voices = [{v.told for v in p.voices} for p in difference.positions]
        if any(own in told_here for told_here in voices):
            said += [
                f"“{p.says}” ({', '.join(p.outlets) or 'unnamed outlet'})"
                for p, told_here in zip(difference.positions, voices, strict=True)
                if own not in told_here
            ]
    return f"accounts differ: {'; '.join(dict.fromkeys(said))}" if said else ""
