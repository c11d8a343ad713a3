"""One name for each outlet and agency, however a page spells it.

The table that comes with Byline knows the large ones; `outlets.toml` in the archive's folder
adds to it. A name that no table knows stays as it was given.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.errors import ConfigInvalid, nearest
from rag.safety import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_NAME = "outlets.toml"
"""Of the person's own table, in the folder of the archive."""

_ADDRESS = re.compile(
    r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,24})(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE
)
_MARK = re.compile(r"[^\w\s]+|_+")
_EDGES = " \t\"'“”„«»‘’()[]{}<>,;:|·•-–—"
_LONGEST = 200
_SHORT_FORM_OF = 4
_LETTERS_OF_INITIALS = 5

# What an outlet calls itself in its own pages ("told the Courier") and what its name ends with.
_GENERIC = frozenset(
    """times post news wire radio courier ledger press agency gazette herald tribune tv star
    journal echo mirror telegraph observer chronicle globe mail record standard sun review
    examiner dispatch bulletin register sentinel mercury guardian independent inquirer argus
    advertiser packet monitor newswire broadcasting nachrichten zeitung anzeiger tagblatt
    tageblatt rundschau kurier blatt presse gazette journal matin dépêche agence agencia agenzia
    diario periódico corriere giornale gazzetta notizie новости вести газета известия ведомости
    агентство телеканал радио правда инфо""".split()
)
_LEADING = frozenset("radio tv agence agencia agenzia gazette gazeta télé news".split())
# Companies that carry a newspaper's word in their name and publish none.
_NO_OUTLETS = frozenset(
    """deutsche-post japan-post australia-post canada-post swiss-post la-poste royal-mail
    an-post free-press state-tv state-radio local-radio local-press white-house-press
    world-press social-press pop-star north-star red-star morning-star-hotel""".split()
)


class _Entry(BaseModel):
    """A row of the table."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: str = Field(min_length=1)
    kind: Literal["agency", "outlet"] = "outlet"
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    outlet: tuple[_Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the table: the name that is shown, and what the house does."""

    name: str
    kind: Literal["agency", "outlet"]


