# ruff: noqa: INP001 - a script beside the pages it makes, no package
"""Make the picture of an evaluation report: a real run of a suite, seen in a browser.

Run it from the root of the project: `python docs/report_picture.py`; it takes a minute or two
and needs Chromium on the path. Nothing in the picture is arranged.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from eval.judge.record import judge_record
from eval.judging import judged, open_judge
from eval.report import build_report
from eval.report.details import build_details
from eval.report.page import report_page
from eval.runner import run_suite
from eval.suite import find_suite, load_suite
from rag.config import load_config
from rag.opening import open_engine
from rag.types import Mode

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "eval-report.png"
SUITE = "newsroom-harbour"
SIZE = "1120,1440"
SCALE = "0.75"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OFFLINE = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
)


def page_of_run(folder: Path) -> str:
    """Run the suite in quotations and give its report as a page."""
    config = load_config(flags={"home": folder / "home"}).config
    suite = load_suite(find_suite(SUITE)).worded_by(Mode.QUOTE)
    judge = open_judge(config)
    run = run_suite(
        suite,
        config,
        out=folder / "run",
        open_archive=lambda settings, archive: open_engine(settings, archive=archive),
        judge=lambda recorded: judged(recorded, judge),
    )
    report = build_report(run, partial(judge_record, home=config.home))
    return report_page(report, build_details(run, report))


def main() -> None:
    """Take the picture."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"none of these is on the path: {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "report.html"
        page.write_text(page_of_run(folder), encoding="utf-8")
        command = [browser, *OFFLINE, f"--user-data-dir={folder / 'browser'}"]
        command += [f"--window-size={SIZE}", f"--force-device-scale-factor={SCALE}"]
        command += [f"--screenshot={PICTURE}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
