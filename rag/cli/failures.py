"""The one place where an error is printed and becomes an exit code."""

from __future__ import annotations

import errno
import os
import sys
import traceback

import click

from rag.errors import BylineError
from rag.safety import printable

PROGRAM_FAULT = 70
"""EX_SOFTWARE of sysexits.h: a fault of the program, not of the person."""

_UNWRITABLE = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EDQUOT})


def report(error: BaseException) -> int:
    """Print `error` on stderr and give the exit code."""
    if _is_interrupt(error):
        _say("byline: stopped", "What was already stored is kept.", "Run it again to go on.")
        return 130
    if isinstance(error, BylineError):
        _say(f"byline: {error.problem}", error.detail, error.remedy)
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        # The reader of our output went away (`byline articles | head`): nothing to say.
        _drop_output()
        return 0
    if isinstance(error, OSError) and error.errno in _UNWRITABLE and error.filename is None:
        _drop_output()
        _say(
            f"byline: the answer cannot be written: {error.strerror}",
            "The standard output goes to a disk that takes no more.",
            "Free some room, or send the output elsewhere.",
        )
        return 1
    return _report_fault(error)


def _is_interrupt(error: BaseException | None) -> bool:
    """Whether the person stopped it: a library may have made another error of the Ctrl-C."""
    while error is not None:
        if isinstance(error, (KeyboardInterrupt, click.Abort)):
            return True
        error = error.__cause__ or error.__context__
    return False


def _drop_output() -> None:
    """Keep the interpreter from flushing once more, at its end, into what is closed or full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(*parts: str | None) -> None:
    head, *rest = [printable(part, keep_newlines=True) for part in parts if part]
    print(head, file=sys.stderr)  # noqa: T201
    for part in rest:
        for line in part.splitlines():
            print(f"     {line}", file=sys.stderr)  # noqa: T201


def _report_fault(error: BaseException) -> int:
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", prefix="byline-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as saved:
        traceback.print_exception(error, file=saved)
    _say(
        f"byline: a fault in the program: {type(error).__name__}: {error}",
        f"What is needed to mend it was saved in {saved.name}.",
        "Run `byline doctor`; if it finds nothing, report the fault with that file.",
    )
    return PROGRAM_FAULT
