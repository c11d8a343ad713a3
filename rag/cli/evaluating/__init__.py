"""`byline eval`: run evaluation suites offline, read and compare what they saved.

Each command stands in a module of its own.
"""

from __future__ import annotations

import click

from rag.cli.rooms import Rooms

COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("rag.cli.evaluating.listing:list_suites", "List the suites there are."),
    "new": ("rag.cli.evaluating.drafting:new", "Draft a suite from your own archive."),
    "review": ("rag.cli.evaluating.reviewing:review", "Accept or refuse what was drafted."),
    "run": ("rag.cli.evaluating.running:run", "Ask a suite's questions and score the answers."),
    "replay": ("rag.cli.evaluating.replaying:replay_run", "Score saved answers again."),
    "report": ("rag.cli.evaluating.reporting:report_run", "Sum up a run."),
    "score": ("rag.cli.evaluating.scoring:score_file", "Score the answers of another program."),
    "selftest": (
        "rag.cli.evaluating.selftest:selftest",
        "Break right answers and see whether the scorers notice.",
    ),
    "compare": ("rag.cli.evaluating.comparing:compare", "Say what got better and worse."),
    "judge": ("rag.cli.evaluating.judging:judge", "Measure the judge against what people say."),
}


@click.group(name="eval", cls=Rooms, table=COMMANDS)
def evaluate() -> None:
    """Run evaluation suites offline."""
