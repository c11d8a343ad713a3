"""The interface looks the same in every test, whatever the terminal of the person is set to."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours are on unless a test turns them off."""
    monkeypatch.delenv("NO_COLOR", raising=False)
