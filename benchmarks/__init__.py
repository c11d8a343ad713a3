"""Measurements: ratios of one run, side by side; never a timed test."""
