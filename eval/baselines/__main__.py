"""Renews the baselines: `python -m eval.baselines`, or `make baselines`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from eval.baselines import renew
from eval.suite import built_in_suites, load_suite


def main() -> None:
    """Renew the baseline of every suite that comes with Byline."""
    with tempfile.TemporaryDirectory() as home:
        for path in built_in_suites():
            suite = load_suite(path)
            print(f"{renew(suite, Path(home)).name}: {len(suite.cases)} answers", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
