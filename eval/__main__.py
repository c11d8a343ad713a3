"""`python -m eval` is `byline eval`."""

import sys

from rag.cli import main

sys.argv.insert(1, "eval")
main()
