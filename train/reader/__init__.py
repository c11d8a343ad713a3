"""Trains the network that reads a question and a sentence (`rag/models/reader`)."""