class Outlets:
    """The table of known names, with the person's own rows over it."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self._by_key: dict[str, Outlet] = {}
        self._by_domain: dict[str, Outlet] = {}
        self._initials: set[str] = set()
        for entry in entries:
            self._add(entry)

    def _add(self, entry: _Entry) -> None:
        earlier = self._by_key.get(key_of(entry.name))
        outlet = Outlet(entry.name, entry.kind)
        if earlier is not None:
            # The person's row speaks for the whole house, with the aliases it already had.
            for index in (self._by_key, self._by_domain):
                index.update({key: outlet for key, known in index.items() if known == earlier})
        for name in (entry.name, *entry.aliases):
            self._by_key[key_of(name)] = outlet
            if name.isupper() and len(key_of(name)) <= _LETTERS_OF_INITIALS:
                self._initials.add(key_of(name))
        for domain in entry.domains:
            self._by_domain[domain.casefold().removeprefix("www.")] = outlet

    def find(self, name: str) -> Outlet | None:
        """The row behind a name, an alias or an address."""
        if (address := _ADDRESS.fullmatch(name.strip())) and (
            found := self._at(address[1].casefold())
        ):
            return found
        return self._by_key.get(key_of(name))

    def find_in_prose(self, name: str) -> Outlet | None:
        """The row behind words of a running text, where `Ani` is a woman and `ANI` an agency."""
        key = key_of(name)
        if key in self._initials and not name.rstrip("'’s.").replace(".", "").isupper():
            return None
        return self._by_key.get(key)

    def canonical(self, name: str) -> str:
        """The one name of an outlet; an unknown one is tidied and stays as it was given.

        >>> [shipped().canonical(name) for name in ("REUTERS", "https://www.reuters.com/world/")]
        ['Reuters', 'Reuters']
        >>> shipped().canonical('  "The Harbour  Post", ')
        'The Harbour Post'
        """
        found = self.find(name)
        return found.name if found else tidy(name)

    def is_agency(self, name: str) -> bool:
        """Whether the table says that it sells its reports to others."""
        found = self.find(name)
        return found is not None and found.kind == "agency"

    def same(self, name: str, own: str) -> bool:
        """Whether an article of `own` that says `name` means its own outlet.

        >>> table = shipped()
        >>> table.same("the Courier", "Northbank Courier"), table.same("NBC", "NBC News")
        (True, True)
        >>> table.same("The Harbour Post", "The Washington Post")
        False
        """
        one, other = key_of(self.canonical(name)), key_of(self.canonical(own))
        if one == other:
            return True
        words, of = one.split(), other.split()
        if len(words) == 1 and words[0] in _GENERIC and words[0] in of:
            return True
        known, known_own = self.find(name), self.find(own)
        if known and known_own:
            return False
        if len(of) > _SHORT_FORM_OF or (known and of[: len(words)] != words):
            return not _is_generic(of) and words[: len(of)] == of
        return set(words) <= set(of) or (not _is_generic(of) and words[: len(of)] == of)

    def _at(self, host: str) -> Outlet | None:
        parts = host.split(".")
        hosts = (".".join(parts[start:]) for start in range(len(parts) - 1))
        return next((self._by_domain[one] for one in hosts if one in self._by_domain), None)


def key_of(name: str) -> str:
    """What two spellings of one name have in common: no case, accents, marks or "The".

    >>> key_of("The Straits-Times"), key_of("A.F.P."), key_of("EL PAIS") == key_of("El País")
    ('straits times', 'afp', True)
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace(".", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = _MARK.sub(" ", plain).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def tidy(name: str) -> str:
    """A name without the marks and blanks around it, on one line."""
    name = " ".join(printable(name).split()).strip(_EDGES)[:_LONGEST].rstrip()
    return name[:-1] if name.endswith(".") and name.count(".") == 1 else name


def looks_like_outlet(name: str) -> bool:
    """Whether an unknown name says by itself that it is a newspaper, a station or an agency.

    >>> looks_like_outlet("Coastal Wire"), looks_like_outlet("Radio Brannoch")
    (True, True)
    >>> looks_like_outlet("Rhea Stannard"), looks_like_outlet("Deutsche Post")
    (False, False)
    """
    words = name.casefold().replace("-", " ").split()
    words = words[1:] if words[:1] == ["the"] else words
    if len(words) < 2 or "-".join(words) in _NO_OUTLETS:  # noqa: PLR2004 - a word and a name
        return False
    return words[-1] in _GENERIC or words[0] in _LEADING or words[0].endswith("blatt")


def is_short_form(name: str) -> bool:
    """Whether it is only the common word of many names, as in "told the Times"."""
    return _is_generic(key_of(name).split())


@lru_cache(maxsize=1)
def shipped() -> Outlets:
    """The table that comes with Byline."""
    return Outlets(_shipped_entries())


def load_outlets(home: Path | None = None) -> Outlets:
    """The shipped table with the person's own `outlets.toml` over it, where there is one.

    Raises:
        ConfigInvalid: The person's file cannot be read or holds what no row may hold.
    """
    path = home / FILE_NAME if home else None
    if path is None or not path.exists():
        return shipped()
    return Outlets((*_shipped_entries(), *_own_entries(path)))


def canonical(name: str) -> str:
    """The name under which the shipped table knows an outlet; else `name`, tidied."""
    return shipped().canonical(name)


def _is_generic(words: list[str]) -> bool:
    return len(words) == 1 and words[0] in _GENERIC


@lru_cache(maxsize=1)
def _shipped_entries() -> tuple[_Entry, ...]:
    text = (files("rag.ingest") / FILE_NAME).read_text(encoding="utf-8")
    return _Table.model_validate(tomllib.loads(text)).outlet


def _own_entries(path: Path) -> tuple[_Entry, ...]:
    try:
        return _Table.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).outlet
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigInvalid(
            f"cannot read {path}", detail=str(error), remedy="Mend the file or remove it."
        ) from error
    except ValidationError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: ValidationError) -> ConfigInvalid:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    row = f"row {int(place[1]) + 1}" if place[1:] and place[1].isdigit() else "the file"
    key = next((part for part in reversed(place) if not part.isdigit()), "outlet")
    if first["type"] == "extra_forbidden":
        hint = nearest(key, [*_Entry.model_fields, "outlet"])
        return ConfigInvalid(
            f"unknown key {key!r} in {path}",
            detail=f"It stands in {row}; a row has name, kind, aliases and domains.",
            remedy=f"Did you mean `{hint}`?" if hint else "Remove it.",
        )
    return ConfigInvalid(
        f"{key} in {path} cannot be {first['input']!r}"[:_LONGEST],
        detail=f"{first['msg']} ({row}).",
        remedy='Write rows such as [[outlet]] name = "The Harbour Post", aliases = ["HP"].',
    )
