"""A briefing as a file that others can read and anybody can check."""
