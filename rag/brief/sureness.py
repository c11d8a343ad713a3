"""How sure the wording of what is told is: confirmed, alleged, from officials without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.brief.types import Certainty, Sureness, is_reporting

if TYPE_CHECKING:
    from rag.brief.carrying import Carrying
    from rag.brief.gathering import Gathered
    from rag.types import Citation

SHOWN = 5
"""Lines of one group."""
_FEWEST = 5
_BY_CERTAINTY = {
    name: Sureness(name) for name in ("confirmed", "alleged", "denied", "unconfirmed", "possible")
}


def by_certainty(gathered: Gathered, carrying: Carrying) -> tuple[Certainty, ...]:
    """Sentences that are no plain statement of fact, grouped, those nearest the topic first.

    What an opinion piece or a press release says stands in a group of its own, whatever its words:
    nobody reports it.
    """
    groups: dict[Sureness, list[int]] = {sureness: [] for sureness in Sureness}
    ranked = sorted(range(len(gathered.pool)), key=lambda n: (-gathered.pool[n].score, n))
    seen: set[int] = set()
    for place in ranked:
        text = gathered.pool[place].sentence.text
        twins = carrying.twins(place)
        if twins[0] in seen or len(text.split()) < _FEWEST or text.endswith("?"):
            continue
        seen.add(twins[0])
        if sureness := _sureness(carrying.verbatim(twins[0]).citations[0]):
            groups[sureness].append(twins[0])
    return tuple(
        Certainty(sureness, tuple(carrying.verbatim(place) for place in places[:SHOWN]))
        for sureness, places in groups.items()
        if places
    )


def _sureness(citation: Citation) -> Sureness | None:
    if not is_reporting(citation.article):
        return Sureness.CLAIMED
    sourced = citation.sourced
    if sourced is None:
        return None
    if sourced.certainty in _BY_CERTAINTY:
        return _BY_CERTAINTY[sourced.certainty]
    return Sureness.UNNAMED if sourced.voice == "unnamed" else None
