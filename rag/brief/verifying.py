"""Whether an exported briefing still says what was sealed, and its articles what it quotes.

Three questions: is the file what was sealed; does the page show what the record inside says; and
do the articles still hold each quotation at its place, under the outlet, title and date given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rag.brief.altering import ANEW, altered_page, altered_parts, altered_seal
from rag.brief.export.files import SealUnreadable, read_sealed
from rag.brief.findings import CheckedLine, Fault, Problem, Verification, name_of
from rag.brief.seal import entries_of
from rag.files import sha256_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.brief.export.files import SealedFile
    from rag.brief.holdings import Held, Holdings

_CITED = {
    "outlet": Fault.OUTLET, "title": Fault.TITLE, "published": Fault.DATE, "url": Fault.ADDRESS,
}  # fmt: skip
_OF_ARTICLE = {**_CITED, "author": Fault.AUTHOR}
_WORDS = {
    Fault.OUTLET: "outlet", Fault.TITLE: "title", Fault.DATE: "date", Fault.ADDRESS: "address",
    Fault.AUTHOR: "author",
}  # fmt: skip


def verify(text: str, holdings: Holdings) -> Verification:
    """Check an exported briefing, line by line.

    Raises:
        InputUnreadable: It is no exported briefing.
    """
    try:
        sealed = read_sealed(text)
    except SealUnreadable as fault:
        problem = Problem(Fault.SEAL, f"the file was altered or cut off: {fault}", ANEW)
        return Verification(None, (CheckedLine("the seal", None, (problem,)),))
    lines = [*altered_seal(sealed), *altered_page(sealed), *_against(sealed, holdings)]
    return Verification(sealed, tuple(lines))


def _against(sealed: SealedFile, holdings: Holdings) -> Iterator[CheckedLine]:
    """Each part of the record that cites or is an article, and each that was altered."""
    found = _Found(holdings)
    altered = altered_parts(sealed)
    for name, entries in entries_of(sealed.record):
        changed = altered.pop(name, {})
        for place, entry in enumerate(entries):
            citations = list(_citations(entry))
            problems = list(changed.get(place, ()))
            problems += [p for citation in citations for p in found.of_citation(citation)]
            is_article = name == "articles" and isinstance(entry, dict)
            if is_article:
                problems += found.of_article(entry)
            if citations or problems or is_article:
                unique = tuple(dict.fromkeys(problems))
                yield CheckedLine(name_of(name, place, entry), None, unique)
        yield from _gone(name, changed)
    for name, changed in altered.items():
        yield from _gone(name, changed)


def _gone(name: str, changed: Mapping[int, Sequence[Problem]]) -> Iterator[CheckedLine]:
    """What stood in the record and does not any more; such places count below zero."""
    for place, problems in changed.items():
        if place < 0:
            yield CheckedLine(name_of(name, -place - 1, None), None, tuple(problems))


def _citations(value: Any) -> Iterator[Mapping[str, Any]]:
    """The citations in a part of the record, in their order."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "quote" in one:
                yield one
            waiting += reversed(one.values())
        elif isinstance(one, list):
            waiting += reversed(one)


class _Found:
    """What the articles say, each looked for once."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._known: dict[tuple[str, str], tuple[Held, str] | None] = {}

    def of_citation(self, told: Mapping[str, Any]) -> Iterator[Problem]:
        """Why a citation does not hold."""
        name, quote = str(told.get("article_id")), told.get("quote")
        yield from self._article(name, told, str(quote), _CITED)
        found = self._find(name, str(told.get("sha256")))
        if found is None or found[1] != told.get("sha256"):
            return
        start, end = told.get("start"), told.get("end")
        is_place = isinstance(start, int) and isinstance(end, int) and 0 <= start <= end
        if not is_place or found[0].text[start:end] != quote:
            yield Problem(
                Fault.WORDS,
                f"the words do not stand at characters {start} to {end} of {name}",
                ANEW,
            )

    def of_article(self, told: Mapping[str, Any]) -> Iterator[Problem]:
        """Why an article that is named as a source does not hold."""
        yield from self._article(str(told.get("id")), told, None, _OF_ARTICLE)

    def _article(
        self, name: str, told: Mapping[str, Any], quote: str | None, kept: Mapping[str, Fault]
    ) -> Iterator[Problem]:
        found = self._find(name, str(told.get("sha256")))
        if found is None:
            yield Problem(
                Fault.MISSING,
                f"the article {name} is missing",
                "Add it with `byline ingest`, or name its file with `--articles PATH`.",
            )
            return
        held, sha256 = found
        if sha256 != told.get("sha256"):
            still = quote is not None and quote in held.text
            yield Problem(
                Fault.CHANGED,
                f"the article {name} is not the one that was quoted: its text has another hash"
                + (", though these words still stand in it" if still else ""),
                f"See what was edited with `byline diff {name}`, and make the briefing anew.",
            )
        for field, fault in kept.items():
            now = getattr(held.article, field)
            if now != told.get(field) and (held.is_told or now is not None):
                yield Problem(
                    fault,
                    f"the {_WORDS[fault]} of {name} is {now or 'not known'}, "
                    f"not {told.get(field) or 'unknown'}",
                    ANEW,
                )

    def _find(self, name: str, sha256: str) -> tuple[Held, str] | None:
        key = (name, sha256)
        if key not in self._known:
            held = self._holdings.find(name, sha256)
            self._known[key] = (held, sha256_text(held.text)) if held else None
        return self._known[key]
