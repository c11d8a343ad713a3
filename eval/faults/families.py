"""Families of nouns of the news of which a thing is one and not another."""

from __future__ import annotations

from functools import cache

from eval.faults.tables import lines


@cache
def families() -> dict[str, tuple[str, ...]]:
    """For each word, the others of its families; plurals of regular ones too."""
    known: dict[str, list[str]] = {}
    for family in map(str.split, lines("families.txt")):
        regular = [word for word in family if word[-1] not in "syhx"]
        for group in (family, [word + "s" for word in regular if len(regular) > 1]):
            for word in group:
                known.setdefault(word, []).extend(other for other in group if other != word)
    return {word: tuple(dict.fromkeys(others)) for word, others in known.items()}
