"""All faithful rewrites by kind."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from eval.faults.clauses import lowered
from eval.faults.phrasing import abbreviation, contraction, day, figure, marks, surname, synonym
from eval.faults.trimming import trimmed
from eval.faults.voice import fronted, reported, turned, unattributed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from eval.faults.change import Rewrite


def verbatim(text: str, random: Random) -> str | None:
    """The sentence as it stands."""
    del random
    return text


REWRITES: Mapping[str, Rewrite] = MappingProxyType(
    {
        "verbatim": verbatim,
        "trimmed": trimmed,
        "turned": turned,
        "fronted": fronted,
        "synonym": synonym,
        "reported": reported,
        "figure": figure,
        "day": day,
        "contraction": contraction,
        "marks": marks,
        "surname": surname,
        "abbreviation": abbreviation,
    }
)
"""What leaves a sentence true, by kind; `merged` and `unattributed` stand beside."""

_DOUBLE = re.compile(r"(?<!\.)\.\.\Z")
UNATTRIBUTED = "unattributed"
_ENDS = re.compile(r"[^\"“”«»()?!:;]{20,160}(?<![.…])\.")
_LOOSE = re.compile(r"(?:But|And|However|Yet|So|Then|Still|Also|Or|Nor|That|Instead|Meanwhile)\b")


def rewrite(text: str, kind: str, random: Random) -> str | None:
    """`text` rewritten as `kind` says, or None where that does not apply."""
    found = unattributed(text, random) if kind == UNATTRIBUTED else REWRITES[kind](text, random)
    found = _DOUBLE.sub(".", found) if found else found
    return found if found and (kind == "verbatim" or found != text) else None


def merged(one: str, other: str, random: Random) -> str | None:
    """Two neighbouring sentences as one."""
    if not _ENDS.fullmatch(one) or not _ENDS.fullmatch(other) or _LOOSE.match(other):
        return None
    return one.removesuffix(".") + random.choice((", and ", ", and ", "; ")) + lowered(other)
