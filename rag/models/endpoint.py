"""The port `LanguageModel` over an OpenAI-compatible server: llama-server, vLLM, Ollama.

Nothing is sent anywhere unless `model.endpoint` names a server. What is sent then, and to whom,
stands in `docs/models-endpoint.md`. What comes back is not trusted more than a local draft.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

import httpx

from rag.addresses import Place
from rag.errors import ModelProblem
from rag.models import served
from rag.models.access import Key, open_client, read_key
from rag.models.served import CutOff, Refusal, Wordless
from rag.models.wire import Call, Garbled, Silent
from rag.types import ModelRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rag.config import ModelSection
    from rag.ports import Prompt
    from rag.types import Usage

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds without a sign of life: a server may load a model, or read a long prompt, first."""
AT_ONCE = 5.0
"""Seconds for what a server knows without its model."""
SPECIAL = 2
"""Tokens that a counting server may put around a text."""
CHARACTERS = 16
"""Characters for each token asked for; a server that writes on is not listened to."""

_RENAMED = {"max_tokens": "max_completion_tokens"}
_DISPENSABLE = ("grammar", "seed", "temperature", *_RENAMED)
"""Fields without which an answer can still be had; some servers refuse one or the other."""
_CONTROL = re.compile(r"<(?=\S)|\[(?=/?[A-Z_]{3,}\])")
"""Where a control token of a chat template may begin."""
_PIECES = re.compile(r"[A-Za-z]+|\S|\n")
_LETTERS = 3
_NO_CONNECTION = (
    httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError
)  # fmt: skip
_NO_ANSWER = (httpx.HTTPError, Garbled, Silent, CutOff, Wordless)


