"""Lines that show by themselves, wherever they stand, that they are not the article's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.ingest.furniture.cues import (
    BUTTON_NAMES,
    BUTTONS,
    CREDIT_NAMES,
    LINES,
    LONGEST,
    MORE,
    PHOTO,
    PHOTO_AGENCY,
)

if TYPE_CHECKING:
    from rag.ingest.furniture.page import Line, Page

# Somebody speaks: the line is the article's, however much it sounds like a page.
_SPEECH = re.compile(
    r"[\"“”„«»]|\b(?:said|says|told|according to|sagte|laut|selon|según)\b"
    r"|, (?:the|he|she|they) \w",
    re.IGNORECASE,
)
_SPOKEN_TO = frozenset({"newsletter", "subscription notice", "cookie notice", "contact line"})
_MOST_BUTTONS = 14
_COUNT = re.compile(r"[\d.,]+[km]?|\(\d+\)|[|·•:,&/-]+", re.IGNORECASE)
_CAPTION_WORDS = 60
_OPENERS = "“\"„«‘'(["


def strip_single(page: Page) -> None:
    """Remove the lines whose shape alone says what they are."""
    for line in list(page.lines):
        if line.index in page.judged or len(line.text) > LONGEST:
            continue
        page.judged.add(line.index)
        reason = reason_of(line)
        if reason is None or not page.remove([line], reason):
            continue
        if reason in {"copyright", "agency note"}:
            page.credit(line.text, "copyright")


def reason_of(line: Line) -> str | None:
    """What a line is when it is not the article's, from its shape alone."""
    if is_photo_credit(line):
        return "photo credit"
    if _is_buttons(line.text):
        return "share buttons"
    if _leads_elsewhere(line):
        return "link to another article"
    for cue in LINES:
        if line.words > cue.words or not cue.shape.fullmatch(line.text):
            continue
        if cue.reason in _SPOKEN_TO and _SPEECH.search(line.text):
            continue
        return cue.reason
    return None


def is_photo_credit(line: Line) -> bool:
    """Whether it is a caption with the photographer's name, or the name alone."""
    if line.words > _CAPTION_WORDS:
        return False
    for found in PHOTO.finditer(line.text):
        before = line.text[: found.start("label")].rstrip()
        apart = not before or before[-1] in '([.!?…|–—-"”»'
        capital = found["label"][0].isupper()
        if (apart or capital) and CREDIT_NAMES.fullmatch(found["who"].rstrip(")].")):
            return apart or not line.is_closed
    return PHOTO_AGENCY.search(line.text) is not None


def _is_buttons(text: str) -> bool:
    words = [word.strip("():,.·•|").lower() for word in text.split()]
    if not 0 < len(words) <= _MOST_BUTTONS or not BUTTON_NAMES.intersection(words):
        return False
    return all(word in BUTTONS or not word or _COUNT.fullmatch(word) for word in words)


def _leads_elsewhere(line: Line) -> bool:
    """`Read more: ...`, `Recommended Article ...`: the name of another article after a cue."""
    found = MORE.match(line.text)
    if found is None:
        return False
    rest = line.text[found.end() :]
    if not rest.strip(" .…:»›>"):
        return True
    if re.match(r"\s*[:|»›>→–—]", rest):
        return True
    named = rest[:1].isspace() and (rest.strip()[0].isupper() or rest.strip()[0] in _OPENERS)
    return found["firm"] is not None and named and not line.text.endswith((".", ".”", '."'))
