"""Who says a sentence, from whom the outlet has it, how sure it is."""

from __future__ import annotations

import pytest

from rag.answer.sourcing.reading import read_sourcing
from rag.answer.sourcing.values import Around, Certainty, Sourcing, Voice
from rag.types import Article, Kind


def article(
    outlet: str | None = "The Harbour Post",
    *,
    origins: tuple[str, ...] = (),
    kind: Kind | None = "news",
    language: str | None = "en",
) -> Article:
    return Article("a", outlet, None, None, None, None, language, kind, origins, None, 1, "", None)


def read(sentence: str, *before: str, after: str = "", of: Article | None = None) -> Sourcing:
    return read_sourcing(sentence, of or article(), Around(before, after))


def who(found: Sourcing) -> str | None:
    return found.speaker.text if found.speaker else None


@pytest.mark.parametrize(
    ("sentence", "name", "title"),
    [
        ('"It moved," fire commander Rhea Stannard told reporters.', "Rhea Stannard",
         "fire commander"),
        ("Secretary of State Marco Rubio said he did not know.", "Marco Rubio",
         "Secretary of State"),
        ("Odile Marsh, a spokeswoman for the hospital, said seven were hurt.", "Odile Marsh",
         "a spokeswoman for the hospital"),
        ('"No," said the company\'s lawyer, Henrike Moss.', "Henrike Moss",
         "the company's lawyer"),
        ("The mediator, Teodora Vance, 63, a former judge, said she was paid.", "Teodora Vance",
         "a former judge"),
        ("The wall will hold, according to Lucan Fay, who teaches engineering.", "Lucan Fay", ""),
        ("The barge belongs to Veldon Freight, which said it was helping.", "Veldon Freight", ""),
        ("Of the Baltic states Quigley said they were convinced.", "Quigley", ""),
        ('Brian Hughes, spokesman for the council, credited Trump with "the first opening".',
         "Brian Hughes", "spokesman for the council"),
        ("The U.S. president had failed, Mr. Lee said on Monday.", "Lee", "Mr"),
    ],
)  # fmt: skip
def test_a_named_person_is_found_with_the_title(sentence: str, name: str, title: str) -> None:
    found = read(sentence)

    assert (found.voice, who(found)) == (Voice.NAMED, name)
    assert found.speaker is not None
    assert found.speaker.title == title


@pytest.mark.parametrize(
    ("sentence", "words", "kind"),
    [
        ("The bridge is shut, police said.", "police", "body"),
        ("The Dock and Quay Workers' Union said 968 voted.", "The Dock and Quay Workers' Union",
         "body"),
        ("The count is final, the city said, up from 12.", "the city", "body"),
        ("Spending fell last year, council accounts show.", "council accounts", "document"),
        ("The mayor said she would stay.", "The mayor", "role"),
        ("The wall is old, according to the city's asset register.", "the city's asset register",
         "document"),
        ("U.S. intelligence agencies warn that the aims remain.", "U.S. intelligence agencies",
         "body"),
    ],
)  # fmt: skip
def test_a_body_an_office_or_a_paper_is_named(sentence: str, words: str, kind: str) -> None:
    found = read(sentence)

    assert (found.voice, who(found)) == (Voice.NAMED, words)
    assert found.speaker is not None
    assert found.speaker.kind == kind


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ('"He is winning," said a Western intelligence official.',
         "a Western intelligence official"),
        ("The army would be capped, a source said.", "a source"),
        ("Putin feels stronger, the six said, by those remarks.", "the six"),
        ("Guarantees were agreed, said four European diplomats and two sources.",
         "four European diplomats and two sources"),
        ("He fears being left out, current and former U.S. officials said.",
         "current and former U.S. officials"),
        ("The officials, who asked not to be named, said it was poor.", "The officials"),
        ("One of them described the decision as a gamble.", "One of them"),
        ("A White House spokesperson, declining to comment on it, said talks go on.",
         "A White House spokesperson"),
    ],
)  # fmt: skip
def test_people_whom_the_words_do_not_identify_are_unnamed(sentence: str, words: str) -> None:
    found = read(sentence)

    assert (found.voice, who(found)) == (Voice.UNNAMED, words)


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge, built in 1931, carries 14,000 vehicles a day.",
        "No deaths had been reported.",
        "The company did not comment on the cause.",
        "She would not say when the bridge might reopen.",
        "A member who had announced a protest changed his mind.",
        "The United States reports a rise every year in its own bulletin of trade.",
        "A coach was carrying beekeepers home from a show in Larne Market.",
        "Drivers on the state railway accepted a rise.",
    ],
)
def test_what_nobody_is_said_to_say_is_the_outlets_own(sentence: str) -> None:
    found = read(sentence)

    assert (found.voice, found.speaker) == (Voice.FACT, None)


