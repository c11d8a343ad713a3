"""Sizes of files and of the machine's memory, in bytes and in words."""

from __future__ import annotations

import os
from pathlib import Path

_GIGA, _MEGA, _KILO = 1e9, 1e6, 1e3
_CGROUP = Path("/sys/fs/cgroup/memory.max")


def spoken(count: int) -> str:
    """A number of bytes as people say it.

    >>> spoken(2_104_932_768), spoken(98_362_432), spoken(1_536)
    ('2.1 GB', '98 MB', '2 kB')
    """
    if count >= _GIGA:
        return f"{count / _GIGA:.1f} GB"
    if count >= _MEGA:
        return f"{count / _MEGA:,.0f} MB"
    return f"{count / _KILO:.0f} kB" if count >= _KILO else f"{count} bytes"


def machine_memory(limit: Path = _CGROUP) -> int:
    """Bytes of memory that this process may come to use: the machine's, or its container's."""
    physical = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        allowed = int(limit.read_text(encoding="ascii"))
    except (OSError, ValueError):  # no container, or one that says `max`
        return physical
    return min(physical, allowed)
