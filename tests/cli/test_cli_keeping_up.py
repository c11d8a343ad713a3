"""`byline diff`, `lineage`, `show --removed` and `watch`, as a person runs them."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Byline

pytestmark = pytest.mark.model
FIRST = "The bridge was shut on Monday after a barge struck it. Seven people were hurt."
SECOND = "The bridge was shut on Monday after a barge struck it. Nine people were hurt."


def test_diff_shows_the_sentence_that_was_edited_and_no_other(fresh: Byline) -> None:
    story = fresh.folder / "story.txt"
    for text in (FIRST, SECOND):
        story.write_text(text, encoding="utf-8")
        fresh("ingest", story)
    (article,) = fresh("articles", "--json").value["articles"]

    ran = fresh("diff", article["id"])

    assert ran.code == 0
    assert ran.out.splitlines() == [
        "version 1 -> version 2",
        "- Seven people were hurt.",
        "+ Nine people were hurt.",
        "",
    ]


def test_lineage_counts_a_reprint_and_its_source_as_one_origin(fresh: Byline) -> None:
    rows = [
        {"id": "wire", "outlet": "Coastal Wire", "text": FIRST},
        {"id": "star", "outlet": "Evening Star", "text": f"PORT MERROW (Coastal Wire) - {FIRST}"},
    ]
    source = fresh.folder / "rows.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    fresh("ingest", source)

    told = fresh("lineage", "star", "--json").value

    (group,) = told["lineages"]
    assert [a["id"] for a in group["articles"]] == ["star", "wire"]
    assert group["origin"] == "Coastal Wire"
    assert told["origins"] == 1


def test_show_removed_lists_what_is_not_part_of_the_article(fresh: Byline) -> None:
    story = fresh.folder / "story.txt"
    story.write_text(f"Bridge shut after collision\n\n{FIRST}\n\n(dpa, tke)", encoding="utf-8")
    fresh("ingest", story)
    (article,) = fresh("articles", "--json").value["articles"]

    ran = fresh("show", article["id"], "--removed")

    assert "signature: (dpa, tke)" in ran.out
    assert ran.out.splitlines()[-1] == "2 lines are not part of the article."


def test_watch_takes_in_a_file_that_appears_and_ends_at_ctrl_c(fresh: Byline) -> None:
    folder = fresh.folder / "inbox"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    process = fresh.start("watch", folder, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None

    assert process.stderr.readline() == "byline: 1 added, 0 updated\n"
    (folder / "second.txt").write_text("The ferry sails again on Friday.", encoding="utf-8")
    assert process.stderr.readline() == "byline: 1 added, 0 updated\n"
    process.send_signal(2)
    process.communicate(timeout=60)

    assert process.returncode in {130, -2}
