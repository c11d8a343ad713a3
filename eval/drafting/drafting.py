"""Drafts a suite's questions: as many as are wanted, spread over kinds and articles, by lot.

The same archive, count and seed give the same drafts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from eval.drafting.checking import look_up, may_be_answered, origins_of
from eval.drafting.corpus import FILE as CORPUS
from eval.drafting.corpus import chosen_articles, corpus_text, stays_the_same
from eval.drafting.exchanging import Names, exchanged
from eval.drafting.finding import Kind, candidates, read_article, speakers
from eval.drafting.naming import names
from eval.drafting.saved import Draft, Head, load_drafts, require_free, save_drafts
from eval.suite import Case
from rag.engine import never
from rag.errors import Interrupted, SuiteInvalid
from rag.files import write_whole
from rag.words import folded, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from eval.drafting.checking import Library
    from eval.drafting.finding import Candidate, Read
    from eval.drafting.saved import DraftFolder
    from eval.drafting.writing import Writer
    from rag.types import Article, Lineage

SEED = 7
_UNANSWERABLE = 0.2
"""Of the drafts, those that the archive does not answer."""
_ARTICLES_EACH = 6
"""Articles that are read for each draft that is wanted."""
_OF_ONE_QUESTION = 2
"""Unanswerable ones that are made of one question at most."""
_OF_ONE_ARTICLE = 3
"""Drafts from one article at most, so that no article's luck decides."""


class Progress(NamedTuple):
    """How far the drafting is."""

    done: int
    total: int


class Drafted(NamedTuple):
    """What came of it."""

    drafts: tuple[Draft, ...]
    needed: tuple[str, ...]
    """Ids of the articles that answers stand in."""
    near: tuple[str, ...]
    """Ids of other articles that bear on the questions."""


def draft_cases(
    library: Library,
    *,
    count: int,
    seed: int,
    writer: Writer | None = None,
    watch: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = never,
) -> Drafted:
    """Draft `count` questions, or as many as the archive gives.

    Args:
        library: The archive.
        count: How many are wanted.
        seed: Decides what is drawn.
        writer: Words questions that no template can; None leaves them out.
        watch: Told of each draft.
        stop: Ends it once it is true.

    Raises:
        SuiteInvalid: Nothing in the archive can be asked about.
        Interrupted: `stop` was true.
    """
    draw = Random(seed)  # noqa: S311 - not for secrets
    reads = _read(library, count * _ARTICLES_EACH, draw)
    bank = _Bank.of(reads, writer, draw)
    drafting = _Drafting(library, {a.id: g for g in library.lineages() for a in g.articles})
    unanswerable = round(count * _UNANSWERABLE)
    for candidate in bank.in_turn():
        if stop():
            raise Interrupted("the drafting was stopped", remedy="Nothing was written; begin anew.")
        if len(drafting.drafts) >= count - unanswerable:
            break
        drafting.add(candidate)
        watch(Progress(len(drafting.drafts), count))
    if not drafting.drafts:
        raise SuiteInvalid(
            "nothing in the archive could be made into a question",
            detail="Questions are drafted from reports in English whose outlet is known; "
            f"{len(reads)} were read.",
            remedy="Take more articles in with `byline ingest PATH`, or write the cases by hand: "
            "docs/evaluation.md has their form.",
        )
    answered = [draft.case.question for draft in drafting.drafts]
    for question in answered * _OF_ONE_QUESTION:
        if unanswerable and drafting.add_exchanged(question, bank.names, draw):
            unanswerable -= 1
            watch(Progress(len(drafting.drafts), count))
    return drafting.drafted()


def draft_suite(
    library: Library,
    folder: Path,
    *,
    name: str,
    count: int,
    seed: int,
    writer: Writer | None = None,
    watch: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = never,
) -> DraftFolder:
    """Draft a suite into a folder, articles and all; the rest as `draft_cases` has it.

    Raises:
        UsageProblem: The folder is not empty.
        SuiteInvalid: Nothing in the archive can be asked about.
        Interrupted: `stop` was true; nothing was written.
    """
    require_free(folder)
    made = draft_cases(library, count=count, seed=seed, writer=writer, watch=watch, stop=stop)
    draw = Random(seed)  # noqa: S311 - not for secrets
    articles = chosen_articles(library, made.needed, made.near, draw)
    write_whole(folder / CORPUS, corpus_text(library, articles))
    save_drafts(folder, Head(name=name, seed=seed), made.drafts)
    return load_drafts(folder)


