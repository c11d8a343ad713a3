"""Saved pages: which words are the article's, which values the page states."""

from __future__ import annotations

import time

import pytest

from rag.ingest.loaders import loader_for
from rag.types import Document, Failure

BODY = """
<p>The bridge at Karv was shut on Monday after a barge struck its western pier at dawn.</p>
<p>Engineers found cracks on three of the five piers, and asked for traffic to be kept off it.</p>
<p>The mayor said that the repair would take at least six weeks and cost two million marks.</p>
"""


def read(page: str | bytes, name: str = "a.html") -> Document:
    loader = loader_for(name)
    assert loader is not None
    (found,) = loader.read(page.encode() if isinstance(page, str) else page, name)
    assert isinstance(found, Document), found
    return found


def refused(page: bytes, name: str = "a.html") -> Failure:
    loader = loader_for(name)
    assert loader is not None
    (found,) = loader.read(page, name)
    assert isinstance(found, Failure)
    assert found.remedy
    return found


def page(body: str = BODY, *, head: str = "", top: str = "") -> str:
    return (
        f"<html><head>{head}</head><body><main><h1>Bridge shut for weeks</h1>{top}"
        f"<div class=text>{body}</div></main></body></html>"
    )


def json_ld(record: str) -> str:
    return f'<script type="application/ld+json">{record}</script>'


@pytest.mark.parametrize(
    ("furniture", "reason"),
    [
        ("<nav>News and more news</nav>", "navigation"),
        ("<aside>In numbers: five piers.</aside>", "aside"),
        ("<figure><figcaption>The bridge in May.</figcaption></figure>", "caption"),
        ("<div class='newsletter-box'>A letter every day, for nothing.</div>", "newsletter"),
        ("<div class=comments><p>I never liked that bridge, it was built too low.</p></div>",
         "comments"),
        ("<p style='display: none'>Seen by nobody.</p>", "hidden"),
        ("<div><h3>Most read</h3><ul><li>Dog comes home</li></ul></div>", "other articles"),
        ("<p><a href=x>A story about another bridge</a></p>", "link"),
        ("<div><img src=a.jpg><p>The bridge in May, seen from the quay.</p></div>", "caption"),
        ("<blockquote class=twitter-tweet><p>What a day it was on the quay!</p></blockquote>",
         "embedded post"),
    ],
)  # fmt: skip
def test_what_the_page_adds_is_left_out_and_kept_with_its_reason(
    furniture: str, reason: str
) -> None:
    first, *rest = BODY.strip().split("\n")

    found = read(page("\n".join([first, furniture, *rest])))

    assert found.text == read(page()).text
    assert reason in {one.reason for one in found.removed}


def test_a_release_ends_where_its_company_begins_to_speak_of_itself() -> None:
    end = "<p><b>About Karv Ltd</b><br>Karv Ltd mends bridges.</p><p>Media contact: Ana Cruz</p>"
    one = "<p><b>About the bridge</b></p><p>It was built in 1911 by a firm from Vask.</p>"

    assert read(page(BODY + end)).text == read(page()).text
    assert "built in 1911" in read(page(BODY + one)).text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h2>Who pays</h2><p>The owner of the barge will pay for all of it.</p>",
         "Who pays\n\nThe owner of the barge will pay for all of it."),
        ("<ul><li>Trams run.</li><li>Ferries do not.</li></ul>", "Trams run.\n\nFerries do not."),
        ("<table><tr><th>Pier</th><th>Cracks</th></tr><tr><td>One</td><td>4</td></tr></table>",
         "Pier Cracks\n\nOne 4"),
        ("<p>She said so.<br><br>Twice, in fact.</p>", "She said so.\n\nTwice, in fact."),
        ("<p><span class=cap aria-hidden=true>T</span>here was fog all day.</p>",
         "There was fog all day."),
        ("<p>The oﬃce was ﬁlled by noon.</p>", "The office was filled by noon."),
        ("<dl><dt>88'</dt><dd>A goal, from nothing.</dd></dl>", "88'\n\nA goal, from nothing."),
    ],
)  # fmt: skip
def test_the_structure_of_an_article_becomes_paragraphs(markup: str, text: str) -> None:
    assert read(page(BODY + markup)).text.endswith(text)


