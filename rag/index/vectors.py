"""Unit vectors as they are stored: float16, half the room, cosines the same to the third digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ports import Vectors


def pack(vectors: Vectors) -> list[bytes]:
    """Rows as blobs."""
    return [row.tobytes() for row in vectors.astype(np.float16)]


def unpack(blobs: Sequence[bytes]) -> Vectors:
    """Blobs as rows, shape (n, dimension), float32."""
    if not blobs:
        return np.zeros((0, 0), dtype=np.float32)
    return (
        np.frombuffer(b"".join(blobs), dtype=np.float16).reshape(len(blobs), -1).astype(np.float32)
    )
