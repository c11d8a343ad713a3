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

SEARCH = """
import contextlib, sys
from rag.cli import main
sys.argv = ["byline", "--home", {home!r}, "search", "When does the bridge reopen?"]
with contextlib.suppress(SystemExit):
    main()
heavy = ("torch", "sentence_transformers", "llama_cpp", "textual")
print([name for name in heavy if name in sys.modules])
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


def test_a_search_loads_neither_torch_nor_the_chat_model(tmp_path: Path) -> None:
    """Loading them takes longer than the search."""
    article, home = tmp_path / "a.txt", tmp_path / "home"
    article.write_text("The bridge reopens in April, the mayor said.", encoding="utf-8")
    # The first use of the encoder exports it, which does need torch.
    add = [sys.executable, "-m", "rag", "--home", home, "ingest", article]
    subprocess.run(add, check=True, capture_output=True)

    code = SEARCH.format(home=str(home))
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "The bridge reopens in April" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "[]", ran.stderr


def test_the_import_contracts_are_kept() -> None:
    program = Path(sys.executable).parent / "lint-imports"

    ran = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stdout
    assert "0 broken" in ran.stdout
