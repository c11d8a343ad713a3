from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from eval.faults.pairs import Document, pairs

_WORDS = st.sampled_from(
    "the The a of and was said not may 12 1931 Monday March Rome Anna Lee bridge car rose ( ) , . "
    '" “ ” $5 million percent who because U.S. didn’t .. ; According to'.split()
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=80).map(" ".join))


@settings(max_examples=60, deadline=None)
@given(_TEXTS, st.integers(0, 99))
def test_any_text_gives_well_formed_pairs(text: str, seed: int) -> None:
    for pair in pairs([Document("any", text)], seed, rounds=2, with_unattributed=True):
        assert pair.claim.strip()
        assert 1 <= len(pair.evidence) <= 5
        assert pair.label == (pair.span is None)
        assert pair.span is None or 0 <= pair.span.start <= pair.span.end <= len(pair.claim)
