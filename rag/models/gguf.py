"""Reads what a GGUF file says of itself, and whether the file is all there.

By hand and with strict bounds, because the file may come from anywhere and `byline models` must
not load llama.cpp, nor start a process, to tell a model from half a download.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from rag.errors import ModelFileDamaged, ModelFileMissing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAGIC = b"GGUF"
VERSIONS = (2, 3)
MOST_ENTRIES = 1_000_000
"""More keys or tensors than this stand in no real file."""
LONGEST_ARRAY = 4096
"""Longer arrays (vocabularies, merges) are counted, not kept."""
LONGEST_TEXT = 16 << 20

_TEXT, _ARRAY = 8, 9
_SCALARS: Mapping[int, struct.Struct] = {
    code: struct.Struct("<" + letter)
    for code, letter in zip((0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12), "BbHhIif?Qqd", strict=True)
}
_U32, _U64 = struct.Struct("<I"), struct.Struct("<Q")


class TensorType(NamedTuple):
    """How llama.cpp packs numbers: `size` bytes for each `block` of them."""

    name: str
    block: int
    size: int


TENSOR_TYPES: Mapping[int, TensorType] = {
    code: TensorType(*row)
    for code, row in {
        0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20),
        6: ("Q5_0", 32, 22), 7: ("Q5_1", 32, 24), 8: ("Q8_0", 32, 34), 9: ("Q8_1", 32, 36),
        10: ("Q2_K", 256, 84), 11: ("Q3_K", 256, 110), 12: ("Q4_K", 256, 144),
        13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210), 15: ("Q8_K", 256, 292),
        16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74), 18: ("IQ3_XXS", 256, 98),
        19: ("IQ1_S", 256, 50), 20: ("IQ4_NL", 32, 18), 21: ("IQ3_S", 256, 110),
        22: ("IQ2_S", 256, 82), 23: ("IQ4_XS", 256, 136), 24: ("I8", 1, 1), 25: ("I16", 1, 2),
        26: ("I32", 1, 4), 27: ("I64", 1, 8), 28: ("F64", 1, 8), 29: ("IQ1_M", 256, 56),
        30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54), 35: ("TQ2_0", 256, 66),
        39: ("MXFP4", 32, 17), 40: ("NVFP4", 64, 36), 41: ("Q1_0", 128, 18),
        42: ("Q2_0", 64, 18),
    }.items()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF file says of itself."""

    metadata: Mapping[str, object]
    """Scalars, texts and short arrays."""
    lengths: Mapping[str, int]
    """How long each array is, the vocabulary among them."""
    parameters: int
    quantisation: str
    """The packing of most of its numbers."""
    size: int
    needed: int
    """Bytes that the file must have for all its tensors to be there."""

    @property
    def architecture(self) -> str:
        """The family that llama.cpp knows it by, such as `llama` or `qwen2`."""
        return str(self.metadata.get("general.architecture", "unknown"))

    @property
    def context(self) -> int | None:
        """Tokens of context that the model was trained with."""
        return self._number("context_length")

    @property
    def has_template(self) -> bool:
        """Whether it carries a chat template; a base model often does not."""
        return bool(self.metadata.get("tokenizer.chat_template"))

    def cache_bytes(self, context: int) -> int:
        """What the keys and values of `context` tokens take, at two bytes a number."""
        layers = self._number("block_count") or 0
        heads = self._number("attention.head_count") or 1
        width = (self._number("embedding_length") or 0) // heads
        kept = self._number("attention.head_count_kv") or heads
        keys = self._number("attention.key_length") or width
        values = self._number("attention.value_length") or width
        return 2 * context * layers * kept * (keys + values)

    def _number(self, key: str) -> int | None:
        value = self.metadata.get(f"{self.architecture}.{key}")
        if isinstance(value, tuple):  # some families give one figure for each layer
            value = max((item for item in value if isinstance(item, int)), default=None)
        return value if isinstance(value, int) else None


def read_header(path: Path) -> Header:
    """Read the header of the GGUF file at `path`.

    Raises:
        ModelFileMissing: There is no such file, or it may not be read.
        ModelFileDamaged: It is not a GGUF file, or its header makes no sense.
    """
    try:
        with path.open("rb", buffering=1 << 20) as file:
            return _Reader(file, path.stat().st_size).header()
    except OSError as error:
        raise ModelFileMissing(
            f"cannot read the model file {path}",
            detail=error.strerror,
            remedy="Mend the path or its permissions, or choose another model: `byline models`.",
        ) from error
    except _Senseless as error:
        raise ModelFileDamaged(
            f"{path} is not a whole GGUF file",
            detail=f"{str(error)[:1].upper()}{str(error)[1:]}.",
            remedy="Fetch the file again, or choose another model: `byline models`.",
        ) from error


