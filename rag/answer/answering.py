"""Evidence first, the writer second, a check last.

The writer is not trusted: what it says is shown only when verbatim words carry it, and the
best evidence is quoted when the writer did not state it.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.attribution import attribute, fragment, quoted, written
from rag.answer.disputes import disputes
from rag.answer.fitting import fitted
from rag.answer.prompting import load_prompt
from rag.errors import ModelProblem
from rag.events import Finished, Judged, Retrieved, Token
from rag.ingest.sentences import sentence_spans
from rag.ports import Prompt
from rag.retrieve.questions import Wanted, offers, wanted_by
from rag.types import Answer, Form, Mode, Provenance, Timings
from rag.words import content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.config import Config
    from rag.events import AnswerEvent
    from rag.ports import LanguageModel, Verifier
    from rag.retrieve.asking import Understood
    from rag.retrieve.evidence import EvidenceChooser
    from rag.types import Dispute, Evidence, ModelRef, PromptRef, Statement, Usage

PROMPT = ("answer", 1)
POOL = 30
"""Sentences among which further support for a statement is looked for."""
_NEAR_BEST = 0.45
"""A further sentence must score at least this share of the best one's score."""
_REPEATS = 0.6
"""Share of words in common (Jaccard) from which a sentence repeats another."""
_ABOUT_SOURCES = re.compile(
    r"(?:The|This|These|My) (?:(?:numbered|final|correct|above|given) )?"
    r"(?:sources?|answers?|passages?|texts?)\b|According to the (?:sources?|passages?|texts?)\b",
    re.IGNORECASE,
)
"""How a weak writer fills a sentence: "The answer is: Greyling Port Company."."""
_FEWEST_WORDS = 3
"""Words with a meaning of their own in a sentence; a shorter one is a fragment."""
_NEW_WORDS = 0.5
"""Share of what the evidence adds to the question that a written sentence must keep."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question with everything it is to be answered with."""

    asked: Understood
    mode: Mode
    stop: Callable[[], bool]
    corpus_sha256: str
    load_seconds: float

    @property
    def question(self) -> str:
        """What is searched and what the writer is asked."""
        return self.asked.text


class Outcome(NamedTuple):
    """What came of a question."""

    evidence: Sequence[Evidence]
    answerable: float
    shown: Sequence[Statement]
    dropped: Sequence[Statement]
    notice: str | None
    disputes: tuple[Dispute, ...]
    usage: Usage | None


