"""Bytes to text, or a clear word why not."""

from __future__ import annotations

import codecs

_SAMPLE = 65_536
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_CONTROLS = 0.02
_ZEROS = 0.3
"""Share of zero bytes, all in the same half of the pairs, that no other text has."""
_UNLIKELY = [
    *(f"mac_{script}" for script in ("cyrillic", "greek", "iceland", "latin2", "roman", "turkish")),
    *("cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140", "utf_7"),
]
"""Nearly the bytes of a Windows code page, or of a mainframe: a guess of one is a wrong guess."""
_NEAR = 0.04
"""Difference in disorder, and in likeness to a language, that decides nothing."""
_MOST_STRAYS = 3
"""Well-formed UTF-8 characters beyond ASCII for each byte that does not fit."""


class NotText(ValueError):
    """The bytes are not text in any encoding that can be told."""


def decode(data: bytes) -> str:
    """Text of `data`: UTF-8, else by its mark, else by a statistical guess.

    Raises:
        NotText: The bytes look binary or no encoding fits.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if (wide := _unmarked(data)) is not None:
        return _strictly(data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guess(data)
    return _checked(text)


def is_wide(data: bytes) -> bool:
    """Whether a mark says that the characters take more than one byte each."""
    return any(data.startswith(mark) for mark, _ in _BOMS[1:])


def _unmarked(data: bytes) -> str | None:
    """UTF-16 without its mark: half of the bytes of Western text in it are zero."""
    sample = data[: _SAMPLE // 16]
    first, second = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(first, second) < len(sample) * _ZEROS or min(first, second) > 1:
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise NotText(f"it is marked as {encoding} but byte {error.start} does not fit") from error


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    text = data.decode("utf-8", errors="replace")
    strays = text.count("\ufffd")
    if sum(not c.isascii() for c in text) >= strays * (1 + _MOST_STRAYS):
        # No other encoding forms so many valid UTF-8 sequences by chance.
        return text
    found = from_bytes(data[:_SAMPLE], cp_exclusion=_UNLIKELY)
    best = found.best()
    if best is None:
        raise NotText("it is not text in any encoding that can be told")
    for match in found:
        # Of guesses that fit almost alike, the one that nearly all Western files are in.
        is_near = match.chaos <= best.chaos + _NEAR and match.coherence >= best.coherence - _NEAR
        if match.encoding == "cp1252" and is_near:
            best = match
    # One stray byte must not cost an article: what does not fit shows as U+FFFD.
    return data.decode(best.encoding, errors="replace")


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    controls = sum(c < " " and c not in "\t\n\r\f\x1b\x07\x08" for c in sample)
    if controls > len(sample) * _MOST_CONTROLS:
        raise NotText("it looks like a binary file")
    return text
