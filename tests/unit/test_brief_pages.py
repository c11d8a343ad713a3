"""A briefing as a page: whole, plain to read, and inert whatever an article says."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from briefs import ARTICLES, POST, briefing, cited, declined, line
from lxml import etree
from markdown_it import MarkdownIt

from rag.brief.export.edition import Edition, Section, edition_of, moved, reordered, retitled
from rag.brief.export.files import FileForm, drawn_page, exported, form_of
from rag.brief.export.graph import drawing
from rag.brief.export.wording import drawn
from rag.brief.types import Edge, LineageGraph, Node
from rag.errors import UsageProblem
from rag.types import Citation, Span

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    "</script><script>alert(1)</script>", "--> <!-- byline-seal", "![x](http://spy.example/x.png)",
    "<img src=x onerror=alert(1)>", "[^1]: mine", "| a | b |", "`code` **bold** _it_",
    "javascript:alert(1)", "\x1b[31mred\x1b[0m", "\u202eright to left", "a\n\n# heading\n- item",
    "\ud800 alone", "{{ edition }} {% raw %}", "&lt;b&gt; & <b>", "<style>*{display:none}</style>",
    "$x^2$ ~~gone~~", "</title></style></svg>", "1. one", "a\u2028b\u2029c", 'https://a.example/"><b>',
)  # fmt: skip
PAGES = (FileForm.MARKDOWN, FileForm.HTML)


def page(edition: Edition, form: FileForm = FileForm.HTML) -> str:
    return drawn_page(edition, form, "0.1.0")


def tree(html: str) -> Any:
    """The page, read strictly: what is not closed or stands twice is an error."""
    text = re.sub(r"<(meta [^<>]*)>", r"<\1/>", html.replace("<!doctype html>", ""))
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))


def hostile(words: str) -> Edition:
    """A briefing in which everything that an article gives says the same."""
    article = replace(POST, outlet=words, title=words, author=words, url=words, id=words)
    quoted = Citation(article, words, Span(0, len(words)))
    bad = line(quoted)
    known = briefing(topic=words, notices=(words,))
    row = known.table.rows[0] if known.table else None
    assert row is not None
    table = replace(
        known.table,
        rows=(replace(row, line=bad, cells=(row.cells[0]._replace(outlet=words),)),),
    )
    account = known.differences[0].dispute.accounts[0]._replace(says=words, citations=(quoted,))
    dispute = known.differences[0].dispute._replace(accounts=(account, account))
    wording = replace(known.said[0].wordings[0], words=words, citations=(quoted,), partly=())
    return edition_of(
        replace(
            known,
            in_short=(bad,),
            differences=(replace(known.differences[0], dispute=dispute, aside=(quoted,)),),
            table=table,
            said=(replace(known.said[0], speaker=words, title=words, wordings=(wording,)),),
            timeline=(replace(known.timeline[1], line=bad, words=words),),
            lineage=(LineageGraph("l", words, (Node("n", words, article),), ()),),
            missing=(replace(known.missing[0], line=bad, silent=(words,)),),
            certainty=(replace(known.certainty[0], lines=(bad,)),),
            sources=(known.sources[0]._replace(article=article),),
        )
    )


@pytest.mark.parametrize("made", [briefing(), declined()])
def test_the_html_is_well_formed_and_each_id_stands_once(made: Any) -> None:
    root = tree(page(edition_of(made)))

    ids = root.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert {a[1:] for a in root.xpath("//a/@href") if a.startswith("#")} <= set(ids)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_an_article_says_becomes_markup_of_the_html(words: str) -> None:
    html = exported(hostile(words), FileForm.HTML)
    plain = exported(hostile("words"), FileForm.HTML)

    root, usual = tree(html), tree(plain)

    def shape(one: Any) -> list[str]:
        return [str(e.tag) for e in one.iter() if e.tag != "a"]

    assert shape(root) == shape(usual)
    assert {urls[:8] for urls in root.xpath("//a[@rel]/@href")} <= {"https://"}
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2028\u2029\ud800-\udfff]", html)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_an_article_says_becomes_markup_of_the_markdown(words: str) -> None:
    """Read by an independent parser with tables and links: no element more than usual."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def shape(text: str) -> list[str]:
        found = []
        for token in reader.parse(text):
            kinds = [inner.type for inner in token.children or []]
            found += [token.type, *(k for k in kinds if k not in {"text", "text_special"})]
        return [kind for kind in found if not kind.startswith("link_")]

    text = page(hostile(words), FileForm.MARKDOWN)

    assert shape(text) == shape(page(hostile("words"), FileForm.MARKDOWN))
    assert "image" not in shape(text)


@pytest.mark.parametrize("form", FileForm)
@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_briefing_is_a_file_that_can_be_written(form: FileForm, words: str) -> None:
    text = exported(hostile(words), form)

    assert text.encode()
    assert text.count("byline-seal") == (0 if form is FileForm.JSON else 1) or "seal" in words


def test_the_html_fetches_nothing_and_needs_no_script() -> None:
    root = tree(exported(edition_of(briefing()), FileForm.HTML))

    policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert root.xpath("//script/@type") == ["application/json"]
    assert root.xpath("//link | //img | //iframe | //object | //@style | //@onclick") == []
    assert "url(" not in root.xpath("string(//style)")
    assert "@import" not in root.xpath("string(//style)")


