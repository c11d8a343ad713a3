"""The collections that are searched, each as an archive with queries whose answer is known."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from eval.suite import BUILT_IN, load_suite
from rag.config import Config
from rag.opening import open_engine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rag.engine import Engine

SUITES = {
    "assessments": ("assessments", "newsroom-assessments"),
    "harbour": ("harbour", "newsroom-harbour"),
}


class Wanted(NamedTuple):
    """One query and where its answer stands."""

    query: str
    articles: frozenset[str]
    """Ids of the articles that hold the answer."""
    places: tuple[tuple[tuple[str, int, int] | None, ...], ...]
    """Sets of (article, start, end), any one of which is a whole answer; None is a sentence
    that cleaning took away, which nothing can find."""
    cluster: str
    """Queries of one cluster share their page's luck."""


class Collection(NamedTuple):
    """An archive and the queries asked of it."""

    name: str
    engine: Engine
    wanted: tuple[Wanted, ...]


def wice(claims: Path, home: Path) -> Collection:
    """Claims of WiCE (Kamoi et al. 2023), each to be found in the page it cites.

    The pages go raw, one line a sentence as they are given, through the whole ingestion.
    """
    rows = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    engine = open_engine(Config(home=home))
    pages = home / "pages.jsonl"
    ids: dict[str, str] = {}
    for row in rows:
        ids.setdefault("\n".join(row["evidence"]), f"w{len(ids):03d}")
    if not engine.articles():
        lines = (json.dumps({"id": name, "text": text}) for text, name in ids.items())
        pages.write_text("\n".join(lines), encoding="utf-8")
        for _ in engine.ingest([str(pages)]):
            pass
    wanted = []
    for row in rows:
        name = ids["\n".join(row["evidence"])]
        spans = folded_spans(engine.text(name), row["evidence"])
        places = tuple(
            tuple((name, *spans[n]) if n in spans else None for n in chosen)
            for chosen in row["supporting_sentences"]
            if chosen
        )
        wanted.append(Wanted(row["claim"], frozenset({name}), places, name))
    return Collection(claims.stem, engine, tuple(wanted))


def seeds(name: str, home: Path) -> Collection:
    """The answerable questions of the suites over one of the packaged collections."""
    suites = [load_suite(BUILT_IN / f"{suite}.toml") for suite in SUITES[name]]
    engine = open_engine(Config(home=home))
    if not engine.articles():
        for _ in engine.ingest([str(suites[0].corpus)]):
            pass
    wanted = []
    for case in (case for suite in suites for case in suite.cases if case.answerable):
        places = tuple(
            ((gold.article, at, at + len(gold.words)),)
            for gold in case.gold
            if (at := engine.text(gold.article).find(gold.words)) >= 0
        )
        articles = frozenset(gold.article for gold in case.gold)
        wanted.append(Wanted(case.question, articles, places, case.cluster))
    return Collection(name, engine, tuple(wanted))


def folded_spans(text: str, lines: Sequence[str]) -> dict[int, tuple[int, int]]:
    """(start, end) of each line that a text holds by its letters and figures, by its number."""
    pairs = [(c, at) for at, raw in enumerate(text) if raw.isalnum() for c in raw.casefold()]
    letters, offsets = "".join(c for c, _ in pairs), [at for _, at in pairs]
    found: dict[int, tuple[int, int]] = {}
    after = 0
    for number, line in enumerate(lines):
        wanted = re.sub(r"[\W_]+", "", line.casefold())
        at = letters.find(wanted, after)
        at = at if at >= 0 else letters.find(wanted)
        if wanted and at >= 0:
            last = at + len(wanted) - 1
            found[number] = (offsets[at], offsets[last] + 1)
            after = last
    return found
