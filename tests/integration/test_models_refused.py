"""What cannot be pulled says what, why, and what to type next; who is not meant sees no token."""

from __future__ import annotations

import shutil
import socket
from typing import TYPE_CHECKING

import pytest
from hubs import CONTENT, FILE, REPOSITORY, Hub, left_in, pull

from rag.config import Config, ModelSection
from rag.errors import (
    BylineError,
    ConfigInvalid,
    DiskProblem,
    HubProblem,
    ModelFileDamaged,
    ModelProblem,
    ModelUnknown,
    UsageProblem,
)
from rag.models import hub as hub_module
from rag.models.wanted import Wanted, read_wanted

if TYPE_CHECKING:
    from pathlib import Path


def test_the_disk_is_looked_at_before_anything_is_fetched(
    config: Config, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = int(len(CONTENT) * 1.1)
    usage = shutil.disk_usage(config.home.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=room - 1))

    with pytest.raises(DiskProblem, match="no room for 600 kB"):
        pull(config)
    sent_before = list(hub.sent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=room))
    pull(config)

    assert sent_before == []
    assert hub.sent == [(0, len(CONTENT))]


def test_the_token_is_shown_to_the_hub_and_not_to_its_store(
    config: Config, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.is_gated = True
    monkeypatch.setenv("BYLINE_HUB_TOKEN", "let-me-in")

    pull(config)

    shown = {asked.path.split("/")[1]: asked.token for asked in hub.asked}
    assert shown == {"api": "Bearer let-me-in", "outlet": "Bearer let-me-in", "store": None}


def test_a_token_meant_for_the_hub_is_not_shown_to_a_mirror(
    config: Config, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "secret")

    pull(config)

    assert {asked.token for asked in hub.asked} == {None}


def test_a_gated_model_says_how_to_be_let_in(config: Config, hub: Hub) -> None:
    hub.is_gated = True

    with pytest.raises(HubProblem, match="accepted its terms") as caught:
        pull(config)

    assert f"{hub.address}/{REPOSITORY}" in caught.value.remedy
    assert "HF_TOKEN" in caught.value.remedy
    assert left_in(config) == []


def test_an_absent_file_is_answered_with_those_that_are_there(config: Config, hub: Hub) -> None:
    hub.files = {FILE: CONTENT, "writer-instruct-q8_0.gguf": CONTENT}

    with pytest.raises(ModelUnknown, match=r"has no file writer-instruct-q8\.gguf") as caught:
        pull(config, Wanted(REPOSITORY, "writer-instruct-q8.gguf"))

    assert f"{FILE}  600 kB" in str(caught.value.detail)
    assert f"byline models pull {REPOSITORY}/writer-instruct-q8_0.gguf" in caught.value.remedy


@pytest.mark.parametrize(
    ("wanted", "error", "says"),
    [
        (Wanted("outlet/Nothing"), ModelUnknown, "has no repository or file outlet/Nothing"),
        (Wanted(REPOSITORY, FILE, revision="v9"), ModelUnknown, "has no such revision"),
        (Wanted(REPOSITORY, FILE, sha256="1" * 64), ModelFileDamaged, "another file than"),
        (Wanted(REPOSITORY, FILE, name="smollm2-135m"), UsageProblem, "cannot be called"),
        (Wanted(REPOSITORY, FILE, name="../out"), UsageProblem, "cannot be called"),
    ],
)
def test_what_cannot_be_pulled_is_refused_before_a_byte_is_fetched(
    config: Config, hub: Hub, wanted: Wanted, error: type[BylineError], says: str
) -> None:
    with pytest.raises(error, match=says) as caught:
        pull(config, wanted)

    assert caught.value.remedy
    assert hub.sent == []


@pytest.mark.parametrize(
    ("status", "says"),
    [(429, "left alone"), (503, r"cannot answer now \(status 503\)"), (403, "accepted its terms")],
)
def test_a_hub_that_refuses_is_quoted(config: Config, hub: Hub, status: int, says: str) -> None:
    hub.status = status

    with pytest.raises(HubProblem, match=says):
        pull(config)


def test_a_login_page_is_not_taken_for_the_hub(config: Config, hub: Hub) -> None:
    hub.portal = b"<html>Welcome to the hotel</html>"

    with pytest.raises(HubProblem, match="does not answer as a model hub does"):
        pull(config)


def test_a_hub_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
    config = Config(home=tmp_path, model=ModelSection(hub=address))

    with pytest.raises(HubProblem, match=f"cannot reach {address}") as caught:
        pull(config)

    assert caught.value.detail == "Connection refused"
    assert "`model.hub`" in caught.value.remedy


@pytest.mark.parametrize(
    "address", ["", "huggingface.co", "ftp://hub", "http://[", "https://a:b@c"]
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    config = Config(home=tmp_path, model=ModelSection(hub=address))

    with pytest.raises(ConfigInvalid, match=r"model\.hub"):
        hub_module.open_hub(config)


def test_a_model_in_several_parts_is_refused_with_a_reason(config: Config, hub: Hub) -> None:
    hub.files = {f"big-q4_k_m-0000{n}-of-00002.gguf": CONTENT for n in (1, 2)}

    with pytest.raises(ModelProblem, match="one of several parts") as caught:
        pull(config, read_wanted(f"{REPOSITORY}:Q4_K_M", hub.address))

    assert "one file has one hash" in str(caught.value.detail)
    assert hub.sent == []
