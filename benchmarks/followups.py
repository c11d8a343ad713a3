"""What making follow-up questions stand alone is worth, on the labelled set.

    python -m benchmarks.followups

Counts how many labelled questions carry what they must, and how often a right sentence is the
first or among the first three of the evidence: asked as typed, read by the rules, and joined to
the question before.
"""

from __future__ import annotations

import json
import tempfile
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.config import Config
from rag.events import Retrieved
from rag.opening import open_engine
from rag.retrieve.conversation import Turn, standalone
from rag.types import Mode
from rag.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.engine import Engine

ROOT = Path(__file__).parents[1]
LABELLED = ROOT / "tests" / "data" / "followups.jsonl"
_NEAR = 3


def main() -> None:
    """Print both tables."""
    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    cases: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for split in ("first", "second"):
        for alone in (False, True):
            some = [c for c in cases if c["split"] == split and c["alone"] is alone]
            kind = "left alone" if alone else "carried right"
            print(f"{split:7} {kind:13} {sum(map(is_right, some))}/{len(some)}")  # noqa: T201
    asked = [case for case in cases if case["gold"]]
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engine(Config(home=Path(folder))) as engine,
    ):
        for _ in engine.ingest([str(ROOT / "seeds" / "harbour")]):
            pass
        ranks = [_ranks(engine, case) for case in asked]
    for place, way in enumerate(("as typed", "by the rules", "joined")):
        first = sum(rank[place] == 1 for rank in ranks)
        near = sum(0 < rank[place] <= _NEAR for rank in ranks)
        print(f"{way:13} first {first}/{len(ranks)}  first three {near}/{len(ranks)}")  # noqa: T201
    hits = [(0 < typed <= _NEAR, 0 < rules <= _NEAR) for typed, rules, _ in ranks]
    better, worse = hits.count((False, True)), hits.count((True, False))
    print(f"first three: {better} gained, {worse} lost, p = {_sign_test(better, worse):.3f}")  # noqa: T201


def is_right(case: dict[str, Any]) -> bool:
    """Whether a question carries what it must and nothing that it must not."""
    read = standalone(case["question"], [Turn(*turn) for turn in case["before"]]).question
    if case["alone"]:
        return bool(read == case["question"])
    said = _stems([read])
    carries = _stems(case["carry"]) <= said and not _stems(case["leave"]) & said
    return bool(read != case["question"] and carries)


def _ranks(engine: Engine, case: dict[str, Any]) -> tuple[int, int, int]:
    turns = [Turn(*turn) for turn in case["before"]]
    joined = f"{turns[-1].question} {case['question']}"
    return (
        _rank(engine, case, case["question"], ()),
        _rank(engine, case, case["question"], turns),
        _rank(engine, case, joined, ()),
    )


def _rank(engine: Engine, case: dict[str, Any], question: str, before: Sequence[Turn]) -> int:
    """The place of the first right sentence of the evidence, 0 when there is none."""
    events = engine.answer(question, mode=Mode.QUOTE, before=before)
    evidence = next(e.evidence for e in events if isinstance(e, Retrieved))
    for source in evidence:
        for gold in case["gold"]:
            words = gold["words"]
            at = engine.text(source.article.id).find(words)
            span = source.sentence.span
            overlaps = 0 <= at < span.end and span.start < at + len(words)
            if words in source.sentence.text or (overlaps and source.article.id == gold["article"]):
                return source.number
    return 0


def _stems(words: Iterable[str]) -> set[str]:
    return {token.stem for word in words for token in tokens(word)}


def _sign_test(better: int, worse: int) -> float:
    """Two-sided exact test of gains against losses."""
    total, fewer = better + worse, min(better, worse)
    return min(1.0, 2 * sum(comb(total, k) for k in range(fewer + 1)) / float(1 << total))


if __name__ == "__main__":
    main()
