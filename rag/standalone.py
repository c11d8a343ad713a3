"""Pages that stand alone: one file, nothing fetched, and text of articles is never markup."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from rag.safety import printable

_TEMPLATES = "templates"
_LINKED = frozenset(("http", "https"))


@cache
def environment(package: str) -> Environment:
    """The templates in the folder `templates` of a package; everything put in is escaped."""
    made = Environment(
        loader=PackageLoader(package, _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.tests["linkable"] = is_linkable
    return made


def part(package: str, name: str) -> str:
    """A file beside the templates, such as a style sheet."""
    return (files(package) / _TEMPLATES / name).read_text(encoding="utf-8")


def policy(style: str) -> str:
    """What a page may do: it has one style sheet, known by its hash, and fetches nothing.

    Markup that slipped in could neither act nor reach the network.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def is_linkable(url: str | None) -> bool:
    """Whether an address is one of the web; any other scheme could act when it is followed.

    >>> is_linkable("https://post.example/a"), is_linkable("javascript:alert(1)")
    (True, False)
    """
    try:
        return url is not None and urlsplit(printable(url).strip()).scheme.lower() in _LINKED
    except ValueError:
        return False


def _shown(value: object) -> object:
    """What is put on a page: in one line, nothing in it hides or reorders what a reader sees."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return " ".join(printable(value).split())
    return value
