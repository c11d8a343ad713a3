"""What a server's reply means: pieces of a draft, or a problem that a person can mend."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from rag.errors import ModelDied, ModelProblem, ModelUnknown, nearest
from rag.models.wire import Garbled, Silent, events, whole
from rag.safety import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OK = 200
LARGEST_REFUSAL = 64 * 1024
QUOTED = 300
"""Characters of a server's own words that are passed on."""
NO_MODEL_NEEDED = "ask with `--mode quote`, which needs no model"

_TOO_LONG = re.compile(
    r"context.{0,20}(?:length|size|window)|exceed_context|(?:prompt|input).{0,20}too long",
    re.IGNORECASE | re.DOTALL,
)
_CLOSED = re.compile("disconnected|closed", re.IGNORECASE)
"""What is said of a line that ended; every other fault of the protocol is in what was sent."""
UNAUTHORISED = frozenset({401, 403})
NOT_FOUND = 404
_REFUSED = frozenset({400, 422})
_BUSY, _SERVER_FAULT, _OVERLOADED = 429, 500, 503


@dataclass(eq=False)
class Refusal(Exception):
    """The server said in words, or by a status, that it does not do what it was asked."""

    status: int
    """As HTTP has it; 200 where the words came in place of an answer, or in its middle."""
    words: str
    place: str = ""
    """Where a redirect leads to."""


class CutOff(Exception):
    """The reply ended before the answer did."""


@dataclass(eq=False)
class Wordless(Exception):
    """The answer ended well and has no words."""

    reason: str
    thought: bool


def reply_json(response: httpx.Response) -> Iterator[Any]:
    """The one JSON value of a small reply."""
    check(response)
    yield _parsed(whole(response.iter_raw()))


def check(response: httpx.Response) -> None:
    """Raise what a status other than 200 says, and refuse what was packed without being asked."""
    if response.status_code != OK:
        try:
            words = _message(whole(response.iter_raw(), LARGEST_REFUSAL))
        except (Garbled, httpx.HTTPError):
            words = ""
        raise Refusal(response.status_code, words, response.headers.get("location", ""))
    if response.headers.get("content-encoding", "identity") != "identity":
        # A few bytes may unpack to more than the memory holds.
        raise Garbled("something packed")


def drafted(response: httpx.Response) -> Iterator[str]:
    """The pieces of a streamed answer; an empty one says that the server is at work.

    Raises:
        Refusal, Garbled, CutOff, Wordless: There is no answer, or only a part of one.
    """
    check(response)
    kind = response.headers.get("content-type", "")
    if "html" in kind:
        raise Garbled("a web page")
    has_words = thought = False
    reason = ""
    for data in [whole(response.iter_raw())] if "json" in kind else events(response.iter_raw()):
        if data == "[DONE]":
            reason = reason or "stop"
            break
        choice = _choice(_parsed(data))
        # A server that does not stream sends the whole message at once.
        delta = choice.get("delta") or choice.get("message")
        delta = delta if isinstance(delta, dict) else {}
        piece = _text(delta.get("content"))
        thought = thought or bool(delta.get("reasoning_content") or delta.get("reasoning"))
        has_words = has_words or bool(piece.strip())
        yield piece
        reason = _text(choice.get("finish_reason"))
        if reason:
            # Some keep the line open after that.
            break
    if not reason:
        raise CutOff
    if not has_words:
        raise Wordless(reason, thought)


def _choice(chunk: object) -> Mapping[str, Any]:
    """The first choice of a chunk; empty where it only carries figures."""
    if not isinstance(chunk, dict):
        raise Garbled("something other than a JSON object")
    if chunk.get("error"):
        raise Refusal(OK, _said(chunk))
    choices = chunk.get("choices")
    if not isinstance(choices, list):
        raise Garbled("an object without `choices`")
    return choices[0] if choices and isinstance(choices[0], dict) else {}


