"""Words for those who speak: who is nobody in particular, what is a body, what is an office."""

from __future__ import annotations

from rag.words import fold

PRONOUNS = frozenset("he she they it i we".split())

PEOPLE = frozenset(
    """official militant rebel insurgent fighter gunman guerrilla source diplomat officer
    spokesman spokeswoman spokesperson aide adviser advisor person people expert analyst
    witness resident neighbour neighbor doctor medic nurse engineer investigator lawmaker
    soldier employee worker docker driver passenger reader trader relative friend colleague
    insider observer critic supporter opponent campaigner activist protester protestor
    demonstrator organiser organizer volunteer rescuer firefighter survivor victim scientist
    researcher economist trader investor shareholder banker executive manager mechanic
    detective inspector negotiator delegate veteran islander farmer fisherman teacher parent
    student pupil patient customer commuter tourist refugee migrant prisoner detainee lawyer
    attorney niece nephew sister brother mother father son daughter wife husband widow widower
    cousin uncle aunt family man woman boy girl child teenager pensioner commander authority
    representative member staff crew insurer leader journalist reporter correspondent
    historian coordinator envoy head boss coach founder cofounder author singer actor actress
    player striker captain host owner minister politician candidate mp lawmaker democrat
    republican conservative senior deputy teenager campaigner curator keeper skipper pilot
    chef baker cook student pollster strategist operative donor consultant contractor
    eyewitness onlooker bystander businessman businesswoman entrepreneur prosecutor historian
    other""".split()
)
"""Somebody, but nobody in particular."""
_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "wives": "wife",
              "fishermen": "fisherman", "spokesmen": "spokesman", "businessmen": "businessman",
              "policemen": "policeman", "diagnoses": "diagnosis", "persons": "person"}  # fmt: skip
BODIES = frozenset(
    """police service office city council government ministry department agency company firm
    union association party court army military navy force embassy consulate hospital
    university college institute bank committee commission authority parliament senate
    congress cabinet administration brigade coastguard guard constabulary board club charity
    foundation trust school airport port operator airline railway retailer manufacturer
    carmaker utility regulator watchdog ombudsman tribunal inquiry consortium federation
    organisation organization ngo secretariat directorate bureau corporation museum church
    diocese archdiocese municipality town county state province junta kremlin presidency
    palace chancellery fund treasury intelligence coalition alliance opposition campaign owner
    maker shipowner exchange laboratory inspectorate observatory centre center prosecution
    judiciary nation country commissioners""".split()
)
"""What speaks with one voice."""
OFFICES = frozenset(
    """mayor minister president chancellor premier king queen prince princess pope bishop
    archbishop cardinal patriarch governor ambassador commissioner senator judge coroner
    emperor sultan emir chairman chairwoman chair chief director secretary general admiral
    speaker taoiseach ombudsman prosecutor-general""".split()
)
"""Held by one at a time, so that `the mayor` says who it is."""
DOCUMENTS = frozenset(
    """report survey study record account register document statement letter memo filing
    indictment affidavit assessment poll census data figure statistic transcript log minute
    release review paper census audit email diary testimony finding notice bulletin count
    estimate analysis dossier file complaint lawsuit ruling verdict""".split()
)
"""What can be read."""

DEFINITE = frozenset("the its his her their our my this these those".split())
INDEFINITE = frozenset(
    """a an another some several many few other others most both all any one two three four five
    six seven eight nine ten eleven twelve dozens scores hundreds thousands multiple various
    numerous no each every more""".split()
)
NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve both".split())
ATTACHING = frozenset(
    """of at for from with in on close familiar briefed inside near behind made finished involved
    among within by who that which based seen obtained reviewed published released around
    across speaking present under outside to""".split()
)
"""Words that begin what is said more closely of a noun."""
NEVER = frozenset(
    """is was were are be been being has have had do does did will would shall should can could
    may might must not n't i you he she they it we him them us me who whom which that what
    when where why how if because although while whereas since unless until after before than
    as there here then so also but said says say told asked""".split()
)
"""Words that stand in no description of who speaks."""
OFFICE_WORDS = frozenset(
    """intelligence security affairs defense defence state foreign interior treasury
    transportation commerce energy trade health education justice labor labour finance
    homeland national house committee council democrat republican""".split()
)
"""Capitalised words of offices, which begin no name."""
BODY_NAMES = frozenset(
    """union company ferries freight hospital school college ministry council office agency party
    bank university institute corporation association federation committee service services
    police court street road bridge square wharf port harbour society group holdings chemicals
    hall church museum house department department's commission authority navy army force
    forces times post news wire ledger courier star radio gazette cut lane lock island city
    region district""".split()
)
"""Last words of names that are no person's."""


def singular(word: str) -> str:
    """A noun folded and without its plural.

    >>> singular("Officials"), singular("authorities"), singular("women"), singular("police")
    ('official', 'authority', 'woman', 'police')
    """
    plain = fold(word)
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    if plain.endswith("ies"):
        return f"{plain[:-3]}y"
    if plain.endswith(("sses", "xes", "ches", "shes")):
        return plain[:-2]
    return plain[:-1] if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) else plain


def is_plural(word: str) -> bool:
    """Whether a noun is written in the plural."""
    return singular(word) != fold(word)


def is_known(word: str) -> bool:
    """Whether a word is a noun of those who speak."""
    one = singular(word)
    return one in PEOPLE or one in BODIES or one in OFFICES or one in DOCUMENTS
