"""A folder that one run writes: answers are there as soon as they are given, the rest at the end.

    run.lock     held by the process that writes; the lock is the kernel's and dies with it
    begun.json   what the run was begun with, until it is finished

A folder that holds both kinds of lines and no manifest is a run that was stopped; the same run
goes on with it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from eval.conditions import differing
from eval.reading import read_json
from eval.saved import JudgementLine, Manifest, ScoreLine, TimeLine, read_answers
from eval.scorers import SCORERS
from rag.errors import RunBusy, UsageProblem, as_disk_problem
from rag.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from eval.reading import Strict
    from eval.records import Recorded
    from eval.saved import Run

_APART = {"__all__": {"judged"}}


def runs_folder(home: Path) -> Path:
    """Where runs are saved when nobody says where."""
    return home / "eval" / "runs"


def new_folder(home: Path, suite: str) -> Path:
    """A folder for a run that is not there yet, named by suite and time."""
    stamp = f"{suite}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    runs = runs_folder(home)
    names = [stamp, *(f"{stamp}-{number}" for number in range(2, 100))]
    return next((runs / name for name in names if not (runs / name).exists()), runs / stamp)


def save_run(run: Run) -> None:
    """Write a run whose answers are all there already, in `run.folder`.

    Raises:
        UsageProblem: The folder holds a run.
        RunBusy: Another process is writing there.
    """
    with RunFolder(run.folder) as folder:
        if folder.begin(run.manifest):
            raise _taken(run.folder)
        for case in run.cases:
            folder.add(run.answers[case.id])
        folder.finish(run)


class RunFolder:
    """The right to write a run in a folder, from the moment it is made until it is closed.

    Raises:
        UsageProblem: The folder holds a finished run.
        RunBusy: Another process is writing there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with as_disk_problem(folder):
            self._is_new = not folder.exists()
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(folder / "run.lock")
            self._acquire()
        if (folder / "manifest.json").exists():
            self.close()
            raise _taken(folder)

    def __enter__(self) -> Self:
        """Hand itself over."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the folder."""
        self.close()

    def begin(self, manifest: Manifest) -> dict[str, Recorded]:
        """Begin a run, or go on with the same one; gives the answers that are there already.

        Raises:
            UsageProblem: The folder holds something else.
        """
        begun, answers = self.folder / "begun.json", self.folder / "answers.jsonl"
        if answers.exists() and not begun.exists():
            raise _taken(self.folder)
        for path in (answers, self.folder / "times.jsonl"):
            _drop_half_line(path)
        kept = read_answers(self.folder) if answers.exists() else {}
        if kept:
            self._require_same(read_json(begun, Manifest), manifest)
        else:
            write_whole(begun, _json(manifest))
        return kept

    def add(self, answer: Recorded) -> None:
        """Save one answer; its times come first, so that no answer is without."""
        if answer.timing:
            line = TimeLine(case=answer.case, timing=answer.timing, usage=answer.usage)
            _append(self.folder / "times.jsonl", line.model_dump_json())
        shown = answer.model_dump_json(
            exclude={"timing": True, "usage": True, "statements": _APART, "dropped": _APART}
        )
        _append(self.folder / "answers.jsonl", shown)

    def finish(self, run: Run) -> None:
        """Save the rest; the manifest comes last."""
        parts: dict[str, Iterable[Strict]] = {
            "cases": run.cases,
            "judgements": _judgements(run),
            "scores": _scores(run),
            "times": _times(run),
        }
        for name, records in parts.items():
            lines = "".join(record.model_dump_json() + "\n" for record in records)
            write_whole(self.folder / f"{name}.jsonl", lines)
        write_whole(self.folder / "manifest.json", _json(run.manifest))
        with as_disk_problem(self.folder):
            (self.folder / "begun.json").unlink(missing_ok=True)
            (self.folder / "run.lock").unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the folder; one without an answer is left as it was found."""
        if not self._lock.is_locked:
            return
        if not (self.folder / "answers.jsonl").exists():
            with suppress(OSError):
                for name in ("begun.json", "run.lock"):
                    (self.folder / name).unlink(missing_ok=True)
                if self._is_new:
                    self.folder.rmdir()
        self._lock.release()

    def _acquire(self) -> None:
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise RunBusy(
                f"another process is writing a run in {self.folder}",
                remedy="Wait until it has finished, or name another folder with `--out DIR`.",
            ) from None

    def _require_same(self, begun: Manifest, now: Manifest) -> None:
        changed = differing(begun, now)
        if begun.suite_sha256 != now.suite_sha256:
            changed.insert(0, "the suite")
        if changed:
            raise UsageProblem(
                f"{self.folder} holds another run that was stopped before its end",
                detail=f"It cannot be gone on with, because something else is now: "
                f"{', '.join(changed)}.",
                remedy="Name another folder with `--out DIR`, or remove that one.",
            )


def _taken(folder: Path) -> UsageProblem:
    return UsageProblem(
        f"{folder} already holds a run",
        remedy="Name another folder with `--out DIR`, or remove that one.",
    )


def _append(path: Path, line: str) -> None:
    """Add a line wholly or not at all, as far as the disk lets it."""
    rest = (line + "\n").encode()
    with as_disk_problem(path), path.open("ab", buffering=0) as opened:
        before = opened.seek(0, os.SEEK_END)
        try:
            while rest:
                rest = rest[opened.write(rest) :]
        except OSError:
            opened.truncate(before)
            raise


def _drop_half_line(path: Path) -> None:
    """Cut off what a process was writing when it was killed."""
    with as_disk_problem(path):
        if not path.exists():
            return
        with path.open("r+b") as opened:
            opened.truncate(opened.read().rfind(b"\n") + 1)


def _judgements(run: Run) -> Iterator[JudgementLine]:
    for answer in run.answers.values():
        for place, said in enumerate(answer.statements):
            if said.judged:
                yield JudgementLine(case=answer.case, statement=place, judged=said.judged)


def _scores(run: Run) -> Iterator[ScoreLine]:
    for name, by_case in run.scores.items():
        if SCORERS[name].timed:
            continue
        for case, score in by_case.items():
            value, note = (score.value, score.note) if score else (None, None)
            yield ScoreLine(case=case, scorer=name, value=value, note=note)


def _times(run: Run) -> Iterator[TimeLine]:
    for answer in run.answers.values():
        if answer.timing:
            yield TimeLine(case=answer.case, timing=answer.timing, usage=answer.usage)


def _json(manifest: Manifest) -> str:
    return manifest.model_dump_json(indent=2) + "\n"
