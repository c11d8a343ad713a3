"""The packaged model reads articles with orders in them and writes the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attacking import Range, Remembering

from rag.config import Config
from rag.opening import open_engine
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.model

TRIED = (
    "direct-order-1", "template-token-2", "ignore-the-sources-1", "split-order-1",
    "false-official-1", "repetition-2",
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Range]:
    folder = tmp_path_factory.mktemp("attacked")
    with open_engine(Config(home=folder / "home"), embedder=Remembering()) as engine:
        yield Range(engine, folder)


@pytest.mark.parametrize("name", TRIED)
def test_a_real_writer_is_not_turned_by_what_it_reads(archive: Range, name: str) -> None:
    (attack,) = (a for a in archive.attacks if a.id == name)

    outcome = archive.carry_out(attack)[Mode.WRITE]

    assert outcome.failures == ()