@pytest.mark.parametrize("kind", ["release", "opinion"])
def test_the_own_voice_of_a_release_or_an_opinion_is_no_reporting(kind: Kind) -> None:
    found = read("The agreement is a good one for all.", of=article(kind=kind))

    assert found.voice is Voice.CLAIM


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ('"I will rest," Roe, reading from a card, told reporters.', "Roe"),
        ("Kevin Vincent, 44, of Arlington, Va., said he wanted to know.", "Kevin Vincent"),
        ("He came, according to the office of Prime Minister Ann Lee.",
         "the office of Prime Minister Ann Lee"),
        ("Drums believed to hold gas are old, authorities said Friday.", "authorities"),
        ("She bore a son, Kal Cage, in Merrow, said the actor's publicist, Annett Wolf.",
         "Annett Wolf"),
        ("Fiona Reed, adviser with the board said eyes are at risk.", "Fiona Reed"),
        ("According to Roman texts the city was rich.", None),
        ("Yang Li of the Center for Disease Control and Prevention said it spreads.", None),
        ("A torch police say is tied to the case was found.", None),
    ],
)  # fmt: skip
def test_words_beside_a_verb_of_speech_are_not_taken_for_the_speaker(
    sentence: str, expected: str | None
) -> None:
    assert who(read(sentence)) == expected


def test_two_who_speak_side_by_side_are_not_nested() -> None:
    sentence = "Moscow believes that the sea is shared, but Kiev insists on a clear line."

    found = read(sentence)

    assert [one.text for one in found.chain] == ["Moscow"]
    assert found.scope is not None
    assert found.scope.of(sentence) == "Moscow believes that the sea is shared, but"


def test_an_agency_that_sells_no_news_is_no_outlet() -> None:
    found = read("The Atomic Energy Agency reported that the plant is safe.")

    assert found.via == ()


def test_the_outermost_speaker_stands_first_in_the_chain() -> None:
    found = read("Zelenskyy told Trump that he wants a peace deal, according to Trump.")
    nested = read("President Donald Trump said Putin told him of a wish to end the war.")

    assert [one.text for one in found.chain] == ["Trump", "Zelenskyy"]
    assert [one.text for one in nested.chain] == ["Donald Trump", "Putin"]


def test_only_the_part_after_the_conjunction_is_the_speakers() -> None:
    sentence = "Two tugs were standing by, but the harbour office said it would wait."

    found = read(sentence)

    assert found.scope is not None
    assert found.scope.of(sentence) == "the harbour office said it would wait."


def test_a_pronoun_is_the_one_person_named_just_before() -> None:
    found = read('"I fell," she said.', "Greta Sollis, 63, a school cook, was in the second row.")

    assert who(found) == "Greta Sollis"
    assert found.speaker is not None
    assert found.speaker.place.at == -1


@pytest.mark.parametrize(
    "before",
    [
        "Greta Sollis met Anna Roe on the bus.",
        "Her husband Pieter works the night shift.",
        "The postal minister of Estvale would like us to wait.",
        "So the hero of Olm Marsh's win set his alarm.",
        "STRIKE AT GREYLING GOES ON",
        "The bus was full.",
        "Putin met Ann Lee.",
    ],
)
def test_a_pronoun_that_may_mean_another_stays_unclear(before: str) -> None:
    assert read('"I fell," she said.', before).voice is Voice.UNCLEAR
    assert read('"I fell," she said.').voice is Voice.UNCLEAR


def test_a_pronoun_is_read_in_its_own_sentence_first() -> None:
    before = "The talks with Putin failed."
    sentence = "Putin offered nothing, although he said he was ready."

    found = read(sentence, before)

    assert who(found) == "Putin"
    assert read(sentence, "Ann Lee left.").voice is Voice.UNCLEAR


