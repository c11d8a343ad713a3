"""llama.cpp behind the few things that are asked of it. Imported by the model's process only."""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import resource
from time import perf_counter
from typing import TYPE_CHECKING, Any

import llama_cpp
from jinja2 import TemplateError
from llama_cpp.llama_chat_format import Jinja2ChatFormatter
from llama_cpp.llama_grammar import LlamaGrammar

from rag.models.chat import Chat, with_system_in_user, without_template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

BATCH = 256
"""Tokens evaluated at once; more is not faster on a CPU."""
FEWEST = 64
"""Fewer tokens are not evaluated apart: a small batch costs almost as much as a large one."""
DEBUG = 1
"""GGML_LOG_LEVEL_DEBUG: hundreds of lines for each load."""
LOG_BUDGET = 200_000
"""Bytes that llama.cpp may log in the life of one process."""


class Refused(ValueError):
    """Something the parent must tell the person; `kind` says which of its messages fits."""

    def __init__(self, kind: str, text: str = "") -> None:
        super().__init__(text)
        self.kind = kind


class Model:
    """A loaded model: llama.cpp behind the few things that are asked of it."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._cpp = llama_cpp.llama_cpp
        self._log = _bounded_log(self._cpp)  # llama.cpp keeps a bare pointer to it
        if settings["safe"]:
            _without_repacking(self._cpp)
        _limit_memory(settings["memory"])
        # Verbose, because the quiet mode throws the reason of a failure away with the rest.
        with contextlib.redirect_stderr(io.StringIO()):
            self._llama = llama_cpp.Llama(
                settings["path"],
                n_ctx=settings["context"],
                n_batch=BATCH,
                n_ubatch=BATCH,
                n_threads=settings["threads"],
                n_threads_batch=settings["threads"],
                verbose=True,
            )
        self._llama.verbose = False
        self._memory = self._cpp.llama_get_memory(self._llama.ctx)
        if self._memory is None:
            raise Refused("not a writer")
        self._context: int = settings["context"]
        self._vocabulary = self._cpp.llama_model_get_vocab(self._llama.model)
        self._template: str = self._llama.metadata.get("tokenizer.chat_template", "")
        self._chat = Chat(self, self._renderer())
        self._held: list[tuple[int, ...]] = []
        """Batches of the last prompt whose keys and values the context still holds."""
        self._stopped: Callable[[], bool] = lambda: False
        self._abort = self._cpp.ggml_abort_callback(lambda _: self._stopped())
        self._never = self._cpp.ggml_abort_callback(0)
        self.last_run: dict[str, Any] = {}

    def warm_up(self) -> None:
        """Evaluate a few tokens at once and one alone: where a bad build crashes."""
        some = self.plain("The harbour opened on Monday, and the ferry sailed.")
        self._llama.eval(some)
        self._llama.eval(some[:1])
        self._keep([])

    def facts(self) -> dict[str, Any]:
        """What the parent may want to know of the loaded model."""
        return {
            "context": self._context,
            "template": bool(self._template),
            "safe": not self._llama.model_params.use_extra_bufts,
        }

    def plain(self, text: str) -> list[int]:
        """Tokens of `text`, control tokens read as the characters they are written with."""
        data = text.encode("utf-8", "replace")
        tokens: list[int] = self._llama.tokenize(data, add_bos=False, special=False)
        return tokens

    def control(self, text: str) -> list[tuple[int, str]]:
        """The control tokens that stand in `text`, in order, with how they are written."""
        data = text.encode("utf-8", "replace")
        wanted = self._cpp.LLAMA_TOKEN_ATTR_CONTROL | self._cpp.LLAMA_TOKEN_ATTR_UNKNOWN
        return [
            (token, self._cpp.llama_vocab_get_text(self._vocabulary, token).decode("utf-8"))
            for token in self._llama.tokenize(data, add_bos=False, special=True)
            if self._cpp.llama_vocab_get_attr(self._vocabulary, token) & wanted
        ]

    def write(self, request: dict[str, Any], stopped: Callable[[], bool]) -> Iterator[bytes]:
        """Continue a chat: the bytes of each token as it is chosen, until `stopped()`."""
        batches = self._batches(request["messages"])
        prompt = sum(map(len, batches))
        if prompt >= self._context:
            raise Refused("context", f"{prompt} tokens; there is room for {self._context}")
        room = min(request["max_tokens"], self._context - prompt)
        chosen = self._chosen(request, batches[-1])
        began = perf_counter()
        run = self.last_run = {"prompt": prompt, "reused": 0, "written": 0, "prefill": 0.0}
        run["reused"] = self._keep(batches)
        try:
            self._watch(stopped)
            self._evaluate(batches[:-1])
            for token in chosen:
                if not run["written"]:
                    self._watch(None)
                    run["prefill"] = perf_counter() - began
                run["written"] += 1
                if self._cpp.llama_vocab_is_eog(self._vocabulary, token):
                    break
                yield self._piece(token)
                if run["written"] >= room or stopped():
                    break
        except RuntimeError:
            # An evaluation that was called off is reported as one that failed.
            if not stopped():
                raise
        finally:
            self._watch(None)
            run["total"] = perf_counter() - began

    def _batches(self, messages: Sequence[tuple[str, str]]) -> list[tuple[int, ...]]:
        """The prompt in the batches it is evaluated in, cut where a message ends."""
        parts = _merged(self._chat.tokens(messages))
        start = self._llama.token_bos()
        if self._cpp.llama_vocab_get_add_bos(self._vocabulary) and parts[0][0] != start:
            parts[0].insert(0, start)
        return [tuple(part[at : at + BATCH]) for part in parts for at in range(0, len(part), BATCH)]

    def _keep(self, batches: Sequence[tuple[int, ...]]) -> int:
        """Keep what is held of these batches, forget the rest; return how many tokens stay.

        Only whole batches are kept. Arithmetic on a CPU gives other last digits for the same
        tokens in other batches, and the same question must get the same draft whatever was
        asked before. The last batch is always evaluated again: the first word hangs on it.
        """
        same = 0
        for held, wanted in zip(self._held, batches[:-1], strict=False):
            if held != wanted:
                break
            same += 1
        tokens = sum(map(len, batches[:same]))
        # Models with a running state in place of keys and values cannot go back part of the way.
        if not tokens or not self._cpp.llama_memory_seq_rm(self._memory, 0, tokens, -1):
            self._cpp.llama_memory_clear(self._memory, True)  # noqa: FBT003 - a C function
            same, tokens = 0, 0
        del self._held[same:]
        self._llama.n_tokens = tokens
        return tokens

    def _evaluate(self, batches: Sequence[tuple[int, ...]]) -> None:
        for batch in batches[len(self._held) :]:
            self._llama.eval(batch)
            self._held.append(batch)

    def _chosen(self, request: dict[str, Any], last: tuple[int, ...]) -> Iterator[int]:
        """Tokens that the sampler chooses after the last batch of a prompt."""
        grammar = request["grammar"]
        if grammar is not None:
            self._check_grammar(grammar)
            grammar = LlamaGrammar.from_string(grammar, verbose=False)
        self._llama.set_seed(request["seed"] & 0x7FFFFFFF)  # 0xFFFFFFFF stands for "by chance"
        tokens: Iterator[int] = self._llama.generate(
            last, temp=request["temperature"], grammar=grammar, reset=False
        )
        return tokens

    def _check_grammar(self, grammar: str) -> None:
        sampler = self._cpp.llama_sampler_init_grammar(self._vocabulary, grammar.encode(), b"root")
        if not sampler:
            raise Refused("grammar")
        self._cpp.llama_sampler_free(sampler)

    def _watch(self, stopped: Callable[[], bool] | None) -> None:
        """Let an evaluation be called off in its middle; only worth its cost on a long one."""
        self._stopped = stopped or self._stopped
        callback = self._abort if stopped else self._never
        self._cpp.llama_set_abort_callback(self._llama.ctx, callback, None)

    def _piece(self, token: int) -> bytes:
        buffer = ctypes.create_string_buffer(1024)
        length: int = self._cpp.llama_token_to_piece(
            self._vocabulary,
            token,
            buffer,
            len(buffer),
            0,
            False,  # noqa: FBT003 - a C function
        )
        return buffer.raw[: max(0, length)]

    def _renderer(self) -> Callable[[list[dict[str, str]]], str]:
        """The chat template that the file carries."""
        if not self._template:
            return without_template
        start, end = (self._written(t()) for t in (self._llama.token_bos, self._llama.token_eos))
        template: Any = Jinja2ChatFormatter(self._template, eos_token=end, bos_token=start)

        def render(messages: list[dict[str, str]]) -> str:
            try:
                return str(template(messages=messages).prompt)
            except (ValueError, TemplateError):
                return str(template(messages=with_system_in_user(messages)).prompt)

        return render

    def _written(self, token: int) -> str:
        if token < 0:
            return ""
        text: bytes = self._cpp.llama_vocab_get_text(self._vocabulary, token)
        return text.decode("utf-8")


def _merged(parts: list[list[int]]) -> list[list[int]]:
    """The same tokens, with no part but the last of fewer than `FEWEST`."""
    merged: list[list[int]] = []
    for part in parts:
        if merged and len(merged[-1]) < FEWEST:
            merged[-1].extend(part)
        else:
            merged.append(list(part))
    return merged


def _limit_memory(most: int) -> None:
    """Private memory only: the mapped file of weights can be dropped and is not counted."""
    allowed = resource.getrlimit(resource.RLIMIT_DATA)[1]
    if allowed != resource.RLIM_INFINITY:  # `ulimit` of who started the program
        most = min(most, allowed)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _bounded_log(cpp: Any) -> object:
    left = LOG_BUDGET

    @cpp.llama_log_callback  # type: ignore[untyped-decorator]
    def write(level: int, text: bytes, _data: object) -> None:
        nonlocal left
        if level != DEBUG and left > 0:
            left -= len(text)
            with contextlib.suppress(OSError):  # a full disk must not end an answer
                os.write(2, text)

    cpp.llama_log_set(write, ctypes.c_void_p(0))
    return write


def _without_repacking(cpp: Any) -> None:
    """Have every model loaded without the buffer types whose kernels are known to crash."""
    default = cpp.llama_model_default_params

    def safe() -> Any:
        parameters = default()
        parameters.use_extra_bufts = False
        return parameters

    cpp.llama_model_default_params = safe
