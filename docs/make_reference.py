"""Write `config.md`, `errors.md` and `keys.md` from the code, so that they cannot disagree with it.

python docs/make_reference.py           # writes them
python docs/make_reference.py --check   # says whether they are current
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args, get_origin

from pydantic import BaseModel

from rag.config import Config
from rag.errors import BylineError
from tui.keys import bindings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

DOCS = Path(__file__).parent

CONFIG = """\
# Settings

<!-- Made by docs/make_reference.py from rag/config.py. Change the sentences there. -->

A setting is looked for in these places; the first that has it wins:

1. a flag that you typed, such as `--home DIR` or `--model NAME`;
2. a `BYLINE_*` variable: `BYLINE_HOME`, and for a setting in a table two underscores,
   `BYLINE_MODEL__SEED=7`; an empty variable says nothing;
3. the file that you named with `--config FILE`;
4. `byline.toml` in the current folder;
5. your own file, `~/.config/byline/config.toml` (or where `XDG_CONFIG_HOME` points);
6. for the model alone, what `byline models use` chose for the archive;
7. the default below.

`byline config show` prints every value and the place it came from. An unknown key is refused, with
the line on which it stands and the nearest key that exists. A relative path in a file is meant
from the folder of that file. Where a place names `model.name` and a weaker place names
`model.path`, the name wins.

```toml
home = "~/news/archive"

[model]
path = "~/models/qwen.gguf"

[answer]
mode = "quote"
```
"""

ERRORS = """\
# Errors

<!-- Made by docs/make_reference.py from rag/errors.py. Change the sentences there. -->

An error says what is wrong, why, and what to type next, on stderr; stdout carries the answer
alone. Nothing that was already stored is lost by any of them.

| Error | Exit code | Meaning |
| --- | --- | --- |
"""

AFTER_ERRORS = """
Exit code 0 means done, also when single files of an ingest could not be read; they are named on
stderr and under `failed` with `--json`. Exit code 2 also stands for wrong usage of the command
line. Exit code 70 is a fault of the program itself: the message names the file in which what is
needed to mend it was saved.
"""

KEYS = """\
# Keys

<!-- Made by docs/make_reference.py from the bindings in tui/. Change the descriptions there. -->

What the keys of the terminal interface do. [interface.md](interface.md) says how to set others.

| Id | Keys | Does |
| --- | --- | --- |
"""


def config_page() -> str:
    """Every setting with its sentence, one table for each section of the file."""
    parts = [CONFIG]
    tables: list[tuple[str, type[BaseModel]]] = [("", Config)]
    tables += [
        (name, field.annotation)
        for name, field in Config.model_fields.items()
        if inspect.isclass(field.annotation) and issubclass(field.annotation, BaseModel)
    ]
    for name, model in tables:
        heading = f"`[{name}]`" if name else "At the top"
        intro = Config.model_fields[name].description if name else "Outside of any table."
        parts.append(f"\n## {heading}\n\n{intro}\n\n| Key | Kind | Default | Meaning |\n")
        parts.append("| --- | --- | --- | --- |\n")
        parts += [row for row in _rows(model) if row]
    return "".join(parts)


def errors_page() -> str:
    """Every error with its exit code and meaning, in the order of the code."""
    rows = [
        f"| `{error.__name__}` | {error.exit_code} | {inspect.getdoc(error)} |\n"
        for error in error_classes()
    ]
    return ERRORS + "".join(rows) + AFTER_ERRORS


def keys_page() -> str:
    """Every binding that can be set, with its usual keys."""
    rows = (
        f"| `{name}` | {', '.join(f'`{key}`' for key in binding.key.split(','))} "
        f"| {binding.description} |\n"
        for name, binding in bindings().items()
    )
    return KEYS + "".join(rows)


def error_classes(root: type[BylineError] = BylineError) -> Iterator[type[BylineError]]:
    """The exception tree from its root, each class before those that refine it."""
    yield root
    for child in root.__subclasses__():
        if child.__module__ == root.__module__:
            yield from error_classes(child)


def _rows(model: type[BaseModel]) -> Iterator[str]:
    for key, field in model.model_fields.items():
        if inspect.isclass(field.annotation) and issubclass(field.annotation, BaseModel):
            continue
        meaning = " ".join((field.description or "").split())
        yield f"| `{key}` | {_kind(field)} | {_default(key, field)} | {meaning} |\n"


def _kind(field: FieldInfo) -> str:
    annotation = field.annotation
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(annotation))
    named = [one for one in get_args(annotation) or (annotation,) if one is not type(None)]
    words = {int: "whole number", float: "number", str: "text", Path: "path",
             bool: "`true` or `false`"}  # fmt: skip
    kind = words.get(named[0]) or ", ".join(f"`{choice.value}`" for choice in named[0])
    limits = {name: getattr(rule, name) for rule in field.metadata for name in ("ge", "le")
              if hasattr(rule, name)}  # fmt: skip
    if len(limits) == 2:  # noqa: PLR2004 - both ends
        return f"{kind}, {limits['ge']} to {limits['le']}"
    return f"{kind}, {limits['ge']} or more" if limits else kind


def _default(key: str, field: FieldInfo) -> str:
    if key == "home":
        return "your data folder, `~/.local/share/byline`"
    if isinstance(field.default, bool):
        return f"`{str(field.default).lower()}`"
    return "none" if field.default in {None, ""} else f"`{field.default}`"


def main() -> int:
    """Write the pages, or with `--check` compare them."""
    pages = {
        DOCS / "config.md": config_page(),
        DOCS / "errors.md": errors_page(),
        DOCS / "keys.md": keys_page(),
    }
    if "--check" in sys.argv[1:]:
        stale = [
            path.name
            for path, text in pages.items()
            if not path.exists() or path.read_text(encoding="utf-8") != text
        ]
        print(f"stale: {', '.join(stale)}" if stale else "docs are current")  # noqa: T201
        return 1 if stale else 0
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
