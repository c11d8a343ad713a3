"""What is known of llama.cpp on this machine: its build, its cores, and whether it crashed.

Some builds crash at the first evaluation on some processors, in code that repacks the weights
for special instructions. Such a crash is met once: the safe setting (no repacking) is remembered
for that build on that processor, and used from the start from then on.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from rag.models.state import recall, remember
from rag.types import Check

LIBRARY = "llama-cpp-python"
KERNELS = "libggml-cpu"
"""The library in which the crash happens; its hash tells one build from another."""
REBUILD = (
    'CMAKE_ARGS="-DCMAKE_C_FLAGS=-mno-amx-int8 -DCMAKE_CXX_FLAGS=-mno-amx-int8" '
    f"pip install --force-reinstall --no-cache-dir --no-binary {LIBRARY} {LIBRARY}"
)


def needs_safe_setting(home: Path) -> bool:
    """Whether this build crashed on this processor before."""
    return runtime_key() in recall(_file(home))


def remember_crash(home: Path, signal: str) -> None:
    """Use the safe setting from the start, from now on."""
    remember(_file(home), runtime_key(), {"signal": signal, "use_extra_bufts": False})


def runtime_note(home: Path) -> Check:
    """What `byline doctor` says of llama.cpp."""
    version = library_version()
    if version is None:
        return Check(
            "llama.cpp",
            "problem",
            f"{LIBRARY} is not installed; answers can be quoted, not written.",
            f"`pip install {LIBRARY}`",
        )
    crash = recall(_file(home)).get(runtime_key())
    if not isinstance(crash, dict):
        return Check("llama.cpp", "ok", f"{LIBRARY} {version}, with its default setting.")
    return Check(
        "llama.cpp",
        "note",
        f"{LIBRARY} {version} crashed ({crash.get('signal')}) with its default setting on "
        f"{cpu_model()}; it runs with the safe, slower one.",
        f"For full speed on an x86-64 processor, build it again: `{REBUILD}`",
    )


def library_version() -> str | None:
    """The version of llama-cpp-python, without importing it; None when it is not there."""
    try:
        return distribution(LIBRARY).version
    except PackageNotFoundError:
        return None


def runtime_key() -> str:
    """This build of llama.cpp on this processor."""
    return f"{LIBRARY} {library_version()} {_build()} on {cpu_model()}"


def cpu_model() -> str:
    """The processor, as the system names it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "unknown processor"
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "unknown processor")


def _build() -> str:
    """The start of the hash that the installation recorded for the kernels."""
    files = distribution(LIBRARY).files if library_version() else None
    found = (f.hash.value[:12] for f in files or () if f.name.startswith(KERNELS) and f.hash)
    return next(found, "unknown build")


def _file(home: Path) -> Path:
    return home / "state" / "runtime.json"
