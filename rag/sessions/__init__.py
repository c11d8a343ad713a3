"""Conversations that are kept, each question with its whole answer, apart from the archive."""
