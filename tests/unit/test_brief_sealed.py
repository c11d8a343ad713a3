"""The seal of an exported briefing: whatever is altered in a file is found, and named."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from briefs import POST, TEXTS, briefing, declined
from sealing import PAGES, SEALED, Shelf

from rag.brief.altering import altered_page
from rag.brief.export.edition import edition_of
from rag.brief.export.files import FileForm, exported, read_sealed, renderer
from rag.brief.export.record import inert
from rag.brief.findings import Fault, Verification, verification_json
from rag.brief.seal import seal
from rag.brief.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable


def broken(found: Verification) -> list[tuple[str, list[Fault]]]:
    return [(x.line, [p.kind for p in x.problems]) for x in found.lines if not x.holds]


def faults(found: Verification) -> set[Fault]:
    return {problem.kind for line in found.lines for problem in line.problems}


@pytest.mark.parametrize("form", FileForm)
@pytest.mark.parametrize("made", [briefing, declined])
def test_what_nobody_touched_holds(form: FileForm, made: Callable[[], Any]) -> None:
    text = exported(edition_of(made()), form)

    found = verify(text, Shelf())

    assert broken(found) == []
    assert found.holds


@pytest.mark.parametrize("form", FileForm)
def test_every_quotation_and_source_is_among_the_lines_that_were_checked(form: FileForm) -> None:
    names = [line.line for line in verify(SEALED[form], Shelf()).lines]

    assert names == [
        "In short, 1: The bridge was shut on Monday.",
        "In short, 2: 1,200 people marched.",
        "Where accounts differ, 1: The march drew 1,200 people.",
        "Where accounts differ, 2: Twelve were hurt, then fifteen.",
        "Outlet by claim, 1: 1,200 people marched.",
        "Who said what, 1: “We will stay out,” said Ines Varga, a crane driver.",
        "Timeline, 1: The bridge was shut on Monday.",
        "Timeline, 2: 1,200 people marched.",
        "Not in every account, 1: 1,200 people marched.",
        "Certainty, 1: Twelve were hurt, then fifteen.",
        "Article port", "Article post", "Article radio", "Article star",
    ]  # fmt: skip


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The place of every single value in an object."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, one in inner:
        here = (*path, key)
        found += leaves(one, here) if isinstance(one, (dict, list)) and one else [here]
    return found


def altered(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return value + "x" if isinstance(value, str) else "x"


RECORD = json.loads(SEALED[FileForm.JSON])["briefing"]


def fields(value: Any) -> list[tuple[str | int, ...]]:
    """One place of every field that there is: entries of a list have the same ones."""
    named = {re.sub(r"\b\d+\b", "n", ".".join(map(str, path))): path for path in leaves(value)}
    return list(named.values())


@pytest.mark.parametrize("form", FileForm)
def test_every_field_of_the_record_that_is_altered_is_found(form: FileForm) -> None:
    """Quote, figure, outlet, title, date, hash, offsets and all the rest, each in turn."""
    unseen = []
    for path in fields(RECORD):
        text = with_record(form, lambda record, path=path: put(record, path))

        if verify(text, Shelf()).holds:
            unseen.append(path)

    assert len(fields(RECORD)) > 150
    assert unseen == []


def put(record: dict[str, Any], path: tuple[str | int, ...]) -> None:
    inner: Any = record
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = altered(inner[path[-1]])


def with_record(form: FileForm, change: Callable[[dict[str, Any]], object]) -> str:
    """The file with its record altered, by somebody who does not know of the seal."""
    text = SEALED[form]
    inside = sealed_json(form)
    before = inert(inside, indent=1 if form is FileForm.JSON else None)
    assert before in text
    change(inside["briefing"])
    return text.replace(before, inert(inside))


def sealed_json(form: FileForm) -> dict[str, Any]:
    sealed = read_sealed(SEALED[form])
    made = {"format": "byline-briefing", "version": 1, "briefing": sealed.record}
    found: dict[str, Any] = json.loads(json.dumps(made | {"seal": sealed.seal.model_dump()}))
    return found


@pytest.mark.parametrize("form", FileForm)
def test_every_field_of_the_seal_that_is_altered_is_found(form: FileForm) -> None:
    text, inside = SEALED[form], sealed_json(form)
    before = inert(inside, indent=1 if form is FileForm.JSON else None)
    for path in fields(inside["seal"]):
        tampered = json.loads(json.dumps(inside))
        put(tampered["seal"], path)

        found = verify(text.replace(before, inert(tampered)), Shelf())

        assert not found.holds, path


@pytest.mark.parametrize("form", PAGES)
def test_every_line_of_a_page_that_is_altered_removed_or_doubled_is_found(form: FileForm) -> None:
    lines = SEALED[form].split("\n")
    shown = [number for number, _ in read_sealed(SEALED[form]).lines]
    for number in shown[:: 1 if form is FileForm.MARKDOWN else 7]:
        place = number - 1
        for changed in (["§" + lines[place][1:]], [], [lines[place]] * 2):
            text = "\n".join([*lines[:place], *changed, *lines[number:]])

            assert altered_page(read_sealed(text)), lines[place]


@pytest.mark.parametrize("form", PAGES)
@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("1,200 people marched.", "1,300 people marched.", "1,200", "1,300"),
        ("The march drew 2,000", "The march drew 2,001", "2,000", "2,001"),
        ("Quay Radio", "Quai Radio", "Quay", "Quai"),
        ("A march in numbers", "A march in figures", "numbers", "figures"),
        ("2026-03-13", "2026-03-14", "13", "14"),
        (POST.sha256, "0" * 64, POST.sha256[:20], "0000"),
        ("Where accounts differ", "Where accounts agree", "differ", "agree"),
        ("2 independent origins", "3 independent origins", "2 ind", "3 ind"),
        ("by Mara Quill", "by Mara Quell", "Quill", "Quell"),
        ("https://post.example/m", "https://past.example/m", "post", "past"),
        ("undated", "2026-03-02", "undated", "2026-03-02"),
    ],
)
def test_an_alteration_of_the_page_is_named_by_its_line(
    form: FileForm, before: str, after: str, was: str, now: str
) -> None:
    text = SEALED[form]
    head, _, tail = text.partition(before)
    number = head.count("\n") + 1

    found = [x for x in verify(head + after + tail, Shelf()).lines if not x.holds]

    assert [line.number for line in found] == [number]
    assert re.fullmatch(rf".*: “.*{was}.*” became “.*{now}.*”", found[0].problems[0].problem)


@pytest.mark.parametrize("form", PAGES)
def test_lines_that_changed_places_are_named(form: FileForm) -> None:
    lines = SEALED[form].split("\n")
    first, second = (next(n for n, line in enumerate(lines) if w in line)
                     for w in ("was shut on Monday.”", "1,200 people marched."))  # fmt: skip
    lines[first], lines[second] = lines[second], lines[first]

    found = [x for x in verify("\n".join(lines), Shelf()).lines if not x.holds]

    assert [x.number for x in found] == [first + 1, second + 1]
    assert {x.problems[0].kind for x in found} == {Fault.MOVED}


def test_a_line_that_was_removed_is_told_in_its_own_words() -> None:
    lines = SEALED[FileForm.MARKDOWN].split("\n")
    kept = [line for line in lines if not line.startswith("- 1,200 people marched.")]

    found = verify("\n".join(kept), Shelf())

    assert [(p.kind, x.number) for x in found.lines for p in x.problems] == [
        (Fault.REMOVED, None), (Fault.REMOVED, None)
    ]  # fmt: skip
    assert "a line: - 1,200 people marched." in broken(found)[0][0]


@pytest.mark.parametrize("form", FileForm)
def test_what_editors_and_mail_change_unasked_is_no_alteration(form: FileForm) -> None:
    text = "\ufeff" + SEALED[form].replace("\n", "\r\n") + "\r\n\r\n"

    assert verify(text, Shelf()).holds


def test_json_may_be_laid_out_otherwise() -> None:
    told = json.loads(SEALED[FileForm.JSON])

    text = json.dumps(dict(reversed(told.items())), indent=7, ensure_ascii=True)

    assert verify(text, Shelf()).holds


def forged(
    form: FileForm, change: Callable[[dict[str, Any]], object], page: tuple[str, str]
) -> str:
    """A file that somebody altered and sealed anew."""
    inside = sealed_json(form)
    before = inert(inside, indent=1 if form is FileForm.JSON else None)
    change(inside["briefing"])
    text = SEALED[form].replace(before, "{}").replace(*page)
    around = [line for _, line in lines_around(text, form)]
    anew = seal(inside["briefing"], around, byline="0.1.0", form=form, renderer=renderer())
    return text.replace("{}", inert(inside | {"seal": anew.model_dump()}), 1)


def lines_around(text: str, form: FileForm) -> list[tuple[int, str]]:
    from rag.brief.seal import visible

    marks = {"<!-- byline-seal", "{}", "-->", "</script>"}
    if form is FileForm.JSON:
        return []
    return [
        (n, line) for n, line in visible(text) if line not in marks and "byline-seal" not in line
    ]


@pytest.mark.parametrize("form", PAGES)
def test_a_page_that_was_altered_and_sealed_anew_does_not_show_its_record(form: FileForm) -> None:
    """The seal is no signature: what is behind the page must find a forger out."""
    text = forged(form, dict.copy, ("1,200 people marched.", "1,300 people marched."))

    found = verify(text, Shelf())

    assert faults(found) == {Fault.ALTERED}
    assert "does not show what the record" in str(found.lines[0].problems[0].problem)


def test_a_record_that_was_altered_and_sealed_anew_is_not_what_the_articles_say() -> None:
    def lie(record: dict[str, Any]) -> None:
        record["in_short"][0]["statement"]["citations"][0]["quote"] = "The bridge was open."

    text = forged(FileForm.JSON, lie, ("", ""))

    assert broken(verify(text, Shelf())) == [
        ("In short, 1: The bridge was shut on Monday.", [Fault.WORDS])
    ]


def test_an_article_that_is_gone_breaks_each_line_that_cites_it() -> None:
    found = verify(SEALED[FileForm.HTML], Shelf("radio"))

    assert [line for line, kinds in broken(found) if kinds == [Fault.MISSING]] == [
        "In short, 1: The bridge was shut on Monday.",
        "Where accounts differ, 1: The march drew 1,200 people.",
        "Outlet by claim, 1: 1,200 people marched.",
        "Who said what, 1: “We will stay out,” said Ines Varga, a crane driver.",
        "Timeline, 1: The bridge was shut on Monday.",
        "Article radio",
    ]


def test_an_article_that_was_edited_is_told_by_its_hash() -> None:
    found = verify(SEALED[FileForm.JSON], Shelf(texts={"star": TEXTS["star"] + " More."}))

    first = next(line for line in found.lines if not line.holds)
    assert first.problems[0].kind is Fault.CHANGED
    assert "though these words still stand in it" in first.problems[0].problem
    assert faults(found) == {Fault.CHANGED}


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        ("outlet", Fault.OUTLET), ("title", Fault.TITLE), ("published", Fault.DATE),
        ("url", Fault.ADDRESS), ("author", Fault.AUTHOR),
    ],
)  # fmt: skip
def test_what_the_archive_says_otherwise_of_an_article_is_told(field: str, fault: Fault) -> None:
    found = verify(SEALED[FileForm.MARKDOWN], Shelf(**{field: "another"}))

    assert faults(found) == {fault}


def test_a_check_as_json_has_an_entry_for_every_line() -> None:
    found = verify(SEALED[FileForm.JSON], Shelf("port"))

    told: Any = verification_json("a.json", found)

    assert (told["file"], told["holds"], told["form"]) == ("a.json", False, "json")
    assert len(told["lines"]) == 14
    line = next(one for one in told["lines"] if not one["holds"])
    assert line["kind"] == "missing"
    assert "byline ingest" in line["remedy"]


def test_two_seals_in_a_page_are_one_too_many() -> None:
    text = SEALED[FileForm.MARKDOWN]

    found = verify(text + text[text.index("<!-- byline-seal") :], Shelf())

    assert broken(found) == [("the seal", [Fault.SEAL])]


def test_a_key_that_hides_another_part_is_found() -> None:
    """The parts have names; one spelt like a part inside another must not stand for it."""

    def hide(record: dict[str, Any]) -> None:
        record["table.rows"] = json.loads(json.dumps(record["table"]["rows"]))
        record["table"]["rows"][0]["line"]["origins"] = 9

    assert not verify(with_record(FileForm.JSON, hide), Shelf()).holds
