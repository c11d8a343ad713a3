"""`byline models`: which language models there are, what they are, and which one is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rag.cli.output import say, say_json
from rag.safety import printable

if TYPE_CHECKING:
    from rag.cli.session import Session
    from rag.models.shelf import Listed
    from rag.models.trial import Trial


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def models(ctx: click.Context, as_json: bool) -> None:
    """List, check and choose language models."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_all, as_json=as_json)


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def list_all(session: Session, as_json: bool) -> None:
    """List the models that can be named; the one in use is marked."""
    from rag.models.shelf import list_models

    config = session.config()
    rows = list_models(config)
    if as_json:
        say_json({"models": [_row_json(row) for row in rows]})
        return
    _print_table(rows)
    say(f"\nA GGUF file in {config.home / 'models'} is listed too, and any other has a path.")
    say("`byline models use NAME|PATH` chooses one; `byline models check NAME` tries it out.")


@models.command()
@click.argument("name", required=False, metavar="[NAME|PATH]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def info(session: Session, name: str | None, as_json: bool) -> None:
    """Say what a model's file says of itself; without NAME, the one in use."""
    from rag.models.gguf import read_header
    from rag.models.shelf import check_file, resolve

    config = session.config()
    file = resolve(config, name)
    header = read_header(file.path)
    facts = {
        "name": file.name,
        "path": str(file.path),
        "size": file.size,
        "title": header.metadata.get("general.name"),
        "architecture": header.architecture,
        "parameters": header.parameters,
        "quantisation": header.quantisation,
        "context": header.context,
        "vocabulary": header.lengths.get("tokenizer.ggml.tokens"),
        "template": header.has_template,
        "licence": file.licence,
        "sha256": check_file(file, config.home),
        "pinned": file.sha256_pinned is not None,
    }
    if as_json:
        say_json(facts)
        return
    facts["template"] = "yes" if header.has_template else "no; messages are joined as plain text"
    facts["pinned"] = "yes, and the file is the pinned one" if file.sha256_pinned else "no"
    _print_facts(facts)


@models.command()
@click.argument("name", required=False, metavar="[NAME|PATH]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def check(session: Session, name: str | None, as_json: bool) -> None:
    """Hash a model's file, load it, time it, and see whether it does as it is told."""
    from rag.models.llama import open_model
    from rag.models.trial import try_model

    model = open_model(session.config(), name)
    sha256 = model.identity().sha256
    is_pinned = model.file.sha256_pinned is not None
    try:
        trial = try_model(model)
    finally:
        model.close()
    if as_json:
        say_json(
            {
                "name": model.file.name,
                "path": str(model.file.path),
                "sha256": sha256,
                "pinned": is_pinned,
                **_trial_json(trial),
            }
        )
        return
    whole = "whole, and the pinned one" if is_pinned else "whole; no hash is pinned for it"
    setting = "the safe setting, after a crash" if trial.ready.safe else "the default setting"
    obeyed = sum(reply.is_one_word for reply in trial.replies)
    _print_facts(
        {
            "name": model.file.name,
            "file": f"{whole} ({sha256[:12]}…)",
            "loads": f"in {trial.ready.seconds:.1f} s with {setting}",
            "context": f"{trial.ready.context:,} tokens",
            "template": "its own" if trial.ready.template else "none; plain text is used",
            "reads": f"{trial.read:,.0f} tokens a second",
            "writes": f"{trial.written:,.0f} tokens a second",
            "obeys": f'"answer with one word" {obeyed} of {len(trial.replies)} times',
        }
    )
    for reply in trial.replies:
        say(f"{'':<14}{'yes' if reply.is_one_word else 'no ':<4} {printable(reply.answer)!r}")


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
    if resolve(loaded.config).path != chosen.path:
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
        cells = ("in use" if row.used else "", row.name, _size(row.size), row.licence or "unknown")
        table.add_row(*(Text(printable(cell)) for cell in (*cells, row.state)))
    Console(highlight=False).print(table)


def _print_facts(facts: dict[str, object]) -> None:
    for name, value in facts.items():
        shown = "unknown" if value is None else value
        if isinstance(value, int) and not isinstance(value, bool):
            shown = _size(value) if name == "size" else f"{value:,}"
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


def _trial_json(trial: Trial) -> dict[str, object]:
    return {
        "context": trial.ready.context,
        "template": trial.ready.template,
        "safe": trial.ready.safe,
        "load_seconds": round(trial.ready.seconds, 3),
        "read_tokens_per_second": round(trial.read, 1),
        "written_tokens_per_second": round(trial.written, 1),
        "one_word": [
            {"question": r.question, "answer": r.answer, "obeyed": r.is_one_word}
            for r in trial.replies
        ],
    }


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:,.0f} MB"  # noqa: PLR2004
