"""The reader as it ships: the encoder in ONNX with its matrices in eight bits, and its card."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from rag.files import sha256_of

if TYPE_CHECKING:
    from pathlib import Path

    from train.reader.network import Encoder, ReaderModel


_NAMES = ("input_ids", "attention_mask", "hidden", "weight", "gate")


def export(model: ReaderModel, out: Path, *, made: str, trained_on: list[str]) -> None:
    """Write `reader.onnx` and `reader.json`."""
    model.eval()
    whole, small = out / "reader.whole.onnx", out / "reader.onnx"
    export_whole(model.encoder, whole)
    quantize_dynamic(whole, small, per_channel=True, reduce_range=False,
                     weight_type=QuantType.QInt8)  # fmt: skip
    card = {
        "sha256": sha256_of(small),
        "made": made,
        "from": "all-MiniLM-L6-v2 (Apache-2.0), safetensors 53aa5117...",
        "trained on": trained_on,
        "licence": "Apache-2.0",
        "card": "docs/reader.md",
        "head": [round(float(w), 6) for w in model.head.detach()],
    }
    (out / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def export_whole(encoder: Encoder, target: Path) -> None:
    """The encoder in ONNX, at full precision."""
    example = torch.tensor([[101, 7592, 102], [101, 2088, 102]])
    axes = {0: "texts", 1: "pieces"}
    with warnings.catch_warnings():
        # The exporter announces its own successor and traces constants it warns of.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            encoder,
            (example, torch.ones_like(example)),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["hidden", "weight", "gate"],
            dynamic_axes=dict.fromkeys(_NAMES, axes),
            opset_version=17,
            dynamo=False,
        )  # fmt: skip
