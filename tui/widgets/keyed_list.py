"""A list of anything, whose entries keep their values and the place of the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.content import Content

Value = TypeVar("Value")


class KeyedList(OptionList, Generic[Value]):
    """Entries with a value each; Enter or a click chooses one, walking on it rests.

    Args:
        nothing: What stands there when there is no entry.
        opens: Whether choosing an entry does something.
        id: Of the widget.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="list.open"),
    ]

    class Chosen(Message):
        """Enter or a click."""

        def __init__(self, owner: KeyedList[Any], value: Any) -> None:
            super().__init__()
            self.owner, self.value = owner, value

        @property
        def control(self) -> KeyedList[Any]:
            """The list, so that a handler can name it."""
            return self.owner

    class Rested(Message):
        """The cursor stands on another entry."""

        def __init__(self, owner: KeyedList[Any], value: Any) -> None:
            super().__init__()
            self.owner, self.value = owner, value

        @property
        def control(self) -> KeyedList[Any]:
            """The list, so that a handler can name it."""
            return self.owner

    def __init__(self, nothing: str, *, id: str, opens: bool = True) -> None:  # noqa: A002 - textual calls it so
        super().__init__(id=id, classes="pane", markup=False)
        self._nothing, self._opens = nothing, opens
        self.values: tuple[Value, ...] = ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Enter opens only where there is something to open."""
        return action != "select" or (self._opens and bool(self.values))

    @property
    def value(self) -> Value | None:
        """What the cursor stands on."""
        at = self.highlighted
        return self.values[at] if at is not None and at < len(self.values) else None

    @property
    def inner_width(self) -> int:
        """Cells of a line, its margins and the place of the scrollbar left out."""
        return self.scrollable_content_region.width - 2

    def show(self, values: Sequence[Value], told: Callable[[Value], Content]) -> None:
        """List other values; the cursor stays where it was, as far as there is such a place."""
        at = self.highlighted
        self.values = tuple(values)
        self.refresh_bindings()
        self.clear_options()
        if not values:
            self.add_option(Option(self._nothing, disabled=True))
            return
        self.add_options([Option(told(value)) for value in values])
        self.highlighted = min(at or 0, len(values) - 1)

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Say what the cursor stands on."""
        message.stop()
        if message.option_index < len(self.values):
            self.post_message(self.Rested(self, self.values[message.option_index]))

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Say what was chosen."""
        message.stop()
        if message.option_index < len(self.values):
            self.post_message(self.Chosen(self, self.values[message.option_index]))
