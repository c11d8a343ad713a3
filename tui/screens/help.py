"""What the keys do, and what the marks mean."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Markdown, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.screen import Screen


class HelpScreen(ModalScreen[None]):
    """What the screen below says of itself and of its focused part, then every key of it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "dismiss", "Close", id="help.close", key_display="esc"),
    ]

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        self._help = _help_of(about)
        self._keys = _keys_of(about)

    def compose(self) -> ComposeResult:
        """The words, then the keys."""
        with VerticalScroll(id="box", classes="pane") as box:
            box.border_title = "Help"
            yield Markdown(self._help)
            yield Static(self._keys, id="keys", markup=False)
        yield Footer()


def _help_of(screen: Screen[object]) -> str:
    inside = screen.focused.ancestors_with_self if screen.focused else [screen]
    texts = [getattr(node, "HELP", None) or "" for node in reversed(inside)]
    # Those of the toolkit carry none, or speak of themselves.
    return "\n\n".join(dedent(text) for text in texts if text)


def _keys_of(screen: Screen[object]) -> Content:
    # Bindings of Byline have an id; those of the toolkit, such as the editing keys of a text
    # field, have none and would drown them.
    keys: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        if active.binding.id and active.enabled:
            shown = screen.app.get_key_display(active.binding)
            keys.setdefault(active.binding.description, []).append(shown)
    rows = (
        Content.assemble((f"{' '.join(shown):>12}  ", "bold $primary"), words)
        for words, shown in keys.items()
    )
    return Content("\n").join(rows)
