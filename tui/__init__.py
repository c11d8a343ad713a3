"""The terminal interface: screens over the engine's stream of events, and nothing besides.

A screen composes widgets and starts workers; a worker calls the engine and posts messages; a
widget shows one value. No retrieval, checking or wording of answers happens in here.
"""
