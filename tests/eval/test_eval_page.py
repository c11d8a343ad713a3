"""A report as a page: it stands alone, holds what was measured, and no article can act in it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reporting import HOSTILE, VISIBLE, Page, answering, reworded
from small_suite import ARTICLES, CAP, CRIMEA

import eval.report
from eval.compare import compare_runs
from eval.compare.page import comparison_page
from eval.records import Seen
from eval.report import build_report
from eval.report.details import AROUND, build_details
from eval.report.page import report_page
from eval.report.sources import Source, sources_in
from eval.testing import Line, ScriptedArchive

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eval.saved import Run

BERLIN = Line("a-1", "Talks go on in Berlin.")
CSS = Path(eval.report.__file__).parent / "templates" / "page.css"


def page_of(run: Run, sources: Mapping[str, Source] | None = None) -> str:
    report = build_report(run)
    return report_page(report, build_details(run, report, sources or {}))


def hostile(run: Run) -> Run:
    """A run in which whatever an article, a model or a person wrote is hostile."""
    said = reworded(run.answers["cap"].statements[0], HOSTILE)
    seen = (Seen(article=HOSTILE, outlet=HOSTILE, text=HOSTILE, score=0.5),)
    run = answering(
        run, "cap", statements=(said,), dropped=(said,), notice=HOSTILE, read_as=HOSTILE
    )
    run = answering(run, "navy", seen=seen, failure=HOSTILE)
    gold = run.cases[0].gold[0].model_copy(update={"words": HOSTILE, "article": HOSTILE})
    asked = {"question": HOSTILE, "before": (HOSTILE,), "outlets": (HOSTILE,), "gold": (gold,)}
    case = run.cases[0].model_copy(update=asked | {"key": ((HOSTILE,),)})
    return replace(run, cases=(case, *run.cases[1:]))


def pages(run_with: Callable[..., Run]) -> list[str]:
    """Pages of every kind that there is."""
    right, short = run_with("right"), run_with("short", cap=(BERLIN,), navy=(CAP,))
    return [
        page_of(right),
        page_of(short),
        page_of(hostile(short)),
        comparison_page(compare_runs(short, right)),
        comparison_page(compare_runs(hostile(right), hostile(short))),
        comparison_page(compare_runs(right, right)),
    ]


def test_every_page_is_well_formed(run_with: Callable[..., Run]) -> None:
    for page in map(Page, pages(run_with)):
        ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
        named = [e.attributes.get("aria-labelledby") for e in page.elements]

        assert page.mistakes == []
        assert len(ids) == len(set(ids))
        assert {name for name in named if name} <= set(ids)


def test_no_page_loads_or_runs_anything_but_itself(run_with: Callable[..., Run]) -> None:
    """A report of a secret archive is opened years later, or by somebody else."""
    loading = {"link", "img", "iframe", "object", "embed", "base", "image", "use", "audio", "video"}
    for text in pages(run_with):
        page = Page(text)
        attributes = {name for element in page.elements for name in element.attributes}

        assert not loading & {element.tag for element in page.elements}
        assert not {"src", "style", "srcset", "action", "formaction"} & attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert len(page.all("script")) == len(page.all("style")) == 1
        assert not re.search(r"url\(|@import", "".join(page.words["style"]))


def test_the_policy_lets_only_this_style_and_script_act(run_with: Callable[..., Run]) -> None:
    for text in pages(run_with):
        policy = next(
            str(meta["content"])
            for meta in Page(text).all("meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        )
        held = {
            tag: re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
            for tag in ("style", "script")
        }

        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        for tag, (content,) in held.items():
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy


def test_hostile_text_is_shown_and_does_nothing(run_with: Callable[..., Run]) -> None:
    run = run_with(cap=(CAP,), crimea=(BERLIN,))

    text = page_of(hostile(run))
    page, harmless = Page(text), Page(page_of(run))

    assert len(page.all("script")) == len(harmless.all("script"))
    assert page.all("img") == []
    for place in ("mark", "h3", "p", "code", "blockquote"):
        assert any(VISIBLE in words for words in page.words[place]), place
    assert "{{ 7 * 7 }}" in text
    assert not re.search("[\x00\x07\x1b\u202e]", text)


def test_an_address_that_is_not_of_the_web_is_no_link(run_with: Callable[..., Run]) -> None:
    places = ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[bad", ""]
    texts = {name: text for name, _, text in ARTICLES}
    run = run_with()

    for url in places:
        page = Page(page_of(run, {"a-1": Source(texts["a-1"], "A title", "2026-03-02", url)}))
        assert [a["href"] for a in page.all("a")] == ["#cases"]

    good = "https://paper.example/a?b=1&c=2"
    page = Page(page_of(run, {"a-1": Source(texts["a-1"], "A title", "2026-03-02", good)}))
    assert page.all("a")[1] == {"href": good, "rel": "noreferrer"}


def test_cited_words_are_marked_in_their_place(run_with: Callable[..., Run]) -> None:
    run = run_with()
    archive = ScriptedArchive(ARTICLES, {})

    text = page_of(run, sources_in(archive, run))

    assert "<mark>The army would be capped at 800,000.</mark> Talks go on in Berlin." in text
    assert "Quotations stand alone" not in text


def test_words_around_a_quotation_are_cut_between_words(run_with: Callable[..., Run]) -> None:
    run = run_with()
    quote = CRIMEA.quote
    before, after = "before " * 100, " after" * 100
    said = run.answers["crimea"].statements[0]
    start, end = len(before), len(before) + len(quote)
    cited = said.citations[0].model_copy(update={"start": start, "end": end})
    run = answering(run, "crimea", statements=(said.model_copy(update={"citations": (cited,)}),))

    details = build_details(
        run, build_report(run), {"a-2": Source(before + quote + after, None, None, None)}
    )

    shown = next(d for d in details if d.id == "crimea").statements[0].quotations[0]
    # 240 characters reach 2 characters into a word of 7: "e ", which is left out.
    assert shown.before == "… " + "before " * 34
    assert shown.after == " after" * 39 + " …"
    assert AROUND == 240


def test_an_archive_that_is_not_the_runs_own_shows_nothing(run_with: Callable[..., Run]) -> None:
    """Offsets into an article that was edited since would mark other words."""
    run = run_with()
    edited = ScriptedArchive(
        [(name, outlet, f"New. {text}") for name, outlet, text in ARTICLES], {}
    )

    sources = sources_in(edited, run)

    assert sources == {}
    assert "Quotations stand alone" in page_of(run, sources)


def test_words_are_not_placed_where_they_do_not_stand(run_with: Callable[..., Run]) -> None:
    run = run_with(cap=(Line("a-1", CAP.quote, shift=2),))
    archive = ScriptedArchive(ARTICLES, {})

    text = page_of(run, sources_in(archive, run))

    assert (
        '<blockquote dir="auto"><mark>The army would be capped at 800,000.</mark></blockquote>'
        in text
    )
    assert "✗ the offsets hold other words" in text


def test_the_same_run_gives_the_same_page(run_with: Callable[..., Run]) -> None:
    run, other = run_with("one", cap=(BERLIN,)), run_with("two")

    assert page_of(run) == page_of(run)
    assert comparison_page(compare_runs(run, other)) == comparison_page(compare_runs(run, other))


def test_without_its_script_a_page_hides_no_case(run_with: Callable[..., Run]) -> None:
    page = Page(page_of(run_with(cap=(BERLIN,))))

    cases = [e for e in page.elements if "case" in str(e.attributes.get("class")).split()]
    assert len(cases) == 3
    assert not [case for case in cases if "hidden" in case.attributes]
    # What fell short is unfolded; the filters, which need the script, wait for it.
    assert ["open" in case.attributes for case in cases] == [True, False, False]
    assert "hidden" in page.all("form")[0]


def test_every_figure_of_a_drawing_stands_in_a_table_with_headers(
    run_with: Callable[..., Run],
) -> None:
    """Who cannot see a drawing must not miss a figure."""
    for page in map(Page, pages(run_with)):
        assert {th.get("scope") for th in page.all("th")} == {"col", "row"}
        assert len(page.all("caption")) == len(page.all("table")) > 0
        assert all(svg.get("aria-hidden") or svg.get("role") for svg in page.all("svg"))
        assert page.all("html") == [{"lang": "en"}]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_stands_out_from_its_ground(scheme: str) -> None:
    """4.5 to 1 is what WCAG 2 asks of text."""
    blocks = re.findall(r":root \{(.*?)\}", CSS.read_text(encoding="utf-8"), re.DOTALL)
    block = blocks[["light", "dark", "print"].index(scheme)]
    colours = dict(re.findall(r"--(\w+): (#\w+);", block))

    for text in ("text", "soft", "accent", "good", "bad"):
        for ground in ("ground", "raised"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["text"], colours["marked"]) >= 4.5


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_is_measured_as_defined() -> None:
    # Black on white is 21 to 1; #777777 on white is 4.48 to 1, the example everybody knows.
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)
