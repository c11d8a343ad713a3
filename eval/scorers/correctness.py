"""Whether the answer states what was asked for.

Two measures compare it with references: the gold words of each place and, where the case has
one key fact, the wordings of that fact. The best reference counts (Rajpurkar et al. 2016).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eval.records import Score
from eval.scorers.words import answer_words, states

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.records import Recorded
    from eval.suite import Case


def answer_correct(case: Case, answer: Recorded) -> Score | None:
    """Share of the key facts that the answer states, each in one of its wordings.

    It does not apply to a question that cannot be answered; declining one that can scores 0.
    """
    if not case.key:
        return None
    missing = [
        wordings[0]
        for wordings in case.key
        if not any(states(answer.text, wording) for wording in wordings)
    ]
    note = f"missing: {', '.join(missing)}" if missing else "every key fact is stated"
    return Score(1 - len(missing) / len(case.key), note)


def answer_exact(case: Case, answer: Recorded) -> Score | None:
    """1 when the answer is a reference, or holds one as a run of words; else 0.

    Words are compared as SQuAD has them: no case, marks or articles. Answerable cases.
    """
    if not case.answerable:
        return None
    said = _run(answer_words(answer.text))
    held = next((r for r in _references(case) if _run(answer_words(r)) in said), None)
    if held is None:
        return Score(0.0, "no reference stands in it")
    return Score(1.0, f"it holds: {held}")


def token_f1(case: Case, answer: Recorded) -> Score | None:
    """SQuAD's F1 of the answer's words against the reference that suits it best.

    Low for an answer that quotes whole sentences, since every further word costs precision: for
    comparing runs, not for reading as a share of right answers. Answerable cases.
    """
    if not case.answerable:
        return None
    said = answer_words(answer.text)
    found = [(_overlap(said, answer_words(one)), one) for one in _references(case)]
    value, best = max(found, key=lambda pair: pair[0], default=(0.0, ""))
    return Score(value, f"nearest to: {best}" if value else "no word in common")


def _references(case: Case) -> list[str]:
    wordings = case.key[0] if len(case.key) == 1 else ()
    every = dict.fromkeys([*(gold.words for gold in case.gold), *wordings])
    # Of a reference such as "A" nothing is left to compare.
    return [one for one in every if answer_words(one)]


def _overlap(said: Sequence[str], reference: Sequence[str]) -> float:
    common = sum((Counter(said) & Counter(reference)).values())
    # The same as 2PR / (P + R) with P = common / said and R = common / reference.
    return 2 * common / (len(said) + len(reference)) if common else 0.0


def _run(words: Sequence[str]) -> str:
    """Words so joined that one run is inside another only at the borders of words."""
    return f" {' '.join(words)} "
