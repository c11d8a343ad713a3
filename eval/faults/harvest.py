"""Write `lexicon.tsv` from WordNet's files: the few relations between common words used here.

Run by hand, rarely: `python -m eval.faults.harvest DICT VOCABULARY > eval/faults/lexicon.tsv`,
with lemminflect installed for the inflected forms. `docs/design/faults.md` names the versions.
"""

from __future__ import annotations

import importlib
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

_POS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
_FILES = {"n": ("data.noun", "data.noun1", "data.noun2"), "v": ("data.verb",),
          "a": ("data.adj",), "r": ("data.adv",)}  # fmt: skip
_TAGS = {"n": ("NN", "NNS"), "v": ("VB", "VBZ", "VBD", "VBN", "VBG"), "a": ("JJ",), "r": ("RB",)}
_CONCRETE = frozenset("05 06 08 13 18 20 27".split())
"""WordNet's files of animals, artefacts, the body, food, people, plants and substances."""
_COMMON = 14_000
"""Rank in a vocabulary ordered by frequency up to which a word counts as common."""
_MOST_SISTERS = 60
_SURE = 0.7
"""Share of a word's uses that its first sense must have to stand for the word."""


class Synset(NamedTuple):
    """The words of one meaning and the meanings it points to."""

    file: str
    words: tuple[str, ...]
    above: tuple[str, ...]
    opposite: tuple[tuple[str, str], ...]
    """A word of this meaning and its antonym."""


class WordNet:
    """WordNet 3.0 as it is shipped, read whole."""

    def __init__(self, folder: Path, common: dict[str, int]) -> None:
        self.common = common
        self.counts: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for line in (folder / "index.sense").read_text().splitlines():
            key, offset, number, count = line.split()
            word, kind = key.split("%")
            if word in common:
                place = (word, _POS[kind[0]])
                self.counts[place].append((offset, int(count) * 1000 - int(number)))
        for senses in self.counts.values():
            senses.sort(key=lambda sense: -sense[1])
        self.sets: dict[tuple[str, str], Synset] = {}
        for pos, files in _FILES.items():
            for path in (folder / name for name in files):
                if path.exists():
                    self._read(pos, path)
        self._name_opposites()

    def is_sure(self, word: str, pos: str, *, share: float = _SURE) -> bool:
        """Whether `word` is common, mostly of this part of speech and mostly in one sense."""
        counts = {p: self._seen(word, p) for p in "nvar" if (word, p) in self.counts}
        mine = counts.get(pos, [])
        if not mine:
            return False
        total = sum(sum(c) for c in counts.values())
        return mine[0] / total >= share

    def first(self, word: str, pos: str) -> str:
        """The offset of the most frequent sense."""
        return self.counts[word, pos][0][0]

    def _seen(self, word: str, pos: str) -> list[float]:
        return [max(0, round(c / 1000)) + 0.3 for _, c in self.counts[word, pos]]

    def _read(self, pos: str, path: Path) -> None:
        for line in path.read_text().splitlines():
            if line.startswith("  "):
                continue
            field = line.split("|")[0].split()
            many = int(field[3], 16)
            words = tuple(w.split("(")[0].lower() for w in field[4 : 4 + 2 * many : 2])
            pointers = field[5 + 2 * many :]
            above, opposite = [], []
            for at in range(0, 4 * int(field[4 + 2 * many]), 4):
                symbol, target, _, places = pointers[at : at + 4]
                if symbol == "@":
                    above.append(target)
                if symbol == "!":
                    opposite.append((words[int(places[:2], 16) - 1], f"{target}:{places[2:]}"))
            self.sets[pos, field[0]] = Synset(field[1], words, tuple(above), tuple(opposite))

    def _name_opposites(self) -> None:
        for (pos, offset), found in list(self.sets.items()):
            named = []
            for word, target in found.opposite:
                other, _, place = target.partition(":")
                if (pos, other) in self.sets:
                    named.append((word, self.sets[pos, other].words[int(place, 16) - 1]))
            self.sets[pos, offset] = found._replace(opposite=tuple(named))


def synonyms(net: WordNet, word: str, pos: str) -> list[str]:
    """Words that mostly mean what `word` mostly means."""
    first = net.first(word, pos)
    return [
        other
        for other in net.sets[pos, first].words
        if other != word and net.is_sure(other, pos) and net.first(other, pos) == first
    ]


def antonyms(net: WordNet, word: str, pos: str) -> list[str]:
    """Opposites of the first sense of `word`."""
    pairs = net.sets[pos, net.first(word, pos)].opposite
    return [other for mine, other in pairs if mine == word and other in net.common]


def sisters(net: WordNet, below: dict[str, list[str]], word: str) -> list[str]:
    """Common nouns of the same kind as `word` and not the same thing."""
    mine = net.sets["n", net.first(word, "n")]
    if mine.file not in _CONCRETE:
        return []
    found = [
        other
        for parent in mine.above
        if len(below[parent]) <= _MOST_SISTERS
        for other in below[parent]
        if other not in mine.words
    ]
    return sorted(set(found), key=lambda w: net.common[w])[:8]


def narrower(net: WordNet, below: dict[str, list[str]], word: str) -> list[str]:
    """Common nouns that name a kind of `word`."""
    if net.sets["n", net.first(word, "n")].file not in _CONCRETE:
        return []
    return sorted(set(below[net.first(word, "n")]) - {word}, key=lambda w: net.common[w])[:6]


def main() -> None:
    """Print the lexicon: form, tag, synonyms, antonyms, sisters, narrower."""
    folder, vocabulary = map(Path, sys.argv[1:3])
    pieces = [w for w in vocabulary.read_text().splitlines() if w.isalpha() and len(w) > 2]  # noqa: PLR2004
    net = WordNet(folder, {word: rank for rank, word in enumerate(pieces[:_COMMON])})
    inflect: Any = importlib.import_module("lemminflect").getInflection
    below: dict[str, list[str]] = defaultdict(list)
    for word, pos in sorted(net.counts):
        if pos == "n" and net.is_sure(word, "n"):
            for parent in net.sets["n", net.first(word, "n")].above:
                below[parent].append(word)
    for word, pos in sorted(net.counts):
        if not net.is_sure(word, pos, share=0.6):
            continue
        groups = [synonyms(net, word, pos), antonyms(net, word, pos)]
        groups += (
            [sisters(net, below, word), narrower(net, below, word)] if pos == "n" else [[]] * 2
        )
        if not any(groups) and pos != "v":
            continue
        for tag in _TAGS[pos]:
            forms = inflect(word, tag)
            if not forms:
                continue
            rest = [" ".join((inflect(w, tag) or ("",))[0] for w in group) for group in groups]
            print(forms[0], tag, word, *rest, sep="\t")  # noqa: T201


if __name__ == "__main__":
    main()
