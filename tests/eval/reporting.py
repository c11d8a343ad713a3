"""Runs made by hand, and pages taken apart, for the tests of reports and comparisons."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from eval.records import Recorded, Score
from eval.suite import Case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.records import Said
    from eval.saved import Run

HOSTILE = (
    "</mark></details><script>alert(1)</script><img src=x onerror=alert(2)>"
    '" onmouseover="alert(3)" \'&lt;&amp; {{ 7 * 7 }} ]]> \x1b[31m\x07\x00\u202e | ![p](http://x.example/p)'
)
VISIBLE = "</mark></details><script>alert(1)</script><img src=x onerror=alert(2)>"
"""What a reader must be able to read of it."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def scored(run: Run, values: Mapping[str, Sequence[float]], tags: Sequence[str] = ()) -> Run:
    """A run in the place of `run` whose scorers gave these values, a case each.

    Every case is an article of its own. The case at place `n` has the tag at place `n`.
    """
    count = len(next(iter(values.values())))
    cases = tuple(
        Case(id=f"c-{n}", question=f"Question {n}?", answerable=False, tags=tags[n : n + 1])
        for n in range(count)
    )
    empty = Recorded(case="", mode="quote", statements=(), dropped=(), seen=(), notice=None)
    suite = run.manifest.suite.model_copy(update={"scorers": tuple(values), "require": {}})
    return replace(
        run,
        manifest=run.manifest.model_copy(update={"suite": suite}),
        cases=cases,
        answers={case.id: empty.model_copy(update={"case": case.id}) for case in cases},
        scores={
            name: {case.id: Score(value, "") for case, value in zip(cases, given, strict=True)}
            for name, given in values.items()
        },
    )


def answering(run: Run, case: str, **changed: object) -> Run:
    """The run with another answer to one case; its scores stay."""
    answer = run.answers[case].model_copy(update=changed)
    return replace(run, answers={**run.answers, case: answer})


def reworded(said: Said, words: str) -> Said:
    """A statement whose every text is `words`."""
    cited = tuple(
        one.model_copy(update={"quote": words, "found": words, "outlet": words, "article": words})
        for one in said.citations
    )
    return said.model_copy(
        update={"text": words, "reason": words, "support": "partial", "citations": cited}
    )


class Element(NamedTuple):
    """One element of a page as it was opened."""

    tag: str
    attributes: dict[str, str | None]


class Page(HTMLParser):
    """A page taken apart; what is not closed in the order it was opened is a mistake."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.mistakes: list[str] = []
        self.words: dict[str, list[str]] = {}
        """Text by the innermost element that it stands in."""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.mistakes += [f"<{tag}> is never closed" for tag in self._open]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of that name."""
        return [one.attributes for one in self.elements if one.tag == tag]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.mistakes.append(f"<{tag}> has an attribute twice")
        self.elements.append(Element(tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        opened = self._open.pop() if self._open else None
        if opened != tag:
            self.mistakes.append(f"</{tag}> at {self.getpos()} closes <{opened}>")

    def handle_data(self, data: str) -> None:
        """Note text."""
        inside = self._open[-1] if self._open else ""
        self.words.setdefault(inside, []).append(data)
