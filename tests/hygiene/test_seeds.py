"""The seeds are the project's own words, and their keys agree with them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from rag.ingest.cleaning import clean_text
from rag.ingest.loaders.text import split_front_matter
from rag.ingest.metadata import read_fields
from rag.words import fold, tokens

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
PUBLISHED = ROOT.parent / "shared" / "seeds"
LONGEST_RUN = 12
ARTICLES = sorted(SEEDS.glob("*/*.md"))
COLLECTIONS = ("assessments", "harbour")

_QUOTATION = re.compile(r"[\"“][^\"“”]*[\"”]")


def text_of(article: Path) -> str:
    return split_front_matter(article.read_text(encoding="utf-8"))[1]


def runs(text: str) -> set[tuple[str, ...]]:
    words = [fold(token.text) for token in tokens(text)]
    return {tuple(words[i : i + LONGEST_RUN]) for i in range(len(words) - LONGEST_RUN + 1)}


def own_runs(article: Path) -> set[tuple[str, ...]]:
    """Runs of an article's own words: what a named person said stands between marks."""
    return {run for part in _QUOTATION.split(text_of(article)) for run in runs(part)}


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_no_seed_repeats_a_publisher(article: Path) -> None:
    """Facts may carry over, sentences may not."""
    if not PUBLISHED.is_dir():
        pytest.skip("the published articles lie beside the project only where it is developed")
    taken = {run for file in PUBLISHED.glob("*.txt") for run in runs(file.read_text("utf-8"))}

    assert own_runs(article) & taken == set()


def test_a_repeated_sentence_would_be_seen(tmp_path: Path) -> None:
    words = "one two three four five six seven eight nine ten eleven twelve"
    plain, said = tmp_path / "plain.md", tmp_path / "said.md"
    plain.write_text(f"He wrote that {words}.")
    said.write_text(f"He said: “{words}.”")

    assert own_runs(plain) & runs(words)
    assert not own_runs(said) & runs(words)


def test_both_collections_are_there() -> None:
    assert len(list((SEEDS / "assessments").glob("*.md"))) == 5
    assert len(list((SEEDS / "harbour").glob("*.md"))) >= 24


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_every_seed_has_metadata_that_is_read_in_full(article: Path) -> None:
    metadata, body = split_front_matter(article.read_text(encoding="utf-8"))

    fields = read_fields(metadata)

    assert fields.extra == {}
    assert fields.id
    assert fields.kind
    assert body.strip()


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_quote_of_a_key_stands_in_its_article(collection: str) -> None:
    folder = SEEDS / collection
    key = tomllib.loads((folder / "key.toml").read_text(encoding="utf-8"))
    files = {
        str(split_front_matter(path.read_text(encoding="utf-8"))[0]["id"]): path
        for path in folder.glob("*.md")
    }
    files |= {path.name: path for path in folder.glob("*.md")}

    missing = []
    for fact in key["facts"]:
        first, quote = fact["articles"][0], fact["quote"]
        if quote not in clean_text(text_of(files[first])):
            missing.append((first, quote))

    assert key["facts"]
    assert missing == []
