"""Settings: which place is trusted most, and what a person is told about a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.config import Config, load_config, user_file
from rag.errors import ConfigInvalid
from rag.types import Mode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder in which the person stands."""
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> ConfigInvalid:
    write(folder / "byline.toml", text)
    with pytest.raises(ConfigInvalid) as told:
        load_config(environ={}, folder=folder)
    return told.value


def test_without_any_file_every_value_is_a_default(folder: Path, own_home: Path) -> None:
    loaded = load_config(environ={}, folder=folder)

    assert set(loaded.origins.values()) == {"default"}
    assert loaded.config.home == own_home / ".local" / "share" / "byline"
    assert loaded.config.answer.mode is Mode.AUTO
    assert set(loaded.values()) == set(loaded.origins)


def test_each_place_is_trusted_more_than_the_one_before(folder: Path, tmp_path: Path) -> None:
    """Flag, variable, named file, file of the folder, the person's own, default."""
    seeds = [("default", 7)]

    def now(**given: object) -> tuple[str, int]:
        environ, flags, file = (given.get(k) for k in ("environ", "flags", "file"))
        loaded = load_config(environ=environ or {}, flags=flags, file=file, folder=folder)  # type: ignore[arg-type]
        return loaded.origins["model.seed"], loaded.config.model.seed

    own = write(user_file(), "[model]\nseed = 1\n")
    seeds.append(now())
    here = write(folder / "byline.toml", "[model]\nseed = 2\n")
    seeds.append(now())
    named = write(tmp_path / "named.toml", "[model]\nseed = 3\n")
    seeds.append(now(file=named))
    variable = {"BYLINE_MODEL__SEED": "4"}
    seeds.append(now(file=named, environ=variable))
    seeds.append(now(file=named, environ=variable, flags={"model.seed": 5}))

    assert seeds == [
        ("default", 7),
        (str(own), 1),
        (str(here), 2),
        (str(named), 3),
        ("BYLINE_MODEL__SEED", 4),
        ("flag", 5),
    ]


def test_a_flag_that_was_not_typed_says_nothing(folder: Path) -> None:
    loaded = load_config(flags={"home": None}, environ={"BYLINE_HOME": "/news"}, folder=folder)

    assert (loaded.config.home, loaded.origins["home"]) == (Path("/news"), "BYLINE_HOME")


def test_what_models_use_chose_counts_less_than_what_a_person_wrote(folder: Path) -> None:
    home = folder / "archive"
    chosen = write(home / "state" / "model.toml", 'model.name = "chosen"\n')

    plain = load_config(flags={"home": home}, environ={}, folder=folder)
    write(folder / "byline.toml", 'model.name = "written"\n')
    written = load_config(flags={"home": home}, environ={}, folder=folder)

    assert (plain.config.model.name, plain.origins["model.name"]) == ("chosen", str(chosen))
    assert written.config.model.name == "written"


def test_naming_a_model_sets_aside_the_file_that_a_weaker_place_named(folder: Path) -> None:
    write(folder / "byline.toml", 'model.path = "big.gguf"\n')

    loaded = load_config(flags={"model.name": "smollm2-135m"}, environ={}, folder=folder)

    assert loaded.config.model.path is None
    assert loaded.origins["model.path"] == "default"


def test_a_path_in_a_file_is_meant_from_that_file(folder: Path, tmp_path: Path) -> None:
    named = write(tmp_path / "etc" / "named.toml", 'home = "archive"\nmodel.path = "m.gguf"\n')

    config = load_config(file=named, environ={}, folder=folder).config

    assert config.home == tmp_path / "etc" / "archive"
    assert config.model.path == tmp_path / "etc" / "m.gguf"


