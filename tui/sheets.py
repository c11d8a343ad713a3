"""What is known of an article, as sheets to read: its facts, what was removed, its versions.

Everything here becomes `Content`, which reads no markup; what came from a page is made inert.
"""

from __future__ import annotations

from dataclasses import fields
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from textual.content import Content

from rag.answer.rendering import counted
from tui.wording import date_of, line, outlet_of, prose, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.ingest.editing import Edit
    from rag.types import Article, Kinship
    from tui.descent import Branch
    from tui.workers.reading import Reading

MOST: Final = 500
"""Lines of a sheet; a page that gave more is no article that anybody reads to its end."""
_LABEL: Final = 12
Part = Content | tuple[str, str]


def head(reading: Reading) -> Content:
    """Headline, outlet, day and what else is known at a glance."""
    article = reading.article
    known = [date_of(article)]
    known += [line(part) for part in (article.author, article.kind, article.language) if part]
    known.append(counted(article.words, "word"))
    parts: list[Part] = [
        (title_of(article), "bold $primary"),
        (f"\n{outlet_of(article)}", "bold"),
        (f" · {' · '.join(known)}", "$foreground-muted"),
    ]
    if article.origins:
        origins = ", ".join(line(origin) for origin in article.origins)
        parts.append((f"\n▲ takes its reporting from {origins}", "$text-warning"))
    if reading.orders:
        told = counted(len(reading.orders), "sentence")
        parts.append(
            (f"\n▲ {told} addressed to language models; no answer uses that", "$text-warning")
        )
    return Content.assemble(*parts)


def facts(reading: Reading) -> Content:
    """Every value with the place that it was taken from."""
    parts: list[Part] = []
    for field in fields(reading.article):
        if field.name == "extra":
            continue
        value = getattr(reading.article, field.name)
        listed = ", ".join(value) if isinstance(value, tuple) else value
        parts += _fact(field.name, listed, reading.provenance.get(field.name))
    for name, value in reading.article.extra.items():
        parts += _fact(name, value, reading.provenance.get(name))
    if reading.orders:
        parts.append(("\nAddressed to language models, and used in no answer\n", "bold"))
        parts += [(f"  {line(sentence)}\n", "$text-warning") for sentence in reading.orders]
    return Content.assemble(*parts)


def removed(reading: Reading) -> Content:
    """What stood on the page and is no part of the article, each with the reason."""
    if not reading.removed:
        return Content("Nothing was taken away from this article.")
    told = f"{counted(len(reading.removed), 'line')} of the page, no part of the article\n"
    parts: list[Part] = [(told, "$foreground-muted")]
    for taken in reading.removed[:MOST]:
        parts.append((f"\n{line(taken.reason)}\n", "bold $text-warning"))
        parts.append((f"  {prose(taken.text).strip()}\n", ""))
    if len(reading.removed) > MOST:
        parts.append((f"\nand {len(reading.removed) - MOST:,} more\n", "$foreground-muted"))
    return Content.assemble(*parts)


def versions(reading: Reading) -> Content:
    """What was edited from each version to the next, the newest edits first."""
    if len(reading.versions) == 1:
        return Content("There is one version of this article.")
    parts: list[Part] = []
    steps = zip(pairwise(reading.versions), reading.edits, strict=True)
    for (old, new), edits in reversed(list(steps)):
        day = line((new.published or "").partition("T")[0])
        title = f"Version {old.number} → version {new.number}"
        parts.append((title, "bold $primary"))
        parts.append((f"{f' · {day}' if day else ''}\n", "$foreground-muted"))
        for edit in edits[:MOST]:
            parts += _edit(edit)
        parts.append("no sentence differs\n\n" if not edits else "\n")  # type: ignore[arg-type]
    return Content.assemble(*parts)


def branch(one: Branch, *, is_open: bool) -> Content:
    """One article of a lineage in its place in the tree."""
    article: Article = one.article
    return Content.assemble(
        (one.trunk, "$foreground-muted"),
        ("● " if is_open else "", "bold $primary"),
        (outlet_of(article), "bold"),
        (f" · {date_of(article)} ", "$foreground-muted"),
        (title_of(article), "italic" if not is_open else "italic bold"),
        (f"  {_tie(one.tie)}", "$text-secondary"),
    )


def _tie(tie: Kinship | None) -> str:
    return f"{line(tie.relation)}, {tie.score:.0%} alike" if tie else ""


def _fact(name: str, value: object, source: str | None) -> Iterator[Part]:
    label = line(name)
    yield (f"{label:<{_LABEL}} ", "$foreground-muted")
    if value in {None, ""}:
        yield ("unknown", "dim")
    else:
        yield (line(str(value)), "")
    if source:
        yield (f"\n{'':<{_LABEL}} ↳ {line(source)}", "$text-secondary")
    yield ("\n", "")


def _edit(edit: Edit) -> Iterator[Part]:
    """The sentences that went and those that came; in a pair, the words that differ stand out."""
    if len(edit.gone) == len(edit.came):
        for gone, came in zip(edit.gone, edit.came, strict=True):
            before, after = line(gone).split(), line(came).split()
            steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
            yield from _words("- ", "$text-error", [(k, before[a:b]) for k, a, b, *_ in steps])
            yield from _words("+ ", "$text-success", [(k, after[a:b]) for k, *_, a, b in steps])
        return
    for mark, style, sentences in (
        ("- ", "$text-error", edit.gone),
        ("+ ", "$text-success", edit.came),
    ):
        yield from ((f"{mark}{line(sentence)}\n", style) for sentence in sentences)


def _words(mark: str, style: str, runs: list[tuple[str, list[str]]]) -> Iterator[Part]:
    yield (mark, style)
    for kind, words in runs:
        if words:
            yield (" ".join(words), style if kind == "equal" else f"{style} bold underline")
            yield (" ", style)
    yield ("\n", style)