class Answering:
    """Answers questions from chosen evidence with a writer that is checked."""

    def __init__(
        self,
        config: Config,
        chooser: EvidenceChooser,
        verifier: Verifier,
        model: LanguageModel,
        embedder: str,
    ) -> None:
        self._config = config
        self._chooser = chooser
        self._verifier = verifier
        self._model = model
        self._embedder = embedder

    def answer(self, request: Request) -> Iterator[AnswerEvent]:
        """Yield what happens; the answer comes last."""
        clock = _Clock(request.load_seconds)
        pool, evidence, answerable = self._chooser.choose(
            request.question, only=request.asked.only, limit=self._config.answer.sources, pool=POOL
        )
        clock.retrieved()
        yield Retrieved(tuple(evidence))
        shown: list[Statement] = []
        dropped: list[Statement] = []
        usage = None
        notes = list(request.asked.notes)
        if evidence and answerable >= self._config.answer.decline_below:
            drafted: list[Statement] = []
            if request.mode is Mode.WRITE:
                draft = ""
                for piece in self._draft(request, evidence):
                    clock.token()
                    draft += piece
                    yield Token(piece)
                usage = self._model.usage()
                bearing = [e for e in pool if e.score >= self._enough(evidence)]
                drafted = self._judged(draft, bearing)
            dropped = [s for s in drafted if s.form is Form.DROPPED]
            shown = self._completed(request.question, drafted, evidence, pool)
            notes += _remarks(request.mode, shown, dropped)
            for statement in (*shown, *dropped):
                yield Judged(statement)
        differ = disputes(shown, pool) if shown else ()
        found = Outcome(
            evidence, answerable, shown, dropped, " ".join(notes) or None, differ, usage
        )
        yield Finished(self._finished(request, found, clock))

    def provenance(self, mode: Mode, corpus_sha256: str) -> Provenance:
        """What an answer in a mode is traced to."""
        model, prompt = self._writer(mode)
        return Provenance(
            model=model,
            prompt=prompt,
            embedder=self._embedder,
            config_sha256=self._config.sha256,
            corpus_sha256=corpus_sha256,
            seed=self._config.model.seed,
        )

    def _draft(self, request: Request, evidence: Sequence[Evidence]) -> Iterator[str]:
        template = load_prompt(*PROMPT)
        settings = self._config.model
        told = [f"[{e.number}] {e.sentence.text}" for e in evidence]
        messages = fitted(
            lambda count: template.fill(question=request.question, sources="\n".join(told[:count])),
            len(told),
            self._model,
            settings.max_tokens,
        )
        prompt = Prompt(messages, settings.max_tokens, settings.seed, settings.temperature)
        yield from self._model.stream(prompt, grammar=template.grammar, stop=request.stop)

    def _judged(self, draft: str, pool: Sequence[Evidence]) -> list[Statement]:
        texts = dict.fromkeys(span.of(draft) for span in sentence_spans(draft))
        return [
            fragment(text)
            if states_nothing(text)
            else written(text, attribute(text, pool, self._verifier))
            for text in texts
        ]

    def _enough(self, evidence: Sequence[Evidence]) -> float:
        """The score from which a sentence bears on the question beside the best one."""
        return evidence[0].score * _NEAR_BEST

    def _completed(
        self,
        question: str,
        drafted: Sequence[Statement],
        evidence: Sequence[Evidence],
        pool: Sequence[Evidence],
    ) -> list[Statement]:
        """The writer's sentences that stand, and quotations of what they left out."""
        kept = [s for s in drafted if s.form is Form.WRITTEN]
        best = evidence[0]
        if not any(_states(s, best, question) for s in kept):
            kept.insert(0, quoted(best, pool, self._verifier))
        enough = self._enough(evidence)
        for further in evidence[1:]:
            if len(kept) >= self._config.answer.statements or further.score < enough:
                break
            if not any(_says_again(further, statement) for statement in kept):
                kept.append(quoted(further, pool, self._verifier))
        return kept

    def _finished(self, request: Request, found: Outcome, clock: _Clock) -> Answer:
        provenance = self.provenance(request.mode, request.corpus_sha256)
        return Answer(
            request.asked.question, request.mode, tuple(found.shown), tuple(found.dropped),
            tuple(found.evidence), found.notice, provenance, clock.timings(),
            request.asked.read_as, found.disputes, found.usage, found.answerable,
        )  # fmt: skip

    def _writer(self, mode: Mode) -> tuple[ModelRef | None, PromptRef | None]:
        if mode is not Mode.WRITE:
            return None, None
        try:
            return self._model.identity(), load_prompt(*PROMPT).ref
        except ModelProblem:
            # A declined answer needs no model; its absence is reported when one is needed.
            return None, None


class _Clock:
    """Wall-clock seconds of the stages of one answer."""

    def __init__(self, load: float) -> None:
        self._load = load
        self._begun = time.monotonic()
        self._retrieve = 0.0
        self._first: float | None = None

    def retrieved(self) -> None:
        self._retrieve = time.monotonic() - self._begun

    def token(self) -> None:
        if self._first is None:
            self._first = time.monotonic() - self._begun

    def timings(self) -> Timings:
        total = self._load + time.monotonic() - self._begun
        return Timings(self._load, self._retrieve, self._first, total)


def states_nothing(text: str) -> bool:
    """Whether a sentence is a fragment, a question, or talk about the sources themselves."""
    return (
        len(content(text)) < _FEWEST_WORDS
        or text[-1] not in '.!"”»'
        or _ABOUT_SOURCES.match(text) is not None
    )


def _states(statement: Statement, best: Evidence, question: str) -> bool:
    """Whether a written sentence says what the best evidence adds to the question."""
    cited = any(
        c.article.id == best.article.id and c.span == best.sentence.span
        for c in statement.citations
    )
    asked = {t.stem for t in content(question)}
    new = {t.stem for t in content(best.sentence.text)} - asked
    said = {t.stem for t in content(statement.text)}
    wanted = wanted_by(question)
    fits = wanted is Wanted.ANYTHING or offers(statement.text, wanted)
    return cited and fits and len(new & said) >= _NEW_WORDS * len(new)


def _says_again(evidence: Evidence, statement: Statement) -> bool:
    """Whether a sentence would repeat what a statement or its quotation says already."""
    words = {t.stem for t in content(evidence.sentence.text)}
    for text in (statement.text, *(c.quote for c in statement.citations)):
        said = {t.stem for t in content(text)}
        if len(words & said) >= _REPEATS * len(words | said):
            return True
    return False


def _remarks(mode: Mode, shown: Sequence[Statement], dropped: Sequence[Statement]) -> list[str]:
    """What the reader must know about the writing."""
    if mode is not Mode.WRITE:
        return []
    parts = []
    if len(dropped) == 1:
        parts.append("One sentence of the model's draft had no support and was dropped.")
    elif dropped:
        parts.append(f"{len(dropped)} sentences of the model's draft had no support: dropped.")
    if shown and all(s.form is Form.QUOTED for s in shown):
        parts.append("The answer is made of quotations.")
    return parts