def _parsed(data: str | bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Garbled("something other than JSON") from error


def _message(body: bytes) -> str:
    try:
        return _said(json.loads(body))
    except (ValueError, RecursionError):
        kind = body.lstrip()[:1]
        return "" if kind == b"<" else body.decode("utf-8", "replace")


def _said(value: object) -> str:
    """The words of an error, wherever the server keeps them."""
    for key in ("error", "message", "detail"):
        if isinstance(value, dict) and value.get(key):
            value = value[key]
    return value if isinstance(value, str) else json.dumps(value)


def _text(value: object) -> str:
    """A text without halves of characters, which no file and no terminal takes."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""


def is_too_long(refusal: Refusal) -> bool:
    """Whether the prompt did not fit into the server's context."""
    return _TOO_LONG.search(refusal.words) is not None


def names_field(refusal: Refusal, fields: Sequence[str]) -> str | None:
    """The field of a request that a refusal complains of."""
    if refusal.status not in _REFUSED or is_too_long(refusal):
        return None
    return next((f for f in fields if re.search(rf"\b{f}\b", refusal.words, re.IGNORECASE)), None)


def refused(base: str, model: str, refusal: Refusal, known: Sequence[str]) -> ModelProblem:
    """What a refusal means; `known` are the models that the server lists."""
    status, words = refusal.status, quoted(refusal.words)
    says = f"It says: {words}" if words else f"It answers with status {status} and no words."
    if is_too_long(refusal):
        return ModelProblem(
            "the question and its sources are too long for the server's model", detail=says,
            remedy="Lower `answer.sources`, or start the server with a longer context.",
        )  # fmt: skip
    if status in UNAUTHORISED:
        return ModelProblem(
            f"the server at {base} does not accept the key", detail=says,
            remedy="Put the right key into the file that `model.endpoint_key_file` names, "
            "or into BYLINE_ENDPOINT_KEY.",
        )  # fmt: skip
    if status == NOT_FOUND:
        return _not_found(base, model, says, known)
    if refusal.place:
        return ModelProblem(
            f"the server at {base} sends on to another address",
            detail=f"It is {quoted(refusal.place)}; no redirect is followed, for questions and "
            "key would go there.",
            remedy="If you trust that address, name it in `model.endpoint`.",
        )  # fmt: skip
    if status == _BUSY or (status == _OVERLOADED and not words):
        return ModelProblem(
            f"the server at {base} takes no more questions for now", detail=says,
            remedy=f"Ask again later, or {NO_MODEL_NEEDED}.",
        )  # fmt: skip
    fault = status >= _SERVER_FAULT or status == OK
    return ModelProblem(
        f"the server at {base} {'failed' if fault else 'refuses the request'}", detail=says,
        remedy=f"Look at the server's log, ask again, or {NO_MODEL_NEEDED}.",
    )  # fmt: skip


def _not_found(base: str, model: str, says: str, known: Sequence[str]) -> ModelProblem:
    if known and model not in known:
        hint = nearest(model, known) or known[0]
        return ModelUnknown(
            f"the server at {base} has no model {quoted(model)!r}", detail=says,
            remedy=f"Set `model.endpoint_model` to one that it lists, such as {quoted(hint)!r}.",
        )  # fmt: skip
    return ModelProblem(
        f"{base} does not speak the protocol that is needed", detail=says,
        remedy="`model.endpoint` is the part of the address before `/chat/completions`, such as "
        "http://127.0.0.1:8080/v1; `model.endpoint_model` is the model's name there.",
    )  # fmt: skip


def ill(base: str, error: Exception) -> ModelProblem:
    """What a reply that is none means."""
    if isinstance(error, httpx.RemoteProtocolError) and not _CLOSED.search(str(error)):
        error = Garbled("something other than HTTP")
    again = f"Ask again; if it goes on, look at the server's log, or {NO_MODEL_NEEDED}."
    if isinstance(error, Garbled):
        return ModelProblem(
            f"what the server at {base} sends cannot be read", detail=f"It sent {error}.",
            remedy="Check that `model.endpoint` is the address of an OpenAI-compatible server.",
        )  # fmt: skip
    if isinstance(error, Wordless):
        thinking = error.thought or error.reason == "length"
        return ModelProblem(
            f"the model at {base} wrote nothing",
            detail="It spent all its tokens on thinking." if error.thought
            else f"It ended with {quoted(error.reason)!r}.",
            remedy="Switch its thinking off at the server, or raise `model.max_tokens`."
            if thinking else again,
        )  # fmt: skip
    if isinstance(error, (Silent, httpx.TimeoutException)):
        return ModelProblem(
            f"the server at {base} does not answer in time",
            detail="It may be down, loading the model, or busy with others.", remedy=again,
        )  # fmt: skip
    return ModelDied(
        f"the server at {base} ended in the middle of its answer",
        detail=quoted(str(error)) or None, remedy=again,
    )  # fmt: skip


def unreachable(base: str, error: Exception) -> ModelProblem:
    """There is no connection."""
    why = quoted(str(error)) or type(error).__name__
    remedy = f"Start the server, correct `model.endpoint`, or {NO_MODEL_NEEDED}."
    if "CERTIFICATE_VERIFY_FAILED" in why:
        remedy = "Name the certificate of its authority in SSL_CERT_FILE, if you trust it."
    elif "SSL" in why:
        remedy = "Perhaps it speaks http, not https: correct `model.endpoint`."
    return ModelProblem(f"no connection to the server at {base}", detail=why, remedy=remedy)


def quoted(words: str) -> str:
    """A server's words, short and with nothing in them that acts on a terminal."""
    words = " ".join(printable(words).split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1] + "…"
