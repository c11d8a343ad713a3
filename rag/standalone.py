"""Pages that stand alone: one file, nothing fetched, and text of articles is never markup."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from rag.safety import is_linkable, printable

_TEMPLATES = "templates"


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


def _shown(value: object) -> object:
    """What is put on a page: in one line, nothing in it hides or reorders what a reader sees."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return " ".join(printable(value).split())
    return value
