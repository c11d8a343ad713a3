"""What can go wrong in a way that a person can mend.

    BylineError                1   the base: problem, detail (why) and remedy (what to type next)
    |- UsageProblem            2   arguments that contradict each other
    |- InputUnreadable         1   a file, folder or line that cannot be read
    |- NothingIngested         1   an ingest in which nothing went in
    |- ArticleUnknown          1   no such article
    |- SessionUnknown          1   no such kept conversation
    |- SessionsDamaged         1   the file of kept conversations cannot be read
    |- ArchiveBusy             1   another process is writing the archive
    |- ArchiveDamaged          1   the catalogue or the index cannot be trusted
    |- DiskProblem             1   no room, no permission
    |- ConfigInvalid           1   a configuration file or variable is wrong
    |- PromptInvalid           1   a prompt file is not what it was released as
    |- SuiteInvalid            1   an evaluation suite or case is wrong
    |- RunBusy                 1   another process is writing an evaluation run
    |- ThresholdMissed         4   a required figure was not reached
    |- BriefingBroken          4   an exported briefing does not hold
    |- Interrupted           130   the person stopped it
    `- ModelProblem            3   a model is missing or unusable
       |- ModelUnknown         3   no model of that name
       |- ModelFileMissing     3   the file is not there
       |- ModelFileDamaged     3   truncated, not a GGUF, or not the pinned file
       |- HubProblem           3   the hub that models are pulled from is out of reach or refuses
       `- ModelDied            3   the model's process ended in the middle

Every class has an exit code and a row in `docs/errors.md`; a test compares the two.
"""

from __future__ import annotations

from contextlib import contextmanager
from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class BylineError(Exception):
    """Something the person at the keyboard can put right."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, *, remedy: str, detail: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail
        self.remedy = remedy


class UsageProblem(BylineError):
    """Arguments that contradict each other."""

    exit_code = 2


class InputUnreadable(BylineError):
    """A file, folder or line that cannot be read."""


class NothingIngested(BylineError):
    """An ingest in which nothing went in."""


class ArticleUnknown(BylineError):
    """No such article."""


class SessionUnknown(BylineError):
    """No such kept conversation."""


class SessionsDamaged(BylineError):
    """The file of kept conversations cannot be read."""


class ArchiveBusy(BylineError):
    """Another process is writing the archive."""


class ArchiveDamaged(BylineError):
    """The catalogue or the index cannot be trusted."""


class DiskProblem(BylineError):
    """No room or no permission."""


class ConfigInvalid(BylineError):
    """A configuration file or variable is wrong."""


class PromptInvalid(BylineError):
    """A prompt file is not what it was released as."""


class SuiteInvalid(BylineError):
    """An evaluation suite or case is wrong."""


class RunBusy(BylineError):
    """Another process is writing an evaluation run."""


class ThresholdMissed(BylineError):
    """A required figure was not reached."""

    exit_code = 4


class BriefingBroken(BylineError):
    """An exported briefing was altered, or its articles do not say what it quotes."""

    exit_code = 4


class Interrupted(BylineError):
    """The person stopped it."""

    exit_code = 130


class ModelProblem(BylineError):
    """A model is missing or unusable."""

    exit_code = 3


class ModelUnknown(ModelProblem):
    """No model of that name."""


class ModelFileMissing(ModelProblem):
    """The file is not there."""


class ModelFileDamaged(ModelProblem):
    """Truncated, not a GGUF, or not the pinned file."""


class HubProblem(ModelProblem):
    """The hub that models are pulled from is out of reach or refuses."""


class ModelDied(ModelProblem):
    """The model's process ended in the middle."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or None when none is close.

    >>> nearest("smolm2", ["smollm2-135m", "gemma"])
    'smollm2-135m'
    """
    by_folded = {candidate.casefold(): candidate for candidate in known}
    match = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.5)
    return by_folded[match[0]] if match else None


@contextmanager
def as_disk_problem(path: Path) -> Iterator[None]:
    """Turn an `OSError` on `path` into a `DiskProblem` that says what to do."""
    try:
        yield
    except OSError as error:
        raise DiskProblem(
            f"cannot write {path}",
            detail=error.strerror or str(error),
            remedy="Free some room or mend the permissions, "
            "or name another folder with `byline --home DIR`.",
        ) from error
