"""Articles without end for benchmarks: the same number gives the same article, everywhere."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES = "Alden Brack Corvel Dunmore Estry Farrow Galt Hesper Ivel Jorren Kestle Lorne".split()
_NAMES = "Mara Voss,Ilan Petrov,Sofia Lund,Tomas Greer,Nadia Okoye,Erik Halle,Lena Marsh".split(",")
_BODIES = "council,court,ministry,port authority,union,hospital,school board,police".split(",")
_THINGS = (
    "budget,bridge,contract,inquiry,strike,harbour,tender,levy,tram line,flood wall,"
    "power station,archive,stadium,reservoir,ferry,grain store"
).split(",")
_DOES = (
    "approved,rejected,delayed,reviewed,announced,questioned,defended,opened,closed,audited"
).split(",")
_WHY = (
    "after complaints from residents,because costs had doubled,despite a warning from engineers,"
    "in spite of the weather,at the request of the mayor,without giving a reason,"
    "to meet a deadline set last year,following a vote that lasted four hours"
).split(",")
_OUTLETS = "Post,Courier,Ledger,Star,Radio,Gazette,Herald,Observer,Wire".split(",")
REPRINTS = 5
"""Every so manieth article is a trimmed reprint of the one before."""


def article(number: int) -> dict[str, object]:
    """One article of about 250 words."""
    if number % REPRINTS == REPRINTS - 1:
        source = article(number - 1)
        paragraphs = str(source["text"]).split("\n\n")
        agency = source["outlet"]
        return {
            "id": f"b{number}",
            "outlet": f"{_PLACES[number % 12]} {_OUTLETS[number % 7]}",
            "title": source["title"],
            "published": source["published"],
            "origins": [agency],
            "text": "\n\n".join([f"({agency}) - {paragraphs[0]}", *paragraphs[1:4]]),
        }
    rng = random.Random(number)  # noqa: S311 - reproducible, not secret
    place, body = rng.choice(_PLACES), rng.choice(_BODIES)
    thing = rng.choice(_THINGS)
    paragraphs = [" ".join(_sentence(rng, place, body, thing) for _ in range(3)) for _ in range(5)]
    return {
        "id": f"b{number}",
        "outlet": f"{place} {_OUTLETS[number % 9]}",
        "title": f"{place} {body} and the {thing}: case {number}",
        "published": f"2026-{1 + number % 12:02}-{1 + number % 28:02}",
        "text": "\n\n".join(paragraphs),
    }


def articles(count: int, start: int = 0) -> Iterator[dict[str, object]]:
    """`count` articles from number `start` on."""
    return (article(number) for number in range(start, start + count))


def _sentence(rng: random.Random, place: str, body: str, thing: str) -> str:
    name, other = rng.sample(_NAMES, 2)
    figure = rng.randint(3, 9_800)
    what = rng.choice(_THINGS)
    return rng.choice(
        (
            f"The {body} of {place} {rng.choice(_DOES)} the {thing} {rng.choice(_WHY)}.",
            f"{name}, who speaks for the {body}, said the {what} would cost {figure:,} euros.",
            f"About {figure:,} people signed a letter against the {thing}, {other} said.",
            f"The {what} has stood for {figure % 97 + 3} years, {name} said.",
            f'"We counted {figure % 311 + 2} and none was {rng.choice(_DOES)}," {name} said.',
            f"Work on the {what} near {rng.choice(_PLACES)} began in week {figure % 51 + 1}.",
        )
    )
