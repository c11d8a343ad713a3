"""The part of the chat that keeps conversations and finds them again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from textual import getters, on, work

from rag.sessions.exporting import markdown
from rag.sessions.store import SessionStore, open_sessions
from tui import keeping
from tui.conversation import Conversation
from tui.looks import Looks
from tui.messages import (
    AnswerSaved,
    SessionDeleted,
    SessionResumed,
    SessionsFailed,
    SessionsListed,
)
from tui.screens.ask import AskScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.room import RoomScreen
from tui.widgets.session_pane import SessionPane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.engine import Engine
    from rag.sessions.values import SavedSession
    from tui.exchange import Exchange

SESSION_FILE: Final = (
    "The conversation as Markdown, with its references inside. No file is written over."
)
ANSWER_FILE: Final = "The answer as Markdown, with its references. No file is written over."


class KeptScreen(RoomScreen):
    """Lists, resumes, exports and deletes conversations; `show_conversation` shows one."""

    app = getters.app(Looks)
    pane = getters.query_one(SessionPane)

    def __init__(self) -> None:
        super().__init__()
        self.conversation = Conversation()
        self.store: SessionStore | None = None
        self._listed: Sequence[SavedSession] = ()

    async def show_conversation(self, conversation: Conversation) -> None:
        """Show another conversation in place of the one that is open."""
        raise NotImplementedError

    def take_engine(self, engine: Engine) -> None:
        """Open what is kept beside the archive."""
        if self.store is not None:
            self.store.close()
        self.store = open_sessions(engine.config.home)
        self.list_sessions()

    def on_unmount(self) -> None:
        """Let go of the file."""
        if self.store is not None:
            self.store.close()

    def list_sessions(self) -> None:
        """Look up what is kept, under the words that are searched."""
        if self.store is not None:
            words = self.pane.search.value
            self.in_worker(partial(keeping.list_sessions, self.store, words, self.post_message))

    @work(thread=True, group="sessions", exit_on_error=False)
    def in_worker(self, deed: Callable[[], None]) -> None:
        """Do something with the disk; its outcome comes as a message."""
        deed()

    @on(SessionPane.Searched)
    def search(self) -> None:
        """Search as one types."""
        self.list_sessions()

    @on(SessionsListed)
    def show_list(self, message: SessionsListed) -> None:
        """Show what was found."""
        self._listed = message.sessions
        saved = self.conversation.saved
        self.pane.show(message.sessions, message.total, saved.id if saved else None)

    @on(SessionsFailed)
    def tell_failure(self, message: SessionsFailed) -> None:
        """Say why it could not be done."""
        self.app.tell(message.trouble, "Conversations")

    @on(SessionPane.Wished)
    def fulfil(self, message: SessionPane.Wished) -> None:
        """Open, export or delete one, after asking where that is due."""
        session = next((s for s in self._listed if s.id == message.session_id), None)
        if session is None or self.store is None or self.engine is None:
            return
        if message.deed == "delete":
            question = f"Delete “{session.title}”?"
            detail = "Its text is overwritten on the disk; nothing brings it back."
            screen = ConfirmScreen(question, deed="Delete", detail=detail)
            self.app.push_screen(screen, partial(self._delete, session))
        elif message.deed == "export":
            place = f"byline-{session.id}.md"
            self.app.push_screen(
                AskScreen("Save", SESSION_FILE, yes="Save", value=place),
                partial(self._export, session.id),
            )
        else:
            deed = partial(keeping.resume, self.store, self.engine, session.id)
            self.in_worker(partial(deed, self.post_message))

    @on(SessionResumed)
    async def go_on_with(self, message: SessionResumed) -> None:
        """Show a conversation to go on with."""
        await self.show_conversation(message.conversation)

    @on(SessionDeleted)
    async def forget(self, message: SessionDeleted) -> None:
        """It is gone from the list, and from the screen if it was open."""
        saved = self.conversation.saved
        if saved and saved.id == message.session.id:
            await self.show_conversation(Conversation())
        told = "It was deleted." if message.is_wiped else "It goes from the disk at the next start."
        self.notify(told, markup=False)
        self.list_sessions()

    @on(AnswerSaved)
    def tell_saved(self, message: AnswerSaved) -> None:
        """Say where it was written, or why it was not."""
        if message.trouble is not None:
            self.app.tell(message.trouble, "Save")
        else:
            self.notify(f"Written to {message.place}", markup=False)

    def text_of(self, exchange: Exchange) -> str:
        """An answer with its references, as Markdown."""
        session, turns = self.conversation.as_session(exchange)
        return markdown(session, turns, {t.number: exchange.changes for t in turns})

    def save_answer(self, exchange: Exchange) -> None:
        """Ask for a place and write an answer there."""
        number = self.conversation.exchanges.index(exchange) + 1
        saved = self.conversation.saved
        place = f"byline-{saved.id if saved else 'answer'}-{number}.md"

        def write(typed: str | None) -> None:
            if typed is not None:
                text = self.text_of(exchange)
                self.in_worker(partial(keeping.save, text, typed, self.post_message))

        self.app.push_screen(AskScreen("Save", ANSWER_FILE, yes="Save", value=place), write)

    def _delete(self, session: SavedSession, is_wanted: bool | None) -> None:  # noqa: FBT001
        if is_wanted and self.store is not None:
            self.in_worker(partial(keeping.delete, self.store, session, self.post_message))

    def _export(self, session_id: str, place: str | None) -> None:
        if place is not None and self.store is not None and self.engine is not None:
            deed = partial(keeping.export, self.store, self.engine, session_id, place)
            self.in_worker(partial(deed, self.post_message))
