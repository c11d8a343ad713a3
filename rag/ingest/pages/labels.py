"""Headings under which a page puts what is not the article."""

from __future__ import annotations

import re

from rag.ingest.furniture.cues import COMMENTS, LISTS, MORE

_OTHERS = re.compile(
    r"""share(?:\ this)?(?:\ (?:article|story|post|page))?
      | teilen | поделиться
      | follow\ us(?:\ on\b.*)? | tags | topics | schlagwörter | mots-clés | etiquetas
      | references | advertisement
      | about\ the\ authors? | über\ (?:den\ autor|die\ autorin) | à\ propos\ de\ l['’]auteure?
      | from\ our\ partners | (?:fan|reader|user)\ (?:comments|chat) | latest | latest\ videos
      | more\ (?:lives|live\ coverage|videos) | today['’]s\ paper | sponsored
      | à\ lire\ (?:aussi|également) | les\ plus\ commentés""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 60


def is_label(text: str) -> bool:
    """Whether a block is a heading of other articles, comments and the like.

    >>> is_label("Most read"), is_label("Lesen Sie auch:"), is_label("Most readers agreed.")
    (True, True, False)
    """
    words = text.strip(" –—-•|›»:.…")
    shapes = (LISTS, COMMENTS, MORE, _OTHERS)
    return len(words) <= _LONGEST and any(shape.fullmatch(words) for shape in shapes)
