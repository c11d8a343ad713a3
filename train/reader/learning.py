"""How the reader learns: for each question its answers among sentences that look like answers."""

from __future__ import annotations

import random
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from train.reader.network import batch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.models.reader.pieces import Cutter, Pieces
    from train.reader.network import ReaderModel
    from train.reader.questions import Asked

WINDOWS = 8
"""Sentences a question is read beside, at each step."""
QUESTIONS = 8
"""Questions a step."""
ANSWERS = 2
"""Of the windows, at most, that answer."""
HARD = 10
"""The wrong answers to draw from are the first of the candidates ..."""
EASY = 2
"""... and so many of the others."""
RATE = 4e-5
HEAD_RATE = 3e-3
WARM = 0.06
RIGHT_WEIGHS = 2.0
"""What an answer weighs beside a sentence that is none: there are fewer of them."""
SINGLE_WEIGHS = 1.5
"""What each sentence by itself weighs beside their order."""
SEED = 7


class Lesson(NamedTuple):
    """One question in pieces."""

    question: Pieces
    right: list[Pieces]
    hard: list[Pieces]
    """Wrong, and likeliest to be taken for right."""
    easy: list[Pieces]


def lessons(questions: Sequence[Asked], cutter: Cutter) -> list[Lesson]:
    """Every question from which something can be learned."""
    found = []
    for asked in questions:
        right = [c.window for c in asked.candidates if c.is_right] or list(asked.answers)
        wrong = [c.window for c in asked.candidates if not c.is_right]
        pieces = cutter.question(asked.text)
        rest = [*wrong[HARD:], *asked.others]
        lesson = Lesson(
            pieces, *([cutter.window(w) for w in ws] for ws in (right, wrong[:HARD], rest))
        )
        if len(wrong) >= WINDOWS and (right or not asked.answers):
            found.append(lesson)
    return found


def learn(model: ReaderModel, taught: Sequence[Lesson], *, epochs: float, log: int = 25) -> None:
    """Go through the lessons; the rate rises, then falls to nothing."""
    heads = [p for name, p in model.named_parameters() if ".bert." not in name]
    body = [p for name, p in model.named_parameters() if ".bert." in name]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
    )
    steps = int(epochs * len(taught) / QUESTIONS)
    drawn = _drawn(taught, random.Random(SEED))  # noqa: S311 - not for secrets
    begun, losses = time.monotonic(), []
    model.train()
    for step in range(steps):
        done = step / steps
        for group, rate in zip(optimizer.param_groups, (RATE, HEAD_RATE), strict=True):
            group["lr"] = rate * min(1.0, done / WARM, (1.0 - done) / (1.0 - WARM))
        loss = _loss(model, [next(drawn) for _ in range(QUESTIONS)])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if step % log == 0:
            took = time.monotonic() - begun
            mean = float(np.mean(losses[-2 * log :]))
            sys.stdout.write(f"{step}/{steps} {took:.0f} s loss {mean:.3f}\n")
            sys.stdout.flush()


Drawn = tuple["Pieces", list["Pieces"], list[float]]
"""A question, windows, and 1 for each that answers."""


def _drawn(taught: Sequence[Lesson], rng: random.Random) -> Iterator[Drawn]:
    while True:
        for lesson in rng.sample(taught, len(taught)):
            right = rng.sample(lesson.right, min(ANSWERS, len(lesson.right)))
            room = WINDOWS - len(right) - EASY
            wrong = rng.sample(lesson.hard, min(room, len(lesson.hard)))
            while len(right) + len(wrong) < WINDOWS:
                wrong.append(rng.choice(lesson.easy or lesson.hard))
            yield lesson.question, right + wrong, [1.0] * len(right) + [0.0] * len(wrong)


def _loss(model: ReaderModel, drawn: Sequence[Drawn]) -> torch.Tensor:
    """Each sentence by itself (cross-entropy), and the right ones before the others (listwise)."""
    labels = torch.tensor([marks for _, _, marks in drawn])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(
            batch([question for question, _, _ in drawn]),
            batch([window for _, windows, _ in drawn for window in windows]),
        )
    logits = logits.float()
    single = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
    loss = SINGLE_WEIGHS * (single * (1.0 + (RIGHT_WEIGHS - 1.0) * labels)).mean()
    answered = labels.sum(1) > 0
    if answered.any():
        shares = torch.log_softmax(logits[answered], dim=1)
        right = shares.masked_fill(labels[answered] == 0, -1e9)
        loss = loss - torch.logsumexp(right, dim=1).mean()
    return loss
