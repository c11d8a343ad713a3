"""Loaders, metadata and settings meet whatever bytes are in a file, and never raise."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import json_values, records, wild_bytes, wild_text

from rag.config import load_config
from rag.errors import ConfigInvalid
from rag.ingest.decoding import NotText, decode
from rag.ingest.loaders import LOADERS
from rag.ingest.loaders.text import MarkdownLoader
from rag.ingest.metadata import Fields, MetadataProblem, iso_date, read_fields
from rag.types import KINDS, Document, Failure

if TYPE_CHECKING:
    from pathlib import Path

    from rag.ports import Loader


@given(wild_bytes())
def test_bytes_become_text_or_a_reason_why_not(data: bytes) -> None:
    with suppress(NotText):
        assert isinstance(decode(data), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")))
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize("loader", LOADERS, ids=lambda one: type(one).__name__)
@given(data=wild_bytes())
def test_a_loader_gives_articles_and_failures_for_any_bytes(loader: Loader, data: bytes) -> None:
    for found in loader.read(data, "news/file"):
        assert isinstance(found, (Document, Failure))
        assert found.path == "news/file"
        assert isinstance(found, Document) or (found.problem and found.remedy)


@given(wild_text(), wild_text())
def test_any_front_matter_is_read_or_refused(front: str, body: str) -> None:
    data = f"---\n{front}\n---\n{body}".encode("utf-8", "replace")

    found = list(MarkdownLoader().read(data, "a.md"))

    assert len(found) == 1


@given(st.lists(records() | json_values(), max_size=4))
def test_each_json_line_gives_one_article_or_one_failure(lines: list[object]) -> None:
    (loader,) = (one for one in LOADERS if ".jsonl" in one.suffixes)
    data = "\n".join(json.dumps(line) for line in lines).encode()

    found = list(loader.read(data, "a.jsonl"))

    assert len(found) == len(lines)
    keys = [one.key for one in found if isinstance(one, Document)]
    assert all(key.encode() for key in keys)


@given(records())
def test_metadata_is_checked_whatever_it_holds(metadata: dict[str, object]) -> None:
    try:
        fields = read_fields(metadata)
    except MetadataProblem:
        return

    assert fields.kind is None or fields.kind in KINDS
    assert fields.published is None or iso_date(fields.published) == fields.published
    for value in _texts(fields):
        assert value.encode().decode() == value
        assert value == value.strip() != ""
        assert len(value.splitlines()) == 1


@given(wild_bytes())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_settings_file_is_read_or_refused_with_a_remedy(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(data)

    with suppress(ConfigInvalid):
        assert load_config(file=file, environ={}, folder=tmp_path).config.home.is_absolute()


SETTINGS = st.sampled_from(
    "home model embedder answer retrieve model.path model.name model.seed answer.mode nonsense "
    "answer.decline_below model.temperature embedder.name".split()
)
VALUES = st.one_of(
    st.integers(-10, 10),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda x: round(x, 3)),
    st.sampled_from(["", "~", "~nobody/x", "auto", "7", "a b"]),
    st.just([1]),
)


@given(st.dictionaries(SETTINGS, VALUES, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_of_any_setting_is_taken_or_refused_by_name(
    tmp_path: Path, values: dict[str, object]
) -> None:
    """A traceback out of a settings file tells a person nothing."""
    file = tmp_path / "settings.toml"
    file.write_text("".join(f"{k} = {json.dumps(v)}\n" for k, v in values.items()), "utf-8")

    try:
        origins = load_config(file=file, environ={}, folder=tmp_path).origins
    except ConfigInvalid as error:
        refused = str(error)
    else:
        refused = ""

    if refused:
        assert any(name in refused for name in [*values, "TOML"])
    else:
        assert {name for name, origin in origins.items() if origin == str(file)} == {*values}


def _texts(fields: Fields) -> list[str]:
    named = (fields.outlet, fields.title, fields.author, fields.url, fields.language, fields.id)
    return [value for value in (*named, *fields.origins) if value is not None]