def test_the_html_can_be_read_by_ear() -> None:
    root = tree(page(edition_of(briefing())))

    levels = [int(h.tag[1]) for h in root.xpath("//h1 | //h2 | //h3")]

    assert root.get("lang") == "en"
    assert [len(root.xpath(f"//{tag}")) for tag in ("main", "header", "nav", "h1")] == [1] * 4
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(t.xpath("caption and .//th[@scope='col']") for t in root.xpath("//table"))
    assert all(r.xpath("th[@scope='row']") for r in root.xpath("//tbody/tr"))
    assert all(s.get("role") == "img" and s.xpath("title and desc") for s in root.xpath("//svg"))
    assert all(root.xpath(f"//*[@id='{i}']") for s in root.xpath("//section")
               for i in s.get("aria-labelledby").split())  # fmt: skip


def test_each_quotation_unfolds_beside_its_line() -> None:
    root = tree(page(edition_of(briefing())))

    first = root.xpath("//section[@aria-labelledby='in-short']//li")[0]

    assert first.xpath("string(details/summary)") == (
        "The Harbour Post, Quay Radio, Harbour Star · 2 independent origins"
    )
    assert len(first.xpath("details//blockquote")) == 3


@pytest.mark.parametrize("form", PAGES)
def test_a_section_that_has_nothing_to_say_is_left_out(form: FileForm) -> None:
    text = page(edition_of(briefing(said=(), table=None, lineage=())), form)

    assert "Who said what" not in text
    assert "Outlet by claim" not in text
    assert "Lineage" not in text
    assert "Timeline" in text


@pytest.mark.parametrize("form", PAGES)
def test_a_topic_that_nothing_bears_on_shows_what_came_nearest(form: FileForm) -> None:
    text = page(edition_of(declined()), form)

    assert "The archive has nothing on this topic." in text
    assert "Twelve were hurt, then fifteen." in text
    assert "In short" not in text


@pytest.mark.parametrize("form", FileForm)
def test_the_same_briefing_is_the_same_file_to_the_byte(form: FileForm) -> None:
    assert exported(edition_of(briefing()), form) == exported(edition_of(briefing()), form)


@pytest.mark.parametrize("form", FileForm)
def test_where_an_article_lay_on_the_machine_is_not_given_away(form: FileForm) -> None:
    secret = replace(POST, path="somebody/private/notes.md", extra={"desk": "secret desk"})
    known = briefing(in_short=(line(cited(secret, "The march drew 1,200 people.")),))

    text = exported(edition_of(known), form)

    assert "private" not in text
    assert "secret desk" not in text


def test_every_footnote_is_referred_to_and_every_mark_has_one() -> None:
    text = page(edition_of(briefing()), FileForm.MARKDOWN)

    notes = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    marks = re.findall(r"\[\^(\d+)\](?!:)", text)

    assert notes == [str(n) for n in range(1, len(notes) + 1)]
    assert set(marks) == set(notes)
    assert list(dict.fromkeys(marks)) == notes


def test_the_references_of_the_markdown_stand_in_the_file() -> None:
    text = page(edition_of(briefing()), FileForm.MARKDOWN)

    assert (
        "1. **The Harbour Post**: A march in numbers, by Mara Quill, 2026-03-13. "
        f"<https://post.example/m?a=1&b=2>. Article post, SHA-256 of its text {POST.sha256}"
    ) in text
    assert "4. **an unnamed outlet**: A deal, 2026-03-02. *Press release, not used as" in text


def test_a_lineage_in_a_circle_is_drawn_once() -> None:
    nodes = tuple(Node(a.id, str(a.outlet), a) for a in ARTICLES.values())
    edges = (Edge("post", "radio", "copy"), Edge("radio", "post", "rewrite"),
             Edge("post", "star", "credits"), Edge("radio", "star", "copy"),
             Edge("post", "gone", "copy"))  # fmt: skip
    graph = LineageGraph("l", None, nodes, edges)

    taken = drawn(graph)

    assert sorted(one.node.id for one in taken) == ["port", "post", "radio", "star"]
    assert drawing(graph).height == 200
    star = next(one for one in taken if one.node.id == "star")
    assert len(star.others) == 1


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.md", "markdown"), ("a.HTML", "html"), ("a.htm", "html"), ("b/c.json", "json")],
)
def test_the_end_of_a_name_says_the_form(tmp_path: Path, name: str, form: str) -> None:
    assert form_of(tmp_path / name) == form


@pytest.mark.parametrize(("name", "told"), [("a.htlm", ".html"), ("a", ".md, .html or .json")])
def test_another_end_is_refused_with_the_nearest(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        form_of(tmp_path / name)

    assert told in caught.value.remedy


def test_an_editor_chooses_title_and_order() -> None:
    edition = reordered(retitled(edition_of(briefing()), " Numbers "), [Section.TIMELINE])

    text = page(edition, FileForm.MARKDOWN)

    assert text.startswith("# Numbers\n")
    assert text.index("## Timeline") < text.index("## In short")
    assert moved(edition, "in_short", 2, 1).briefing.in_short[0].text == "1,200 people marched."


@pytest.mark.parametrize(
    "wrong",
    [
        lambda e: retitled(e, "  "),
        lambda e: reordered(e, ["timelines"]),
        lambda e: reordered(e, ["said", "said"]),
        lambda e: moved(e, "in_short", 3, 1),
        lambda e: moved(e, "in_short", 1, 0),
        lambda e: moved(e, "table", 1, 1),
    ],
)
def test_what_an_editor_cannot_mean_is_refused(wrong: Any) -> None:
    with pytest.raises(UsageProblem):
        wrong(edition_of(briefing()))
