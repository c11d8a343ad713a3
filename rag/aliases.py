"""Other words for the same place, body or person: adjectives, capitals, acronyms, spellings."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.words import fold

_PLACES = """
afghanistan afghan afghans | kabul
albania albanian albanians | tirana
algeria algerian algerians | algiers
argentina argentine argentines argentinian argentinians | buenos_aires
armenia armenian armenians | yerevan
australia australian australians aussie | canberra
austria austrian austrians | vienna
azerbaijan azerbaijani azerbaijanis azeri | baku
bangladesh bangladeshi bangladeshis | dhaka
belarus belarusian belarusians byelorussia | minsk
belgium belgian belgians
bosnia bosnian bosnians bosnia_and_herzegovina | sarajevo
brazil brazilian brazilians | brasilia
britain british briton britons uk u.k united_kingdom great_britain | london downing_street whitehall
bulgaria bulgarian bulgarians | sofia
cambodia cambodian cambodians khmer | phnom_penh
canada canadian canadians | ottawa
chile chilean chileans | santiago
china chinese prc people's_republic_of_china | beijing peking
colombia colombian colombians | bogota
congo congolese drc dr_congo democratic_republic_of_congo \
 democratic_republic_of_the_congo | kinshasa
croatia croatian croatians croat croats | zagreb
cuba cuban cubans | havana
cyprus cypriot cypriots | nicosia
czechia czech czechs czech_republic | prague
denmark danish dane danes | copenhagen
egypt egyptian egyptians | cairo
england english englishman englishmen
estonia estonian estonians | tallinn
ethiopia ethiopian ethiopians | addis_ababa
european_union eu e.u | brussels
finland finnish finn finns | helsinki
france french frenchman frenchmen frenchwoman | paris elysee
georgia georgian georgians | tbilisi
germany german germans | berlin
ghana ghanaian ghanaians | accra
greece greek greeks | athens
haiti haitian haitians | port-au-prince
hungary hungarian hungarians | budapest
iceland icelandic icelander icelanders | reykjavik
india indian indians | delhi new_delhi
indonesia indonesian indonesians | jakarta
iran iranian iranians persian | tehran teheran
iraq iraqi iraqis | baghdad
ireland irish irishman | dublin
israel israeli israelis | jerusalem
italy italian italians | rome
ivory_coast ivorian ivorians cote_d'ivoire | abidjan
japan japanese | tokyo
jordan jordanian jordanians | amman
kazakhstan kazakh kazakhs kazakhstani | astana
kenya kenyan kenyans | nairobi
kosovo kosovar kosovars kosovan | pristina
kyrgyzstan kyrgyz | bishkek
latvia latvian latvians | riga
lebanon lebanese | beirut
libya libyan libyans | tripoli
lithuania lithuanian lithuanians | vilnius
malaysia malaysian malaysians | kuala_lumpur
mali malian malians | bamako
mexico mexican mexicans | mexico_city
moldova moldovan moldovans | chisinau
mongolia mongolian mongolians
morocco moroccan moroccans | rabat
myanmar burma burmese | naypyidaw
nepal nepalese nepali | kathmandu
netherlands dutch dutchman holland | the_hague
new_zealand new_zealander new_zealanders kiwi | wellington
nigeria nigerian nigerians | abuja
north_korea north_korean north_koreans dprk | pyongyang
norway norwegian norwegians | oslo
pakistan pakistani pakistanis | islamabad
palestine palestinian palestinians | ramallah
peru peruvian peruvians | lima
philippines philippine filipino filipinos | manila
poland polish pole poles | warsaw
portugal portuguese | lisbon
qatar qatari qataris | doha
romania romanian romanians | bucharest
russia russian russians russian_federation | moscow kremlin
rwanda rwandan rwandans | kigali
saudi_arabia saudi saudis saudi_arabian | riyadh
scotland scottish scot scots | edinburgh holyrood
serbia serbian serbians serb serbs | belgrade
singapore singaporean singaporeans
slovakia slovak slovaks slovakian | bratislava
slovenia slovenian slovene slovenes | ljubljana
somalia somali somalis | mogadishu
south_africa south_african south_africans | pretoria
south_korea south_korean south_koreans | seoul
spain spanish spaniard spaniards | madrid
sudan sudanese | khartoum
sweden swedish swede swedes | stockholm
switzerland swiss | bern berne
syria syrian syrians | damascus
taiwan taiwanese | taipei
tajikistan tajik tajiks | dushanbe
thailand thai thais | bangkok
tunisia tunisian tunisians | tunis
turkey turkiye turkish turk turks | ankara
uganda ugandan ugandans | kampala
ukraine ukrainian ukrainians | kyiv kiev
united_arab_emirates uae u.a.e emirati emiratis emirates | abu_dhabi
united_nations un u.n
united_states us u.s usa u.s.a united_states_of_america america american americans \
 | washington white_house
