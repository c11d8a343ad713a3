"""A briefing as one HTML page that needs nothing but itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.rendering import counted, in_marks
from rag.brief.export import wording
from rag.brief.export.graph import WIDTH, drawing
from rag.brief.types import outlets_of
from rag.standalone import environment, part, policy

if TYPE_CHECKING:
    from rag.brief.export.edition import Edition

_PACKAGE = "rag.brief.export"


def html_page(edition: Edition, version: str) -> str:
    """All of the page but its seal; the same briefing gives the same page to the byte."""
    briefing, style = edition.briefing, part(_PACKAGE, "page.css")
    page = environment(_PACKAGE).get_template("page.html")
    return page.render(
        edition=edition,
        briefing=briefing,
        style=style,
        policy=policy(style),
        wording=wording,
        in_marks=in_marks,
        outlets_of=outlets_of,
        drawing=drawing,
        width=WIDTH,
        numbers={source.article.id: source.number for source in briefing.sources},
        quoted=wording.quoted_from(briefing),
        counted=counted,
        made=wording.made(edition, version),
    )
