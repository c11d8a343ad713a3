"""The briefings in docs/examples/ are whole, and say what the seeds say."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.brief.export.files import FileForm, form_of, read_sealed
from rag.brief.holdings import InFiles
from rag.brief.verifying import verify

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.*"))


@pytest.fixture(scope="module")
def seeds() -> InFiles:
    return InFiles([str(ROOT / "seeds")], ROOT, lambda failure: pytest.fail(failure.problem))


def test_each_example_is_there_in_all_forms() -> None:
    names = {file.stem for file in EXAMPLES}

    assert len(names) >= 2
    assert len(EXAMPLES) == len(names) * len(FileForm)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_each_example_holds_against_the_seeds(seeds: InFiles, file: Path) -> None:
    found = verify(file.read_text(encoding="utf-8"), seeds)

    assert [line for line in found.lines if not line.holds] == []
    assert len(found.lines) > 20


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_the_forms_of_an_example_carry_one_record(file: Path) -> None:
    one = read_sealed(file.read_text(encoding="utf-8"))
    other = read_sealed(file.with_suffix(".json").read_text(encoding="utf-8"))

    assert one.form is form_of(file)
    assert one.record == other.record
