"""What is known of how well a judge does: kept by its name, and read by every report it is used in.

The record of the judge that ships stands beside this module. Whoever measures a judge again, on
sets of their own as well, has a record in their own folder, which goes first.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from eval.reading import Strict, read_json
from rag.files import write_whole

Known = Literal["unseen", "weighed"]
"""Whether the judge saw nothing of the claims of a set, or its last weights were fitted to them."""

SHIPPED = Path(__file__).parent / "shipped.json"


class Estimate(Strict):
    """A figure with its 95 % bootstrap interval, groups of claims drawn with replacement."""

    value: float
    low: float | None
    """None where there are too few groups, or classes, to see a spread."""
    high: float | None


class SetFigures(Strict):
    """The judge against the labels of one set; None where a figure has no meaning."""

    name: str
    sha256: str
    """Of the file."""
    known: Known
    n: int
    """Claims that were judged."""
    supported: int
    """Claims that people call supported."""
    groups: int
    """Pages or documents; claims that share one are not independent."""
    disputed: int
    """Claims left out, because annotators do not agree whether they are supported."""
    balanced_accuracy: Estimate | None
    f1: Estimate | None
    """Of supported."""
    auroc: Estimate | None
    calibration_error: Estimate | None
    """Expected calibration error over ten bins; less is better."""
    kappa: Estimate | None
    """Cohen's, of the judge with the labels."""
    annotators_kappa: Estimate | None
    """Cohen's, between two annotators, disputed claims included."""


class JudgeRecord(Strict):
    """A judge, measured."""

    format: Literal[1] = 1
    judge: str
    """Name and version, as judgements carry it."""
    supported_from: float
    measured: str
    """Day, ISO 8601."""
    sets: tuple[SetFigures, ...]

    def joined(self, newer: JudgeRecord) -> JudgeRecord:
        """Both records of one judge as one; a set that was measured again counts once."""
        again = {one.name for one in newer.sets}
        kept = tuple(one for one in self.sets if one.name not in again)
        return newer.model_copy(update={"sets": kept + newer.sets})


def judge_record(judge: str, home: Path) -> JudgeRecord | None:
    """What was measured of the judge of that name; None where nobody measured it.

    Args:
        judge: The name that its judgements carry.
        home: The folder of models and state.

    Raises:
        SuiteInvalid: The record cannot be read.
    """
    for path in (_place(judge, home), SHIPPED):
        if path.is_file():
            record = read_json(path, JudgeRecord)
            if record.judge == judge:
                return record
    return None


def save_record(record: JudgeRecord, home: Path) -> JudgeRecord:
    """Keep a record beside what was measured of the same judge before, and give both as one.

    Raises:
        DiskProblem: It cannot be written.
        SuiteInvalid: The earlier record cannot be read.
    """
    known = judge_record(record.judge, home)
    whole = known.joined(record) if known else record
    write_record(whole, _place(record.judge, home))
    return whole


def write_record(record: JudgeRecord, path: Path) -> None:
    """Write a record to a file.

    Raises:
        DiskProblem: It cannot be written.
    """
    write_whole(path, record.model_dump_json(indent=1) + "\n")


def _place(judge: str, home: Path) -> Path:
    """A file for each judge, so that two that are measured at once do not meet."""
    return home / "eval" / "judges" / f"{hashlib.sha256(judge.encode()).hexdigest()[:16]}.json"
