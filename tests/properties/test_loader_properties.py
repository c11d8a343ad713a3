"""No file stops a loader: arbitrary bytes, and real pages, feeds and letters that were damaged."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import pdf_of
from strategies import wild_bytes, wild_text

from rag.ingest.loaders import LOADERS, loader_for
from rag.ingest.metadata import read_fields
from rag.ingest.pages.dates import machine_date, stated_dates
from rag.ingest.pages.names import credited
from rag.types import Document, Failure

PAGES = Path(__file__).parents[1] / "data" / "pages"
WORDS = "The bridge at Karv was shut on Monday, 2 March 2026, after a barge struck its pier."
BLANK = b"Content-Type: text/html; charset=%s\nFrom: Karv Post\nDate: soon\n\n"


def packed(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


def feed() -> bytes:
    entry = f"<item><title>A</title><pubDate>2026-03-02</pubDate><description>{WORDS}</description>"
    return f"<?xml version='1.0'?><rss><channel>{entry}</item></channel></rss>".encode()


PAGE = min(PAGES.glob("*.html"), key=lambda path: path.stat().st_size).read_bytes()
WHOLE = {
    ".html": [path.read_bytes() for path in sorted(PAGES.glob("*.html"))],
    ".xml": [feed()],
    ".eml": [BLANK % b"utf-8" + PAGE],
    ".mhtml": [BLANK % b"utf-16" + PAGE],
    ".pdf": [pdf_of([WORDS, WORDS], Title="Bridge at Karv", CreationDate="D:20260302")],
    ".zip": [packed("a.html", PAGE), packed("a.pdf", pdf_of([WORDS]))],
    ".json": [b'{"articles": [{"text": "x"}, {"html": "<p>A bridge was shut at Karv.</p>"}]}'],
    ".jsonl": [b'{"html": "<h1>Bridge</h1><p>A bridge was shut at Karv.</p>", "id": 3}'],
}
_PIECES = st.sampled_from(
    [
        b"<", b">", b"</div>", b"<div>", b"<table><td>", b"<br><br>", b'"', b"&#0;", b"&#x110000;",
        b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b'<script type="application/ld+json">',
        b'{"@type":["NewsArticle"],"author":[{"name":["a"]},3],"publisher":[[]]}', b"</script>",
        b'<time datetime="9999-99-99">', b"<base href='http://[::1'>", b"31 February 2026 25:99 pm",
        b"<link rel=canonical href='//x:99999999'>", b"<h1>", b"<body>", b"utf-7", b"idna",
        b"\n\n--b\n", b"endobj", b"stream\n", b"<!ENTITY a 'b'>", b"<item>", b"PK\x05\x06",
    ]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, suffix: str) -> bytes:
    """A whole file with pieces cut out, put in, doubled or changed."""
    data = bytearray(draw(st.sampled_from(WHOLE[suffix])))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 3)):
            case 0:
                del data[place : place + draw(st.integers(1, 400))]
            case 1:
                data[place:place] = draw(_PIECES)
            case 2:
                data[place:place] = data[place : place + draw(st.integers(1, 2000))]
            case _ if place < len(data):
                data[place] = draw(st.integers(0, 255))
    return bytes(data)


def check(found: list[Document | Failure]) -> None:
    for one in found:
        if isinstance(one, Failure):
            assert one.problem
            assert one.remedy
        else:
            fields = read_fields(dict(one.metadata, id=None))
            assert set(one.provenance) <= {*one.metadata, "text"}
            assert fields.published is None or fields.published[:4].isdigit()
            assert all(line.text and line.reason for line in one.removed)


@pytest.mark.parametrize("suffix", WHOLE)
@given(data=st.data())
@settings(max_examples=60)
def test_a_damaged_file_gives_articles_and_failures(suffix: str, data: st.DataObject) -> None:
    loader = loader_for(suffix)
    assert loader is not None

    check(list(loader.read(data.draw(damaged(suffix)), f"news/file{suffix}")))


@pytest.mark.parametrize("loader", LOADERS, ids=lambda one: type(one).__name__)
@given(data=wild_bytes(), name=st.sampled_from(["a.html", "b.xml", "c.json", "d.eml", "e.pdf"]))
@settings(max_examples=40)
def test_any_bytes_give_articles_and_failures(loader: object, data: bytes, name: str) -> None:
    assert hasattr(loader, "read")
    check(list(loader.read(packed(name, data) if "Zip" in str(loader) else data, "news/file")))


@given(wild_text(20))
def test_any_marked_up_text_is_read(text: str) -> None:
    loader = loader_for(".html")
    assert loader is not None
    page = f"<h1>{text}</h1><div class='{text}'><p>{WORDS}</p>{text}</div>"

    check(list(loader.read(page.encode("utf-8", "replace"), "a.html")))


@given(st.text(max_size=80), st.sampled_from(["en", "de", "fr", "xx", None]))
def test_any_line_has_real_dates_or_none(line: str, language: str | None) -> None:
    for stated in stated_dates(f"{line} 2 March 2026 {line}", language):
        assert machine_date(stated.value) == stated.value
        assert 0 <= stated.start < stated.end <= 2 * len(line) + 14


@given(st.text(max_size=120))
def test_any_line_credits_names_that_stand_in_it(line: str) -> None:
    for name in credited(line, outlet=None).people:
        folded = name.casefold().split()
        assert all(word in " ".join(line.split()).casefold() for word in folded)
