"""What workers and widgets tell the screens, in the past tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from rag.engine import Engine
    from rag.events import Judged, Retrieved, Token
    from rag.types import Answer, Article, Span
    from tui.errors import Trouble
    from tui.state import Models


class ArchiveOpened(Message):
    """The engine is ready to be asked."""

    def __init__(self, engine: Engine, *, articles: int, outlets: int) -> None:
        super().__init__()
        self.engine, self.articles, self.outlets = engine, articles, outlets


class ArchiveFailed(Message):
    """The engine could not be opened; nothing can be asked."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble


class ArchiveChanged(Message):
    """Articles came or went."""

    def __init__(self, *, articles: int, outlets: int) -> None:
        super().__init__()
        self.articles, self.outlets = articles, outlets


class RoomChosen(Message):
    """A reader wants to go to another screen."""

    def __init__(self, room: str) -> None:
        super().__init__()
        self.room = room


class ModelsChanged(Message):
    """The models are in another state; `trouble` says why they are unusable."""

    def __init__(self, models: Models, trouble: Trouble | None = None) -> None:
        super().__init__()
        self.models, self.trouble = models, trouble


class EngineSpoke(Message):
    """One event of the answer to a turn."""

    def __init__(self, turn: int, event: Retrieved | Token | Judged) -> None:
        super().__init__()
        self.turn, self.event = turn, event


class AnswerFinished(Message):
    """The last event of an answer, with the independent origins behind it counted."""

    def __init__(self, turn: int, answer: Answer, *, origins: int) -> None:
        super().__init__()
        self.turn, self.answer, self.origins = turn, answer, origins


class TurnFailed(Message):
    """An answer ended in a failure that belongs to its turn."""

    def __init__(self, turn: int, trouble: Trouble) -> None:
        super().__init__()
        self.turn, self.trouble = turn, trouble


class TurnEnded(Message):
    """The worker of a turn is done; another question may be asked. Always its last message."""

    def __init__(self, turn: int, *, stopped: bool) -> None:
        super().__init__()
        self.turn, self.stopped = turn, stopped


class PassageChosen(Message):
    """A reader wants to see verbatim words in their article."""

    def __init__(self, article: Article, span: Span, quote: str) -> None:
        super().__init__()
        self.article, self.span, self.quote = article, span, quote


class ArticleRead(Message):
    """The text of an article was fetched."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class ArticleFailed(Message):
    """The text of an article could not be fetched."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble
