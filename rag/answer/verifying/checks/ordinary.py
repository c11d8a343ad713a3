"""Words that are written with a capital and are no names: titles, days, what begins a sentence."""

from __future__ import annotations

from rag.words import STOPWORDS, Token, fold

TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady president vice prime minister premier chancellor senator "
    "congressman congresswoman representative governor mayor king queen prince princess emperor "
    "pope bishop archbishop cardinal imam rabbi reverend father sister general admiral colonel "
    "major captain lieutenant sergeant judge justice professor prof chief secretary ambassador "
    "commissioner director chairman chairwoman chair speaker officer deputy ceo m mme mlle "
    "gen sen rep gov lt col capt st herr frau señor".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december jan feb mar apr jun jul aug sep sept "
    "oct nov dec spring summer autumn winter christmas easter today yesterday tomorrow am pm "
    "gmt bst est edt utc cet i".split()
)
_GENERIC = frozenset(
    """according additional additionally after afterwards agents all almost already although
    analysts another any authorities because before between both business but captain
    century citizens city clients club coalition college commission committee companies company
    congress constitution council country court crew customers data defence defense democracy
    department despite dockers doctors document during each early economic election
    employees eventually every everyone evidence experts factory few finally findings
    firefighters first firm five flights foreign former four fourth fund further germany's
    government group growth half he health here hospital house however hundreds if in
    inflation initially inquiry inspectors instead institute internet investigators islam it
    journalists judges last late later law lawmakers lawyers leader leaders lockdown local
    man managers many markets me medics meanwhile members men military million ministers ministry
    more moreover most mother much national nearly negotiations negotiators neither new news
    nine no nobody none nothing now nurses office officers officials oil on once one only
    opponents opposition organisation organization others our outside overall parents
    parliament participants participant party passengers patients people pension perhaps pilots
    plans police political politicians politics ports prices previously prices prosecutors
    protesters protests public quarter rates recently regional report reporters reports republic
    rescuers rescue research researchers residents results revenue rivers sales scientists school
    schools second senate seven several she shares shortly similarly since six so soldiers
    some someone somewhat soon sources staff state states still strikers students subsequently
    such supporters supreme survivors talks teachers ten tens that the their then there therefore
    these they third this those though thousands three thus together top total trade trains
    troops turnout two ultimately under union unions unit university until unlike up voters
    war was water we weapons weather west what when where while who why witnesses woman women
    workers world year years yes yet you young north south east northern southern eastern western
    central upper lower great street road avenue bridge river lake sea ocean mount island bank
    bill act treaty agreement association agency federation force forces army navy air post ltd
    inc corp corporation co plc llc gmbh series season volume chapter figure table section
    study authors author paper model models method methods system systems analysis team user
    users speaker speakers host hosts guest narrator""".split()
)


def is_proper(word: Token) -> bool:
    """Whether a capitalised word can be somebody's or something's own name."""
    plain = fold(word.text)
    return (
        len(plain) > 1
        and not word.is_number
        and plain not in STOPWORDS
        and plain not in TITLES
        and plain not in _CALENDAR
        and plain not in _GENERIC
    )
