"""All corruptions by kind."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from eval.faults.clauses import added, elsewhere, joined, quotation
from eval.faults.figures import number
from eval.faults.naming import name, role
from eval.faults.polarity import certainty, negation
from eval.faults.times import date
from eval.faults.wording import antonym, exchange, narrower, sister

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from eval.faults.change import Change, Corruption, Setting

CORRUPTIONS: Mapping[str, Corruption] = MappingProxyType(
    {
        "number": number,
        "date": date,
        "name": name,
        "quotation": quotation,
        "negation": negation,
        "certainty": certainty,
        "role": role,
        "exchange": exchange,
        "antonym": antonym,
        "sister": sister,
        "narrower": narrower,
        "added": added,
        "joined": joined,
        "elsewhere": elsewhere,
    }
)
"""What makes a sentence false or unsupported, by the kind of the fault."""


def corrupt(text: str, kind: str, setting: Setting, random: Random) -> Change | None:
    """`text` with a fault of `kind`, or None where that kind does not apply.

    The fault is never only one of typography: words or figures differ.
    """
    change = CORRUPTIONS[kind](text, setting, random)
    if change is None or change.text in (text, *setting.evidence):
        return None
    return change
