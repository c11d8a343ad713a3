"""A small shelf with a report, its reprint and two strangers, and a judge that knows only words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import article

from eval.shelf import Shelf, shelved
from eval.suite import Case, Gold

if TYPE_CHECKING:
    from collections.abc import Sequence

WIRE = (
    "The barge Marten Belle hit the pier on Monday with 940 tonnes of gravel on board. "
    'Mayor Leonie Haddow said that "the bridge stays shut until the divers have looked at it". '
    "Two schools in Lowmarket were without heating for most of the morning."
)
REPRINT = WIRE
STRIKE = (
    "The dockers voted for a strike of two days in a secret ballot at the fish market. "
    "Their union asks for a rise of 5 per cent and shorter shifts at weekends."
)
FLOOD = (
    "Storm Ysolde broke through a flood wall before dawn and filled cellars with water. "
    "Volunteers carried furniture and paintings out of the town museum by hand."
)
SHELF: Shelf = shelved(
    [
        article("wire", outlet="Coastal Wire", lineage="wire"),
        article("reprint", outlet="Ledger", lineage="wire", origins=("Coastal Wire",)),
        article("strike", outlet="The Post"),
        article("flood", outlet="The Star"),
    ],
    {"wire": WIRE, "reprint": REPRINT, "strike": STRIKE, "flood": FLOOD},
)
CARGO = Case(
    id="cargo",
    question="How much gravel was on board?",
    answerable=True,
    gold=(
        Gold(article="reprint", words="940 tonnes of gravel"),
        Gold(article="wire", words="940 tonnes of gravel"),
    ),
    outlets=("Coastal Wire", "Ledger"),
    key=(("940 tonnes",),),
)
MAYOR = Case(
    id="mayor",
    question="What did the mayor say?",
    answerable=True,
    gold=(Gold(article="wire", words="the bridge stays shut"),),
    outlets=("Coastal Wire",),
    key=(("shut",),),
)
BUILDER = Case(id="builder", question="Who built the bridge?", answerable=False)


class VerbatimJudge:
    """Calls supported what stands letter by letter in the quotations."""

    name = "letters"
    supported_from = 0.5

    def score(self, claim: str, quotes: Sequence[str]) -> float:
        return float(any(claim in quote for quote in quotes))
