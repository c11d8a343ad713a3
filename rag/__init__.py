"""Byline's core: articles in, checked and cited sentences out.

The rooms follow the data: `ingest` reads and cleans, `index` stores, `retrieve` finds,
`answer` writes and checks. `opening.open_engine` puts them together; nothing in here knows
about a screen.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.config import Config, load_config
    from rag.engine import Engine
    from rag.errors import BylineError
    from rag.opening import open_engine

__version__ = "0.1.0"

_HOMES = {
    "BylineError": "rag.errors",
    "Config": "rag.config",
    "Engine": "rag.engine",
    "load_config": "rag.config",
    "open_engine": "rag.opening",
}

__all__ = ["BylineError", "Config", "Engine", "__version__", "load_config", "open_engine"]


def __getattr__(name: str) -> object:
    """Import a public name on first use, so that `import rag` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'rag' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
