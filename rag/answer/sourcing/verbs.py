"""Which words of a sentence have somebody say something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.sourcing.nouns import DEFINITE, INDEFINITE, PEOPLE, singular
from rag.answer.verifying.checks.speech import is_saying

if TYPE_CHECKING:
    from rag.answer.sourcing.reader import Reader

_MORE = frozenset(
    """believe believes believed doubt doubts estimate estimates estimated deny denies denied
    dispute disputes disputed answered answers advised concede acknowledge acknowledges disclosed
    quipped joked shouted argued demanded lamented cautioned caution recounted boasted
    reiterated countered""".split()
)
"""Beside the verbs by which the check reads speech: those that also say whose view it is."""
_WEAK = frozenset(
    """noted notes observed recall recalled remarked replied stressed maintained predicted urged
    complained posted stated commented warned declared reported reports report announced announce
    announces claim claims claimed admitted admits promised vowed tweeted wrote write writes state
    suggested suggest suggests asserted asserts conceded believed believe doubted disputed denied
    estimated demanded answered advised acknowledged""".split()
)
"""Verbs that have an object as often as a sentence after them: `observed the ceasefire`."""
_STRONG_BEFORE = frozenset("that how why he she they it there his her their its this these".split())
QUOTING = frozenset(
    """call calls called describe describes described denounced denounces credited credits praised
    praises hailed hails condemned condemns criticised criticized blamed blames dismissed dismisses
    labelled branded slammed spoke speaks cited cites mocked accused accuses claim claims seemed
    complained repeated likened lambasted welcomed decried thanked remains""".split()
)
"""Verbs that have somebody speak where quoted words follow."""
_HELPERS = frozenset(
    """has have had also then later now again earlier previously repeatedly publicly privately still
    first clearly once meanwhile further reportedly initially recently already today yesterday
    in turn often always therefore himself herself nonetheless nevertheless broadly largely
    itself themselves both all each jointly flatly""".split()
)
NOT = frozenset(
    """not to would should could cannot can might must never didn't wouldn't doesn't don't
    couldn't won't hasn't haven't nor without for by of in the a""".split()
)
TAIL = frozenset(
    """on at in to during after last yesterday today late early this when as before by with while
    earlier later via through from about over outside following""".split()
)
DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night
    january february march april may june july august september october november december week
    month year today yesterday noon midday""".split()
)
_AGENTLESS = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:widely\s+)?(?:said|reported|believed|thought|understood|alleged"
    r"|rumou?red|claimed)\s+(?:to|that)\b|\b[Ii]t (?:is|was|has been) (?:widely )?"
    r"(?:said|reported|alleged|rumou?red|claimed)\b"
)
ADDING = frozenset("saying asking adding warning insisting arguing telling stressing".split())
"""Participles by which the subject of the sentence goes on speaking."""
SHOWING = frozenset("show shows".split())
"""What papers do, where people say."""
_PLURALS = frozenset("answers doubts estimates disputes".split())
"""Nouns, unless `that` follows."""
_BEING = frozenset("is are was were be been being".split())
_REJECTING = frozenset("rejected rejects dismissed".split())
_NOUNS = frozenset("report claim state".split())
_PHRASED = _REJECTING | _NOUNS | ADDING | {"put", "puts", "described", "describes"}
_FOREIGN = frozenset("selon dit déclaré affirme affirmé raconte".split())
_REPORTING = frozenset("reports claims notes states comments remarks".split())
_CLAUSAL = frozenset("that would will had has is was were are may".split())
_CLAUSELESS = frozenset("believe believed report claim claims writes".split())
_TRANSITIVE = frozenset("denied disputed announced claimed admitted".split())
_DENIED = frozenset("him her them access entry service".split())
_SAID_THINGS = frozenset(
    "report reports claim claims allegation allegations accusation accusations suggestion "
    "suggestions charge charges criticism".split()
)
_CORE = frozenset("said says say told tells tell added adds according".split())
"""Verbs after which it is unclear who speaks where no subject can be read."""


