"""A statement turned round, and a doubt left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.faults.change import Change, Setting, is_quoted, like, swap
from eval.faults.lexicon import base_of, inflected, lexicon

if TYPE_CHECKING:
    from random import Random

_NOT = r"(?! (?:not|no|never|hardly|barely|nothing|nobody|neither|only|any|just|to)\b|n['’]t)"
_AUXILIARY = re.compile(
    rf"\b(is|was|are|were|will|would|can|could|should|must|may|"
    rf"might)\b(?![-'’]){_NOT}(?= [a-z\d“\"])"
)
_PERFECT = re.compile(
    rf"\b(has|have|had)\b{_NOT}(?= (?:been|\w+ed|become|begun|made|taken|given|"
    rf"seen|left|found|told|won|lost|held|gone|come|put|set|built|brought|"
    rf"said)\b)"
)
_SIMPLE = re.compile(
    r"(?<=[a-z\d’'] )([a-z]+)(?= (?:the|a|an|his|her|its|their|in|on|at|to|for|from|"
    r""
    r"that|it|him|them|two|three|four|five|six|seven|about|more|when|by|"
    r"over|into|up|"
    r"down|with|without|out|[A-Z][a-z]+)\b)"
)
_TURNS: tuple[tuple[str, str], ...] = (
    (r"did not ([a-z]+)", "past"),
    (r"did(?:n't|n’t) ([a-z]+)", "past"),
    (r"(is|was|are|were|will|would|could|should|has|have|had|must|may) not(?! only)\b", r"\1"),
    (r"(is|was|are|were|would|could|should|has|have|had)n['’]t\b", r"\1"),
    (r"can(?:not|['’]t| not)\b", "can"),
    (r"won['’]t\b", "will"),
    (r"do(?:es)? not (?=[a-z])", ""),
    (r"denied(?= (?:any|all|the|that|having|being|[a-z]+ing)\b)", "admitted"),
    (r"denies(?= (?:any|all|the|that|having|being|[a-z]+ing)\b)", "admits"),
    (r"refused to\b", "agreed to"),
    (r"refuses to\b", "agrees to"),
    (r"refusing to\b", "agreeing to"),
    (r"failed to\b", "managed to"),
    (r"fails to\b", "manages to"),
    (r"failing to\b", "managing to"),
    (r"declined to\b", "agreed to"),
    (r"unable to\b", "able to"),
    (r"none of\b", "most of"),
    (r"no one|nobody", "everyone"),
    (r"nothing\b", "something"),
    (r"without\b(?! whom| which)", "with"),
    (r"never\b", "often"),
    (r"there (was|were|is|are|had been) no\b(?! longer| more)", "polar"),
    (r"(had|has|have) no\b(?! longer| more)", r"\1 some"),
    (r"no longer\b", "still"),
)
_TURN = [(re.compile(rf"(?<![\w-])(?:{pattern})", re.IGNORECASE), new) for pattern, new in _TURNS]
_NO_PAST = frozenset("said told added left according made based used".split())

_CERTAIN: tuple[tuple[str, str], ...] = (
    (r"(?:may|might|could(?= be))(?! have\b| not\b| be (?:to|the)\b)(?= [a-z])(?!\w)", "will"),
    (
        (
            r"(?:allegedly|reportedly|apparently|possibly|perhaps|probably|presumably|potentially|"
            r"supposedly|seemingly) "
        ),
        "",
    ),
    (
        (
            r"(?:(?<=the )|(?<=his )|(?<=her )|(?<=its )|(?<=an )|(?<=a ))(?:alleged|suspected|"
            r"presumed|proposed|planned) "
            r"(?!to\b)(?=[a-z])"
        ),
        "",
    ),
    (
        (
            r"(?:is|are) (?:expected|likely|due|set|scheduled|planning|hoping|believed|"
            r"thought) to (?=[a-z])"
        ),
        "will ",
    ),
    (r"(was|were) (?:believed|thought|said|alleged|reported|understood) to be\b", r"\1"),
    (r"(was|were) (?:believed|thought|said|alleged|reported) to have (?=[a-z]+ed\b)", ""),
    (r"(?:plans|hopes|wants|aims|intends) to (?=[a-z])", "will "),
    (r"(?:planned|hoped|wanted|tried|attempted|aimed|sought|intended) to ([a-z]+)", "past"),
    (r"(?:appeared|seemed) to ([a-z]+)", "past"),
    (r"(?:appears|seems) to ([a-z]+)", "VBZ"),
    (
        (
            r"(?:about|around|roughly|approximately|nearly|almost|at least|more than|up to|some|"
            r"as many as) "
            r"(?=\d)(?!\d+[.:]\d\d)"
        ),
        "exactly ",
    ),
    (r"accused of\b", "convicted of"),
    (r"charged with\b", "convicted of"),
    (r"suspected of\b", "convicted of"),
    (r"allegations of\b", "proof of"),
    (r"claims that\b", "proves that"),
    (r"claimed that\b", "proved that"),
    (r"alleged that\b", "proved that"),
    (r"suggested that\b", "proved that"),
    (r"suggests that\b", "proves that"),
    (r"suggest that\b", "prove that"),
    (r"believes that\b", "knows that"),
    (r"believed that\b", "knew that"),
    (r"called for\b", "secured"),
    (r"proposed to ([a-z]+)", "past"),
    (r"threatened to ([a-z]+)", "past"),
    (r"offered to ([a-z]+)", "past"),
    (r"considering\b", "carrying out"),
)
_SURE = [(re.compile(rf"(?<![\w-])(?:{pattern})"), new) for pattern, new in _CERTAIN]


def negation(text: str, setting: Setting, random: Random) -> Change | None:
    """A `not` put in or taken out, a denial turned into an admission."""
    del setting
    if "?" in text:
        return None
    ways = [_turned, _inserted] if random.random() < 0.6 else [_inserted, _turned]  # noqa: PLR2004
    return next((change for way in ways if (change := way(text, random))), None)


def certainty(text: str, setting: Setting, random: Random) -> Change | None:
    """A doubt, a plan or an estimate told as a fact."""
    del setting
    return _by_table(text, _SURE, random, "certainty")


def _turned(text: str, random: Random) -> Change | None:
    return _by_table(text, _TURN, random, "negation")


def _by_table(
    text: str, table: list[tuple[re.Pattern[str], str]], random: Random, kind: str
) -> Change | None:
    found = [
        (match.span(), new)
        for pattern, plain in table
        for match in pattern.finditer(text)
        if not is_quoted(text, match.start())
        for new in [_filled(match, plain)]
        if new is not None
    ]
    if not found:
        return None
    span, new = random.choice(found)
    if not new and span[0] == 0:
        return Change(
            text[span[1] :][:1].upper() + text[span[1] + 1 :], kind, swap("", (0, 0), "", kind).span
        )
    return swap(text, span, like(text[span[0] :], new), kind)


def _filled(match: re.Match[str], new: str) -> str | None:
    if new == "past":
        return inflected(match[1], "VBD")
    if new == "VBZ":
        return inflected(match[1], "VBZ")
    if new == "polar":
        some = "a" if match[1] in {"was", "is"} else "some"
        return f"{match.group().rsplit(' ', 1)[0]} {some}"
    return match.expand(new)


def _inserted(text: str, random: Random) -> Change | None:
    places = [
        m
        for p in (_AUXILIARY, _PERFECT)
        for m in p.finditer(text)
        if not is_quoted(text, m.start())
    ]
    # A statement is turned round where it is made, not where a clause adds to it.
    main = [
        m
        for m in places
        if not re.search(
            r"\b(?:which|who|that|if|when|where|as|because) (?:\S+ ){0,3}\Z", text[: m.start()]
        )
    ]
    if main or places:
        match = random.choice(main[:1] or places)
        negated = {"must": "need not", "may": "may not"}.get(match.group(), f"{match.group()} not")
        return swap(text, match.span(), negated, "negation")
    verbs = [
        (m.span(), f"did not {base}")
        for m in _SIMPLE.finditer(text)
        if m[1] not in _NO_PAST
        and not is_quoted(text, m.start())
        and any(e.tag == "VBD" for e in lexicon().get(m[1], ()))
        and not re.search(
            r"\b(?:the|a|an|was|were|is|are|been|has|have|had|be|being|and|,) \Z", text[: m.start()]
        )
        and (base := base_of(m[1]))
    ]
    return swap(text, *random.choice(verbs), "negation") if verbs else None