def test_a_class_that_most_of_the_article_has_is_no_furniture() -> None:
    """Some sites call each paragraph that subscribers may read "subscription"."""
    body = BODY.replace("<p>", "<div class=subscription><p>").replace("</p>", "</p></div>")

    assert read(page(body)).text == read(page()).text


def test_an_article_that_stands_twice_is_read_once() -> None:
    twice = page(BODY + f"<div hidden>{BODY}</div>")

    assert read(twice).text == read(page()).text


RECORD = json_ld(
    '{"@type": "NewsArticle", "datePublished": "2026-03-02T08:00:00Z", '
    '"dateModified": "2026-03-05", "publisher": {"name": "Karv Post"}}'
)
OPENGRAPH = (
    '<meta property="og:site_name" content="Karv Post"><meta name=publisher content=Wrong>'
    "<meta name=dc.date content=2020-01-01>"
    '<meta property="article:published_time" content="2026-03-02">'
)
LIST = json_ld(
    '{"@type": "ItemList", "itemListElement": [{"item": {"@type": "NewsArticle", '
    '"datePublished": "2026-01-01", "publisher": {"name": "Wrong"}}}]}'
)


@pytest.mark.parametrize(
    ("head", "top", "outlet", "published"),
    [
        (RECORD + '<meta property="og:site_name" content="Wrong"><meta name=date content=2020>',
         "", "Karv Post", "2026-03-02T08:00:00+00:00"),
        (OPENGRAPH, "", "Karv Post", "2026-03-02"),
        ("<title>Bridge shut for weeks | Karv Post</title>",
         "<p>Updated 5 March 2026. Published 2 March 2026</p>", "Karv Post", "2026-03-02"),
        ('<meta property="article:published_time" content="1970-01-01T00:00:00Z">',
         "<p>2 March 2026</p>", None, "2026-03-02"),
        ("<link rel=canonical href=https://karv.example/2026/03/02/bridge>", "", None,
         "2026-03-02"),
        ("<title>Bridge shut for weeks</title><link rel=canonical href=https://karvpost.example/b>",
         "<p>06/12/2025</p>", None, None),
        (LIST, "", None, None),
        (json_ld('{"@type": "NewsArticle", "datePublished": "2026-01-01",}'), "", None, None),
        ("", "<div class=related><time datetime=2026-01-01>1 May 2026</time></div>", None, None),
        ("", "<p>Printed on 9 March 2026</p>", None, None),
    ],
    ids=["json-ld", "opengraph", "words", "placeholder", "address", "two ways", "list", "broken",
         "others", "printed"],
)  # fmt: skip
def test_a_value_comes_from_the_most_trusted_place_or_stays_unknown(
    head: str, top: str, outlet: str | None, published: str | None
) -> None:
    found = read(page(head=head, top=top)).metadata

    assert (found.get("outlet"), found.get("published")) == (outlet, published)


def test_a_value_tells_where_it_stood() -> None:
    head = '<meta property="og:site_name" content="Karv Post">'

    found = read(page(head=head, top="<p>By Ana Cruz, 2 March 2026</p>"))

    assert found.provenance["outlet"] == "og:site_name"
    assert "2 March 2026" in found.provenance["published"]
    assert "By Ana Cruz" in found.provenance["author"]


@pytest.mark.parametrize(
    ("line", "author", "origins"),
    [
        ("By Ana Cruz and Tom de Witt", "Ana Cruz, Tom de Witt", None),
        ("By Dr. Ana Cruz, Courts Correspondent", "Ana Cruz", None),
        ("By The Associated Press", None, ("AP",)),
        ("Von Ana Cruz mit dpa", "Ana Cruz", ("dpa",)),
        ("By the news desk", None, None),
    ],
)
def test_a_byline_names_people_and_agencies_apart(
    line: str, author: str | None, origins: tuple[str, ...] | None
) -> None:
    found = read(page(top=f"<p class=byline>{line}</p>")).metadata

    assert (found.get("author"), found.get("origins")) == (author, origins)


