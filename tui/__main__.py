"""`python -m tui` opens the terminal interface, as `byline` alone does."""

from rag.cli import main

if __name__ == "__main__":
    main()
