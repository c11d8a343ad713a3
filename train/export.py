"""Weights as they ship: `python -m train.export --weights judge.pt --out FOLDER`.

The network in ONNX with its matrices in eight bits (dynamic quantisation, each row by itself).
"""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from rag.index.embedders.minilm import weights_folder
from train.network import JudgeNetwork

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Write `judge.onnx`."""
    parser = argparse.ArgumentParser(prog="python -m train.export", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    network = JudgeNetwork(weights_folder())
    network.load_state_dict(torch.load(chosen.weights, weights_only=True))
    chosen.out.mkdir(parents=True, exist_ok=True)
    whole = chosen.out / "judge.whole.onnx"
    export(network.eval(), whole)
    quantize_dynamic(whole, chosen.out / "judge.onnx", per_channel=True, reduce_range=False,
                     weight_type=QuantType.QInt8)  # fmt: skip
    sys.stdout.write(f"{(chosen.out / 'judge.onnx').stat().st_size / 1e6:.1f} MB\n")
    return 0


def export(network: JudgeNetwork, target: Path) -> None:
    """The network in ONNX, at full precision."""
    example = torch.tensor([[101, 7592, 102, 2088, 102], [101, 2088, 102, 7592, 102]])
    marks = torch.tensor([[0, 0, 0, 1, 0], [0, 0, 0, 2, 0]])
    axes = {0: "pairs", 1: "length"}
    with warnings.catch_warnings():
        # The exporter announces its own successor and traces constants it warns of.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (example, torch.ones_like(example), marks),
            str(target),
            input_names=["input_ids", "attention_mask", "marks"],
            output_names=["claim", "tokens"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "marks": axes,
                          "claim": {0: "pairs"}, "tokens": axes},
            opset_version=17,
            dynamo=False,
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