def is_verb(reader: Reader, place: int) -> bool:
    """Whether a word is a verb by which somebody says something, in these words."""
    if _is_in_phrase(reader, place):
        return True
    word = reader.folds[place]
    before = reader.folds[place - 1] if place else ""
    if word in _PHRASED or before in NOT or word in _FOREIGN:
        return False
    if word in SHOWING:
        return place > 0
    if word not in _MORE and not is_saying(reader.piece, place):
        return False
    is_passive = (word in _MORE and before in _BEING) or _is_said_of(reader, place)
    return not is_passive and (word not in _WEAK or _has_content(reader, place))


def _is_said_of(reader: Reader, place: int) -> bool:
    """`warheads believed to hold gas`, `men said to be armed`: said of them, not by them."""
    later = reader.folds[place + 1 : place + 3]
    if reader.folds[place] in _PLURALS and later[:1] != ("that",):
        return True
    is_past = reader.folds[place] in {"believed", "said", "reported"}
    return is_past and later[:1] == ("to",) and singular(later[-1]) not in PEOPLE


def _is_in_phrase(reader: Reader, place: int) -> bool:
    """Verbs that need more: `put it at 40`, `described it as`, `called it “a mess”`."""
    word, later = reader.folds[place], reader.folds[place + 1 : place + 10]
    if word in QUOTING and reader.is_before_quote(place):
        return True
    before = reader.folds[place - 1] if place else ""
    if word in _NOUNS:
        is_noun = not place or reader.breaks[place] or before in NOT | DEFINITE | INDEFINITE
        is_end = reader.ends_at(place) or (word == "state" and later[:1] != ("that",))
        return not (is_noun or is_end)
    is_quoted_as = reader.folds[max(0, place - 2) : place] == ("quoted", "as")
    return (
        (word in {"described", "describes"} and "as" in later and before not in _BEING)
        or (word in _REJECTING and bool(_SAID_THINGS & set(later[:5])))
        or (word in {"put", "puts"} and _is_put_at(reader, place))
        or (word in ADDING and place > 0 and (reader.breaks[place] or is_quoted_as))
    )


def _is_put_at(reader: Reader, place: int) -> bool:
    later = reader.folds[place + 1 : place + 10]
    return "at" in later[:-1] and reader.folds[reader.run_start(place)] != "which"


def _has_content(reader: Reader, place: int) -> bool:
    """Whether what follows a verb, or stands ahead of it, can be what is said."""
    if reader.ends_at(place) or reader.is_before_quote(place):
        return True
    if reader.words[place].text[:1].isupper():
        return False
    after = reader.folds[place + 1]
    if after in _STRONG_BEFORE or (after in TAIL and after != "to"):
        return True
    word = reader.folds[place]
    if word in _TRANSITIVE:
        return after not in _DENIED
    if word == "advised":
        return "to" in reader.folds[place + 1 : place + 4]
    return word in _CLAUSELESS or bool(_CLAUSAL & set(reader.folds[place + 1 : place + 7]))


def is_surely_speech(reader: Reader, place: int) -> bool:
    """Whether somebody speaks there, though it cannot be read who."""
    word = reader.folds[place]
    has_that = place + 1 < len(reader.words) and reader.folds[place + 1] == "that"
    is_topic = "what" in reader.folds[max(0, place - 8) : place]
    ahead = place
    while ahead and not reader.breaks[ahead] and is_helper(reader, ahead - 1):
        ahead -= 1
    is_aside = ahead > 1 and not reader.breaks[ahead - 1] and reader.folds[ahead - 1] in {
        "who", "which", "that",
    }  # fmt: skip
    if word in ADDING or is_topic or is_aside:
        return False
    return (word in _CORE and bool(place)) or (has_that and word not in _REPORTING and bool(place))


def is_agentless(text: str) -> bool:
    """Whether a sentence gives its content as said by nobody: `is said to be`."""
    return _AGENTLESS.search(text) is not None


def is_helper(reader: Reader, place: int) -> bool:
    """Whether a word only stands between a subject and its verb: `has also repeatedly`."""
    word = reader.words[place].text
    return reader.folds[place] in _HELPERS or (word.islower() and word.endswith("ly"))


def is_verbal(reader: Reader, place: int) -> bool:
    """Whether a word looks like the verb that follows a subject."""
    word = reader.folds[place]
    return word.endswith(("ed", "s")) or word in _HELPERS or word in {
        "is", "was", "were", "are", "put", "made", "took", "gave", "told", "left", "met", "held",
        "won", "lost", "went", "came", "sent", "set", "spoke", "wrote",
    }  # fmt: skip
