"""Questions worded by the local model, where no template can turn a sentence round.

What it writes is held to the sentence: a question that brings in names, figures or words of its
own, or that tells its answer, is thrown away.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from eval.drafting.finding import Candidate, salient
from rag.answer.prompting import load_prompt
from rag.engine import never
from rag.opening import open_writer
from rag.ports import Prompt
from rag.types import Mode
from rag.words import content, fold, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.drafting.finding import Read
    from rag.engine import Engine
    from rag.ports import LanguageModel

PROMPT: Final = ("question", 1)
_MOST_TOKENS = 60
_SHARE = 0.5
"""Of the question's words of meaning, those that the sentence must have."""
_EACH = 1
"""Questions that are asked for from one article."""
_FEWEST, _MOST = 5, 30
_OPENERS = frozenset("who what when where which how why whose in at on for to by from".split())


@contextmanager
def writer_of(engine: Engine, seed: int) -> Iterator[Writer | None]:
    """The model that words questions beside the templates, where it may write answers too."""
    mode, trace = engine.traced(Mode.AUTO)
    if mode is not Mode.WRITE or trace.model is None:
        yield None
        return
    model = open_writer(engine.config)
    try:
        yield Writer(model, trace.model.name, seed)
    finally:
        model.close()


@dataclass(frozen=True, slots=True)
class Writer:
    """Words questions with a model.

    Args:
        model: Writes.
        name: What the drafts call it.
        seed: Of the model.
    """

    model: LanguageModel
    name: str
    seed: int

    def candidates(self, read: Sequence[Read]) -> Iterator[Candidate]:
        """Candidates of an article's sentences that no template could use.

        Raises:
            ModelProblem: The model cannot be used.
        """
        found = 0
        for one in read:
            for kind, span in salient(one):
                if found == _EACH:
                    return
                text, answer = one.sentence.text, span.of(one.sentence.text)
                question = self._written(text, answer)
                if holds(question, text, answer):
                    found += 1
                    whole = (0, len(text))
                    yield Candidate(
                        kind, question, one.article, one.sentence, type(span)(*whole), (answer,),
                        self.name,
                    )  # fmt: skip

    def _written(self, sentence: str, answer: str) -> str:
        template = load_prompt(*PROMPT)
        prompt = Prompt(template.fill(sentence=sentence, answer=answer), _MOST_TOKENS, self.seed)
        pieces = self.model.stream(prompt, grammar=template.grammar, stop=never)
        return "".join(pieces).strip()


def holds(question: str, sentence: str, answer: str) -> bool:
    """Whether a question that a model wrote can be asked of a sentence.

    >>> holds("When did the canal reopen to boats?", "The canal reopened to boats at noon.", "noon")
    True
    >>> holds("Did the canal reopen at noon?", "The canal reopened to boats at noon.", "noon")
    False
    """
    words = question.split()
    if not (question.endswith("?") and question.count("?") == 1 and words[0][:1].isupper()):
        return False
    if not _FEWEST <= len(words) <= _MOST or fold(words[0]) not in _OPENERS:
        return False
    if fold(answer) in fold(question):
        return False
    known = set(stems(sentence))
    asked = content(question)
    named = [w for w in tokens(question)[1:] if w.is_number or w.is_name]
    met = [word for word in asked if word.stem in known]
    return all(w.stem in known for w in named) and len(met) >= _SHARE * max(1, len(asked))
