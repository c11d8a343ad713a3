"""One line to type in, which says at the foot of the screen what Enter does."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class TypedLine(Input):
    """A line of a dialog.

    A plain `Input` takes Enter for itself without showing it, so that a reader who goes by the
    footer finds no key that ends the dialog.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "OK", id="line.ok"),
    ]


class TopicLine(Input):
    """Where the topic of a briefing is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Make", id="topic.make"),
    ]
