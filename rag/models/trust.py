"""Which models were checked on this machine, and whether `auto` lets them write.

The record of a file goes by its hash: another file under the same name was not checked.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rag.models.shelf import KNOWN
from rag.models.state import recall, remember
from rag.types import Mode

if TYPE_CHECKING:
    from pathlib import Path

    from rag.models.trial import Trial
    from rag.types import ModelRef


class Trust(NamedTuple):
    """What is known of a model."""

    mode: Mode
    checked: str | None
    """ISO 8601 date of the check on this machine; None where it was never checked here."""


def trusted(model: ModelRef, home: Path) -> Trust:
    """What `auto` does with a model: write only where a check on this machine allows it."""
    found = recall(_file(home)).get(_key(model))
    if isinstance(found, dict) and found.get("mode") in {Mode.WRITE, Mode.QUOTE}:
        return Trust(Mode(found["mode"]), str(found.get("checked")))
    return Trust(Mode.QUOTE, None)


def is_measured_by_us(model: ModelRef) -> bool:
    """Whether it comes with Byline, with its figures in `docs/models.md`."""
    return any(known.sha256 == model.sha256 for known in KNOWN.values())


def record(model: ModelRef, trial: Trial, home: Path) -> Path:
    """Write down how a check went; return the file."""
    fact = {
        "name": model.name,
        "mode": str(trial.mode),
        "checked": date.today().isoformat(),  # noqa: DTZ011 - a day on the wall of this machine
        "carried": round(trial.carried, 3),
        "right": round(trial.right, 3),
        "silent": round(trial.silent, 3),
        "in_form": round(trial.in_form, 3),
        "seconds": round(trial.seconds, 2),
    }
    remember(_file(home), _key(model), fact)
    return _file(home)


def _key(model: ModelRef) -> str:
    return model.sha256 or f"served as {model.name}"


def _file(home: Path) -> Path:
    return home / "state" / "checked.json"