def test_the_home_folder_may_be_written_short(folder: Path, own_home: Path) -> None:
    write(folder / "byline.toml", 'home = "~/news"\n')

    assert load_config(environ={}, folder=folder).config.home == own_home / "news"


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("[model]\nsede = 3\n", 2, "model.seed"),
        ("[model]\nseed = 1\nsee = 3\n", 3, "model.seed"),
        ('[embedder]\nname = "all-MiniLM-L6-v2"\n\n[answer]\nmod = 1\n', 5, "answer.mode"),
        ("# a remark\nanswer.mdoe = 'quote'\n", 2, "answer.mode"),
        ("model = { sede = 3 }\n", 1, "model.seed"),
    ],
)
def test_an_unknown_key_is_named_with_its_line_and_the_nearest(
    folder: Path, text: str, line: int, hint: str
) -> None:
    error = refused(folder, text)

    assert error.problem.startswith("unknown setting")
    assert error.detail == f"It stands in {folder / 'byline.toml'} (line {line})."
    assert error.remedy == f"Did you mean `{hint}`?"


def test_a_key_like_no_other_leads_to_the_list(folder: Path) -> None:
    assert refused(folder, "xyzzy = 1\n").remedy == "`byline config show` lists all settings."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[model]\nseed = "x"\n', "model.seed cannot be 'x'"),
        ('[answer]\nmode = "loud"\n', "answer.mode cannot be 'loud'"),
        ("[answer]\ndecline_below = 2\n", "answer.decline_below cannot be 2"),
        ("[model]\npath = 7\n", "model.path cannot be 7"),
        ('[embedder]\nname = "other"\n', "embedder.name cannot be 'other'"),
    ],
)
def test_a_wrong_value_is_named_with_where_it_was_set(
    folder: Path, text: str, problem: str
) -> None:
    error = refused(folder, text)

    assert error.problem == problem
    assert f"(set in {folder / 'byline.toml'} (line 2))." in str(error.detail)


def test_a_number_is_no_folder(folder: Path) -> None:
    assert refused(folder, "home = 7\n").problem == "home cannot be 7"


def test_a_wrong_variable_is_named(folder: Path) -> None:
    with pytest.raises(ConfigInvalid, match=r"model\.seed cannot be 'x'") as told:
        load_config(environ={"BYLINE_MODEL__SEED": "x"}, folder=folder)

    assert "BYLINE_MODEL__SEED" in str(told.value.detail)


@pytest.mark.parametrize("value", ["abc", "{", "7"])
def test_a_variable_for_a_whole_table_is_refused(folder: Path, value: str) -> None:
    with pytest.raises(ConfigInvalid) as told:
        load_config(environ={"BYLINE_MODEL": value}, folder=folder)

    assert told.value.remedy


def test_an_unknown_variable_of_a_table_is_refused_with_the_nearest(folder: Path) -> None:
    with pytest.raises(ConfigInvalid) as told:
        load_config(environ={"BYLINE_MODEL__SEDE": "7"}, folder=folder)

    assert told.value.remedy == "Did you mean `model.seed`?"


def test_an_empty_variable_says_nothing(folder: Path) -> None:
    loaded = load_config(environ={"BYLINE_MODEL__PATH": ""}, folder=folder)

    assert loaded.config.model.path is None


def test_a_file_that_was_named_must_be_there(folder: Path) -> None:
    with pytest.raises(ConfigInvalid, match="no configuration file at"):
        load_config(file=folder / "absent.toml", environ={}, folder=folder)


@pytest.mark.parametrize("damage", [b"model = ", b"\xff\xfe", b"[model\n", b"a = 1\na = 2\n"])
def test_a_damaged_file_is_named(folder: Path, damage: bytes) -> None:
    file = folder / "byline.toml"
    file.write_bytes(damage)

    with pytest.raises(ConfigInvalid) as told:
        load_config(environ={}, folder=folder)

    assert str(file) in told.value.problem


def test_a_folder_is_no_settings_file(folder: Path) -> None:
    with pytest.raises(ConfigInvalid, match="cannot read"):
        load_config(file=folder, environ={}, folder=folder)


def test_moving_the_archive_does_not_change_the_hash_and_a_value_does() -> None:
    """Two runs are comparable when everything that can change an answer was the same."""
    one, moved = Config(home=Path("/a")), Config(home=Path("/b"))
    warmer = Config.model_validate({"home": "/a", "model": {"temperature": 0.5}})

    assert one.sha256 == moved.sha256 != warmer.sha256


def test_settings_cannot_be_changed_once_they_are_made() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Config(home=Path("/a")).home = Path("/b")
