"""The reader in ONNX Runtime: late interaction of question and sentence (Khattab and Zaharia 2020).

Question and sentence are encoded apart, and each piece of the question meets the piece of the
sentence that is nearest in context. What each piece of the question weighs, and how far what
stands around the sentence may meet it, was learned (`train/reader`).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from rag.models.packaged import Packaged, open_session, open_tokenizer
from rag.models.reader.pieces import AROUND, OWN, Cutter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from rag.models.reader.pieces import Pieces
    from rag.ports import Window

READER = Packaged("rag.models.reader", "reader")
_WEIGHTY = 0.25
"""The weight from which a piece of the question may be the one that is met worst."""
_NOWHERE = -1.0


class Encoded(NamedTuple):
    """A text after the encoder."""

    hidden: NDArray[np.float32]
    """Shape (pieces, dimension)."""
    unit: NDArray[np.float32]
    """The same at unit length."""
    weight: NDArray[np.float32]
    """Shape (pieces,), 0..1: what a piece weighs in a question."""
    gate: NDArray[np.float32]
    """Shape (pieces,), 0..1: how far what stands around a sentence may meet it."""


class Head(NamedTuple):
    """The learned weights of the four parts of a logit."""

    late: float
    cosine: float
    worst: float
    bias: float


class ReaderNetwork:
    """The network behind the port `AnswerReader`; loads on first use.

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
        self._cutter: Cutter | None = None
        self._head: Head | None = None

    def read(self, question: str, windows: Sequence[Window]) -> list[float]:
        """A logit for each window, above 0 where its sentence answers the question.

        One text at a time: the matrices are in eight bits, whose scale is taken from all that is
        multiplied at once, so in a batch each would change what is said of the others.

        Raises:
            ModelFileMissing: The weights are not installed.
            ModelFileDamaged: They are not the ones that were measured.
        """
        if not windows:
            return []
        with self._loading:
            cutter, head = self._loaded()
        asked = self._encoded(cutter.question(question))
        found = []
        for window in windows:
            pieces = cutter.window(window)
            found.append(logit(asked, self._encoded(pieces), np.array(pieces.whose), head))
        return found

    def _encoded(self, pieces: Pieces) -> Encoded:
        feeds = {
            "input_ids": np.array([pieces.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(pieces.ids)), dtype=np.int64),
        }
        outputs = self._session.run(["hidden", "weight", "gate"], feeds)
        hidden, weight, gate = (output[0] for output in outputs)
        return Encoded(hidden, hidden / np.linalg.norm(hidden, axis=1, keepdims=True), weight, gate)

    def _loaded(self) -> tuple[Cutter, Head]:
        if self._cutter is None or self._head is None:
            self._session = open_session(READER.weights(self._hash_of), self._threads)
            self._head = Head(*READER.card()["head"])
            self._cutter = Cutter(open_tokenizer(self._path))
        return self._cutter, self._head


def logit(asked: Encoded, said: Encoded, whose: NDArray[np.int64], head: Head) -> float:
    """How far a sentence, in what stands around it, answers a question."""
    cosines = asked.unit @ said.unit.T
    own, around = whose == OWN, whose == AROUND
    met = _best(cosines, own)
    # What stands around a sentence can only help, and only as far as the question's piece lets it.
    met = np.maximum(met, met + (_best(cosines, around) - met) * asked.gate)
    late = float((met * asked.weight).sum() / asked.weight.sum())
    worst = float(met[asked.weight >= _WEIGHTY].min(initial=1.0))
    mean = said.hidden[own].mean(axis=0) if own.any() else said.hidden.mean(axis=0)
    cosine = _cosine(asked.hidden.mean(axis=0), mean)
    return head.late * late + head.cosine * cosine + head.worst * worst + head.bias


def _best(cosines: NDArray[np.float32], among: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Of each row the greatest value in the columns that count."""
    best: NDArray[np.float32] = cosines[:, among].max(axis=1, initial=_NOWHERE)
    return best


def _cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))
