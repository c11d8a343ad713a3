"""How values become JSON and lines. Key names are those of the published contract."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from rag.safety import printable

if TYPE_CHECKING:
    from rich.text import Text

    from rag.types import (
        Article,
        Failure,
        Filter,
        Hit,
        Sentence,
        SentenceHit,
        Verdict,
    )

_ACTING = re.compile(
    "[\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)


def say(text: str = "") -> None:
    """One line of the answer, on stdout, with nothing in it that can act on a terminal."""
    print(printable(text, keep_newlines=True))  # noqa: T201


def say_json(value: object) -> None:
    """One JSON object on one line of stdout, in which nothing can act on a terminal."""
    sys.stdout.write(json_text(value))
    sys.stdout.flush()


def json_text(value: object) -> str:
    """One JSON object on one line, in which nothing can act on a terminal."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    # Metadata is kept as it was given; JSON has a spelling for what may not be shown as it is.
    return _ACTING.sub(lambda found: json.dumps(found.group())[1:-1], text) + "\n"


def failure_json(failure: Failure) -> dict[str, object]:
    """One entry of `failed`."""
    return {
        "path": failure.path,
        "line": failure.line,
        "problem": failure.problem,
        "remedy": failure.remedy,
    }


def hit_json(hit: Hit) -> dict[str, object]:
    """One hit of a search."""
    article, passage = hit.article, hit.passage
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "article_id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "url": article.url,
        "start": passage.span.start,
        "end": passage.span.end,
        "text": passage.text,
        "sentence": hit.best and _place_json(hit.best),
    }


def sentence_hit_json(found: SentenceHit) -> dict[str, object]:
    """One sentence that a search found, in the form of a hit, with the passage around it."""
    around = hit_json(found.hit)
    passage = {key: around[key] for key in ("start", "end", "text")}
    mine = {"rank": found.rank, "score": round(found.score, 6), **_place_json(found.sentence)}
    return {**around, **mine, "sentence": _place_json(found.sentence), "passage": passage}


def why_json(hit: Hit) -> dict[str, object]:
    """Why a hit is where it is."""
    arms = {
        arm: {"place": hit.places.get(arm), "score": round(score, 6)}
        for arm, score in hit.arms.items()
    }
    signs = {name: round(value, 6) for name, value in hit.signs.items()}
    return {"arms": arms, "signs": signs, "matched": hit.matched, "missing": hit.missing}


def filter_json(only: Filter) -> dict[str, object]:
    """Which articles were searched; what is not narrowed is null or empty."""
    return asdict(only)


def _place_json(sentence: Sentence) -> dict[str, object]:
    return {"start": sentence.span.start, "end": sentence.span.end, "text": sentence.text}


def verdict_json(name: object, verdict: Verdict) -> dict[str, object]:
    """The object that `verify` prints for one line."""
    return {
        "id": name,
        "support": str(verdict.support),
        "score": round(verdict.score, 6),
        "quotes": [{"start": s.start, "end": s.end} for s in verdict.quotes],
        "problems": [
            {"kind": p.kind, "claim": [p.span.start, p.span.end], "note": p.note}
            for p in verdict.problems
        ],
    }


def articles_table(articles: list[Article]) -> None:
    """Articles as a table for a person."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("id", "outlet", "date", "title"):
        table.add_column(heading, overflow="fold" if heading == "title" else "ellipsis")
    for article in articles:
        cells = (article.id, article.outlet, (article.published or "")[:10], article.title)
        table.add_row(*(_cell(cell) for cell in cells))
    Console(highlight=False, soft_wrap=False).print(table)


def _cell(words: str | None) -> Text:
    from rich.text import Text

    return Text(printable(words)) if words else Text("unknown", "dim")
