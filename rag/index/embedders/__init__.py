"""Encoders that turn text into vectors, behind the port `Embedder`."""
