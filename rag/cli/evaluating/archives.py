"""Archives of the articles of suites, apart from the person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rag
from rag.cli.session import note

if TYPE_CHECKING:
    from pathlib import Path

    from rag.config import Config
    from rag.engine import Engine


def open_archive(config: Config, folder: Path) -> Engine:
    """An engine over the archive in a folder; what it has to tell goes to stderr."""
    return rag.open_engine(config, archive=folder, notify=note)
