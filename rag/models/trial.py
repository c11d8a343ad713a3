"""What a model does on this machine: how fast it is, and how far its sentences can be trusted.

It writes sixteen answers as it would in an archive, from the released prompt, and each of their
sentences goes through the same check. What comes out decides whether `auto` lets it write.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.attribution import CARRIES
from rag.answer.prompting import load_prompt
from rag.ingest.sentences import sentence_spans
from rag.ports import Pair, Prompt
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rag.models.llama import Run
    from rag.ports import LanguageModel, Verifier

PROMPT = ("answer", 1)
MOST_TOKENS = 96
SEED = 7
CARRIED = 0.8
"""Share of a model's sentences that its sources must carry, before `auto` lets it write."""
RIGHT = 0.75
"""Share of the answerable questions that a carried sentence must answer, before the same."""


class Case(NamedTuple):
    """A question with sources; the words one of which a right answer has, none if they lack it."""

    question: str
    sources: tuple[str, ...]
    answer: tuple[str, ...]


class Draft(NamedTuple):
    """What the model wrote on a case, and what the check says of it."""

    case: Case
    text: str
    sentences: tuple[str, ...]
    carried: tuple[bool, ...]
    """Of each sentence, whether the sources carry it."""
    seconds: float
    run: Run | None
    """What llama.cpp counted; None for a model behind a server."""

    @property
    def is_right(self) -> bool:
        """Whether a carried sentence holds the answer; without one to give, nothing is added."""
        if not self.case.answer:
            return all(self.carried)
        told = " ".join(s for s, stands in zip(self.sentences, self.carried, strict=True) if stands)
        return any(word in told for word in self.case.answer)

    @property
    def is_in_form(self) -> bool:
        """Whether it is one to three whole sentences, as it was asked for."""
        most = 3
        return 1 <= len(self.sentences) <= most and self.text.rstrip()[-1:] in set('.!?"”')


@dataclass(frozen=True, slots=True)
class Trial:
    """All drafts, and what follows from them."""

    drafts: tuple[Draft, ...]

    @property
    def carried(self) -> float:
        """Share of the sentences that their sources carry, 0..1; 0 where nothing was written."""
        known = [stands for draft in self.drafts for stands in draft.carried]
        return sum(known) / len(known) if known else 0.0

    @property
    def right(self) -> float:
        """Share of the answerable questions that a carried sentence answers, 0..1."""
        return _share([d.is_right for d in self.drafts if d.case.answer])

    @property
    def silent(self) -> float:
        """Share of the others to which nothing was added that no source says, 0..1."""
        return _share([d.is_right for d in self.drafts if not d.case.answer])

    @property
    def in_form(self) -> float:
        """Share of the drafts that are whole sentences, and few, 0..1."""
        return _share([d.is_in_form for d in self.drafts])

    @property
    def seconds(self) -> float:
        """Seconds for one draft, the median."""
        ordered = sorted(d.seconds for d in self.drafts)
        return ordered[len(ordered) // 2]

    @property
    def read(self) -> float | None:
        """Tokens of prompts evaluated in a second; None where nobody counted."""
        return _rate((d.run.prompt - d.run.reused, d.run.prefill) for d in self.drafts if d.run)

    @property
    def written(self) -> float | None:
        """Tokens written in a second; None where nobody counted."""
        return _rate(
            (max(0, d.run.written - 1), d.run.total - d.run.prefill) for d in self.drafts if d.run
        )

    @property
    def mode(self) -> Mode:
        """What `auto` does with this model from now on."""
        writes = self.carried >= CARRIED and self.right >= RIGHT
        return Mode.WRITE if writes else Mode.QUOTE


def cases() -> tuple[Case, ...]:
    """The tasks, in their order."""
    table = tomllib.loads(files("rag.models").joinpath("trial.toml").read_text(encoding="utf-8"))
    return tuple(
        Case(c["question"], tuple(c["sources"]), tuple(c["answer"])) for c in table["case"]
    )


def try_model(
    model: LanguageModel, verifier: Verifier, some: Sequence[Case] | None = None
) -> Trial:
    """Have `model` answer the tasks, and check every sentence.

    Raises:
        ModelProblem: It cannot be loaded, or its process ended.
    """
    return Trial(tuple(_drafts(model, verifier, some if some is not None else cases())))


def _drafts(model: LanguageModel, verifier: Verifier, some: Sequence[Case]) -> Iterator[Draft]:
    template = load_prompt(*PROMPT)
    for case in some:
        sources = "\n".join(f"[{n}] {text}" for n, text in enumerate(case.sources, 1))
        messages = template.fill(question=case.question, sources=sources)
        begun = perf_counter()
        pieces = model.stream(
            Prompt(messages, MOST_TOKENS, SEED), grammar=template.grammar, stop=lambda: False
        )
        text = "".join(pieces).strip()
        seconds = perf_counter() - begun
        sentences = tuple(span.of(text) for span in sentence_spans(text))
        verdicts = verifier.judge_all([Pair(one, case.sources) for one in sentences])
        carried = tuple(verdict.score >= CARRIES for verdict in verdicts)
        yield Draft(case, text, sentences, carried, seconds, getattr(model, "last_run", None))


def _rate(counted: Iterable[tuple[int, float]]) -> float | None:
    """Tokens a second over runs of (tokens, seconds)."""
    runs = list(counted)
    return sum(n for n, _ in runs) / max(sum(s for _, s in runs), 1e-6) if runs else None


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0