def test_a_quotation_goes_on_with_the_speaker_before() -> None:
    found = read('"We were lucky."', '"It was mostly cuts," Callum Dray said.')

    assert (who(found), found.is_quoted) == ("Callum Dray", True)
    assert read('"We were lucky."').voice is Voice.UNCLEAR


def test_a_quotation_over_two_sentences_has_the_speaker_that_follows() -> None:
    found = read("“We saw it.", after="It sank,” said Ann Lee.")

    assert who(found) == "Ann Lee"
    assert found.speaker is not None
    assert found.speaker.place.at == 1


@pytest.mark.parametrize(
    ("sentence", "outlet", "via", "voice"),
    [
        ("Six sources told Reuters that he wants more.", "The Post", "Reuters", Voice.UNNAMED),
        ("The Moscow Times, citing NBC News, reports that he is set on war.",
         "The Moscow Times", "NBC News", Voice.FACT),
        ("The bridge is shut, as Coastal Wire reported.", "Quay Radio", "Coastal Wire",
         Voice.FACT),
        ("PORT MERROW (Coastal Wire) - A barge struck the bridge.", "The Star", "Coastal Wire",
         Voice.FACT),
        ("Police told the agency that he was unhurt.", "Quay Radio", "Coastal Wire",
         Voice.NAMED),
    ],
)  # fmt: skip
def test_the_outlet_that_it_is_taken_from_is_found(
    sentence: str, outlet: str, via: str, voice: Voice
) -> None:
    origins = ("Coastal Wire",) if via == "Coastal Wire" else ()

    found = read(sentence, of=article(outlet, origins=origins))

    assert [one.name for one in found.via if one.place] == [via]
    assert found.voice is voice


def test_an_interview_with_the_outlet_itself_is_taken_from_nobody() -> None:
    found = read("City engineer Ilka Bransome told this newspaper that divers would come.")
    own = read("Odile Marsh told The Harbour Post that seven were hurt.")

    assert (found.via, own.via) == ((), ())
    assert (who(found), who(own)) == ("Ilka Bransome", "Odile Marsh")


def test_what_only_the_article_credits_has_no_place_in_the_sentence() -> None:
    found = read("The bridge is shut.", of=article(origins=("Coastal Wire",)))

    assert [(one.name, one.place) for one in found.via] == [("Coastal Wire", None)]


@pytest.mark.parametrize(
    ("sentence", "sure", "word"),
    [
        ("A mechanic has alleged that the alarm was off.", Certainty.ALLEGED, "alleged"),
        ("Veldon denied the allegation.", Certainty.DENIED, "denied"),
        ("The city would not confirm that it exists.", Certainty.UNCONFIRMED, "confirm"),
        ("The port company confirmed it.", Certainty.CONFIRMED, "confirmed"),
        ("A second boat may be added.", Certainty.POSSIBLE, "may"),
        ("An interim report will be published.", Certainty.EXPECTED, "will"),
        ("It looks as if somebody ran.", Certainty.PLAIN, None),
        ("Putin has the right to claim Crimea.", Certainty.PLAIN, None),
        ("Fire blight has been confirmed in four orchards.", Certainty.CONFIRMED, "confirmed"),
    ],
)
def test_how_sure_it_is_is_read_from_a_word(
    sentence: str, sure: Certainty, word: str | None
) -> None:
    found = read(sentence)

    assert found.certainty is sure
    assert (found.hedge.of(sentence) if found.hedge else None) == word


@pytest.mark.parametrize("language", ["fr", "en", None])
def test_a_french_sentence_is_unclear_and_never_wrong(language: str | None) -> None:
    sentence = "« La pile tient », a déclaré l'ingénieure municipale Ilka Bransome mardi matin."

    found = read(sentence, of=article(language=language))

    assert (found.voice, found.speaker) == (Voice.UNCLEAR, None)
    assert found.note


def test_who_is_found_is_unclear_rather_than_guessed() -> None:
    found = read("The man beside the lorry said it had been there for hours.")

    assert (found.voice, found.speaker) == (Voice.UNCLEAR, None)
    assert found.note == "Who says it is not certain."
