"""`byline eval report` and `compare` write files, and their gates have exit codes."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from lxml import etree

from eval.corpus import archive_folder
from eval.runner import run_suite
from eval.suite import load_suite
from eval.testing import Line, ScriptedArchive
from rag.cli import main
from rag.config import Config
from rag.errors import ArchiveDamaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eval.saved import Run

COUNT = 8
ARTICLES = [
    (f"a-{n}", "The Post", f"Before it. Ship {n} carried {n}00 tonnes. After it.")
    for n in range(1, COUNT + 1)
]
SUITE = """\
name = "ships"
version = 1
corpus = "articles"
cases = "ships.jsonl"
mode = "quote"
scorers = ["right_citation", "answered", "latency"]

[require]
right_citation = 0.9
"""


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def byline(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """Call the program in this process, with the home in which the runs were made."""

    def call(*arguments: object) -> Ran:
        typed = ["byline", "--home", str(tmp_path / "home"), "eval", *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", typed)
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        code = ended.value.code or 0
        assert isinstance(code, int)
        return Ran(code, out, err)

    return call


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Run]:
    """Make a run in which the first so many of eight questions are answered, rightly."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text("Scripted.", encoding="utf-8")
    (tmp_path / "ships.toml").write_text(SUITE, encoding="utf-8")
    lines = [
        {
            "id": f"ship-{n}",
            "question": f"What did ship {n} carry?",
            "answerable": True,
            "gold": [{"article": f"a-{n}", "words": f"{n}00 tonnes"}],
            "outlets": ["The Post"],
            "key": [[f"{n}00"]],
        }
        for n in range(1, COUNT + 1)
    ]
    (tmp_path / "ships.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    suite, config = load_suite(tmp_path / "ships.toml"), Config(home=tmp_path / "home")

    def make(name: str, answered: int) -> Run:
        script = {
            case.question: (
                (Line(f"a-{n}", f"Ship {n} carried {n}00 tonnes."),) if n <= answered else ()
            )
            for n, case in enumerate(suite.cases, 1)
        }
        archive = ScriptedArchive(ARTICLES, script)
        return run_suite(suite, config, out=tmp_path / name, open_archive=lambda *_: archive)

    return make


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Run], None]:
    """Leave the archive of a run's corpus in the home."""

    def keep(run: Run) -> None:
        folder = archive_folder(tmp_path / "home", run.manifest.corpus.sha256)
        folder.mkdir(parents=True)
        (folder / "catalog.sqlite").touch()
        monkeypatch.setattr(
            "rag.opening.open_engine", lambda *_, **__: ScriptedArchive(ARTICLES, {})
        )

    return keep


def test_a_report_is_written_in_the_form_that_the_name_asks_for(
    byline: Callable[..., Ran],
    made: Callable[..., Run],
    at_hand: Callable[[Run], None],
    tmp_path: Path,
) -> None:
    run = made("run", 8)
    at_hand(run)

    ran = {
        suffix: byline("report", run.folder, "--out", tmp_path / f"report{suffix}")
        for suffix in (".html", ".md", ".json", ".HTML")
    }

    texts = {suffix: (tmp_path / f"report{suffix}").read_text(encoding="utf-8") for suffix in ran}
    assert {(one.code, one.out) for one in ran.values()} == {(0, "")}
    assert ran[".md"].err == f"byline: written to {tmp_path / 'report.md'}\n"
    assert "Before it. <mark>Ship 1 carried 100 tonnes.</mark> After it." in texts[".html"]
    assert texts[".md"].startswith("# ships v1: 8 cases")
    assert json.loads(texts[".json"])["details"][0]["statements"][0]["quotations"][0]["right"]
    assert texts[".HTML"] == texts[".html"]


def test_a_json_file_is_the_printed_object_with_the_cases(
    byline: Callable[..., Ran], made: Callable[..., Run], tmp_path: Path
) -> None:
    run = made("run", 4)

    printed = byline("report", run.folder, "--json", "--out", tmp_path / "report.json").out

    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    details = written.pop("details")
    assert written == json.loads(printed)
    assert written["met"] is False
    # The four that were declined are named first.
    assert [detail["id"] for detail in details] == [f"ship-{n}" for n in (5, 6, 7, 8, 1, 2, 3, 4)]


@pytest.mark.parametrize("name", ["report.pdf", "report", "report.htm"])
@pytest.mark.parametrize("command", ["report", "compare"])
def test_a_form_that_there_is_not_is_refused_before_anything_is_read(
    byline: Callable[..., Ran], tmp_path: Path, command: str, name: str
) -> None:
    runs = [tmp_path / "none"] * (2 if command == "compare" else 1)

    ran = byline(command, *runs, "--out", tmp_path / name)

    assert ran.code == 2
    assert f"no form for a file named {name}" in ran.err
    assert "Name one that ends in .html, .md or .json." in ran.err


def test_a_report_takes_the_place_of_an_earlier_one(
    byline: Callable[..., Ran], made: Callable[..., Run], tmp_path: Path
) -> None:
    run, out = made("run", 8), tmp_path / "new" / "report.md"
    out.parent.mkdir()
    out.write_text("An earlier one.", encoding="utf-8")

    byline("report", run.folder, "--out", out)

    assert "An earlier one." not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("option", "name"),
    [("--out", "manifest.json"), ("--junit", "answers.jsonl"), ("--summary", "cases.jsonl")],
)
def test_a_run_is_never_written_over(
    byline: Callable[..., Ran], made: Callable[..., Run], option: str, name: str
) -> None:
    run = made("run", 8)
    kept = (run.folder / name).read_bytes()

    ran = byline("report", run.folder, option, run.folder / name)

    assert ran.code == 2
    assert "is part of a saved run" in ran.err
    assert (run.folder / name).read_bytes() == kept


