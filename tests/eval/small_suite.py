"""A small suite whose every answer is known."""

from __future__ import annotations

from eval.testing import Line, Script

ARTICLES = [
    ("a-1", "The Post", "The army would be capped at 800,000. Talks go on in Berlin."),
    ("a-2", "The Wire", "Moscow annexed Crimea in 2014. Nobody was asked."),
]
CASES = [
    {
        "id": "cap",
        "question": "How large may the army be?",
        "answerable": True,
        "gold": [{"article": "a-1", "words": "capped at 800,000"}],
        "outlets": ["The Post"],
        "key": [["800,000"]],
    },
    {
        "id": "crimea",
        "question": "When was Crimea annexed?",
        "answerable": True,
        "gold": [{"article": "a-2", "words": "in 2014"}],
        "outlets": ["The Wire"],
        "key": [["2014"]],
    },
    {"id": "navy", "question": "How large may the navy be?", "answerable": False},
]
SUITE = """\
name = "small"
version = 3
corpus = "articles"
cases = "small.jsonl"
mode = "quote"
scorers = ["right_citation", "quote_exact", "declined_correctly", "answer_correct", "latency"]

[require]
right_citation = 0.9
quote_exact = 1
"""
CAP = Line("a-1", "The army would be capped at 800,000.")
CRIMEA = Line("a-2", "Moscow annexed Crimea in 2014.")
RIGHT: dict[str, Script] = {
    "How large may the army be?": (CAP,),
    "When was Crimea annexed?": (CRIMEA,),
    "How large may the navy be?": (),
}
