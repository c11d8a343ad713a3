"""The work behind the screen of models: the shelf is read, models are pulled, checked, chosen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.message import Message

from rag.answer.rendering import counted
from rag.errors import Interrupted
from rag.models.sizes import machine_memory, spoken
from tui.errors import Trouble, worker_border
from tui.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from threading import Event

    from rag.config import Config
    from rag.models.trial import Draft
    from rag.types import Check

    Post = Callable[[Message], object]


class ShelfRow(NamedTuple):
    """A model that is here, or a pull of one that was stopped, or one that can be pulled."""

    kind: Literal["here", "begun", "offer"]
    name: str
    wanted: str
    """What a command would be given: the name, or the path of a file that lies elsewhere;
    empty where nobody can tell any more."""
    size: int
    licence: str
    state: str
    is_used: bool = False


class ShelfRead(Message):
    """The shelf was looked at."""

    def __init__(self, rows: tuple[ShelfRow, ...], *, memory: int, as_of: str) -> None:
        super().__init__()
        self.rows, self.memory, self.as_of = rows, memory, as_of


class FactsRead(Message):
    """What there is to tell of a model."""

    def __init__(self, name: str, facts: Mapping[str, object]) -> None:
        super().__init__()
        self.name, self.facts = name, facts


class FactsFailed(Message):
    """There is nothing to tell of a model, and why."""

    def __init__(self, name: str, trouble: Trouble) -> None:
        super().__init__()
        self.name, self.trouble = name, trouble


class HealthRead(Message):
    """What works here and what does not."""

    def __init__(self, checks: tuple[Check, ...]) -> None:
        super().__init__()
        self.checks = checks


class WorkAdvanced(Message):
    """How far the work on a model has come; `share` is 0..1."""

    def __init__(self, doing: str, share: float, words: str) -> None:
        super().__init__()
        self.doing, self.share, self.words = doing, share, words


class WorkFinished(Message):
    """The work on a model is done."""

    def __init__(self, words: str, *, facts: Mapping[str, object] | None = None) -> None:
        super().__init__()
        self.words, self.facts = words, facts


class WorkFailed(Message):
    """The work on a model came to nothing; `stopped` when the reader wanted it so."""

    def __init__(self, trouble: Trouble, *, stopped: bool = False) -> None:
        super().__init__()
        self.trouble, self.stopped = trouble, stopped


class WorkEnded(Message):
    """The worker is done. Always its last message."""


def read_shelf(config: Config) -> ShelfRead:
    """Everything that stands on the shelf or could."""
    from rag.config import load_config
    from rag.models.parts import unfinished
    from rag.models.recommended import recommended, table
    from rag.models.shelf import KNOWN, list_models

    memory, known = machine_memory(), table()
    # What was chosen since the program began counts from its next start on.
    later = load_config(flags={"home": config.home}).config
    chosen = {row.name for row in list_models(later) if row.used}
    rows, folder = list[ShelfRow](), config.home / "models"
    for row in list_models(config):
        state: str = row.state
        if row.name in chosen and not row.used:
            state += ", chosen for the next start"
        licence = row.licence or "unknown"
        lies_here = row.name in KNOWN or row.path is None or row.path.parent == folder
        wanted = row.name if lies_here else str(row.path)
        rows.append(ShelfRow("here", row.name, wanted, row.size, licence, state, row.used))
    here = {row.name for row in rows}
    rows += [
        ShelfRow(
            "begun", left.name, left.name if recommended(left.name) else "", left.size, "",
            "a pull was stopped here",
        )
        for left in unfinished(config.home)
        if left.name not in here
    ]  # fmt: skip
    rows += [
        ShelfRow(
            "offer", row.name, row.name, row.size, row.licence,
            f"{row.parameters}, {'fits' if row.fits(memory) else f'wants {row.memory} GB'}",
        )
        for row in known.model
        if row.name not in here
    ]  # fmt: skip
    return ShelfRead(tuple(rows), memory=memory, as_of=str(known.as_of))


def pull(config: Config, wanted: str, post: Post, stopping: Event) -> None:
    """Fetch a model; one that was stopped goes on where it ended."""
    from rag.models import pulling
    from rag.models.hub import open_hub
    from rag.models.wanted import read_wanted

    def go_on() -> None:
        if stopping.is_set():
            raise Interrupted(
                f"the pull of {wanted} was stopped",
                remedy="What came is kept: the same pull goes on from there.",
            )

    def rest(seconds: float) -> None:
        stopping.wait(seconds)
        go_on()

    with worker_border(lambda trouble: _failed(post, trouble, stopping)):
        asked = read_wanted(wanted, config.model.hub)
        with pulling.pulling(config.home), open_hub(config) as hub:
            plan = pulling.plan_pull(config, hub, asked)
            pace = Pace(plan.size, time.monotonic, done=plan.begun)

            def watch(here: int) -> None:
                go_on()
                if pace.is_due():
                    progress = pace.note(here)
                    post(WorkAdvanced(f"Pulling {plan.name}", progress.share, progress.words))

            go_on()
            pulling.carry_out(plan, config.home, hub, watch=watch, wait=rest)
        licence = plan.origin.licence or "licence unknown"
        how = "was here already" if plan.is_there else "is here"
        post(WorkFinished(f"{plan.name} {how}: {spoken(plan.size)}, {licence}."))
    post(WorkEnded())


def check(config: Config, name: str, post: Post, stopping: Event) -> None:
    """Have a model answer small questions, and record what it may do."""
    from rag.models.facts import told_mode, told_trial
    from rag.models.trial import Trial, cases, try_model
    from rag.models.trust import record
    from rag.opening import open_verifier, open_writer

    with worker_border(lambda trouble: _failed(post, trouble, stopping)):
        tried = with_model(config, name)
        model = open_writer(tried)
        some = cases()
        try:
            identity, verifier = model.identity(), open_verifier(tried)
            drafts: tuple[Draft, ...] = ()
            for place, case in enumerate(some):
                if stopping.is_set():
                    raise Interrupted(
                        f"the check of {name} was stopped",
                        remedy="Nothing was recorded; check it again from the beginning.",
                    )
                words = f"{place} of {counted(len(some), 'question')}"
                post(WorkAdvanced(f"Checking {name}", place / len(some), words))
                drafts += try_model(model, verifier, [case]).drafts
        finally:
            model.close()
        trial = Trial(drafts)
        record(identity, trial, config.home)
        post(WorkFinished(told_mode(trial), facts=told_trial(identity, trial)))
    post(WorkEnded())


def choose(config: Config, name: str, post: Post) -> None:
    """Use a model from the next start on."""
    from rag.models.shelf import use

    with worker_border(lambda trouble: post(WorkFailed(trouble))):
        record = use(config, name)
        post(WorkFinished(f"{name} is chosen from the next start on, in {record}."))
    post(WorkEnded())


def remove(config: Config, name: str, post: Post) -> None:
    """Take a model, or what a stopped pull left behind, off the shelf."""
    from rag.models.removing import carry_out, plan_removal

    with worker_border(lambda trouble: post(WorkFailed(trouble))):
        removal = plan_removal(config, name)
        carry_out(removal, config)
        post(WorkFinished(f"{name} is removed; {spoken(removal.size)} are free again."))
    post(WorkEnded())


def with_model(config: Config, name: str) -> Config:
    """The settings with another model, whatever writes by them now."""
    from rag.models.shelf import as_settings

    chosen = {key.rpartition(".")[2]: value for key, value in as_settings(name).items()}
    known = config.model.model_dump() | {"path": None, "endpoint": ""} | chosen
    return config.model_copy(update={"model": type(config.model).model_validate(known)})


def _failed(post: Post, trouble: Trouble, stopping: Event) -> None:
    post(WorkFailed(trouble, stopped=stopping.is_set()))
