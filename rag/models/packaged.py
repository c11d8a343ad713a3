"""Networks whose weights come with Byline: found, checked against their hash, and opened."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rag.errors import ModelFileDamaged, ModelFileMissing

if TYPE_CHECKING:
    from collections.abc import Callable

REMEDY = "Install Byline again; the file comes with it."


class Packaged(NamedTuple):
    """A network in a package of this room, named by what it is for."""

    package: str
    name: str

    def card(self) -> dict[str, Any]:
        """What is recorded of the weights that ship: hash, data, licence."""
        text = self._file("json").read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(text)
        return found

    def weights(self, hash_of: Callable[[Path], str]) -> Path:
        """The file of weights, after a look whether it is the one that was measured.

        Args:
            hash_of: SHA-256 of a file.

        Raises:
            ModelFileMissing: It is not there.
            ModelFileDamaged: It is another.
        """
        path = self._file("onnx")
        if not path.exists():
            raise ModelFileMissing(
                f"the {self.name}'s weights are missing", detail=str(path), remedy=REMEDY
            )
        if hash_of(path) != self.card()["sha256"]:
            raise ModelFileDamaged(
                f"the {self.name}'s weights are not the ones that were measured",
                detail=f"{path} has another SHA-256 than its card.",
                remedy=REMEDY,
            )
        return path

    def _file(self, suffix: str) -> Path:
        return Path(str(files(self.package).joinpath(f"{self.name}.{suffix}")))


def open_session(model: Path, threads: int) -> Any:
    """ONNX Runtime over a file of weights, on the processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # A thread that spins while it waits takes the core from what follows.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def open_tokenizer(path: Path) -> Any:
    """The encoder's own tokenizer, which neither cuts nor fills up."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
