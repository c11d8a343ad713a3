"""Briefings on collections whose truth is known, held against their keys."""
