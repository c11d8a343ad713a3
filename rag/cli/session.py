"""What the commands of one run share: settings and an engine, each made on first use."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rag.config import Config, LoadedConfig
    from rag.engine import Engine


class Session:
    """Settings and engine of one run of the program."""

    def __init__(self, *, home: Path | None, config_file: Path | None) -> None:
        self.flags: dict[str, object] = {"home": home}
        self.config_file = config_file
        self._engine: Engine | None = None

    def choose_model(self, name: str) -> None:
        """Use another model for this run: a name, or a GGUF file when it looks like a path."""
        from rag.models.shelf import as_settings

        # A file that the settings name must not win over a name that was typed.
        self.flags.update({"model.path": ""} | as_settings(name))

    def loaded(self) -> LoadedConfig:
        """The settings with the origin of each."""
        from rag.config import load_config

        return load_config(flags=self.flags, file=self.config_file)

    def config(self) -> Config:
        """The settings."""
        return self.loaded().config

    def engine(self) -> Engine:
        """The engine, opened on first use and closed when the program ends."""
        if self._engine is None:
            from rag.opening import open_engine

            self._engine = open_engine(self.config(), notify=note)
        return self._engine

    def close(self) -> None:
        """End what was started."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None


def note(text: str) -> None:
    """Tell the person something that is not the answer."""
    from rag.safety import printable

    print(f"byline: {printable(text)}", file=sys.stderr)  # noqa: T201
