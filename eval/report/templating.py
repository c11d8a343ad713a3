"""Pages that stand alone: one file, nothing fetched, and text of articles is never markup."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from rag.safety import printable

_TEMPLATES = "templates"
_LINKED = frozenset(("http", "https"))


def render(template: str, **values: Any) -> str:
    """A page made from one of the templates.

    Its policy forbids whatever is not on the page: style and script run by their hash alone,
    so that markup that slipped in could neither act nor fetch anything.
    """
    style, script = _part("page.css"), _part("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = _environment().get_template(template)
    return page.render(style=style, script=script, policy=policy, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("eval.report", _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.tests["linkable"] = _is_linkable
    return environment


def _shown(value: object) -> object:
    """What is put on a page: nothing in it hides or reorders what a reader sees."""
    is_markup = hasattr(value, "__html__")
    if isinstance(value, str) and not is_markup:
        return printable(value, keep_newlines=True)
    return value


def _is_linkable(url: str | None) -> bool:
    """Whether an address is one of the web; any other scheme could act when it is followed."""
    try:
        return url is not None and urlsplit(printable(url)).scheme.lower() in _LINKED
    except ValueError:
        return False


def _part(name: str) -> str:
    return (files("eval.report") / _TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
