"""`byline eval new` and `byline eval review` as a person types them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from program import Byline

pytestmark = pytest.mark.model
POST = (
    "The barge was carrying 490 tonnes of gravel to the Brightwater quay in Port Merrow. "
    'Seven people were injured at the Sallow Bridge. "We saw it \x1b[31mcoming and nobody '
    'listened," said Odile Marsh, a lock keeper.'
)


@pytest.fixture
def archive(fresh: Byline, tmp_path: Path) -> Byline:
    source = tmp_path / "articles.jsonl"
    line = {"id": "post", "outlet": "The Harbour Post", "text": POST}
    source.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert fresh("ingest", source).code == 0
    return fresh


def test_a_suite_is_drafted_reviewed_and_run(archive: Byline) -> None:
    drafted = archive("eval", "new", "mine", "--count", 3, "--json")
    reviewed = archive("eval", "review", "mine", stdin="y\nx\ne\n\n\n\nn\nu\nq\n")
    listed = archive("eval", "list", "--json").value["suites"]
    ran = archive("eval", "run", "mine", "--mode", "quote", "--json")

    assert [draft["status"] for draft in drafted.value["drafts"]] == ["proposed"] * 3
    assert drafted.value["articles"] == 1
    assert reviewed.out.endswith("1 accepted, 0 refused, 2 left\n")
    assert "\x1b" not in drafted.out + reviewed.out
    assert "y accepts, n refuses" in reviewed.out
    assert [suite["cases"] for suite in listed if suite["name"] == "mine"] == [1]
    assert (ran.code, ran.value["cases"], ran.value["suite"]) == (0, 1, "mine")


def test_what_cannot_be_drafted_says_what_to_do(archive: Byline) -> None:
    named = archive("eval", "new", "My Suite")
    taken = archive("eval", "new", "harbour")
    missing = archive("eval", "review", "nothing")

    assert (named.code, taken.code, missing.code) == (2, 2, 1)
    assert "small letters, digits and hyphens" in named.err
    assert "comes with Byline" in taken.err
    assert "`byline eval new nothing` drafts it" in missing.err
