"""Nearest neighbours in Chroma, embedded and persistent: a derived index, never the truth.

What is known to break it is kept away from it: one writer at a time (`rag.index.archive`
holds the lock), an explicit embedding, telemetry off, and nothing that cannot be made again
from the catalogue without embedding a single text.
"""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rag.errors import ArchiveBusy, ArchiveDamaged, BylineError, DiskProblem, as_disk_problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rag.ports import Vector, Vectors

COLLECTION = "passages"
UNUSABLE = "the search index cannot be used"
FOREIGN = "the search index was made with another encoder"
REMEDY = "Type `byline reindex`; it makes the index anew from the catalogue."
_DATABASE = "chroma.sqlite3"
_BATCH = 2000
_DISK_SIGNS = (
    "disk is full",
    "No space left",
    "File too large",
    "readonly database",
    "unable to open database file",
    "Read-only file system",
    "Permission denied",
    "disk I/O error",
)
_BUSY_SIGNS = ("database is locked", "database table is locked")


class ChromaIndex:
    """Passage vectors in a Chroma folder, behind the port `VectorIndex`."""

    def __init__(self, folder: Path, *, embedder: str, dimension: int) -> None:
        self.folder = folder
        self.fingerprint = f"{embedder}/{dimension}"
        self.is_resting = False
        """Set aside: nothing is near anything, and the words must do."""
        self._client: Any = None
        self._collection: Any = None

    def put(
        self, ids: Sequence[str], vectors: Vectors, facets: Sequence[Mapping[str, str | int]]
    ) -> None:
        """Store vectors; an id already there is replaced."""
        with self._guard():
            for start in range(0, len(ids), _BATCH):
                part = slice(start, start + _BATCH)
                self._open().upsert(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    metadatas=[dict(facet) for facet in facets[part]],
                )

    def drop(self, ids: Sequence[str]) -> None:
        """Forget vectors; unknown ids are ignored."""
        with self._guard():
            for start in range(0, len(ids), _BATCH):
                self._open().delete(ids=list(ids[start : start + _BATCH]))

    def nearest(
        self, vector: Vector, *, limit: int, where: Mapping[str, object] | None = None
    ) -> list[tuple[str, float]]:
        """(id, cosine) pairs, best first; none while the index is resting."""
        if self.is_resting:
            return []
        with self._guard():
            collection = self._open(create=False)
            if collection is None:
                return []
            found = collection.query(
                query_embeddings=[vector.tolist()],
                n_results=limit,
                where=dict(where) if where else None,
                include=["distances"],
            )
        return [
            (name, 1.0 - distance)
            for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def ids(self) -> set[str]:
        """All ids that are stored."""
        with self._guard():
            collection = self._open(create=False)
            return set(collection.get(include=[])["ids"]) if collection is not None else set()

    def count(self) -> int:
        """How many vectors are stored."""
        with self._guard():
            collection = self._open(create=False)
            return int(collection.count()) if collection is not None else 0

    @property
    def is_there(self) -> bool:
        """Whether there is something to open; an index that is gone is made without a word."""
        return (self.folder / _DATABASE).exists()

    def check_encoder(self) -> None:
        """Refuse vectors of another encoder; reads none of them.

        Raises:
            ArchiveDamaged: They are, or the database that says so cannot be read.
        """
        with self._guard():
            self._open(create=False)

    def erase(self) -> None:
        """Remove what is stored; the next use makes an empty index.

        A folder that is a link to another disk stays one.
        """
        self.close()
        with as_disk_problem(self.folder):
            if not self.folder.is_dir():
                self.folder.unlink(missing_ok=True)
                return
            for path in self.folder.iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()

    def close(self) -> None:
        """Let go of the folder."""
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None

    def _open(self, *, create: bool = True) -> Any:
        """The collection; None when there is none and `create` is false.

        A reader never creates: making the folder is a write, and only the holder of the
        archive's lock may write.
        """
        if self._collection is None:
            if not create and not self.folder.exists():
                return None
            self._collection = self._find(create=create)
            if self._collection is not None:
                self._check_fingerprint()
        return self._collection

    def _find(self, *, create: bool) -> Any:
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings
        from chromadb.errors import NotFoundError

        logging.getLogger("chromadb").setLevel(logging.CRITICAL)
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._client = chromadb.PersistentClient(
                path=str(self.folder), settings=Settings(anonymized_telemetry=False)
            )
        except BaseException:
            # Chroma keeps what it could not start, and would hand it out again after a repair.
            SharedSystemClient._identifier_to_system.pop(str(self.folder), None)  # noqa: SLF001
            raise
        try:
            return self._client.get_collection(COLLECTION, embedding_function=None)
        except NotFoundError:
            if not create:
                self.close()
                return None
        return self._client.create_collection(
            COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
            metadata={"embedder": self.fingerprint},
        )

    def _check_fingerprint(self) -> None:
        made_by = (self._collection.metadata or {}).get("embedder")
        if made_by != self.fingerprint:
            self.close()
            raise other_encoder(self.folder, str(made_by), self.fingerprint)

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Translate whatever Chroma raises, at its own border."""
        try:
            yield
        except (BylineError, KeyboardInterrupt):
            raise
        except BaseException as error:  # its Rust core panics with a BaseException of its own
            if isinstance(error, (SystemExit, GeneratorExit)):
                raise
            raise self._translated(error) from error

    def _translated(self, error: BaseException) -> BylineError:
        words = str(error)
        # Chroma tells the way to the fault, part by part; the last part is the fault.
        words = words[max(0, words.rfind("Error ")) :][:300]
        why = f"{type(error).__name__}: {words} ({self.folder})"
        if any(sign in str(error) for sign in _DISK_SIGNS):
            return DiskProblem(
                "cannot write the search index",
                detail=why,
                remedy="Free some room or mend the permissions and run this again; "
                "the articles themselves are kept.",
            )
        if any(sign in str(error) for sign in _BUSY_SIGNS):
            return ArchiveBusy(
                "the search index is being written by another process",
                detail=why,
                remedy="Wait until it has finished, then run this again.",
            )
        return ArchiveDamaged(UNUSABLE, detail=why, remedy=REMEDY)


def other_encoder(place: Path, made_by: str, wanted: str) -> ArchiveDamaged:
    """The error for vectors that cannot be compared with the encoder's."""
    return ArchiveDamaged(
        FOREIGN,
        detail=f"{place} holds vectors of {made_by}, not {wanted}.",
        remedy=REMEDY,
    )
