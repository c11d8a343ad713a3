"""What a reader must know about how a briefing came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.brief.gathering import MOST
from rag.brief.languages import language, language_name, main_language
from rag.brief.types import is_reporting
from rag.ingest.lineage import independent_origins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.brief.gathering import Gathered


def notices(gathered: Gathered, dropped: int) -> tuple[str, ...]:
    """Remarks on the articles and on what the model worded; most briefings have few.

    Args:
        gathered: The topic.
        dropped: Sentences of the model's draft that had no support.
    """
    return tuple(_notices(gathered, dropped))


def _notices(gathered: Gathered, dropped: int) -> Iterator[str]:
    reports = [a for a in gathered.articles if is_reporting(a)]
    if gathered.articles and not reports:
        yield "No article on this topic is reporting: all are opinion or press releases."
    elif reports and independent_origins(reports) == 1:
        yield "Only one origin stands behind everything here."
    main = main_language(reports)
    others = sorted({language_name(language(a)) for a in reports} - {language_name(main)})
    if others:
        yield (
            f"Most articles are in {language_name(main)}; what those in {', '.join(others)} say "
            "was not compared with them, so nothing is said of what they leave out."
        )
    if gathered.left_out:
        more = gathered.left_out
        yield f"The {MOST} articles nearest the topic were used; {more} more bear on it."
    for name in gathered.ordering:
        yield f"Sentences of {name} are addressed to machines; they are not used."
    if dropped == 1:
        yield "One sentence of the model's draft had no support and was dropped."
    elif dropped:
        yield f"{dropped} sentences of the model's draft had no support: dropped."
