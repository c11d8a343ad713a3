"""Makes a model that never finds an end, so that whatever happens to it happens while it writes.

Python runs a module of this name at its start when the folder is on PYTHONPATH. The first token of
an answer is real; it is then written and evaluated again and again, up to `model.max_tokens`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def write_on() -> None:
    import llama_cpp

    generate = llama_cpp.Llama.generate

    def endless(self: Any, tokens: Sequence[int], **settings: Any) -> Iterator[int]:
        first = next(generate(self, tokens, **settings))
        while True:
            yield first
            self.eval([first])

    llama_cpp.Llama.generate = endless


if "rag.models.worker" in sys.orig_argv:
    write_on()
