"""Names of a claim against those of its evidence."""

from __future__ import annotations

import pytest

from rag.aliases import is_same_name
from rag.answer.verifying.checks.names import wrong_names
from rag.answer.verifying.side import Side


def told(claim: str, evidence: str) -> list[tuple[str, bool]]:
    found = wrong_names(Side(claim), Side(evidence))
    return [(finding.span.of(claim), finding.is_contradicted) for finding in found]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Washington said it would help.", "The United States said it will help."),
        ("The Kremlin denied it.", "Russia denied it."),
        ("American troops left.", "US troops left."),
        ("Brussels fined the firm.", "The European Union fined the firm."),
        ("He spoke in Russia.", "He spoke in Moscow."),
        ("The WHO warned of flu.", "The World Health Organization warned of flu."),
        ("The World Health Organization warned of flu.", "The WHO warned of flu."),
        ("The SEC's rule stands.", "The Securities and Exchange Commission's rule stands."),
        ("Mr Trump met Zelenskiy in Kiev.", "Donald Trump met Volodymyr Zelenskyy in Kyiv."),
        ("President Lukashenka and Muhammad Ali spoke.", "Lukashenko and Mohammed Ali spoke."),
        ("Ada Roe's plan failed.", "The plan of Mayor Roe (Ada to friends) failed."),
        ("Joe Biden won.", "Joseph R. Biden won."),
        ("Caroline Kennedy left.", "Caroline Bouvier Kennedy left."),
        ("Anna Petrov left.", "Ivan Petrov and his wife Anna left."),
        ("Parisians voted.", "People in Paris voted."),
        ("BlueWave grew.", "Blue Wave grew."),
        ("Authorities closed it. Residents left.", "It was shut and people went away."),
        ("Nine were hurt on Monday in May.", "9 were hurt."),
        ("Bridge Closed After Barge Hits Eastern Pier", "A ship hit it."),
        ("", ""),
    ],
)
def test_one_name_may_be_written_in_many_ways(claim: str, evidence: str) -> None:
    assert told(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "expected"),
    [
        ("He spoke in Moscow.", "He spoke in Russia.", [("Moscow", False)]),
        ("The bridge shut, Lind said.", "The bridge shut, the mayor said.", [("Lind", False)]),
        ("The ILO warned of flu.", "The World Health Organization warned.", [("ILO", False)]),
        ("Yesterday Ada Roe and Tom Ash left.", "Roe left.", [("Ada", False), ("Tom Ash", False)]),
        (
            "Petrova left with Maria.",
            "Petrov left with Mario.",
            [("Petrova", False), ("Maria", False)],
        ),
    ],
)
def test_a_name_that_stands_nowhere_is_told(
    claim: str, evidence: str, expected: list[tuple[str, bool]]
) -> None:
    assert told(claim, evidence) == expected


@pytest.mark.parametrize(
    ("claim", "evidence", "name"),
    [
        ("Anna Petrov resigned.", "Ivan Petrov resigned.", "Anna Petrov"),
        ("Anna Petrov left.", "Anna Smith and Ivan Petrov left.", "Anna Petrov"),
        ("Officials met Merkel in Paris.", "Officials met Merkel in Berlin.", "Paris"),
        ("Mayor Ada Roe spoke.", "Mayor Ben Lind spoke.", "Ada Roe"),
        ("North Korea fired a missile.", "South Korea fired a missile.", "North Korea"),
    ],
)
def test_another_name_in_the_same_place_is_a_contradiction(
    claim: str, evidence: str, name: str
) -> None:
    assert told(claim, evidence) == [(name, True)]


def test_the_note_says_who_is_named_instead() -> None:
    (finding,) = wrong_names(Side("Anna Petrov resigned."), Side("Ivan Petrov resigned."))

    assert finding.kind == "name"
    assert finding.note == "The sentence names Anna Petrov; the source names Ivan Petrov."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Kyiv", "Kiev", True),
        ("Gorbachev", "Gorbatchev", True),
        ("Zelenskyy", "Zelensky", True),
        ("Londoner", "London", True),
        ("Jader", "Jador", False),
        ("Putin", "Putina", False),
        ("Petrov", "Petrova", False),
        ("Berlin", "Bern", False),
        ("Austria", "Australia", False),
        ("Maria", "Mario", False),
        ("", "", True),
    ],
)
def test_spellings_are_told_from_other_names(one: str, other: str, *, expected: bool) -> None:
    assert is_same_name(one, other) is is_same_name(other, one) is expected
