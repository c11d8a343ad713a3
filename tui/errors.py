"""The border where an exception in a worker becomes something a reader can act on."""

from __future__ import annotations

import tempfile
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import BylineError
from tui.wording import prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, why, and what to do next; safe to show."""

    problem: str
    detail: str | None
    remedy: str

    @property
    def text(self) -> str:
        """All of it, to be copied into a report."""
        return "\n".join(part for part in (self.problem, self.detail, self.remedy) if part)


@contextmanager
def worker_border(report: Callable[[Trouble], object]) -> Iterator[None]:
    """Hand any failure of the enclosed work to `report`; nothing passes.

    Every worker does its work inside this border and nowhere else are exceptions caught.
    """
    try:
        yield
    except BylineError as error:
        report(
            Trouble(
                prose(error.problem),
                prose(error.detail) if error.detail else None,
                prose(error.remedy),
            )
        )
    except Exception as error:  # noqa: BLE001 - the border of the workers
        report(_fault(error))


def _fault(error: Exception) -> Trouble:
    with tempfile.NamedTemporaryFile(
        "w", prefix="byline-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as saved:
        traceback.print_exception(error, file=saved)
    return Trouble(
        prose(f"a fault in the program: {type(error).__name__}: {error}"),
        f"What is needed to mend it was saved in {saved.name}.",
        "Run `byline doctor`; if it finds nothing, report the fault with that file.",
    )
