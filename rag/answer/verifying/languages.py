"""Whether a sentence and its source are in two languages, which no rule can compare.

It says so only without doubt: a sentence that is wrongly called foreign goes unchecked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from heapq import nlargest
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_SURE, _RULED_OUT = 0.6, 0.01
"""Of 4,166 English pairs of five public sets none was called foreign with these."""
_LEAST = 20
"""Bytes of letters: 20 Latin letters, 10 Cyrillic ones or 7 of Chinese say as much."""
_LONGEST = 1000
_NEAREST, _SAMPLES = 3, 6
_FEWEST_SHARED = 3
_WORD = re.compile(r"[^\W\d_]+")


class Tongues(NamedTuple):
    """The languages of a sentence and of its source, by their English names."""

    claim: str
    source: str


def different_tongues(claim: str, sentences: Sequence[str]) -> Tongues | None:
    """The two languages, when there is no doubt that no sentence is in the claim's own.

    >>> different_tongues("Le pont du canal a été fermé lundi.", ["The canal bridge was shut."])
    Tongues(claim='French', source='English')
    >>> different_tongues("Le pont est fermé.", ["Le pont du canal a été fermé lundi."])
    """
    if _weight(claim) < _LEAST:
        return None
    nearest = _nearest(claim, sentences)
    if _shares_words(claim, nearest):
        return None
    mine = _likelihoods(claim)
    code = max(mine, key=mine.__getitem__)
    if mine[code] < _SURE or code not in _NAMES:
        return None
    source = None
    for piece in _pieces(nearest, sentences):
        theirs = _likelihoods(piece)
        other = max(theirs, key=theirs.__getitem__)
        if other == code:
            return None
        if theirs[other] >= _SURE and other in _NAMES:
            if mine[other] >= _RULED_OUT:
                return None
            source = source or other
    return Tongues(_NAMES[code], _NAMES[source]) if source else None


def _weight(text: str) -> int:
    letters = "".join(_WORD.findall(text[:_LONGEST]))
    return len(letters.encode("utf-8", "surrogatepass"))


def _nearest(claim: str, sentences: Sequence[str]) -> list[str]:
    """The sentences that have most words of the claim: where its language is, if anywhere."""
    if len(sentences) <= _NEAREST:
        return list(sentences)
    wanted = _words(claim)
    return nlargest(_NEAREST, sentences, key=lambda sentence: len(wanted & _words(sentence)))


def _shares_words(claim: str, nearest: Sequence[str]) -> bool:
    """Whether half of the claim's words stand there; names are alike in all languages."""
    own = {word for word in _words(claim) if word[0].islower()}
    shared = own & set().union(*map(_words, nearest))
    return len(shared) >= _FEWEST_SHARED and 2 * len(shared) >= len(own)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text[:_LONGEST]))


def _pieces(nearest: Sequence[str], sentences: Sequence[str]) -> Iterator[str]:
    """The nearest sentences, then runs spread over all of them, as far as they can be told."""
    step = max(1, len(sentences) // _SAMPLES)
    runs = (" ".join(sentences[i : i + _NEAREST]) for i in range(0, len(sentences), step))
    yield from (text for text in (*nearest, *runs) if _weight(text) >= _LEAST)


def _likelihoods(text: str) -> dict[str, float]:
    return dict(_identifier().rank(text[:_LONGEST]))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
