"""Where articles are kept and found again: the catalogue is the truth, the index derived."""
