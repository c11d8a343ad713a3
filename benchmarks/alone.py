"""llama-cpp-python alone, as whoever uses it without Byline would: for `benchmarks.writing`.

    python -m benchmarks.alone MODEL THREADS CONTEXT

Reads one JSON line a prompt from stdin, `{"messages": [[ROLE, TEXT], ...], "most": TOKENS}`, and
writes one a prompt to stdout: tokens read, tokens written and the seconds of both.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from time import perf_counter
from typing import Any

import llama_cpp
from llama_cpp.llama_chat_format import Jinja2ChatFormatter


def main() -> None:
    """Answer prompts until stdin ends."""
    path, threads, context = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    llama = llama_cpp.Llama(
        path, n_ctx=context, n_threads=threads, n_threads_batch=threads, verbose=False
    )
    template: Any = Jinja2ChatFormatter(
        llama.metadata["tokenizer.chat_template"], eos_token="", bos_token=""
    )
    for line in sys.stdin:
        asked = json.loads(line)
        messages = [{"role": role, "content": text} for role, text in asked["messages"]]
        prompt = template(messages=messages).prompt.encode()
        tokens = llama.tokenize(prompt, add_bos=False, special=True)
        sys.stdout.write(json.dumps(timed(llama, tokens, asked["most"])) + "\n")
        sys.stdout.flush()


def timed(llama: Any, tokens: list[int], most: int) -> dict[str, float]:
    """Read a prompt from its first token on and write at most so many tokens."""
    llama.reset()
    begun = perf_counter()
    first, written = 0.0, 0
    for token in islice(llama.generate(tokens, temp=0.0), most):
        first = first or perf_counter()
        written += 1
        if token == llama.token_eos():
            break
        llama.detokenize([token])
    ended = perf_counter()
    return {"read": len(tokens), "prefill": first - begun, "written": written,
            "writing": ended - first}  # fmt: skip


if __name__ == "__main__":
    main()
