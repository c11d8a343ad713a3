"""One of the outlets whose words can be read."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.messages import VoiceChosen


class VoiceTab(Static):
    """Number and name; a click is the same as the number's key."""

    ALLOW_SELECT = False

    def __init__(self, number: int, outlet: str) -> None:
        super().__init__(markup=False)
        self.number, self._outlet = number, outlet

    def render(self) -> Content:
        """`2 Northbank Courier`."""
        return Content.assemble((f"{self.number} ", "bold $primary"), self._outlet)

    def on_click(self) -> None:
        """Ask for its words."""
        self.post_message(VoiceChosen(self.number))
