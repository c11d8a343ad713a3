"""Words of news English that say the opposite of each other, with the words that go with each."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

_DEEDS = """
rise rises rose risen rising climb climbed climbing soar soared soaring surge surged surging grow
    grew grown growing | fall falls fell fallen falling drop dropped dropping decline declined
    declining plunge plunged plunging slump slumped sink sank sunk shrink shrank shrunk tumble
    tumbled plummet plummeted
increase increased increasing raise raised raising boost boosted expand expanded expanding |
    decrease decreased decreasing reduce reduced reducing cut cutting lower lowered lowering slash
    slashed diminish diminished shrink shrank
gain gained gaining | lose lost losing
continue continues continued continuing persist persists persisted goes | end ends ended ending
    stop stops stopped stopping finish finished cease ceased
win won winning wins | lose lost losing loses
accelerate accelerated quicken quickened | slow slowed decelerate decelerated
strengthen strengthened strengthening | weaken weakened weakening
improve improved improving | worsen worsened worsening deteriorate deteriorated
widen widened widening | narrow narrowed narrowing
tighten tightened tightening | loosen loosened ease eased easing relax relaxed
buy buys bought buying purchase purchased acquire acquired | sell sells sold selling
lend lent lending | borrow borrowed borrowing
open opens opened opening reopen reopened | close closes closed closing shut shuts
start starts started starting begin begins began begun beginning launch launched | end ends ended
    ending stop stops stopped stopping finish finished halt halted cease ceased
resume resumed continue continued | suspend suspended halt halted abandon abandoned
arrive arrived arrives arriving enter entered enters | leave left leaves leaving depart departed
    exit exited
join joined joins | quit leave left resign resigned
hire hired hiring appoint appointed | fire fired dismiss dismissed sack sacked
arrest arrested detain detained jail jailed imprison imprisoned | release released free freed
convict convicted | acquit acquitted clear cleared
guilty | innocent
attack attacked attacks | defend defended defends
attacker attackers | defender defenders
import imported imports importing | export exported exports exporting
import imports | export exports
advance advanced advancing | retreat retreated withdraw withdrew withdrawn
borrower borrowers | lender lenders
buyer buyers | seller sellers
winner winners | loser losers
victim victims | perpetrator perpetrators attacker attackers
employer employers | employee employees
landlord landlords | tenant tenants
include included including includes | exclude excluded excluding excludes
attract attracted | repel repelled
build built building construct constructed | demolish demolished destroy destroyed destroying
create created creating | destroy destroyed abolish abolished
save saved saving rescue rescued | kill killed
survive survived survivor survivors | die died
send sent sends sending | receive received receives receiving
push pushed | pull pulled
teach taught teaches | learn learned learnt learns
praise praised praises praising hail hailed | criticise criticised criticize criticized criticism
    condemn condemned blame blamed denounce denounced
upgrade upgraded | downgrade downgraded
overtake overtook | trail trailed
succeed succeeded follow followed | precede preceded
ally allies | enemy enemies rival
friend friends | enemy enemies
profit profits | loss losses
surplus | deficit
supply supplies | demand
majority | minority
success successes | failure failures
optimistic optimism | pessimistic pessimism
hope hopeful | fear fears
cooperate cooperated cooperating cooperation collaborate collaborated | fight fought clash clashed
    resist resisted
unite united | divide divided split
love loves loved like likes liked enjoy enjoys enjoyed | hate hates hated dislike dislikes
    disliked detest
remember remembered | forget forgot forgotten
marry married | divorce divorced
"""
_DENIALS = """
accept accepts accepted accepting | reject rejects rejected rejecting refuse refused refuses
    decline declined spurn spurned
approve approved approves approving approval back backed | reject rejected veto vetoed block
    blocked disapprove disapproved
support supports supported supporting back backs backed endorse endorsed favour favoured favor
    favored supporter supporters | oppose opposes opposed opposing opposition opponent opponents
    resist resisted
agree agrees agreed agreement | disagree disagrees disagreed disagreement refuse refused
confirm confirms confirmed admit admitted admits acknowledge acknowledged | deny denies denied
    denying
allow allows allowed allowing permit permitted permits legalise legalised legalize legalized | ban
    bans banned banning forbid forbade forbidden prohibit prohibited prevent prevented outlaw
    outlawed
succeed succeeded | fail failed
possible | impossible
legal lawful | illegal unlawful
likely | unlikely
able | unable
safe | unsafe dangerous
happy satisfied pleased | unhappy dissatisfied displeased
popular | unpopular
official | unofficial
known | unknown
expected | unexpected
necessary | unnecessary
conscious | unconscious
stable | unstable
sufficient adequate | insufficient inadequate
complete completed | incomplete
effective | ineffective
correct accurate | incorrect inaccurate wrong
similar | dissimilar different
direct | indirect
for | against
obey obeyed comply complied | disobey disobeyed defy defied
appear appeared | disappear disappeared vanish vanished
encourage encouraged | discourage discouraged
qualify qualified | disqualify disqualified
"""
_LABELS = """
more | less fewer
higher high | lower low
highest | lowest
larger bigger greater | smaller
largest biggest greatest | smallest
most | least
longer | shorter
longest | shortest
older elder | younger
oldest eldest | youngest
earlier | later
earliest | latest
faster quicker | slower
fastest | slowest
better | worse
best | worst
stronger | weaker
strongest | weakest
richer | poorer
rich wealthy affluent | poor
cheaper | dearer costlier
cheap inexpensive affordable | expensive costly
taller | shorter
heavier | lighter
wider | narrower
deeper | shallower
first | last final
north northern | south southern
east eastern | west western
northeast northeastern | southwest southwestern
northwest northwestern | southeast southeastern
upper | lower
left | right
man men male boy boys | woman women female girl girls
brother brothers | sister sisters
father dad | mother mum mom
son sons | daughter daughters
uncle | aunt
nephew | niece
husband | wife
grandfather | grandmother
grandson | granddaughter
king | queen
prince | princess
actor | actress
public | private
domestic | foreign
local | national international global
permanent | temporary
partial partially partly | full fully complete completely entire entirely
major | minor
positive | negative
strong | weak
hot warm | cold cool
wet | dry
early | late
indoor | outdoor
urban | rural
military | civilian
maximum | minimum
former | current present
ancient | modern
always | never
often frequently | rarely seldom
before | after
above | below
inside | outside
increasingly | decreasingly
upward upwards | downward downwards
day | night
morning | evening
alive living | dead
empty | full
clean | dirty polluted
easy | difficult hard
simple | complex complicated
peaceful | violent
wide | narrow
same | different opposite
all | none
with | without
"""


class Side(NamedTuple):
    """Where a word stands in one line of the table."""

    pair: int
    is_second: bool
    kind: str
    """`deed`, `denial` or `label`: what must stand around both for them to clash."""


@cache
def sides() -> dict[str, tuple[Side, ...]]:
    """The sides of the table that each word stands on, by its lower-case form.

    >>> [side.is_second for side in sides()["fell"]]
    [True]
    """
    found: dict[str, list[Side]] = {}
    lines = [(kind, line) for kind, table in
             (("deed", _DEEDS), ("denial", _DENIALS), ("label", _LABELS))
             for line in table.replace("\n    ", " ").strip().splitlines()]  # fmt: skip
    for pair, (kind, line) in enumerate(lines):
        for is_second, words in enumerate(line.split("|")):
            for word in words.split():
                found.setdefault(word, []).append(Side(pair, bool(is_second), kind))
    return {word: tuple(places) for word, places in found.items()}
