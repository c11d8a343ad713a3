"""The vector index may be lost, garbled or foreign: one command makes it anew."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from soundness import check_agreement, check_soundness, fake_engine, take_in, write_articles

from rag.config import Config
from rag.errors import ArchiveDamaged, BylineError
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rag.engine import Engine


class WideEmbedder(HashEmbedder):
    """Another encoder with vectors of another width."""

    name = "hash-96"
    dimension = 96


def wide_engine(home: Path) -> Engine:
    return open_engine(Config(home=home), model=ScriptedModel(), embedder=WideEmbedder())


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    return write_articles(tmp_path / "articles.jsonl", 6)


@pytest.fixture
def home(tmp_path: Path, given: dict[str, str]) -> Path:
    with fake_engine(tmp_path / "home") as engine:
        assert take_in(engine, tmp_path / "articles.jsonl").added == len(given)
    return tmp_path / "home"


def garble_database(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").write_bytes(b"no database at all" * 400)


def cut_database(chroma: Path) -> None:
    path = chroma / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def put_a_file_in_its_place(chroma: Path) -> None:
    shutil.rmtree(chroma)
    chroma.write_text("a file", encoding="ascii")


@pytest.mark.parametrize("damage", [garble_database, cut_database])
def test_a_garbled_index_is_found_by_doctor_and_mended_by_the_next_search(
    home: Path, given: dict[str, str], damage: Callable[[Path], None]
) -> None:
    damage(home / "chroma")
    notes: list[str] = []

    with fake_engine(home) as engine:
        engine._notify = notes.append
        assert [c.level for c in engine.doctor() if c.name == "index"] == ["problem"]
        for _ in range(2):
            assert engine.search("bridge")[0].arms.keys() == {"dense", "lexical"}
        assert [c.level for c in engine.doctor() if c.name == "index"] == ["ok"]

    assert len(notes) == 1
    assert "made anew" in notes[0]
    assert "byline reindex" in notes[0]
    assert check_soundness(home) == given


def test_a_file_in_the_place_of_the_index_is_refused_until_reindex_takes_it_away(
    home: Path, given: dict[str, str]
) -> None:
    """Byline did not put it there, so Byline does not erase it unasked."""
    put_a_file_in_its_place(home / "chroma")

    with fake_engine(home) as engine:
        for _ in range(2):
            with pytest.raises(ArchiveDamaged) as refused:
                engine.search("bridge")
            assert "byline reindex" in refused.value.remedy
            assert str(home / "chroma") in str(refused.value.detail)
        assert [c.level for c in engine.doctor() if c.name == "index"] == ["problem"]
        assert engine.articles()

        assert engine.reindex() == engine.archive.catalog.count("passages")
        assert engine.search("bridge")[0].arms.keys() == {"dense", "lexical"}
    assert check_soundness(home) == given


def test_an_index_of_another_encoder_under_a_sound_catalogue_is_refused(
    home: Path, tmp_path: Path
) -> None:
    with wide_engine(tmp_path / "wide") as engine:
        take_in(engine, tmp_path / "articles.jsonl")
    shutil.rmtree(home / "chroma")
    shutil.copytree(tmp_path / "wide" / "chroma", home / "chroma")

    with fake_engine(home) as engine:
        with pytest.raises(ArchiveDamaged, match="another encoder") as refused:
            engine.search("bridge")
        assert "hash-96/96, not hash-64/64" in str(refused.value.detail)

        engine.reindex()

        assert engine.search("bridge")[0].arms.keys() == {"dense", "lexical"}


@pytest.mark.parametrize("part", ["chroma", "chroma/chroma.sqlite3"])
def test_an_index_that_is_gone_is_made_anew_without_a_word(
    home: Path, given: dict[str, str], part: str
) -> None:
    gone = home / part
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()

    with fake_engine(home) as engine:
        assert engine.search("bridge")[0].arms.keys() == {"dense", "lexical"}

    assert check_soundness(home) == given


def test_an_index_that_lost_some_and_holds_strangers_is_brought_into_agreement(
    home: Path, given: dict[str, str]
) -> None:
    with fake_engine(home) as engine:
        index = engine.archive.index
        index.drop(sorted(index.ids())[:4])
        index.put(["stranger"], HashEmbedder().passages(["bridge"]), [{"article": "nobody"}])

    with fake_engine(home) as engine:
        assert all(hit.article.id in given for hit in engine.search("bridge"))
        check_agreement(engine)


@pytest.mark.parametrize("is_gone", [False, True])
def test_vectors_of_another_encoder_are_refused_until_reindex_embeds_again(
    home: Path, tmp_path: Path, *, is_gone: bool
) -> None:
    """Cosines between vectors of two encoders mean nothing, whether Chroma is there or not."""
    if is_gone:
        shutil.rmtree(home / "chroma")

    with wide_engine(home) as engine:
        for use in (
            lambda: engine.search("bridge"),
            lambda: take_in(engine, tmp_path / "articles.jsonl"),
            lambda: list(engine.answer("Which bridge?")),
        ):
            with pytest.raises(ArchiveDamaged, match="another encoder") as refused:
                use()
            assert "byline reindex" in refused.value.remedy

        engine.reindex()

        for hit in engine.search("bridge"):
            vector = WideEmbedder().question(hit.passage.text)
            name, cosine = engine.archive.index.nearest(vector, limit=1)[0]
            assert name == hit.passage.id
            assert cosine == pytest.approx(1.0, abs=1e-3)
        assert list(engine.answer("Which bridge?"))
        check_agreement(engine)


def test_a_reindex_that_fails_half_way_leaves_the_old_vectors(home: Path) -> None:
    class Failing(WideEmbedder):
        calls = 0

        def passages(self, texts: list[str]) -> object:  # type: ignore[override]
            self.calls += 1
            if self.calls > 4:
                raise KeyboardInterrupt
            return super().passages(texts)

    config = Config(home=home)
    with (
        open_engine(config, model=ScriptedModel(), embedder=Failing()) as engine,  # type: ignore[arg-type]
        pytest.raises(KeyboardInterrupt),
    ):
        engine.reindex()

    assert len(check_soundness(home)) == 6


def test_reindex_with_the_same_encoder_embeds_nothing(home: Path) -> None:
    class Idle(HashEmbedder):
        def passages(self, texts: object) -> object:  # type: ignore[override]
            raise AssertionError(texts)

    config = Config(home=home)
    with open_engine(config, model=ScriptedModel(), embedder=Idle()) as engine:  # type: ignore[arg-type]
        assert engine.reindex() > 0
        check_agreement(engine)


@pytest.mark.parametrize("kept", [0, 5000])
def test_a_damaged_catalogue_is_said_to_be_damaged_and_left_alone(home: Path, kept: int) -> None:
    path = home / "catalog.sqlite"
    garbage = path.read_bytes()[:kept] + b"\xde\xad" * 20_000
    path.write_bytes(garbage)

    with pytest.raises(ArchiveDamaged) as refused:
        fake_engine(home).articles()

    assert "catalogue" in refused.value.problem
    assert str(path) in str(refused.value.detail)
    assert "copy" in refused.value.remedy
    assert path.read_bytes()[:20_000] == garbage[:20_000]


def test_an_archive_of_another_version_is_not_touched(home: Path) -> None:
    with fake_engine(home) as engine:
        engine.archive.catalog.set_meta("schema", "99")

    with pytest.raises(BylineError) as refused:
        fake_engine(home)

    assert "another version" in refused.value.problem
    assert "99" in str(refused.value.detail)
