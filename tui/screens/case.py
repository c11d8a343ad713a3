"""One case of a run: what is right, what was shown, and in what it fell short."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from eval.report.figures import fell_short
from tui.messages import PassageChosen
from tui.replayed import RecordedTexts, exchange_of_case
from tui.screens.article import ArticleScreen
from tui.screens.sheet import SheetScreen
from tui.widgets.answer_view import AnswerView
from tui.widgets.desk_bar import DeskBar
from tui.widgets.key_line import KeyLine
from tui.wording import line, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import PurePath

    from textual.app import ComposeResult

    from eval.report.sources import Source
    from eval.saved import Run

_OF_THE_CHAT = frozenset(("copy", "save", "again", "brief"))


class CaseScreen(SheetScreen):
    """The answer with its marks and chips above what the scorers say of it.

    Args:
        run: The run.
        case: Id of the case.
        sources: Articles of the run by id, as far as they are at hand.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["case.tcss", "answers.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="case.back"),
        Binding("n", "go(1)", "Next case", id="case.next"),
        Binding("p", "go(-1)", "Previous case", id="case.previous", show=False),
    ]
    HELP = """\
What was shown for one question of a run, with the marks of the chat. **Tab** walks through the
citations, **Enter** opens the cited words in their article, **n** and **p** go to other cases.
"""

    def __init__(self, run: Run, case: str, sources: Mapping[str, Source]) -> None:
        super().__init__()
        self.run_, self.case, self.sources = run, case, sources
        self.exchange = exchange_of_case(run, case, sources)

    def compose(self) -> ComposeResult:
        """Bar, answer, what is right, scores, keys."""
        yield DeskBar("evaluation")
        with VerticalScroll(id="sheet"):
            yield AnswerView(self.exchange)
            yield Static(Content("\n").join(self._right()), id="right", markup=False)
            yield Static(Content("\n").join(self._scores()), id="scores", markup=False)
        yield KeyLine()

    @on(PassageChosen)
    def open_article(self, message: PassageChosen) -> None:
        """Open the article at the cited words."""
        texts = RecordedTexts(self.sources)
        self.app.push_screen(ArticleScreen(texts, self.exchange.passages_from(message.passage)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """An answer of a run is read: it is not asked again, copied or kept."""
        return action not in _OF_THE_CHAT

    async def action_go(self, step: int) -> None:
        """Another case of the same run, in their order."""
        ids = [case.id for case in self.run_.cases]
        self.case = ids[(ids.index(self.case) + step) % len(ids)]
        self.exchange = exchange_of_case(self.run_, self.case, self.sources)
        await self.recompose()

    def _right(self) -> Iterator[Content]:
        case = next(one for one in self.run_.cases if one.id == self.case)
        yield Content.assemble(("What is right", "bold $primary"), f"   case {line(case.id)}")
        if not case.answerable:
            yield Content("  Declining: the articles do not answer it.")
        for wordings in case.key:
            yield Content.assemble("  ", (" or ".join(map(line, wordings)), "bold"))
        for gold in case.gold:
            yield Content.assemble(
                f"  {quoted(gold.words)}  ", (line(gold.article), "$foreground-muted")
            )

    def _scores(self) -> Iterator[Content]:
        yield Content.styled("What the scorers say", "bold $primary")
        for name in self.run_.manifest.suite.scorers:
            score = self.run_.scores.get(name, {}).get(self.case)
            if score is None:
                continue
            is_short = fell_short(name, score)
            mark = ("✗ ", "bold $text-error") if is_short else ("✓ ", "$text-success")
            yield Content.assemble(
                mark, f"{name:<20} {score.value:6.2f}  ", (line(score.note), "$foreground-muted")
            )
