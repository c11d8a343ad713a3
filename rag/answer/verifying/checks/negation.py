"""What the claim denies the source denies, and nothing that it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.checks.clauses import closest, part, pieces, root
from rag.answer.verifying.checks.polarity import Denial, is_lexical, is_softened, polarity, reverses
from rag.answer.verifying.side import Finding
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer.verifying.checks.clauses import Alike, Piece
    from rag.answer.verifying.side import Side
    from rag.types import Span

_ALIKE = 0.5
"""Share of the claim's words from which a sentence speaks of the same."""
_MOSTLY = 0.65
"""Share of a clause's words from which a sentence speaks of the same as the clause."""
_ENOUGH = 4


class _Turn(NamedTuple):
    span: Span
    note: str


def turned_round(claim: Side, evidence: Side) -> list[Finding]:
    """The same words are not denied on one side only.

    They are compared with the sentences that say most of the claim. One that agrees is enough:
    a denial elsewhere in the evidence is about something else.
    """
    return [
        finding
        for piece in pieces(claim)
        if (finding := _turned(piece, evidence) or _turned_part(piece, evidence))
    ]


def _turned(piece: Piece, evidence: Side) -> Finding | None:
    alike = closest(piece, evidence, least=_ALIKE)
    turns = [list(_turns(piece, other.piece)) for other in alike if _is_near(other, alike)]
    if turns and all(turns):
        return Finding("negation", *turns[0][0], is_contradicted=True)
    return None


def _turned_part(piece: Piece, evidence: Side) -> Finding | None:
    """A denying clause of a long sentence, whose other clauses stand elsewhere."""
    for clause in sorted({piece.clauses[d.at] for d in polarity(piece).denials}):
        alone = part(piece, clause)
        if len(alone.words) == len(piece.words) or len(alone.content) < _ENOUGH:
            continue
        alike = closest(alone, evidence, least=_MOSTLY)
        turns = [list(_turns(alone, other.piece)) for other in alike if _is_near(other, alike)]
        if turns and all(turns):
            return Finding("negation", *turns[0][0], is_contradicted=True)
    return None


def _is_near(one: Alike, alike: Sequence[Alike]) -> bool:
    """Whether a sentence says nearly as much of the claim as the one that says most."""
    near = 0.15
    return one.share >= alike[0].share - near


def _turns(here: Piece, there: Piece) -> Iterator[_Turn]:
    """Words that both sentences have and only one denies."""
    ours, theirs = polarity(here), polarity(there)
    known = {root: place for place, root in reversed(list(enumerate(there.roots)))}
    signs = {r: theirs.signs[p] for r, p in known.items()}
    for denial in ours.denials:
        place = denial.denied[0]
        if signs.get(here.roots[place], 1) or ours.signs[place] != 1 or _has_too(denial, there):
            continue
        if not _is_about(here, place, there) or _has_cue(there, known[here.roots[place]]):
            continue
        what = here.words[place].text
        yield _Turn(denial.by.span, f"The sentence denies “{what}”; the source does not.")
    yield from _denied_there(here, there)
    folds = frozenset(fold(w.text) for w in there.words)
    for word in here.words:
        if ours.cues or theirs.cues or fold(word.text) in folds:
            continue
        if other := reverses(word.text, folds):
            yield _Turn(word.span, f"The sentence says “{word.text}”; the source “{other}”.")


def _denied_there(here: Piece, there: Piece) -> Iterator[_Turn]:
    """Words that only the evidence denies."""
    ours, theirs = polarity(here), polarity(there)
    places = {root: place for place, root in reversed(list(enumerate(here.roots)))}
    for denial in theirs.denials:
        where = denial.denied[0]
        if there.roots[where] not in places or theirs.signs[where] != 1 or _has_too(denial, here):
            continue
        place = places[there.roots[where]]
        if ours.signs[place] or _has_cue(here, place) or not _is_about(there, where, here):
            continue
        note = f"The source says “{denial.by.text}”; the sentence leaves it out."
        yield _Turn(here.words[place].span, note)


def _has_too(denial: Denial, other: Piece) -> bool:
    """Whether the other sentence has the same `refused` or `denied` somewhere."""
    return is_lexical(denial.by.text) and root(denial.by.text) in other.roots


def _is_about(denying: Piece, place: int, other: Piece) -> bool:
    """Whether what the denying clause says stands in the other sentence too.

    All its names and figures must: who "did not sign in 2018" may have signed in 2014.
    """
    clause = denying.clauses[place]
    cues = polarity(denying).cues
    words = {
        root
        for n, (root, word) in enumerate(zip(denying.roots, denying.words, strict=True))
        if denying.clauses[n] == clause and word.is_content and n not in cues
    }
    particular = {
        root
        for n, (root, word) in enumerate(zip(denying.roots, denying.words, strict=True))
        if n > place and root in words and (word.is_name or word.is_number)
    }
    return len(words & other.content) >= _ALIKE * len(words) and particular <= other.content


def _has_cue(piece: Piece, place: int) -> bool:
    """Whether anything else in the clause of a word denies, or nearly."""
    clause = piece.clauses[place]
    return is_softened(piece, clause) or any(
        piece.clauses[cue] == clause for cue in polarity(piece).cues if cue != place
    )
