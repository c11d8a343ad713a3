"""The reader that ships, with its real weights."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from rag.config import Config
from rag.errors import ModelFileDamaged
from rag.files import sha256_of
from rag.index.embedders.minilm import weights_folder
from rag.models.packaged import open_tokenizer
from rag.models.reader.network import READER, Encoded, Head, ReaderNetwork, logit
from rag.models.reader.pieces import Cutter
from rag.opening import open_reader
from rag.ports import Window
from rag.testing import SharedWords

pytestmark = pytest.mark.model

WINDOWS = [
    Window("Bridge shut", "", text)
    for text in (
        "Six ambulances took the injured to St Brannoc's hospital.",
        "The bridge was shut for nine days.",
        "The union said its members would vote on Friday.",
        "",
        "🦊 漢字",
    )
]


@cache
def reader() -> ReaderNetwork:
    found = open_reader(Config(home=Path(sys.prefix)))
    assert isinstance(found, ReaderNetwork)
    return found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many ambulances were needed?", 0),
        ("For how long could nobody cross?", 1),
        ("When is the ballot?", 2),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, answer: int) -> None:
    logits = reader().read(question, WINDOWS)

    assert int(np.argmax(logits)) == answer


def test_what_is_said_of_a_sentence_does_not_depend_on_the_others() -> None:
    question = "How many ambulances were needed?"

    together = reader().read(question, WINDOWS)

    assert together == [reader().read(question, [window])[0] for window in WINDOWS]
    assert together == reader().read(question, WINDOWS)


@pytest.mark.parametrize("read", [reader, SharedWords])
def test_nothing_to_read_gives_nothing_and_no_words_give_numbers(read: type) -> None:
    assert read().read("Why?", []) == []
    assert np.isfinite(read().read("", WINDOWS)).all()


def test_weights_other_than_the_measured_ones_are_refused() -> None:
    tokenizer = weights_folder() / "tokenizer.json"

    with pytest.raises(ModelFileDamaged, match="reader"):
        ReaderNetwork(tokenizer, 1, lambda _: "0" * 64).read("Why?", WINDOWS)


def test_the_card_names_the_file_that_ships() -> None:
    assert READER.weights(sha256_of).name == "reader.onnx"


def test_training_and_reading_work_out_the_same_logit(tmp_path: Path) -> None:
    """The network is trained by one program and read by another: one network, one figure."""
    import onnxruntime
    import torch

    from train.reader.export import export_whole
    from train.reader.network import ReaderModel, batch

    torch.manual_seed(3)
    model = ReaderModel(weights_folder())
    for layer in (model.encoder.weigh, model.encoder.open):
        torch.nn.init.normal_(layer.weight, std=0.3)
    cutter = Cutter(open_tokenizer(weights_folder() / "tokenizer.json"))
    question = cutter.question("How many ambulances were needed?")
    windows = [cutter.window(window) for window in WINDOWS]
    export_whole(model.encoder.eval(), tmp_path / "reader.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "reader.onnx"))

    def encoded(ids: list[int]) -> Encoded:
        feeds = {"input_ids": np.array([ids]), "attention_mask": np.ones((1, len(ids)), np.int64)}
        hidden, weight, gate = (out[0] for out in session.run(None, feeds))
        return Encoded(hidden, hidden / np.linalg.norm(hidden, axis=1, keepdims=True), weight, gate)

    with torch.no_grad():
        trained = model.eval()(batch([question]), batch(windows))[0].numpy()
    head = Head(*model.head.tolist())
    asked = encoded(question.ids)
    read = [logit(asked, encoded(w.ids), np.array(w.whose), head) for w in windows]

    # A window without words of its own is never read: its mean is taken over what there is.
    assert np.allclose(
        [trained[i] for i in (0, 1, 2, 4)], [read[i] for i in (0, 1, 2, 4)], atol=1e-3
    )
