"""How well the articles and their metadata are found in saved pages, beside other libraries.

    python benchmarks/extraction.py [--packages DIR] [--less]

`--packages` names a folder of further packages, such as the site-packages of an environment
that has trafilatura or newspaper4k; one that is absent is told. `--less` reads the pages again
with ever less of their mark-up, to see how much hangs on it.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rag.ingest.cleaning import clean_text
from rag.ingest.furniture import strip
from rag.ingest.loaders import loader_for
from rag.types import Failure

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = Path(__file__).parents[1] / "tests" / "data" / "pages"


class Reading(NamedTuple):
    """What a program makes of a page."""

    text: str
    outlet: str | None
    day: str | None


class Score(NamedTuple):
    """The figures of one program over all pages."""

    f: float
    outlet: Counter[str]
    date: Counter[str]
    ms: float
    by_page: dict[str, float]


def byline(data: bytes) -> Reading:
    """The loader for pages, then the furniture of lines, as an ingest does."""
    loader = loader_for("page.html")
    assert loader is not None  # noqa: S101 - for the type only
    (found,) = loader.read(data, "page.html")
    if isinstance(found, Failure):
        return Reading("", None, None)
    title = found.metadata.get("title")
    stripped = strip(clean_text(found.text), title=str(title) if title else None)
    outlet, published = found.metadata.get("outlet"), found.metadata.get("published")
    return Reading(
        stripped.text, str(outlet) if outlet else None, str(published)[:10] if published else None
    )


def trafilatura(data: bytes) -> Reading:
    """Trafilatura alone, with what suits it best here: no comments."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(data, include_comments=False, with_metadata=True)
    if found is None:
        return Reading("", None, None)
    return Reading(found.text or "", found.sitename or None, (found.date or "")[:10] or None)


def newspaper4k(data: bytes) -> Reading:
    """newspaper4k, given the page as text because it asks for that."""
    from newspaper import Article

    from rag.ingest.pages.parsing import page_text

    article = Article("https://unknown.example/")
    article.download(input_html=page_text(data))
    article.parse()
    day = article.publish_date
    return Reading(
        article.text, article.meta_site_name or None, day.date().isoformat() if day else None
    )


def measure(
    read: Callable[[bytes], Reading], change: Callable[[bytes], bytes] | None = None
) -> Score:
    """Read every page, and compare with what a careful reader took from it."""
    by_page: dict[str, float] = {}
    outlet: Counter[str] = Counter()
    date: Counter[str] = Counter()
    times: list[float] = []
    pages = sorted(PAGES.glob("*.html"))
    read(pages[0].read_bytes())  # what is imported on first use is no part of a page's time
    for path in pages:
        data = path.read_bytes()
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        data = change(data) if change else data
        begun = time.perf_counter()
        found = read(data)
        times.append(time.perf_counter() - begun)
        by_page[path.stem] = f_of_words(found.text, gold["text"])
        outlet[_verdict(found.outlet, gold["outlet"])] += 1
        date[_verdict(found.day, (gold["published"] or "")[:10] or None)] += 1
    mean = statistics.mean(by_page.values())
    return Score(mean, outlet, date, statistics.median(times) * 1000, by_page)


def f_of_words(found: str, gold: str) -> float:
    """F of the words, each counted as often as it stands.

    >>> f_of_words("a b b c", "b b d")
    0.5714285714285714
    """
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (found, gold))
    both = (one & other).total()
    return 2 * both / (one.total() + other.total()) if both else 0.0


def without_records(data: bytes) -> bytes:
    """The page without JSON-LD and the meta elements that name anything."""
    data = re.sub(rb"(?is)<script[^>]*ld\+json.*?</script>", b"", data)
    return re.sub(rb"(?is)<meta\s[^>]*\b(?:property|name)\s*=[^>]*>", b"", data)


def without_names(data: bytes) -> bytes:
    """The page also without classes, ids, microdata and dates for machines."""
    names = rb"class|id|itemprop|itemtype|itemscope|rel|datetime|data-[a-z]+|role"
    value = rb"""(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?"""
    keep = rb"<link\b[^>]*>|"
    shape = re.compile(keep + rb"\s(?:" + names + rb")\b" + value + rb"(?=[\s>/])", re.IGNORECASE)
    return shape.sub(
        lambda m: m.group() if m.group().startswith(b"<") else b"", without_records(data)
    )


def _verdict(found: str | None, gold: str | None) -> str:
    if found == gold:
        return "right"
    return "unknown" if found is None else "invented" if gold is None else "wrong"


def _row(name: str, score: Score) -> str:
    total = sum(score.outlet.values())
    cells = [name, f"{score.f:.3f}"]
    for counts in (score.outlet, score.date):
        cells.append(f"{counts['right']} of {total}")
        cells.append(f"{counts['wrong']} / {counts['invented']}")
    return "| " + " | ".join([*cells, f"{score.ms:.1f}"]) + " |"


def main() -> None:
    """Print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--packages", type=Path, help="a folder of further packages")
    options.add_argument("--less", action="store_true", help="read with less mark-up too")
    given = options.parse_args()
    if given.packages:
        sys.path.append(str(given.packages))
    warnings.simplefilter("ignore")
    _say("| program | F of the text | outlet right | wrong / invented | date right "
         "| wrong / invented | ms a page |")  # fmt: skip
    _say("| --- | --- | --- | --- | --- | --- | --- |")
    _say(_row("Byline", measure(byline)))
    for read in (trafilatura, newspaper4k):
        try:
            _say(_row(read.__name__, measure(read)))
        except ImportError:
            _say(f"| {read.__name__} | not installed | | | | | |")
    if given.less:
        _say(_row("Byline, no JSON-LD, no meta", measure(byline, without_records)))
        _say(_row("Byline, no names of any kind either", measure(byline, without_names)))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
