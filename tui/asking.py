"""Asking the engine in a worker: every event becomes a message, and the answer is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.cli.days import on_day
from rag.events import Finished
from tui.errors import Trouble, worker_border
from tui.messages import AnswerFinished, AnswerKept, EngineSpoke, TurnEnded, TurnFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.message import Message

    from rag.engine import Engine
    from rag.retrieve.conversation import Turn
    from rag.sessions.store import SessionStore
    from rag.types import Mode
    from tui.conversation import Conversation
    from tui.exchange import Exchange


class Request(NamedTuple):
    """What is asked, settled before the worker begins."""

    conversation: Conversation
    exchange: Exchange
    before: Sequence[Turn]
    mode: Mode
    store: SessionStore | None
    """None where the answer is not to be kept."""


def ask(
    engine: Engine,
    request: Request,
    post: Callable[[Message], object],
    stopped: Callable[[], bool],
) -> None:
    """Ask, and post what the engine says; `TurnEnded` is always the last message."""
    exchange = request.exchange

    def fail(trouble: Trouble) -> None:
        if not stopped():
            post(TurnFailed(exchange, trouble))

    with worker_border(fail):
        day = {"as_of": request.conversation.as_of, "today": None}
        only, today = on_day(exchange.only, day, engine.today)
        events = engine.answer(
            exchange.question,
            only=only,
            mode=request.mode,
            before=request.before,
            today=today,
            stop=stopped,
        )
        for event in events:
            if stopped():
                break
            if isinstance(event, Finished):
                origins = engine.origins_behind(event.answer.cited_articles)
                _keep(request, event, post)
                post(AnswerFinished(exchange, event.answer, origins=origins))
            else:
                post(EngineSpoke(exchange, event))
    post(TurnEnded(exchange, stopped=stopped()))


def _keep(request: Request, event: Finished, post: Callable[[Message], object]) -> None:
    """Keep the answer before it is shown; one that cannot be kept is shown all the same."""
    if request.store is None:
        return
    conversation, exchange = request.conversation, request.exchange
    with worker_border(lambda trouble: post(AnswerKept(exchange, trouble))):
        conversation.keep(request.store, exchange, event.answer)
        post(AnswerKept(exchange, None))
