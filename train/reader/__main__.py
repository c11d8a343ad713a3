"""`python -m train.reader --data DIR --out DIR`: train the reader again.

Two cores need about twenty minutes; the same data and seed give the same weights up to the
rounding of the machine.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from rag.index.embedders.minilm import weights_folder
from rag.models.packaged import open_tokenizer
from rag.models.reader.pieces import Cutter
from train.reader.export import export
from train.reader.learning import SEED, learn, lessons
from train.reader.network import ReaderModel
from train.reader.questions import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

TRAINED_ON = [
    "questions written for this (train/reader/questions)",
    "WiCE, development pages",
]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and write weights with their card."""
    parser = argparse.ArgumentParser(prog="python -m train.reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=1.0)
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    folder = weights_folder()
    cutter = Cutter(open_tokenizer(folder / "tokenizer.json"))
    known = list(asked(chosen.data, chosen.out / "archive", held_out=False))
    taught = lessons(known, cutter)
    sys.stdout.write(f"{len(taught)} questions\n")
    model = ReaderModel(folder)
    learn(model, taught, epochs=chosen.epochs)
    torch.save(model.state_dict(), chosen.out / "reader.pt")
    made = f"{datetime.now(UTC):%Y-%m-%d}"
    export(model, chosen.out, made=made, trained_on=TRAINED_ON)
    return 0


if __name__ == "__main__":
    sys.exit(main())