uzbekistan uzbek uzbeks | tashkent
vatican holy_see
venezuela venezuelan venezuelans | caracas
vietnam vietnamese | hanoi
wales welsh | cardiff
yemen yemeni yemenis | sanaa
zimbabwe zimbabwean zimbabweans | harare
"""
_TWINS = """
kyiv kiev kyjiv; odesa odessa; kharkiv kharkov; lviv lvov; luhansk lugansk; dnipro dnepr
dnipropetrovsk; zaporizhzhia zaporizhia zaporozhye zaporizhzhya; mykolaiv nikolaev;
beijing peking; mumbai bombay; kolkata calcutta; chennai madras; yangon rangoon;
tehran teheran; mohammed muhammad mohamed mohammad mohamad muhammed mehmet; volodymyr vladimir
wladimir; oleksandr aleksandr alexander; alexei aleksei alexey aleksey oleksiy; sergei sergey
serhiy; yevgeny evgeny yevgeni evgeni yevgeniy; andrei andrey andriy; dmitry dmitri dmitriy
dmytro; mikhail mykhailo; yuri yury yuriy; gaddafi qaddafi kadhafi gadhafi qadhafi kaddafi;
yusuf yousef youssef yousuf; hussein hussain husayn; osama usama; ahmed ahmad; hezbollah
hizbollah hizbullah hezbullah; houthi huthi houthis huthis; daesh isis isil; quran koran;
lukashenko lukashenka; yanukovych yanukovich; tchaikovsky chaikovsky; xi jinping_xi;
cologne koln; munich munchen; geneva geneve genf; the_hague hague; gaza gazan gazans;
bill william billy will; joe joseph joey; mike michael; bob robert rob bobby; tom thomas;
jim james jimmy jamie; ben benjamin; dave david; dan daniel danny; steve steven stephen;
chris christopher; nick nicholas; tony anthony; liz elizabeth beth; kate katherine catherine
kathy; sue susan; matt matthew; andy andrew; greg gregory; jeff jeffrey geoffrey; ron ronald;
don donald; ken kenneth; ted edward ed; rick richard dick; sam samuel; tim timothy; pete peter;
alex alexander alexandra; charlie charles; harry henry; larry lawrence; jen jennifer; abe abraham;
republican republicans gop; shia shias shiite shiites; sunni sunnis;
tory tories conservative conservatives; covid coronavirus;
phil philip phillip; fred frederick; bernie bernard; chuck charles; maggie margaret; vlad vladimir
"""
_SOUNDS = (
    (re.compile(r"['’\-]"), ""),
    (re.compile(r"tsch|tch|cz"), "ch"),
    (re.compile(r"sch"), "sh"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|q"), "k"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ee|ie|iy|yy|yi|ii|y|j"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_LONG = 6
"""Letters from which a name may end in another letter and still be the same."""
_PLACE = 5
"""Letters that a place needs before an ending is read as "people of"."""
_NATION = re.compile(r"(?:an|ian|ean|ese|ish|ans|ians|nian|nians|er|ers)\Z")


def _table() -> tuple[dict[str, str], frozenset[str]]:
    known: dict[str, str] = {}
    capitals: set[str] = set()
    for line in _PLACES.strip().splitlines():
        own, _, seats = line.partition("|")
        key = own.split()[0]
        known |= {phrase.replace("_", " "): key for phrase in f"{own} {seats}".split()}
        capitals |= {phrase.replace("_", " ") for phrase in seats.split()}
    return known, frozenset(capitals)


NATIONS, SEATS = _table()
"""Every word or phrase for a country or union with its key; which of them are cities or houses."""

_SAME: dict[str, set[int]] = {}
for _number, _group in enumerate(_TWINS.split(";")):
    for _word in _group.split():
        _SAME.setdefault(_word, set()).add(_number)


def twins(name: str) -> frozenset[int]:
    """The groups of names that stand for one another to which this one belongs."""
    return frozenset(_SAME.get(fold(name), ()))


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """One writing for the many that one name has in Latin letters.

    >>> sound("Zelenskyy") == sound("Zelensky") == sound("Zelenskiy")
    True
    """
    plain = fold(name)
    for pattern, letters in _SOUNDS:
        plain = pattern.sub(letters, plain)
    return plain


def is_same_name(one: str, other: str) -> bool:
    """Whether two words may name the same: spellings, short forms, people of a place.

    >>> is_same_name("Kiev", "Kyiv"), is_same_name("Parisian", "Paris"), is_same_name("Roe", "Lee")
    (True, True, False)
    """
    a, b = fold(one), fold(other)
    if a == b or twins(a) & twins(b):
        return True
    shorter, longer = sorted((sound(a), sound(b)), key=len)
    if shorter == longer:
        return bool(shorter)
    if len(shorter) >= _LONG and longer[:-1] == shorter and longer[-1] in "is":
        return True
    if len(shorter) >= _LONG and len(longer) == len(shorter) and _is_one_vowel(shorter, longer):
        return True
    return _is_of(a, b) or _is_of(b, a)


def _is_one_vowel(one: str, other: str) -> bool:
    """Whether two words differ in one vowel inside; the last letter tells Maria from Mario."""
    apart = [(a, b) for a, b in zip(one[:-1], other[:-1], strict=True) if a != b]
    return one[-1] == other[-1] and len(apart) == 1 and set(apart[0]) <= set("aeiou")


def _is_of(people: str, place: str) -> bool:
    """Whether one word is what people of the other are called."""
    if len(place) < _PLACE or people == place:
        return False
    cut = place[:-1] if place[-1] in "aeiy" else place
    return people.startswith(cut) and _NATION.fullmatch(people[len(cut) :]) is not None