def test_a_file_that_cannot_be_written_is_an_error_that_names_it(
    byline: Callable[..., Ran], made: Callable[..., Run], tmp_path: Path
) -> None:
    run = made("run", 8)
    (tmp_path / "taken").write_text("A file, no folder.", encoding="utf-8")

    for option in ("--out", "--junit", "--summary"):
        ran = byline("report", run.folder, option, tmp_path / "taken" / "report.md")

        assert ran.code == 1
        assert f"cannot write {tmp_path / 'taken' / 'report.md'}" in ran.err


def test_articles_that_are_not_at_hand_are_told_of_and_no_archive_is_made(
    byline: Callable[..., Ran], made: Callable[..., Run], tmp_path: Path
) -> None:
    run = made("run", 8)

    ran = byline("report", run.folder, "--out", tmp_path / "report.html")

    assert "quotations are shown without the articles around them" in ran.err
    assert not archive_folder(tmp_path / "home", run.manifest.corpus.sha256).exists()
    assert "Quotations stand alone" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_an_archive_that_is_damaged_or_another_costs_the_context_alone(
    byline: Callable[..., Ran],
    made: Callable[..., Run],
    at_hand: Callable[[Run], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    run, out = made("run", 8), tmp_path / "report.html"
    at_hand(run)

    def refuse(*_: object, **__: object) -> None:
        raise ArchiveDamaged("the catalogue cannot be read", remedy="")

    monkeypatch.setattr("rag.opening.open_engine", refuse)
    damaged = byline("report", run.folder, "--out", out)
    edited = [(name, outlet, text + " New.") for name, outlet, text in ARTICLES]
    monkeypatch.setattr("rag.opening.open_engine", lambda *_, **__: ScriptedArchive(edited, {}))
    changed = byline("report", run.folder, "--out", out)

    assert damaged.code == changed.code == 0
    assert "the catalogue cannot be read" in damaged.err
    assert "they are not what they were" in changed.err


def test_a_report_is_a_gate_where_it_is_asked_to_be(
    byline: Callable[..., Ran], made: Callable[..., Run]
) -> None:
    short, good = made("short", 7).folder, made("good", 8).folder

    assert byline("report", short).code == 0
    assert byline("report", good, "--gate").code == 0
    gated = byline("report", short, "--gate")
    assert gated.code == 4
    # 7 of 8 are right: 0.875 is below 0.9.
    assert "✗ missed" in gated.out
    assert "requires more than was reached: right_citation" in gated.err


def test_what_a_ci_system_shows_is_written_before_a_gate_closes(
    byline: Callable[..., Ran], made: Callable[..., Run], tmp_path: Path
) -> None:
    run, summary, junit = made("run", 7), tmp_path / "summary.md", tmp_path / "junit.xml"
    summary.write_text("# Another step\n\n", encoding="utf-8")

    ran = byline("report", run.folder, "--gate", "--summary", summary, "--junit", junit)

    text = summary.read_text(encoding="utf-8")
    assert ran.code == 4
    assert text.startswith("# Another step\n\n# ships v1: 8 cases")
    assert "**ship-8**: What did ship 8 carry?" in text
    assert etree.parse(junit).getroot().get("failures") == "1"


def test_a_run_writes_what_a_ci_system_shows(
    byline: Callable[..., Ran],
    made: Callable[..., Run],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    run = made("run", 8)
    declining = ScriptedArchive(ARTICLES, {case.question: () for case in run.cases})
    monkeypatch.setattr("rag.opening.open_engine", lambda *_, **__: declining)
    summary, junit = tmp_path / "summary.md", tmp_path / "junit.xml"

    ran = byline("run", tmp_path / "ships.toml", "--summary", summary, "--junit", junit)

    assert ran.code == 4
    assert "✗ missed" in summary.read_text(encoding="utf-8")
    assert etree.parse(junit).getroot().get("failures") == "1"


def test_a_comparison_is_a_gate_where_it_is_asked_to_be(
    byline: Callable[..., Ran], made: Callable[..., Run]
) -> None:
    good, bad, alike = made("good", 8).folder, made("bad", 0).folder, made("alike", 6).folder

    # All eight turned: p = 2 / 256 for each of two scorers, 0.016 by Holm. Two turned: p = 0.5.
    assert byline("compare", good, bad).code == 0
    assert byline("compare", good, alike, "--fail-on", "worse").code == 0
    assert byline("compare", bad, good, "--fail-on", "worse").code == 0
    gated = byline("compare", good, bad, "--fail-on", "worse")
    assert gated.code == 4
    assert "▼ worse" in gated.out
    assert "'ships' got worse by more than chance: right_citation, answered" in gated.err


def test_a_comparison_is_written_in_every_form(
    byline: Callable[..., Ran], made: Callable[..., Run], tmp_path: Path
) -> None:
    runs = [made("good", 8).folder, made("bad", 0).folder]
    summary, junit = tmp_path / "summary.md", tmp_path / "junit.xml"
    files = [tmp_path / f"compared{suffix}" for suffix in (".html", ".md", ".json")]

    ran = [byline("compare", *runs, "--out", file) for file in files]
    printed = byline("compare", *runs, "--json", "--summary", summary, "--junit", junit)

    page, markdown, as_json = (file.read_text(encoding="utf-8") for file in files)
    assert {(one.code, one.out) for one in ran} == {(0, "")}
    assert "▼ worse" in page
    assert "## Cases that flipped" in markdown
    assert as_json == printed.out
    assert summary.read_text(encoding="utf-8").startswith("# ships: 8 cases in both runs")
    assert etree.parse(junit).getroot().get("failures") == "2"
