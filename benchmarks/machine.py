"""The machine that figures were taken on, in one line."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

from rag.machine import physical_cores


def machine_line() -> str:
    """Processor, cores and versions; the name of the processor where the system tells it."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        name = next((x.partition(":")[2].strip() for x in lines if "model name" in x), name)
    return (
        f"Machine: {physical_cores()} cores, {name}; {platform.system()}, "
        f"Python {platform.python_version()}, chromadb {version('chromadb')}, "
        f"onnxruntime {version('onnxruntime')}."
    )


def resident(process: int | None) -> int:
    """Bytes of a process that are in memory, as Linux counts them; 0 where there is none."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    line = next((x for x in told.splitlines() if x.startswith("VmRSS:")), "VmRSS: 0 kB")
    return 1024 * int(line.split()[1])
