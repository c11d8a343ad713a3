"""The network: the packaged sentence encoder, made to read evidence and claim together.

Every token of the claim carries a mark of how it is met in the evidence (Token types 1 to 4),
because a small encoder does not learn by itself to look for the same word elsewhere. Two heads:
one says of the whole claim whether it is supported, one of each token whether it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from transformers import BertModel

from rag.models.judge.marking import MARKS

if TYPE_CHECKING:
    from pathlib import Path


class Judged(NamedTuple):
    """Logits of a batch."""

    claim: torch.Tensor
    """Shape (batch,): above 0 for supported."""
    tokens: torch.Tensor
    """Shape (batch, length): above 0 for a token that nothing supports; meant for the claim's."""


class JudgeNetwork(torch.nn.Module):
    """Cross-encoder with a head for the claim and one for its tokens."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.bert: Any = BertModel.from_pretrained(
            str(folder), local_files_only=True, add_pooling_layer=False,
            attn_implementation="eager",
        )  # fmt: skip
        width = self.bert.config.hidden_size
        old = self.bert.embeddings.token_type_embeddings.weight.data[0]
        marks = torch.nn.Embedding(MARKS, width)
        # All marks begin as the one type that the encoder knows, and part as they are learned.
        marks.weight.data = old.repeat(MARKS, 1) + 0.01 * torch.randn(MARKS, width)
        self.bert.embeddings.token_type_embeddings = marks
        self.bert.config.type_vocab_size = MARKS
        self.mark_again = torch.nn.Embedding(MARKS, width)
        self.mark_again.weight.data.zero_()
        self.drop = torch.nn.Dropout(0.1)
        self.of_claim = torch.nn.Linear(2 * width, 1)
        self.of_token = torch.nn.Linear(width, 1)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, marks: torch.Tensor
    ) -> Judged:
        """Logits of claim and tokens; all inputs of shape (batch, length)."""
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=marks
        ).last_hidden_state
        # The mark once more beside what the layers made of it: it is the strongest sign there is.
        seen = self.drop(hidden + self.mark_again(marks))
        tokens = self.of_token(seen).squeeze(-1)
        is_claim = (marks > 0).to(hidden.dtype).unsqueeze(-1)
        mean = (seen * is_claim).sum(1) / is_claim.sum(1).clamp(min=1.0)
        claim = self.of_claim(torch.cat([seen[:, 0], mean], dim=1)).squeeze(-1)
        return Judged(claim, tokens)
