"""What a line may ask of the verifier, and what is said of one that asks nothing."""

from __future__ import annotations

import json

import pytest

from rag.answer.verifying.languages import Tongues, different_tongues
from rag.answer.verifying.requests import (
    LONGEST_CLAIM,
    LONGEST_EVIDENCE,
    LONGEST_LINE,
    LineFault,
    read_request,
    sentences_in,
)
from rag.ingest.sentences import LONGEST, sentence_spans

FAULTS = [
    (b"{broken", "not JSON"),
    (b"", "not JSON"),
    (b"\xff\xfe{", "not UTF-8"),
    (b"[1]", "not a JSON object"),
    (b'"claim"', "not a JSON object"),
    (b"[" * 100_000, "nested too deeply"),
    (b'{"id": ' + b"9" * 5000 + b', "claim": "a", "evidence": "a"}', "not JSON"),
    (b'{"evidence": "a"}', "no claim"),
    (b'{"claim": null, "evidence": "a"}', "claim is not a text"),
    (b'{"claim": ["a"], "evidence": "a"}', "claim is not a text"),
    (b'{"claim": "a"}', "no evidence"),
    (b'{"claim": "a", "evidence": null}', "neither a text nor a list"),
    (b'{"claim": "a", "evidence": {"text": "a"}}', "neither a text nor a list"),
    (b'{"claim": "a", "evidence": ["a", 1]}', "neither a text nor a list"),
    (b'{"claim": "a", "evidence": [["a"]]}', "neither a text nor a list"),
    (b'{"claim": "a", "evidence": "a", "published": "soon"}', "not a date"),
    (b'{"claim": "a", "evidence": "a", "published": 2026}', "not a date"),
    (b'{"claim": "a", "evidence": "a", "mood": NaN}', "NaN is no value"),
    (b'{"claim": "a", "evidence": "a", "mood": [-Infinity]}', "-Infinity is no value"),
    (b'{"claim": "a", "evidence": "a", "mood": 1e999}', "1e999 is no value"),
    (b'{"claim": "' + b"a" * (LONGEST_CLAIM + 1) + b'", "evidence": "a"}', "claim is longer"),
    (b'{"claim": "a", "evidence": "' + b"a" * (LONGEST_EVIDENCE + 1) + b'"}', "evidence is longer"),
    (b" " * (LONGEST_LINE + 1), "longer than 32 MiB"),
]
CROSSING = [
    ("Le maire a démissionné.", "The mayor stayed in office.", "French", "English"),
    ("Der Bürgermeister ist am Montag zurückgetreten.", "The mayor stayed in office.", "German",
     "English"),
    ("The mayor resigned on Monday evening.", "Le maire a démissionné lundi soir.", "English",
     "French"),
    ("Мэр подал в отставку.", "The mayor resigned on Monday evening.", "Russian", "English"),
    ("市長が月曜日に辞任した。", "The mayor resigned on Monday evening.", "Japanese", "English"),
]  # fmt: skip


def line(**row: object) -> bytes:
    return json.dumps(row).encode()


@pytest.mark.parametrize(("content", "problem"), FAULTS, ids=[f[1] for f in FAULTS])
def test_a_line_that_asks_nothing_is_refused_with_a_reason_and_a_remedy(
    content: bytes, problem: str
) -> None:
    with pytest.raises(LineFault) as refused:
        read_request(content)

    assert problem in refused.value.problem
    assert refused.value.remedy.endswith(".")


@pytest.mark.parametrize(
    "content", [b'{"id": "a", "claim": 1}', b'{"id": "a", "claim": "b", "evidence": NaN}']
)
def test_a_refused_line_keeps_its_id_where_that_can_be_read(content: bytes) -> None:
    with pytest.raises(LineFault) as refused:
        read_request(content)

    assert refused.value.name == "a"


@pytest.mark.parametrize("name", ["a", "", 7, 1.5, True, None])
def test_a_line_may_be_called_by_any_plain_value(name: object) -> None:
    assert read_request(line(id=name, claim="a", evidence="b")).name == name


def test_a_line_may_not_be_called_by_a_list() -> None:
    with pytest.raises(LineFault, match="the id is a list or an object"):
        read_request(line(id=["a"], claim="a", evidence="b"))


def test_a_mark_of_byte_order_and_unknown_keys_do_no_harm() -> None:
    request = read_request(b"\xef\xbb\xbf" + line(claim="a", evidence="b", label="x", id="i"))

    assert (request.name, request.claim, request.evidence) == ("i", "a", "b")


def test_the_date_of_the_evidence_reaches_the_verifier() -> None:
    request = read_request(line(claim="a", evidence="b", published="2026-03-02T08:30:00Z"))

    assert request.pair.published == "2026-03-02T08:30:00+00:00"


def test_given_sentences_stay_whole_and_offsets_count_in_their_join() -> None:
    given = ["Dr. Lee left. He ran.", "", "  ", "The mayor stayed."]

    request = read_request(line(claim="a", evidence=given))

    assert request.evidence == " ".join(given)
    assert request.pair.sentences == [given[0], given[3]]


def test_a_given_sentence_that_is_far_more_than_one_is_cut() -> None:
    page = "The mayor stayed. " * 100

    request = read_request(line(claim="a", evidence=["He left.", page]))

    assert set(request.pair.sentences) == {"He left.", "The mayor stayed."}


def test_a_long_text_is_cut_where_a_short_one_would_be() -> None:
    text = "Dr. Lee left at 6.42 a.m. “No. Never,” she said. He ran.\n\nThe end! " * 400

    assert list(sentences_in(text)) == sentence_spans(text)


def test_every_character_of_a_text_without_full_stops_is_in_a_sentence() -> None:
    text = "首相は" * 20_000

    found = list(sentences_in(text))

    assert "".join(span.of(text) for span in found) == text
    assert max(span.end - span.start for span in found) <= LONGEST


@pytest.mark.parametrize(
    ("claim", "source", "one", "other"), CROSSING, ids=[c[2] for c in CROSSING]
)
def test_a_sentence_and_a_source_in_two_languages_are_told(
    claim: str, source: str, one: str, other: str
) -> None:
    assert different_tongues(claim, [source]) == Tongues(one, other)


@pytest.mark.parametrize(
    "claim",
    [
        "He left.",
        "Emmanuel Macron met Angela Merkel in Paris.",
        "Penélope Cruz modelled for L'Oréal .",
        "The Brazilian President is Luiz Inácio Lula da Silva.",
        "Deutsche Telekom sold T-Mobile USA.",
        "14 20 37 2026-03-02 6.42",
        "???",
        "",
    ],
)
def test_names_figures_and_few_words_are_no_other_language(claim: str) -> None:
    """A sentence wrongly called foreign goes unchecked, so only what is certain counts."""
    assert different_tongues(claim, ["The mayor resigned on Monday evening."]) is None


def test_one_sentence_in_the_language_of_the_claim_is_enough_to_compare() -> None:
    english = ["The council met again on Monday and talked about the bridge."] * 200
    french = "Le maire de la ville, Ines Duarte, a démissionné hier soir."

    claim = "Le maire de la ville a démissionné hier."

    assert different_tongues(claim, [*english, french, *english]) is None
    assert different_tongues(claim, english) == Tongues("French", "English")
