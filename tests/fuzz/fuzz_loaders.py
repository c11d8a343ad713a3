"""Coverage-guided fuzzing of the loaders; not part of the test suite.

    pip install atheris
    python tests/fuzz/fuzz_loaders.py .html [-max_total_time=600] [CORPUS_DIR]

The first argument names the loader by its suffix. What stops it is written by atheris as
`crash-*`; the bytes then belong into a test.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Fuzz one loader until stopped."""
    import atheris

    with atheris.instrument_imports(include=["rag"]):
        from rag.ingest.loaders import loader_for
        from rag.ingest.pages import reading  # noqa: F401 - imported here to be instrumented
        from rag.types import Document, Failure
    suffix = sys.argv.pop(1) if len(sys.argv) > 1 and sys.argv[1].startswith(".") else ".html"
    loader = loader_for(suffix)
    if loader is None:
        sys.exit(f"no loader reads {suffix}")

    def read(data: bytes) -> None:
        for found in loader.read(data, f"news/file{suffix}"):
            assert isinstance(found, (Document, Failure))

    atheris.Setup(sys.argv, read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
