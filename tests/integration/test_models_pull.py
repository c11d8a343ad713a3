"""Models are pulled over real connections, from a hub that can be made to misbehave."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

import pytest
from hubs import COMMIT, CONTENT, FILE, NAME, REPOSITORY, SHA256, Hub, left_in, pull

from rag.errors import (
    ArchiveBusy,
    DiskProblem,
    HubProblem,
    ModelFileDamaged,
    UsageProblem,
)
from rag.models import pulling
from rag.models.origin import origin_of
from rag.models.parts import unfinished
from rag.models.shelf import KNOWN, check_file, list_models, resolve
from rag.models.wanted import Wanted

if TYPE_CHECKING:
    from rag.config import Config

HALF = len(CONTENT) // 2


def stop_at_half(here: int) -> None:
    if here >= HALF:
        raise KeyboardInterrupt


def test_a_pulled_file_is_whole_and_held_to_its_hash(config: Config, hub: Hub) -> None:
    plan = pull(config)

    assert plan.path.read_bytes() == CONTENT
    assert left_in(config) == [FILE, f"{NAME}.origin.json"]
    file = resolve(config, NAME)
    assert (file.sha256_pinned, file.licence) == (SHA256, "apache-2.0")
    assert check_file(file, config.home) == SHA256
    origin = origin_of(plan.path)
    assert origin is not None
    assert (origin.hub, origin.repository, origin.file) == (hub.address, REPOSITORY, FILE)
    assert (origin.revision, origin.size) == (COMMIT, len(CONTENT))
    assert hub.sent == [(0, len(CONTENT))]


def test_a_pulled_file_that_is_changed_later_is_noticed(config: Config) -> None:
    plan = pull(config)
    plan.path.write_bytes(CONTENT[:-1] + b"!")

    with pytest.raises(ModelFileDamaged, match="is not the file") as caught:
        check_file(resolve(config, NAME), config.home)

    assert f"byline models pull {REPOSITORY}/{FILE} --as {NAME}" in caught.value.remedy


def test_a_spoiled_file_is_mended_by_the_same_pull(config: Config) -> None:
    plan = pull(config)
    plan.path.write_bytes(CONTENT[:-1] + b"!")

    pull(config)

    assert plan.path.read_bytes() == CONTENT


def test_a_stopped_pull_goes_on_where_it_ended(config: Config, hub: Hub) -> None:
    with pytest.raises(KeyboardInterrupt):
        pull(config, watch=stop_at_half)
    kept = unfinished(config.home)
    names = [row.name for row in list_models(config)]
    hub.sent.clear()

    plan = pull(config)

    assert [(left.name, left.size >= HALF) for left in kept] == [(NAME, True)]
    assert names == list(KNOWN)
    assert hub.sent == [(kept[0].size, len(CONTENT) - kept[0].size)]
    assert plan.begun == kept[0].size
    assert plan.path.read_bytes() == CONTENT
    assert unfinished(config.home) == []


def test_the_part_of_another_revision_is_not_gone_on_with(config: Config, hub: Hub) -> None:
    with pytest.raises(KeyboardInterrupt):
        pull(config, watch=stop_at_half)
    hub.files[FILE] = CONTENT[:32] + b"new"
    hub.sent.clear()

    plan = pull(config)

    assert hub.sent == [(0, 35)]
    assert plan.path.read_bytes() == CONTENT[:32] + b"new"
    assert unfinished(config.home) == []


def test_a_connection_that_breaks_is_taken_up_again(config: Config, hub: Hub) -> None:
    hub.dies_after = [HALF, 1000]

    plan = pull(config)

    assert plan.path.read_bytes() == CONTENT
    rest = len(CONTENT) - HALF - 1000
    assert hub.sent == [(0, HALF), (HALF, 1000), (HALF + 1000, rest)]


def test_a_server_that_keeps_breaking_is_given_up_and_what_came_is_kept(
    config: Config, hub: Hub
) -> None:
    hub.dies_after = [HALF, 0, 0, 0, 0]
    waits: list[float] = []

    with pytest.raises(HubProblem, match="did not come to its end") as caught:
        pull(config, waits=waits)

    assert "it goes on from there" in caught.value.remedy
    assert waits == [1, 2, 4, 8]
    assert [left.size for left in unfinished(config.home)] == [HALF]


def test_a_disk_that_fills_up_in_the_middle_keeps_what_came(config: Config, hub: Hub) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (HALF, before[1]))
    try:
        with pytest.raises(DiskProblem, match="cannot write"):
            pull(config)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    kept = [left.size for left in unfinished(config.home)]
    hub.sent.clear()

    plan = pull(config)

    assert kept == [HALF]
    assert hub.sent == [(HALF, len(CONTENT) - HALF)]
    assert plan.path.read_bytes() == CONTENT


def test_a_server_that_cannot_go_on_begins_again(config: Config, hub: Hub) -> None:
    hub.knows_ranges = False
    hub.dies_after = [HALF]

    plan = pull(config)

    assert plan.path.read_bytes() == CONTENT
    assert hub.sent == [(0, HALF), (0, len(CONTENT))]


def test_a_server_that_always_begins_again_is_not_listened_to_for_ever(
    config: Config, hub: Hub
) -> None:
    hub.knows_ranges = False
    hub.dies_after = [HALF] * 50

    with pytest.raises(HubProblem, match="did not come to its end"):
        pull(config)

    assert len(hub.sent) == 5


def test_a_file_that_is_not_what_the_hub_says_is_removed(config: Config, hub: Hub) -> None:
    hub.claimed = "0" * 64

    with pytest.raises(ModelFileDamaged, match=f"what came is not {FILE}") as caught:
        pull(config)

    assert SHA256 in str(caught.value.detail)
    assert left_in(config) == []


def test_the_right_file_that_is_no_model_is_removed(config: Config, hub: Hub) -> None:
    hub.files[FILE] = b"<!DOCTYPE html>" * 100

    with pytest.raises(ModelFileDamaged, match="not a whole GGUF file"):
        pull(config)

    assert left_in(config) == []


def test_a_model_that_was_cut_before_it_came_to_the_hub_is_removed(
    config: Config, hub: Hub
) -> None:
    packaged = resolve(config, "smollm2-135m").path
    with packaged.open("rb") as opened:
        hub.files[FILE] = opened.read(4_000_000)

    with pytest.raises(ModelFileDamaged, match="is cut short"):
        pull(config)

    assert left_in(config) == []


def test_size_and_hash_are_asked_for_at_the_file_where_the_list_lacks_them(
    config: Config, hub: Hub
) -> None:
    hub.tells_hashes = False

    plan = pull(config)

    assert (plan.origin.sha256, plan.size) == (SHA256, len(CONTENT))
    assert [asked.method for asked in hub.asked].count("HEAD") == 2  # the hub's and its store's


def test_a_hub_without_checksums_is_refused(config: Config, hub: Hub) -> None:
    hub.is_hashless = True

    with pytest.raises(HubProblem, match="gives no checksum"):
        pull(config)

    assert hub.sent == []


def test_a_model_that_is_here_is_not_fetched_again(config: Config, hub: Hub) -> None:
    pull(config)
    hub.sent.clear()

    plan = pull(config)

    assert plan.is_there
    assert hub.sent == []


def test_the_same_file_put_there_by_hand_becomes_a_pulled_one(config: Config, hub: Hub) -> None:
    (config.home / "models").mkdir(parents=True)
    (config.home / "models" / FILE).write_bytes(CONTENT)

    pull(config)

    assert hub.sent == []
    assert resolve(config, NAME).sha256_pinned == SHA256


def test_another_file_of_that_name_is_never_overwritten(config: Config) -> None:
    (config.home / "models").mkdir(parents=True)
    (config.home / "models" / FILE).write_bytes(b"mine")

    with pytest.raises(UsageProblem, match="another model is called") as caught:
        pull(config)
    plan = pull(config, Wanted(REPOSITORY, FILE, name="theirs"))

    assert "--as NAME" in caught.value.remedy
    assert (config.home / "models" / FILE).read_bytes() == b"mine"
    assert plan.path.name == "theirs.gguf"


def test_a_newer_file_of_the_hub_does_not_replace_the_one_that_is_used(
    config: Config, hub: Hub
) -> None:
    plan = pull(config)
    hub.files[FILE] = CONTENT + b"newer"

    with pytest.raises(UsageProblem, match="the hub has another file") as caught:
        pull(config)

    assert f"byline models remove {NAME}" in caught.value.remedy
    assert plan.path.read_bytes() == CONTENT


def test_two_pulls_do_not_write_one_file(config: Config) -> None:
    with pulling.pulling(config.home), pytest.raises(ArchiveBusy, match="is at work"):
        pull(config)

    assert pull(config).path.is_file()
