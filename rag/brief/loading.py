"""An exported briefing taken up again, for an editor who changes its title or order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.brief.altering import altered_page, altered_parts, altered_seal
from rag.brief.export.files import SealUnreadable, read_sealed
from rag.brief.export.record import edition_from_json
from rag.errors import BriefingBroken, InputUnreadable

if TYPE_CHECKING:
    from rag.brief.export.edition import Edition


def load(text: str) -> Edition:
    """The briefing in an exported file of any form.

    A file that was altered is refused: to export it again would put a seal on the alteration.

    Raises:
        BriefingBroken: It is not what was sealed.
        InputUnreadable: It is no exported briefing, or one with other fields than this Byline's.
    """
    try:
        sealed = read_sealed(text)
    except SealUnreadable as fault:
        raise _broken(str(fault)) from fault
    if list(altered_seal(sealed)) or altered_parts(sealed) or altered_page(sealed):
        raise _broken("something in it was altered")
    try:
        return edition_from_json(sealed.record)
    except ValueError as error:
        raise InputUnreadable(
            "the briefing cannot be read",
            detail=f"It was written by Byline {sealed.seal.byline}: {error}.",
            remedy="Open it with that version, or make the briefing anew.",
        ) from error


def _broken(detail: str) -> BriefingBroken:
    return BriefingBroken(
        "the briefing is not what was sealed",
        detail=f"{detail[:1].upper()}{detail[1:]}.",
        remedy="`byline brief --verify FILE` names the lines; take the file anew.",
    )
