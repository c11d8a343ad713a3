"""A second opinion by the user's own language model, where the judge is not sure.

Only pairs in the unsure band are asked about, and only where no rule found anything: a model is
never let to overrule a figure, a date or a quotation that does not stand in the source.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer.prompting import load_prompt
from rag.answer.verifying.selection import select
from rag.ports import Pair, Prompt
from rag.types import Support, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ports import LanguageModel, Verifier

PROMPT = ("second_opinion", 1)
SUPPORTED, UNSUPPORTED = 0.62, 0.28
"""Scores after a yes and after a no: just beyond the ends of the unsure band."""
_SEED = 7
_MOST_TOKENS = 4


class SecondOpinion:
    """The port `Verifier`: the judge, and a language model where the judge is not sure."""

    def __init__(self, first: Verifier, model: LanguageModel) -> None:
        self._first = first
        self._model = model

    def judge(
        self, claim: str, sentences: Sequence[str], *, published: str | None = None
    ) -> Verdict:
        """Judge `claim` against evidence sentences, taken together."""
        return self.judge_all([Pair(claim, sentences, published)])[0]

    def judge_all(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """What `judge` says of each pair, in their order.

        Raises:
            ModelProblem: The language model cannot be used.
        """
        verdicts = self._first.judge_all(pairs)
        return [
            self._asked(pair, verdict) if is_unsure(verdict) else verdict
            for pair, verdict in zip(pairs, verdicts, strict=True)
        ]

    def _asked(self, pair: Pair, verdict: Verdict) -> Verdict:
        template = load_prompt(*PROMPT)
        evidence = " ".join(pair.sentences[n] for n in select(pair.claim, pair.sentences))
        prompt = Prompt(template.fill(claim=pair.claim, evidence=evidence), _MOST_TOKENS, _SEED)
        said = "".join(self._model.stream(prompt, grammar=template.grammar, stop=lambda: False))
        word = said.strip().casefold()
        if word.startswith("yes"):
            return replace(verdict, support=Support.SUPPORTED, score=SUPPORTED, problems=())
        if word.startswith("no"):
            return replace(verdict, support=Support.UNSUPPORTED, score=UNSUPPORTED)
        return verdict


def is_unsure(verdict: Verdict) -> bool:
    """Whether the judge could not tell, and no rule named a fault."""
    return verdict.support is Support.PARTIAL and all(
        problem.kind == "missing" for problem in verdict.problems
    )
