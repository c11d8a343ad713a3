"""Runs of lines that are not the article's: lists of other articles, appeals, repetitions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rag.ingest.bylines import named_in_appeal
from rag.ingest.furniture.cues import (
    A_COMMENT,
    APPEAL,
    APPEAL_AIM,
    APPEAL_END,
    APPEAL_TONE,
    BARE_TIME,
    COMMENTS,
    LISTS,
    TIMESTAMP,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ingest.furniture.page import Line, Page

_MOST_BLOCKS = 100
_MARKER_WORDS = 8
_STAMP_WORDS = 8
_HEADLINE_WORDS = range(3, 31)
_TEASER_WORDS = 25
_LISTED = 0.5
_BODY_BEFORE = 3
_MOST_BETWEEN = 8
_APPEAL_LINES = 15
_OPENER_LONGEST = 200
_APPEAL_SHARE = 0.7
_APPEAL_LINE_LONGEST = 1500
_REPEATED_WORDS = 4
_QUOTED_WORDS = 6
_QUOTED_LONGEST = 60
_MOST_COMPARED = 400
_STEM_WORDS = 5


def strip_lists(page: Page) -> None:
    """Remove `News Feed`, `Most read` and the like with what is listed under them."""
    for marker in [line for line in page.lines if _is_marker(line)][:_MOST_BLOCKS]:
        if not page.has(marker):
            continue
        place = page.lines.index(marker)
        before, after = page.lines[:place], page.lines[place + 1 :]
        is_talk = COMMENTS.fullmatch(_bare(marker)) is not None
        listed = _listed(page, before, after, is_talk=is_talk)
        page.remove([marker, *listed], "comments" if is_talk else "list of other articles")


def strip_appeals(page: Page) -> None:
    """Remove appeals for money, from the line that opens one to the line that ends it."""
    for opener in [line for line in page.lines if _opens_appeal(line)][:_MOST_BLOCKS]:
        if not page.has(opener):
            continue
        place = page.lines.index(opener)
        block = _appeal_from(page.lines[place:])
        rest = page.prose_in(page.lines) - page.prose_in(block)
        if len(block) < 2 or rest < min(_BODY_BEFORE, page.prose_in(block)):  # noqa: PLR2004
            continue
        if page.remove(block, "donation appeal"):
            page.credit(opener.text, "appeal")


def strip_doubled(page: Page) -> None:
    """Remove captions that stand twice in a row and teasers that are cut off."""
    for one, other in pairwise(list(page.lines)):
        if one.folded == other.folded and one.words >= _REPEATED_WORDS:
            page.remove([one], "repeated line")
    cut = [line for line in page.lines if line.text.endswith(("…", "..."))]
    for line in cut[:_MOST_BETWEEN]:
        if line.words >= _STEM_WORDS and _begins_another(line, page.lines):
            page.remove([line], "cut-off teaser")


def strip_repeats(page: Page) -> None:
    """Remove a second copy of the article, and quotations set apart from it."""
    _strip_second_copy(page)
    if len(page.lines) > _MOST_COMPARED:
        return
    for line in page.lines[:-1]:
        if _is_set_apart(line, page.lines):
            page.remove([line], "repeated line")


def _strip_second_copy(page: Page) -> None:
    """A page that holds the whole article twice, as one for telephones does."""
    seen: dict[str, int] = {}
    run: list[Line] = []
    for line in [*page.lines, None]:
        again = line is not None and line.words >= _QUOTED_WORDS and line.folded in seen
        if line is not None and again:
            run.append(line)
            continue
        if page.prose_in(run) >= _BODY_BEFORE:
            page.remove(run, "repeated line")
        run = []
        if line is not None:
            seen[line.folded] = line.index


def _bare(line: Line) -> str:
    return line.text.strip(" :–—-•|›»>…*#")


def _is_marker(line: Line) -> bool:
    if line.words > _MARKER_WORDS or line.text.endswith((".", "!", ",", ";")):
        return False
    bare = _bare(line)
    return bool(LISTS.fullmatch(bare) or COMMENTS.fullmatch(bare))


def _listed(page: Page, before: list[Line], after: list[Line], *, is_talk: bool) -> list[Line]:
    """The lines that belong to a list that begins between `before` and `after`."""
    if not page.prose_in(before):
        return _stamped(after)
    prose = page.prose_in(after)
    short = all(line.words <= _TEASER_WORDS for line in after if line.is_prose)
    stamps = sum(_is_stamp(line) for line in after)
    follows_body = page.prose_in(before) >= _BODY_BEFORE
    if not prose:
        return after
    is_list = short and _longest_run(after) < _BODY_BEFORE
    if follows_body and is_list and (len(after) - prose + stamps) / len(after) >= _LISTED:
        return after
    has_talk = is_talk and any(A_COMMENT.search(line.text) for line in after)
    if follows_body and has_talk and stamps:
        return after
    listed = []
    for line in after[:_MOST_BETWEEN]:
        if line.is_prose or not (line.words in _HEADLINE_WORDS or _is_stamp(line)):
            break
        listed.append(line)
    return listed


def _longest_run(lines: Sequence[Line]) -> int:
    """Sentences in a row: teasers stand between headlines, an article's sentences together."""
    longest = run = 0
    for line in lines:
        run = run + 1 if line.is_prose else 0
        longest = max(longest, run)
    return longest


