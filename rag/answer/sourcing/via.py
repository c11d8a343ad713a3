"""From whom an outlet has it: which speakers are outlets, and which outlets a sentence credits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.sourcing.values import Place, Via
from rag.ingest.attributions import attributions
from rag.ingest.bylines import read_dateline
from rag.ingest.outlets import is_short_form, looks_like_outlet, shipped
from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ingest.outlets import Outlets
    from rag.types import Article

_OWN = re.compile(
    r"(?:this|our|the)\s(?:newspaper|paper|outlet|website|site|magazine|station|article|report)\Z|we\Z",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b[Tt]he\s(?:(?:news|wire|state)\s)*(?:agency|newspaper|broadcaster|network|newswire|daily)\b"
)
_WIRE = re.compile(r"\b(?:wire|newswire|agency|press)\Z", re.IGNORECASE)
_NEWS = re.compile(r"\b(?:news|press|wire) agency\Z", re.IGNORECASE)
_RUN = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+")
_SPEAKING = re.compile(r"\s(?:said|says|reports?|reported|adds?|added|wrote|writes)\b")
_CREDITING = re.compile(
    r"\btold\s\Z|\bto\s\Z|\baccording\sto\s\Z|\bciting\s\Z|[,;]\s\Z|\bwhile\s\Z|\bbut\s\Z"
)
_ONLY_NAMED = re.compile(r"\bnamed by\b|\breported (?:on|in)\b")
_LEADING = re.compile(r"(?:the|The)\s+")


class Houses:
    """Which words of an article mean an outlet, and which mean its own."""

    def __init__(self, article: Article, table: Outlets | None = None) -> None:
        self._article = article
        self._table = table or shipped()

    def is_own(self, words: str) -> bool:
        """Whether words mean the article's own outlet: its name, `this newspaper`."""
        if _OWN.match(words):
            return True
        if self._article.kind == "release" and _LEADING.match(words) and words[4:].islower():
            return True
        own = self._article.outlet
        if not own:
            return False
        bare = _LEADING.sub("", words.removesuffix("'s"), count=1)
        if bare and bare[0].isupper() and self._table.same(bare, own):
            return True
        # `a count made by two Harbour Post reporters`
        runs = (run.group().removesuffix("'s") for run in _RUN.finditer(words))
        return any(len(run.split()) > 1 and self._table.same(run, own) for run in runs)

    def other(self, words: str) -> str | None:
        """The outlet or agency that words mean, if they mean one that is not the article's own."""
        if self.is_own(words):
            return None
        if _HOUSE.fullmatch(words):
            return self._meant(words)
        known = self._table.find_in_prose(words)
        if known:
            return known.name
        if looks_like_outlet(words) and not words.islower() and not self._is_body(words):
            return self._as_origin(words)
        return None

    def credited(self, text: str) -> Sequence[Via]:
        """The outlets that a sentence credits, each once, in their order."""
        found: dict[str, Via] = {}
        for one in attributions(text, self._table):
            name = self._as_origin(one.name)
            words = one.span.of(text)
            if self.is_own(one.name) or _ONLY_NAMED.match(words) or self._is_body(name):
                continue
            if is_short_form(name):
                continue
            place = Place(0, _named(text, one.span, one.name))
            found.setdefault(name, Via(name, place))
        dateline = read_dateline(text)
        if dateline and dateline.agency and not self.is_own(dateline.agency):
            name = self._as_origin(dateline.agency)
            place = Place(0, _named(text, Span(0, len(dateline.words)), dateline.agency))
            found.setdefault(name, Via(name, place))
        for house in _HOUSE.finditer(text):
            meant = self.other(house.group())
            if meant and _is_credited(text, house.span()):
                found.setdefault(meant, Via(meant, Place(0, Span(*house.span()))))
        return tuple(found.values())

    def _meant(self, words: str) -> str | None:
        """Which origin of the article `the agency` is; none where two may be meant."""
        origins = self._article.origins
        if "agency" in words or "wire" in words:
            sellers = tuple(o for o in origins if self._table.is_agency(o) or _WIRE.search(o))
            origins = sellers or origins
        return origins[0] if len(origins) == 1 else None

    def _is_body(self, name: str) -> bool:
        """`The Atomic Energy Agency` reports too, and is no outlet."""
        if not name.casefold().endswith(" agency") or _NEWS.search(name):
            return False
        origins = self._article.origins
        is_origin = any(self._table.same(name, origin) for origin in origins)
        return self._table.find(name) is None and not is_origin

    def _as_origin(self, name: str) -> str:
        """A name as the article's origins have it, where they have it."""
        same = (o for o in self._article.origins if self._table.same(name, o))
        return next(same, self._table.canonical(name))


def _is_credited(text: str, span: tuple[int, int]) -> bool:
    ahead = text[: span[0]]
    is_speaking = _SPEAKING.match(text, span[1]) is not None
    return is_speaking or (bool(ahead.strip()) and _CREDITING.search(ahead) is not None)


def _named(text: str, span: Span, name: str) -> Span:
    """The words of the name inside the words that credit it; all of them where it is not there."""
    at = text.find(name, span.start, span.end)
    return Span(at, at + len(name)) if at >= 0 else span
