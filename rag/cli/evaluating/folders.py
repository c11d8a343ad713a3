"""Where a run is saved when nobody says where."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rag.config import Config


def new_folder(config: Config, suite: str) -> Path:
    """A folder that is not there yet, named by suite and time."""
    stamp = f"{suite}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    runs = config.home / "eval" / "runs"
    names = [stamp, *(f"{stamp}-{number}" for number in range(2, 100))]
    return next((runs / name for name in names if not (runs / name).exists()), runs / stamp)