def _stamped(after: list[Line]) -> list[Line]:
    """Of a list above the article, the entries up to the last one with a time."""
    head: list[Line] = []
    for line in after:
        if line.is_prose:
            break
        head.append(line)
    stamps = [place for place, line in enumerate(head) if _is_stamp(line)]
    return head[: stamps[-1] + 1] if stamps else []


def _is_stamp(line: Line) -> bool:
    return (
        line.words <= _STAMP_WORDS
        and TIMESTAMP.match(line.text) is not None
        and not (BARE_TIME.fullmatch(line.text))
    )


def _opens_appeal(line: Line) -> bool:
    return len(line.text) <= _OPENER_LONGEST and APPEAL.fullmatch(line.text) is not None


def _appeal_from(lines: Sequence[Line]) -> list[Line]:
    """The appeal that the first line opens; only that line when nothing bears it out."""
    near = lines[1 : _APPEAL_LINES + 1]
    for place, line in enumerate(near):
        if APPEAL_END.fullmatch(line.text):
            between = near[:place]
            asking = sum(_asks(one) for one in between)
            if asking >= _APPEAL_SHARE * len(between):
                return [lines[0], *near[: place + 1]]
            break
    block = [lines[0]]
    for line in near:
        if not _asks(line):
            break
        block.append(line)
    aims = sum(APPEAL_AIM.search(line.text) is not None for line in block[1:])
    named = named_in_appeal(lines[0].text) is not None
    return block if aims >= (1 if named else 2) else block[:1]


def _asks(line: Line) -> bool:
    if len(line.text) > _APPEAL_LINE_LONGEST or line.text.startswith(("“", '"', "„", "«")):
        return False
    if _opens_appeal(line):
        return True
    tone = len(APPEAL_TONE.findall(line.text))
    return tone > 0 and (APPEAL_AIM.search(line.text) is not None or tone > 1)


def _begins_another(line: Line, others: Sequence[Line]) -> bool:
    stem = line.folded.rstrip(".… ")
    return any(
        other.folded.startswith(stem) and len(other.folded) > len(stem)
        for other in others
        if other is not line
    )


def _is_set_apart(line: Line, others: Sequence[Line]) -> bool:
    """Whether its words all stand, in this order, within one other line."""
    if not _QUOTED_WORDS <= line.words <= _QUOTED_LONGEST:
        return False
    words = line.folded.strip("\"'.,!?… ")
    return any(other.words > line.words and words in other.folded for other in others)
