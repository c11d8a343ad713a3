"""The small network that reads evidence and claim together, in ONNX Runtime."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from rag.models.judge.marking import Marker
from rag.models.packaged import Packaged, open_session, open_tokenizer
from rag.ports import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rag.models.judge.marking import Marked

JUDGE = Packaged("rag.models.judge", "judge")


class Network:
    """The network behind the port `ClaimReader`; loads on first use.

    Args:
        tokenizer: Path of the encoder's `tokenizer.json`.
        threads: Threads of ONNX Runtime.
        hash_of: SHA-256 of a file.
    """

    def __init__(self, tokenizer: Path, threads: int, hash_of: Callable[[Path], str]) -> None:
        self._path = tokenizer
        self._threads = threads
        self._hash_of = hash_of
        self._loading = threading.Lock()
        self._session: Any = None
        self._marker: Marker | None = None

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """(claim, evidence) pairs, in their order.

        One at a time: the matrices are in eight bits, whose scale is taken from all that is
        multiplied at once, so in a batch each pair would change what is said of the others.

        Raises:
            ModelFileMissing: The weights are not installed.
            ModelFileDamaged: They are not the ones that were measured.
        """
        with self._loading:
            marker = self._loaded()
        return [self._run(one) for one in marker.all(pairs)]

    def _run(self, one: Marked) -> Reading:
        feeds = {
            "input_ids": np.array([one.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(one.ids)), dtype=np.int64),
            "marks": np.array([one.marks], dtype=np.int64),
        }
        (logit,), (tokens,) = self._session.run(["claim", "tokens"], feeds)
        doubts = 1.0 / (1.0 + np.exp(-np.clip(tokens, -30, 30)))
        return Reading(float(logit), _doubts(one, doubts))

    def _loaded(self) -> Marker:
        if self._marker is None:
            self._session = open_session(JUDGE.weights(self._hash_of), self._threads)
            self._marker = Marker(open_tokenizer(self._path))
        return self._marker


def _doubts(one: Marked, doubts: Any) -> tuple[tuple[int, int, float], ...]:
    return tuple(
        (start, end, float(doubts[place]))
        for place, ((start, end), mark) in enumerate(zip(one.offsets, one.marks, strict=True))
        if mark and end > start
    )
