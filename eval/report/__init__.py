"""What a run says: per scorer n, excluded, mean, interval; and where it fell short.

`build` sums up, `details` goes case by case; `terminal`, `markdown`, `page` and `junit` write
it down. None of them measures anything.
"""

from __future__ import annotations

from eval.report.build import Report, build_report
from eval.report.terminal import show_report

__all__ = ["Report", "build_report", "show_report"]
