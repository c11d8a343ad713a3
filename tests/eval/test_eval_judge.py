"""A judge against labels: sets read strictly, figures worked out by hand, the shipped record."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from eval.judge.collections import PUBLIC, public_sets
from eval.judge.labelled import WRITER, Labelled, LabelledSet, TwoLabels, read_labelled
from eval.judge.measuring import Progress, measure_judge
from eval.judge.record import SHIPPED, judge_record
from eval.judge.showing import show_record
from eval.judging import judge_name, open_judge
from rag.errors import InputUnreadable, SuiteInvalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.config import Config

DAY = date(2026, 11, 26)
LINE: dict[str, Any] = {"claim": "It fell.", "evidence": "It fell at noon.", "label": "supported"}
BOTH = {"claim": "It fell.", "evidence": ["It fell at noon.", "It rained."]}


class Table:
    """Scores claims as a table says, and is sure from 0.5."""

    name = "table"
    supported_from = 0.5

    def __init__(self, scores: dict[str, float]) -> None:
        self.scores = scores

    def score(self, claim: str, quotes: Sequence[str]) -> float:
        del quotes
        return self.scores[claim]


def written(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def labelled(*rows: tuple[float, bool], groups: Sequence[str] = ()) -> tuple[Table, LabelledSet]:
    """A judge and a set of (score, label); every claim is a group, unless said otherwise."""
    names = groups or [f"g{n}" for n in range(len(rows))]
    claims = [
        Labelled(group, f"c{n}", ("e",), label)
        for n, (group, (_, label)) in enumerate(zip(names, rows, strict=True))
    ]
    table = Table({f"c{n}": score for n, (score, _) in enumerate(rows)})
    return table, LabelledSet("own", "0" * 64, "unseen", tuple(claims))


def test_labels_of_two_annotators_count_where_they_agree_on_supported_or_not(
    tmp_path: Path,
) -> None:
    path = written(
        tmp_path / "own.jsonl",
        LINE,
        BOTH | {"labels": ["supported", "supported"], "group": "p"},
        # Partial is not supported, so these two agree.
        BOTH | {"labels": ["partial", "unsupported"], "articles": ["b", "a", "b"]},
        BOTH | {"labels": ["supported", "partial"]},
        # Somebody decided between them.
        BOTH | {"labels": ["supported", "partial"], "label": "partial"},
    )

    found = read_labelled(path)

    assert (found.name, found.known, found.disputed) == ("own", "unseen", 1)
    assert [claim.label for claim in found.claims] == [True, True, False, False]
    assert [claim.group for claim in found.claims] == [
        "It fell at noon.",
        "p",
        "a b",
        "It fell at noon. It rained.",
    ]
    assert found.claims[0].evidence == ("It fell at noon.",)
    assert [(a.first, a.second) for a in found.annotated] == [
        (True, True),
        (False, False),
        (True, False),
        (True, False),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"claim": "It fell.", "evidence": "x"}, "needs `label`"),
        (LINE | {"label": "true"}, "'label'"),
        (LINE | {"lable": "supported"}, "unknown key 'lable'"),
        (LINE | {"labels": ["supported"]}, "'labels'"),
        (LINE | {"claim": ""}, "'claim'"),
        (LINE | {"evidence": {"text": "x"}}, "'evidence"),
        ({"evidence": "x", "label": "supported"}, "'claim' is missing"),
    ],
)
def test_a_line_that_is_wrong_is_named_with_its_place(
    tmp_path: Path, line: dict[str, Any], problem: str
) -> None:
    path = written(tmp_path / "own.jsonl", LINE, line)

    with pytest.raises(SuiteInvalid) as caught:
        read_labelled(path)

    assert problem in caught.value.problem
    assert "own.jsonl (line 2)" in str(caught.value.detail)


def test_a_set_without_a_claim_to_measure_on_is_refused(tmp_path: Path) -> None:
    nothing = written(tmp_path / "none.jsonl")
    disputed = written(tmp_path / "all.jsonl", BOTH | {"labels": ["supported", "partial"]})

    for path in (nothing, disputed):
        with pytest.raises(SuiteInvalid, match="no claim with a label"):
            read_labelled(path)
    for path in (tmp_path / "absent.jsonl", tmp_path):
        with pytest.raises(InputUnreadable, match="no labelled set at"):
            read_labelled(path)


@given(st.lists(st.sampled_from(["supported", "partial", "unsupported"]), min_size=1, max_size=9))
def test_every_claim_with_a_label_is_measured_on(
    tmp_path_factory: pytest.TempPathFactory, labels: list[str]
) -> None:
    path = tmp_path_factory.mktemp("sets") / "own.jsonl"
    written(path, *[LINE | {"label": label} for label in labels])

    found = read_labelled(path)

    assert [claim.label for claim in found.claims] == [label == "supported" for label in labels]


PUBLIC_LINES: dict[str, list[dict[str, Any]]] = {
    "summedits_other.jsonl": [
        {"domain": "shop", "id": "1", "claim": "A hat.", "evidence": "A hat. A cap.", "label": 1},
        {"domain": "shop", "id": "2", "claim": "A cat.", "evidence": "A hat. A cap.", "label": 0},
    ],
    "rte_pairs.jsonl": [
        {"id": "1", "claim": "It fell.", "evidence": "It fell. So.", "label": "entailment"},
        {"id": "2", "claim": "It rose.", "evidence": "It fell.", "label": "not_entailment"},
    ],
    "rgb_fact_first50.jsonl": [
        {"query": "Where", "answer": "Rome", "positive": ["In Rome."], "positive_wrong": ["No."]}
    ],
}


def test_public_sets_are_read_from_whatever_files_a_folder_has(tmp_path: Path) -> None:
    for name, lines in PUBLIC_LINES.items():
        written(tmp_path / name, *lines)

    found = {one.name: one for one in public_sets(tmp_path)}

    # All of SummEdits taught the judge: it would be asked what it was told.
    assert [(one.name, one.known) for one in found.values()] == [
        ("rte", "unseen"),
        ("rgb", "unseen"),
    ]
    assert found["rte"].claims == (
        Labelled("0", "It fell.", ("It fell.", "So."), label=True),
        Labelled("1", "It rose.", ("It fell.",), label=False),
    )
    assert [(c.claim, c.evidence, c.label) for c in found["rgb"].claims] == [
        ("Where: Rome", ("In Rome.",), True),
        ("Where: Rome", ("No.",), False),
    ]


def test_of_sets_that_taught_the_judge_only_what_was_held_out_is_read(tmp_path: Path) -> None:
    rows = [{"claim": f"Number {n}.", "evidence": "It is.", "label": "SUPPORTS"} for n in range(50)]
    written(tmp_path / "fever_symmetric.jsonl", *rows)

    (fever,) = public_sets(tmp_path)

    # 30 of 100, as the hash of their words has it; the same ones every time.
    assert 5 <= len(fever.claims) <= 25
    assert public_sets(tmp_path) == [fever]


@pytest.mark.parametrize("line", ["{", "[]", '{"claim": "x"}', '{"claim": 1, "evidence": "x"}'])
def test_a_public_file_that_is_not_what_it_should_be_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "rte_pairs.jsonl").write_text(f"\n{line}\n", encoding="utf-8")

    with pytest.raises(SuiteInvalid) as caught:
        public_sets(tmp_path)

    assert "rte_pairs.jsonl (line 2)" in str(caught.value.detail)


def test_a_folder_without_any_set_is_told_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable) as caught:
        public_sets(tmp_path)

    assert all(one.file in str(caught.value.detail) for one in PUBLIC if one.known)


def test_figures_of_six_claims_worked_out_by_hand() -> None:
    judge, some = labelled(
        (0.9, True), (0.8, True), (0.3, True), (0.7, False), (0.2, False), (0.1, False)
    )

    (found,) = measure_judge(judge, [some], DAY).sets

    assert (found.n, found.supported, found.groups) == (6, 3, 6)
    # Found: 2 of 3; refused: 2 of 3.
    assert value(found.balanced_accuracy) == pytest.approx(2 / 3, abs=1e-4)
    # Precision 2/3, recall 2/3.
    assert value(found.f1) == pytest.approx(2 / 3, abs=1e-4)
    # 0.9 and 0.8 outscore three each, 0.3 two: 8 of 9 pairs.
    assert value(found.auroc) == pytest.approx(8 / 9, abs=1e-4)
    # Six bins of one claim: (0.1 + 0.2 + 0.7 + 0.7 + 0.2 + 0.1) / 6.
    assert value(found.calibration_error) == pytest.approx(2 / 6, abs=1e-4)
    # They agree on 4 of 6, by chance on half: (2/3 - 1/2) / (1/2).
    assert value(found.kappa) == pytest.approx(1 / 3, abs=1e-4)
    assert found.annotators_kappa is None
    assert found.auroc is not None
    assert found.auroc.low is not None
    assert found.auroc.high is not None
    assert 0.0 <= found.auroc.low <= found.auroc.value <= found.auroc.high <= 1.0


def value(estimate: object) -> float:
    found = getattr(estimate, "value", None)
    assert isinstance(found, float)
    return found


def test_annotators_are_compared_on_all_claims_that_both_labelled() -> None:
    judge, some = labelled((0.9, True), (0.1, False))
    # Of four they agree on three; by chance on 2/4 * 1/4 + 2/4 * 3/4 = 1/2: (3/4 - 1/2) / (1/2).
    pairs = [(True, True), (True, False), (False, False), (False, False)]
    annotated = tuple(TwoLabels(f"g{n}", *pair) for n, pair in enumerate(pairs))

    (found,) = measure_judge(judge, [some._replace(annotated=annotated)], DAY).sets

    assert value(found.annotators_kappa) == 0.5


def test_a_set_of_one_class_or_one_group_has_no_figure_that_would_mislead() -> None:
    judge, one_class = labelled((0.9, True), (0.8, True))
    other, one_group = labelled((0.9, True), (0.1, False), groups=["g", "g"])

    (first,) = measure_judge(judge, [one_class], DAY).sets
    (second,) = measure_judge(other, [one_group], DAY).sets

    assert (first.balanced_accuracy, first.auroc, first.kappa) == (None, None, None)
    assert second.auroc is not None
    assert (second.auroc.value, second.auroc.low, second.auroc.high) == (1.0, None, None)


def test_measuring_again_gives_the_same_record_and_tells_of_every_claim() -> None:
    judge, some = labelled((0.9, True), (0.6, False), (0.2, False))
    seen: list[Progress] = []

    first = measure_judge(judge, [some], DAY, watch=seen.append)

    assert first == measure_judge(judge, [some], DAY)
    assert (first.judge, first.supported_from, first.measured) == ("table", 0.5, "2026-11-26")
    assert seen == [Progress("own", n, 3) for n in (1, 2, 3)]


def test_a_record_is_printed_with_what_its_sets_are_worth_and_nothing_that_acts() -> None:
    judge, some = labelled((0.9, True), (0.2, False))
    shown = measure_judge(judge, [some._replace(name="a\x1b[31mb", disputed=2)], DAY)
    page = io.StringIO()

    show_record(shown, Console(file=page, width=200))

    assert "\x1b" not in page.getvalue()
    assert "none of its claims was used to make the judge" in page.getvalue()
    assert "2 claims left out" in page.getvalue()


@pytest.mark.model
def test_the_record_that_ships_is_that_of_the_judge_that_ships(
    config: Config, tmp_path: Path
) -> None:
    """Else a report would say that the judge it used was never measured."""
    shipped = judge_record(judge_name(), tmp_path)
    place = SHIPPED.relative_to(Path(__file__).parents[2])
    refresh = f"measure it again: `byline eval judge --data DATA --out {place}`"

    assert shipped is not None, refresh
    known = {one.name: one for one in shipped.sets}
    (again,) = measure_judge(open_judge(config), [read_labelled(WRITER)], DAY).sets
    before = known["packaged-writer"]
    assert (again.n, again.supported, again.disputed, again.sha256) == (
        before.n,
        before.supported,
        before.disputed,
        before.sha256,
    )
    # Eight-bit arithmetic differs by processor; another rule, weight or network does more.
    for name in ("balanced_accuracy", "f1", "auroc", "calibration_error", "kappa"):
        assert value(getattr(again, name)) == pytest.approx(
            value(getattr(before, name)), abs=0.03
        ), refresh
