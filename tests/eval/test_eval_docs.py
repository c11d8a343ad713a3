"""What docs/evaluation.md says of the scorers and the judge agrees with them."""

from __future__ import annotations

import re
from pathlib import Path

from eval.judge.labelled import read_labelled
from eval.judge.record import SHIPPED, JudgeRecord
from eval.scorers import SCORERS

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)` \|.*\| (more|less) \| [^|]+\| [^|]+\|$", PAGE, re.MULTILINE)


def test_every_scorer_has_its_row_and_no_other_is_promised() -> None:
    assert dict(ROWS) == {name: scorer.better for name, scorer in SCORERS.items()}
    assert len(ROWS) == len(SCORERS)


def test_the_published_figures_of_the_judge_are_those_that_ship() -> None:
    shipped = JudgeRecord.model_validate_json(SHIPPED.read_text(encoding="utf-8"))

    for one in shipped.sets:
        assert one.auroc is not None
        told = f"{one.auroc.value:.2f} [{one.auroc.low:.2f}, {one.auroc.high:.2f}]"
        rows = [line for line in PAGE.splitlines() if told in line and f"| {one.n:,} |" in line]
        assert len(rows) == 1, one.name


def test_the_lines_of_the_example_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(PAGE.split("```json\n")[1].split("```")[0], encoding="utf-8")

    found = read_labelled(path)

    assert [claim.label for claim in found.claims] == [True, False]
