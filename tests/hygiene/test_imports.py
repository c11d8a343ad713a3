"""What imports what: help is instant, and the core does not know its faces."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "textual chromadb llama_cpp torch onnxruntime pydantic numpy rich sentence_transformers "
    "tokenizers yaml sqlite3"
).split()
HELP = """
import contextlib, io, sys
sys.argv = ["byline", "--help"]
with contextlib.suppress(SystemExit):
    from rag.cli import main
    out, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO())
    main()
sys.stdout = out
"""


@pytest.mark.parametrize(
    "code",
    ["import rag.cli", "import rag.cli.failures", "import rag, rag.errors, rag.types", HELP],
    ids=["command line", "failures", "core", "help"],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code: str) -> None:
    """`byline --help` must answer at once."""
    ask = f"{code}\nimport sys\nprint([m for m in {HEAVY!r} if m in sys.modules])"

    ran = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"


def test_the_import_contracts_are_kept() -> None:
    program = Path(sys.executable).parent / "lint-imports"

    ran = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stdout
    assert "0 broken" in ran.stdout
