"""The command palette: everything that can be done now, by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from tui.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.screen import Screen

    from tui.app import BylineApp


def commands_of(app: BylineApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """The actions of the focused widget, the screen and the program, then the looks."""
    # Bindings of Byline have an id; those of the toolkit, such as the editing keys of a text
    # field, have none and would drown them.
    told = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        words = binding.description
        if binding.id and active.enabled and words not in told and binding.id != "app.palette":
            told.add(words)
            run = partial(app.run_action, binding.action, active.node)
            yield SystemCommand(words, f"key {app.get_key_display(binding)}", run)
    for theme in THEMES:
        name = theme.name.removeprefix("byline-")
        help_text = "Colours of the interface; the choice is kept"
        yield SystemCommand(f"Look: {name}", help_text, partial(app.choose_theme, theme.name))
