"""Who "she" is, and whose words a quotation without a speaker goes on with.

A name is taken from a sentence near by only when that sentence has exactly one to take.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rag.aliases import NATIONS
from rag.answer.sourcing.describing import Phrase
from rag.answer.sourcing.nouns import BODIES, BODY_NAMES, is_known, singular
from rag.answer.sourcing.reader import Reader
from rag.answer.sourcing.saying import hits
from rag.answer.verifying.checks.ordinary import TITLES, is_proper
from rag.ingest.outlets import looks_like_outlet, shipped
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.sourcing.values import Around
    from rag.types import Span

_MEN = frozenset(
    """he his him himself mr husband son father brother spokesman king prince uncle nephew man
    widower chairman businessman sir lord grandfather boy m herr señor monsieur""".split()
)
_WOMEN = frozenset(
    """she her hers herself mrs ms miss wife daughter mother sister spokeswoman queen princess aunt
    niece woman widow chairwoman businesswoman dame lady grandmother girl mme frau señora""".split()
)
_PLACED = frozenset("in at near into across around outside inside from to towards via on".split())
_MARK = re.compile(r"[\"“”„«»]")


class Carried(NamedTuple):
    """A speaker in a sentence near by."""

    phrase: Phrase
    at: int


def reader_of(text: str, before: Sequence[str] = ()) -> Reader:
    """A sentence, read with what is known of quotations that were open before it."""
    marks = list(_MARK.finditer(text))
    if marks:
        return Reader(text, _is_closing(text, marks[0]) and len(marks) % 2 == 1)
    return Reader(text, bool(before) and reader_of(before[-1], before[:-1]).is_open)


def is_all_quoted(reader: Reader) -> bool:
    """Whether a sentence holds nothing but quoted words."""
    return bool(reader.words) and not any(reader.outside)


def resolve(pronoun: Span, reader: Reader, around: Around) -> Carried | None:
    """Whom a pronoun stands for, if its own sentence or the one before names exactly one.

    Sentences that only go on with the same pronoun are passed over.
    """
    plain = fold(pronoun.of(reader.text))
    named = [p for p in _people(reader, (), around.before) if p.span.start < pronoun.start]
    if _may_begin_with_name(reader, pronoun, named):
        return None
    if named:
        is_meant = plain in {"he", "she"} and _is_only_one(named, reader, plain)
        return Carried(named[0], 0) if is_meant else None
    for back in range(1, len(around.before) + 1):
        before = around.before[: len(around.before) - back]
        reader = reader_of(around.before[-back], before)
        found = _candidates(reader, plain, before)
        is_doubtful = plain in {"he", "she"} and _may_begin_with_name(reader, None, found)
        if found and not is_doubtful and not _is_heading(reader.text):
            return Carried(found[0], -back) if _is_only_one(found, reader, plain) else None
        if found or is_doubtful or _is_heading(reader.text) or not _goes_on(reader, plain):
            return None
    return None


def _is_only_one(found: Sequence[Phrase], reader: Reader, pronoun: str) -> bool:
    """Whether there is one whom the pronoun can mean, and nobody else that it fits."""
    is_fit = not _is_of_other(reader, pronoun) and _may_speak(found[0], reader)
    return len(found) == 1 and is_fit


def continued(reader: Reader, around: Around) -> Carried | None:
    """Whose words a sentence is that holds nothing but a quotation."""
    earlier = _earlier(around)
    later = _later(reader, around)
    if earlier and later:
        return None
    return earlier or later


def _is_closing(text: str, mark: re.Match[str]) -> bool:
    """Whether the first mark of a text looks like the end of a quotation."""
    if mark.group() in "“„«":
        return False
    if mark.group() in "”»":
        return True
    ahead, after = text[: mark.start()], text[mark.end() :]
    return bool(ahead) and not ahead[-1].isspace() and (not after or not after[0].isalnum())


def _earlier(around: Around) -> Carried | None:
    for back in range(1, len(around.before) + 1):
        before = around.before[: len(around.before) - back]
        reader = reader_of(around.before[-back], before)
        if is_all_quoted(reader) and back < len(around.before):
            continue
        spoken = [hit for hit in hits(reader) if hit.phrase]
        if len(spoken) != 1 or not reader.quotes or spoken[0].phrase is None:
            return None
        phrase = spoken[0].phrase
        if phrase.kind is not None:
            return Carried(phrase, -back)
        found = resolve(phrase.span, reader, replace(around, before=before))
        return Carried(found.phrase, found.at - back) if found else None
    return None


def _later(reader: Reader, around: Around) -> Carried | None:
    if not reader.is_open or not around.after:
        return None
    after = reader_of(around.after, (reader.text,))
    spoken = hits(after)
    if not after.is_inside or len(spoken) != 1:
        return None
    phrase = spoken[0].phrase
    return Carried(phrase, 1) if phrase and phrase.kind is not None else None


def _candidates(reader: Reader, pronoun: str, before: Sequence[str]) -> list[Phrase]:
    """Whom a sentence names that the pronoun may mean."""
    spoken = [hit.phrase for hit in hits(reader) if hit.phrase]
    if pronoun in {"it", "they"}:
        wanted = {"body"} if pronoun == "it" else {"people", "body"}
        is_one = len({p.span for p in spoken}) == 1 and spoken[0].kind in wanted
        return spoken[:1] if is_one else []
    return _people(reader, spoken, before)


def _people(reader: Reader, spoken: Sequence[Phrase], before: Sequence[str]) -> list[Phrase]:
    """The persons that a sentence names."""
    found: list[Phrase] = []
    place = 0
    while place < len(reader.words):
        end = _run(reader, place)
        phrase = _person(reader, place, end, spoken, before) if end > place else None
        if phrase:
            found.append(_spoken_as(phrase, spoken))
        place = max(end, place + 1)
    return _distinct(found, reader)


def _is_heading(text: str) -> bool:
    """Whether a line stands over sentences and is none itself."""
    return text.isupper() or not text.rstrip('"”’» )*]').endswith((".", "!", "?", "…", ":", ";"))


def _may_speak(phrase: Phrase, reader: Reader) -> bool:
    """Not `Olm's win`, which names nobody who speaks."""
    return not phrase.span.of(reader.text).endswith(("'s", "’s", "'", "’"))


def _may_begin_with_name(reader: Reader, until: Span | None, named: Sequence[Phrase]) -> bool:
    """Whether the first word has a capital that may be a name's, and nothing shows which it is."""
    if not reader.words or not reader.outside[0] or (until and until.start == 0):
        return False
    first, word = reader.words[0], reader.folds[0]
    if not (first.is_name and is_proper(first)) or is_known(word) or word in NATIONS:
        return False
    is_longer = len(reader.words) > 1 and reader.words[1].is_name
    return not is_longer and not any(p.span.start == first.span.start for p in named)


