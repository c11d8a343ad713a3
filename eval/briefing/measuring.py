"""A briefing held against the key of its collection."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from eval.briefing.counting import Dated, Tally, of_lineage, of_pairs, of_timeline
from eval.differences import expected, right_beside
from rag.brief.types import is_reporting
from rag.ingest.lineage import independent_origins
from rag.words import content, stems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from eval.briefing.counting import Pair, Spot
    from rag.answer.conflicts import Told
    from rag.brief.types import Briefing
    from rag.engine import Engine
    from rag.types import Article, Citation, Span

_EXACT = {"day", "minute"}
_ALIKE = 0.6
Key = dict[str, Any]


class Truth(NamedTuple):
    """What a key says of the events that a topic is about."""

    key: Key
    told: Sequence[Told]
    """All sentences of the articles of those events."""
    spans: dict[tuple[str, Span], int]
    """The ordinals of sentences."""


def truth(engine: Engine, key: Key, told: Sequence[Told], events: Collection[str]) -> Truth:
    """The part of a key that is about some events; all of it where none are named."""
    parts = {
        name: [e for e in entries if not events or e.get("event", "") in events]
        if isinstance(entries, list) and name != "reprints"
        else entries
        for name, entries in key.items()
    }
    mine = {a["id"] for a in parts["articles"]}
    for name in ("corrections", "uncertain"):
        parts[name] = [
            e for e in key.get(name, ()) if e.get("article", e.get("corrected_article")) in mine
        ]
    parts["reprints"] = [e for e in key.get("reprints", ()) if e["source"] in mine]
    spans = {
        (article.id, s.span): s.ordinal
        for article in engine.articles()
        for s in engine.sentences(article.id)
    }
    return Truth(parts, [t for t in told if t.article in mine], spans)


def measured(briefing: Briefing, known: Truth) -> dict[str, Tally]:
    """The tallies of one briefing, by section."""
    wanted = expected(known.key, known.told)
    beside = right_beside(known.key, known.told)
    pairs = _differences(briefing, known)
    return {
        "conflicts": of_pairs(pairs["conflict"], wanted["conflict"]),
        "superseded and corrected": of_pairs(pairs["superseded"], wanted["superseded"], beside),
        "denials": of_pairs(pairs["denial"], wanted["denial"]),
        "altered quotations": of_pairs(_drifted(briefing, known), wanted["quotation"]),
        "lineage": of_lineage(_carried(briefing), _lineages(known)),
        "timeline": of_timeline(
            (
                (h.day, _spots(h.line.citations, known))
                for h in briefing.timeline
                if h.precision in _EXACT
            ),
            _dated(known),
        ),
        "reprints as one origin": _reprints(briefing, known),
        "used as reporting": _as_reporting(briefing),
        "verbatim": _verbatim(briefing, known),
    }


def _differences(briefing: Briefing, known: Truth) -> dict[str, set[Pair]]:
    found: dict[str, set[Pair]] = defaultdict(set)
    for difference in briefing.differences:
        dispute = difference.dispute
        kind = "superseded" if difference.is_superseded else "conflict"
        if dispute.matter == "denial":
            kind = "denial"
        found[kind] |= _across([a.citations for a in dispute.accounts], known)
    return found


def _drifted(briefing: Briefing, known: Truth) -> set[Pair]:
    return {
        pair
        for quotation in briefing.said
        for pair in _across([w.citations for w in quotation.wordings], known)
    }


def _across(sides: Sequence[Sequence[Citation]], known: Truth) -> set[Pair]:
    return {
        frozenset({a, b})
        for one, other in combinations(sides, 2)
        for a in _spots(one, known)
        for b in _spots(other, known)
    }


def _spots(citations: Iterable[Citation], known: Truth) -> set[Spot]:
    return {(c.article.id, known.spans[c.article.id, c.span]) for c in citations}


def _carried(briefing: Briefing) -> list[list[str]]:
    return [[n.article.id for n in g.nodes if n.article] for g in briefing.lineage]


def _lineages(known: Truth) -> list[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for article in known.key["articles"]:
        groups[article["lineage"]].append(article["id"])
    return list(groups.values())


def _dated(known: Truth) -> list[Dated]:
    """The entries of the key that have a whole day."""
    found = []
    for entry in known.key.get("timeline", ()):
        if entry.get("precision", "day") != "day" or not hasattr(entry["date"], "isoformat"):
            continue
        quote = " ".join(entry["quote"].split())
        spots = {
            (t.article, t.ordinal)
            for t in known.told
            if t.article in entry["articles"] and quote in " ".join(t.text.split())
        }
        near = {(a, n + by) for a, n in spots for by in (-1, 1)}
        near |= {
            (t.article, t.ordinal)
            for t in known.told
            if t.article in entry["articles"] and _is_alike(quote, t.text)
        }
        name, day = entry.get("what", quote), entry["date"].isoformat()
        found.append(Dated(name, day, frozenset(spots), frozenset(near)))
    return found


def _is_alike(quote: str, text: str) -> bool:
    """Whether a sentence has most of the words of meaning of a quote."""
    wanted = {t.stem for t in content(quote)}
    return len(wanted.intersection(stems(text))) >= _ALIKE * len(wanted)


def _reprints(briefing: Briefing, known: Truth) -> Tally:
    """Every group of reprints is one origin wherever a line cites several of them."""
    articles = {s.article.id: s.article for s in briefing.sources}
    groups = [
        [r["source"], *(c["article"] for c in r["copies"])] for r in known.key["reprints"]
    ]  # fmt: skip
    wrong = [g[0] for g in groups if _origins(articles[n] for n in g if n in articles) > 1]
    return Tally(
        len(groups), len(groups) - len(wrong), len(groups), len(wrong), tuple(wrong), tuple(wrong)
    )


def _origins(articles: Iterable[Article]) -> int:
    return independent_origins(articles)


def _backing(briefing: Briefing) -> Iterator[Citation]:
    """What is shown as the backing of a fact."""
    for line in (*briefing.in_short, *(m.line for m in briefing.missing)):
        yield from line.citations
    for difference in briefing.differences:
        yield from (c for account in difference.dispute.accounts for c in account.citations)
    for row in briefing.table.rows if briefing.table else ():
        yield from (c for cell in row.cells for c in cell.citations)


def _as_reporting(briefing: Briefing) -> Tally:
    cited = list(_backing(briefing))
    false = [c.article.id for c in cited if not is_reporting(c.article)]
    return Tally(0, 0, len(cited), len(false), wrong=tuple(false))


def _verbatim(briefing: Briefing, known: Truth) -> Tally:
    """Citations whose words are a sentence of their article, and quotations that stand in them."""
    cited = [*_backing(briefing), *(c for h in briefing.timeline for c in h.line.citations)]
    texts = {(t.article, t.ordinal): t.text for t in known.told}
    wrong = [
        c.article.id
        for c in cited
        if texts.get((c.article.id, known.spans.get((c.article.id, c.span), -1)), c.quote)
        != c.quote
    ]
    wordings = [w for q in briefing.said for w in q.wordings]
    wrong += [w.words for w in wordings if any(w.words not in c.quote for c in w.citations)]
    return Tally(0, 0, len(cited) + len(wordings), len(wrong), wrong=tuple(wrong))
