"""`python -m train --data DIR --out DIR [--minutes M]`: train the judge again.

Two cores need about an hour; the same data, seed and number of steps give the same weights up to
the rounding of the machine.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from tokenizers import Tokenizer

from eval.faults.pairs import pairs
from rag.index.embedders.minilm import weights_folder
from rag.models.judge.marking import Marker, span_of
from train.network import JudgeNetwork
from train.people import derived, reworded, summedits, wice
from train.sources import Labelled, documents, labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.faults.pairs import Document
    from rag.models.judge.marking import Marked

SEEDS = Path(__file__).parents[1] / "seeds"
BATCH = 32
RATE = 2e-4
HEAD_RATE = 1e-3
SECOND_RATE = 7e-5
COPIES = 0.4
"""Share of the verbatim claims that are kept."""
REPLAYED = 0.6
"""Generated pairs in the second stage, for each of the others."""
WARM = 0.06
TOKENS_WEIGH = 0.5
SHARE_OF_PEOPLE = 0.2
SEED = 7


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and write weights and what is known of them."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=40_000)
    parser.add_argument("--base", type=Path, help="weights of the first stage: do the second")
    parser.add_argument("--without", nargs="*", default=[], help="SummEdits domains to hold out")
    parser.add_argument("--minutes", type=float, default=60.0)
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    folder = weights_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if chosen.base:
        known = list(_second(chosen.data, chosen.without, chosen.pairs))
    else:
        known = list(_mixed(chosen.data, chosen.pairs))
    sys.stdout.write(f"{len(known)} pairs, {sum(k.label for k in known)} of them supported\n")
    network = JudgeNetwork(folder)
    if chosen.base:
        network.load_state_dict(torch.load(chosen.base, weights_only=True))
    rates = (SECOND_RATE, SECOND_RATE * 4) if chosen.base else (RATE, HEAD_RATE)
    _train(network, Marker(tokenizer), known, chosen.minutes * 60, chosen.out, rates)
    torch.save(network.state_dict(), chosen.out / "judge.pt")
    return 0


def _mixed(data: Path, wanted: int) -> Iterator[Labelled]:
    """Generated pairs, with those that people judged among them."""
    rng = random.Random(SEED)  # noqa: S311 - not for secrets
    people = list(labelled(data))
    rng.shuffle(people)
    made = [
        Labelled(p.claim, " ".join(p.evidence), p.label, p.span, p.kind)
        for p in islice(pairs(_shuffled(documents(data, SEEDS)), SEED, rounds=2), wanted)
        # A copy teaches little, and where nothing else can be made of a sentence it is a copy.
        if p.kind != "verbatim" or rng.random() < COPIES
    ]
    known = made + people[: int(len(made) * SHARE_OF_PEOPLE)]
    rng.shuffle(known)
    return iter(known)


def _second(data: Path, without: Sequence[str], wanted: int) -> Iterator[Labelled]:
    """What people judged, among enough generated pairs that those are not forgotten."""
    judged = [*summedits(data, without), *wice(data)]
    right = [one for one in judged if one.label]
    people = [*judged, *reworded(data, without), *derived(right, SEED, rounds=2)]
    rest = list(_mixed(data, wanted))
    known = people + rest[: int(len(people) * REPLAYED)]
    random.Random(SEED + 1).shuffle(known)  # noqa: S311 - not for secrets
    return iter(known)


def _shuffled(found: list[Document]) -> list[Document]:
    """In an order of chance, so that the first pairs are of all sources."""
    random.Random(SEED).shuffle(found)  # noqa: S311 - not for secrets
    return found


def _train(
    network: JudgeNetwork,
    marker: Marker,
    known: list[Labelled],
    seconds: float,
    out: Path,
    rates: tuple[float, float],
) -> None:
    """One pass, or as far as the time goes; the rate falls to nothing with either."""
    heads = [*network.of_claim.parameters(), *network.of_token.parameters(),
             *network.mark_again.parameters()]  # fmt: skip
    names = {id(p) for p in heads}
    body = [p for p in network.parameters() if id(p) not in names]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rates[0]}, {"params": heads, "lr": rates[1]}], weight_decay=0.01
    )
    batches = list(_batches(marker, known))
    begun, losses = time.monotonic(), []
    network.train()
    for step, (batch, labels, spans) in enumerate(batches):
        done = max(step / len(batches), (time.monotonic() - begun) / seconds)
        if done >= 1.0:
            break
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(1.0, done / WARM, (1.0 - done) / (1.0 - WARM))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = network(*_tensors(batch))
        loss = _loss(found.claim.float(), found.tokens.float(), labels, spans)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if step % 50 == 0:
            sys.stdout.write(f"{step}/{len(batches)} {time.monotonic() - begun:.0f} s "
                             f"loss {np.mean(losses[-50:]):.4f}\n")  # fmt: skip
            sys.stdout.flush()
        if step % 400 == 399:  # noqa: PLR2004
            torch.save(network.state_dict(), out / "judge.part.pt")


Batch = tuple[list["Marked"], torch.Tensor, torch.Tensor]


def _batches(marker: Marker, known: list[Labelled]) -> Iterator[Batch]:
    """Batches of like length in random order, with labels of claims and tokens.

    Token labels are 1 for what is false, 0 for what stands and -1 where nobody knows.
    """
    rng = random.Random(SEED)  # noqa: S311 - not for secrets
    groups: list[list[int]] = []
    marked = marker.all([(k.claim, k.evidence) for k in known])
    for start in range(0, len(known), BATCH * 50):
        part = sorted(range(start, min(start + BATCH * 50, len(known))),
                      key=lambda n: len(marked[n].ids))  # fmt: skip
        some = [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
        rng.shuffle(some)
        groups += some
    for group in groups:
        batch = [marked[n] for n in group]
        labels = torch.tensor([float(known[n].label) for n in group])
        width = max(len(m.ids) for m in batch)
        spans = torch.full((len(batch), width), -1.0)
        for row, n in enumerate(group):
            spans[row, : len(batch[row].ids)] = torch.tensor(_token_labels(known[n], batch[row]))
        yield batch, labels, spans


def _token_labels(one: Labelled, marked: Marked) -> list[float]:
    is_claim = [mark > 0 for mark in marked.marks]
    if one.label:
        return [0.0 if own else -1.0 for own in is_claim]
    # Where words were taken out there is nothing to point at.
    if one.span is None or one.span.start == one.span.end:
        return [-1.0] * len(is_claim)
    inside = span_of(marked.offsets, one.span)
    return [float(hit) if own else -1.0 for own, hit in zip(is_claim, inside, strict=True)]


def _tensors(batch: Sequence[Marked]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    width = max(len(m.ids) for m in batch)
    ids = torch.zeros((len(batch), width), dtype=torch.long)
    seen = torch.zeros_like(ids)
    marks = torch.zeros_like(ids)
    for row, one in enumerate(batch):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        marks[row, : len(one.ids)] = torch.tensor(one.marks)
        seen[row, : len(one.ids)] = 1
    return ids, seen, marks


def _loss(
    claim: torch.Tensor, tokens: torch.Tensor, labels: torch.Tensor, spans: torch.Tensor
) -> torch.Tensor:
    whole = torch.nn.functional.binary_cross_entropy_with_logits(claim, labels)
    known = spans >= 0
    if not known.any():
        return whole
    parts = torch.nn.functional.binary_cross_entropy_with_logits(
        tokens[known], spans[known], pos_weight=torch.tensor(4.0)
    )
    return whole + TOKENS_WEIGH * parts


if __name__ == "__main__":
    sys.exit(main())
