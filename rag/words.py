"""Words as the search and the check see them: tokens with offsets, stems, what has weight."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

from rag.types import Span

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*(?:\.[^\W\d_](?=\.))*", re.UNICODE
)
_FOLDS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-",
                        "—": "-", "ß": "ss"})  # fmt: skip
_local = threading.local()

STOPWORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before
    being below between both but by can could did do does doing down during each few for from
    further had has have having he her here hers herself him himself his how i if in into is it
    its itself just me more most my myself no nor not of off on once only or other our ours out
    over own said same say says she should so some such than that the their theirs them then
    there these they this those through to too under until up us very was we were what when
    where which while who whom why will with would you your yours tell give told much many
    according please did does happened happen""".split()
)


class Token(NamedTuple):
    """A word or a number of a text."""

    text: str
    span: Span
    stem: str

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()

    @property
    def is_content(self) -> bool:
        """Whether it carries meaning of its own."""
        return self.is_number or fold(self.text) not in STOPWORDS


def tokens(text: str) -> list[Token]:
    """The words and numbers of `text` with their offsets."""
    return [
        Token(match.group(), Span(*match.span()), stem(match.group()))
        for match in _TOKEN.finditer(text)
    ]


def stems(text: str) -> list[str]:
    """The stems of all words and numbers of `text` in order; faster than `tokens`."""
    return [stem(word) for word in _TOKEN.findall(text)]


def content(text: str) -> list[Token]:
    """The tokens that carry meaning of their own."""
    return [token for token in tokens(text) if token.is_content]


def folded(text: str) -> str:
    """Letters and digits in lower case, words one blank apart: wording without typography."""
    return " ".join(fold(token.text) for token in tokens(text))


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Lower case, no accents, plain quotation marks, no possessive.

    >>> fold("Zelenskyy’s"), fold("Élysée")
    ('zelenskyy', 'elysee')
    """
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_FOLDS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The Porter (1980) stem of a folded word, the one that SQLite's FTS5 uses too.

    >>> stem("negotiations") == stem("negotiating")
    True
    """
    folded = fold(word)
    return str(_stemmer().stemWord(folded)) if folded.isalpha() else folded


def _stemmer() -> Any:
    # A stemmer keeps state between calls and must not be shared by threads.
    if not hasattr(_local, "stemmer"):
        import Stemmer

        _local.stemmer = Stemmer.Stemmer("porter")
    return _local.stemmer
