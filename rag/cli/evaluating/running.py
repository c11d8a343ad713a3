"""`byline eval run`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from eval.folder import new_folder
from eval.judging import judging, open_judge
from eval.runner import run_suite
from eval.saved import load_answers
from eval.suite import find_suite, load_suite
from rag.cli.evaluating.archives import open_archive
from rag.cli.evaluating.showing import FOLDER, conclude
from rag.cli.evaluating.writing import ci_options
from rag.cli.session import note
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eval.runner import Progress
    from rag.cli.session import Session

_MINUTE = 60
_HOUR = 3600


@click.command(name="run")
@click.argument("suite")
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), help="Who words it.")
@click.option("--model", help="A name that `byline models` lists, or a GGUF file.")
@click.option("--out", type=FOLDER, help="The folder to save the run in, or to go on in.")
@click.option(
    "--reuse", metavar="RUN", type=FOLDER, help="Take the answers to unchanged cases from it."
)
@ci_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def run(
    session: Session,
    *,
    suite: str,
    mode: str | None,
    model: str | None,
    out: Path | None,
    reuse: Path | None,
    summary: Path | None,
    junit: Path | None,
    as_json: bool,
) -> None:
    """Run SUITE: the name of one that comes with Byline, or a .toml file.

    The articles go into an archive of their own; yours is not touched. A run that was stopped
    goes on when the same command names its folder with --out. The exit code is 4 when a figure
    that the suite requires is missed.
    """
    loaded = load_suite(find_suite(suite, session.config().home))
    if mode is not None:
        loaded = loaded.worded_by(Mode(mode))
    if model is not None:
        session.choose_model(model)
    config = session.config()
    folder = out or new_folder(config.home, loaded.spec.name)
    with _told_how_to_go_on(folder):
        done = run_suite(
            loaded,
            config,
            out=folder,
            open_archive=open_archive,
            judge=judging(open_judge(config)),
            reuse=load_answers(reuse) if reuse else None,
            watch=_tell,
            notify=note,
        )
    conclude(done, config, summary=summary, junit=junit, as_json=as_json)


@contextmanager
def _told_how_to_go_on(folder: Path) -> Iterator[None]:
    """Say where the answers are when something, be it Ctrl-C, ends the run before its end."""
    try:
        yield
    except BaseException:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", err=True, nl=False)
        if (folder / "begun.json").exists():
            note(f"the answers so far are kept; the same command with `--out {folder}` goes on")
        raise


def _tell(progress: Progress) -> None:
    """Progress on stderr: on a terminal one line that changes, in a pipe one line a case."""
    if progress.answer is None:
        click.echo("byline: preparing the articles", err=True)
        return
    left = f", {_rough(progress.left)} left" if progress.left is not None else ""
    line = f"byline: {progress.done}/{progress.total} {progress.answer.case}{left}"
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{line}", err=True, nl=progress.done == progress.total)
    else:
        click.echo(line, err=True)


def _rough(seconds: float) -> str:
    """A duration as precise as a guess of it can be."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds / _HOUR:.1f} h"
