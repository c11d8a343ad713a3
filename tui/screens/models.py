"""Models and health: which models there are, what they may do, and what works here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from rag.models.sizes import spoken
from tui.screens.ask import AskScreen
from tui.screens.confirm import ConfirmScreen
from tui.widgets.shelf_list import ShelfList
from tui.widgets.told_pane import ToldPane, findings, told
from tui.widgets.work_bar import WorkBar
from tui.workers import shelf
from tui.workers.models import ModelsWork

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from textual.app import ComposeResult

    from rag.config import Config
    from rag.engine import Engine

    Task = Callable[[Config, str, shelf.Post, Event], None]


class ModelsScreen(ModelsWork):
    """The shelf on the left, facts and health on the right, what is being done below."""

    CSS_PATH = "models.tcss"
    AUTO_FOCUS = "ShelfList"
    ROOM = "models"
    HELP = """\
The models that can write, and the health of the program. **p** pulls the model under the cursor,
**o** any other of the hub, **c** checks one, **u** uses one, **d** looks at everything again.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pull", "Pull", id="models.pull"),
        Binding("o", "pull_other", "Pull other", id="models.other"),
        Binding("c", "check", "Check", id="models.check"),
        Binding("u", "use", "Use", id="models.use"),
        Binding("delete", "remove", "Remove", id="models.remove", key_display="del"),
        Binding("s", "stop", "Stop", id="models.stop"),
        Binding("d", "examine", "Look again", id="models.doctor"),
        Binding("h", "health", "Health", id="models.health", show=False),
        Binding("escape", "back", "Back", id="models.back"),
    ]

    listed = getters.query_one(ShelfList)
    facts = getters.query_one("#facts", ToldPane)
    health = getters.query_one("#health", ToldPane)

    _told: str | None = None
    """The model whose check is shown in place of its facts."""

    @property
    def config(self) -> Config | None:
        """The settings, once the archive is open."""
        return self.engine.config if self.engine else None

    def compose_room(self) -> ComposeResult:
        """Shelf, facts above health, work."""
        with Horizontal(id="desk"):
            yield ShelfList()
            with Vertical(id="side"):
                yield ToldPane("Model", "facts")
                yield ToldPane("Health", "health")
        yield WorkBar()

    def take_engine(self, engine: Engine) -> None:
        """Look at everything."""
        self.read_shelf(engine.config)
        self.action_examine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What can be done now, with the model under the cursor."""
        is_free = self.engine is not None and self.stopping is None
        row = self.listed.row if is_free and self.is_mounted else None
        kind = row.kind if row else None
        return {
            "pull": kind in {"begun", "offer"} and bool(row and row.wanted),
            "pull_other": is_free,
            "check": kind == "here",
            "use": kind == "here",
            "remove": kind in {"here", "begun"},
            "stop": self.stopping is not None,
            "examine": self.engine is not None,
        }.get(action, True)

    @on(shelf.ShelfRead)
    def show_shelf(self, message: shelf.ShelfRead) -> None:
        """List the models."""
        self.listed.show(message.rows, message.as_of)
        self.listed.border_subtitle = f"{spoken(message.memory)} of memory here"
        self.refresh_bindings()

    @on(ShelfList.Highlighted)
    def glance(self, message: ShelfList.Highlighted) -> None:
        """Say what is known of the model without reading its file."""
        self.refresh_bindings()
        if (row := message.row) is not None and row.name != self._told:
            self._told = None
            hint = {
                "here": "Enter reads its file · c checks what it may do · u uses it",
                "begun": "pulling it again goes on from there · del takes away what came",
                "offer": "p pulls it",
            }[row.kind]
            known = {"name": row.name, "size": row.size, "licence": row.licence or None}
            self.facts.say(told(known | {"state": row.state, "": hint}))

    @on(ShelfList.Chosen)
    def ask_facts(self, message: ShelfList.Chosen) -> None:
        """Read the file of the model; in a narrow terminal, go there."""
        if self.config is not None and message.row.kind == "here":
            self.facts.say("Reading the file …")
            self.read_facts(self.config, message.row.name, message.row.wanted)
        self._go_to(self.facts)

    @on(shelf.FactsRead)
    def show_facts(self, message: shelf.FactsRead) -> None:
        """Show the facts, if the cursor is still there."""
        if self.listed.row is not None and self.listed.row.name == message.name:
            self.facts.say(told(message.facts))

    @on(shelf.FactsFailed)
    def fail_facts(self, message: shelf.FactsFailed) -> None:
        """Say what is wrong with the file."""
        if self.listed.row is not None and self.listed.row.name == message.name:
            self.facts.fail(message.trouble)

    @on(shelf.HealthRead)
    def show_health(self, message: shelf.HealthRead) -> None:
        """Show the findings."""
        self.health.say(findings(message.checks))
        wrong = sum(check.level == "problem" for check in message.checks)
        self.health.border_subtitle = f"✗ {wrong} wrong" if wrong else "✓ nothing is wrong"

    @on(shelf.WorkFinished)
    def show_end(self, message: shelf.WorkFinished) -> None:
        """Say what was done."""
        self.bar.end(message.words)
        if message.facts is not None and self.listed.row is not None:
            # They stay while the shelf is read again.
            self._told = self.listed.row.name
            self.facts.say(told(message.facts))

    @on(shelf.WorkEnded)
    def end_work(self) -> None:
        """Be ready for the next piece of work."""
        self.stopping = None
        if self.config is not None:
            self.read_shelf(self.config)
        self.refresh_bindings()

    def action_pull(self) -> None:
        """Pull the model under the cursor."""
        if self.listed.row is not None:
            self._pull(self.listed.row.wanted)

    def action_pull_other(self) -> None:
        """Ask which model of the hub."""
        ask = AskScreen(
            "Pull a model",
            "A recommended name, OWNER/REPO:Q4_K_M, OWNER/REPO/FILE.gguf or a page of the hub",
            yes="Pull",
        )
        self.app.push_screen(ask, lambda wanted: self._pull(wanted) if wanted else None)

    def action_check(self) -> None:
        """Try the model under the cursor."""
        self._work(shelf.check, "Checking")

    def action_use(self) -> None:
        """Choose the model under the cursor."""
        self._work(lambda config, name, post, _: shelf.choose(config, name, post), "Choosing")

    def action_remove(self) -> None:
        """Ask before a model is removed."""
        if (row := self.listed.row) is None:
            return
        what = "the unfinished pull of " if row.kind == "begun" else ""
        detail = f"{spoken(row.size)} on disk." + (" It is in use." if row.is_used else "")

        def remove(answer: bool | None) -> None:  # noqa: FBT001 - textual calls it
            if answer:
                self._work(
                    lambda config, _, post, __: shelf.remove(config, row.name, post), "Removing"
                )

        self.app.push_screen(
            ConfirmScreen(f"Remove {what}{row.name}?", deed="Remove", detail=detail), remove
        )

    def action_examine(self) -> None:
        """Look at every part again."""
        if self.engine is not None:
            self.health.say("Looking …")
            self.examine(self.engine)

    def action_health(self) -> None:
        """Go to the findings."""
        self._go_to(self.health)

    def action_back(self) -> None:
        """Back to the shelf."""
        self.remove_class("-side")
        self.bar.clear()
        self.listed.focus()

    def _go_to(self, pane: ToldPane) -> None:
        self.add_class("-side")
        pane.focus()

    def _pull(self, wanted: str) -> None:
        if (config := self.config) is not None:
            self.bar.begin(f"Asking the hub for {wanted}")
            self.begin(lambda stopping: shelf.pull(config, wanted, self.post_message, stopping))

    def _work(self, task: Task, doing: str) -> None:
        """Do something with the model under the cursor."""
        config, row = self.config, self.listed.row
        if config is not None and row is not None:
            self.bar.begin(f"{doing} {row.name}")
            self.begin(lambda stopping: task(config, row.wanted, self.post_message, stopping))
