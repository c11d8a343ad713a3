"""Whether words occur in a text."""

from __future__ import annotations

import re
import unicodedata

# Curly quotation marks, the en dash and the hyphen that does not break, made plain.
_MARKS = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2011", "''\"\"--")

_ARTICLES = frozenset({"a", "an", "the"})


def quotes_words(quote: str, words: str) -> bool:
    """Whether a verbatim quote holds exact words; only runs of blanks may differ.

    >>> quotes_words("The army would be capped  at 800,000.", "capped at 800,000")
    True
    """
    return " ".join(words.split()) in " ".join(quote.split())


def states(text: str, fact: str) -> bool:
    """Whether a text states a fact in these words: case and typography may differ.

    A figure or name counts only when it stands alone, not inside a longer one.

    >>> states("Some 1,800 people left.", "800"), states("About 800 left.", "800")
    (False, True)
    """
    pattern = rf"(?<!\w)(?<!\d[.,]){re.escape(_folded(fact))}(?!\w)(?![.,]\d)"
    return re.search(pattern, _folded(text)) is not None


def answer_words(text: str) -> list[str]:
    """The words of an answer as SQuAD compares them: no case, marks or articles.

    Marks are all of Unicode's, not ASCII's alone, since newspapers print curly ones.

    >>> answer_words("The 68-metre “Anna”.")
    ['68metre', 'anna']
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(c for c in plain if not unicodedata.category(c).startswith("P"))
    return [word for word in kept.split() if word not in _ARTICLES]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_MARKS)
    return " ".join(plain.casefold().split())
