"""The search index brought into order before it is used: looked at, mended, or done without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.errors import ArchiveBusy, ArchiveDamaged, BylineError, DiskProblem
from rag.index.chroma import FOREIGN, UNUSABLE
from rag.index.trust import Standing
from rag.index.vectors import unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.index.archive import Archive
    from rag.ports import Vectors

SAMPLE = 64
"""Stored vectors that a look from a child process asks for."""
_SPOT = 2
"""Those that every process asks for once, itself: about a millisecond."""
_SAME = 0.98
"""Cosine from which two vectors are one; the catalogue keeps the third digit."""
_TOLERATED = 0.05
"""Part of the sample that an approximate search may miss."""


def settle(archive: Archive, notify: Callable[[str], None]) -> None:
    """Make the index fit for use, or set it aside, so that a search goes on by words alone.

    Raises:
        ArchiveDamaged: The vectors are of another encoder, or what stands in the index's place
            is not Byline's to erase.
        DiskProblem: A writer, who cannot do without, meets a disk that does not take the index.
    """
    archive.refuse_foreign()
    try:
        _open(archive, notify)
    except (DiskProblem, ArchiveBusy) as error:
        if archive.is_writing:
            raise
        archive.index.is_resting = True
        notify(f"searching by words alone, not by meaning: {_reason(error)}. {error.remedy}")
    else:
        archive.index.is_resting = False


def unsoundness(archive: Archive) -> str | None:
    """What is wrong with the index, seen from a child process; None when it is sound.

    Raises:
        DiskProblem: It cannot be opened for want of room or permission.
    """
    from rag.index.probe import look

    names, vectors = _sample(archive, SAMPLE)
    if not names or not archive.index.is_there:
        return None
    looked = look(archive.index, vectors)
    if looked.finding is not None:
        return looked.finding
    missed = len(names) - _found(archive, vectors, looked.nearest)
    if missed > _TOLERATED * len(names):
        return f"{missed} of {len(names)} stored vectors are not found in it"
    return None


def _open(archive: Archive, notify: Callable[[str], None]) -> None:
    if finding := _distrust(archive):
        _rebuild(archive, finding, notify)
    archive.trust.begin()
    try:
        archive.agree()
        finding = None if _finds_itself(archive) else unsoundness(archive)
    except ArchiveDamaged as error:
        # A fault of this process alone, such as too many open files, is none of the index.
        if error.problem != UNUSABLE or (finding := unsoundness(archive)) is None:
            raise
    if finding:
        _rebuild(archive, finding, notify)


def _distrust(archive: Archive) -> str | None:
    """Why the index must not be opened here; asks a child process where the notes do not do."""
    if not archive.index.is_there or archive.trust.standing() is Standing.SOUND:
        return None
    try:
        with archive.writing():
            # Whoever was writing until now has sealed what it wrote.
            standing = archive.trust.standing()
            if standing is Standing.SOUND:
                return None
            if standing is Standing.CHANGED:
                # A graph that was changed may still answer, and fail the next write.
                return _refused(archive) or standing.value
            finding = unsoundness(archive)
            if finding is None:
                archive.trust.seal(is_final=True)
    except ArchiveBusy:
        # The writer has yet to seal what it has just written.
        finding = unsoundness(archive)
    if finding == FOREIGN:
        archive.index.check_encoder()
    return finding


def _refused(archive: Archive) -> str | None:
    """Refuse an index of another encoder; anything else that is wrong with it can be mended."""
    try:
        archive.index.check_encoder()
    except ArchiveDamaged as error:
        if error.problem != UNUSABLE:
            raise
        return error.detail
    return None


def _rebuild(archive: Archive, finding: str, notify: Callable[[str], None]) -> None:
    """Make the index anew from the stored vectors.

    Raises:
        ArchiveBusy: Another process writes, and may be what was seen half done.
    """
    try:
        with archive.writing():
            count = archive.remake()
    except BylineError as error:
        # The remedy of the disk or of the lock stands; what was found must not be lost over it.
        error.problem = f"the search index is damaged ({finding}), and {error.problem}"
        raise
    notify(
        f"the search index was damaged ({finding}); it has been made anew from the catalogue, "
        f"{count} passages, none embedded again. `byline reindex` does the same by hand."
    )


def _finds_itself(archive: Archive) -> bool:
    names, vectors = _sample(archive, _SPOT)
    nearest = [hit for v in vectors for hit in archive.index.nearest(v, limit=1)]
    return len(names) == _found(archive, vectors, nearest)


def _sample(archive: Archive, count: int) -> tuple[list[str], Vectors]:
    """Ids and vectors of passages that the index must hold, spread over the catalogue."""
    rows = archive.catalog.rows(
        "WITH RECURSIVE span(low, high) AS (SELECT min(number), max(number) FROM passages), "
        "place(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n + 1 < ?) "
        "SELECT DISTINCT p.id, p.vector FROM place, span JOIN passages p ON p.number = "
        "(SELECT number FROM passages WHERE indexed = 1 AND number >= "
        "low + (high - low) * n / ? + abs(random()) % max(1, (high - low) / ?) LIMIT 1)",
        [count, count, count],
    )
    return [row["id"] for row in rows], unpack([row["vector"] for row in rows])


def _found(archive: Archive, vectors: Vectors, nearest: Sequence[tuple[str, float]]) -> int:
    """How many vectors lead to themselves, or to a passage of the very same words."""
    names = [name for name, _ in nearest]
    marks = ",".join("?" * len(names))
    rows = archive.catalog.rows(
        f"SELECT id, vector FROM passages WHERE id IN ({marks})",  # noqa: S608
        names,
    )
    known = {row["id"]: unpack([row["vector"]])[0] for row in rows}
    return sum(
        name in known and cosine > _SAME and float(known[name] @ vector) > _SAME
        for vector, (name, cosine) in zip(vectors, nearest, strict=False)
    )


def _reason(error: BylineError) -> str:
    return f"{error.problem}: {error.detail}" if error.detail else error.problem
