"""How many separate reports stand behind a set of articles."""

from __future__ import annotations

from builders import article

from rag.ingest.lineage import independent_origins


def test_reprints_of_one_agency_are_one_origin() -> None:
    """Five newspapers that copied one wire do not confirm each other."""
    reprints = [article(f"a-{n}", outlet=f"Paper {n}", origins=("Reuters",)) for n in range(5)]

    assert independent_origins(reprints) == 1


def test_an_agency_and_its_reprint_are_one_origin() -> None:
    wire = article("a-1", outlet="Reuters")
    reprint = article("a-2", outlet="The Post", origins=("reuters",))

    assert independent_origins([wire, reprint]) == 1


def test_reports_of_their_own_count_each() -> None:
    assert independent_origins([article("a-1", outlet="A"), article("a-2", outlet="B")]) == 2


def test_two_articles_of_one_outlet_are_one_origin() -> None:
    assert independent_origins([article("a-1"), article("a-2")]) == 1


def test_an_article_of_two_agencies_adds_no_origin_to_theirs() -> None:
    """A digest of two agencies neither confirms them nor makes them one."""
    one = article("a-1", outlet="A", origins=("Reuters",))
    two = article("a-2", outlet="B", origins=("AFP",))
    both = article("a-3", outlet="C", origins=("Reuters", "AFP"))

    assert independent_origins([one, two, both]) == 2
    assert independent_origins([both]) == 1


def test_the_count_is_the_same_whatever_the_order() -> None:
    """Of a chain of shared agencies only those that share nothing count: Reuters and DPA."""
    chain = [("Reuters", "AFP"), ("AFP", "DPA"), ("Reuters",), ("DPA",)]
    articles = [article(f"a-{n}", origins=origins) for n, origins in enumerate(chain)]

    assert independent_origins(articles) == independent_origins(articles[::-1]) == 2


def test_unnamed_outlets_are_not_taken_for_one_another() -> None:
    assert independent_origins([article("a-1", outlet=None), article("a-2", outlet=None)]) == 2


def test_a_known_lineage_says_more_than_the_names() -> None:
    copied = [article(f"a-{n}", outlet=f"Paper {n}", lineage="story-1") for n in range(3)]

    assert independent_origins(copied) == 1


def test_nothing_has_no_origin() -> None:
    assert independent_origins([]) == 0
