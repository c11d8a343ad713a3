"""A model hub on this machine, for the tests that pull."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hubs import Hub, open_hub

from rag.config import Config, ModelSection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that has one model; nobody shows it a token."""
    monkeypatch.setenv("NO_PROXY", "*")
    for name in ("HF_TOKEN", "BYLINE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with open_hub() as opened:
        yield opened


@pytest.fixture
def config(hub: Hub, tmp_path: Path) -> Config:
    """An archive that pulls from that hub."""
    return Config(home=tmp_path / "home", model=ModelSection(hub=hub.address))
