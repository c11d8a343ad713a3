"""Small questions before something is begun: who words the answers, what a suite is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from rag.types import Mode
from tui.widgets.typed_line import TypedLine
from tui.wording import MODES, line

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ModeList(OptionList):
    """The ways to word answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Run", id="mode.run"),
    ]


class ModeScreen(ModalScreen[Mode | None]):
    """Gives the mode in which a suite is run, or None.

    Args:
        suite: What is run.
        mode: The one that the suite names.
    """

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="mode.cancel"),
    ]
    HELP = "**Enter** or a click begins the run; **Esc** does nothing."

    def __init__(self, suite: str, mode: Mode) -> None:
        super().__init__()
        self._suite, self._mode = suite, mode

    def compose(self) -> ComposeResult:
        """The three ways."""
        with Vertical(id="box", classes="pane") as box:
            box.border_title = f"Run {line(self._suite)}"
            yield Static("Who words the answers?", markup=False)
            yield ModeList(*(Option(Content(MODES[mode]), id=mode) for mode in Mode))
        yield Footer()

    def on_mount(self) -> None:
        """The mode of the suite is at hand."""
        ways = self.query_one(OptionList)
        ways.highlighted = list(Mode).index(self._mode)
        ways.focus()

    @on(OptionList.OptionSelected)
    def choose(self, message: OptionList.OptionSelected) -> None:
        """Begin."""
        self.dismiss(Mode(str(message.option.id)))


class NewSuite(NamedTuple):
    """A suite that is to be drafted."""

    name: str
    wanted: int
    """Questions."""


class NewSuiteScreen(ModalScreen[NewSuite | None]):
    """Gives the name of a suite and how many questions are wanted, or None."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="suite.cancel"),
    ]
    HELP = """\
Questions are drafted from single sentences of your articles. **Enter** begins; you accept or
refuse each of them afterwards.
"""
    USUAL: ClassVar = 40

    def compose(self) -> ComposeResult:
        """Name, number, button."""
        with Vertical(id="box", classes="pane") as box:
            box.border_title = "A suite of your own"
            yield Static("Its name: small letters, digits and hyphens.", markup=False)
            yield TypedLine(placeholder="council-2026", id="name", compact=True)
            yield Static("How many questions are wanted.", markup=False)
            with Horizontal(id="ways"):
                yield TypedLine(str(self.USUAL), id="count", type="integer", compact=True)
                yield Button("Draft", id="begin", variant="primary", compact=True)
        yield Footer()

    def on_mount(self) -> None:
        """Type the name first."""
        self.query_one("#name", Input).focus()

    @on(Input.Submitted)
    @on(Button.Pressed)
    def begin(self) -> None:
        """Give what was typed, once there is a name."""
        name = self.query_one("#name", Input).value.strip()
        count = self.query_one("#count", Input).value.strip()
        if name:
            wanted = int(count) if count.isdecimal() else self.USUAL
            self.dismiss(NewSuite(name, min(max(wanted, 1), 1000)))
