"""The small network that reads evidence and claim together, in ONNX Runtime."""

from __future__ import annotations

import json
import threading
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rag.errors import ModelFileDamaged, ModelFileMissing
from rag.models.judge.marking import Marker
from rag.ports import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.models.judge.marking import Marked

WEIGHTS = "judge.onnx"
CARD = "judge.json"
REMEDY = "Install Byline again; the file comes with it."


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
            import onnxruntime
            from tokenizers import Tokenizer

            weights = checked_weights(self._hash_of)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self._threads
            options.log_severity_level = 3
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            self._session = onnxruntime.InferenceSession(
                str(weights), options, providers=["CPUExecutionProvider"]
            )
            tokenizer = Tokenizer.from_file(str(self._path))
            tokenizer.no_truncation()
            tokenizer.no_padding()
            self._marker = Marker(tokenizer)
        return self._marker


def card() -> dict[str, Any]:
    """What is recorded of the weights that ship: hash, data, figures, calibration."""
    text = files("rag.models.judge").joinpath(CARD).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def checked_weights(hash_of: Callable[[Path], str]) -> Path:
    """The file of weights, after a look whether it is the one that was measured.

    Raises:
        ModelFileMissing: It is not there.
        ModelFileDamaged: It is another.
    """
    path = Path(str(files("rag.models.judge").joinpath(WEIGHTS)))
    if not path.exists():
        raise ModelFileMissing("the judge's weights are missing", detail=str(path), remedy=REMEDY)
    if hash_of(path) != card()["sha256"]:
        raise ModelFileDamaged(
            "the judge's weights are not the ones that were measured",
            detail=f"{path} has another SHA-256 than its card.",
            remedy=REMEDY,
        )
    return path


def _doubts(one: Marked, doubts: Any) -> tuple[tuple[int, int, float], ...]:
    return tuple(
        (start, end, float(doubts[place]))
        for place, ((start, end), mark) in enumerate(zip(one.offsets, one.marks, strict=True))
        if mark and end > start
    )
