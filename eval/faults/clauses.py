"""Something added that the source does not say, a quotation altered, halves that don't belong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.faults.change import Change, Setting, is_usable, swap
from eval.faults.figures import MONTHS, WORDS
from eval.faults.lexicon import lexicon
from eval.faults.tables import lines
from rag.types import Span
from rag.words import STOPWORDS, content, stems

if TYPE_CHECKING:
    from random import Random

_RANKS = "second third fourth fifth".split()
_TAIL = re.compile(
    r"(, (?:which|who|where|after|as|because|although|despite|following|"
    r"while)\b [^,;:\"“”]{12,90}|"
    r" (?:because of|in order to|after|during|as part of) [^,;:\"“”]{8,60})[.]\Z"
)
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{8,})[\"”»]")
_WORD = re.compile(r"[A-Za-z]{3,}")
_PLAIN = dict(line.split() for line in lines("quoted.txt"))
_FULL = re.compile(r"[^\"“”«»()]{25,140}(?<!\.)\.\Z")
_SMALL = frozenset(
    "one two three four five six seven several everyone nobody something though although police "
    "officials people many since without within despite according last next until once whether "
    "another every much most among along across around near inside outside none both "
    "either still even success now then here there though apparently".split()
)
_LOOSE = re.compile(
    r"(?:But|And|However|Yet|So|Then|He|She|They|It|This|That|These|Those|His|Her|Their)\b"
)
_OWN = 0.5
"""Share of a sentence's content that the evidence may have and still not say it."""


def quotation(text: str, setting: Setting, random: Random) -> Change | None:
    """One word between the quotation marks changed or left out."""
    del setting
    quotes = list(_QUOTED.finditer(text))
    if not quotes:
        return None
    quote = random.choice(quotes)
    words = [
        (Span(m.start() + quote.start(1), m.end() + quote.start(1)), new)
        for m in _WORD.finditer(quote[1])
        for new in _instead(m.group())
    ]
    if words and random.random() < 0.7:  # noqa: PLR2004
        span, new = random.choice(words)
        return swap(text, span, new, "quotation")
    inner = list(re.finditer(r"[A-Za-z]{4,} ", quote[1]))
    if len(inner) < 3:  # noqa: PLR2004
        return None
    gone = random.choice(inner[1:])
    start = quote.start(1) + gone.start()
    return swap(text, (start, start + len(gone.group())), "", "quotation")


def added(text: str, setting: Setting, random: Random) -> Change | None:
    """A clause put at the end: one of another sentence of the document, or an invented one."""
    if not text.endswith(".") or '"' in text[-3:] or "”" in text[-3:]:
        return None
    tail = _borrowed(text, setting, random) if random.random() < 0.5 else None  # noqa: PLR2004
    if tail is None:
        tail = random.choice(lines("tails.txt")).format(
            n=random.randrange(2, 90), rank=random.choice(_RANKS), few=random.choice(WORDS[2:9]),
            month=random.choice(MONTHS), year=random.randrange(1965, 2024),
        )  # fmt: skip
    return swap(text, (len(text) - 1, len(text)), tail + ".", "added")


def joined(text: str, setting: Setting, random: Random) -> Change | None:
    """The sentence and another one, of the same document but not of the evidence."""
    other = _elsewhere(setting, random) if _FULL.match(text) else None
    if other is None or not _FULL.match(other):
        return None
    return swap(text, (len(text) - 1, len(text)), ", and " + lowered(other), "joined")


def elsewhere(text: str, setting: Setting, random: Random) -> Change | None:
    """A true sentence of the document that this evidence does not say."""
    del text
    other = _elsewhere(setting, random)
    return Change(other, "elsewhere", Span(0, len(other))) if other else None


def lowered(text: str) -> str:
    """A sentence as the second half of another: without the capital that begins it."""
    first = re.match(r"[A-Z][a-z]*\b", text)
    word = first.group().casefold() if first else ""
    is_common = word != "i" and (
        word in STOPWORDS or word in lexicon() or word in _SMALL or word.endswith(("ly", "ing"))
    )
    return text[0].lower() + text[1:] if is_common else text


def _elsewhere(setting: Setting, random: Random) -> str | None:
    """A whole sentence of the document that the evidence does not say."""
    known = set(stems(" ".join(setting.evidence)))
    others = [s for s in setting.document if is_usable(s) and s not in setting.evidence]
    random.shuffle(others)
    return next((s for s in others if not _LOOSE.match(s) and _share(s, known) <= _OWN), None)


def _share(text: str, known: set[str]) -> float:
    words = content(text)
    return sum(word.stem in known for word in words) / max(1, len(words))


def _borrowed(text: str, setting: Setting, random: Random) -> str | None:
    known = set(stems(" ".join((text, *setting.evidence))))
    tails = [
        match[1]
        for other in setting.document
        if other not in setting.evidence
        and (match := _TAIL.search(other))
        and _share(match[1], known) <= _OWN
    ]
    return random.choice(tails) if tails else None


def _instead(word: str) -> list[str]:
    if word in _PLAIN:
        return [_PLAIN[word]]
    entry = next((e for e in lexicon().get(word, ()) if e.opposites or e.sisters), None)
    return [new for new in (*entry.opposites, *entry.sisters) if new] if entry else []
