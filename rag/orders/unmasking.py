"""What a text says once the tricks are undone that hide words from a search, not from a model."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TAGS = range(0xE0020, 0xE007F)
"""Invisible characters that spell ASCII."""
_PAIRS = (
    "аa вb еe ѕs іi јj кk мm нh оo рp сc тt уy хx һh ԁd ԛq ԝw ӏl ьb гr зz пn "  # Cyrillic
    "αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ωw ϲc μu σo "  # Greek
    "օo սu հh ոn "  # Armenian
)
_LOOKALIKES = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
"""Letters after the Latin letter they are drawn like."""
_LEET_LETTERS = str.maketrans("0134578@$!|", "oieastbasil")
_LEET = re.compile(r"[a-z][013457@$!|][a-z]")
_LEET_WORD = re.compile(r"[a-z@$!|\d]*(?:[a-z][013457@$!|]|[013457@$!|][a-z])[a-z@$!|\d]*")
_SPACED = re.compile(r"(?:\b\w[ .\-_*·]{1,2}){9,}\w\b")
_BACKWARDS = ("snoitcurtsni", "ledom egaugnal", "secruos", "erongi", "tpmorp")
_MANY_LEET = 3


@lru_cache(maxsize=256)
def readings(text: str) -> tuple[str, ...]:
    """The text folded, and again for each disguise that it may wear.

    >>> readings("Ign\\u200bore")
    ('ignore',)
    """
    plain = text.lower() if text.isascii() else fold(text)
    found = [plain]
    if not plain.isascii() and _mixes(plain):
        found.append(plain.translate(_LOOKALIKES))
    if _LEET.search(found[-1]) and len(_LEET_WORD.findall(found[-1])) >= _MANY_LEET:
        found.append(_LEET_WORD.sub(lambda word: word.group().translate(_LEET_LETTERS), found[-1]))
    if _SPACED.search(plain):
        found.append("".join(c for c in plain if c.isalnum()))
    if any(word in plain for word in _BACKWARDS):
        found.append(plain[::-1])
    return tuple(found)


def fold(text: str) -> str:
    """Lower case without accents, compatibility forms and characters that are not seen."""
    shown = [chr(ord(c) - 0xE0000) if ord(c) in _TAGS else c for c in text]
    wide = unicodedata.normalize("NFKD", "".join(shown))
    kept = [c for c in wide if unicodedata.category(c) not in {"Mn", "Cf", "Cc"} or c in "\t\n"]
    return "".join(kept).lower().replace("’", "'").replace("ʼ", "'")


def _mixes(text: str) -> bool:
    """Whether one word has letters of Latin and of a script that is drawn alike."""
    return bool(re.search(r"[a-z][\u0370-\u058f]|[\u0370-\u058f][a-z]", text))
