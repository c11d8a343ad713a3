"""What holds for every test: no network, a home of its own, the same random numbers."""

from __future__ import annotations

import os
import random
import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 7

# The same examples on every run: a gate that fails by chance teaches people to run it again.
settings.register_profile("byline", derandomize=True, deadline=None, database=None)
settings.load_profile("byline")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the order random and the numbers fixed."""
    config.option.randomly_reset_seed = False


@pytest.fixture(autouse=True)
def fixed_seed() -> None:
    random.seed(SEED)
    np.random.seed(SEED)  # noqa: NPY002 - what libraries use


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without settings; the cache alone outlives a run, for it can be made again."""
    home = tmp_path_factory.mktemp("person")
    for name in [name for name in os.environ if name.startswith("BYLINE_")]:
        # A larger model is named from outside, by whoever runs the tests.
        if not name.startswith("BYLINE_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ".local" / "share"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(Path(sys.prefix) / "byline-cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("TRANSFORMERS_OFFLINE", "1")
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Fail a test that reaches out, even where the program swallows what is raised."""
    reached: list[str] = []

    def guard(original: Callable[..., Any], place: int) -> Callable[..., Any]:
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not _stays_inside(args[place]):
                reached.append(f"a test tried to reach {args[place]!r}: tests run offline")
                pytest.fail(reached[-1])
            return original(*args, **kwargs)

        return guarded

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guard(getattr(socket.socket, name), 1))
    monkeypatch.setattr(socket.socket, "sendto", guard(socket.socket.sendto, -1))
    monkeypatch.setattr(socket, "getaddrinfo", guard(socket.getaddrinfo, 0))
    yield reached
    assert not reached, reached[0]


def _stays_inside(address: object) -> bool:
    """Whether an address is on this machine: a local socket, a loopback address or its name."""
    host = address[0] if isinstance(address, tuple) else address
    if not isinstance(host, (str, bytes)):
        return host is None
    name = os.fsdecode(host)
    if name in {"", "localhost"} or (host is address and os.sep in name):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