def check_complete(path: Path, header: Header) -> None:
    """Refuse a file that ends before its last tensor does."""
    if header.size < header.needed:
        raise ModelFileDamaged(
            f"{path} is cut short",
            detail=f"It has {header.size:,} bytes; its header speaks of {header.needed:,}.",
            remedy="Fetch the file again, or choose another model: `byline models`.",
        )


class _Senseless(Exception):
    """The bytes are not those of a GGUF header."""


@dataclass
class _Reader:
    file: BinaryIO
    size: int
    lengths: dict[str, int] = field(default_factory=dict)

    def header(self) -> Header:
        if self.take(4) != MAGIC:
            raise _Senseless("it does not begin as a GGUF file does")
        version = self.number(_U32)
        if version not in VERSIONS:
            raise _Senseless(f"its format has version {version}; known are {VERSIONS}")
        tensors, keys = self.count(), self.count()
        metadata: dict[str, object] = {}
        for _ in range(keys):
            key = self.text()
            metadata[key] = self.value(key, self.number(_U32))
        alignment = metadata.get("general.alignment", 32)
        if not isinstance(alignment, int) or not 1 <= alignment <= 1 << 20:
            raise _Senseless("its tensors have no sensible alignment")
        parameters: Counter[str] = Counter()
        end = 0
        for _ in range(tensors):
            name, numbers, last = self.tensor()
            parameters[name] += numbers
            end = max(end, last)
        start = math.ceil(self.file.tell() / alignment) * alignment
        common = parameters.most_common(1)
        return Header(
            metadata=metadata,
            lengths=self.lengths,
            parameters=parameters.total(),
            quantisation=common[0][0] if common else "unknown",
            size=self.size,
            needed=start + end,
        )

    def take(self, length: int) -> bytes:
        data = self.file.read(length) if length <= LONGEST_TEXT else b""
        if len(data) != length:
            raise _Senseless("its header ends in the middle")
        return data

    def number(self, shape: struct.Struct) -> int:
        value: int = shape.unpack(self.take(shape.size))[0]
        return value

    def count(self) -> int:
        value = self.number(_U64)
        if value > MOST_ENTRIES:
            raise _Senseless(f"its header speaks of {value:,} entries")
        return value

    def text(self) -> str:
        return self.take(self.number(_U64)).decode("utf-8", "replace")

    def value(self, key: str, code: int) -> object:
        if code == _TEXT:
            return self.text()
        if code == _ARRAY:
            return self.array(key)
        if code not in _SCALARS:
            raise _Senseless(f"it has a value of unknown type {code}")
        return _SCALARS[code].unpack(self.take(_SCALARS[code].size))[0]

    def array(self, key: str) -> object:
        code, length = self.number(_U32), self.number(_U64)
        if length > self.size:  # an element takes a byte or more
            raise _Senseless(f"it has an array of {length:,} elements")
        self.lengths[key] = length
        if code in _SCALARS:
            width = _SCALARS[code].size
            if length > LONGEST_ARRAY:
                self.file.seek(length * width, 1)
                return None
            data = self.take(length * width)
            return tuple(item[0] for item in _SCALARS[code].iter_unpack(data))
        if code != _TEXT:
            raise _Senseless(f"it has an array of unknown type {code}")
        for _ in range(length):
            self.take(self.number(_U64))
        return None

    def tensor(self) -> tuple[str, int, int]:
        """Packing, how many numbers, and where it ends after the start of the data."""
        self.text()
        dimensions = self.number(_U32)
        if dimensions > 8:  # noqa: PLR2004 - llama.cpp knows four
            raise _Senseless(f"it has a tensor of {dimensions} dimensions")
        numbers = math.prod(self.number(_U64) for _ in range(dimensions))
        code, offset = self.number(_U32), self.number(_U64)
        # A packing that this table does not know yet: its place is still known.
        packing = TENSOR_TYPES.get(code, TensorType(f"type {code}", 1, 0))
        return packing.name, numbers, offset + numbers // packing.block * packing.size
