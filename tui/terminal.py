"""The terminal belongs to the screen alone while the interface runs."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def screen_alone() -> Iterator[None]:
    """Let Textual draw on a descriptor of its own; send descriptors 1 and 2 nowhere.

    Native libraries and child processes write warnings there, past Python, and a single line
    of theirs would tear the picture. What the engine has to say comes as errors and notices.
    """
    kept = os.dup(1), os.dup(2)
    before = sys.__stdout__, sys.__stderr__
    with (
        open(os.dup(2), "w", encoding="utf-8", errors="backslashreplace") as screen,  # noqa: PTH123
        open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123
    ):
        sys.__stdout__ = sys.__stderr__ = screen  # type: ignore[misc]
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            sys.__stdout__, sys.__stderr__ = before  # type: ignore[misc]
            for number, saved in enumerate(kept, 1):
                os.dup2(saved, number)
                os.close(saved)
