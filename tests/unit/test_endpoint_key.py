"""The settings of a server, and its key, which nothing may ever show."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from scripted_server import Server, listing, serving

from rag.cli import cli
from rag.config import Config, ModelSection, load_config
from rag.doctor import _server
from rag.errors import ConfigInvalid, ModelProblem
from rag.models.access import Key, read_key
from rag.models.endpoint import Endpoint
from rag.models.llama import LlamaProcess
from rag.opening import open_writer
from rag.ports import ChatMessage, Prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "sk-harbour-7d1f90"
PROMPT = Prompt((ChatMessage("user", "Is it open?"),), 20, 7)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def written(model: Endpoint) -> str:
    return "".join(model.stream(PROMPT, grammar=None, stop=lambda: False))


def told_of(server: Server, **model: object) -> Config:
    return Config.model_validate({"home": "/a", "model": {"endpoint": server.address, **model}})


def refused(**model: object) -> ConfigInvalid:
    with pytest.raises(ConfigInvalid) as told:
        load_config(flags={f"model.{name}": value for name, value in model.items()}, environ={})
    return told.value


def test_the_key_is_taken_from_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_ENDPOINT_KEY", KEY)

    written(Endpoint(ModelSection(endpoint=server.address)))

    assert {one.headers["Authorization"] for one in server.asked} == {f"Bearer {KEY}"}


def test_a_file_counts_for_more_than_the_environment(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_ENDPOINT_KEY", "another")
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")

    written(Endpoint(ModelSection(endpoint=server.address, endpoint_key_file=file)))

    assert server.asked[-1].headers["Authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent(server: Server, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")

    written(Endpoint(ModelSection(endpoint=server.address)))

    assert not any("Authorization" in one.headers for one in server.asked)


def test_a_key_that_was_refused_is_looked_for_again(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("old")
    model = Endpoint(ModelSection(endpoint=server.address, endpoint_key_file=file))
    server.answers(
        lambda line: (
            line.pieces("shut")
            if line.headers["Authorization"] == f"Bearer {KEY}"
            else line.json(401, {"detail": "Invalid API key"})
        )
    )

    with pytest.raises(ModelProblem, match="does not accept the key"):
        written(model)
    file.write_text(KEY)

    assert written(model) == "shut"


def test_the_key_is_in_no_error_no_traceback_and_no_log(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Also when the server repeats what it was sent."""
    monkeypatch.setenv("BYLINE_ENDPOINT_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    seen = []
    for status in (200, 400, 401, 404, 500):
        server.answers(lambda line, s=status: line.json(s, {"error": f"no key {KEY}"}))  # type: ignore[misc]
        model = Endpoint(ModelSection(endpoint=server.address))
        with pytest.raises(ModelProblem) as told:
            written(model)
        error = told.value
        seen += [error.problem, str(error.detail), error.remedy, repr(error), repr(vars(model))]
        seen += traceback.format_exception(error)

    assert "no key …" in "".join(seen)
    assert KEY not in "".join(seen)
    assert KEY not in caplog.text
    assert KEY not in repr(Key(KEY))


def test_config_show_does_not_show_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "key"
    file.write_text(KEY)
    monkeypatch.setenv("BYLINE_ENDPOINT_KEY", KEY)
    monkeypatch.setenv("BYLINE_MODEL__ENDPOINT_KEY_FILE", str(file))
    monkeypatch.setenv("BYLINE_MODEL__ENDPOINT", "http://127.0.0.1:8080/v1")

    ran = CliRunner().invoke(cli, ["--home", str(tmp_path), "config", "show"])

    assert ran.exit_code == 0
    assert "http://127.0.0.1:8080/v1" in ran.output
    assert KEY not in ran.output


def test_the_variable_of_the_key_is_no_setting() -> None:
    loaded = load_config(environ={"BYLINE_ENDPOINT_KEY": KEY})

    assert KEY not in repr(loaded)


def test_a_key_in_the_wrong_variable_is_not_repeated() -> None:
    with pytest.raises(ConfigInvalid) as told:
        load_config(environ={"BYLINE_MODEL__ENDPOINT_KEY": KEY})

    assert told.value.remedy == "Did you mean `model.endpoint_key_file`?"
    assert KEY not in "".join(traceback.format_exception(told.value))


def test_a_key_in_the_address_is_refused_and_not_repeated() -> None:
    error = refused(endpoint=f"https://me:{KEY}@models.example/v1")

    assert "endpoint_key_file" in str(error.detail)
    assert KEY not in "".join([*traceback.format_exception(error), str(error.detail)])


def test_a_key_in_place_of_its_file_is_not_repeated() -> None:
    with pytest.raises(ModelProblem) as told:
        read_key(Path(KEY))

    assert "cannot be read" in told.value.problem
    assert KEY not in "".join([*traceback.format_exception(told.value), str(told.value.detail)])


@pytest.mark.parametrize("held", [b"two words", b"a\nb", b"\xff\xfe", "ключ".encode(), b"k" * 5000])
def test_what_is_no_key_is_refused_before_it_is_sent(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(held)

    with pytest.raises(ModelProblem) as told:
        read_key(file)

    assert told.value.remedy


def test_an_empty_file_holds_no_key(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("\n")

    assert read_key(file) is None


def test_a_key_is_not_sent_where_others_can_read_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_ENDPOINT_KEY", KEY)
    model = Endpoint(ModelSection(endpoint="http://models.example/v1"))

    with pytest.raises(ModelProblem, match="the key is not sent") as told:
        written(model)

    assert "https" in told.value.remedy


@pytest.mark.parametrize(
    "address",
    ["models.example/v1", "ftp://models.example", "file:///etc/passwd", "http://", "https:///v1",
     "http://h:99999/v1", "http://[::1/v1", "http://h/v1?key=1", "http://h/v1#x", "http://h/ v1",
     "unix:/run/model.sock", "javascript:alert(1)", "http://h/\x1b[31m"],
)  # fmt: skip
def test_what_is_no_address_of_a_server_is_refused_with_its_setting(address: str) -> None:
    error = refused(endpoint=address)

    assert error.problem.startswith("model.endpoint cannot be ")
    assert error.remedy


@pytest.mark.parametrize("address", ["http://[::1]:8080/v1", "https://models.example", "HTTP://h"])
def test_an_address_of_a_server_is_taken_as_it_is_written(address: str) -> None:
    loaded = load_config(flags={"model.endpoint": address}, environ={})

    assert loaded.config.model.endpoint == address


def test_a_server_writes_only_when_one_is_set(tmp_path: Path) -> None:
    served = {"home": tmp_path, "model": {"endpoint": "http://127.0.0.1:1/v1"}}

    assert isinstance(open_writer(Config(home=tmp_path)), LlamaProcess)
    assert isinstance(open_writer(Config.model_validate(served)), Endpoint)


def test_a_model_that_is_typed_writes_in_place_of_the_server(tmp_path: Path) -> None:
    (tmp_path / "byline.toml").write_text('model.endpoint = "http://127.0.0.1:1/v1"\n')

    typed = load_config(flags={"model.name": "smollm2-135m"}, environ={}, folder=tmp_path)
    plain = load_config(environ={}, folder=tmp_path)

    assert (typed.config.model.endpoint, typed.origins["model.endpoint"]) == ("", "default")
    assert plain.config.model.endpoint == "http://127.0.0.1:1/v1"


def test_a_key_file_is_meant_from_the_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "byline.toml").write_text('model.endpoint_key_file = "key"\n')

    config = load_config(environ={}, folder=tmp_path).config

    assert config.model.endpoint_key_file == tmp_path / "key"


def test_where_the_key_is_kept_does_not_change_what_is_answered() -> None:
    kept = {"home": "/a", "model": {"endpoint_key_file": "/k"}}
    served = {"home": "/a", "model": {"endpoint": "http://h/v1"}}

    assert Config.model_validate(kept).sha256 == Config(home=Path("/a")).sha256
    assert Config.model_validate(served).sha256 != Config(home=Path("/a")).sha256


def test_the_doctor_says_what_writes_and_asks_no_file(server: Server) -> None:
    (check,) = _server(told_of(server))

    assert (check.name, check.level) == ("model", "ok")
    assert check.finding == f"writer, at {server.address}"


def test_the_doctor_offers_the_nearest_of_the_models_that_are_listed(server: Server) -> None:
    (check,) = _server(told_of(server, endpoint_model="wrtier"))

    assert (check.level, check.remedy) == (
        "note",
        "Set `model.endpoint_model`, perhaps to 'writer'.",
    )


def test_the_doctor_says_that_questions_leave_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving() as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        proxy.replies["http://models.example/v1/models"] = listing("far")
        config = Config.model_validate(
            {"home": "/a", "model": {"endpoint": "http://models.example"}}
        )

        _, check = _server(config)

    assert check.level == "note"
    assert check.finding.endswith("where anybody on the way can read them")
