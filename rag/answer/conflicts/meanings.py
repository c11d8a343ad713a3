"""Words of news that count the same kind of thing, and words that say nothing about what."""

from __future__ import annotations

from functools import lru_cache

from rag.answer.verifying.checks.clauses import root
from rag.dates import MONTHS, WEEKDAYS
from rag.words import fold

_STATES = """
dead: killed kills kill killing dead died die dies deaths death fatalities fatality perished
dead: drowned deadly bodies
injured: injured injuring injures wounded wounding hurt injuries injury
missing: missing unaccounted
arrested: arrested arrests arrest detained detentions detains
evacuated: evacuated evacuees evacuee evacuation evacuations displaced
rescued: rescued rescuing freed rescues
treated: treated dealt attended
hospitalised: hospitalised hospitalized hospitalisations hospitalizations admitted
trapped: trapped stranded
infected: infected infections infection cases case
charged: charged indicted
sentenced: sentenced sentences jailed jails prison imprisoned
crowd: march marched marchers marches rally rallied protest protested demonstrated
crowd: demonstration crowd funeral
watched: watched attendance
capacity: holds capacity seating
destroyed: destroyed destroys destroying razed burned burnt
damaged: damaged damages
cancelled: cancelled canceled cancels cancellations
layoffs: redundancies layoffs redundant
wants: wants want demands demanded demand asks asked asking sought seeks seeking
offered: offered offer offers offering
expected: expected forecast
valued: valued
spilled: spilled spilt leaked leaking
"""
"""States and events that are counted; two figures with different ones count different things."""
_ALIKE = """
person: people person persons individuals
pay: pay paid pays paying
buy: buy buys bought buying acquire acquires acquired purchase purchased takeover
sell: sell sold sells sale
approve: approve approved approves backed
win: win wins won winning take took
magnitude: magnitude
jobless: unemployment jobless
turnout: turnout turned
loss: loss losses lost lose loses losing
age: age aged old
speed: travelling traveling
gust: wind winds gusts gust
quake: earthquake quake tremor
bus: bus coach
fire: fire blaze wildfire
explosion: explosion blast
"""
_FORMS = {
    word: name
    for line in (_STATES + _ALIKE).strip().splitlines()
    if line
    for name, _, words in [line.partition(": ")]
    for word in words.split()
}
STATES = frozenset(line.partition(":")[0] for line in _STATES.strip().splitlines())
GROWING = frozenset(
    "dead injured arrested evacuated rescued hospitalised infected destroyed damaged "
    "cancelled".split()
)
"""What is counted up as news comes in: a later and higher count takes the place of the earlier."""
MOVING = frozenset("missing trapped offered".split())
"""What goes up or down: any later count takes the place of the earlier."""
PERSONAL = frozenset(
    "dead injured missing arrested evacuated rescued treated hospitalised trapped infected charged "
    "crowd".split()
)
"""States of people: the noun may be left out, "nine hurt"."""
PERSON = "person"
_EMPTY = frozenset(
    "number count toll total tally figure figures estimate estimated put puts putting raised raise "
    "rose risen rise revised revise stands stood reached reach given gave give known reported "
    "counted counts early late new now least most according told official officials police city "
    "authority authorities spokesman spokeswoman spokesperson ministry reports announced still yet "
    "already far later today added confirmed including include included among "
    "monday's tuesday's sunday's friday's saturday's thursday's wednesday's before dawn morning "
    "night evening afternoon noon well also a.m p.m gmt make made".split()
)
"""Words around a figure that do not say what it counts."""
_CALENDAR = frozenset({*MONTHS, *WEEKDAYS, "yesterday", "tomorrow", "tonight"})


@lru_cache(maxsize=65_536)
def sense(word: str) -> str:
    """One name for the forms of a word, and for words that news puts one for the other.

    >>> sense("wounded"), sense("Hurt"), sense("passengers") == sense("passenger")
    ('injured', 'injured', True)
    """
    plain = fold(word)
    return _FORMS.get(plain) or root(word)


@lru_cache(maxsize=65_536)
def is_empty(word: str) -> bool:
    """Whether a word near a figure says nothing about what is counted."""
    plain = fold(word)
    return plain in _EMPTY or plain in _CALENDAR
