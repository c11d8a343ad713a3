"""Faults put into true sentences, and faithful rewrites of them, each with its label.

They train the judge of `rag.answer.verifying` and test it: a verifier that lets a known fault
through is measured by the kind of the fault. Nothing here runs when Byline answers.
"""