def _run(reader: Reader, place: int) -> int:
    """Where the run of names ends that begins at a word."""
    end = place
    while end < len(reader.words):
        word = reader.words[end]
        is_inner = word.text in {"de", "van", "von", "al", "of"} and end > place
        if not (word.is_name and is_proper(word)) and not is_inner:
            break
        if end > place and (reader.breaks[end] or _is_genitive(reader, end - 1)):
            break
        end += 1
    while end > place and not reader.words[end - 1].is_name:
        end -= 1
    if end > place and end + 1 < len(reader.words) and reader.folds[end] in {"and", "&"}:
        # `the Dock and Quay Workers' Union` is one body.
        other = _run(reader, end + 1)
        if other > end + 1 and _is_body(reader, other):
            return other
    return end


def _is_genitive(reader: Reader, place: int) -> bool:
    return reader.words[place].text.endswith(("'s", "’s"))


def _is_body(reader: Reader, end: int) -> bool:
    """Whether a run of names that ends there is that of a body."""
    place = end - 1
    while True:
        word = reader.folds[place]
        if word in BODY_NAMES or singular(word) in BODIES:
            return True
        place += 1
        if place == len(reader.words) or reader.breaks[place] or not reader.words[place].is_name:
            return False


def _person(
    reader: Reader, place: int, end: int, spoken: Sequence[Phrase], before: Sequence[str]
) -> Phrase | None:
    plain = reader.folds[place:end]
    span = reader.span(place, end)
    if " ".join(plain) in NATIONS or _is_body(reader, end) or _is_outlet(span.of(reader.text)):
        return None
    ahead = reader.folds[place - 1] if place and not reader.breaks[place] else ""
    is_of_place = ahead == "of" and end - place == 1
    is_placed = is_of_place or ahead in _PLACED | {"the", "a", "an"}
    if is_placed and not any(p.span == span for p in spoken):
        return None
    if end - place == 1 and place == 0 and not any(p.span.start == span.start for p in spoken):
        word = reader.words[0].text
        if not any(re.search(rf"\w ?{re.escape(word)}\b", text) for text in before):
            return None
    title = None
    if ahead in TITLES or singular(ahead) in {"officer", "engineer", "commander"}:
        title = reader.span(place - 1, place)
    return Phrase(span, "person", title)


def _is_outlet(words: str) -> bool:
    return looks_like_outlet(words) or shipped().find_in_prose(words) is not None


def _spoken_as(phrase: Phrase, spoken: Sequence[Phrase]) -> Phrase:
    """The phrase as the sentence itself gives the speaker, with the title."""
    return next((p for p in spoken if p.span == phrase.span), phrase)


def _distinct(found: list[Phrase], reader: Reader) -> list[Phrase]:
    """One for each name; `Lee` beside `Ann Lee` is the same."""
    kept: list[Phrase] = []
    for phrase in sorted(found, key=lambda p: p.span.start - p.span.end):
        last = fold(phrase.span.of(reader.text).split()[-1])
        if not any(last == fold(k.span.of(reader.text).split()[-1]) for k in kept):
            kept.append(phrase)
    return kept


def _is_of_other(reader: Reader, pronoun: str) -> bool:
    """Whether a sentence speaks of a man where a woman is meant, or the other way."""
    words = set(reader.folds)
    if pronoun == "he":
        return bool(words & _WOMEN)
    return pronoun == "she" and bool(words & _MEN)


def _goes_on(reader: Reader, pronoun: str) -> bool:
    """Whether a sentence names nobody and only goes on with the same pronoun."""
    if is_all_quoted(reader):
        return True
    if _is_of_other(reader, pronoun):
        return False
    outside = [w for w, out in zip(reader.folds, reader.outside, strict=True) if out]
    return pronoun in outside
