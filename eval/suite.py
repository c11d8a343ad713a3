"""Suites: which questions are asked of which articles, and what counts as right.

A suite is a TOML file; its paths are relative to itself. Its cases are a JSONL file, one
question a line. Loading checks all that can be checked without the articles; `check_gold`
checks the rest once they are in an archive.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from eval.reading import Strict, line_of, offer, read_jsonl, read_text, read_toml, wrong
from eval.scorers import SCORERS
from rag.errors import SuiteInvalid
from rag.files import sha256_text
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BUILT_IN = Path(__file__).parent / "suites"

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Gold(Strict):
    """A place where the answer stands."""

    article: Words
    words: Words
    """Exact words of that article; a right citation quotes them."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the article's cleaned text when the case was written; a later change is then noticed."""


class Case(Strict):
    """One question and what a right answer to it holds."""

    id: Name
    question: Words
    answerable: bool
    """Whether the corpus holds the answer; where it does not, declining is right."""
    gold: tuple[Gold, ...] = ()
    """Any one of them is right."""
    outlets: tuple[Words, ...] = ()
    """Outlets that a right citation may name."""
    key: tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...] = ()
    """Key facts of the answer; each is a list of wordings, any one of which will do."""
    origins: tuple[Words, ...] = ()
    """Outlets and agencies whose own reporting the answer rests on."""
    before: tuple[Words, ...] = ()
    """Questions asked earlier in the same conversation, the first one first."""
    tags: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        given = [name for name in ("gold", "outlets", "key") if getattr(self, name)]
        if self.answerable and len(given) < 3:  # noqa: PLR2004 - the three names above
            missing = next(n for n in ("gold", "outlets", "key") if n not in given)
            raise ValueError(f"an answerable case needs `{missing}`")
        if not self.answerable and given:
            raise ValueError(f"a case that is not answerable cannot have `{given[0]}`")
        return self

    @property
    def asked(self) -> tuple[str, ...]:
        """All that the program is told of the case: the earlier questions, then its own."""
        return (*self.before, self.question)

    @property
    def cluster(self) -> str:
        """The article the question was made from; cases that share it are not independent."""
        return self.gold[0].article if self.gold else f"case:{self.id}"


class SuiteSpec(Strict):
    """What a suite's TOML file says."""

    name: Name
    version: int = Field(ge=1)
    about: str = ""
    corpus: Words
    cases: Words
    mode: Mode = Mode.AUTO
    prompt: str | None = None
    """The released prompt, `name@version`, that written answers must come of."""
    scorers: tuple[str, ...] = Field(min_length=1)
    seed: int = Field(default=7, ge=0)
    require: dict[str, float] = Field(default_factory=dict)
    """Thresholds by scorer: at least this where more is better, at most where less is."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite that was loaded and checked."""

    path: Path
    spec: SuiteSpec
    cases: tuple[Case, ...]
    lines: Mapping[str, int]
    """Where each case stands in its file, by id."""

    @property
    def sha256(self) -> str:
        """Of the suite and its cases, the mode left out."""
        return sha256_of_asked(self.spec, self.cases)

    def worded_by(self, mode: Mode) -> Suite:
        """The same suite, asked in another mode."""
        return replace(self, spec=self.spec.model_copy(update={"mode": mode}))

    @property
    def corpus(self) -> Path:
        """The articles the questions are about."""
        return (self.path.parent / self.spec.corpus).resolve()

    @property
    def cases_path(self) -> Path:
        """The file the cases were read from."""
        return (self.path.parent / self.spec.cases).resolve()


def sha256_of_asked(spec: SuiteSpec, cases: Iterable[Case]) -> str:
    """Hash of a suite and its cases, the mode left out."""
    parts = [spec.model_dump_json(exclude={"mode"}), *(case.model_dump_json() for case in cases)]
    return sha256_text("\n".join(parts))


def built_in_suites() -> list[Path]:
    """The suites that come with Byline."""
    return sorted(BUILT_IN.glob("*.toml"))


def suites_folder(home: Path) -> Path:
    """Where suites of one's own are kept, a folder each, unless somebody says otherwise."""
    return home / "eval" / "suites"


def own_suites(home: Path) -> list[Path]:
    """The suites of one's own that have a case, as `byline eval new` makes them."""
    return sorted(p for p in suites_folder(home).glob("*/*.toml") if p.stem == p.parent.name)


def find_suite(name: str, home: Path | None = None) -> Path:
    """The file of a suite, by name or by path.

    Args:
        name: Of a suite that comes with Byline, of one in `home`, or a path.
        home: Where suites of one's own are looked for; None for nowhere.

    Raises:
        SuiteInvalid: There is none; the nearest name is offered.
    """
    own = own_suites(home) if home else []
    known = {path.stem: path for path in (*own, *built_in_suites())}
    if name in known:
        return known[name]
    path = Path(name).expanduser()
    if path.suffix == ".toml" or path.is_file():
        return path
    raise SuiteInvalid(
        f"no suite named {name!r}",
        detail="It is neither a suite that comes with Byline, nor one that was drafted here and "
        "has an accepted case, nor a .toml file.",
        remedy=f"{offer(name, known)} `byline eval list` shows them all.",
    )


