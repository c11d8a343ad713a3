"""Any briefing comes back as it was written, and no file makes a reader fail otherwise."""

from __future__ import annotations

import json
import re
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin

import pytest
from briefs import briefing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import json_values, wild_text

import rag.brief.types
import rag.types
from rag.answer.record import DIGITS
from rag.brief.export.edition import ORDER, Edition, edition_of
from rag.brief.export.files import FileForm, exported, read_sealed
from rag.brief.export.record import canonical, edition_from_json, edition_json
from rag.brief.loading import load
from rag.brief.seal import changes
from rag.brief.verifying import verify
from rag.errors import InputUnreadable
from rag.types import Article

NAMES = {**vars(rag.types), **vars(rag.brief.types), "date": date, "Mapping": dict}
SEALED = {form: exported(edition_of(briefing()), form) for form in FileForm}


class Nothing:
    def find(self, article_id: str, sha256: str) -> None:
        del article_id, sha256


def articles() -> st.SearchStrategy[Article]:
    words = st.none() | wild_text(3)
    return st.builds(
        Article, id=st.sampled_from("abc"), outlet=words, title=words, author=words,
        published=words, url=words, language=words, kind=st.sampled_from([None, "news", "release"]),
        origins=st.lists(wild_text(2), max_size=2).map(tuple), lineage=words,
        words=st.integers(0, 9), sha256=wild_text(1), path=st.none(), extra=st.just({}),
    )  # fmt: skip


def any_of(hint: Any, known: st.SearchStrategy[Article]) -> st.SearchStrategy[Any]:
    """Any value of a type: a field that is added later is met too."""
    args = get_args(hint)
    if hint is Article:
        return known
    if is_dataclass(hint) or is_tuple(hint):
        hints = typing.get_type_hints(hint, NAMES)
        names = [one.name for one in fields(hint)] if is_dataclass(hint) else hint._fields
        return st.builds(hint, **{name: any_of(hints[name], known) for name in names})
    if get_origin(hint) is tuple:
        return st.lists(any_of(args[0], known), max_size=2).map(tuple)
    if type(None) in args:
        return st.one_of(*(any_of(one, known) for one in args))
    return plain(hint)


def is_tuple(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")


def plain(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is typing.Literal:
        return st.sampled_from(get_args(hint))
    if hint is float:
        return st.integers(0, 10**DIGITS).map(lambda n: n / 10**DIGITS)
    if hint is str:
        return wild_text(2)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    return st.from_type(hint)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    few = draw(st.lists(articles(), min_size=1, max_size=3, unique_by=lambda a: a.id))
    made = draw(any_of(rag.brief.types.Briefing, st.sampled_from(few)))
    return Edition(made, draw(wild_text(3)), tuple(draw(st.permutations(ORDER))))


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=20)
@given(editions(), st.sampled_from(FileForm))
def test_any_briefing_comes_back_from_any_form_and_holds(edition: Edition, form: FileForm) -> None:
    record = json.loads(json.dumps(edition_json(edition)))
    assert edition_from_json(record) == edition

    text = exported(edition, form).encode().decode()

    assert load(text) == edition
    altered = [x for x in verify(text, Nothing()).lines for p in x.problems if p.kind != "missing"]
    assert altered == []


def is_sound(text: str) -> bool:
    """Whether the file is what was sealed; its articles are not looked at."""
    try:
        found = verify(text, Nothing())
    except InputUnreadable:
        return False
    return all(problem.kind == "missing" for line in found.lines for problem in line.problems)


@pytest.mark.parametrize("form", FileForm)
def test_a_file_that_nobody_touched_is_sound(form: FileForm) -> None:
    assert is_sound(SEALED[form])


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(FileForm), st.data())
def test_any_letter_that_is_changed_is_found(form: FileForm, data: st.DataObject) -> None:
    """Wherever it stands: in the page, in the record or in the seal."""
    text = SEALED[form]
    places = [found.start() for found in re.finditer(r"\S", text)]
    place = data.draw(st.sampled_from(places))
    char = data.draw(st.characters(min_codepoint=33, exclude_categories=["Cs", "Zs", "Cc"]))
    changed = f"{text[:place]}{char}{text[place + 1 :]}"

    assert not is_sound(changed) or reads_alike(text, changed)


def reads_alike(text: str, changed: str) -> bool:
    """Whether two spellings of JSON say the same, such as an escape in capitals."""
    return read_sealed(text) == read_sealed(changed)


@settings(deadline=None, max_examples=60)
@given(
    wild_text(), st.sampled_from(["", "<!-- byline-seal\n", "{", '{"format": "byline-briefing"'])
)
def test_no_text_makes_the_reader_fail_otherwise(text: str, begin: str) -> None:
    assert not is_sound(begin + text)


@settings(deadline=None, max_examples=60)
@given(json_values(), st.sampled_from(["briefing", "seal", "version"]))
def test_no_json_in_the_place_of_a_part_is_taken_for_it(value: object, part: str) -> None:
    told = json.loads(SEALED[FileForm.JSON])
    told[part] = value

    # 1.0 is another spelling of the version.
    assert not is_sound(json.dumps(told)) or value == 1


@settings(deadline=None, max_examples=60)
@given(json_values(), st.sampled_from(sorted(edition_json(edition_of(briefing())))))
def test_a_record_is_read_only_as_what_it_says(value: object, key: str) -> None:
    record = edition_json(edition_of(briefing())) | {key: value}

    try:
        read = edition_from_json(record)
    except ValueError:
        return

    assert canonical(edition_json(read)) == canonical(record)


@pytest.mark.parametrize("cut", range(0, 100, 9))
@pytest.mark.parametrize("form", FileForm)
def test_a_file_that_was_cut_off_anywhere_does_not_hold(form: FileForm, cut: int) -> None:
    text = SEALED[form]

    assert not is_sound(text[: len(text) * cut // 100])


@given(st.text("abcd", max_size=12), st.text("abcd", max_size=12))
def test_changes_account_for_every_entry(before: str, after: str) -> None:
    found = changes(before, after)

    assert (found == []) == (before == after)
    gone = {one.before for one in found if one.before is not None}
    come = {one.after for one in found if one.after is not None}
    kept = [c for n, c in enumerate(before) if n not in gone]
    assert kept == [c for n, c in enumerate(after) if n not in come]


def test_a_file_of_two_hundred_thousand_lines_is_checked_in_time() -> None:
    """Lines that differ in a long run are compared place by place."""
    head, _, tail = SEALED[FileForm.MARKDOWN].partition("## Sources")

    assert not is_sound(head + "more\n" * 200_000 + tail)
