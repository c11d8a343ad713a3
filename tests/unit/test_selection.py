"""The sentences that bear on a claim, the same ones in every process."""

from __future__ import annotations

import os
import subprocess
import sys

from rag.answer.verifying.selection import select

TEXT = [
    f"The harbour office spoke of ferry {n} and its berth, its crew and its cargo."
    for n in range(60)
]
CLAIM = "The harbour office said that ferry 41 lost cargo, crew and berth in the storm."
ASK = f"from rag.answer.verifying.selection import select\nprint(select({CLAIM!r}, {TEXT!r}))"


def test_the_sentence_with_the_rare_word_is_chosen() -> None:
    assert 41 in select(CLAIM, TEXT)


def test_a_text_that_fits_is_taken_whole() -> None:
    assert select(CLAIM, TEXT[:3]) == [0, 1, 2]


def test_every_process_chooses_alike() -> None:
    """Words are kept in sets, whose order differs; sums over them must not."""
    chosen = {
        subprocess.run(
            [sys.executable, "-c", ASK],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in range(4)
    }  # fmt: skip

    assert chosen == {f"{select(CLAIM, TEXT)}\n"}
