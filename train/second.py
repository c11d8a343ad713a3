"""What a language model's second opinion is worth: `python -m train.second --data DIR [--model M]`.

Held-out claims on which the judge is not sure are put to the model; its yes and no are compared
with what people say, and with taking every unsure claim for what most of them are.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sklearn.metrics import balanced_accuracy_score

from rag.answer.verifying.second import SecondOpinion, is_unsure
from rag.config import load_config
from rag.models.llama import open_model
from rag.opening import open_verifier
from rag.ports import Pair
from rag.types import Support
from train.collections import cases

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = 5
LOOKED_AT = 3000


def main(arguments: Sequence[str] | None = None) -> int:
    """Print, by collection, how often the model is right about what the judge left open."""
    parser = argparse.ArgumentParser(prog="python -m train.second", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", help="a name that `byline models` lists, or a GGUF file")
    parser.add_argument("--most", type=int, default=300, help="unsure claims that are asked about")
    chosen = parser.parse_args(arguments)
    config = load_config().config
    first, model = open_verifier(config), open_model(config, chosen.model)
    known = [c for c in cases(chosen.data) if c.collection != "generated"]
    random.Random(SEED).shuffle(known)  # noqa: S311 - not for secrets
    known = known[:LOOKED_AT]
    verdicts = first.judge_all([Pair(c.claim, c.evidence) for c in known])
    unsure = [c for c, v in zip(known, verdicts, strict=True) if is_unsure(v)][: chosen.most]
    begun = time.monotonic()
    second = SecondOpinion(first, model).judge_all([Pair(c.claim, c.evidence) for c in unsure])
    seconds = time.monotonic() - begun
    model.close()
    sys.stdout.write("| collection | unsure | supported, say people | yes | balanced accuracy |\n"
                     "| --- | ---: | ---: | ---: | ---: |\n")  # fmt: skip
    said = [v.support is Support.SUPPORTED for v in second]
    for name in ["all", *sorted({c.collection for c in unsure})]:
        own = [(c.label, yes) for c, yes in zip(unsure, said, strict=True)
               if name in {"all", c.collection}]  # fmt: skip
        labels, answers = [label for label, _ in own], [yes for _, yes in own]
        rate = (
            f"{100 * balanced_accuracy_score(labels, answers):.1f}" if len(set(labels)) > 1 else ""
        )
        sys.stdout.write(f"| {name} | {len(own)} | {100 * sum(labels) / len(own):.0f} % | "
                         f"{100 * sum(answers) / len(own):.0f} % | {rate} |\n")  # fmt: skip
    sys.stdout.write(f"\n{len(unsure) / seconds:.1f} claims a second\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
