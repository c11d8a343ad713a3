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
_RELEASE_ENDS = {
    name: re.compile(shape, re.IGNORECASE | re.VERBOSE)
    for name, shape in {
        "about": r"""(?:about|über|à\ propos\ (?:de|du)|acerca\ de|informazioni\ su|о\ компании)
            \ \S.{0,60}""",
        "forecasts": r"(?:cautionary|safe\ harbou?r|forward[-\ ]looking\ statements?).{0,40}",
        "contact": r"""(?:
            (?:media|press|investor)(?:\ (?:and|&)\ \w+)?\ (?:contacts?|inquiries|relations)
            |pressekontakt|contacts?\ presse|contacto\ de\ prensa|contatti\ stampa)\b.{0,120}""",
        "source": r"(?-i:SOURCE|QUELLE)\ \S.{1,60}",
        "end": r"\#{3} | [-–—]{1,2}\ ?end[se]?(?:\ ?[-–—]{1,2})?",
    }.items()
}


def is_label(text: str) -> bool:
    """Whether a block is a heading of other articles, comments and the like.

    >>> is_label("Most read"), is_label("Lesen Sie auch:"), is_label("Most readers agreed.")
    (True, True, False)
    """
    words = text.strip(" –—-•|›»:.…")
    shapes = (LISTS, COMMENTS, MORE, _OTHERS)
    return len(words) <= _LONGEST and any(shape.fullmatch(words) for shape in shapes)


def release_end(text: str) -> str | None:
    """Which of the things that end a press release a block opens; None for all others.

    >>> release_end("About Norvane"), release_end("SOURCE Norvane AG"), release_end("Who pays")
    ('about', 'source', None)
    """
    words = text.strip(" :*")
    found = (name for name, shape in _RELEASE_ENDS.items() if shape.fullmatch(words))
    return next(found, None)
