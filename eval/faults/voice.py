"""Faithful with another build: passive and active, who said it before or after what was said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.faults.clauses import lowered
from eval.faults.figures import MONTHS
from eval.faults.lexicon import lexicon, participle_of, past_of
from eval.faults.times import WEEKDAYS

if TYPE_CHECKING:
    from random import Random

_NP = (
    r"(?:(?:The|An?|the|an?|His|Her|Its|Their|his|her|its|their) )?[\w'’-]+(?: (?!was\b|were\b|"
    r"is\b|had\b|has\b|by\b|to\b|and\b|that\b|who\b|which\b)[\w'’-]+){0,3}?"
)
_REST = (
    r"(?P<rest>(?: (?:on|in|at|after|during|when|last|this|for|near|early|late)\b[^,;:\"“”]*)?)\."
)
_PASSIVE = re.compile(
    rf"(?P<what>(?:The|An?|His|Her|Its|Their|[A-Z][a-z]+) ?[\w'’ -]{{0,50}}?) (?P<be>was|"
    rf"were) (?P<verb>[a-z]+) by (?P<who>{_NP}){_REST}"
)
_ACTIVE = re.compile(
    rf"(?P<who>(?:The|An?|[A-Z][a-z]+)(?: (?!who|that|"
    rf"which)[\w'’-]+){{0,4}}?) (?P<verb>[a-z]+) (?P<what>(?:the|an?|two|three|four|five|"
    rf"six|seven|his|its|their|several) [\w'’-]+(?: [\w'’-]+){{0,3}}?){_REST}"
)
_TRANSITIVE = frozenset(
    "struck hit injured killed closed opened arrested approved rejected signed built "
    "wrote won bought sold "
    "destroyed damaged rescued inspected examined described published launched attacked "
    "defeated elected appointed "
    "founded designed directed produced released discovered invented captured painted "
    "composed criticised criticized "
    "praised accused charged convicted detained investigated announced cancelled canceled "
    "blocked evacuated ordered "
    "organised organized led owned operated funded hosted introduced created developed "
    "established adopted treated "
    "towed repaired restored removed replaced seized chosen taken written beaten broken "
    "stolen shot held made found".split()
)
_FIRST = re.compile(
    r"\b(?:I|we|We|my|My|our|Our|me|us|you|You|your|Your|let['’]s|Let['’]s|I['’]\w+)\b"
)
_SAID = r"(?P<verb>said|says|told reporters|stated)"
_SPEAKER = (
    r"(?P<who>(?:he|she|they|[Pp]olice|[Oo]fficials|[Ss]ources|[Pp]rosecutors|"
    r"[Oo]rgani[sz]ers|[Rr]esearchers|[Ss]cientists|[Dd]octors|"
    r"[Ww]itnesses|(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?!\w+ (?:is|was|are|"
    r"were|has|had)\b)[\w'’.-]+(?: [\w'’.-]+){0,4}?|"
    r"(?:[a-z]+ ){0,2}[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,4}?|"
    r"(?:[a-z]+ ){1,2}[a-z]+s)(?:, [^,\"“”]{3,60},)?)"
)
_AFTER = re.compile(
    rf"[\"“](?P<what>[A-Z][^\"“”]+?),[\"”] (?:{_SPEAKER} {_SAID}|"
    rf"{_SAID.replace('verb', 'verb2')} {_SPEAKER.replace('who', 'who2')})(?P<rest> (?:on|"
    rf"in|at|after)\b[^,\"“”]*)?\."
)
_PLAIN_AFTER = re.compile(
    rf"(?P<what>[A-Z][^\"“”]{{20,}}), {_SPEAKER} {_SAID}(?P<rest> (?:on|in|at)\b[^,\"“”]*)?\."
)
_BEFORE = re.compile(
    r"(?P<who>(?:The |A |An )?[A-Z]?[\w'’.-]+(?: [\w'’.-]+){0,5}?) (?P<verb>said|says|"
    r"stated|announced|reported) that (?P<what>[^\"“”]{20,})\."
)
_ACCORDING = re.compile(r"According to (?P<who>[^,\"“”]{3,60}), (?P<what>[^\"“”]{20,})\.")
_ACCORDING_LAST = re.compile(
    r"(?P<what>[A-Z][^\"“”]{20,}?),? according to (?P<who>[^,\"“”]{3,60}?)\."
)
_WHEN = (
    rf"(?:on (?:{'|'.join(WEEKDAYS)})(?: (?:morning|afternoon|evening|night))?|"
    rf"(?:on|in) (?:\d{{1,2}} )?(?:{'|'.join(MONTHS)})(?: \d{{1,2}})?(?:,? \d{{4}})?|"
    r"in (?:early |late |mid-)?\d{4}s?|"
    r"last (?:year|month|week|night)|this (?:year|month|week|morning)|during the \w+|"
    r"(?:two|three|four|five|six|ten|\d+) (?:days|weeks|months|years) (?:later|ago))"
)
_WHEN_LAST = re.compile(rf"(?P<what>[A-Z][^,;:\"“”]{{20,}}?) (?P<when>{_WHEN})\.")
_WHEN_FIRST = re.compile(rf"(?i:(?P<when>{_WHEN})), (?P<what>[^,;:\"“”]{{20,}})\.")
_CLAUSE_FIRST = re.compile(
    r"(?P<join>After|When|Before|While|Because|Although|Once|Until) (?P<sub>[^,;:\"“”]{10,}), "
    r"(?P<main>[^,;:\"“”]{15,})\."
)
_CLAUSE_LAST = re.compile(
    r"(?P<main>[A-Z][^,;:\"“”]{15,}?),? (?P<join>after|because|although|while) "
    r"(?P<sub>(?:the|a|an|he|she|it|they|his|her|its|their|[A-Z]\w+)\b[^,;:\"“”]{10,})\."
)
_VERB = re.compile(r"\w(?:ed|s)\b| was | had ")
_SCOPED = re.compile(
    r"\b(?:said|says|told|that|who|which|and|but|or|to|announced|reported|expected|when|if|"
    r"not|until|since|between|from|by)\b"
)
_PRONOUNS = frozenset(
    "he she it they we i you who which that this these those there it’s it's what".split()
)
_PLURAL = re.compile(
    r"(?:[^s]s|people|men|women|children|police)\Z|\band\b|\A(?:two|three|four|five|six|"
    r"seven|several)\b"
)


def turned(text: str, random: Random) -> str | None:
    """Passive to active, or active to passive, for the plainest of sentences."""
    del random
    if match := _PASSIVE.fullmatch(text):
        verb = past_of(match["verb"]) or (match["verb"] if match["verb"].endswith("ed") else None)
        if (
            verb
            and _is_plain(match["what"])
            and not re.search(r"\b(?:19|20)\d\d\b|\bthe (?:side|end|time)\b", match["who"])
        ):
            return f"{_capital(match['who'])} {verb} {lowered(match['what'])}{match['rest']}."
        return None
    match = _ACTIVE.fullmatch(text)
    if (
        not match
        or match["verb"] not in _TRANSITIVE
        or not (_is_plain(match["who"]) and _is_plain(match["what"]))
    ):
        return None
    verb = participle_of(match["verb"]) or (match["verb"] if match["verb"].endswith("ed") else None)
    head = re.split(r" (?:of|with|for|in|on|at|from|to)\b", match["what"])[0]
    be = "were" if _PLURAL.search(head) and not head.endswith("news") else "was"
    return (
        f"{_capital(match['what'])} {be} {verb} by {lowered(match['who'])}{match['rest']}."
        if verb
        else None
    )


def reported(text: str, random: Random) -> str | None:  # noqa: PLR0911
    """Who said it, put before or after what was said; direct speech as indirect where it can be."""
    del random
    if match := _AFTER.fullmatch(text):
        who, verb = match["who"] or match["who2"], match["verb"] or match["verb2"]
        if _FIRST.search(match["what"]) or who.casefold().split()[0] in {"and", "but"}:
            return None
        if who in _PRONOUNS and match["what"].split()[0].casefold().split("'")[0] in _PRONOUNS:
            return None
        when = match["rest"] or ""
        return f"{_capital(who)} {verb}{when} that {lowered(match['what'])}."
    if match := _ACCORDING.fullmatch(text):
        return f"{_capital(match['what'])}, according to {match['who']}."
    if match := _ACCORDING_LAST.fullmatch(text):
        return f"According to {match['who']}, {lowered(match['what'])}."
    if match := _BEFORE.fullmatch(text):
        if (
            match["who"].casefold() in _PRONOUNS
            or re.match(
                r"(?:might|would|could|will|is|was|has|had|may|can|should|did|that)\b",
                match["what"],
            )
            or re.search(r"\b(?:and|but) (?:\w+ ){0,3}(?:said|that)\b", match["what"])
        ):
            return None
        return f"{_capital(match['what'])}, {lowered(match['who'])} {match['verb']}."
    return _put_first(text)


def fronted(text: str, random: Random) -> str | None:  # noqa: PLR0911
    """When it was, or under what circumstance, told first instead of last, or last."""
    del random
    if match := _WHEN_LAST.fullmatch(text):
        if _SCOPED.search(match["what"]) or match["what"].endswith((" the", " for", " of")):
            return None
        return f"{_capital(match['when'])}, {lowered(match['what'])}."
    if match := _WHEN_FIRST.fullmatch(text):
        if _SCOPED.search(match["what"]):
            return None
        when = match["when"]
        return f"{_capital(match['what'])} {when[:1].lower()}{when[1:]}."
    if match := _CLAUSE_FIRST.fullmatch(text):
        sub, main = match["sub"], match["main"]
        if re.search(r"\b(?:said|says|told)\b", text) or main.startswith(("and ", "but ")):
            return None
        return f"{_capital(main)} {match['join'].lower()} {lowered(sub)}."
    match = _CLAUSE_LAST.fullmatch(text)
    if (
        not match
        or _SCOPED.search(match["main"])
        or not re.search(r"\w(?:ed|s)\b| was | had ", match["sub"])
    ):
        return None
    return f"{_capital(match['join'])} {match['sub']}, {lowered(match['main'])}."


def unattributed(text: str, random: Random) -> str | None:
    """What was said, without who said it."""
    del random
    for pattern in (_ACCORDING, _ACCORDING_LAST, _PLAIN_AFTER, _BEFORE):
        if (match := pattern.fullmatch(text)) and not _FIRST.search(match["what"]):
            return _capital(match["what"].rstrip(",.")) + "."
    return None


def _put_first(text: str) -> str | None:
    match = _PLAIN_AFTER.fullmatch(text)
    if not match or _FIRST.search(match["what"]) or " said" in match["what"]:
        return None
    when = match["rest"] or ""
    return f"{_capital(match['who'])} {match['verb']}{when} that {lowered(match['what'])}."


def _is_plain(phrase: str) -> bool:
    words = phrase.casefold().split()
    if words[-1] in {"first", "also", "then", "later", "earlier", "once"} or words[-1].endswith(
        "ly"
    ):
        return False
    if re.search(r"\d", phrase) or any(e.tag == "VBZ" for w in words for e in lexicon().get(w, ())):
        return False
    return not _PRONOUNS.intersection(words) and not re.search(
        r"\b(?:said|was|were|is|are|has|had|and|"
        r"but)\b",
        phrase,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
