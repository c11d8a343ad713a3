"""A session as Markdown: its references inside, nothing of an article acting as markup."""

from __future__ import annotations

import re

import pytest
from builders import answer, article, citation, evidence, statement

from rag.answer.rendering import filters_text
from rag.markdown import plain
from rag.sessions.changes import Change, article_ids, changes_in
from rag.sessions.exporting import markdown
from rag.sessions.values import SavedSession, SavedTurn
from rag.types import Filter, Form, Support

SHUT = article("shut", title="Bridge shut", url="https://post.example/shut?a=1", sha256="a" * 64)
RADIO = article("radio", outlet="Quay Radio", published=None, sha256="b" * 64)
QUOTE = citation("The bridge was shut on Monday.", SHUT)
FIRST = SavedTurn(
    1,
    "2026-03-04T09:30:00.000000+00:00",
    Filter(),
    answer(
        statement("The bridge was shut on Monday.", QUOTE, form=Form.QUOTED),
        statement("It may stay so.", QUOTE, citation("Weeks.", RADIO), support=Support.PARTIAL),
        question="When was the bridge shut?",
        dropped=(statement("Nine died.", form=Form.DROPPED, support=Support.UNSUPPORTED),),
        notice="One sentence was dropped.",
    ),
    2,
)
SECOND = SavedTurn(
    2,
    "2026-03-05T10:00:00.000000+00:00",
    Filter(outlets=("Quay Radio",)),
    answer(
        question="And who paid?",
        read_as="Who paid? (bridge)",
        looked_at=[evidence("Repairs take weeks.", of=RADIO)],
    ),
    0,
)
SESSION = SavedSession("k7m4", "When was the bridge shut?", FIRST.asked, SECOND.asked, Filter(),
                       None, 2)  # fmt: skip

EXPORTED = """\
# When was the bridge shut?

Session k7m4 · 2 questions · 2026-03-04 09:30 to 2026-03-05 10:00 UTC

## 1. When was the bridge shut?

“The bridge was shut on Monday.” [^1]

It may stay so. [^1][^2] *(partial: A reason.)*

> One sentence was dropped.

> Not part of the answer: “Nine died.” A reason.

*Grounded · 2 outlets, 2 independent origins · 2026-03-04 09:30 UTC · mode write*

## 2. And who paid?

Read as: Who paid? (bridge)

The archive does not answer this question. The nearest sentence, from Quay Radio, is: \
“Repairs take weeks.” Looked at: Quay Radio. \
*(the nearest: edited since; here as it read on 2026-03-05)*

*Declined · 2026-03-05 10:00 UTC · mode write · only Quay Radio*

[^1]: The Harbour Post, 2026-03-02. Bridge shut. <https://post.example/shut?a=1>. \
“The bridge was shut on Monday.” (article shut, characters 0 to 30, SHA-256 of its text \
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) \
*removed from the archive since; here as it read on 2026-03-04*
[^2]: Quay Radio, undated. “Weeks.” (article radio, characters 0 to 6, SHA-256 of its text \
bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb) \
*edited since; here as it read on 2026-03-04*
"""


def test_a_session_is_exported_with_its_references_inside() -> None:
    now = {"radio": article("radio", sha256="c" * 64)}
    changes = {turn.number: changes_in(turn, now) for turn in (FIRST, SECOND)}

    text = markdown(SESSION, [FIRST, SECOND], changes)

    assert text == EXPORTED.replace("*Grounded", "*Partly")


def test_what_became_of_an_article_is_told_by_its_hash() -> None:
    now = {"shut": SHUT, "radio": article("radio", sha256="c" * 64)}

    assert article_ids([FIRST, SECOND]) == ["shut", "radio"]
    assert changes_in(FIRST, now) == {"radio": Change.EDITED}
    assert changes_in(FIRST, {}) == {"shut": Change.REMOVED, "radio": Change.REMOVED}
    assert changes_in(FIRST, {"shut": SHUT, "radio": RADIO}) == {}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![x](http://a.example/p.png)", "\\!\\[x\\](http://a.example/p.png)"),
        ("<img src=x> &lt; `id`", "\\<img src=x\\> \\&lt; \\`id\\`"),
        ("a [^1] b", "a \\[\\^1\\] b"),
        ("# Not\n\n---\nheading", "\\# Not --- heading"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("0.614 of 3", "0.614 of 3"),
        ("*bold* _x_ ~~y~~ | $z$", "\\*bold\\* \\_x\\_ \\~\\~y\\~\\~ \\| \\$z\\$"),
        ("\x1b]0;title\x07red\u202e", "red"),
    ],
)
def test_nothing_that_an_article_says_acts_as_markup(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/ä b>c", "<https://a.example/%C3%A4%20b%3Ec>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("http://[bad", "http://\\[bad"),
    ],
)
def test_only_an_address_of_the_web_can_be_followed(url: str, shown: str) -> None:
    cited = citation("Words.", article("a", url=url))
    turn = SavedTurn(1, FIRST.asked, Filter(), answer(statement("Words.", cited)), 1)

    text = markdown(SESSION, [turn])

    assert f". {shown}. “Words.”" in text


def test_every_footnote_that_is_named_is_there_once() -> None:
    text = markdown(SESSION, [FIRST, SECOND])

    body, notes = text.split("\n[^1]:")
    assert set(re.findall(r"\[\^(\d+)\]", body)) == {"1", "2"}
    assert re.findall(r"^\[\^(\d+)\]:", "[^1]:" + notes, re.MULTILINE) == ["1", "2"]


def test_filters_are_told_in_words() -> None:
    only = Filter(("Quay Radio", "The Post"), None, "2026-04-01", ("en",), ("news",), ("l1",))

    assert filters_text(Filter()) == ""
    assert filters_text(only, "2026-05-01") == (
        "only Quay Radio, The Post, en, news, lineage l1, until 2026-04-01, as of 2026-05-01"
    )
