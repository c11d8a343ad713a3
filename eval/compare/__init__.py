"""Two saved runs side by side: what got better, what got worse, and could it be chance."""

from __future__ import annotations

from eval.compare.build import Comparison, compare_runs
from eval.compare.terminal import show_comparison

__all__ = ["Comparison", "compare_runs", "show_comparison"]
