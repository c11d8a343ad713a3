"""What to add to the archive: files, folders, addresses of pages and feeds."""

from __future__ import annotations

import shlex
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Button, Footer, Input, Static

from rag.errors import InputUnreadable
from rag.ingest.fetching import is_address
from rag.ingest.metadata import check_date
from rag.ingest.walking import place_of
from tui.screens.room import RoomScreen
from tui.widgets.typed_line import TypedLine
from tui.wording import line
from tui.workers.ingesting import Adding

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

_WALKED = 2000
"""Names of a folder that are looked at for a suggestion."""


class PlaceInput(TypedLine):
    """Takes paths as a terminal gives them when files are dropped on it."""

    def _on_paste(self, event: events.Paste) -> None:
        # Several lines are several places; one line is taken as it stands.
        lines = [one.strip() for one in event.text.splitlines() if one.strip()]
        text = " ".join(map(shlex.quote, lines)) if len(lines) > 1 else "".join(lines)
        self.insert_text_at_cursor(line(text))
        event.prevent_default()
        event.stop()


class PathSuggester(Suggester):
    """The rest of the path that is being typed, from the folder that it names."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first name that goes on as the value does; None when none does."""
        folder, slash, begun = value.rpartition("/")
        if not slash or is_address(value) or not begun:
            return None
        try:
            names = islice(place_of(folder or "/").iterdir(), _WALKED)
            fitting = [one for one in names if one.name.startswith(begun)]
            found = min(fitting, key=lambda one: one.name, default=None)
            if found is None or line(found.name) != found.name:
                return None
            return f"{folder}/{found.name}{'/' if found.is_dir() else ''}"
        except OSError:
            return None


class AddScreen(ModalScreen[Adding]):
    """Gives what is to be added; None when the reader thought better of it."""

    CSS_PATH = "add.tcss"
    VERTICAL_BREAKPOINTS = RoomScreen.VERTICAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", id="add.cancel"),
    ]
    HELP = """\
A file, a folder or an address of a page or feed; several stand apart by blanks, in quotation marks
where a name has blanks. **Right** takes the suggested path. An outlet or a date that is typed here
counts before what the articles say themselves.
"""

    places = getters.query_one("#places", PlaceInput)
    outlet = getters.query_one("#outlet", Input)
    published = getters.query_one("#published", Input)
    problem = getters.query_one("#problem", Static)

    def compose(self) -> ComposeResult:
        """Places, what holds for all of them, buttons."""
        with VerticalScroll(id="box", classes="pane", can_focus=False) as box:
            box.border_title = "Add articles"
            yield Static("Files, folders, addresses of pages and feeds", markup=False)
            yield PlaceInput(
                placeholder="~/articles or https://…", suggester=PathSuggester(), id="places",
                compact=True,
            )  # fmt: skip
            with Horizontal(classes="said"):
                yield Static("Outlet of all", markup=False)
                yield TypedLine(placeholder="as the articles say", id="outlet", compact=True)
            with Horizontal(classes="said"):
                yield Static("Date of all", markup=False)
                yield TypedLine(placeholder="as the articles say", id="published", compact=True)
            yield Static(id="problem", classes="-empty", markup=False)
            with Horizontal(id="answers"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Add", id="add", variant="primary", compact=True)
        yield Footer()

    def on_mount(self) -> None:
        """Begin with the place."""
        self.places.focus()

    @on(Input.Submitted)
    def submit(self) -> None:
        """Enter in any of the fields."""
        self.action_add()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """A button was pressed."""
        if message.button.id == "add":
            self.action_add()
        else:
            self.action_leave()

    def action_add(self) -> None:
        """Give what was typed, or say what is wrong with it."""
        try:
            adding = Adding(
                places_of(self.places.value),
                self.outlet.value.strip() or None,
                check_date(self.published.value.strip() or None),
            )
        except InputUnreadable as error:
            self._say(f"✗ {error.problem}. {error.remedy}")
            return
        if adding.places:
            self.dismiss(adding)
        else:
            self._say("✗ Type at least one path or address.")

    def action_leave(self) -> None:
        """Add nothing."""
        self.dismiss(None)

    def _say(self, words: str) -> None:
        self.problem.update(words)
        self.problem.set_classes("failure")


def places_of(typed: str) -> tuple[str, ...]:
    """The places that were typed: one that is there as it stands, else as a shell reads them.

    >>> places_of("'two words.txt' https://example.org/feed")
    ('two words.txt', 'https://example.org/feed')

    Raises:
        InputUnreadable: A quotation mark is open.
    """
    whole = typed.strip()
    if not whole or Path(place_of(whole)).exists():
        return (whole,) if whole else ()
    try:
        return tuple(shlex.split(whole))
    except ValueError as error:
        raise InputUnreadable(
            "a quotation mark is never closed", remedy="Close it, or take it away."
        ) from error
