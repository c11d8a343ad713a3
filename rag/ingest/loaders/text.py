"""Plain text, and Markdown with front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from rag.ingest.decoding import NotText, decode
from rag.safety import strip_controls
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_FRONT_MATTER = 65_536
_DEEPEST = 64


class TextLoader:
    """One article a file, nothing known but its words."""

    suffixes: tuple[str, ...] = (".txt",)

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield the one article of the file."""
        try:
            text = decode(data)
        except NotText as error:
            yield _unreadable(path, str(error))
            return
        yield Document(path, text, {}, path)


class MarkdownLoader:
    """One article a file, with YAML front matter between `---` lines."""

    suffixes: tuple[str, ...] = (".md", ".markdown")

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield the one article of the file."""
        try:
            metadata, body = split_front_matter(decode(data))
        except NotText as error:
            yield _unreadable(path, str(error))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
            yield _bad_front_matter(path, line, error.problem or "it is not YAML")
        except (ValueError, yaml.YAMLError) as error:
            yield _bad_front_matter(path, None, str(error))
        else:
            yield Document(path, body, metadata, path)


class _PlainYaml(yaml.BaseLoader):
    """YAML in which every scalar is a string and nothing can refer to anything else.

    Dates keep the precision they were written with, no alias can grow without bound and no
    list can stand in lists deeper than the program can walk.
    """

    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse aliases and what is nested too deeply, compose everything else."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases are not read", self.get_mark())
        self._depth += 1
        if self._depth > _DEEPEST:
            problem = "it is nested too deeply"
            raise yaml.composer.ComposerError(None, None, problem, self.get_mark())
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class _Handler(YAMLHandler):
    def load(self, fm: str, **_: object) -> Any:
        if len(fm) > _LONGEST_FRONT_MATTER:
            raise ValueError("it is longer than 64 KiB")
        return yaml.load(fm, Loader=_PlainYaml)  # noqa: S506 - strings and lists only, see above


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """Front matter and body; no front matter gives an empty table.

    Raises:
        ValueError: It is not a table, or too long.
        yaml.YAMLError: It is not YAML.
    """
    handler = _Handler()
    text = text.lstrip("\ufeff")
    if not handler.detect(text):
        return {}, text
    try:
        front, body = handler.split(text)
    except ValueError:
        # A rule of dashes at the top of a text without a second one is no front matter.
        return {}, text
    # Blank lines in place of what stands before it, so that YAML counts the lines of the file; and
    # a stray control character, which YAML would refuse, must not cost an article.
    before = text[: text.index(front)].count("\n")
    table = handler.load("\n" * before + strip_controls(front))
    if table is None or table == "":
        return {}, body
    if not isinstance(table, dict):
        raise ValueError("it is not a table of keys and values")  # noqa: TRY004 - a bad value
    return {str(key): value for key, value in table.items()}, body


def _unreadable(path: str, why: str) -> Failure:
    return Failure(path, None, f"cannot be read as text: {why}", "Save it as UTF-8 text.")


def _bad_front_matter(path: str, line: int | None, why: str) -> Failure:
    return Failure(
        path, line, f"the front matter cannot be read: {why}", "Mend the lines between the dashes."
    )
