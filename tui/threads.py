"""What keeps the thread that draws from waiting for the others."""

from __future__ import annotations

import gc
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final

NICENESS: Final = 5
"""How far workers step back behind the thread that draws."""
FEW: Final = (10_000, 20, 50)
"""Thresholds of the collector. With the usual ones it goes over a heap of large libraries again
and again, and one look takes 0.2 to 0.8 s, in which no key is answered."""


def open_pool() -> ThreadPoolExecutor:
    """Threads for workers. They give way to the thread that draws, and so does what they start."""
    return ThreadPoolExecutor(thread_name_prefix="worker", initializer=_give_way)


def collect_seldom() -> None:
    """Let the collector stop the program less often."""
    gc.set_threshold(*FEW)


def leave_alone_what_is_there() -> None:
    """Keep the collector from what is loaded by now: it stays until the program ends."""
    gc.freeze()


def _give_way() -> None:
    # Linux has a niceness for each thread, and threads and processes inherit it from the thread
    # that started them: the encoder's threads and the model's process have it from the worker
    # that loaded them. Elsewhere it would be set for the whole program.
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
