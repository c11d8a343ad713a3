"""Files are written wholly or not at all, and hashed no more often than they change."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from rag.errors import DiskProblem
from rag.files import remembered_sha256, sha256_of, sha256_text, write_whole


def test_a_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "words"
    file.write_bytes(b"The bridge shut.")

    assert sha256_of(file) == sha256_text("The bridge shut.")
    assert sha256_of(file) == hashlib.sha256(b"The bridge shut.").hexdigest()


def test_half_a_character_can_be_hashed_too() -> None:
    assert len(sha256_text("\ud800")) == 64


def test_a_large_file_is_not_read_again_while_it_stays_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, memory = tmp_path / "weights", tmp_path / "memory.json"
    file.write_bytes(b"weights")
    first = remembered_sha256(file, memory)
    monkeypatch.setattr("rag.files.sha256_of", lambda _: pytest.fail("it was read again"))

    assert remembered_sha256(file, memory) == first


def test_a_file_that_was_changed_is_hashed_again(tmp_path: Path) -> None:
    file, memory = tmp_path / "weights", tmp_path / "memory.json"
    file.write_bytes(b"weights")
    first = remembered_sha256(file, memory)

    file.write_bytes(b"other weights")

    assert remembered_sha256(file, memory) == sha256_of(file) != first


@pytest.mark.parametrize("damaged", ["", "[]", "{", "\x00"])
def test_a_damaged_memory_costs_a_hash_and_nothing_else(tmp_path: Path, damaged: str) -> None:
    file, memory = tmp_path / "weights", tmp_path / "memory.json"
    file.write_bytes(b"weights")
    memory.write_text(damaged)

    assert remembered_sha256(file, memory) == sha256_of(file)


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk must not take the settings with it."""
    file = tmp_path / "state" / "model.toml"
    write_whole(file, "old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(DiskProblem) as told:
        write_whole(file, "new")

    assert file.read_text() == "old"
    assert list(file.parent.iterdir()) == [file]
    assert told.value.detail == "No space left on device"
    assert "--home" in told.value.remedy
