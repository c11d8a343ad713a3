"""Where the parts of a drawn lineage stand: the report on top, what was taken from it below."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.brief.export.wording import drawn, node_day

if TYPE_CHECKING:
    from rag.brief.types import LineageGraph

WIDTH = 400
"""Units of the drawing: as wide as a phone, so that its letters stay as large as the text's."""
_ROW = 50
_INDENT = 26
_DEEPEST = 6
"""Levels that are set in; deeper ones stand below each other."""
_LETTER = 7.4
"""Units of a letter, as a rule."""


class Mark(NamedTuple):
    """One article or outlet in the drawing."""

    x: int
    y: int
    name: str
    detail: str
    is_article: bool


class Drawing(NamedTuple):
    """A lineage as shapes."""

    height: int
    marks: tuple[Mark, ...]
    lines: tuple[str, ...]
    """Paths from what had it to what took it."""
    extra: tuple[str, ...]
    """The same for what was taken from a second one."""


def drawing(graph: LineageGraph) -> Drawing:
    """The shapes of a lineage."""
    taken = drawn(graph)
    at = {
        one.node.id: (12 + _INDENT * min(one.depth, _DEEPEST), 20 + _ROW * place)
        for place, one in enumerate(taken)
    }
    marks, lines, extra = [], [], []
    for one in taken:
        x, y = at[one.node.id]
        detail = ", ".join(filter(None, (node_day(one.node), one.how)))
        marks.append(
            Mark(
                x, y, _fitting(one.node.name, x), _fitting(detail, x), one.node.article is not None
            )
        )
        if one.parent is not None:
            above_x, above_y = at[one.parent.id]
            lines.append(f"M{above_x} {above_y}V{y}H{x}")
        for other in one.others:
            other_y = at[other.id][1]
            side = WIDTH - 30
            extra.append(f"M{side} {other_y}C{WIDTH} {other_y} {WIDTH} {y} {side} {y}")
    return Drawing(_ROW * len(taken), tuple(marks), tuple(lines), tuple(extra))


def _fitting(text: str, x: int) -> str:
    room = int((WIDTH - x - 20) / _LETTER)
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"
