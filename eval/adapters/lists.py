"""Lists that a table keeps as text: as JSON, or as Python prints them."""

from __future__ import annotations

import ast
import json
from typing import Any


def as_list(value: Any) -> Any:
    """The list in a cell; what is no text is left as it is.

    >>> as_list("['a', \\"b's\\"]"), as_list(""), as_list('["a"]')
    (['a', "b's"], [], ['a'])

    Raises:
        ValueError: The text is no list.
    """
    if value is None:
        return []
    if not isinstance(value, str):
        return value
    if not value.strip():
        return []
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(found, list):
            return found
    raise ValueError('a list of passages is expected, such as ["first", "second"]')
