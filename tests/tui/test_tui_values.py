"""What the archive's screen is made of: groups, pace, descent, places; no screen is opened."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from builders import article
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import InputUnreadable
from rag.types import Kinship, Lineage
from tui.descent import drawn
from tui.grouping import NO_KIN, Group, Grouping, Titles, grouped, rows_of
from tui.pace import HORIZON, Pace, Progress
from tui.screens.add import PathSuggester, places_of

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text(alphabet="abßÉ [\x1b", max_size=6)
ARTICLES = st.lists(
    st.builds(
        article,
        name=st.uuids().map(str),
        outlet=st.none() | WORDS,
        title=st.none() | WORDS,
        published=st.none() | st.sampled_from(["2026-03-02", "2026-03-02T10:00:00Z", "2025-01-01"]),
        lineage=st.none() | st.sampled_from(["l-1", "l-2"]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@given(ARTICLES, st.sampled_from(Grouping))
def test_every_article_stands_in_one_group_and_once_in_the_rows(
    some: list[object], by: Grouping
) -> None:
    groups = grouped(some, by)  # type: ignore[arg-type]

    listed = [row for row in rows_of(groups) if not isinstance(row, Group)]

    assert sorted(a.id for a in listed) == sorted(a.id for a in some)  # type: ignore[attr-defined]
    assert all(group.articles for group in groups)
    assert rows_of(groups, {group.heading for group in groups}) == list(groups)


@given(ARTICLES, WORDS)
def test_words_only_narrow_and_no_words_narrow_nothing(some: list[object], words: str) -> None:
    titles = Titles(some)  # type: ignore[arg-type]

    found = titles.having(words)

    assert {a.id for a in found} <= {a.id for a in titles.articles}
    assert titles.having("  ") == titles.articles
    assert titles.having(f"{words} {words.upper()}") == titles.having(f"{words.upper()} {words}")


def test_every_word_must_stand_in_headline_or_outlet() -> None:
    post = article("p", outlet="The Harbour Post", title="Barge hits Bridge")
    star = article("s", outlet="Evening Star", title="Bridge reopens")

    titles = Titles([post, star])

    assert titles.having("bridge") == (post, star)
    assert titles.having("BRI harb") == (post,)
    assert titles.having("bridge ferry") == ()


def test_reports_that_most_carry_come_first_and_all_others_last() -> None:
    two = [article(n, lineage="x", origins=("Wire",), title="Two") for n in ("a", "b")]
    three = [article(n, lineage="y", outlet="Post", title="Three") for n in ("c", "d", "e")]

    groups = grouped([*two, article("f"), *three], Grouping.LINEAGE)

    assert [g.heading for g in groups] == ["Post: Three", "Wire: Two", NO_KIN]
    assert [len(g.articles) for g in groups] == [3, 2, 1]


def test_rate_and_time_left_are_those_of_the_last_seconds() -> None:
    clock = Clock()
    pace = Pace(1000, clock, done=100)

    clock.now += 2
    first = pace.note(300)  # 200 bytes in 2 s: 100 a second, 700 left: 7 s
    for _ in range(3):
        clock.now += HORIZON
        stalled = pace.note(300)

    assert (first.rate, first.left, first.share, first.seconds) == (100.0, 7.0, 0.3, 2.0)
    assert first.words == "300 bytes of 1 kB · 30% · 100 bytes/s · 0:07 left"
    assert (stalled.rate, stalled.left) == (0.0, None)
    assert stalled.words.endswith("waiting")


def test_a_report_is_due_once_for_each_stretch_of_time() -> None:
    clock = Clock()
    pace = Pace(10, clock)
    before = pace.is_due()
    clock.now += 0.2

    assert (before, pace.is_due(), pace.is_due()) == (False, True, False)


@given(st.integers(0, 10**12), st.lists(st.tuples(st.floats(0, 1e5), st.integers(-5, 10**12))))
def test_progress_never_goes_back_and_its_share_stays_within_bounds(
    total: int, steps: list[tuple[float, int]]
) -> None:
    clock = Clock()
    pace, before = Pace(total, clock), Progress(0, total, 0.0, 0.0)
    for seconds, done in steps:
        clock.now += seconds
        now = pace.note(done)

        assert now.done >= before.done
        assert 0.0 <= now.share <= 1.0
        assert now.left is None or now.left >= 0.0
        assert now.words
        before = now


def test_an_article_hangs_on_the_most_like_of_those_before_it() -> None:
    wire = article("w", outlet="Wire", published="2026-03-02T08:00")
    radio = article("r", outlet="Radio", published="2026-03-02T09:00", origins=("Wire",))
    star = article("s", outlet="Star", published="2026-03-03")
    blog = article("b", outlet="Blog", published=None)
    ties = (Kinship("r", "w", "reprint", 0.9), Kinship("s", "w", "rewrite", 0.5),
            Kinship("r", "s", "copy", 0.99), Kinship("b", "s", "copy", 1.0))  # fmt: skip

    tree = drawn(Lineage("l", "Wire", (wire, radio, star, blog), ties))

    assert [(b.trunk, b.article.id, b.tie and b.tie.relation) for b in tree] == [
        ("├─ ", "w", None),
        ("│  └─ ", "r", "reprint"),
        ("│     └─ ", "s", "copy"),
        ("└─ ", "b", None),
    ]


@given(
    st.lists(st.none() | st.sampled_from(["2026", "2026-03-02", "2026-03-01T10:00"]), max_size=9)
)
def test_every_article_of_a_lineage_is_drawn_once(days: list[str | None]) -> None:
    some = tuple(article(f"a{n}", published=day, outlet=f"o{n}") for n, day in enumerate(days))
    ties = tuple(
        Kinship(one.id, other.id, "copy", 0.5)
        for one in some
        for other in some
        if one.id < other.id
    )

    tree = drawn(Lineage("l", None, some, ties))

    assert sorted(branch.article.id for branch in tree) == sorted(one.id for one in some)


def test_a_chain_longer_than_the_stack_is_drawn() -> None:
    some = tuple(article(f"{n:05}", published=f"{1000 + n}", outlet=f"o{n}") for n in range(3000))
    ties = tuple(Kinship(one.id, other.id, "copy", 0.9) for one, other in itertools.pairwise(some))

    assert len(drawn(Lineage("l", None, some, ties))) == 3000


def test_a_path_that_is_there_is_one_place_whatever_its_name(tmp_path: Path) -> None:
    odd = tmp_path / "two words' .txt"
    odd.touch()

    assert places_of(f" {odd} ") == (str(odd),)
    assert places_of("a.txt 'b c.txt'") == ("a.txt", "b c.txt")
    assert places_of("  ") == ()
    with pytest.raises(InputUnreadable, match="never closed"):
        places_of("'open")


async def test_the_rest_of_a_path_is_suggested(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "art\x1b[31m").touch()
    suggester = PathSuggester()

    assert await suggester.get_suggestion(f"{tmp_path}/artic") == f"{tmp_path}/articles/"
    assert await suggester.get_suggestion(f"{tmp_path}/none/x") is None
    assert await suggester.get_suggestion("https://paper.example/a") is None
    assert await suggester.get_suggestion("plain") is None
