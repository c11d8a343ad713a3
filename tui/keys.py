"""The keys that a reader set: `keys.toml` beside the settings, binding id and key.

    "chat.mode" = "f7"
    "app.quit" = "ctrl+q,ctrl+c"

`docs/keys.md` lists the ids. The file is read by the interface alone: the core has no keys.
"""

from __future__ import annotations

import pkgutil
import tomllib
import unicodedata
from importlib import import_module
from typing import TYPE_CHECKING, Final

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys

import tui.screens
import tui.widgets
from rag.errors import ConfigInvalid, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE: Final = "keys.toml"
_NAMED: Final = frozenset(key.value for key in Keys)
_WITH: Final = frozenset(("ctrl", "shift", "alt", "super", "hyper", "meta"))


def read_keys(path: Path) -> dict[str, str]:
    """Keys by binding id; nothing when there is no file.

    Raises:
        ConfigInvalid: An id is unknown, a key is none, or the file cannot be read.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigInvalid(
            f"cannot read {path}", detail=str(error), remedy="Mend the file or remove it."
        ) from error
    keys = dict(_flat(table))
    known = bindings()
    for name, written in keys.items():
        if name not in known:
            hint = nearest(name, known)
            raise ConfigInvalid(
                f"nothing in the interface is called {name!r}",
                detail=f"It stands in {path}.",
                remedy=f"Did you mean `{hint}`?" if hint else "`docs/keys.md` lists the ids.",
            )
        for key in str(written).split(","):
            if not isinstance(written, str) or not _is_key(key.strip()):
                raise ConfigInvalid(
                    f"{written!r} is no key for {name!r}",
                    detail=f"It stands in {path}.",
                    remedy='Write it as "f7", "ctrl+t" or "q"; several stand with commas between.',
                )
    return {name: str(written) for name, written in keys.items()}


def bindings() -> dict[str, Binding]:
    """Every binding of the interface by its id; imports every screen."""
    for package in (tui.screens, tui.widgets):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    import_module("tui.app")
    found = [
        (binding.id, binding)
        for owner in _ours(DOMNode)
        for binding in owner.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.id
    ]
    return dict(sorted(found))


def _ours(root: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for child in root.__subclasses__():
        if child.__module__.startswith("tui."):
            yield child
        yield from _ours(child)


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _is_key(key: str) -> bool:
    *held, last = key.split("+") if key != "+" else ("+",)
    if not set(held) <= _WITH:
        return False
    if len(last) == 1 or last in _NAMED:
        return bool(last.strip())
    try:
        unicodedata.lookup(last.replace("_", " "))
    except KeyError:
        return False
    return True
