"""Who stands with a verb of speech: right before it, right after it or further off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.sourcing.apposing import (
    OPENERS,
    Hit,
    coordinated,
    head_of,
    is_role,
    is_singular,
    relative,
)
from rag.answer.sourcing.nouns import ATTACHING, DEFINITE, INDEFINITE, NUMBERS, PEOPLE
from rag.answer.sourcing.phrases import name_run, read_phrase
from rag.answer.sourcing.verbs import DAYS, QUOTING, TAIL, is_helper

if TYPE_CHECKING:
    from rag.answer.sourcing.describing import Phrase
    from rag.answer.sourcing.reader import Reader

_FINITE = frozenset("is was were are had has have would will could may might said did".split())
_INVERTING = frozenset("said says say added adds".split())
_FEW = 12
_TELLING = frozenset("told tells tell".split())
_TIMES = DAYS | frozenset("on a an the in last this that early late at".split())
BOUNDARY = frozenset(
    """that who which whom whose because after when while as if whether where before since until
    although though but and what how namely""".split()
)


def subject_of(reader: Reader, verb: int, last: int = -1) -> Phrase | Hit | None:
    """Who stands with a verb of speech, before it or after."""
    start = reader.run_start(verb)
    end = verb
    while end > start and is_helper(reader, end - 1):
        end -= 1
    end = _without_time(reader, start, end)
    if end == start:
        return _apart(reader, verb, start)
    if reader.folds[end - 1] in {"who", "which", "that"} and end - 1 == start:
        return relative(reader, verb, start)
    if reader.folds[end - 1] in {"and", "but"}:
        return coordinated(reader, verb, start, end - 1)
    phrase = _before(reader, start, end, last)
    if phrase and start > 0 and _is_bare_role(reader, phrase, start, end):
        # `Fiona Reed, adviser at the board said`: the second comma is missing.
        return head_of(reader, start, role=reader.span(start, end))
    return phrase


def _is_bare_role(reader: Reader, phrase: Phrase, start: int, end: int) -> bool:
    """Whether a phrase is a role without an article, which only stands beside a name."""
    stop = next((n for n in range(start, end) if reader.folds[n] in ATTACHING), end)
    head = reader.folds[stop - 1]
    is_bare = reader.folds[start] not in DEFINITE | INDEFINITE | NUMBERS and stop > start
    whole = phrase.span == reader.span(start, end)
    return phrase.kind == "people" and whole and is_bare and head in PEOPLE - {"staff", "crew"}


def _without_time(reader: Reader, start: int, end: int) -> int:
    """Where the subject ends: `Peskov on a Monday`, `The company on Friday`."""
    place = end
    while place > start and (
        reader.folds[place - 1] in _TIMES or reader.words[place - 1].is_number
    ):
        place -= 1
        if reader.folds[place] in {"on", "in", "at"} and place > start:
            return place
    return end


def _before(reader: Reader, start: int, end: int, last: int) -> Phrase | None:
    """The phrase right before a verb in its run."""
    inner = max(
        (n + 1 for n in range(start, end) if reader.folds[n] in BOUNDARY or n == last),
        default=start,
    )
    first = start
    if inner == end:
        return None  # `a member who had announced it changed his mind`
    while first < end and reader.folds[first] in OPENERS:
        first += 1
    first = _without_time_ahead(reader, first, end)
    whole = read_phrase(reader, first, end)
    if whole and inner <= first and whole.kind is not None:
        return whole
    if whole and inner > first and not (start <= last < end):
        return whole if whole.title is not None or whole.kind in {"people", "body"} else None
    return (
        _in_part(reader, first, end, inner=inner, last=last)
        if inner > first
        else (_after_place(reader, first, end) if whole is None else whole)
    )


def _in_part(reader: Reader, first: int, end: int, *, inner: int, last: int) -> Phrase | None:
    """The subject of the last clause of a run: `... that officials said`."""
    if first < inner <= end and "what" in reader.folds[first:inner]:
        is_so = bool({"was", "were", "is", "are"} & set(reader.folds[end + 1 : end + 2]))
        what = first + reader.folds[first:end].index("what") + 1
        return read_phrase(reader, what, end) if is_so else None
    part = None if _is_inside_name(reader, inner) else read_phrase(reader, inner, end)
    if part or _is_inside_name(reader, inner):
        return part
    # `Six sources who know the plan told`: the relative clause stands between the two.
    cut = next((n for n in range(first, end) if reader.folds[n] in {"who", "which", "that"}), end)
    is_main = inner < end and first < cut < end and last < first
    return read_phrase(reader, first, cut) if is_main else None


def _is_inside_name(reader: Reader, place: int) -> bool:
    """`the Center for Disease Control and Prevention`: the conjunction is part of a name."""
    is_and = reader.folds[place - 1] == "and" and place > 1
    return is_and and reader.words[place - 2].is_name and reader.words[place].is_name


def _after_place(reader: Reader, first: int, end: int) -> Phrase | None:
    """`Of the Baltic states Quigley said`, `At the summit Trump said`."""
    name = name_run(reader, first, end)
    if reader.folds[first] not in TAIL | {"of", "for"} or not first < name < end:
        return None
    before = reader.words[name - 1]
    is_plain = before.text.islower() and reader.folds[name - 1] not in TAIL | {"of", "the", "for"}
    return read_phrase(reader, name, end) if is_plain else None


def _without_time_ahead(reader: Reader, first: int, end: int) -> int:
    """`On Monday police said`, `Last week the company said`."""
    if first < end and reader.folds[first] in {"on", "last", "early", "late", "in", "this"}:
        place = first
        while place < end and reader.folds[place] in _TIMES - {"the"}:
            place += 1
        if place > first and reader.folds[place - 1] in DAYS:
            return place
    return first


def _apart(reader: Reader, verb: int, start: int) -> Phrase | Hit | None:
    """`Roe, the mayor, said`, and `said Roe, the mayor`."""
    inverted = _inverted(reader, verb)
    if reader.is_after_quote(verb) or start == 0:
        return inverted
    if inverted and _is_all_that_follows(reader, verb):
        return inverted
    return head_of(reader, start) or inverted


def _is_all_that_follows(reader: Reader, verb: int) -> bool:
    """Whether only who speaks can follow, as in `..., said the publicist, Annett Wolf`."""
    rest = reader.folds[verb + 1 :]
    if reader.folds[verb] not in _INVERTING:
        return False
    return len(rest) <= _FEW and not set(rest) & _FINITE


def _inverted(reader: Reader, verb: int) -> Phrase | None:
    if reader.ends_at(verb) or reader.folds[verb] in _TELLING | QUOTING:
        return None  # `told reporters` has the reporters listen
    return phrase_after(reader, verb + 1, reader.run_end(verb + 1), is_strict=True)


def phrase_after(reader: Reader, start: int, end: int, *, is_strict: bool = False) -> Phrase | None:
    """A phrase that follows `said` or `according to`, with the name or role after its comma."""
    phrase = forward(reader, start, end, is_strict=is_strict)
    if phrase is None and end < len(reader.words) and is_role(reader, start, end):
        # `said the company's lawyer, Henrike Moss`
        name = read_phrase(reader, end, reader.run_end(end))
        is_person = name is not None and name.kind == "person" and name.title is None
        return name._replace(title=reader.span(start, end)) if name and is_person else None
    if phrase is None or phrase.kind is None or end >= len(reader.words):
        return phrase
    if phrase.span.end != reader.words[end - 1].span.end:
        return phrase
    rest = reader.run_end(end)
    if phrase.kind in {"people", "role", "body"} and reader.folds[start] not in NUMBERS:
        name = read_phrase(reader, end, rest)
        is_person = (
            name is not None
            and name.kind == "person"
            and (name.title is None or " " not in name.title.of(reader.text))
        )
        if name and is_person and (phrase.kind == "role" or is_singular(reader, end - 1)):
            return name._replace(title=phrase.span)
    return phrase


def forward(reader: Reader, start: int, end: int, *, is_strict: bool = False) -> Phrase | None:
    """The longest beginning of a run that says who speaks."""
    for stop in range(end, start, -1):
        if stop < end and is_strict and reader.folds[stop] not in TAIL:
            continue
        if stop < end and reader.words[stop].is_name and reader.words[stop - 1].is_name:
            continue
        phrase = read_phrase(reader, start, stop)
        if phrase and stop < end and not _may_follow(reader, stop):
            return None
        if phrase and phrase.kind is not None:
            return phrase
        if phrase:
            return phrase if stop == end or reader.folds[stop] in TAIL else None
    return None


def _may_follow(reader: Reader, place: int) -> bool:
    """Not `according to Roman texts`, where the name only describes."""
    word = reader.folds[place]
    return not reader.words[place].text.islower() or word in TAIL | OPENERS | _STARTING


_STARTING = frozenset("the a an he she it they his her their its there this that who which".split())
