"""Common words with their opposites, sisters and kinds, and whether a word stands in that sense.

`lexicon.tsv` holds what `harvest.py` took from WordNet 3.0 (Princeton University, WordNet
licence); `docs/design/faults.md` says how.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from eval.faults.change import is_quoted
from eval.faults.tables import lines
from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*")
_DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your no some any every each another "
    "two three four five six seven eight nine ten several many few".split()
)
_BE = frozenset("is was are were be been being very so too more most less".split())
_VERB_BEFORE = frozenset("to will would can could may might must should did does do not".split())
_SUBJECTS = frozenset("he she it they we i you who which that".split())
_BAD = frozenset(" ".join(lines("unfit.txt")).split())


class Entry(NamedTuple):
    """A form of a common word and the same form of its relatives."""

    form: str
    tag: str
    """`NN`, `NNS`, `VB`, `VBZ`, `VBD`, `VBN`, `VBG`, `JJ` or `RB`."""
    lemma: str
    opposites: tuple[str, ...]
    sisters: tuple[str, ...]
    kinds: tuple[str, ...]
    """Nouns that name a kind of it."""


class Placed(NamedTuple):
    """A word of a text and what it is there."""

    span: Span
    entry: Entry


@cache
def lexicon() -> dict[str, tuple[Entry, ...]]:
    """Every known form, with what it may be."""
    known: dict[str, list[Entry]] = {}
    for line in lines("lexicon.tsv"):
        form, tag, lemma, _, *groups = (*line.split("\t"), "", "", "")
        if lemma not in _BAD:
            known.setdefault(form, []).append(Entry(form, tag, lemma, *map(_words, groups[:3])))
    return {form: tuple(entries) for form, entries in known.items()}


def placed(text: str) -> Iterator[Placed]:
    """The known words of `text` outside quotations and names, each as what it is there."""
    words = list(_WORD.finditer(text))
    for at, match in enumerate(words):
        word = match.group()
        if word not in lexicon() or is_quoted(text, match.start()):
            continue
        before = words[at - 1].group() if at else ""
        after = words[at + 1].group() if at + 1 < len(words) else ""
        if not _touches_name(text, match, before, after):
            for entry in lexicon()[word]:
                if _stands(entry.tag, before, after):
                    yield Placed(Span(*match.span()), entry)
                    break


def past_of(word: str) -> str | None:
    """The simple past of a past participle: `written` to `wrote`."""
    return _paired(word, "VBN", "VBD")


def participle_of(word: str) -> str | None:
    """The past participle of a simple past: `wrote` to `written`."""
    return _paired(word, "VBD", "VBN")


def base_of(word: str) -> str | None:
    """The plain form of a simple past: `wrote` to `write`."""
    return _paired(word, "VBD", "VB")


def inflected(base: str, tag: str) -> str | None:
    """A plain verb in another form."""
    return _paired(base, "VB", tag)


def _paired(word: str, tag: str, wanted: str) -> str | None:
    lemma = next((e.lemma for e in lexicon().get(word, ()) if e.tag == tag), None)
    return _forms().get((lemma, wanted)) if lemma else None


@cache
def _forms() -> dict[tuple[str, str], str]:
    return {(e.lemma, e.tag): e.form for entries in lexicon().values() for e in entries}


def _touches_name(text: str, match: re.Match[str], before: str, after: str) -> bool:
    start, end = match.span()
    capital_before = (
        before[:1].isupper() and text[:start].endswith(before + " ") and start > len(before) + 1
    )
    capital_after = after[:1].isupper() and text[end:].startswith(" " + after)
    return capital_before or capital_after


def _stands(tag: str, before: str, after: str) -> bool:  # noqa: PLR0911
    """Whether a word between two others is likely to be what `tag` says."""
    before, after = before.casefold(), after.casefold()
    if tag in {"NN", "NNS"}:
        return before not in _VERB_BEFORE | _SUBJECTS or before == "that"
    if tag == "JJ":
        return before in _DETERMINERS | _BE or after not in _DETERMINERS
    if tag == "VB":
        return before in _VERB_BEFORE
    if tag == "VBN":
        return before in {"was", "were", "been", "be", "being", "has", "have", "had", "is", "are"}
    if tag in {"VBD", "VBZ"}:
        return before not in _DETERMINERS | _BE | _VERB_BEFORE | {"has", "have", "had"}
    if tag == "VBG":
        return before in _BE
    return True


def _words(group: str) -> tuple[str, ...]:
    return tuple(w for w in group.split() if w not in _BAD and w.removesuffix("s") not in _BAD)
