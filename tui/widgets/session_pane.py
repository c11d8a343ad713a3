"""The kept conversations beside the chat: searched as one types, gone on with, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from rag.answer.rendering import counted
from tui.widgets.typed_line import KeptLine
from tui.wording import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from rag.sessions.values import SavedSession


class SessionList(OptionList):
    """Title, day and length of each, the last used first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="sessions.open"),
        Binding("x", "wish('export')", "Export", id="sessions.export"),
        Binding("d,delete", "wish('delete')", "Delete", id="sessions.delete"),
    ]

    def action_wish(self, deed: str) -> None:
        """Something is to be done with the highlighted one."""
        if self.highlighted is not None:
            name = self.get_option_at_index(self.highlighted).id
            self.post_message(SessionPane.Wished(deed, str(name)))


class SessionPane(Vertical):
    """A search line above the list."""

    HELP = """\
Conversations that are kept. Type to search their questions, answers and outlets; **Enter** goes
on with one, **x** exports it, **d** deletes it for good.
"""

    class Searched(Message):
        """The words of the search are others now."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Wished(Message):
        """`open`, `export` or `delete` the session of an id."""

        def __init__(self, deed: str, session_id: str) -> None:
            super().__init__()
            self.deed, self.session_id = deed, session_id

    search = getters.query_one(Input)
    found = getters.query_one(SessionList)

    def __init__(self) -> None:
        super().__init__(classes="pane")
        self.border_title = "Conversations"

    def compose(self) -> ComposeResult:
        """Search and list."""
        yield KeptLine(placeholder="search", compact=True)
        yield SessionList(markup=False)

    def show(self, sessions: Sequence[SavedSession], total: int, here: str | None) -> None:
        """List what was found; the one that is open is marked."""
        at = self.found.highlighted
        self.found.clear_options()
        for session in sessions:
            mark = ("▸ ", "bold $primary") if session.id == here else ("", "")
            facts = f"\n{session.updated[:10]} · {counted(session.turns, 'question')}"
            words = Content.assemble(mark, line(session.title), (facts, "$foreground-muted"), "\n")
            self.found.add_option(Option(words, id=session.id))
        if not sessions:
            nothing = "Nothing has these words." if self.search.value else "Nothing is kept yet."
            self.found.add_option(Option(nothing, disabled=True))
        elif at is not None:
            self.found.highlighted = min(at, len(sessions) - 1)
        more = total - len(sessions)
        self.border_subtitle = f"{counted(more, 'more')[:-1]}: search" if more > 0 else None

    @on(Input.Changed)
    def look(self, message: Input.Changed) -> None:
        """Search as one types."""
        message.stop()
        self.post_message(self.Searched(message.value))

    @on(Input.Submitted)
    def go_down(self, message: Input.Submitted) -> None:
        """On to what was found."""
        message.stop()
        self.found.focus()
        self.found.highlighted = self.found.highlighted or 0

    @on(OptionList.OptionSelected)
    def choose(self, message: OptionList.OptionSelected) -> None:
        """Go on with one."""
        message.stop()
        self.post_message(self.Wished("open", str(message.option.id)))
