"""`byline models`: which language models there are, what they are, and which one is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rag.cli.output import say, say_json
from rag.cli.pulling import pull, remove
from rag.models.sizes import spoken
from rag.safety import printable

if TYPE_CHECKING:
    from rag.cli.session import Session
    from rag.models.recommended import Recommended
    from rag.models.shelf import Listed
    from rag.models.trial import Trial
    from rag.types import ModelRef


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def models(ctx: click.Context, as_json: bool) -> None:
    """List, fetch, check and choose language models."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_all, as_json=as_json)


models.add_command(pull)
models.add_command(remove)


@models.command("list")
@click.option("--recommended", "only_recommended", is_flag=True, help="Only what can be pulled.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def list_all(session: Session, as_json: bool, only_recommended: bool = False) -> None:
    """List the models that can be named, the one in use marked, and some worth pulling."""
    from rag.models.parts import unfinished
    from rag.models.recommended import table
    from rag.models.shelf import list_models
    from rag.models.sizes import machine_memory

    config = session.config()
    rows, memory, known = list_models(config), machine_memory(), table()
    if as_json:
        offers = [row.model_dump() | {"fits": row.fits(memory)} for row in known.model]
        told = {"models": [_row_json(row) for row in rows], "recommended": offers}
        server = {"endpoint": config.model.endpoint or None}
        say_json(told | server | {"recommended_as_of": known.as_of, "memory": memory})
        return
    if not only_recommended:
        if config.model.endpoint:
            say(f"In use: the server at {config.model.endpoint} (`model.endpoint`).\n")
        _print_table(rows)
        for left in unfinished(config.home):
            say(f"A pull of {left.name} was stopped at {spoken(left.size)}: the same pull goes on.")
        say(f"\nA GGUF file in {config.home / 'models'} is listed too, and any other has a path.")
        say("`byline models use NAME|PATH` chooses one; `byline models check NAME` tries it out.\n")
    here = {row.name for row in rows}
    say(f"To pull, as of {known.as_of}, by the memory of the machine (this one: {spoken(memory)}):")
    _print_recommended([row for row in known.model if row.name not in here], memory)
    say("`byline models pull NAME` fetches one; OWNER/REPO:Q4_K_M any other of the hub.")


@models.command()
@click.argument("name", required=False, metavar="[NAME|PATH]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def info(session: Session, name: str | None, as_json: bool) -> None:
    """Say what a model's file says of itself; without NAME, the one in use."""
    from rag.models.facts import facts_of, told_facts

    facts = facts_of(session.config(), name)
    if as_json:
        say_json(facts)
        return
    _print_facts(told_facts(facts))


@models.command()
@click.argument("name", required=False, metavar="[NAME|PATH]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def check(session: Session, name: str | None, as_json: bool) -> None:
    """Have a model answer small questions, check every sentence, and record what it may do.

    `auto` lets a model write only after this. Without NAME, the one in use.
    """
    from rag.models.trial import try_model
    from rag.models.trust import record
    from rag.opening import open_verifier, open_writer

    if name is not None:
        session.choose_model(name)
    config = session.config()
    model = open_writer(config)
    try:
        identity = model.identity()
        trial = try_model(model, open_verifier(config))
    finally:
        model.close()
    record(identity, trial, config.home)
    if as_json:
        say_json({"name": identity.name, "sha256": identity.sha256, **_trial_json(trial)})
        return
    _say_trial(identity, trial)


@models.command("use")
@click.argument("wanted", metavar="NAME|PATH")
@click.pass_obj
def choose(session: Session, wanted: str) -> None:
    """Use this model from now on."""
    from rag.cli.session import note
    from rag.models.shelf import as_settings, resolve, use

    config = session.config()
    record = use(config, wanted)
    chosen = resolve(config, wanted)
    say(f"{chosen.name} is chosen ({chosen.path}).")
    loaded = session.loaded()
    if loaded.config.model.endpoint:
        place = loaded.origins["model.endpoint"]
        note(f"it is not used yet, because {place} sets `model.endpoint`: a server writes instead")
    elif resolve(loaded.config).path != chosen.path:
        (key,) = as_settings(wanted)
        origins = {loaded.origins[key], loaded.origins["model.path"], loaded.origins["model.name"]}
        stronger = ", ".join(sorted(origins - {str(record), "default"}))
        note(f"it is not used yet, because {stronger} names another one and counts for more")


def _print_table(rows: list[Listed]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("", "name", "size", "licence", "file"):
        table.add_column(heading, justify="right" if heading == "size" else "left")
    for row in rows:
        cells = ("in use" if row.used else "", row.name, spoken(row.size), row.licence or "unknown")
        table.add_row(*(Text(printable(cell)) for cell in (*cells, row.state)))
    Console(highlight=False).print(table)


def _print_recommended(rows: list[Recommended], memory: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("", "name", "parameters", "packing", "size", "memory", "licence"):
        is_number = heading in {"parameters", "size", "memory"}
        table.add_column(heading, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        fits = "fits" if row.fits(memory) else ""
        size, machine = spoken(row.size), f"{row.memory} GB"
        cells = (fits, row.name, row.parameters, row.quantisation, size, machine, row.licence)
        table.add_row(*(Text(cell) for cell in cells))
    Console(highlight=False).print(table)


def _print_facts(facts: dict[str, object]) -> None:
    for name, value in facts.items():
        shown = "unknown" if value is None else value
        if isinstance(value, int) and not isinstance(value, bool):
            shown = spoken(value) if name == "size" else f"{value:,}"
        say(f"{name:<14}{printable(str(shown))}")


def _row_json(row: Listed) -> dict[str, object]:
    return {
        "name": row.name,
        "path": str(row.path) if row.path else None,
        "size": row.size,
        "licence": row.licence,
        "state": row.state,
        "used": row.used,
    }


def _say_trial(model: ModelRef, trial: Trial) -> None:
    from rag.models.facts import told_mode, told_trial

    _print_facts(told_trial(model, trial))
    say()
    for draft in trial.drafts:
        for sentence, stands in zip(draft.sentences, draft.carried, strict=True):
            say(f"{'stands ' if stands else 'dropped'}  {printable(sentence)}")
    say()
    say(told_mode(trial))


def _trial_json(trial: Trial) -> dict[str, object]:
    return {
        "mode": str(trial.mode),
        "carried": round(trial.carried, 3),
        "right": round(trial.right, 3),
        "silent": round(trial.silent, 3),
        "in_form": round(trial.in_form, 3),
        "seconds": round(trial.seconds, 2),
        "read_tokens_per_second": None if trial.read is None else round(trial.read, 1),
        "written_tokens_per_second": None if trial.written is None else round(trial.written, 1),
        "drafts": [
            {
                "question": draft.case.question,
                "draft": draft.text,
                "right": draft.is_right,
                "carried": list(draft.carried),
            }
            for draft in trial.drafts
        ],
    }