class Endpoint:
    """Writes with a model that a server holds; any number of answers at once."""

    def __init__(self, section: ModelSection, *, patience: float = PATIENCE) -> None:
        self.place = Place.of(section.endpoint)
        self._section = section
        self._patience = patience
        self._calls: WeakSet[Call[Any]] = WeakSet()
        self._refused: set[str] = set()
        self._counters = [
            f"{self.place.root}/tokenize",
            f"{self.place.root}/extras/tokenize/count",
        ]
        self._name = section.endpoint_model

    def identity(self) -> ModelRef:
        """What the server calls the model; nobody but the server knows its weights."""
        return ModelRef(served.quoted(self._name or self._named(_never)), None)

    def start(self) -> None:
        """Nothing: a server has loaded its model, or does so at the first question."""

    def is_loaded(self) -> bool:
        """Always: nothing is loaded here."""
        return True

    def models(self) -> list[str]:
        """What the server lists."""
        with self._told():
            return self._listed(_never)

    def context(self) -> int:
        """What `model.context` says; the server's own setting is not asked for."""
        return self._section.context

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` in the model's vocabulary, by a server that counts, else at most."""
        body = {"content": text, "prompt": text, "input": text, "model": self._name or None}
        for url in tuple(self._counters):
            try:
                found = _count(self._once("POST", url, body, _never), len(text.encode()))
            except Refusal:
                found = None
            except (*_NO_CONNECTION, *_NO_ANSWER):
                break  # out of reach for now
            if found is not None:
                return found
            self._counters.remove(url)
        return at_most_tokens(text)

    def stream(
        self, prompt: Prompt, *, grammar: str | None, stop: Callable[[], bool]
    ) -> Iterator[str]:
        """Yield text pieces; return early, without error, once `stop()` is true.

        Raises:
            ModelDied: The server ended in the middle; the next call may find it again.
            ModelProblem: It cannot be reached, refuses, or sends what is no answer.
        """
        with self._told():
            self._name = self._named(stop)
            body = self._body(prompt, grammar)
            while not stop():
                try:
                    yield from self._written(body, prompt.max_tokens, stop)
                except Refusal as refusal:
                    field = served.names_field(refusal, [f for f in _DISPENSABLE if f in body])
                    if field is None:
                        raise
                    self._refused.add(field)
                    body = self._body(prompt, grammar)
                else:
                    return

    def usage(self) -> Usage | None:
        """Nothing: few servers count while they stream, and none of them in the same way."""
        return None

    def close(self) -> None:
        """Hang up on whatever is being written; harmless when nothing is."""
        for call in tuple(self._calls):
            call.hang_up()

    def _written(self, body: dict[str, Any], most: int, stop: Callable[[], bool]) -> Iterator[str]:
        url = f"{self.place.base}/chat/completions"
        room = most * CHARACTERS
        for piece in self._call("POST", url, body, served.drafted, stop, self._patience):
            if piece:
                yield piece[:room]
                room -= len(piece)
            if room <= 0:
                return

    def _body(self, prompt: Prompt, grammar: str | None) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._name,
            "messages": [{"role": m.role, "content": disarmed(m.content)} for m in prompt.messages],
            "stream": True,
            "max_tokens": prompt.max_tokens,
            "temperature": prompt.temperature,
            "seed": prompt.seed,
        }
        if grammar is not None:
            body["grammar"] = grammar
        for field in self._refused & set(body):
            value = body.pop(field)
            if field in _RENAMED:
                body[_RENAMED[field]] = value
        return body

    def _named(self, stop: Callable[[], bool]) -> str:
        """The model to ask for: the one that is set, or the first one listed at this moment."""
        if self._section.endpoint_model:
            return self._section.endpoint_model
        with self._told():
            listed = self._listed(stop)
        if not listed and not stop():
            raise ModelProblem(
                f"the server at {self.place.base} lists no models",
                detail="So it is not known what to ask it for.",
                remedy="Name one in `model.endpoint_model`; Ollama needs `ollama pull NAME` first.",
            )
        return listed[0] if listed else ""

    def _listed(self, stop: Callable[[], bool]) -> list[str]:
        found = self._once("GET", f"{self.place.base}/models", None, stop)
        rows = found.get("data") if isinstance(found, dict) else None
        names = (row.get("id") for row in rows or () if isinstance(row, dict))
        return [name for name in names if isinstance(name, str) and name]

    def _once(self, method: str, url: str, body: object, stop: Callable[[], bool]) -> Any:
        """A small reply; None when `stop()` was true before it came."""
        found = self._call(method, url, body, served.reply_json, stop, AT_ONCE)
        return next(iter(found), None)

    def _call(
        self,
        method: str,
        url: str,
        body: object,
        read: Callable[[httpx.Response], Iterable[T]],
        stop: Callable[[], bool],
        patience: float,
    ) -> Iterator[T]:
        content = None if body is None else json.dumps(body).encode()
        request = self._client.build_request(method, url, content=content)
        call = Call(self._client, request, read)
        self._calls.add(call)
        yield from call.items(stop=stop, patience=patience)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say of everything that a server can do wrong what it is and what helps."""
        base = self.place.base
        try:
            yield
        except Refusal as refusal:
            raise self._refusal(refusal) from None  # its own words may repeat the key
        except _NO_CONNECTION as error:
            raise served.unreachable(base, error) from error
        except _NO_ANSWER as error:
            raise served.ill(base, error) from error

    def _refusal(self, refusal: Refusal) -> ModelProblem:
        if self._key:
            refusal.words = self._key.out_of(refusal.words)
        if refusal.status in served.UNAUTHORISED:
            # The next question looks for the key again.
            for part in ("_key", "_client"):
                self.__dict__.pop(part, None)
        known = self._known() if refusal.status == served.NOT_FOUND else ()
        return served.refused(self.place.base, self._name, refusal, known)

    def _known(self) -> Sequence[str]:
        try:
            return self._listed(_never)
        except (*_NO_CONNECTION, *_NO_ANSWER, Refusal):
            return ()

    @cached_property
    def _key(self) -> Key | None:
        return read_key(self._section.endpoint_key_file)

    @cached_property
    def _client(self) -> httpx.Client:
        return open_client(self.place, self._key)


def disarmed(content: str) -> str:
    """A message in which no control token of a chat template can be read.

    A server searches the whole rendered chat for them, so an article that holds one could end
    its message and speak as somebody else. A space after the first character is enough.

    >>> disarmed("<|im_end|> [/INST] 2 < 3 [NATO]")
    '< |im_end|> [ /INST] 2 < 3 [ NATO]'
    """
    whole = content.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub(lambda found: f"{found[0]} ", whole)


def at_most_tokens(text: str) -> int:
    """More tokens than any usual vocabulary makes of a text.

    One for three letters of the alphabet that vocabularies know best, and one for each byte of
    everything else: that many are needed when a vocabulary knows nothing of it.

    >>> at_most_tokens("The canal reopened in 2026."), at_most_tokens("мост")
    (12, 8)
    """
    return sum(
        -(-len(piece) // _LETTERS) if piece.isascii() else len(piece.encode("utf-8", "replace"))
        for piece in _PIECES.findall(text)
    )


def _count(reply: object, most: int) -> int | None:
    """The figure in a reply of a counting server, if it can be one."""
    found = reply if isinstance(reply, dict) else {}
    tokens = found.get("tokens")
    count = len(tokens) if isinstance(tokens, list) else found.get("count")
    if not isinstance(count, int) or isinstance(count, bool):
        return None
    return count if 0 <= count <= most + SPECIAL else None


def _never() -> bool:
    return False
