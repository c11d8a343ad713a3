"""What a judge says of each statement of a saved answer, kept so that scorers need no judge.

Of a statement with its citations three things are asked: do all quotations together carry it,
does each alone, do the others without it. Citation precision and recall are made of these.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

from eval.records import Judgement
from rag import __version__
from rag.answer.verifying.weights import WEIGHTS
from rag.ingest.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.resources.abc import Traversable

    from eval.records import Recorded, Said
    from rag.config import Config
    from rag.ports import Verifier

_DIGITS = 6
"""Kept of a score: the last bits of a float depend on the machine's threads."""


class Judge(Protocol):
    """Says how far verbatim words carry a sentence."""

    @property
    def name(self) -> str:
        """What tells this judge, in this version, from every other."""
        ...

    @property
    def supported_from(self) -> float:
        """The score from which it calls a sentence supported."""
        ...

    def score(self, claim: str, quotes: Sequence[str]) -> float:
        """0..1 for a claim against quotations taken together; 0 where there are no words."""
        ...


@dataclass(frozen=True, slots=True)
class VerifierJudge:
    """The engine's own verifier as a judge."""

    verifier: Verifier
    name: str
    supported_from: float = WEIGHTS.supported

    def score(self, claim: str, quotes: Sequence[str]) -> float:
        """What the verifier scores; quotations are taken apart into their sentences."""
        # A quotation of several sentences is the very words only as a whole.
        same = [quote for quote in quotes if quote == claim][:1]
        parts = same or [span.of(quote) for quote in quotes for span in sentence_spans(quote)]
        return self.verifier.judge(claim, parts).score


def open_judge(config: Config) -> VerifierJudge:
    """The judge that answers are checked by under these settings; it loads on first use."""
    from rag.opening import open_verifier, open_writer

    if not config.judge.second_opinion:
        return VerifierJudge(open_verifier(config), judge_name())
    model = open_writer(config)
    name = f"{judge_name()}, second opinion by {model.identity().name}"
    return VerifierJudge(open_verifier(config, model), name)


def judge_name() -> str:
    """Name of the judge that ships: the version, and a hash of its weights and rules."""
    card = json.loads((files("rag.models.judge") / "judge.json").read_text(encoding="utf-8"))
    total = hashlib.sha256(card["sha256"].encode())
    for module in _modules(files("rag.answer.verifying")):
        total.update(module.read_bytes())
    return f"byline judge {__version__} ({total.hexdigest()[:12]})"


def judged(recorded: Recorded, judge: Judge) -> Recorded:
    """The record with what `judge` says of every statement that was shown.

    Nothing is taken for granted of a statement that is the very words of a quotation: the
    engine's judge settles those without its network, and a sentence that is addressed to a
    machine supports nothing, not even itself.
    """
    statements = tuple(
        said.model_copy(update={"judged": judge_statement(said, judge)})
        for said in recorded.statements
    )
    return recorded.model_copy(update={"statements": statements})


def judging(judge: Judge) -> Callable[[Recorded], Recorded]:
    """Has a judge look at records, those left as they are that it has judged whole before."""

    def look(recorded: Recorded) -> Recorded:
        known = (said.judged.judge if said.judged else None for said in recorded.statements)
        return recorded if all(name == judge.name for name in known) else judged(recorded, judge)

    return look


def judge_statement(said: Said, judge: Judge) -> Judgement:
    """What `judge` says of one statement against its quotations: together, alone, without each."""
    quotes = tuple(cited.quote for cited in said.citations)
    ask = _asking(said.text, judge)
    rest = [quotes[:place] + quotes[place + 1 :] for place in range(len(quotes))]
    return Judgement(
        judge=judge.name,
        supported_from=judge.supported_from,
        whole=ask(quotes) if quotes else None,
        alone=tuple(ask((quote,)) for quote in quotes),
        without=tuple(ask(others) if others else None for others in rest),
    )


def _asking(claim: str, judge: Judge) -> Callable[[tuple[str, ...]], float]:
    """Asks of each set of quotations once: of two, either is what is left without the other."""
    known: dict[tuple[str, ...], float] = {}

    def ask(quotes: tuple[str, ...]) -> float:
        if quotes not in known:
            known[quotes] = round(judge.score(claim, quotes), _DIGITS)
        return known[quotes]

    return ask


def _modules(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _modules(entry)
        elif entry.name.endswith(".py"):
            yield entry
