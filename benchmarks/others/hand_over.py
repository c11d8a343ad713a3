"""What the other tools are given: a suite's articles as Byline cleaned them, and its questions.

    python -m benchmarks.others.hand_over SUITE DIR [--every N]

Writes `articles.jsonl` and `questions.jsonl`; every tool reads these two and nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from eval.corpus import require_whole
from eval.suite import find_suite, load_suite
from rag.config import load_config
from rag.opening import open_engine


def main() -> int:
    """Write both files."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.others.hand_over")
    parser.add_argument("suite")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="Take every Nth question.")
    chosen = parser.parse_args()
    suite = load_suite(find_suite(chosen.suite))
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        config = load_config(flags={"home": home}).config
        with open_engine(config) as engine:
            require_whole(engine.ingest([str(suite.corpus)]), suite.corpus)
            articles = [
                {"id": a.id, "outlet": a.outlet, "title": a.title, "text": engine.text(a.id)}
                for a in engine.articles()
            ]
    questions = [{"id": c.id, "question": c.question} for c in suite.cases[:: chosen.every]]
    for name, rows in (("articles", articles), ("questions", questions)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (chosen.folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    sys.stdout.write(f"{len(articles)} articles, {len(questions)} questions\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
