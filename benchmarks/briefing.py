"""What a briefing costs beside embedding the sentences that it is made of.

    python -m benchmarks.briefing --articles 100
    python -m benchmarks.briefing --articles 100 --claims wice_claim_dev.jsonl [--topic WORDS]

The articles are those of `seeds/harbour` on one event, each printed again by other outlets with
some sentences left out and some days and hours later, as a wire story is; encoder and judge are the
real ones, and the briefing is in quotations. The archive is searched once before, so that what
any first question loads is loaded. Seconds are of the processor, both cores together, so that what
else runs on the machine counts for neither.

With `--claims` they are pages that claims of WiCE cite, which share no sentence with one another.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.machine import machine_line
from rag.config import Config
from rag.events import Briefed, StageBegun
from rag.opening import open_engine
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.engine import Engine
    from rag.types import Article

TOPIC = "the Sallow Bridge collision"
ROUNDS = 3
_EVENT = 15
"""The first articles of the collection are on the collision."""
_LEFT_OUT = 0.25
"""Share of the sentences that a further print leaves out."""
SEEDS = Path("seeds/harbour")
_SHORT, _LONG = 600, 6000
"""Characters of a page."""


def printed_again(
    sources: list[tuple[Article, list[str]]], count: int
) -> Iterator[dict[str, object]]:
    """`count` articles: the sources, then prints of them by other outlets."""
    for number in range(count):
        article, sentences = sources[number % len(sources)]
        rng = random.Random(number)  # noqa: S311 - reproducible, not secret
        is_first = number < len(sources)
        kept = [s for s in sentences if is_first or rng.random() >= _LEFT_OUT]
        yield {
            "id": f"print-{number}",
            "outlet": article.outlet if is_first else f"Outlet {number}",
            "title": article.title,
            "published": article.published,
            "kind": article.kind,
            "language": article.language,
            "origins": list(article.origins) if is_first else [article.outlet],
            "text": " ".join(kept),
        }


def unlike(claims: Path, count: int) -> Iterator[dict[str, object]]:
    """`count` pages of middling length, each as an article of an outlet of its own."""
    rows = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    pages = dict.fromkeys("\n".join(row["evidence"]) for row in rows)
    fitting = [page for page in pages if _SHORT < len(page) < _LONG][:count]
    for number, page in enumerate(fitting):
        yield {"id": f"page-{number}", "outlet": f"Outlet {number}", "text": page,
               "published": "2026-03-02"}  # fmt: skip


def measure(engine: Engine, topic: str) -> Iterator[str]:
    """The lines of the report."""
    stored = len(engine.articles())
    texts = [s.text for a in engine.articles() for s in engine.sentences(a.id)]
    engine.search(topic)
    encoder = engine._embedder  # noqa: SLF001 - what is measured against
    for number in range(1, ROUNDS + 1):
        begun = time.process_time()
        encoder.passages(texts)
        embedding = time.process_time() - begun
        marks: list[str] = []
        articles = 0
        begun = time.process_time()
        for event in engine.brief(topic, mode=Mode.QUOTE):
            if isinstance(event, StageBegun):
                marks.append(f"{event.stage} at {time.process_time() - begun:.1f} s")
            elif isinstance(event, Briefed):
                articles = len(event.briefing.sources)
        whole = time.process_time() - begun
        yield (
            f"{number}: {stored} articles, {len(texts)} sentences embedded in {embedding:.1f} s; "
            f"briefing in {whole:.1f} s, {whole / embedding:.2f} times that; {articles} cited"
        )
        yield f"   {', '.join(marks)}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--claims", type=Path, help="claims of WiCE, whose pages are taken")
    parser.add_argument("--topic", default=TOPIC)
    chosen = parser.parse_args()
    print(machine_line())  # noqa: T201
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = (
            unlike(chosen.claims, chosen.articles)
            if chosen.claims
            else printed_again(_sources(folder / "seeds"), chosen.articles)
        )
        articles = folder / "articles.jsonl"
        articles.write_text("\n".join(map(json.dumps, made)), encoding="utf-8")
        with open_engine(Config(home=folder / "home")) as engine:
            for _ in engine.ingest([str(articles)]):
                pass
            for line in measure(engine, chosen.topic):
                print(line, flush=True)  # noqa: T201


def _sources(home: Path) -> list[tuple[Article, list[str]]]:
    with open_engine(Config(home=home)) as engine:
        for _ in engine.ingest([str(SEEDS)]):
            pass
        known = sorted(engine.articles(), key=lambda a: a.id)[:_EVENT]
        return [(a, [s.text for s in engine.sentences(a.id)]) for a in known]


if __name__ == "__main__":
    main()
