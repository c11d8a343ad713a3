"""Wrong words: the opposite, a sister of the same kind, a narrower kind than was said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.faults.change import Change, Setting, like, outside, swap, with_article
from eval.faults.families import families
from eval.faults.lexicon import Placed, placed
from eval.faults.naming import SYMMETRIC
from eval.faults.tables import lines
from rag.types import Span
from rag.words import STOPWORDS, stems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

_NOT_BEFORE = {
    "over": "hand take took taken over is was all".split(),
    "light": ("the",),
    "open": ("the",),
    "more": ("once", "any", "no"),
    "public": ("the",),
    "most": ("at",),
    "best": ("at",),
    "before": ("day", "years", "year"),
}
_NOUN = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne|[Tt]wo|[Tt]hree) (?P<noun>[a-z]{3,})\b"
)
_WORD = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)?(?![\w-])")
_VERBAL = re.compile(
    r"\b(?:to|will|would|can|could|may|might|must|should|he|she|it|they|we|I|you|who) \Z"
)
_QUALIFIES = re.compile(
    r"-|['’]|\.\w|/| (?!(?:and|or|in|on|at|of|to|for|from|with|by|is|was|are|were|has|had|"
    r"have|will|"
    r"would|could|who|that|which|said|after|before|when|while|as|but|than|the|a|an|into|"
    r"over|under|"
    r"near|about|because|since|until|during|through|if|he|she|it|they|not|can|may|did|does|"
    r"also|where|"
    r"told|ran|hit|went|came|\w+ed|then|so|out|up|off|down)\b)\w"
)
_FIXED = re.compile(
    r"\b(?:more or less|over and over|turn(?:ed)? over|taken? over|took over|handed over|"
    r"North (?:America|Africa|Korea|Carolina|Dakota)|(?:South|West|East) \w+|Middle East|"
    r"once more|more than (?:once|ever)|no longer|any longer|a (?:little|bit) more|win-win|"
    r"look(?:s|ed|ing)? (?:forward|back)|moving forward|going forward|straight forward)\b"
)


def _opposites() -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for line in lines("opposites.txt"):
        one, *only, other = line.split()
        known.setdefault(one, []).append(other)
        if not only:
            known.setdefault(other, []).append(one)
    return known


_OPPOSITES = _opposites()
_KNOWN = re.compile(rf"(?<![\w-])(?:{'|'.join(_OPPOSITES)})(?![\w-])")


def antonym(text: str, setting: Setting, random: Random) -> Change | None:
    """One word turned into its opposite: rose to fell, brother to sister, public to private."""
    fixed = [match.span() for match in _FIXED.finditer(text)]
    found: list[tuple[Span, Sequence[str]]] = [
        (Span(*match.span()), tuple(_OPPOSITES[match.group()]))
        for match in outside(_KNOWN, text)
        if not any(start <= match.start() < end for start, end in fixed)
        and _last(text[: match.start()]) not in _NOT_BEFORE.get(match.group(), ())
    ]
    found += [
        (at.span, at.entry.opposites)
        for at in placed(text)
        if at.entry.opposites and not any(a <= at.span.start < b for a, b in fixed)
    ]
    return _replaced(text, found, setting, random, "antonym")


def sister(text: str, setting: Setting, random: Random) -> Change | None:
    """One noun turned into another of its kind: car to truck, dinner to breakfast."""
    found: list[tuple[Span, Sequence[str]]] = [
        (Span(*match.span()), families()[match.group()])
        for match in outside(_WORD, text)
        if match.group() in families()
        and not _VERBAL.search(text[: match.start()])
        and _is_alone(text, Span(*match.span()))
    ]
    return _replaced(text, found, setting, random, "sister") or _by_entry(
        text, setting, random, "sister", lambda at: at.entry.sisters
    )


def narrower(text: str, setting: Setting, random: Random) -> Change | None:
    """One noun made more exact than the source has it: vehicle to truck."""
    return _by_entry(text, setting, random, "narrower", lambda at: at.entry.kinds)


def exchange(text: str, setting: Setting, random: Random) -> Change | None:
    """Two things in each other's place: the barge hit the pier, the pier hit the barge."""
    del setting
    nouns = [
        Span(*match.span("noun"))
        for match in outside(_NOUN, text)
        if _is_alone(text, Span(*match.span("noun"))) and match["noun"] not in STOPWORDS
    ]
    found = [
        (one, other)
        for at, one in enumerate(nouns)
        for other in nouns[at + 1 : at + 4]
        if one.of(text) != other.of(text)
        and one.of(text).endswith("s") == other.of(text).endswith("s")
        and not SYMMETRIC.search(text[one.end : other.start])
    ]
    if not found:
        return None
    one, other = random.choice(found)
    swapped = other.of(text) + text[one.end : other.start] + one.of(text)
    change = swap(text, (one.start, other.end), swapped, "exchange")
    right = with_article(change.text)
    shift = len(right) - len(change.text)
    return Change(right, "exchange", change.span.shift(shift))


def _by_entry(
    text: str,
    setting: Setting,
    random: Random,
    kind: str,
    relatives: Callable[[Placed], Sequence[str]],
) -> Change | None:
    found = [
        (at.span, relatives(at))
        for at in placed(text)
        if relatives(at) and _is_alone(text, at.span)
    ]
    return _replaced(text, found, setting, random, kind)


def _is_alone(text: str, span: Span) -> bool:
    """Whether a noun is not there only to qualify the next: a `car` park."""
    before = text[max(0, span.start - 2) : span.start]
    return not _QUALIFIES.match(text, span.end) and not before.endswith(("-", "’", "'"))


def _last(text: str) -> str:
    words = text.split()
    return words[-1].casefold() if words else ""


def _replaced(
    text: str,
    found: Sequence[tuple[Span, Sequence[str]]],
    setting: Setting,
    random: Random,
    kind: str,
) -> Change | None:
    known = set(stems(" ".join((text, *setting.evidence))))
    usable = [
        (span, word)
        for span, words in found
        for word in words
        if word and not known.issuperset(stems(word))
    ]
    if not usable:
        return None
    span = random.choice(sorted({span for span, _ in usable}))
    word = random.choice([word for other, word in usable if other == span])
    change = swap(text, span, like(span.of(text), word), kind)
    right = with_article(change.text)
    shift = len(right) - len(change.text)
    return Change(right, kind, change.span.shift(shift))
