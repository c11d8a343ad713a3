"""What workers and widgets tell the screens, in the past tense."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.engine import Engine
    from rag.events import Judged, Retrieved, Token
    from rag.sessions.values import SavedSession
    from rag.types import Answer, Filter
    from tui.conversation import Conversation
    from tui.errors import Trouble
    from tui.exchange import Exchange, Passage
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


class Topic(NamedTuple):
    """What a briefing is to be about."""

    words: str
    only: Filter


class RoomChosen(Message):
    """A reader wants to go to another screen, perhaps with a topic for a briefing."""

    def __init__(self, room: str, topic: Topic | None = None) -> None:
        super().__init__()
        self.room, self.topic = room, topic


class ModelsChanged(Message):
    """The models are in another state; `trouble` says why they are unusable."""

    def __init__(self, models: Models, trouble: Trouble | None = None) -> None:
        super().__init__()
        self.models, self.trouble = models, trouble


class EngineSpoke(Message):
    """One event of the answer to a question."""

    def __init__(self, exchange: Exchange, event: Retrieved | Token | Judged) -> None:
        super().__init__()
        self.exchange, self.event = exchange, event


class AnswerFinished(Message):
    """The last event of an answer, with the independent origins behind it counted."""

    def __init__(self, exchange: Exchange, answer: Answer, *, origins: int) -> None:
        super().__init__()
        self.exchange, self.answer, self.origins = exchange, answer, origins


class AnswerKept(Message):
    """An answer is on the disk, or `trouble` says why it is not."""

    def __init__(self, exchange: Exchange, trouble: Trouble | None) -> None:
        super().__init__()
        self.exchange, self.trouble = exchange, trouble


class TurnFailed(Message):
    """An answer ended in a failure that belongs to its turn."""

    def __init__(self, exchange: Exchange, trouble: Trouble) -> None:
        super().__init__()
        self.exchange, self.trouble = exchange, trouble


class TurnEnded(Message):
    """The worker of a turn is done; another question may be asked. Always its last message."""

    def __init__(self, exchange: Exchange, *, stopped: bool) -> None:
        super().__init__()
        self.exchange, self.stopped = exchange, stopped


class PassageChosen(Message):
    """A reader wants to see verbatim words in their article."""

    def __init__(self, passage: Passage) -> None:
        super().__init__()
        self.passage = passage


class SessionsListed(Message):
    """What is kept was looked up."""

    def __init__(self, sessions: Sequence[SavedSession], total: int) -> None:
        super().__init__()
        self.sessions, self.total = sessions, total


class SessionsFailed(Message):
    """What is kept cannot be read or changed."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble


class SessionResumed(Message):
    """A kept conversation was read."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self.conversation = conversation


class SessionDeleted(Message):
    """A kept conversation is gone; `is_wiped` says whether its text has left the disk already."""

    def __init__(self, session: SavedSession, *, is_wiped: bool) -> None:
        super().__init__()
        self.session, self.is_wiped = session, is_wiped


class ArticleRead(Message):
    """The text of an article was fetched."""

    def __init__(self, passage: Passage, text: str) -> None:
        super().__init__()
        self.passage, self.text = passage, text


class ArticleFailed(Message):
    """The text of an article could not be fetched."""

    def __init__(self, passage: Passage, trouble: Trouble) -> None:
        super().__init__()
        self.passage, self.trouble = passage, trouble


class VoiceChosen(Message):
    """A reader wants to see the words of another outlet."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class FilterDropped(Message):
    """A reader takes a part of the filter away; `only` is what is left."""

    def __init__(self, only: Filter) -> None:
        super().__init__()
        self.only = only


class AnswerSaved(Message):
    """Exchanges were written to a file, or `trouble` says why not."""

    def __init__(self, place: str, trouble: Trouble | None = None) -> None:
        super().__init__()
        self.place, self.trouble = place, trouble
