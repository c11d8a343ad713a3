"""What a person is told of a filter that names what is not there, or lets nothing pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.errors import nearest
from rag.index.filtering import Admitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.index.catalog import Catalog
    from rag.types import Filter

_LISTED = 12


def told_of(catalog: Catalog, only: Filter) -> list[str]:
    """What has to be said of the filter; nothing when it lets something pass as it is meant."""
    if only.is_empty:
        return []
    said = [*_unknown(catalog, only)]
    if not said and not Admitted(catalog, only).count(1):
        said.append(" ".join(("no articles pass the filter.", *_what_there_is(catalog, only))))
    return said


def _unknown(catalog: Catalog, only: Filter) -> Iterator[str]:
    """A sentence for each value that no article has."""
    for label, column, values in (
        ("of the outlet", "outlet", only.outlets),
        ("in the language", "language", only.languages),
    ):
        known = catalog.distinct(column) if values else []
        for name in values:
            if name not in known:
                hint = nearest(name, known) if column == "outlet" else None
                also = f"; did you mean {hint!r}?" if hint else "."
                listed = _list(known)
                yield f"no articles {label} {name!r}{also} {column.capitalize()}s here: {listed}"
    for name in only.lineages:
        if not catalog.rows("SELECT 1 FROM articles WHERE lineage = ? LIMIT 1", [name]):
            groups = _groups(catalog)
            hint = nearest(name, groups)
            also = f"; did you mean {hint!r}?" if hint else "."
            yield f"no lineage {name!r}{also} Lineages of several articles: {_list(groups)}"


def _what_there_is(catalog: Catalog, only: Filter) -> Iterator[str]:
    """Where articles would have been found."""
    if only.since or only.until:
        dateless = replace(only, since=None, until=None)
        days = Admitted(catalog, dateless).days()
        which = "What else the filter asks for" if not dateless.is_empty else "The archive"
        yield (
            f"{which} has dates from {days[0]} to {days[1]}." if days else f"{which} has no dates."
        )
    if only.kinds:
        yield f"Kinds here: {_list(catalog.distinct('kind'))}."
    if only.languages:
        yield f"Languages here: {_list(catalog.distinct('language'))}."
    yield f"Outlets here: {_list(catalog.distinct('outlet'))}"


def _groups(catalog: Catalog) -> list[str]:
    sql = (
        "SELECT lineage FROM articles WHERE lineage NOTNULL "
        "GROUP BY lineage HAVING count(*) > 1 ORDER BY lineage"
    )
    return [row["lineage"] for row in catalog.rows(sql)]


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return (", ".join(names[:_LISTED]) or "none") + more
