"""What holds of sourcing for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.answer.sourcing.line import source_line
from rag.answer.sourcing.reading import read_sourcing
from rag.answer.sourcing.values import Around, Place, Sourcing, Voice
from rag.types import Article, Kind
from tests.strategies import prose, wild_text

_WORDS = st.sampled_from(
    """The the a mayor Ann Lee police said told Reuters according to citing six sources
    officials who which and but he she they it , . “ ” " ' who had been alleged may
    Coastal Wire U.S. : 63 on Monday spokesman for the Port of Merrow Union report
    reports that what put it at 40 saying as quoted One of them Putin Trump's company's
    lawyer, Henrike Moss,""".split()
)


def speech() -> st.SearchStrategy[str]:
    """Words of which sentences with speakers are made, in any order."""
    return st.lists(_WORDS, max_size=30).map(" ".join)


def articles() -> st.SearchStrategy[Article]:
    kinds: st.SearchStrategy[Kind | None] = st.sampled_from([None, "news", "release", "opinion"])
    return st.builds(
        lambda outlet, kind, origins: Article(
            "a", outlet, None, None, None, None, "en", kind, origins, None, 1, "", None
        ),
        st.sampled_from([None, "", "Reuters", "The Post", "Unnamed site"]) | wild_text(2),
        kinds,
        st.sampled_from([(), ("Reuters",), ("Coastal Wire", "The Post")]),
    )


def texts() -> st.SearchStrategy[str]:
    return speech() | prose() | wild_text()


def places(found: Sourcing) -> list[Place]:
    speakers = [one for one in (found.speaker, *found.chain) if one]
    return [*(one.place for one in speakers), *(via.place for via in found.via if via.place)]


@given(texts(), texts(), texts(), articles())
def test_every_span_lies_in_its_sentence_and_is_verbatim(
    sentence: str, before: str, after: str, article: Article
) -> None:
    around = {0: sentence, -1: before, 1: after}

    found = read_sourcing(sentence, article, Around((before,), after))

    for place in places(found):
        assert 0 <= place.span.start < place.span.end <= len(around[place.at])
    for span in filter(None, (found.scope, found.hedge)):
        assert 0 <= span.start < span.end <= len(sentence)
    for speaker in (one for one in (found.speaker, *found.chain) if one):
        assert speaker.place.span.of(around[speaker.place.at]) == speaker.text
        texts_near = "".join(around.values())
        assert speaker.title in texts_near


@given(texts(), texts(), articles())
def test_the_speaker_is_the_first_of_the_chain_and_there_only_where_one_is_certain(
    sentence: str, before: str, article: Article
) -> None:
    found = read_sourcing(sentence, article, Around((before,)))

    has_speaker = found.voice in {Voice.NAMED, Voice.UNNAMED}
    assert (found.speaker is not None) == has_speaker
    assert found.chain[:1] == ((found.speaker,) if found.speaker else ())
    assert bool(found.note) == (found.voice is Voice.UNCLEAR)


@given(speech(), speech(), articles())
def test_a_sentence_near_by_never_puts_one_name_for_another(
    sentence: str, before: str, article: Article
) -> None:
    """It may tell who "she" is or make it doubtful; what the sentence itself names it leaves."""
    alone = read_sourcing(sentence, article)
    near = read_sourcing(sentence, article, Around((before,)))

    if alone.speaker and near.speaker:
        assert alone.speaker == near.speaker


@given(texts(), articles())
def test_a_line_is_printable_and_says_something(sentence: str, article: Article) -> None:
    line = source_line(read_sourcing(sentence, article), article)

    assert line
    assert "\n" not in line
    assert "\x1b" not in line
