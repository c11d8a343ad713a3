"""Verifiers: do these verbatim words support that sentence?"""
