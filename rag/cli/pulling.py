"""`byline models pull` and `byline models remove`: models come to the shelf and go."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from rag.cli.output import say, say_json
from rag.cli.session import note
from rag.models.sizes import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.cli.session import Session
    from rag.errors import ModelProblem
    from rag.models.pulling import Plan
    from rag.models.removing import Removal
    from rag.models.shelf import ModelFile

_STEPS = 10


@click.command()
@click.argument("wanted", metavar="NAME|OWNER/REPO[:QUANTISATION]")
@click.option("--file", help="The GGUF file of the repository.")
@click.option("--revision", help="A branch, tag or commit of the repository, in place of main.")
@click.option("--as", "name", metavar="NAME", help="What the model is to be called here.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def pull(
    session: Session,
    wanted: str,
    file: str | None,
    revision: str | None,
    name: str | None,
    as_json: bool,
) -> None:
    """Fetch a model from the hub into the archive.

    NAME is one that `byline models` recommends. OWNER/REPO is a repository of GGUF files on the
    hub; the file is named by --file, as OWNER/REPO/FILE.gguf, or by its quantisation. A pull
    that was stopped goes on where it ended.
    """
    from dataclasses import replace

    from rag.models import pulling
    from rag.models.hub import open_hub
    from rag.models.wanted import read_wanted

    config = session.config()
    if _comes_with_byline(session, wanted):
        return
    asked = read_wanted(wanted, config.model.hub)
    if file is not None:
        if asked.file or asked.quantisation:
            raise click.UsageError("the file is named twice: drop --file or what follows the REPO.")
        asked = replace(asked, file=file)
    if revision is not None:
        asked = replace(asked, revision=revision)
    if name is not None:
        asked = replace(asked, name=name)
    with pulling.pulling(config.home), open_hub(config) as hub:
        plan = pulling.plan_pull(config, hub, asked)
        _say_plan(plan)
        with _progress(plan) as watch:
            pulling.carry_out(plan, config.home, hub, watch=watch)
    _say_done(plan, as_json=as_json)


@click.command()
@click.argument("wanted", metavar="NAME|PATH")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def remove(session: Session, wanted: str, yes: bool, as_json: bool) -> None:
    """Remove a model's file from the archive."""
    from rag.models.removing import carry_out, plan_removal

    config = session.config()
    removal = plan_removal(config, wanted)
    used, _ = _in_use(session)
    was_used = used is not None and used.path == removal.model
    if not yes and not _is_confirmed(removal, used=was_used):
        note("nothing was removed")
        return
    carry_out(removal, config)
    used, trouble = _in_use(session)
    if as_json:
        name = used.name if used else None
        say_json({"removed": removal.name, "freed": removal.size, "used": name})
    else:
        say(f"{removal.name} is removed; {spoken(removal.size)} are free again.")
    if trouble is not None:
        note(f"{trouble.problem}. {trouble.detail} {trouble.remedy}")
    elif used is not None and (was_used or removal.is_chosen) and not as_json:
        say(f"{used.name} is used from now on.")


def _comes_with_byline(session: Session, wanted: str) -> bool:
    """Whether the model is there without a pull, and the person was told so."""
    from rag.models.shelf import KNOWN, resolve

    if wanted not in KNOWN:
        return False
    file = resolve(session.config(), wanted)  # says how to mend it when it is not
    note(f"{wanted} came with Byline, so there is nothing to pull: {file.path}")
    return True


def _say_plan(plan: Plan) -> None:
    if plan.is_there:
        return
    origin = plan.origin
    so_far = f", {spoken(plan.begun)} of it here already" if plan.begun else ""
    note(f"pulling {plan.name}: {origin.repository}/{origin.file} from {origin.hub}")
    note(f"{spoken(plan.size)}{so_far}; licence: {origin.licence or 'not stated by the hub'}")


@contextmanager
def _progress(plan: Plan) -> Iterator[Callable[[int], None]]:
    """Show on stderr how far it is: a bar on a terminal, else a line for each tenth."""
    if not sys.stderr.isatty():
        yield _by_tenths(plan)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=plan.is_there) as progress:
        task = progress.add_task("", total=plan.size, completed=plan.begun)
        yield lambda here: progress.update(task, completed=here)


def _by_tenths(plan: Plan) -> Callable[[int], None]:
    said = plan.begun * _STEPS // plan.size

    def watch(here: int) -> None:
        nonlocal said
        if (tenth := here * _STEPS // plan.size) > said:
            said = tenth
            note(f"{tenth * 100 // _STEPS} % of {spoken(plan.size)}")

    return watch


def _say_done(plan: Plan, *, as_json: bool) -> None:
    origin = plan.origin
    if as_json:
        told = origin.model_dump(mode="json")
        here = {"name": plan.name, "path": str(plan.path), "was_there": plan.is_there}
        say_json(here | told)
        return
    how = "was here already" if plan.is_there else "is here"
    facts = f"{spoken(plan.size)}, {origin.licence or 'licence unknown'}"
    say(f"{plan.name} {how}: {plan.path} ({facts})")
    say(f"SHA-256 {origin.sha256}, as the hub states it; from now on the file is held to it.")
    say(f"`byline models use {plan.name}` chooses it; `byline models check {plan.name}` tries it.")


def _is_confirmed(removal: Removal, *, used: bool) -> bool:
    from rag.errors import UsageProblem
    from rag.safety import printable

    if not sys.stdin.isatty():
        raise UsageProblem(
            f"removing {removal.name} must be confirmed",
            detail="There is no terminal to ask on.",
            remedy=f"Say so beforehand: `byline models remove {removal.name} --yes`.",
        )
    what = "" if removal.model else "the unfinished pull of "
    in_use = ", which is in use" if used else ""
    size = spoken(removal.size)
    return click.confirm(f"Remove {what}{printable(removal.name)}{in_use} ({size})?", err=True)


def _in_use(session: Session) -> tuple[ModelFile | None, ModelProblem | None]:
    """The model that the settings lead to as they are now, or what is wrong with it."""
    from rag.errors import ModelProblem
    from rag.models.shelf import resolve

    try:
        return resolve(session.config()), None
    except ModelProblem as problem:
        return None, problem
