"""The GGUF reader meets files from anywhere, so every lie in a header must be met with a word."""

from __future__ import annotations

import contextlib
import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ModelFileDamaged, ModelFileMissing, ModelProblem
from rag.models.gguf import check_complete, read_header

if TYPE_CHECKING:
    from pathlib import Path

TEXT, U32, ARRAY = 8, 4, 9


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value.encode())) + value.encode()


def entry(key: str, code: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", code) + value


def number(value: int) -> bytes:
    return struct.pack("<I", value)


def gguf(
    entries: tuple[bytes, ...] = (), *, tensors: tuple[bytes, ...] = (), data: int = 0
) -> bytes:
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(entries))
    head += b"".join(entries) + b"".join(tensors)
    return head + bytes(-len(head) % 32) + bytes(data)


def tensor(name: str, shape: tuple[int, ...], code: int, offset: int) -> bytes:
    dimensions = b"".join(struct.pack("<Q", n) for n in shape)
    return text(name) + number(len(shape)) + dimensions + struct.pack("<IQ", code, offset)


LLAMA = (
    entry("general.architecture", TEXT, text("llama")),
    entry("llama.context_length", U32, number(2048)),
    entry("llama.block_count", U32, number(2)),
    entry("llama.embedding_length", U32, number(64)),
    entry("llama.attention.head_count", U32, number(4)),
    entry("llama.attention.head_count_kv", U32, number(2)),
    entry("tokenizer.chat_template", TEXT, text("{{ messages }}")),
    entry("tokenizer.ggml.tokens", ARRAY, struct.pack("<IQ", TEXT, 2) + text("a") + text("b")),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "model.gguf"


def test_a_header_tells_what_the_model_is(path: Path) -> None:
    tensors = (tensor("a", (64, 32), 3, 0), tensor("b", (64,), 0, 1280))
    path.write_bytes(gguf(LLAMA, tensors=tensors, data=1536))

    header = read_header(path)

    assert header.architecture == "llama"
    assert header.context == 2048
    assert header.has_template
    assert header.lengths == {"tokenizer.ggml.tokens": 2}
    assert header.parameters == 64 * 32 + 64
    assert header.quantisation == "Q4_1"
    # 2048 numbers of Q4_1 are 64 blocks of 20 bytes; 64 of F32 begin there and take 256.
    assert header.needed == header.size == path.stat().st_size


def test_the_cache_is_counted_from_layers_heads_and_context(path: Path) -> None:
    path.write_bytes(gguf(LLAMA))

    size = read_header(path).cache_bytes(100)

    # two bytes, 100 tokens, 2 layers, 2 kept heads, 16 numbers of key and 16 of value
    assert size == 2 * 100 * 2 * 2 * (16 + 16)


def test_a_file_that_ends_before_its_last_tensor_is_cut_short(path: Path) -> None:
    path.write_bytes(gguf(LLAMA, tensors=(tensor("a", (64, 32), 3, 0),), data=1279))

    with pytest.raises(ModelFileDamaged, match="cut short"):
        check_complete(path, read_header(path))


def test_a_packing_newer_than_this_reader_is_not_called_damage(path: Path) -> None:
    path.write_bytes(gguf(LLAMA, tensors=(tensor("a", (64,), 999, 0),), data=8))

    header = read_header(path)

    check_complete(path, header)
    assert header.quantisation == "type 999"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "ends in the middle"),
        (b"<!DOCTYPE html><title>404</title>", "does not begin as a GGUF file does"),
        (b"GGUF" + struct.pack("<I", 1), "version 1"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 0), "entries"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1 << 62), "ends in the middle"),
        (gguf((entry("a", 77, b""),)), "unknown type 77"),
        (gguf((entry("a", ARRAY, struct.pack("<IQ", U32, 1 << 50)),)), "array of"),
        (gguf((entry("a", ARRAY, struct.pack("<IQ", ARRAY, 1)),)), "unknown type 9"),
        (gguf(tensors=(text("t") + number(4_000_000_000),)), "dimensions"),
        (gguf((entry("general.alignment", U32, number(0)),)), "alignment"),
    ],
)
def test_what_is_not_a_gguf_file_is_refused_with_the_reason(
    path: Path, data: bytes, reason: str
) -> None:
    path.write_bytes(data)

    with pytest.raises(ModelFileDamaged) as caught:
        read_header(path)

    assert reason in (caught.value.detail or "")


def test_a_missing_file_is_not_a_damaged_one(path: Path) -> None:
    with pytest.raises(ModelFileMissing):
        read_header(path)


@given(
    cut=st.integers(min_value=0, max_value=600),
    at=st.integers(min_value=4, max_value=600),
    byte=st.integers(min_value=0, max_value=255),
)
def test_no_damage_to_a_header_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, cut: int, at: int, byte: int
) -> None:
    """A file is read or refused; it is never the reader that fails."""
    whole = bytearray(gguf(LLAMA, tensors=(tensor("a", (64, 32), 3, 0),), data=1280))
    whole[at % len(whole)] = byte
    path = tmp_path_factory.getbasetemp() / "damaged.gguf"
    path.write_bytes(whole[: len(whole) - cut])

    with contextlib.suppress(ModelProblem):
        check_complete(path, read_header(path))
