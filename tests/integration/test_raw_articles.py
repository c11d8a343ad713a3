"""Five real articles as a person saved them come out without the page around them.

The texts are not part of the project: they lie beside it, where somebody has them. What has to
go is described by the first words of each line, what has to stay by everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from rag.ingest.bylines import Bylines, find_bylines
from rag.ingest.cleaning import clean_text
from rag.ingest.furniture import Stripped, strip
from rag.ingest.origins import Origin, find_origins

FOLDER = Path(__file__).parents[2].parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the five raw articles lie beside the project, and not here"
)


@dataclass(frozen=True)
class Expected:
    """What a careful reader takes from one of the texts."""

    number: str
    gone: tuple[str, ...]
    """How each line that is not the article's begins, in order."""
    lines: int
    """Lines that are the article's."""
    origin: str
    words: str
    """Of the evidence for the origin."""
    title: str | None = None
    author: str | None = None
    outlet: str | None = None


ARTICLES = (
    Expected(
        "000",
        ("A Message from", "Dear readers", "We are facing", "These actions", "We, the journalists",
         "Your support", "By supporting", "Remind me later"),
        lines=10, origin="NBC News", words="NBC News reported", outlet="The Moscow Times",
    ),
    Expected(
        "001",
        ("America Politics", "As U.S. and Putin", "Intelligence suggests", "As U.S. and Putin",
         "Recommended Article", "News Feed", "Mitch", "20.02.2025 23:36", "Mitch", "The tragic",
         "20.02.2025 15:00", "The tragic"),
        lines=24, origin="NBC News", words="told NBC News", title="As U.S. and Putin",
    ),
    Expected(
        "002", ("By Jonathan Landay", "This article was generated"),
        lines=28, origin="Reuters", words="told Reuters",
        author="Jonathan Landay, Erin Banco, John Irish",
    ),
    Expected(
        "003", ("Kremlin rejects", "Dmitry Peskov. Photo", "Dmitry Peskov. Photo", "(reuters"),
        lines=18, origin="Reuters", words="(reuters, pir, lud)", title="Kremlin rejects",
    ),
    Expected(
        "004", ("US spy agencies", "By Tamilla"),
        lines=13, origin="Reuters", words="Exclusive by Reuters", title="US spy agencies",
        author="Tamilla Hasanova",
    ),
)  # fmt: skip


@pytest.fixture(params=ARTICLES, ids=lambda one: one.number)
def expected(request: pytest.FixtureRequest) -> Expected:
    article: Expected = request.param
    return article


@pytest.fixture
def raw(expected: Expected) -> str:
    (path,) = FOLDER.glob(f"{expected.number}_*.txt")
    return clean_text(path.read_text(encoding="utf-8"))


def read(raw: str) -> tuple[Stripped, Bylines, tuple[Origin, ...]]:
    page = strip(raw)
    stated = find_bylines(page.text, page.credits)
    own = stated.outlet.value if stated.outlet else None
    return page, stated, find_origins(page.text, page.credits, outlet=own, title=page.title)


def test_exactly_the_lines_of_the_page_go(raw: str, expected: Expected) -> None:
    page = strip(raw)

    gone = [line.text for line in page.removed]
    assert len(gone) == len(expected.gone)
    assert all(line.startswith(words) for line, words in zip(gone, expected.gone, strict=True))


def test_every_line_of_the_article_stays(raw: str, expected: Expected) -> None:
    page = strip(raw)

    kept = [line for line in page.text.split("\n") if line]
    whole = [line for line in raw.split("\n") if line]
    assert len(kept) == expected.lines
    assert len(kept) + len(page.removed) == len(whole)
    rest = iter(whole)
    assert all(line in rest for line in kept)


def test_title_author_and_outlet_are_what_the_text_states(raw: str, expected: Expected) -> None:
    page, stated, _ = read(raw)

    assert (page.title is None) == (expected.title is None)
    assert expected.title is None or str(page.title).startswith(expected.title)
    assert "Exclusive" not in (page.title or "")
    assert (stated.author.value if stated.author else None) == expected.author
    assert (stated.outlet.value if stated.outlet else None) == expected.outlet
    assert stated.published is None


def test_the_origin_is_found_with_its_words(raw: str, expected: Expected) -> None:
    _, _, origins = read(raw)

    assert [(one.name, one.words) for one in origins] == [(expected.origin, expected.words)]
