"""Faithful in other words: synonyms, figures, dates, contractions, quotation marks, names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.faults.change import is_quoted, like, outside, with_article
from eval.faults.figures import MONTHS, WORDS
from eval.faults.lexicon import lexicon
from eval.faults.naming import names_in
from eval.faults.tables import lines
from rag.words import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_DIGIT = re.compile(
    r"(?<![\w.,:/$€£-])(?<!number )(?<!No\. )(?<!type )(?<![A-Z]\w )(?<![a-z] [A-Z][a-z]{3} "
    r")([1-9]|1[0-2])(?= [a-z]{3,}(?! ?\d))(?! (?:percent|per|am|pm|a\.m|p\.m|million|"
    r"billion|trillion|thousand|hundred)\b)"
)
_WRITTEN = re.compile(
    r"(?<!or )(?<!to )(?<!and )(?<!the )\b(two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|thirteen|fourteen|fifteen)\b(?! (?:hundred|thousand|million|billion|"
    r"dozen|or|and|to|of)\b|[-,.;]| or \w+)"
)
_PERCENT = re.compile(r"(?<=\d)(?: ?%| per ?cent\b| percent\b)")
_MILLION = re.compile(r"(?<![\w.,])(\d{1,3})(?:\.(\d))? million\b")
_FULL = re.compile(r"(?<![\w.,])(\d{1,3})(?:,(\d)00)?,000,000\b|(?<![\w.,])(\d{1,3})(,000){2}\b")
_COMMA = re.compile(r"(?<![\w.,+$€£-])(\d{1,3}),(\d{3})(?![\w,.]\d)")
_MONEY = re.compile(
    r"([€$£])(\d[\d,.]*)( (?:million|billion|trillion))?(?![\w]| (?:mn|bn))(?<![.,])"
)
_COINS = {"€": "euros", "$": "dollars", "£": "pounds"}
_MONTH = "|".join(MONTHS)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}}) ({_MONTH})(?:,? (\d{{4}}))?\b")
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?(?:, (\d{{4}}))?\b(?![:,.–-]\d)"
)
_MONTHS_IN_FRENCH = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)
_FRENCH = dict(
    zip(
        _MONTHS_IN_FRENCH.split(),
        MONTHS,
        strict=True,
    )
)
_FRENCH_DATE = re.compile(rf"\b(?:[Ll]e )?(1er|\d{{1,2}}) ({'|'.join(_FRENCH)})(?: (\d{{4}}))?\b")
_SHORT = {
    "did not": "didn't",
    "does not": "doesn't",
    "do not": "don't",
    "was not": "wasn't",
    "were not": "weren't",
    "is not": "isn't",
    "are not": "aren't",
    "has not": "hasn't",
    "have not": "haven't",
    "had not": "hadn't",
    "will not": "won't",
    "would not": "wouldn't",
    "could not": "couldn't",
    "cannot": "can't",
    "should not": "shouldn't",
}
_LONG = {short: long for long, short in _SHORT.items()}
_CONTRACTION = re.compile(rf"\b(?:{'|'.join((*_SHORT, *_LONG))})\b".replace("'", "['’]"))
_STRAIGHT = re.compile(r'(?<!")"([^"“”]+)"(?!")')
_CURLY = re.compile(r"“([^“”\"]+)”")
_STATES = (
    (
        re.compile(
            r"\b[Tt]he (?:U\.S\.|US\b)"
            r"(?= (?:is|was|has|had|will|would|and|to|in|on|for)\b|[,;]|\.?\Z)"
        ),
        "the United States",
    ),
    (re.compile(r"\b[Tt]he United States\b"), "the US"),
    (re.compile(r"(?<!the )(?<!The )\bU\.?S\.? (?=[a-z]{3,})"), "American "),
    (re.compile(r"\bUnited Kingdom\b"), "UK"),
    (re.compile(r"\b(?<=the )UK\b"), "United Kingdom"),
    (re.compile(r"\bEuropean Union\b"), "EU"),
    (re.compile(r"\b[Tt]he EU\b"), "the European Union"),
    (re.compile(r"\bUnited Nations\b(?!['’])"), "UN"),
    (re.compile(r"\b[Tt]he UN\b(?!['’])"), "the United Nations"),
    (re.compile(r"\bkm\b"), "kilometres"),
    (re.compile(r"\bkilometres\b"), "km"),
    (re.compile(r"\bkilograms?\b"), "kg"),
    (re.compile(r"\bvs\.?(?= )"), "versus"),
)


def _same() -> list[tuple[re.Pattern[str], str]]:
    rules = []
    for pair in lines("synonyms.txt"):
        old, new = pair.split("=")
        word = re.escape(old.removesuffix("{d}"))
        after = r"(?=\$?\d)" if old.endswith("{d}") else r"(?![\w-])"
        pattern = re.compile(rf"(?<![\w-]){word}{after}", re.IGNORECASE)
        rules.append((pattern, new.removesuffix("{d}")))
    return rules


_RULES = _same()


def synonym(text: str, random: Random) -> str | None:
    """One or two words in the place of others that mean the same."""
    new = _once(text, random)
    if new and random.random() < 0.5:  # noqa: PLR2004
        return _once(new, random) or new
    return new


def _once(text: str, random: Random) -> str | None:
    found = [(match, new) for pattern, new in _RULES for match in outside(pattern, text)]
    found = [(m, new) for m, new in found if not (m.group()[0].isupper() and m.start())]
    if not found:
        return None
    match, new = random.choice(found)
    return with_article(text[: match.start()] + like(match.group(), new) + text[match.end() :])


def figure(text: str, random: Random) -> str | None:
    """One number written another way: 12 and twelve, 50% and 50 percent, 1.5 million in full."""
    return _one_of(
        text,
        random,
        (
            (_DIGIT, lambda m: WORDS[int(m[1])]),
            (_WRITTEN, lambda m: str(WORDS.index(m[1]))),
            (_PERCENT, lambda m: " percent" if "%" in m.group() else "%"),
            (_MILLION, _in_full),
            (_FULL, _in_millions),
            (_COMMA, lambda m: m[1] + m[2]),
            (_MONEY, lambda m: f"{m[2]}{m[3] or ''} {_COINS[m[1]]}"),
        ),
    )


def day(text: str, random: Random) -> str | None:
    """A date written another way: 2 March 2026, March 2, 2026; French months in English."""
    return _one_of(
        text,
        random,
        (
            (_DAY_FIRST, lambda m: f"{m[2]} {m[1]}" + (f", {m[3]}" if m[3] else "")),
            (_MONTH_FIRST, lambda m: f"{m[2]} {m[1]}" + (f" {m[3]}" if m[3] else "")),
            (
                _FRENCH_DATE,
                lambda m: (
                    f"{m[1].removesuffix('er')} {_FRENCH[m[2]]}" + (f" {m[3]}" if m[3] else "")
                ),
            ),
        ),
    )


def contraction(text: str, random: Random) -> str | None:
    """`did not` as `didn't`, and the other way."""
    del random

    def turned(match: re.Match[str]) -> str:
        word = match.group().replace("’", "'")
        return _SHORT.get(word) or _LONG[word]

    new = _CONTRACTION.sub(lambda m: m.group() if is_quoted(text, m.start()) else turned(m), text)
    return new if new != text else None


def marks(text: str, random: Random) -> str | None:
    """The same words between quotation marks of another style."""
    straight = _CURLY.sub(r'"\1"', text)
    if straight != text:
        return straight
    style = random.choice(("“{}”", "«{}»", "“{}”"))
    new = _STRAIGHT.sub(lambda m: style.format(m[1]), text)
    return new if new != text else None


def surname(text: str, random: Random) -> str | None:
    """A person by the surname alone."""
    people = [n for n in names_in(text) if n.sort == "person" and _is_full(n.text)]
    if not people:
        return None
    who = random.choice(people)
    last = who.text.split()[-1]
    if text.count(last) > 1:
        return None
    return text[: who.span.start] + last + text[who.span.end :] if len(last) > len("Li.") else None


def _is_full(name: str) -> bool:
    words = name.split()
    common = lexicon().keys() | STOPWORDS | {"national", "new", "royal", "king", "queen"}
    return len(words) == len(("first", "last")) and not any(w.casefold() in common for w in words)


def abbreviation(text: str, random: Random) -> str | None:
    """A state, a union or a unit written in full or in short."""
    new = _one_of(text, random, tuple((p, _always(new)) for p, new in _STATES))
    return new[:1].upper() + new[1:] if new else None


def _always(new: str) -> Callable[[re.Match[str]], str]:
    return lambda _: new


def _one_of(
    text: str,
    random: Random,
    table: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...],
) -> str | None:
    found = [(match, new) for pattern, new in table for match in outside(pattern, text)]
    if not found:
        return None
    match, new = random.choice(found)
    word = new(match)
    if match.start() == 0:
        word = word[:1].upper() + word[1:]
    return text[: match.start()] + word + text[match.end() :]


def _in_full(match: re.Match[str]) -> str:
    return f"{match[1]},{match[2] or 0}00,000"


def _in_millions(match: re.Match[str]) -> str:
    whole, part = match[1] or match[3], match[2]
    return f"{whole}.{part} million" if part and part != "0" else f"{whole} million"
