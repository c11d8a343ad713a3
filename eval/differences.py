"""How well differing accounts are told apart: `python -m eval.differences seeds/harbour`.

A collection with a `key.toml` is read into an archive of its own and all its sentences are
compared; what is found is held against the key, pair by pair of sentences. A file of pairs
(`.jsonl`) is measured case by case.
"""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from eval.reading import Strict, read_jsonl
from rag.answer.conflicts import Difference, Matter, Relation, Told, differences
from rag.safety import printable
from rag.testing import archive_engine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from rag.engine import Engine

Spot = tuple[str, int]
"""An article and the place of a sentence in it."""
Pair = frozenset[Spot]
Wanted = dict[str, list[set[Pair]]]
"""By entry of the key: pairs to find; a quotation of several sentences is met by any of them."""
_ENTRY = re.compile(r"^\W*\d\d[.:]\d\d\W+")
_WIDTH = 110


class Account(Strict):
    """One sentence of a pair."""

    outlet: str
    published: str
    title: str
    text: str


class Case(Strict):
    """Two sentences and how they stand to each other."""

    id: str
    status: Literal["conflict", "superseded", "none"]
    kind: str | None
    why: str | None
    split: Literal["mended", "held", "fresh", "last"]
    one: Account
    other: Account


class Score(NamedTuple):
    """Counts of one kind of finding."""

    entries: int
    entries_found: int
    pairs: int
    pairs_found: int
    reported: int
    false: list[tuple[str, Pair]]
    missed: list[tuple[str, Pair]]


def told_of(engine: Engine) -> list[Told]:
    """All sentences of an archive, each with its neighbours and its article's particulars."""
    found: list[Told] = []
    for article in sorted(engine.articles(), key=lambda a: a.id):
        sentences = engine.sentences(article.id)
        texts = [s.text for s in sentences]
        found += [
            Told.of(article, s, " ".join(texts[max(0, n - 1) : n]), " ".join(texts[n + 1 : n + 2]))
            for n, s in enumerate(sentences)
        ]
    return found


def pairs_of(difference: Difference) -> Iterator[Pair]:
    """Every sentence of a position with every one of each other position."""
    for one, other in combinations(difference.positions, 2):
        for a in one.voices:
            for b in other.voices:
                yield frozenset(
                    {(a.told.article, a.told.ordinal), (b.told.article, b.told.ordinal)}
                )


def expected(key: dict[str, Any], told: Sequence[Told]) -> dict[str, Wanted]:
    """Pairs that the key lists, by kind and entry."""
    found: dict[str, Wanted] = {
        "conflict": {}, "superseded": {}, "quotation": {}, "denial": {},
    }  # fmt: skip
    for name, table in (("conflict", "conflicts"), ("superseded", "superseded")):
        for entry in key.get(table, ()):
            steps = entry.get("sides") or entry["steps"]
            spots = [(s["value"], _spots(told, s["article"], s["quote"])) for s in steps]
            found[name][entry["id"]] = list(_between(spots))
    for entry in key.get("corrections", ()):
        wrong = _spots(told, entry["corrected_article"], entry["wrong_quote"])
        right = _spots(told, entry["correction_article"], entry["quote"])
        found["superseded"][entry["id"]] = list(_between([("wrong", wrong), ("right", right)]))
    for entry in key.get("altered_quotations", ()):
        sides = [("", _spots(told, a, entry["true_words"])) for a in entry["verbatim"]]
        sides += [(c["words"], _spots(told, c["article"], c["words"])) for c in entry["altered"]]
        found["quotation"][entry["id"]] = list(_between(sides))
    for entry in key.get("uncertain", ()):
        if "denied" in entry.get("denial", ""):
            sides = [(w, _spots(told, entry["article"], entry[w])) for w in ("quote", "denial")]
            found["denial"][f"{entry['article']}-denial"] = list(_between(sides))
    return found


def right_beside(key: dict[str, Any], told: Sequence[Told]) -> set[Pair]:
    """Pairs that are right by the key although it does not list them.

    They give two of an entry's figures, unit and all, in other sentences; or they set an outdated
    figure against a side of the conflict that its successor is part of.
    """
    found: set[Pair] = set()
    for entry in (*key.get("superseded", ()), *key.get("corrections", ())):
        steps = entry.get("steps") or ({"value": entry["wrong"]}, {"value": entry["right"]})
        values = [" ".join(s["value"].partition("(")[0].split()) for s in steps]
        sides = [
            (v, [(t.article, t.ordinal) for t in told if re.search(rf"(?<![\d.,]){v}\b", t.text)])
            for v in values
            if " " in v
        ]
        found |= set(_across(sides))
    for entry in key.get("superseded", ()):
        steps = [(s["value"], _spots(told, s["article"], s["quote"])) for s in entry["steps"]]
        old = [spot for value, spots in steps if value != entry["latest"] for spot in spots]
        for other in key.get("conflicts", ()):
            now = {x for s in other["sides"] for x in _spots(told, s["article"], s["quote"])}
            if now & {spot for _, spots in steps for spot in spots}:
                found |= {frozenset({a, b}) for a in old for b in now if a != b}
    return found


def _between(sides: Sequence[tuple[str, Sequence[Spot]]]) -> Iterator[set[Pair]]:
    """For every two sentences of the key that differ, the pairs that stand for them."""
    for one, other in combinations(sides, 2):
        if pairs := set(_across([one, other])):
            yield pairs


def _across(sides: Sequence[tuple[str, Sequence[Spot]]]) -> Iterator[Pair]:
    for (value, one), (another, other) in combinations(sides, 2):
        if value != another:
            yield from (frozenset({a, b}) for a in one for b in other)