@dataclass
class _Drafting:
    library: Library
    lineages: dict[str, Lineage]
    drafts: list[Draft] = field(default_factory=list)
    needed: dict[str, None] = field(default_factory=dict)
    near: dict[str, None] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, candidate: Candidate) -> None:
        """Look a candidate up and keep it, unless the same was asked before."""
        if not self._is_new(candidate.question):
            return
        found = look_up(candidate, self.library)
        origins, is_shared = origins_of(found.articles, self.lineages)
        outlets = dict.fromkeys(a.outlet for a in found.articles if a.outlet)
        case = Case(
            id=self._name(candidate.kind),
            question=candidate.question,
            answerable=True,
            gold=found.gold,
            outlets=tuple(outlets),
            key=(candidate.key,),
            origins=origins,
            tags=(str(candidate.kind), *(["lineage"] if is_shared else [])),
        )
        self.needed |= dict.fromkeys(a.id for a in found.articles)
        self.near |= dict.fromkeys(found.near)
        self.drafts.append(Draft(case=case, made_by=candidate.made_by, note=found.note))

    def add_exchanged(self, question: str, names: Names, draw: Random) -> bool:
        """Make a question into one without an answer, if that can be done."""
        for tried in exchanged(question, names, draw):
            if folded(tried.question) in self.asked or may_be_answered(tried, self.library):
                continue
            self._is_new(tried.question)
            case = Case(
                id=self._name(Kind.UNANSWERABLE),
                question=tried.question,
                answerable=False,
                tags=(str(Kind.UNANSWERABLE), tried.tag),
            )
            note = f"made of “{question}”: {tried.new} in place of {tried.old}"
            self.drafts.append(Draft(case=case, made_by="template", note=note))
            return True
        return False

    def drafted(self) -> Drafted:
        return Drafted(tuple(self.drafts), tuple(self.needed), tuple(self.near))

    def _is_new(self, question: str) -> bool:
        plain = folded(question)
        is_new = plain not in self.asked
        self.asked.add(plain)
        return is_new

    def _name(self, kind: Kind) -> str:
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return f"{kind}-{self.numbers[kind]:02}"


@dataclass(frozen=True)
class _Bank:
    """Candidates by kind, and the names that questions can be exchanged with."""

    by_kind: dict[Kind, list[Candidate]]
    names: Names

    @classmethod
    def of(cls, reads: Sequence[list[Read]], writer: Writer | None, draw: Random) -> _Bank:
        sentences = [read for article in reads for read in article]
        known = {t.text for r in sentences for t in tokens(r.sentence.text) if t.text.islower()}
        persons = speakers(sentences)
        by_kind: dict[Kind, list[Candidate]] = {}
        for article in reads:
            found = [c for read in article for c in candidates(read, known, persons)]
            if writer is not None:
                asked = {c.sentence for c in found}
                left = [read for read in article if read.sentence not in asked]
                found += writer.candidates(left)
            for one in draw.sample(found, k=min(len(found), _OF_ONE_ARTICLE)):
                by_kind.setdefault(one.kind, []).append(one)
        places = dict.fromkeys(_places(sentences))
        return cls(by_kind, Names(tuple(sorted(places)), tuple(sorted(persons))))

    def in_turn(self) -> Iterator[Candidate]:
        """One of each kind, then the next of each, until there is none."""
        waiting = [iter(self.by_kind[kind]) for kind in Kind if kind in self.by_kind]
        while waiting:
            for one in list(waiting):
                candidate = next(one, None)
                if candidate is None:
                    waiting.remove(one)
                else:
                    yield candidate


def _places(read: Sequence[Read]) -> Iterator[str]:
    for one in read:
        side = one.line.side
        yield from (name.span.of(side.text) for name in names(side) if name.is_placed)


def _read(library: Library, most: int, draw: Random) -> list[list[Read]]:
    """The sentences of articles drawn by lot, those of shared reports taking turns with others."""
    articles = sorted(library.articles(), key=lambda a: a.id)
    known = [article for article in articles if article.outlet]
    shuffled = draw.sample(known, k=len(known))
    shared = {a.id for group in library.lineages() for a in group.articles}
    reads: list[list[Read]] = []
    for article in _alternating(shuffled, shared):
        if len(reads) == most:
            break
        if stays_the_same(article, library.text(article.id)):
            read = read_article(article, library.sentences(article.id))
            if read:
                reads.append(read)
    return reads


def _alternating(articles: Sequence[Article], shared: set[str]) -> Iterator[Article]:
    with_kin = [a for a in articles if a.id in shared]
    alone = [a for a in articles if a.id not in shared]
    for place in range(max(len(with_kin), len(alone))):
        yield from with_kin[place : place + 1]
        yield from alone[place : place + 1]
