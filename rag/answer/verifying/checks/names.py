"""Names of people, places and bodies: each that a claim has stands in its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.aliases import NATIONS, is_same_name
from rag.answer.verifying.checks.clauses import closest, pieces
from rag.answer.verifying.checks.naming import Mention, Register, mentions, register
from rag.answer.verifying.checks.ordinary import is_proper
from rag.answer.verifying.side import Finding
from rag.types import Span
from rag.words import STOPWORDS, Token, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.verifying.checks.clauses import Piece
    from rag.answer.verifying.side import Side

_PARTS = frozenset("north south east west new".split())
_ACRONYM = 6
"""Letters, at most."""


def wrong_names(claim: Side, evidence: Side) -> list[Finding]:
    """Every name stands in the evidence: so spelled, so shortened, or by another of its names."""
    known = register(evidence)
    found: list[Finding] = []
    for mention in mentions(claim, evidence):
        if mention.nation:
            if not _is_known_nation(mention, known):
                found.append(_missing(mention.words, claim, evidence))
            continue
        missing = [w for w in mention.words if not known.is_like(w)]
        if missing and not _is_known_body(mention, missing, known):
            found.append(_other_person(mention, known, claim) or _missing(missing, claim, evidence))
        elif not missing and (mixed := _mixed(mention, known, claim)):
            found.append(mixed)
    return found


def _is_known_nation(mention: Mention, known: Register) -> bool:
    if all(known.is_like(w) for w in mention.words):
        return True
    if mention.nation not in known.nations:
        return False
    # Who was in Moscow was in Russia, but not the other way round.
    return not (mention.is_seat and mention.is_placed)


def _is_known_body(mention: Mention, missing: Sequence[Token], known: Register) -> bool:
    """Whether an acronym is spelled out there, or spelled out here and an acronym there."""
    if all(_is_acronym(w) and known.is_spelled_out(w.text) for w in missing):
        return True
    whole = "".join(fold(w.text) for w in mention.words)
    initials = "".join(w.text[0] for w in mention.words).lower()
    if whole in known.folds or (len(mention.words) > 1 and initials in known.folds):
        return True
    return all(_is_made_of_known(w, known) for w in missing)


def _is_acronym(word: Token) -> bool:
    letters = word.text.removesuffix("'s").removesuffix("’s").replace(".", "")
    return 1 < len(letters) <= _ACRONYM and sum(c.isupper() for c in letters) > len(letters) / 2


def _is_made_of_known(word: Token, known: Register) -> bool:
    """Whether the parts of a word with capitals inside stand there apart: `BlueWave`."""
    text = word.text
    cuts = [n for n in range(1, len(text)) if text[n].isupper() and text[n - 1].islower()]
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return len(parts) > 1 and all(fold(part) in known.folds for part in parts)


def _other_person(mention: Mention, known: Register, claim: Side) -> Finding | None:
    """A surname that the evidence has with other first names only."""
    if len(mention.words) == 1:
        return None
    first, last = mention.words[-2:]
    others = known.firsts.get(fold(last.text), {})
    if not others or known.is_like(first) or "" not in known.lasts.get(fold(last.text), ()):
        return None
    if any(is_same_name(first.text, other) for other in others):
        return None
    return _instead(mention.span, f"{next(iter(others.values())).text} {last.text}", claim)


def _mixed(mention: Mention, known: Register, claim: Side) -> Finding | None:
    """A first name and a surname that the evidence has, but of two people."""
    if len(mention.words) != len(("first", "last")):
        return None
    first, last = (fold(w.text) for w in mention.words)
    others, surnames = known.firsts.get(last, {}), known.lasts.get(first, set())
    if not others or not surnames or "" in surnames or last in surnames or first in others:
        return None
    if first in known.firsts or any(is_same_name(first, other) for other in others):
        return None
    theirs = f"{next(iter(others.values())).text} {mention.words[-1].text}"
    return _instead(mention.span, theirs, claim)


def _missing(words: Sequence[Token], claim: Side, evidence: Side) -> Finding:
    span = Span(words[0].span.start, words[-1].span.end)
    other = _in_its_place(span, claim, evidence)
    if other and not _is_one_nation(span.of(claim.text), other):
        return _instead(span, other, claim)
    note = f"The name {span.of(claim.text)} is not in the source."
    return Finding("name", span, note, is_contradicted=False)


def _is_one_nation(one: str, other: str) -> bool:
    key = NATIONS.get(fold(one))
    return key is not None and key == NATIONS.get(fold(other))


def _instead(span: Span, other: str, claim: Side) -> Finding:
    note = f"The sentence names {span.of(claim.text)}; the source names {other}."
    return Finding("name", span, note, is_contradicted=True)


def _in_its_place(span: Span, claim: Side, evidence: Side) -> str:
    """The name that stands in the evidence between the same words, if one does."""
    piece = next((p for p in pieces(claim) if p.span.start <= span.start < p.span.end), None)
    if piece is None:
        return ""
    start = next(n for n, w in enumerate(piece.words) if w.span.start >= span.start)
    end = next((n for n, w in enumerate(piece.words) if w.span.start >= span.end), len(piece.words))
    before, after = piece.roots[max(0, start - 2) : start], piece.roots[end : end + 2]
    for alike in closest(piece, evidence):
        if other := _between(alike.piece, before, after):
            return other
    return ""


def _between(piece: Piece, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """The name after the words `before` or ahead of the words `after`, two on one side at least."""
    words, roots = piece.words, piece.roots
    for place, word in enumerate(words):
        if not (word.is_name and is_proper(word)) or (place and _names(words[place - 1])):
            continue
        end = place + 1
        while end < len(words) and _names(words[end]):
            end += 1
        left = sum(a == b for a, b in zip(before[::-1], roots[:place][::-1][:2], strict=False))
        right = sum(a == b for a, b in zip(after, roots[end : end + 2], strict=False))
        if left + right >= 2 and _weighs(before[-left:] if left else (), after[:right]):  # noqa: PLR2004
            if place and fold(words[place - 1].text) in _PARTS:
                place -= 1  # noqa: PLW2901 - South Korea is not Korea
            return " ".join(w.text for w in words[place:end])
    return ""


def _names(word: Token) -> bool:
    return word.is_name and is_proper(word)


def _weighs(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether there is more than small words among those that agree."""
    return any(len(r) > len("who") and r not in STOPWORDS for r in (*before, *after))
