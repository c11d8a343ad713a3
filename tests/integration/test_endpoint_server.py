"""A question answered through a real server: `python -m llama_cpp.server` on loopback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rag.config import Config, ModelSection
from rag.errors import ModelProblem
from rag.models.endpoint import Endpoint, at_most_tokens
from rag.models.shelf import resolve
from rag.ports import ChatMessage, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NEEDED = ("fastapi", "uvicorn", "sse_starlette", "starlette_context", "pydantic_settings")
MISSING = [name for name in NEEDED if find_spec(name) is None]
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        bool(MISSING), reason=f"pip install 'llama-cpp-python[server]': {MISSING} are not there"
    ),
]

SEEDS = Path(__file__).parents[2] / "seeds"
KEY = "harbour-key-41"
NAME = "the served one"
TEXT = (
    "The Canal Bridge was shut on Monday after a barge struck it. "
    "Mayor Ines Duarte said the repairs will take three weeks."
)
ARTICLE = {"id": "shut", "outlet": "The Harbour Post", "published": "2026-03-02", "text": TEXT}
SHORT = Prompt((ChatMessage("user", "Is the bridge open?"),), 12, 7)
LONG = Prompt((ChatMessage("user", "Tell a long story of a ferry."),), 1000, 7)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small model behind a server that wants a key."""
    model = resolve(Config(home=tmp_path_factory.mktemp("home"))).path
    process = subprocess.Popen(
        [
            sys.executable, "-m", "llama_cpp.server", "--model", model, "--model_alias", NAME,
            "--host", "127.0.0.1", "--port", "0", "--n_ctx", "1024", "--n_threads", "1",
            "--n_threads_batch", "1", "--verbose", "false", "--api_key", KEY,
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        said += line
        if running := re.search(r"running on (http://127\.0\.0\.1:\d+)", line):
            break
    else:
        pytest.fail(f"the server did not start:\n{said}")
    # What nobody reads would fill the pipe and hold the server up.
    reader = threading.Thread(target=process.stderr.read)
    reader.start()
    yield f"{running[1]}/v1"
    process.kill()
    process.wait()
    reader.join()
    process.stderr.close()


@pytest.fixture
def model(address: str, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    monkeypatch.setenv("BYLINE_ENDPOINT_KEY", KEY)
    return Endpoint(ModelSection(endpoint=address))


def never() -> bool:
    return False


def written(model: Endpoint, prompt: Prompt, stop: Callable[[], bool] = never) -> list[str]:
    return list(model.stream(prompt, grammar=None, stop=stop))


def byline(home: Path, *arguments: object, **settings: str) -> tuple[Any, str]:
    """What the program prints with `--json`, and what it says beside it."""
    ran = subprocess.run(
        [sys.executable, "-m", "rag", "--home", home, *map(str, arguments), "--json"],
        env=dict(os.environ) | settings, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout), ran.stderr


def test_a_question_is_answered_and_checked_with_a_server_as_the_writer(
    address: str, tmp_path: Path
) -> None:
    article = tmp_path / "articles.jsonl"
    article.write_text(json.dumps(ARTICLE), encoding="utf-8")
    byline(tmp_path / "home", "ingest", article)

    answer, said = byline(
        tmp_path / "home", "ask", "How long will the repairs of the bridge take?",
        "--mode", "write", BYLINE_MODEL__ENDPOINT=address, BYLINE_ENDPOINT_KEY=KEY,
        BYLINE_MODEL__MAX_TOKENS="40",
    )  # fmt: skip

    assert answer["standing"] == "grounded"
    assert answer["model"] == {"name": NAME, "sha256": None}
    assert answer["timings"]["first_token"] > 0
    assert "three weeks" in answer["text"]
    cited = [c for statement in answer["statements"] for c in statement["citations"]]
    assert cited
    assert all(TEXT[c["start"] : c["end"]] == c["quote"] for c in cited)
    assert KEY not in json.dumps(answer) + said


def test_a_wrong_key_is_told_in_words_that_do_not_repeat_it(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_ENDPOINT_KEY", "wrong-key-17")

    with pytest.raises(ModelProblem, match="does not accept the key") as told:
        Endpoint(ModelSection(endpoint=address)).identity()

    assert "wrong-key-17" not in str(told.value.detail)


def test_the_form_of_an_answer_is_kept_to(model: Endpoint) -> None:
    words = model.stream(SHORT, grammar='root ::= "yes" | "no"', stop=never)

    assert "".join(words) in {"yes", "no"}


def test_a_stop_in_the_middle_leaves_a_server_that_goes_on(model: Endpoint) -> None:
    heard: list[str] = []

    def stop() -> bool:
        return len(heard) >= 3

    for piece in model.stream(LONG, grammar=None, stop=stop):
        heard.append(piece)  # noqa: PERF402 - `stop` looks at the list while it grows

    assert len(heard) == 3
    assert written(model, SHORT)


def test_an_estimate_of_tokens_is_never_below_what_the_server_counts(model: Endpoint) -> None:
    """Else a prompt that was fitted to the context would not fit."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*/*.md"))]

    counts = [(model.count_tokens(text), at_most_tokens(text)) for text in texts]

    assert all(0 < count <= estimate < 3 * count for count, estimate in counts)
