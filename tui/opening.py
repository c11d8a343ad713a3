"""Opening the archive behind the first frame, and loading the models behind the archive."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from tui.errors import Trouble, worker_border
from tui.messages import ArchiveFailed, ArchiveOpened, ModelsChanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from rag.engine import Engine

LOOK_AGAIN: Final = 0.1
"""Seconds between two looks at models that are loading."""


def open_and_warm(
    open_engine: Callable[[], Engine],
    post: Callable[[Message], object],
    is_over: Callable[[], bool],
) -> None:
    """Open the engine, tell its size, load what answers need; runs in a worker.

    Args:
        open_engine: Opens it.
        post: Is told every step.
        is_over: Ends the waiting for the models once it is true.
    """

    def fail_to_warm(trouble: Trouble) -> None:
        post(ModelsChanged("unusable", trouble))

    with worker_border(lambda trouble: post(ArchiveFailed(trouble))):
        engine = open_engine()
        post(ArchiveOpened(engine, articles=engine.size(), outlets=len(engine.outlets())))
        with worker_border(fail_to_warm):
            engine.warm_up()
            post(ModelsChanged("loading"))
            while not engine.is_warm():
                if is_over():
                    return
                time.sleep(LOOK_AGAIN)
            post(ModelsChanged("ready"))
