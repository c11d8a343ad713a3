"""JSON files, feeds, letters, PDFs and archives: read, or refused with a clear word."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest
from pdfs import pdf_of

from rag.ingest.loaders import BY_SUFFIX, loader_for
from rag.ingest.loaders.pdf import join_pages
from rag.types import Document, Failure

WORDS = "The bridge at Karv was shut on Monday after a barge struck its western pier."
PAGE = f"<html><title>Bridge shut | Karv Post</title><h1>Bridge shut</h1><p>{WORDS}</p></html>"


def read(name: str, data: bytes | str) -> list[Document | Failure]:
    loader = loader_for(name)
    assert loader is not None
    return list(loader.read(data.encode() if isinstance(data, str) else data, name))


def documents(name: str, data: bytes | str) -> list[Document]:
    found = read(name, data)
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


def failure(name: str, data: bytes | str) -> Failure:
    (found,) = read(name, data)
    assert isinstance(found, Failure), found
    assert found.remedy.endswith(".")
    return found


def packed(members: dict[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def feed(entries: str, *, title: str = "Karv Post", more: str = "") -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{more}{entries}'
        "</channel></rss>"
    )


def letter(**heads: str) -> str:
    told = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in heads.items())
    return f"{told}Content-Type: text/plain; charset=utf-8\n\n{WORDS}\n"


def test_every_kind_of_file_has_one_loader_found_by_its_whole_suffix() -> None:
    assert loader_for("a.JSONL.gz") is BY_SUFFIX[".jsonl.gz"]
    assert loader_for("a.tar.gz") is None
    assert len(BY_SUFFIX) == len(set(BY_SUFFIX)) >= 20


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        ({"text": WORDS}, ["a.json"]),
        ({"id": "x", "text": WORDS}, ["a.json#x"]),
        ([{"text": WORDS}, {"id": "x", "text": WORDS}], ["a.json#article 1", "a.json#x"]),
        ({"articles": [{"text": WORDS}]}, ["a.json#article 1"]),
    ],
)
def test_a_json_file_holds_one_article_or_a_list(value: object, keys: list[str]) -> None:
    found = documents("a.json", json.dumps(value))

    assert [one.key for one in found] == keys
    assert {one.text for one in found} == {WORDS}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('"text"', "no article"),
        ("{bad", "not JSON"),
        ("[3]", "not an object"),
        ("{}", "no text"),
        ("[" * 100_000, "nested too deeply"),
        ('{"n": ' + "[" * 200 + "]" * 200 + "}", "nested too deeply"),
        ('{"n": 1e999}', "out of range"),
        (b"\x00\x01" * 80, "cannot be read as text"),
    ],
    ids="string broken number empty unclosed deep infinite binary".split(),
)
def test_a_json_file_that_is_no_article_is_told(data: bytes | str, words: str) -> None:
    assert words in failure("a.json", data).problem


def test_a_page_in_a_record_is_read_under_what_the_record_says() -> None:
    (found,) = documents("a.jsonl", json.dumps({"html": PAGE, "outlet": "The Courier"}))

    assert (found.text, found.line, found.key) == (WORDS, 1, "a.jsonl#line 1")
    assert (found.metadata["outlet"], found.metadata["title"]) == ("The Courier", "Bridge shut")
    assert "outlet" not in found.provenance


def test_packed_lines_are_read_as_lines() -> None:
    lines = "\n".join(json.dumps({"text": f"{WORDS} {n}"}) for n in range(3))

    found = documents("a.jsonl.gz", gzip.compress(lines.encode()))

    assert [one.line for one in found] == [1, 2, 3]


@pytest.mark.parametrize("cut", [0, 5, 20])
def test_a_damaged_gzip_file_is_told(cut: int) -> None:
    assert "unpacked" in failure("a.ndjson.gz", gzip.compress(b"x" * 999)[:cut] + b"?").problem


def test_a_gzip_file_that_grows_without_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.ingest.loaders.jsonl._MOST_UNPACKED", 10_000)

    assert "unpacks to more" in failure("a.jsonl.gz", gzip.compress(b"0" * 50_000)).problem


def test_each_entry_of_a_feed_is_an_article() -> None:
    entry = (
        "<item><title>Bridge &amp;amp; barge</title><link>https://karv.example/b?utm_source=rss"
        "</link><guid>g1</guid><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><author>Ana Cruz"
        f"</author><description>&lt;p&gt;{WORDS}&lt;/p&gt;</description></item>"
    )

    (found,) = documents("a.xml", feed(entry, more="<language>en-GB</language>"))

    assert (found.key, found.text, found.path) == ("a.xml#g1", WORDS, "a.xml")
    assert found.metadata == {
        "title": "Bridge & barge", "url": "https://karv.example/b", "outlet": "Karv Post",
        "published": "2026-03-02T08:00:00+00:00", "author": "Ana Cruz", "language": "en",
    }  # fmt: skip
    assert found.provenance["text"] == "feed summary"


def test_an_entry_of_an_atom_feed_has_no_date_of_publication_when_only_changes_are_dated() -> None:
    entry = f"<entry><id>x</id><updated>2026-03-02</updated><summary>{WORDS}</summary></entry>"
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Karv Post</title>{entry}</feed>'

    (found,) = documents("a.atom", atom)

    assert "published" not in found.metadata


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Karv Post", "Karv Post"),
        ("World news | The Guardian", "The Guardian"),
        ("Karv Post - RSS Feed", "Karv Post"),
        ("Sport - Latest from here", None),
        ("karv.example", None),
    ],
)
def test_the_outlet_of_a_feed_is_its_name_without_the_words_of_feeds(
    title: str, outlet: str | None
) -> None:
    (found,) = documents("a.rss", feed(f"<item><description>{WORDS}</description></item>",
                                       title=title))  # fmt: skip

    assert found.metadata.get("outlet") == outlet


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (feed("&b;").replace("<rss", f"{LAUGHS}<rss"), "entities"),
        (feed("&b;").replace("<rss", f"{LAUGHS}<rss").encode("utf-16"), "entities"),
        (feed("<item>").replace("<rss", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss"),
         "entities"),
        (feed("<item/>" * 25_001), "more than the 25000 entries"),
        (feed(""), "no entries"),
        ("<note>Not a feed</note>", "neither an RSS nor an Atom"),
        ("words", "neither an RSS nor an Atom"),
        (b"\x00\x01\x02" * 99, "cannot be read as text"),
        (feed("<item><title>Only a title</title></item>"), "no words"),
    ],
    ids="laughs wide outside many empty other words binary title".split(),
)  # fmt: skip
def test_a_feed_that_cannot_be_read_is_told(data: bytes | str, words: str) -> None:
    assert words in failure("a.xml", data).problem


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    (found,) = documents("a.xml", feed(f"<item><description>{WORDS} & more</description></item>"))

    assert found.text.startswith(WORDS)


def test_a_letter_of_a_newsletter_has_the_outlet_that_sent_it() -> None:
    (found,) = documents(
        "a.eml",
        letter(From="=?utf-8?q?The_Karv_Post?= <a@b.example>", Subject="Evening\n briefing",
               Date="Mon, 02 Mar 2026 18:00:00 +0100"),
    )  # fmt: skip

    assert found.text.strip() == WORDS
    assert found.metadata["outlet"] == "The Karv Post"
    assert found.metadata["title"] == "Evening briefing"
    assert found.provenance["published"] == "mail Date"


@pytest.mark.parametrize(
    ("heads", "outlet"),
    [
        ({"From": "Ana Cruz <a@b.example>"}, None),
        ({"From": "Ana Cruz <a@b.example>", "List-Id": "x"}, None),
        ({"From": "The Morning Letter <a@b.example>"}, None),
        ({"From": "The Morning Letter <a@b.example>", "List-Id": "x"}, "The Morning Letter"),
        ({"From": "a@b.example", "List-Id": "x"}, None),
        ({"From": "Reuters <a@b.example>"}, "Reuters"),
    ],
)
def test_a_person_who_sends_a_letter_is_no_outlet(
    heads: dict[str, str], outlet: str | None
) -> None:
    (found,) = documents("a.eml", letter(**heads))

    assert found.metadata.get("outlet") == outlet


def test_a_letter_is_read_from_its_page_unless_that_says_less() -> None:
    parts = "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
    full, short = f"<h1>Bridge</h1><p>{WORDS}</p>", "<p>View this online.</p>"

    (by_page,) = documents(
        "a.eml", f"{parts}{WORDS}\n--b\nContent-Type: text/html\n\n{full}\n--b--"
    )
    (plain,) = documents("b.eml", f"{parts}{WORDS}\n--b\nContent-Type: text/html\n\n{short}\n--b--")

    assert by_page.text == WORDS
    assert plain.text.strip() == WORDS


def test_a_letter_without_words_is_told() -> None:
    assert "no text" in failure("a.eml", "Content-Type: image/png\n\nx").problem


def test_a_pdf_is_read_page_by_page() -> None:
    pages = [
        f"KARV POST\nOn day {n} the bridge was shut, on Mon-\nday, page {n}.\n{n}" for n in "123"
    ]

    (found,) = documents("a.pdf", pdf_of(pages, Title="Bridge at Karv shut", Author="Ana Cruz"))

    assert "On day 1 the bridge was shut, on Monday, page 1." in found.text
    assert found.metadata == {"title": "Bridge at Karv shut", "author": "Ana Cruz"}
    assert {(one.text, one.reason) for one in found.removed} >= {
        ("KARV POST", "running head"), ("2", "page number")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "made", "published"),
    [
        ("Karv, 2 March 2026. The bridge was shut.", "D:20260302080000Z", "2026-03-02"),
        ("The bridge was shut on Monday, they said.", "D:20260302080000Z", None),
        ("Karv, 2 March 2026. The bridge was shut.", "D:20260401080000Z", None),
        ("Karv, 2 March 2026. The bridge was shut.", "nonsense", None),
    ],
)
def test_the_day_a_pdf_was_made_is_no_date_unless_its_words_say_so(
    words: str, made: str, published: str | None
) -> None:
    (found,) = documents("a.pdf", pdf_of([words], CreationDate=made))

    assert found.metadata.get("published") == published


@pytest.mark.parametrize("title", ["Microsoft Word - bridge.docx", "untitled", "bridge.indd", "x"])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    (found,) = documents("a.pdf", pdf_of([WORDS], Title=title))

    assert found.metadata == {}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf_of([""]), "no text in the PDF"),
        (pdf_of([WORDS], is_locked=True), "locked by a password"),
        (b"%PDF-1.4\nnonsense", "damaged"),
        (pdf_of([WORDS])[:200], "damaged"),
    ],
    ids="scan locked nonsense cut".split(),
)
def test_a_pdf_without_text_is_told(data: bytes, words: str) -> None:
    assert words in failure("a.pdf", data).problem


def test_lines_of_a_page_become_paragraphs() -> None:
    lines = (
        "The bridge at Karv was shut on Monday after a\nbarge struck it.\n"
        "Nobody was hurt, as far\nas is known."
    )

    text, removed = join_pages([lines])

    assert text.split("\n\n")[0] == "The bridge at Karv was shut on Monday after a barge struck it."
    assert removed == ()


def test_what_lies_in_an_archive_is_read_as_if_in_a_folder() -> None:
    others = ("c.jpg", "README.md", ".d.txt", "__MACOSX/e.txt", ".git/f.txt")
    data = packed({"a.txt": WORDS, "sub/b.html": PAGE, **dict.fromkeys(others, WORDS)})

    found = documents("news.zip", data)

    assert {one.key for one in found} == {"news.zip!/a.txt", "news.zip!/sub/b.html"}
    assert {one.path for one in found} == {"news.zip"}


def test_a_name_that_leads_out_of_the_archive_is_a_name_like_any_other() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("../../etc/a\nb.txt", WORDS)

    (found,) = documents("a.zip", data.getvalue())

    assert found.key == "a.zip!/../../etc/a\nb.txt"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({"a.txt": b"0" * 3_000_000}), "far more than news text"),
        (packed({"a.zip": packed({"b.txt": WORDS})}), "not opened"),
        (packed({"a.jpg": "x"}), "no file that can be read"),
        (packed({"a.txt": ""}), "empty"),
        (b"PK\x03\x04nonsense", "damaged"),
        (b"", "damaged"),
    ],
    ids="bomb nested pictures empty nonsense nothing".split(),
)
def test_an_archive_that_cannot_be_read_is_told(data: bytes, words: str) -> None:
    assert words in failure("a.zip", data).problem


def test_all_members_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many small bombs are as bad as a large one."""
    monkeypatch.setattr("rag.ingest.loaders.zip._MOST_UNPACKED", 150)
    monkeypatch.setattr("rag.ingest.loaders.zip._MOST_MEMBERS", 3)

    first, *others = read("a.zip", packed(dict.fromkeys(("a.txt", "b.txt", "c.txt"), WORDS)))
    many = failure("b.zip", packed({f"m{n}.txt": WORDS for n in range(4)}))

    assert isinstance(first, Document)
    assert all(isinstance(one, Failure) and "more than is read" in one.problem for one in others)
    assert "4 files" in many.problem
