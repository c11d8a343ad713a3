"""Public fakes for tests: each stands behind the same port as the real thing."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from rag.config import AnswerSection, Config
from rag.ports import Reading, WordVectors
from rag.types import Mode, ModelRef, Usage
from rag.words import content, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rag.engine import Engine
    from rag.ports import LanguageModel, Prompt, Vector, Vectors, Verifier, Window


class HashEmbedder:
    """Bags of stems hashed into 64 dimensions: like words, like vectors; loads nothing."""

    name = "hash-64"
    dimension = 64

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (n, 64)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([self.question(text) for text in texts])

    def question(self, text: str) -> Vector:
        """The unit vector of one text."""
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        for token in content(text):
            vector[hashlib.sha256(token.stem.encode()).digest()[0] % self.dimension] += 1.0
        unit: Vector = (vector / np.linalg.norm(vector)).astype(np.float32)
        return unit

    def words(self, texts: Sequence[str]) -> list[WordVectors]:
        """The content words of each text, each hashed by itself."""
        found = []
        for text in texts:
            words = content(text)
            rows = self.passages([word.text for word in words])
            found.append(WordVectors(text, tuple(word.span for word in words), rows))
        return found


class SharedWords:
    """Reads by words alone, behind the port `AnswerReader`: like words answer."""

    def read(self, question: str, windows: Sequence[Window]) -> list[float]:
        """A logit that grows with the share of the question's words that are met."""
        asked = {word.stem for word in content(question)}
        return [_met(asked, window) for window in windows]


def _met(asked: set[str], window: Window) -> float:
    own = asked.intersection(stems(window.sentence))
    near = asked.intersection(stems(f"{window.title} {window.before}")) - own
    return 12.0 * (len(own) + 0.5 * len(near)) / len(asked) - 6.0 if asked else -6.0


class WordReader:
    """Reads by words alone, behind the port `ClaimReader`: what the evidence has is supported."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """A logit that grows with the share of the claim's words of meaning that are met."""
        found = []
        for claim, evidence in pairs:
            known = set(stems(evidence))
            said = content(claim)
            missing = [word for word in said if word.stem not in known]
            share = 1.0 - len(missing) / len(said) if said else 0.0
            doubts = tuple((*word.span, 0.9 if word in missing else 0.05) for word in tokens(claim))
            found.append(Reading(12.0 * share - 8.0, doubts))
        return found


def word_verifier() -> Verifier:
    """The real verifier with its rules and weights, over `WordReader` in place of the network."""
    from rag.answer.verifying.judging import JudgeVerifier
    from rag.answer.verifying.weights import WEIGHTS

    return JudgeVerifier(WordReader(), WEIGHTS)


class ScriptedModel:
    """Writes given pieces, or raises a given error after them; records its prompts."""

    name = "scripted"

    def __init__(
        self, pieces: Sequence[str] = (), *, error: Exception | None = None, room: int = 4096
    ) -> None:
        self.room = room
        self.pieces = list(pieces)
        self.error = error
        self.prompts: list[Prompt] = []
        self.started = 0
        self._usage: Usage | None = None

    def identity(self) -> ModelRef:
        """A name and a hash that no file has."""
        return ModelRef(self.name, "0" * 64)

    def start(self) -> None:
        """Count the call."""
        self.started += 1

    def is_loaded(self) -> bool:
        """As soon as it was started."""
        return self.started > 0

    def context(self) -> int:
        """Room for any test."""
        return self.room

    def count_tokens(self, text: str) -> int:
        """One token a word."""
        return len(text.split())

    def stream(
        self, prompt: Prompt, *, grammar: str | None, stop: Callable[[], bool]
    ) -> Iterator[str]:
        """Yield the script until it ends or `stop()` is true."""
        del grammar
        self.prompts.append(prompt)
        self._usage = None
        for piece in self.pieces:
            if stop():
                return
            yield piece
        if self.error is not None:
            raise self.error
        asked = sum(self.count_tokens(message.content) for message in prompt.messages)
        self._usage = Usage(asked, 0, self.count_tokens("".join(self.pieces)))

    def usage(self) -> Usage | None:
        """One token a word, none of them reused."""
        return self._usage

    def close(self) -> None:
        """Nothing to end."""


def archive_engine(
    folder: Path,
    articles: Sequence[Mapping[str, object]] = (),
    *,
    model: LanguageModel | None = None,
    config: Config | None = None,
    clock: Callable[[], date] = date.today,
) -> Engine:
    """An engine with fakes over an archive in `folder` with the given articles ingested.

    Each article is what a line of JSONL would be: `text` and any of the known keys.
    """
    from rag.opening import open_engine

    # The scripted model is trusted: what it writes is what is tested.
    config = config or Config(home=folder / "home", answer=AnswerSection(mode=Mode.WRITE))
    engine = open_engine(
        config, model=model or ScriptedModel(), embedder=HashEmbedder(), clock=clock
    )
    if articles:
        source = folder / "articles.jsonl"
        source.write_text("\n".join(json.dumps(a) for a in articles), encoding="utf-8")
        for _ in engine.ingest([str(source)]):
            pass
    return engine
