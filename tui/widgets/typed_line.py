"""Lines to type in, which keep what was typed and say at the foot what Enter does."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input
from textual.widgets.input import Selection


class KeptLine(Input):
    """A line that keeps what was typed when the focus comes to it.

    A plain `Input` selects everything when it hears that it has the focus: on a busy machine that
    is after the first letters, and the next one replaces them.
    """

    def __init__(self, value: str = "", **options: Any) -> None:
        super().__init__(value, select_on_focus=False, **options)


class TypedLine(KeptLine):
    """A line of a dialog; what stands in it to begin with goes when one types.

    A plain `Input` takes Enter for itself without showing it, so that a reader who goes by the
    footer finds no key that ends the dialog.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "OK", id="line.ok"),
    ]

    def __init__(self, value: str = "", **options: Any) -> None:
        super().__init__(value, **options)
        self.selection = Selection(0, len(value))


class TopicLine(KeptLine):
    """Where the topic of a briefing is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Make", id="topic.make"),
    ]
