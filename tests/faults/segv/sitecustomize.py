"""Makes llama.cpp die as it does where its repacking kernels are broken.

Python runs a module of this name at its start when the folder is on PYTHONPATH, so the fault sits
in the child process alone and the product has no hook for it. The signal is a real one: it is
raised in the first evaluation of a model that was loaded with the default setting.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any


def break_repacking() -> None:
    import llama_cpp.llama_cpp as cpp

    load, decode = cpp.llama_model_load_from_file, cpp.llama_decode
    repacked: list[bool] = []

    def load_and_note(path: bytes, params: Any) -> Any:
        repacked.append(params.use_extra_bufts)
        return load(path, params)

    def decode_or_crash(context: Any, batch: Any) -> Any:
        if repacked[-1] or "BYLINE_TEST_CRASH_ALWAYS" in os.environ:
            os.write(2, b"the fault was met\n")
            os.kill(os.getpid(), signal.SIGSEGV)
        return decode(context, batch)

    cpp.llama_model_load_from_file = load_and_note
    cpp.llama_decode = decode_or_crash


if "rag.models.worker" in sys.orig_argv:
    break_repacking()