def load_suite(path: Path) -> Suite:
    """Read a suite and its cases.

    Raises:
        SuiteInvalid: Something is wrong; the message says what, in which file and line.
    """
    path = path.resolve()
    spec = read_toml(path, SuiteSpec)
    _check_scorers(path, spec)
    _check_prompt(path, spec)
    cases_path = (path.parent / spec.cases).resolve()
    cases: dict[str, Case] = {}
    lines: dict[str, int] = {}
    for line, case in read_jsonl(cases_path, Case):
        if case.id in cases:
            raise wrong(
                cases_path,
                line,
                f"the id {case.id!r} was used before, on line {lines[case.id]}",
                remedy="Give each case an id of its own.",
            )
        cases[case.id], lines[case.id] = case, line
    if not cases:
        raise wrong(cases_path, None, "there is no case", remedy="Write one case a line.")
    return Suite(path, spec, tuple(cases.values()), lines)


def check_gold(suite: Suite, texts: Mapping[str, str], outlets: Mapping[str, str | None]) -> None:
    """Check each case's gold against the articles, both given by article id.

    Raises:
        SuiteInvalid: An article or outlet is unknown, an article has changed since the case was
            written, or gold words are not in their article.
    """
    known_outlets = {name for name in outlets.values() if name}
    for case in suite.cases:
        line = suite.lines[case.id]
        for gold in case.gold:
            if gold.article not in texts:
                problem = f"case {case.id!r} names article {gold.article!r}, which is not there"
                raise wrong(suite.cases_path, line, problem, remedy=offer(gold.article, texts))
            _check_unchanged(suite, case, gold, texts[gold.article])
            if gold.words not in texts[gold.article]:
                problem = f"the gold words {gold.words!r} are not in {gold.article!r}"
                remedy = "Copy them out of the article, letter by letter."
                raise wrong(suite.cases_path, line, problem, remedy=remedy)
        for outlet in case.outlets:
            if outlet not in known_outlets:
                problem = f"case {case.id!r} names outlet {outlet!r}, which is not there"
                raise wrong(suite.cases_path, line, problem, remedy=offer(outlet, known_outlets))


def _check_unchanged(suite: Suite, case: Case, gold: Gold, text: str) -> None:
    if gold.sha256 is None:
        return
    now = sha256_text(text)
    if gold.sha256 != now:
        raise wrong(
            suite.cases_path,
            suite.lines[case.id],
            f"the article {gold.article!r} has changed since the case {case.id!r} was written",
            remedy=f'See that the case still holds, then write "sha256": "{now}" in it.',
        )


def _check_scorers(path: Path, spec: SuiteSpec) -> None:
    text = read_text(path, "suite")
    for name in spec.scorers:
        if name not in SCORERS:
            line = _line_of_value(text, name)
            raise wrong(path, line, f"unknown scorer {name!r}", remedy=offer(name, SCORERS))
    if len(set(spec.scorers)) < len(spec.scorers):
        line = line_of(text, "scorers")
        raise wrong(path, line, "a scorer is named twice", remedy="Name each scorer once.")
    for name, figure in spec.require.items():
        line = line_of(text, name)
        if name not in spec.scorers:
            problem = f"[require] names {name!r}, which is not among `scorers`"
            raise wrong(path, line, problem, remedy=offer(name, spec.scorers))
        if not math.isfinite(figure):
            problem = f"the threshold of {name!r} is not a number"
            raise wrong(path, line, problem, remedy="Write a figure such as 0.9.")


def _check_prompt(path: Path, spec: SuiteSpec) -> None:
    from rag.answer.answering import PROMPT
    from rag.answer.prompting import released

    used = "{}@{}".format(*PROMPT)
    if spec.prompt in {None, used}:
        return
    line = line_of(read_text(path, "suite"), "prompt")
    prompts = [name for name in released() if "@" in name]
    if spec.prompt not in prompts:
        problem = f"unknown prompt {spec.prompt!r}"
        raise wrong(path, line, problem, remedy=offer(str(spec.prompt), prompts))
    problem = f"answers are not written with the prompt {spec.prompt!r}"
    raise wrong(path, line, problem, remedy=f"Write `{used}`, or leave the key out.")


def _line_of_value(text: str, value: str) -> int | None:
    """The first line of a TOML text that holds `value` in quotation marks."""
    marks = (f'"{value}"', f"'{value}'")
    lines = enumerate(text.split("\n"), 1)
    return next((n for n, line in lines if any(mark in line for mark in marks)), None)
