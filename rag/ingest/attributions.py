"""Words that hand a report over to another outlet: "told NBC News", "as Coastal Wire reported".

What counts as an outlet is in the table of names, or says so itself: a name of capitals that
ends like a newspaper's, or one that stands after "the agency", "die Zeitung", "агентство".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rag.ingest.outlets import is_short_form, looks_like_outlet, tidy
from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.ingest.outlets import Outlets


class Attribution(NamedTuple):
    """One outlet that a text names as a source."""

    name: str
    """Canonical; a short form such as "Times" stays one."""
    span: Span
    is_firm: bool
    """False for what is said in passing: an interview elsewhere, "Bloomberg said"."""


_UPPER = r"[^\W\d_a-zß-öø-ÿа-яёіїєґ]"
_CAPITAL = rf"(?:St\.|(?:{_UPPER}\.){{2,}}|{_UPPER}[\w&’'-]*(?:\.[\w&’'-]+)*)"
_INNER = r"(?:of|the|de|du|des|del|della|der|den|and|la|le)"
_RUN = rf"{_CAPITAL}(?:[ ](?:{_INNER}[ ]){{0,2}}{_CAPITAL}|[ ]\d+\b){{0,6}}"
_NAME = rf"(?P<name>{_RUN}|«[^»\n]{{2,40}}»)"
_ARTICLE = r"(?:(?:[Tt]he|[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Dd]en|[Ll]a|[Ll]e|[Ee]l|[Ii]l)\s|[Ll]['’])?"
_HOUSE = r"""(?:(?:(?:state|news|local|daily|British|Russian|German|French|American|Chinese)\s)*
    (?:agency|newspaper|broadcaster|outlet|channel|website|paper|magazine|network|station
      |Zeitung|Nachrichtenagentur|Agentur|Magazin|Sender|agence(?:\sde\spresse)?|journal
      |quotidien|chaîne|agencia|diario|cadena|agenzia|quotidiano|агентств[оуа]|газет[аеуы]
      |издани[еюя]|телеканал[уае]?|портал[уае]?|журнал[уае]?)\s)?"""
_PASSING = r"""\b[Ii]nterviews?\s(?:with|to|by|on|mit|à|par) | \bentrevista\s(?:con|a)
    | \b(?:spoke|speaking|talking|talked|appear(?:ed|ing))\s(?:to|with|on) | \bau\smicro\sde
    | \bGespräch\smit | \bв\sинтервью"""
_FIRM = r"""\b(?:told|tells?) | \b[Aa]ccording\sto(?:\sa\sreport\s(?:by|in|from))?
    | \b[Cc]it(?:ing|ed\sby|es|ed|e) | \bquot(?:ed\sby|ing) | \bnamed\sby | \bdr(?:aws?|awing)\son
    | \b(?:reported|revealed|published|obtained|seen|reviewed|disclosed|viewed|broken|heard)
      \s(?:\w+\s)?(?:by|to|in|on)
    | \b[Rr]eports?\s(?:by|in|from|on) | \b(?:story|article|investigation)\s(?:by|in|from)
    | \b[Ee]xclusive\s(?:by|to) | \brepublish(?:ing|ed\sfrom)
    | \b[Ll]aut | \b[Gg]egenüber | \bsagte(?:\s[^\s.,;:]+){0,5}?(?=\sd(?:er
        |em)\s(?:\S+\s)?\S*(?:[Aa]gentur|[Zz]eitung|Post|Presse|Blatt|Rundschau))
    | \b(?:Angaben|Informationen)\s(?:von|der|des)
    | \bberichte(?:t|te|ten) | \bmeldete? | \bschreibt | \b[Bb]ericht\s(?:von|der|des)
    | \b[Ss]elon | \b[Dd]['’]après | \brapporte(?:nt)? | \brévèle | \bcité(?:e|s|es)?\spar
    | \b(?:déclaré|indiqué|confié|affirmé|dit|expliqué|précisé)\sà
    | \b[Ss]egún | \binform(?:a|ó) | \b(?:dijo|declaró|explicó|señaló|afirmó)\sa
    | \bcitad[oa]s?\spor | \b[Ss]econdo | \b(?:detto|dichiarato)\sa(?:l|lla)? | \briporta
    | \b[Сс]ообща(?:ет|ют|ла) | \b[Сс]ообщил[аио]? | \b[Пп]ереда[её]т | \b[Пп]ишет
    | \b[Пп]о\s(?:данным|информации) | \bсо\sссылкой\sна | \b(?:заявил|рассказал|сказал)[аи]?"""
_AFTER = re.compile(
    rf"""(?:(?P<passing>{_PASSING})|{_FIRM})[,:]?\s
      (?P<article>{_ARTICLE})(?P<house>{_HOUSE}){_NAME}""",
    re.VERBOSE,
)
"""The name stands after the words that hand the report over ..."""

_VERBS = r"""reported|reports?|reporting|revealed|reveals|said|says|wrote|writes|quoted|quotes
    |cited|cites|citing|learned|learns|told|broke|published|confirmed|understands|relies|exclusive
    |investigation|zufolge|berichtete?|meldete?|schreibt|rapporte|rapportait|révèle|a\srapporté
    |a\srévélé|informó|publicó|reveló|reportó|ha\srivelato|riporta|сообщает|сообщил[аио]?|пишет
    |переда[её]т"""
_BEFORE = re.compile(
    rf"""(?P<article>{_ARTICLE}){_NAME},?\s
      (?:(?:has|had|have|was|were|first|also|earlier|later|exclusively|then)\s){{0,3}}
      (?P<verb>{_VERBS})\b""",
    re.VERBOSE,
)
"""... or before the word that says it reported."""

_BEGINS_TITLE = re.compile(rf"(?:The\s)?{_NAME}\s?:\s")
_ENDS_TITLE = re.compile(rf"\s[–—|-]\s(?:The\s)?{_NAME}\Z")
_WEAK_VERBS = frozenset({"said", "says", "told", "confirmed", "published", "wrote", "writes"})
_LONG_AGO = re.compile(
    r"\blast (?:year|month|summer|spring|autumn|winter)\b|\bin (?:19|20)\d\d\b|\byears? ago\b"
)
_NEAR = 60
# What may stand beside a name with a capital of its own: `told CNN Sunday`, `On Monday Reuters`.
_BESIDE = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december yesterday today on in by as and but while
    when after meanwhile also however earlier later since if that wie comme как""".split()
)
# Initials that are more often something else; they count in a text only after "the agency".
_AMBIGUOUS = frozenset("apa pap sid tt ani aap rbc epd sda pbs rt".split())
_OF_HOUSE = re.compile(r" (?:of|from|at|von|de) (?:the |The |der |la )?(?=\S+ )")
_POSSESSIVE = re.compile(r"['’]s?\Z")


