"""What Hypothesis makes texts, bytes and questions of.

Plain random Unicode seldom meets the characters that matter here, so they are mixed in by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from hypothesis import strategies as st

_PIECES = (
    "The bridge closed on Monday.", "Dr. Lee left at 6.42 a.m.", "“No,” she said.", "?!", "...",
    "U.S.", "1.2 million", "20%", "10:30,5", "-5", "$3", "twenty-one", "n't", "no one", "²", "½",
    "٣", "Élysée", "首相は発表した。", "Ελλάδα", "e\u0301", "\u1680", "\u00a0", "\u3000", "  ",
    "\n", "\r\n", "\r", "\n\n\n", "\t", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00", "\x07",
    "\x1b[31m", "\x1b]0;title\x07", "\x1b]8;;", "\x1b\\", "\x1bP", "\x1b", "\x9b2J", "\x9d", "\x9c",
    "\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "\U000e0041", "\ud800", "\udfff", "\uffff",
    '"', "“", "”", "«", "»", "'", "’", "(", ")", "*", "AND", "NEAR(", "NOT", "OR", "^", "-",
    "---", "+++", "[b]", "</s>", "<|im_end|>", "$question", "a" * 80, "word " * 60, "x" * 800,
)  # fmt: skip


def wild_text(pieces: int = 12) -> st.SearchStrategy[str]:
    """Text of any kind: words, marks of every family, lone surrogates."""
    anything = st.text(st.characters(), max_size=20)
    return st.lists(st.sampled_from(_PIECES) | anything, max_size=pieces).map("".join)


def prose() -> st.SearchStrategy[str]:
    """Some sentences, with nothing unusual in them."""
    words = st.sampled_from(
        "The bridge mayor Lee said that 40 of the 1,200 barges had not sunk on Monday".split()
    )
    sentence = st.lists(words, min_size=1, max_size=40).map(" ".join)
    return st.lists(sentence, min_size=1, max_size=12).map(lambda found: ". ".join(found) + ".")


def wild_bytes() -> st.SearchStrategy[bytes]:
    """Bytes of any kind: noise, and text in the encodings that files come in."""
    encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252"])
    encoded = st.builds(lambda text, name: text.encode(name, "replace"), wild_text(), encodings)
    return st.binary(max_size=300) | encoded


def json_values() -> st.SearchStrategy[object]:
    """Anything that a JSON line may hold."""
    plain = st.none() | st.booleans() | st.integers() | st.floats() | wild_text(3)
    return st.recursive(
        plain,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(wild_text(2), inner, max_size=3)
        ),
        max_leaves=6,
    )


def records() -> st.SearchStrategy[dict[str, object]]:
    """What a record may say of itself: the known keys with any value, and unknown ones."""
    keys = st.sampled_from(
        "id outlet title author published url language kind origins text mood".split()
    )
    return st.dictionaries(keys, json_values(), max_size=6)


def built(cls: type[Any], **given_fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any value of a class, each field by its type: one that is added later is met too."""
    hints = get_type_hints(cls, localns={"Mapping": Mapping})
    others = [f.name for f in fields(cls) if f.name not in given_fields]
    parts = given_fields | {name: of_type(hints[name]) for name in others}
    return st.builds(cls, **parts)


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type, with texts of every kind."""
    if type(None) in get_args(hint):
        return st.none() | st.one_of(*(of_type(t) for t in get_args(hint) if t is not type(None)))
    if hint is str:
        return wild_text(3)
    if hint is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    return built(hint) if is_dataclass(hint) and isinstance(hint, type) else st.from_type(hint)
