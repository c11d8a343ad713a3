"""Claims that people judged, out of a JSONL file: one claim with its evidence and label a line.

    {"claim": "...", "evidence": "..." or ["...", ...], "label": "supported"}
    {"claim": "...", "evidence": [...], "labels": ["supported", "partial"], "group": "page 3"}

A label is `supported`, `partial` or `unsupported`; what is measured is supported or not. With the
`labels` of two annotators and no `label`, claims on which they differ in that are left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator

from eval.reading import Strict, read_jsonl, wrong
from rag.errors import InputUnreadable
from rag.files import sha256_of
from rag.types import Support

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.judge.record import Known

WRITER = Path(__file__).parents[1] / "judged" / "packaged-writer.jsonl"
"""What the packaged model wrote, judged sentence by sentence; it comes with Byline."""

Words = Annotated[str, StringConstraints(min_length=1)]


class Labelled(NamedTuple):
    """A claim, its evidence as sentences, and whether people say that it is supported."""

    group: str
    """Page or document; claims that share one are not independent."""
    claim: str
    evidence: tuple[str, ...]
    label: bool


class TwoLabels(NamedTuple):
    """What two annotators say of one claim: supported or not."""

    group: str
    first: bool
    second: bool


class LabelledSet(NamedTuple):
    """Claims of one file."""

    name: str
    sha256: str
    known: Known
    claims: tuple[Labelled, ...]
    disputed: int = 0
    """Claims left out, because annotators do not agree whether they are supported."""
    annotated: tuple[TwoLabels, ...] = ()


class _Line(Strict):
    claim: Words
    evidence: Words | tuple[str, ...]
    label: Support | None = None
    labels: Annotated[tuple[Support, ...], Field(min_length=2, max_length=2)] | None = None
    group: str | None = None
    # Kept for people; nothing is measured by them.
    id: str | None = None
    question: str | None = None
    articles: tuple[str, ...] = ()
    faults: tuple[str | None, ...] = ()
    words: tuple[str | None, ...] = ()

    @model_validator(mode="after")
    def _has_a_label(self) -> Self:
        if self.label is None and self.labels is None:
            raise ValueError("a claim needs `label`, or `labels` by two annotators")
        return self

    @property
    def sentences(self) -> tuple[str, ...]:
        return (self.evidence,) if isinstance(self.evidence, str) else self.evidence

    @property
    def place(self) -> str:
        """The group; where none is given, what shares its articles or evidence is one."""
        if self.group is not None:
            return self.group
        return " ".join(sorted(set(self.articles))) or " ".join(self.sentences)

    @property
    def said(self) -> tuple[bool, ...]:
        """What each annotator says: supported or not."""
        return tuple(label is Support.SUPPORTED for label in self.labels or ())

    @property
    def is_supported(self) -> bool | None:
        """None where the annotators differ and nobody decided between them."""
        if self.label is not None:
            return self.label is Support.SUPPORTED
        return self.said[0] if len(set(self.said)) == 1 else None


def read_labelled(path: Path, *, name: str | None = None, known: Known = "unseen") -> LabelledSet:
    """The claims of a file; the set is called as the file is, unless a name is given.

    Raises:
        InputUnreadable: There is no such file.
        SuiteInvalid: Something is wrong; the message says what, in which file and line.
    """
    if not path.is_file():
        remedy = "Name a file with one claim a line; docs/evaluation.md says in which form."
        raise InputUnreadable(f"no labelled set at {path}", remedy=remedy)
    lines = [line for _, line in read_jsonl(path, _Line)]
    claims = tuple(_claims(lines))
    if not claims:
        remedy = "Write one claim a line, with `claim`, `evidence` and `label`."
        raise wrong(path, None, "there is no claim with a label that is agreed on", remedy=remedy)
    return LabelledSet(
        name or path.stem,
        sha256_of(path),
        known,
        claims,
        len(lines) - len(claims),
        tuple(TwoLabels(line.place, *line.said) for line in lines if line.labels),
    )


def _claims(lines: Iterable[_Line]) -> Iterable[Labelled]:
    for line in lines:
        if line.is_supported is not None:
            yield Labelled(line.place, line.claim, line.sentences, line.is_supported)