def attributions(text: str, table: Outlets) -> Iterator[Attribution]:
    """The attributions to outlets in a running text, in order, each name once a place."""
    found = [(match, True) for match in _AFTER.finditer(text)]
    found += [(match, False) for match in _BEFORE.finditer(text)]
    taken: set[int] = set()
    for match, follows in sorted(found, key=lambda one: one[0].start("name")):
        name = _resolve(match, table, follows=follows)
        if name is None or match.start("name") in taken:
            continue
        taken.add(match.start("name"))
        yield Attribution(name, Span(*match.span()), _is_firm(match, text, follows=follows))


def named_in_title(title: str, table: Outlets) -> set[str]:
    """The outlets that a headline credits: `Reuters: ...`, `... - NBC News`, and in words."""
    found = {one.name for one in attributions(title, table)}
    for match in (_BEGINS_TITLE.match(title), _ENDS_TITLE.search(title)):
        known = table.find_in_prose(match["name"]) if match else None
        if known:
            found.add(known.name)
    return found


def _is_firm(match: re.Match[str], text: str, *, follows: bool) -> bool:
    if _LONG_AGO.search(text, match.end(), match.end() + _NEAR):
        return False
    return match["passing"] is None if follows else match["verb"] not in _WEAK_VERBS


def _resolve(match: re.Match[str], table: Outlets, *, follows: bool) -> str | None:
    """The outlet that the capitals of a match name, if they name one."""
    house = follows and bool(match["house"])
    words = _bare(match["name"], follows=follows)
    if not words:
        return None
    known = _known(words, match["article"], table, house=house, follows=follows)
    if known:
        return known
    # "told Adela Voss of The Harbour Post"
    name = _OF_HOUSE.split(" ".join(words))[-1]
    if len(name.split()) < len(words) and (of_house := table.find_in_prose(name)):
        return of_house.name
    if is_short_form(name):
        return name if match["article"] else None
    weak = not follows and match["verb"] in _WEAK_VERBS and not match["article"]
    if house or (looks_like_outlet(name) and not weak):
        return tidy(f"The {name}" if match["article"].startswith("T") else name)
    return None


def _known(
    words: list[str], article: str, table: Outlets, *, house: bool, follows: bool
) -> str | None:
    """The longest run of the words, from their near end, that the table knows."""
    whole = table.find_in_prose(article + " ".join(words))  # "selon Le Monde"
    if whole and (len(words) > 1 or house or _counts(words[0], whole.name, article)):
        return whole.name
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size] if follows else words[-size:])
        found = table.find_in_prose(name)
        if found is None or not (house or _counts(name, found.name, article)):
            continue
        # "Michael Bloomberg said" names a man, "Iranian TASS said" an agency.
        if follows or size == len(words) or size > 1 or name.isupper():
            return found.name
    return None


def _counts(name: str, known: str, article: str) -> bool:
    """Whether words of the table stand for the outlet: `told Independent MPs` do not."""
    if name.casefold() in _AMBIGUOUS:
        return False
    if " " in name or not known.startswith("The "):
        return True
    # "told the Times" may be any Times; "told The Times" is the one of that name.
    return article.startswith("T") or (bool(article) and not is_short_form(name))


def _bare(name: str, *, follows: bool) -> list[str]:
    """The words of a name, without days and possessives that stand beside it."""
    kept: list[str] = []
    for word in name.strip("«»").split():
        if word.casefold().strip(".,") in _BESIDE:
            if follows and kept:
                break
            kept = []
            continue
        bare = _POSSESSIVE.sub("", word)
        kept.append(bare.rstrip(",") if bare.count(".") > 1 else bare.rstrip(".,"))
        if bare != word and follows:
            break  # "told CNN's Jake Tapper"
        if bare != word and not name.endswith(word):
            kept = []  # "Russia's Interfax reported"
    return kept
