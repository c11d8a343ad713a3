"""`byline eval score`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from eval.adapters.reading import FORMS, read_foreign
from eval.adapters.scoring import Answers, name_of, score_alone, score_with_suite
from eval.folder import new_folder, save_run
from eval.judging import open_judge
from eval.shelf import stock
from eval.suite import find_suite, load_suite
from rag.cli.evaluating.archives import open_archive
from rag.cli.evaluating.showing import FOLDER, conclude
from rag.cli.evaluating.writing import ci_options
from rag.cli.session import note

if TYPE_CHECKING:
    from pathlib import Path

    from eval.adapters.reading import FormName
    from eval.adapters.scoring import Scored
    from rag.cli.session import Session

_SHOWN = 5
"""Of what could not be matched, how many are named."""


@click.command(name="score")
@click.argument("path", metavar="FILE", type=FOLDER)
@click.option("--suite", help="Whose questions they are: a name, or a .toml file.")
@click.option("--form", type=click.Choice(list(FORMS)), help="Told from the keys if left out.")
@click.option("--out", type=FOLDER, help="The folder to save them in, as a run.")
@ci_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def score_file(
    session: Session,
    *,
    path: Path,
    suite: str | None,
    form: FormName | None,
    out: Path | None,
    summary: Path | None,
    junit: Path | None,
    as_json: bool,
) -> None:
    """Score the answers in FILE: results of RAGAS, of ALCE, or plain JSON lines.

    With a suite they are scored as a run of it is; without one, by their own passages alone.
    The exit code is 4 when a figure that the suite requires is missed.
    """
    config = session.config()
    answers = read_foreign(path, form)
    given = Answers(path, answers, open_judge(config), config.sha256)
    if suite is None:
        scored = score_alone(given, out or new_folder(config.home, name_of(path)))
    else:
        loaded = load_suite(find_suite(suite))
        folder = out or new_folder(config.home, loaded.spec.name)
        scored = score_with_suite(given, loaded, stock(loaded, config, open_archive), folder)
    save_run(scored.run)
    _tell(scored)
    conclude(scored.run, config, summary=summary, junit=junit, as_json=as_json)


def _tell(scored: Scored) -> None:
    """What a reader of the figures has to know of the file."""
    if scored.matched:
        unasked = tuple(one.place for one in scored.matched.unasked)
        _list("cases without an answer in the file, left out", scored.matched.unanswered)
        _list("answers to what the suite does not ask, left out", unasked)
    cited = [one for answer in scored.run.answers.values() for one in answer.citations]
    if not cited:
        note("no answer cites anything: there are no marks such as [1] in them")
    unknown = sum(not one.quote for one in cited)
    if unknown:
        note(f"citations of passages that are not there: {unknown}")
    if scored.matched:
        lost = sum(bool(one.quote) and not one.found for one in cited)
        if lost:
            note(f"citations of passages that stand in no article of the suite: {lost}")


def _list(what: str, names: tuple[str, ...]) -> None:
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        note(f"{what}: {len(names)} ({', '.join(names[:_SHOWN])}{more})")
