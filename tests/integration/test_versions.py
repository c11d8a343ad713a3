"""What an article said before, and what its page said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.testing import archive_engine

if TYPE_CHECKING:
    from pathlib import Path

    from rag.engine import Engine

FIRST = "The bridge was shut on Monday after a barge struck it. Seven people were hurt."
SECOND = "The bridge was shut on Monday after a barge struck it. Nine people were hurt."


def write(engine: Engine, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    for _ in engine.ingest([str(path)]):
        pass


def test_an_edited_article_keeps_its_id_and_what_it_said_before(tmp_path: Path) -> None:
    with archive_engine(tmp_path) as engine:
        write(engine, tmp_path / "story.txt", FIRST)
        (before,) = engine.articles()
        write(engine, tmp_path / "story.txt", SECOND)
        (after,) = engine.articles()

        versions = engine.versions(after.id)

        assert after.id == before.id
        assert [v.number for v in versions] == [1, 2]
        assert [v.text for v in versions] == [FIRST, SECOND]
        assert [v.sha256 for v in versions] == [before.sha256, after.sha256]


def test_reading_the_same_words_again_makes_no_version(tmp_path: Path) -> None:
    with archive_engine(tmp_path) as engine:
        write(engine, tmp_path / "story.txt", FIRST)
        for _ in engine.ingest([str(tmp_path / "story.txt")], outlet="The Harbour Post"):
            pass
        (article,) = engine.articles()

        assert article.outlet == "The Harbour Post"
        assert [v.text for v in engine.versions(article.id)] == [FIRST]


def test_what_cleaning_took_away_can_be_read_with_its_reason(tmp_path: Path) -> None:
    page = f"World Sport\n\nBridge shut after collision\n\n{FIRST}\n\n(dpa, tke)"
    with archive_engine(tmp_path) as engine:
        write(engine, tmp_path / "story.txt", page)
        (article,) = engine.articles()

        removed = [(r.text, r.reason) for r in engine.removed(article.id)]

        assert engine.text(article.id) == FIRST
        assert article.title == "Bridge shut after collision"
        assert article.origins == ("dpa",)
        assert removed == [
            ("World Sport", "navigation"),
            ("Bridge shut after collision", "headline"),
            ("(dpa, tke)", "signature"),
        ]


def test_every_value_says_where_it_came_from_and_unknown_ones_say_nothing(tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text(f"---\ntitle: Bridge shut\n---\n{FIRST}\n\n(dpa, tke)", encoding="utf-8")
    with archive_engine(tmp_path) as engine:
        for _ in engine.ingest([str(story)], outlet="The Harbour Post"):
            pass
        (article,) = engine.articles()

        sources = engine.provenance(article.id)

        assert sources["outlet"] == "--outlet"
        assert sources["title"] == "the record"
        assert sources["origins"] == "dpa: (dpa, tke)"
        assert "published" not in sources
        assert article.published is None
