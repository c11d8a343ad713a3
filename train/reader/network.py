"""The reader while it is trained: the packaged encoder with a head for late interaction.

What it works out is what `rag.models.reader.network.logit` works out from the exported encoder; a
test holds one against the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from transformers import BertModel

from rag.models.reader.pieces import AROUND, OWN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rag.models.reader.pieces import Pieces

HEAD = (12.0, 4.0, 2.0, -9.0)
"""Late interaction, cosine, worst met piece, bias: where training begins."""
_WEIGHTY = 0.25
_OUT = 9.0
"""Above any cosine: a piece that does not count is not the one that is met worst."""


class Batch(NamedTuple):
    """Texts of one length each; integers of shape (texts, length)."""

    ids: torch.Tensor
    seen: torch.Tensor
    """1 for a piece, 0 for what fills up."""
    whose: torch.Tensor


class Encoder(torch.nn.Module):
    """What is exported: the encoder, and of each piece its weight and its gate."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.bert: Any = BertModel.from_pretrained(
            str(folder), local_files_only=True, add_pooling_layer=False,
            attn_implementation="eager",
        )  # fmt: skip
        width = self.bert.config.hidden_size
        self.weigh = torch.nn.Linear(width, 1)
        self.open = torch.nn.Linear(width, 1)
        for layer in (self.weigh, self.open):
            torch.nn.init.zeros_(layer.weight)
            torch.nn.init.zeros_(layer.bias)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Hidden states (texts, length, width), weights and gates (texts, length), 0..1."""
        hidden = self.bert(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=torch.zeros_like(input_ids),
        ).last_hidden_state.float()
        weight = torch.sigmoid(self.weigh(hidden)).squeeze(-1)
        return hidden, weight, torch.sigmoid(self.open(hidden)).squeeze(-1)


class ReaderModel(torch.nn.Module):
    """Encoder and head."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = Encoder(folder)
        self.head = torch.nn.Parameter(torch.tensor(HEAD))

    def forward(self, questions: Batch, windows: Batch) -> torch.Tensor:
        """Logits of shape (questions, k) for k windows a question, in one row after the other."""
        asked, weight, gate = self.encoder(questions.ids, questions.seen)
        said, _, _ = self.encoder(windows.ids, windows.seen)
        count, k = len(asked), len(said) // len(asked)
        said = said.view(count, k, *said.shape[1:])
        whose = windows.whose.view(count, k, 1, -1)
        cosines = torch.einsum("bqh,bklh->bkql", _unit(asked), _unit(said))
        met = _best(cosines, whose == OWN)
        met = torch.maximum(met, met + (_best(cosines, whose == AROUND) - met) * gate[:, None])
        seen = questions.seen[:, None].float()
        weight = weight[:, None] * seen
        late = (met * weight).sum(-1) / weight.sum(-1)
        worst = met.masked_fill(weight < _WEIGHTY, _OUT).amin(-1).clamp(max=1.0)
        own = (whose == OWN).float().squeeze(2).unsqueeze(-1)
        mean = _unit((said * own).sum(2))
        cosine = torch.einsum("bh,bkh->bk", _unit((asked * seen.transpose(1, 2)).sum(1)), mean)
        signs = torch.stack([late, cosine, worst, torch.ones_like(late)], dim=-1)
        return signs @ self.head


def batch(texts: Sequence[Pieces]) -> Batch:
    """Texts side by side, filled up to the longest."""
    width = max(len(text.ids) for text in texts)
    ids = torch.zeros((len(texts), width), dtype=torch.long)
    seen, whose = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text.ids)] = torch.tensor(text.ids)
        whose[row, : len(text.ids)] = torch.tensor(text.whose)
        seen[row, : len(text.ids)] = 1
    return Batch(ids, seen, whose)


def _unit(vectors: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.normalize(vectors, dim=-1)


def _best(cosines: torch.Tensor, among: torch.Tensor) -> torch.Tensor:
    return cosines.masked_fill(~among, -1.0).amax(-1)