def _spots(told: Sequence[Told], article: str, quote: str) -> list[Spot]:
    plain = " ".join(quote.split())
    return [
        (t.article, t.ordinal)
        for t in told
        if t.article == article
        and (plain in (own := _ENTRY.sub("", " ".join(t.text.split()))) or own in plain)
    ]


def kind_of(difference: Difference) -> str | None:
    """The row of the table that a difference belongs to; None for what is no claim of a clash."""
    if difference.relation is Relation.SUPERSEDED:
        return "superseded"
    if difference.relation is not Relation.CONFLICT:
        return None
    if difference.matter in {Matter.QUOTATION, Matter.DENIAL}:
        return difference.matter.value
    return "conflict"


def score(
    found: Sequence[Difference], wanted: dict[str, Wanted], beside: Collection[Pair] = ()
) -> dict[str, Score]:
    """Precision and recall of each kind, over all pairs of sentences."""
    result: dict[str, Score] = {}
    for kind, entries in wanted.items():
        pairs = [(name, each) for name, listed in entries.items() for each in listed]
        true = {pair for _, each in pairs for pair in each}
        reported = {p for d in found if kind_of(d) == kind for p in pairs_of(d)}
        if kind == "superseded":
            reported -= set(beside) - true
        result[kind] = Score(
            len(entries),
            sum(any(each & reported for each in listed) for listed in entries.values()),
            len(pairs),
            sum(bool(each & reported) for _, each in pairs),
            len(reported),
            [(_matters(found, kind, p), p) for p in sorted(reported - true, key=sorted)],
            [(name, min(each, key=sorted)) for name, each in pairs if not each & reported],
        )
    return result


def _matters(found: Sequence[Difference], kind: str, pair: Pair) -> str:
    """In what a pair is said to differ, with the words."""
    return "; ".join(
        f"{d.matter.value}: {' / '.join(printable(p.says)[:40] for p in d.positions)}"
        for d in found
        if kind_of(d) == kind and pair in set(pairs_of(d))
    )


def measure_collection(folder: Path) -> Iterator[str]:
    """The lines of the report on a collection."""
    with tempfile.TemporaryDirectory() as place, archive_engine(Path(place)) as engine:
        for _ in engine.ingest([str(folder)]):
            pass
        told = told_of(engine)
    found = differences(told)
    key_file = folder / "key.toml"
    key = tomllib.loads(key_file.read_text(encoding="utf-8")) if key_file.exists() else {}
    by_spot = {(t.article, t.ordinal): t for t in told}
    yield f"{folder}: {len(told)} sentences, {len(told) * (len(told) - 1) // 2} pairs"
    yield "| kind | entries | found | pairs in key | found | pairs reported | false |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    scores = score(found, expected(key, told), right_beside(key, told))
    for kind, s in scores.items():
        yield (
            f"| {kind} | {s.entries} | {s.entries_found} | {s.pairs} | {s.pairs_found} "
            f"| {s.reported} | {len(s.false)} |"
        )
    for title, listed in (("not in the key", "false"), ("missed", "missed")):
        for s in scores.values():
            for name, pair in getattr(s, listed):
                yield f"{title} ({name}):"
                yield from (f"    {_shown(by_spot[spot])}" for spot in sorted(pair))
    yield f"other relations: {dict(Counter(d.relation.value for d in found if kind_of(d) is None))}"


def measure_pairs(file: Path) -> Iterator[str]:
    """The lines of the report on a file of pairs."""
    counts: Counter[tuple[str, str, str]] = Counter()
    wrong: list[str] = []
    for _, case in read_jsonl(file, Case):
        got, kinds = judged(case)
        is_right = got == case.status and (case.kind is None or case.kind in kinds)
        counts[case.split, case.status, "right" if is_right else got] += 1
        if not is_right and case.split != "held":
            wrong.append(f"{case.id}: {case.status}, read as {got}: {case.one.text}")
    yield f"{file}"
    yield "| half | conflicts | found | look-alikes | false | superseded | found |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for split in ("mended", "held", "fresh", "last"):
        rows = {s: {k[2]: n for k, n in counts.items() if k[:2] == (split, s)}
                for s in ("conflict", "none", "superseded")}  # fmt: skip
        yield (
            f"| {split} | {sum(rows['conflict'].values())} | {rows['conflict'].get('right', 0)} "
            f"| {sum(rows['none'].values())} "
            f"| {sum(n for k, n in rows['none'].items() if k != 'right')} "
            f"| {sum(rows['superseded'].values())} | {rows['superseded'].get('right', 0)} |"
        )
    yield from wrong


def judged(case: Case) -> tuple[str, set[str]]:
    """What is found in a pair, and of which kinds."""
    told = [
        Told(
            str(n), 0, a.text, a.outlet, frozenset({a.outlet}), a.published, None, a.title
        )
        for n, a in enumerate((case.one, case.other))
    ]  # fmt: skip
    found = [d for d in differences(told) if len(d.positions) > 1]
    relations = {d.relation for d in found}
    kinds = {d.matter.value for d in found}
    for relation in (Relation.CONFLICT, Relation.SUPERSEDED):
        if relation in relations:
            return relation.value, kinds
    return "none", kinds


def _shown(told: Told) -> str:
    text = printable(told.text)
    return f"{told.article} {text[:_WIDTH]}{'…' if len(text) > _WIDTH else ''}"


def main(places: Iterable[str]) -> int:
    """Report on each collection or file of pairs."""
    for place in map(Path, places):
        measure = measure_pairs if place.suffix == ".jsonl" else measure_collection
        for line in measure(place):
            sys.stdout.write(f"{line}\n")
        sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["seeds/harbour", "seeds/assessments"]))
