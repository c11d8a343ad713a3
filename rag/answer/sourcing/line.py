"""One line for a reader: whose words a sentence rests on. Names are copied from the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.sourcing.values import Certainty, Voice
from rag.safety import printable

if TYPE_CHECKING:
    from rag.answer.sourcing.values import Sourcing, Speaker
    from rag.types import Article

LONGEST = 12
"""Words of a line, as far as names allow."""
_NO_NAME = "an unnamed outlet"
_DESCRIBED = ("unnamed", "unknown")
_KINDS = {"release": "in its own press release", "opinion": "in an opinion piece"}
_SUFFIX = {Certainty.ALLEGED: ", as an allegation", Certainty.UNCONFIRMED: ", unconfirmed"}

_SHORT_TITLE = 5
_CREDITING = ", in an article crediting "
_OPENERS = frozenset("a an the its his her their our my one".split())


def source_line(sourcing: Sourcing, article: Article) -> str:
    """Whose words a sentence rests on: `Reuters, citing six sources`.

    What does not fit into twelve words is left out, the title of the speaker first.
    """
    outlet = printable(article.outlet or "").strip()
    is_outlet = bool(outlet) and not outlet.casefold().startswith(_DESCRIBED)
    own = outlet if is_outlet else _NO_NAME
    via = _via(sourcing)
    if via and sourcing.via[0].place is None and sourcing.voice is Voice.CLAIM:
        via = ""
    forms = (
        _line(sourcing, article, own, via, title=title, whole=whole, is_outlet=is_outlet)
        for title, whole in ((True, True), (False, True), (False, False))
    )
    line = ""
    for line in forms:
        if len(line.split()) <= LONGEST:
            break
    return line[:1].upper() + line[1:]


def _via(sourcing: Sourcing) -> str:
    names = [printable(via.name) for via in sourcing.via[:2]]
    return " and ".join(names)


def _line(
    sourcing: Sourcing, article: Article, own: str, via: str,
    *, title: bool, whole: bool, is_outlet: bool,
) -> str:  # fmt: skip
    says = _speaking(sourcing, title=title)
    is_in_words = bool(sourcing.via) and sourcing.via[0].place is not None
    doubt = _SUFFIX.get(sourcing.certainty, "")
    if not via:
        return f"{own}, {says or _own_voice(sourcing, article)}{doubt}"
    if not is_in_words:
        credited = f"; article credits {via}" if whole else ""
        return f"{own}, {says}{doubt}{credited}" if says else f"{own}{doubt}{_CREDITING}{via}"
    relay = f", as reported by {own}" if (whole and is_outlet) or not (says or doubt) else ""
    return f"{via}, {says}{doubt}{relay}" if says else f"{via}{doubt}{relay}"


def _own_voice(sourcing: Sourcing, article: Article) -> str:
    if sourcing.voice is Voice.CLAIM and article.kind in _KINDS:
        return _KINDS[article.kind]
    return "on its own account"


def _speaking(sourcing: Sourcing, *, title: bool) -> str:
    """What the line says of the speaker; nothing where the outlet speaks itself."""
    if sourcing.voice in {Voice.FACT, Voice.CLAIM}:
        return ""
    if sourcing.speaker is None:
        return "quoting a speaker not certain" if sourcing.is_quoted else "speaker not certain"
    verb = "quoting" if sourcing.is_quoted else "citing"
    partly = "partly " if sourcing.scope else ""
    return f"{partly}{verb} {_who(sourcing.speaker, title=title)}"


def _who(speaker: Speaker, *, title: bool) -> str:
    words = printable(speaker.text)
    if speaker.is_common:
        words = words[:1].lower() + words[1:]
    role = printable(speaker.title)
    if not title or not role:
        return words
    is_ahead = role.casefold().split()[0] not in _OPENERS
    return f"{role} {words}" if is_ahead and len(role.split()) <= _SHORT_TITLE else words