@pytest.mark.parametrize(
    ("head", "label", "kind"),
    [
        (json_ld('{"@type": "OpinionNewsArticle"}'), "", "opinion"),
        (json_ld('{"@type": "NewsArticle"}'), "<p>Press release</p>", "release"),
        (json_ld('{"@type": "LiveBlogPosting"}'), "", "live"),
        ("", "<p>Kommentar</p>", "opinion"),
        ("", "<p>Gardening</p>", None),
    ],
)
def test_the_kind_is_what_the_page_calls_it(head: str, label: str, kind: str | None) -> None:
    assert read(page(head=head, top=label)).metadata.get("kind") == kind


def test_an_address_is_made_whole_and_loses_what_counts_readers() -> None:
    head = "<base href=https://karv.example/a/><link rel=canonical href='b?utm_source=x&amp;p=2'>"

    assert read(page(head=head)).metadata["url"] == "https://karv.example/a/b?p=2"


RUSSIAN = "<p>" + "Мост закрыли в понедельник утром, сказал мэр города. " * 3 + "</p>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1251", "windows-1251"), ("cp1251", "utf-8"), ("utf-8", "windows-1251"), ("utf-16", ""),
     ("utf-8-sig", ""), ("koi8-r", "koi8-r")],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_it_is_in(encoding: str, declared: str) -> None:
    """What a page declares may be wrong; what its bytes can only be is not."""
    text = f"<html><head><meta charset='{declared}'></head><body>{RUSSIAN}</body></html>"

    assert read(text.encode(encoding)).text.startswith("Мост закрыли в понедельник утром")


def test_western_text_in_utf_16_without_its_mark_is_read() -> None:
    assert read(page().encode("utf-16-le")).text == read(page()).text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html></html>", "no article"),
        (b"<p><a href=x>Only a link</a></p>", "no article"),
        (b"\x00\x01\x02\x03" * 200, "binary"),
        (b"<p>" + b"x" * 9_000_000, "8 MB"),
        (b"<i></i>" * 250_000, "elements"),
        (b" \n ", "no words"),
    ],
    ids=["empty", "link", "binary", "large", "elements", "blank"],
)
def test_a_page_without_an_article_is_told(data: bytes, words: str) -> None:
    assert words in refused(data).problem


def test_a_page_saved_whole_is_read_with_its_address() -> None:
    saved = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        "Content-Type: image/png\n\nx\n--b\nContent-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\nContent-Location: https://karv.example/b\n\n"
        + page().replace("=", "=3D")
        + "\n--b--\n"
    )

    found = read(saved, "a.mhtml")

    assert found.text == read(page()).text
    assert found.metadata["url"] == "https://karv.example/b"


def test_a_saved_page_without_a_page_is_told() -> None:
    assert "no page" in refused(b"Content-Type: image/png\n\nx", "a.mht").problem


SENTENCE = b"The bridge was shut on Monday, the mayor said in a statement to the council. "


@pytest.mark.parametrize(
    "data",
    [
        b"<p>" + SENTENCE * 95_000,
        b"<h3>Related</h3><p>x</p>" * 20_000,
        b"<div><h3>Related</h3><p>" * 200 + SENTENCE,
        b"<div><img></div>" * 20_000,
        b"".join(
            b"<div class='c%d ad-%d'><p>One two three.</p></div>" % (n, n) for n in range(9000)
        ),
        b"<p class='" + b"ad-" * 500_000 + b"'>" + SENTENCE,
        b"<b>" * 300_000,
    ],
    ids="line labels nested pictures names name depth".split(),
)
def test_no_page_takes_long(data: bytes) -> None:
    """What grows with the square of a page would take minutes for these."""
    loader = loader_for("a.html")
    assert loader is not None
    begun = time.process_time()

    assert len(list(loader.read(data, "a.html"))) == 1

    assert time.process_time() - begun < 10
