"""How the interface looks and what it tells: choices that are kept, drawn lines, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from tui.choices import Choices, keep_choices, read_choices
from tui.errors import Trouble, worker_border
from tui.theme import NIGHT, THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual import events
    from textual.filter import LineFilter


class Looks(App[None]):
    """An application in the colours of Byline.

    Args:
        home: The archive's folder, where choices are kept; None keeps nothing.
        filters: Change what is drawn, line by line.
    """

    def __init__(self, home: Path | None, filters: Sequence[LineFilter]) -> None:
        super().__init__()
        self._home, self._drawn = home, filters
        for theme in THEMES:
            self.register_theme(theme)
        self.choices = read_choices(home) if home else Choices()
        is_known = self.choices.theme in {theme.name for theme in THEMES}
        self.theme = self.choices.theme if is_known else NIGHT.name

    def action_next_theme(self) -> None:
        """Go on to the next colours."""
        names = [theme.name for theme in THEMES]
        self.choose_theme(names[(names.index(self.theme) + 1) % len(names)])

    def choose_theme(self, name: str) -> None:
        """Change the colours, now and for the next time."""
        self.theme = name
        self.choose(self.choices.model_copy(update={"theme": name}))

    def choose(self, choices: Choices) -> None:
        """Go by other choices, now and the next time."""
        self.choices = choices
        if self._home is not None:
            with worker_border(lambda trouble: self.tell(trouble, "Choices")):
                keep_choices(self._home, choices)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What changes the drawn lines, the reader's own wish last."""
        return [*super().get_line_filters(), *self._drawn]

    def tell(self, trouble: Trouble, title: str) -> None:
        """Show a failure that belongs to no place on the screen."""
        self.notify(trouble.text, title=title, severity="warning", markup=False)

    def on_print(self, event: events.Print) -> None:
        """Show a notice of the engine as a toast."""
        head, found, notice = event.text.partition("byline: ")
        if found and not head:
            self.notify(notice.strip(), markup=False)
