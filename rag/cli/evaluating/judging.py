"""`byline eval judge`."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.judge.collections import public_sets
from eval.judge.labelled import WRITER, read_labelled
from eval.judge.measuring import measure_judge
from eval.judge.record import save_record, write_record
from eval.judge.showing import show_record
from eval.judging import open_judge
from rag.cli.evaluating.showing import FOLDER, console
from rag.cli.output import say_json
from rag.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.judge.labelled import LabelledSet
    from eval.judge.measuring import Progress
    from rag.cli.session import Session

_EVERY = 50
"""Claims between two lines of progress in a pipe."""


@click.command(name="judge")
@click.option(
    "--in",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Claims that people judged, JSON lines with `claim`, `evidence` and `label`.",
)
@click.option(
    "--data", type=FOLDER, help="A folder with public sets, as docs/verifier.md has them."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--out", type=click.Path(path_type=Path), help="Save the figures in this file too.")
@click.pass_obj
def judge(
    session: Session, *, files: tuple[Path, ...], data: Path | None, as_json: bool, out: Path | None
) -> None:
    """Measure the judge that checks answers against what people say.

    Without a file or folder it is measured on the labelled sentences that come with Byline. The
    figures are kept, and every report shows those of the judge it used.
    """
    sets = _sets(files, data)
    config = session.config()
    today = datetime.now().astimezone().date()
    record = measure_judge(open_judge(config), sets, today, watch=_tell)
    save_record(record, config.home)
    if out is not None:
        write_record(record, out)
    if as_json:
        say_json(record.model_dump(mode="json"))
    else:
        show_record(record, console())


def _sets(files: Sequence[Path], data: Path | None) -> list[LabelledSet]:
    """All that is to be measured on, read before the first claim is judged."""
    sets = public_sets(data) if data is not None else []
    if data is not None or not files:
        sets.append(read_labelled(WRITER))
    sets += [read_labelled(file) for file in files]
    name, count = Counter(one.name for one in sets).most_common(1)[0]
    if count > 1:
        raise UsageProblem(
            f"two sets are called {name!r}",
            detail="A set is called as its file is, without the ending.",
            remedy="Rename one of the files.",
        )
    return sets


def _tell(progress: Progress) -> None:
    """Progress on stderr: on a terminal one line that changes, in a pipe one line now and then."""
    is_last = progress.done == progress.total
    line = f"byline: {progress.name} {progress.done}/{progress.total}"
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{line}", err=True, nl=is_last)
    elif is_last or progress.done % _EVERY == 0:
        click.echo(line, err=True)
