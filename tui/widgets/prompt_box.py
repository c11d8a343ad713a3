"""Where the question is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from rag.types import Mode
from tui.widgets.typed_line import KeptLine
from tui.wording import MODES, line

if TYPE_CHECKING:
    from textual import events


class PromptBox(KeptLine):
    """One line for the question; the frame shows the mode, the arrows recall what was asked."""

    HELP = "**Enter** asks; **↑** and **↓** bring earlier questions back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Ask", id="prompt.ask", key_display="⏎"),
        Binding("up", "recall(-1)", "Earlier question", id="prompt.earlier", show=False),
        Binding("down", "recall(1)", "Later question", id="prompt.later", show=False),
        Binding("pageup", "screen.turn_pages(-1)", "Scroll up", id="prompt.up", show=False),
        Binding("pagedown", "screen.turn_pages(1)", "Scroll down", id="prompt.down", show=False),
    ]

    mode: reactive[Mode] = reactive(Mode.AUTO)
    is_kept: reactive[bool] = reactive(default=True)
    """Whether the answer will be kept."""

    def __init__(self) -> None:
        super().__init__(placeholder="Ask about the articles in your archive", classes="pane")
        self._asked: list[str] = []
        self._at = 0

    def watch_mode(self, mode: Mode) -> None:
        """Show who words the next answer."""
        self.border_subtitle = f"mode {MODES[mode]}"

    def watch_is_kept(self, is_kept: bool) -> None:  # noqa: FBT001 - textual calls it
        """Show what becomes of the answer."""
        self.border_title = "Question" if is_kept else "Question · not kept"

    def remember(self, question: str) -> None:
        """Empty the box; keep the question for the arrow keys."""
        self._asked.append(question)
        self._at = len(self._asked)
        self.clear()

    def action_recall(self, step: int) -> None:
        """Put an earlier question into the box."""
        self._at = min(max(self._at + step, 0), len(self._asked))
        self.value = self._asked[self._at] if self._at < len(self._asked) else ""
        self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        # A question copied from a page may run over several lines; all of it is meant.
        self.insert_text_at_cursor(line(" ".join(event.text.split())))
        event.prevent_default()
        event.stop()
