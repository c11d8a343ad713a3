"""The same questions through a plain pipeline: passages in the prompt, the model told to cite.

    python -m benchmarks.plain SUITE [--model NAME|PATH] [--out DIR]

The search, the model and the scorers are Byline's own; what is left out is what Byline adds: the
choice of sentences, attribution after writing, the check, and the decision to decline.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Self

from rich.console import Console

from eval.report import build_report, show_report
from eval.runner import run_suite
from eval.suite import find_suite, load_suite
from rag.answer.prompting import load_prompt
from rag.config import load_config
from rag.events import Finished
from rag.ingest.sentences import sentence_spans
from rag.opening import open_engine, open_writer
from rag.ports import Prompt
from rag.types import (
    Answer,
    Citation,
    Form,
    Mode,
    Provenance,
    Statement,
    Support,
    Timings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.config import Config
    from rag.engine import Engine
    from rag.events import AnswerEvent
    from rag.retrieve.conversation import Turn
    from rag.types import Hit

PASSAGES = 3
MOST_TOKENS = 160
_CITED = re.compile(r"\[(\d+)\]")
_UNKNOWN = re.compile(r"\b(?:do not know|don['’]t know|not (?:stated|mentioned|provided))\b")


class Plain:
    """An archive that answers as a plain pipeline does; all else is the engine's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._model = open_writer(engine.config)
        self.ingest = engine.ingest
        self.articles = engine.articles
        self.text = engine.text
        self.corpus_sha256 = engine.corpus_sha256

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._model.close()
        self._engine.close()

    def traced(self, mode: Mode | None = None) -> tuple[Mode, Provenance]:
        """The model writes, whatever is asked for."""
        del mode
        config = self._engine.config
        return Mode.WRITE, Provenance(
            self._model.identity(), load_prompt("plain", 1).ref, config.embedder.name,
            config.sha256, self._engine.corpus_sha256(), config.model.seed,
        )  # fmt: skip

    def answer(
        self, question: str, *, mode: Mode | None = None, before: Sequence[Turn] = ()
    ) -> Iterator[AnswerEvent]:
        """The model's text as it stands, with the passages that its numbers name."""
        del before
        begun = perf_counter()
        hits = self._engine.search(question, limit=PASSAGES)
        template = load_prompt("plain", 1)
        sources = "\n\n".join(f"[{n}] {hit.passage.text}" for n, hit in enumerate(hits, 1))
        messages = template.fill(question=question, sources=sources)
        prompt = Prompt(messages, MOST_TOKENS, self._engine.config.model.seed)
        text = "".join(self._model.stream(prompt, grammar=None, stop=lambda: False)).strip()
        said = [] if _UNKNOWN.search(text) else list(_statements(text, hits))
        total = perf_counter() - begun
        yield Finished(
            Answer(question, Mode.WRITE, tuple(said), (), (), None, self.traced(mode)[1],
                   Timings(0.0, 0.0, None, total))
        )  # fmt: skip


def _statements(text: str, hits: Sequence[Hit]) -> Iterator[Statement]:
    for span in sentence_spans(text):
        sentence = span.of(text)
        named = [int(n) for n in _CITED.findall(sentence)]
        cited = [hits[n - 1] for n in dict.fromkeys(named) if 0 < n <= len(hits)]
        citations = tuple(Citation(h.article, h.passage.text, h.passage.span) for h in cited)
        plain = " ".join(_CITED.sub("", sentence).split())
        if plain:
            yield Statement(plain, Form.WRITTEN, Support.SUPPORTED, 1.0, "not checked", citations)


def main() -> int:
    """Run a suite and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plain", description=__doc__)
    parser.add_argument("suite")
    parser.add_argument("--model")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    suite = load_suite(find_suite(chosen.suite)).worded_by(Mode.WRITE)
    with tempfile.TemporaryDirectory() as folder:
        flags = {"home": folder, "model.name": chosen.model}
        config = load_config(flags=flags).config

        def opened(settings: Config, archive: Path) -> Plain:
            return Plain(open_engine(settings, archive=archive))

        out = chosen.out or Path(folder) / "run"
        report = build_report(run_suite(suite, config, out=out, open_archive=opened))
    show_report(report, Console(highlight=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
