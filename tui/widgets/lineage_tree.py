"""Who took a report from whom, drawn as a tree whose articles can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rag.answer.rendering import counted
from tui.descent import drawn
from tui.sheets import branch
from tui.wording import line

if TYPE_CHECKING:
    from rag.types import Article, Lineage


class LineageTree(OptionList):
    """The origin on top, below each article what was taken from it."""

    HELP = """\
An article hangs below the one that it is most like among those published before it; likeness has
no direction, dates have. **Enter** opens an article.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="lineage.open"),
    ]

    class Chosen(Message):
        """A reader wants another article of the lineage."""

        def __init__(self, article: Article) -> None:
            super().__init__()
            self.article = article

    def __init__(self, name: str) -> None:
        super().__init__(id=name, markup=False)
        self._articles: list[Article] = []

    def show(self, lineage: Lineage, article: Article) -> None:
        """Draw the lineage; the article that is read is marked."""
        self.clear_options()
        branches = drawn(lineage)
        self._articles = [one.article for one in branches]
        if len(branches) == 1:
            self.add_option(Option("No other article here carries this report.", disabled=True))
            return
        told = counted(len(branches), "article")
        origin = line(lineage.origin or "") or "An origin that none of them names"
        top = Content.assemble((origin, "bold $primary"), (f"  {told}", "$foreground-muted"))
        self.add_option(Option(top, disabled=True))
        self.add_options(
            Option(branch(one, is_open=one.article.id == article.id)) for one in branches
        )
        self.highlighted = 1 + next(
            (i for i, one in enumerate(self._articles) if one.id == article.id), 0
        )

    @on(OptionList.OptionSelected)
    def choose(self, message: OptionList.OptionSelected) -> None:
        """Ask for the article."""
        message.stop()
        self.post_message(self.Chosen(self._articles[message.option_index - 1]))
