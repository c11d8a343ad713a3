"""The port `LanguageModel` over llama.cpp, which runs in a process of its own.

A crash, a kill or a lack of memory there becomes an error that says what happened, and the next
question starts a fresh process. Importing this costs nothing: llama.cpp is never loaded here.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from rag.errors import ModelDied, ModelProblem
from rag.models import diagnosis
from rag.models.child import Child, ProcessEnded
from rag.models.loading import Loaded, Loader, Ready, context_of
from rag.models.shelf import ModelFile, check_file, resolve
from rag.types import ModelRef, Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rag.config import Config, ModelSection
    from rag.models.child import Exchange
    from rag.ports import Prompt

POLL = 0.05
"""Seconds between two looks at `stop()` while nothing arrives."""
CALLED_OFF = 5.0
"""Seconds in which a process must obey a cancel before it is ended."""


@dataclass(frozen=True, slots=True)
class Run:
    """Figures of one answer."""

    prompt: int
    """Tokens of the prompt."""
    reused: int
    """Of them, tokens still evaluated from the prompt before."""
    written: int
    prefill: float
    """Seconds until the first token."""
    total: float
    """Seconds until the last."""


def open_model(config: Config, wanted: str | None = None) -> LlamaProcess:
    """The model that `wanted` or the configuration names; looks for its file on first use."""
    return LlamaProcess(lambda: resolve(config, wanted), section=config.model, home=config.home)


class LlamaProcess:
    """Writes with llama.cpp; one answer at a time, whatever the number of threads that ask."""

    def __init__(self, find: Callable[[], ModelFile], *, section: ModelSection, home: Path) -> None:
        self.last_run: Run | None = None
        self._find = find
        self._section = section
        self._home = home
        self._state = threading.Lock()
        self._turn = threading.Lock()
        self._loading: Future[Loaded] | None = None
        self._child: Child | None = None
        self._safe = False

    @cached_property
    def file(self) -> ModelFile:
        """The model's file; a problem with it comes up here, not when it was named."""
        return self._find()

    @property
    def pid(self) -> int | None:
        """The id of the model's process, if there is one."""
        child = self._child
        return None if child is None or child.has_ended else child.pid

    def identity(self) -> ModelRef:
        """Name and hash of the weights; checks the file, loads nothing."""
        return ModelRef(self.file.name, check_file(self.file, self._home))

    def start(self) -> None:
        """Begin loading in the background and return at once; errors surface in `stream`."""
        self._begun(retry=True)

    def is_loaded(self) -> bool:
        """Whether it could write at once; False again when its process has ended.

        Raises:
            ModelProblem: The last try to load it failed.
        """
        loading = self._loading
        if loading is None or not loading.done():
            return False
        return not loading.result().child.has_ended

    def ready(self) -> Ready:
        """Wait until the model is loaded."""
        return self._loaded().ready

    def context(self) -> int:
        """Tokens that a prompt and its answer may have together; loads nothing."""
        return context_of(self.file, self._section)

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` alone in the model's own vocabulary."""
        loaded = self._loaded()
        try:
            reply = loaded.child.ask("count", text=text).last()
        except ProcessEnded:
            raise self._died(loaded) from None
        if "error" in reply:
            raise diagnosis.refused(self.file, loaded.child, loaded.limit, reply)
        count: int = reply["done"]
        return count

    def stream(
        self, prompt: Prompt, *, grammar: str | None, stop: Callable[[], bool]
    ) -> Iterator[str]:
        """Yield text pieces; return early, without error, once `stop()` is true.

        Raises:
            ModelDied: The process ended in the middle; the next call starts a fresh one.
            ModelProblem: The model cannot be loaded, or the prompt is too long for it.
        """
        while not self._turn.acquire(timeout=POLL):
            if stop():
                return
        self.last_run = None
        try:
            loading = self._begun()
            while not wait([loading], timeout=POLL).done:
                if stop():
                    return
            yield from self._written(self._loaded(), prompt, grammar, stop)
        finally:
            self._turn.release()

    def usage(self) -> Usage | None:
        """Tokens of the answer that was written last."""
        run = self.last_run
        return Usage(run.prompt, run.reused, run.written) if run else None

    def close(self) -> None:
        """End the model's process; harmless when there is none."""
        with self._state:
            child, self._child, self._loading = self._child, None, None
        if child is not None:
            child.end()

    def _written(
        self, loaded: Loaded, prompt: Prompt, grammar: str | None, stop: Callable[[], bool]
    ) -> Iterator[str]:
        exchange = loaded.child.ask(
            "write",
            messages=[tuple(message) for message in prompt.messages],
            max_tokens=prompt.max_tokens,
            temperature=prompt.temperature,
            seed=prompt.seed,
            grammar=grammar,
        )
        is_over = False
        try:
            while not stop():
                reply = exchange.next(POLL)
                if reply is None:
                    continue
                if "piece" in reply:
                    yield reply["piece"]
                    continue
                is_over = True
                if "error" in reply:
                    raise diagnosis.refused(self.file, loaded.child, loaded.limit, reply)
                self.last_run = Run(**reply["done"])
                return
        except ProcessEnded:
            is_over = True
            raise self._died(loaded) from None
        finally:
            # Also when the reader of the pieces went away.
            if not is_over:
                _call_off(loaded.child, exchange)
            exchange.close()

    def _died(self, loaded: Loaded) -> ModelProblem:
        if loaded.child.signal in diagnosis.CRASHES:
            # Perhaps the fault of the default setting, met later than most; one try shows.
            self._safe = True
        return diagnosis.died_writing(self.file, loaded.child, loaded.limit)

    def _loaded(self) -> Loaded:
        loading = self._begun()
        try:
            return loading.result()
        finally:
            if loading.done() and loading.exception() is not None:
                with self._state:  # said once; the next question tries again
                    if self._loading is loading:
                        self._loading = None

    def _begun(self, *, retry: bool = False) -> Future[Loaded]:
        """A load that is going on or went well; a failed one too, if not to `retry`."""
        with self._state:
            if self._loading is None or _is_lost(self._loading, retry=retry):
                self._loading = Future()
                threading.Thread(
                    target=self._load, args=(self._loading,), name="model loading", daemon=True
                ).start()
            return self._loading

    def _load(self, loading: Future[Loaded]) -> None:
        try:
            loader = Loader(
                self.file, self._section, self._home, spawn=lambda: self._spawned(loading)
            )
            loading.set_result(loader.load(safe=self._safe))
        except BaseException as error:  # noqa: BLE001 - it is handed to whoever waits
            loading.set_exception(error)

    def _spawned(self, loading: Future[Loaded]) -> Child:
        """A new process, unless the model was closed in the meantime."""
        with self._state:
            if self._loading is not loading:
                raise ModelDied(
                    "the model was closed while it was loading", remedy="Start Byline again."
                )
            try:
                self._child = Child(self._home / "logs" / "model.log")
            except OSError as error:
                raise ModelProblem(
                    "cannot start a process for the model",
                    detail=str(error),
                    remedy="Free some memory, or ask with `--mode quote`, which needs no model.",
                ) from error
            return self._child


def _call_off(child: Child, exchange: Exchange) -> None:
    """Have an answer ended early; a process that does not obey is ended instead."""
    exchange.cancel()
    until = monotonic() + CALLED_OFF
    try:
        while monotonic() < until:
            reply = exchange.next(POLL)
            if reply is not None and "piece" not in reply:
                return
    except ProcessEnded:
        return
    child.kill()


def _is_lost(loading: Future[Loaded], *, retry: bool) -> bool:
    if not loading.done():
        return False
    if loading.exception() is not None:
        return retry
    return loading.result().child.has_ended
