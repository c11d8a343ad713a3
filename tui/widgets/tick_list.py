"""A list of things of which any number may be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.wording import line

if TYPE_CHECKING:
    from collections.abc import Sequence


class Choice(NamedTuple):
    """One line of the list."""

    value: str
    note: str = ""
    """Said after it, muted."""


class TickList(OptionList):
    """`[✓] chosen` and `[ ] not`: the state is a sign, not a colour."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "select", "Choose", id="ticks.choose", key_display="␣"),
    ]

    def __init__(self, choices: Sequence[Choice], chosen: Sequence[str], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, classes="pane", markup=False)
        self._choices = tuple(choices)
        self._chosen = set(chosen)

    def on_mount(self) -> None:
        """List them."""
        self.add_options(Option(self._line(choice)) for choice in self._choices)
        self.highlighted = 0 if self._choices else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is chosen, in the order of the list."""
        return tuple(c.value for c in self._choices if c.value in self._chosen)

    @on(OptionList.OptionSelected)
    def turn(self, message: OptionList.OptionSelected) -> None:
        """Choose it, or do not."""
        message.stop()
        choice = self._choices[message.option_index]
        self._chosen ^= {choice.value}
        self.replace_option_prompt_at_index(message.option_index, self._line(choice))

    def _line(self, choice: Choice) -> Content:
        tick = ("[✓] ", "bold $primary") if choice.value in self._chosen else ("[ ] ", "")
        note = f"  {choice.note}" if choice.note else ""
        return Content.assemble(tick, line(choice.value), (note, "$foreground-muted"))
