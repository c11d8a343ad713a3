"""Public sets of claims that people judged, read from the files that a folder holds.

The texts stay where they are: nothing of them comes with Byline. Of the sets that the judge
learned from only what was held out is read. Nothing of SummEdits was, so it is read for training
alone and no judge is measured on it here; `docs/verifier.md` has networks that never saw a domain.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from eval.judge.labelled import Labelled, LabelledSet
from eval.reading import read_text, wrong
from rag.errors import InputUnreadable
from rag.files import sha256_of
from rag.ingest.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from eval.judge.record import Known

HELD_OUT = 0.3
"""Share of the claims of a labelled set that is never trained on."""
HALF = 0.5
"""Share of the WiCE pages whose sentences are trained on; the claims of the others are measured."""


class Case(NamedTuple):
    """A claim that was judged by people, or made by rule."""

    collection: str
    group: str
    claim: str
    evidence: tuple[str, ...]
    label: bool
    kind: str = ""
    """The fault or rewrite of a generated claim."""


class _Public(NamedTuple):
    name: str
    file: str
    read: Callable[[Path], Iterator[Case]]
    known: Known | None
    """None where the judge learned from all of it, so that measuring it there says nothing."""


def public_sets(data: Path) -> list[LabelledSet]:
    """The public sets to measure a judge on, of which the folder has the file.

    Raises:
        InputUnreadable: It has none.
        SuiteInvalid: A file is not what it should be.
    """
    found = []
    for one in PUBLIC:
        path = data / one.file
        if one.known is not None and path.is_file():
            claims = tuple(Labelled(c.group, c.claim, c.evidence, c.label) for c in one.read(path))
            found.append(LabelledSet(one.name, sha256_of(path), one.known, claims))
    if not found:
        raise InputUnreadable(
            f"no labelled set in {data}",
            detail=f"Known are {', '.join(one.file for one in PUBLIC if one.known)}.",
            remedy="Name the folder that holds them, or a file of your own with `--in FILE`.",
        )
    return found


def public_cases(data: Path) -> Iterator[Case]:
    """The cases of every public set; each file must be there."""
    for one in PUBLIC:
        yield from one.read(data / one.file)


def rows(path: Path, **kinds: type) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines; those that are named must have that type.

    Raises:
        SuiteInvalid: A line is something else.
    """
    found = []
    for number, line in enumerate(read_text(path, "labelled set").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise wrong(path, number, f"not JSON: {error}", remedy=_FETCH) from error
        for key, kind in kinds.items():
            if not isinstance(row, dict) or not _is_a(row.get(key), kind):
                problem = f"no {key!r} of type {kind.__name__}"
                raise wrong(path, number, problem, remedy=_FETCH)
        found.append(row)
    return found


def _is_a(value: object, kind: type) -> bool:
    """Whether a value is of a kind; a list holds texts."""
    texts = value if isinstance(value, list) else []
    return isinstance(value, kind) and all(isinstance(text, str) for text in texts)


def sentences(text: str) -> list[str]:
    """The sentences of a text, each on one line."""
    return [" ".join(span.of(text).split()) for span in sentence_spans(text)]


def joined(text: str) -> str:
    """Words as they are printed: the set parts its punctuation with blanks."""
    for mark in ",.;:!?)%":
        text = text.replace(f" {mark}", mark)
    return text.replace("( ", "(").replace(" 's", "'s").replace(" n't", "n't")


def side_of(words: str) -> float:
    """A number in 0..1 that only depends on the words."""
    return int(hashlib.sha256(words.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def _summedits(path: Path) -> Iterator[Case]:
    for row in rows(path, domain=str, claim=str, evidence=str):
        evidence = tuple(sentences(row["evidence"]))
        yield Case(f"summedits {row['domain']}", row["evidence"][:200], row["claim"], evidence,
                   str(row.get("label")) == "1")  # fmt: skip


def _wice(path: Path) -> Iterator[Case]:
    for number, row in enumerate(rows(path, claim=str, evidence=list, label=str)):
        if side_of("\n".join(row["evidence"])) >= HALF:
            yield Case("wice", str(number), row["claim"], tuple(row["evidence"]),
                       row["label"] == "supported")  # fmt: skip


def _fever(path: Path) -> Iterator[Case]:
    yield from _single(path, "fever")


def _climate(path: Path) -> Iterator[Case]:
    yield from _single(path, "climate")


def _single(path: Path, name: str) -> Iterator[Case]:
    for row in rows(path, claim=str, evidence=str, label=str):
        if side_of(row["claim"]) < HELD_OUT:
            claim, evidence = joined(row["claim"]), (joined(row["evidence"]),)
            yield Case(name, row["claim"], claim, evidence, row["label"] == "SUPPORTS")


def _rte(path: Path) -> Iterator[Case]:
    for number, row in enumerate(rows(path, claim=str, evidence=str, label=str)):
        evidence = tuple(sentences(row["evidence"]))
        yield Case("rte", str(number), row["claim"], evidence, row["label"] == "entailment")


def _rgb(path: Path) -> Iterator[Case]:
    """The answer as a claim, against right passages and against those that say another thing."""
    for row in rows(path, query=str, positive=list, positive_wrong=list):
        claim = f"{row['query']}: {row.get('answer')}"
        for key, label in (("positive", True), ("positive_wrong", False)):
            for passage in row[key]:
                yield Case("rgb", row["query"], claim, tuple(sentences(passage)), label)


_FETCH = "Fetch the set again; docs/verifier.md says where each comes from."
PUBLIC = (
    _Public("summedits", "summedits_other.jsonl", _summedits, None),
    _Public("wice", "wice_claim_dev.jsonl", _wice, "weighed"),
    _Public("fever", "fever_symmetric.jsonl", _fever, "weighed"),
    _Public("climate", "climate_fever_pairs.jsonl", _climate, "unseen"),
    _Public("rte", "rte_pairs.jsonl", _rte, "unseen"),
    _Public("rgb", "rgb_fact_first50.jsonl", _rgb, "unseen"),
)
