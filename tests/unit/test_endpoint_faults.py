"""Every way in which a server can fail is said in words, and the next question works again."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
from scripted_server import Line, Server, event, listing, serving

from rag.config import ModelSection
from rag.errors import ModelDied, ModelProblem
from rag.models.endpoint import Endpoint
from rag.ports import ChatMessage, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Reply = Callable[[Line], None]

PROMPT = Prompt((ChatMessage("user", "Is it open?"),), 20, 7)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def never() -> bool:
    return False


def written(model: Endpoint) -> str:
    return "".join(model.stream(PROMPT, grammar=None, stop=never))


def at(address: str, *, patience: float = 20.0) -> Endpoint:
    return Endpoint(ModelSection(endpoint=address), patience=patience)


def status(code: int, words: str = "") -> Reply:
    return lambda line: line.json(code, {"error": {"message": words}} if words else {})


def sends(
    *data: str | bytes, kind: str = "text/event-stream", code: int = 200, **headers: str
) -> Reply:
    def reply(line: Line) -> None:
        line.reply(code, kind, **headers)
        for part in data:
            line.send(part)

    return reply


def in_chunks(line: Line) -> None:
    """Say that more is to come, and go."""
    line.protocol_version = "HTTP/1.1"
    line.reply(200, "text/event-stream", Transfer_Encoding="chunked")
    data = event({"choices": [{"delta": {"content": "half"}}]}).encode()
    line.send(b"%x\r\n%s\r\n" % (len(data), data))


def nothing(line: Line) -> None:
    line.connection.shutdown(socket.SHUT_RDWR)


def no_http(line: Line) -> None:
    line.send("SSH-2.0-server\r\n\r\n")


TOO_LONG = "request (4390 tokens) exceeds the available context size (4096 tokens)"
PAGE = "<html><h1>Welcome to the router</h1></html>"
ODD: list[str | bytes] = [
    b"data: \xff\xfe\n\n",
    "data: {\n\n",
    "data: 7\n\n",
    "data: [[\n\n",
    'data: {"a": 1}\n\n',
    'data: {"choices": 3}\n\n',
    "data: " + "[" * 50_000 + "\n\n",
]

FAULTS: dict[str, tuple[Reply, str, str]] = {
    "401": (status(401, "Invalid API key"), "does not accept the key", "endpoint_key_file"),
    "403": (status(403), "does not accept the key", "BYLINE_ENDPOINT_KEY"),
    "404": (status(404), "does not speak the protocol", "before `/chat/completions`"),
    "too long": (status(400, TOO_LONG), "too long for the server's model", "answer.sources"),
    "too long, in passing": (
        sends(event({"error": {"code": 500, "message": "Context size has been exceeded."}})),
        "too long for the server's model", "answer.sources",
    ),
    "429": (status(429, "slow down"), "takes no more questions for now", "--mode quote"),
    "400": (status(400, "bad"), "refuses the request", "server's log"),
    "500": (status(500, "CUDA out of memory"), "failed", "server's log"),
    "502 page": (
        sends(PAGE, kind="text/html", code=502), "failed", "ask again",
    ),
    "503 busy": (status(503, "Loading model"), "failed", "ask again"),
    "an error in the stream": (
        sends(event({"error": {"message": "slot unavailable"}})), "failed", "--mode quote",
    ),
    "an error in an old form": (
        sends('error: {"code": 500, "message": "slot unavailable"}\n\n'), "failed", "ask again",
    ),
    "an error in place of the stream": (
        sends('{"error": "gone"}', kind="application/json"), "failed", "ask again",
    ),
    "a page": (sends(PAGE, kind="text/html"), "cannot be read", "model.endpoint"),
    "JSON of another kind": (
        sends('{"message": "hi"}', kind="application/json"), "cannot be read", "model.endpoint",
    ),
    "cut off": (sends('data: {"choices": [{"del'), "in the middle", "Ask again"),
    "cut off in a chunk": (in_chunks, "in the middle", "Ask again"),
    "nothing at all": (nothing, "in the middle", "Ask again"),
    "another protocol": (no_http, "cannot be read", "OpenAI-compatible"),
    "an empty answer": (lambda line: line.pieces(" \n"), "wrote nothing", "Ask again"),
    "a refusal by a filter": (
        lambda line: line.pieces(end="content_filter"), "wrote nothing", "--mode quote",
    ),
    "thoughts alone": (
        sends(event({"choices": [{"delta": {"reasoning": "Hm."}, "finish_reason": "length"}]})),
        "wrote nothing", "model.max_tokens",
    ),
    "a flood": (sends(*[": " + "x" * 99_998 + "\n"] * 170), "cannot be read", "model.endpoint"),
    **{
        f"garbage {number}": (sends(odd), "cannot be read", "OpenAI-compatible")
        for number, odd in enumerate(ODD)
    },
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_a_remedy_and_the_next_question_is_answered(
    server: Server, fault: str
) -> None:
    reply, says, helps = FAULTS[fault]
    model = at(server.address)
    server.answers(reply)

    with pytest.raises(ModelProblem) as told:
        written(model)
    server.answers(lambda line: line.pieces("shut"))

    assert says in told.value.problem
    assert helps in told.value.remedy
    assert told.value.exit_code == 3
    assert written(model) == "shut"


def test_the_server_s_own_words_are_passed_on_short_and_harmless(server: Server) -> None:
    server.answers(status(500, "out of\x1b[2J memory\n" + "x" * 9_999))

    with pytest.raises(ModelProblem) as told:
        written(at(server.address))

    assert str(told.value.detail).startswith("It says: out of memory xxx")
    assert len(str(told.value.detail)) < 400


def test_a_server_that_says_nothing_for_too_long_is_left(server: Server) -> None:
    server.answers(lambda line: line.wait())
    model = at(server.address, patience=0.1)

    with pytest.raises(ModelProblem, match="does not answer in time"):
        written(model)

    assert server.hung_up.wait(5)
    server.answers(lambda line: line.pieces("shut"))
    assert written(model) == "shut"


def test_a_server_that_only_says_that_it_lives_is_left_too(server: Server) -> None:
    def pinging(line: Line) -> None:
        line.reply(200, "text/event-stream")
        while not line.server.hung_up.wait(0.01):
            try:
                line.send(": ping\n\n")
            except OSError:
                line.server.hung_up.set()

    server.answers(pinging)

    with pytest.raises(ModelProblem, match="does not answer in time"):
        written(at(server.address, patience=0.3))

    assert server.hung_up.wait(5)


def test_a_server_that_is_not_there_is_said_and_found_once_it_is() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    model = at(f"http://127.0.0.1:{port}/v1")

    with pytest.raises(ModelProblem) as told:
        written(model)

    assert told.value.problem == f"no connection to the server at http://127.0.0.1:{port}/v1"
    assert "refused" in str(told.value.detail)
    assert "Start the server" in told.value.remedy


def test_a_server_that_speaks_no_tls_is_told_from_one_that_is_not_there(server: Server) -> None:
    with pytest.raises(ModelProblem) as told:
        written(at(server.address.replace("http:", "https:")))

    assert "Perhaps it speaks http" in told.value.remedy


def test_a_server_that_dies_while_it_is_asked_for_its_models_is_said(server: Server) -> None:
    server.replies["/v1/models"] = nothing

    with pytest.raises(ModelDied):
        at(server.address).identity()


@pytest.mark.parametrize("listed", [{"data": []}, {"data": [{"id": 3}, "x"]}, [], {"data": None}])
def test_a_server_without_models_is_said(server: Server, listed: object) -> None:
    server.replies["/v1/models"] = lambda line: line.json(200, listed)

    with pytest.raises(ModelProblem, match="lists no models") as told:
        written(at(server.address))

    assert "ollama pull" in told.value.remedy


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_no_redirect_is_followed(server: Server, code: int) -> None:
    with serving() as other:
        server.answers(lambda line: line.reply(code, Location=f"{other.address}/chat/completions"))

        with pytest.raises(ModelProblem, match="sends on to another address") as told:
            written(at(server.address))

        assert other.address in str(told.value.detail)
        assert other.asked == []


def test_what_is_sent_packed_is_not_unpacked(server: Server) -> None:
    """A few bytes may unpack to more than the memory holds."""
    server.answers(sends(b"\x1f\x8b", Content_Encoding="gzip"))

    with pytest.raises(ModelProblem, match="cannot be read"):
        written(at(server.address))


def test_a_proxy_of_the_environment_does_not_see_what_stays_on_this_machine(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.address)

        assert written(at(server.address)) == "The bridge is shut."
        assert proxy.asked == []


def test_a_proxy_is_used_for_other_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        proxy.replies["http://models.example/v1/models"] = listing("far")

        assert at("http://models.example/v1").identity().name == "far"


def test_a_proxy_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "gopher://nowhere")

    with pytest.raises(ModelProblem, match="can be set up") as told:
        at("http://models.example/v1").identity()

    assert "HTTPS_PROXY" in told.value.remedy
