"""The sentences of a text that matter for a claim.

By words alone: on the claims of WiCE the words find as many of the sentences that annotators
chose as the encoder does, and cost nothing (`docs/verifier.md`).
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from rag.words import content, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_WORDS = 150
"""Words of evidence that a claim is judged against."""
_MOST_SENTENCES = 4000
"""Sentences looked at; a text with more is no article."""
_NEW = 0.4
"""How much counts what no chosen sentence says yet, beside all that a sentence shares."""
_BESIDE = 0.2
"""Share of a neighbour's worth that a sentence has too: a claim's words run on."""
_FULL = 0.8
"""Share of the room from which the next sentence that does not fit ends the choice."""


def select(claim: str, sentences: Sequence[str], *, most_words: int = MOST_WORDS) -> list[int]:
    """Places of the sentences that bear on `claim`, in the order of the text.

    Greedy: each choice is worth the share of the claim's words it has, weighted by how rare
    they are in this text, a part of what its neighbours have, and what it adds. A text that
    fits is taken whole.
    """
    sentences = sentences[:_MOST_SENTENCES]
    lengths = [len(sentence.split()) for sentence in sentences]
    if sum(lengths) <= most_words:
        return list(range(len(sentences)))
    asked = {token.stem for token in content(claim)}
    shared = [asked.intersection(stems(sentence)) for sentence in sentences]
    weights = _weights(asked, shared)
    total = math.fsum(weights.values()) or 1.0
    own = [math.fsum(weights[s] for s in found) / total for found in shared]
    worth = [
        value + _BESIDE * max(own[n - 1] if n else 0.0, own[n + 1] if n + 1 < len(own) else 0.0)
        for n, value in enumerate(own)
    ]
    chosen: list[int] = []
    used, missing = 0, set(asked)
    waiting = set(range(len(sentences)))
    while waiting and used < most_words:
        best = max(
            waiting,
            key=lambda n: (
                (1 - _NEW) * worth[n]
                + _NEW * math.fsum(weights[s] for s in shared[n] & missing) / total,
                -n,
            ),
        )
        waiting.discard(best)
        if chosen and used + lengths[best] > most_words:
            if used > _FULL * most_words:
                break
            continue
        chosen.append(best)
        used += lengths[best]
        missing = (missing - shared[best]) or set(asked)
    return sorted(chosen)


def _weights(asked: set[str], shared: Sequence[set[str]]) -> dict[str, float]:
    """Inverse document frequency among the sentences of the text itself."""
    counts = Counter(stem for found in shared for stem in found)
    return {s: math.log((len(shared) + 1) / (counts[s] + 0.5)) for s in asked}
