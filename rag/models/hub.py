"""The hub that models are pulled from: what it offers, its files, and what its refusals mean.

Only `byline models pull` comes here. Spoken is the hub's plain HTTP (docs/design/models.md says
why not through its own library), so that any mirror with the same addresses will do.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote, urlsplit

import httpx

from rag import __version__
from rag.errors import ConfigInvalid, HubProblem, ModelProblem, ModelUnknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.config import Config

_OWN_HUB = "huggingface.co"
_PATIENCE = httpx.Timeout(30.0, connect=15.0)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UNKNOWN, _GATED, _BUSY, _FAULT = 404, 403, 429, 500
_STRANGER = 401
_PARTIAL, _OK = 206, 200
_BY_HAND = "or put a GGUF file into the archive's `models` folder by hand"


@dataclass(frozen=True, slots=True)
class Offered:
    """One file of a repository, with what the hub says it is."""

    path: str
    size: int | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at one revision, with its GGUF files."""

    name: str
    revision: str
    licence: str | None
    files: tuple[Offered, ...]


class BrokenOff(Exception):
    """A connection ended before the file did; it can be taken up again."""


class Hub:
    """One hub, by its address; close it after use."""

    def __init__(self, address: str, token: str | None = None) -> None:
        self.address = address.rstrip("/")
        self.host = urlsplit(self.address).hostname or ""
        self._has_token = bool(token)
        headers = {"User-Agent": f"byline/{__version__}", "Accept-Encoding": "identity"}
        if token:
            headers["Authorization"] = f"Bearer {token}"  # httpx drops it where it is led elsewhere
        self._client = httpx.Client(headers=headers, follow_redirects=True, timeout=_PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def repository(self, name: str, revision: str = "main") -> Repository:
        """What the hub says of a repository.

        Raises:
            ModelUnknown: There is no such repository, or no such revision of it.
            HubProblem: The hub is out of reach, refuses, or does not speak as a hub does.
        """
        place = f"{self.address}/api/models/{name}/revision/{quote(revision, safe='')}"
        with self._reached():
            response = self._client.get(place, params={"blobs": "true"})
        self._check(response, name)
        try:
            return _read_repository(response.json(), name, revision)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise HubProblem(
                f"{self.address} does not answer as a model hub does",
                detail="Its word about the repository makes no sense; a login page may be between.",
                remedy=f"Mend `model.hub` (`byline config show` says where it is set), {_BY_HAND}.",
            ) from error

    def described(self, repository: Repository, file: Offered) -> Offered:
        """The file with size and hash, asked for at its own address where the list lacks them."""
        if file.size is not None and file.sha256 is not None:
            return file
        with self._reached():
            response = self._client.head(self._place(repository, file))
        self._check(response, repository.name)
        size, sha256 = file.size, file.sha256
        for step in (*response.history, response):
            headers = step.headers
            # What is said of a step on the way speaks of the step, unless it is said as linked.
            length = headers.get("content-length", "") if step.is_success else ""
            told = headers.get("x-linked-size", length)
            size = int(told) if size is None and told.isdigit() else size
            mark = headers.get("x-linked-etag", headers.get("etag", ""))
            sha256 = sha256 or _as_sha256(mark.removeprefix("W/").strip('"'))
        return Offered(file.path, size, sha256)

    @contextmanager
    def opened(
        self, repository: Repository, file: Offered, start: int
    ) -> Iterator[tuple[int, Iterator[bytes]]]:
        """The bytes of a file from `start` on, or from 0 where the server cannot do that.

        Raises:
            BrokenOff: The connection ended; what came is good.
            ModelProblem: The hub will not give the file.
        """
        headers = {"Range": f"bytes={start}-"} if start else {}
        try:
            with self._client.stream(
                "GET", self._place(repository, file), headers=headers
            ) as response:
                if response.status_code >= _FAULT or self._is_stale(response):
                    raise BrokenOff(f"{response.url.host} answered {response.status_code}")
                self._check(response, repository.name)
                yield self._begin(response, start), response.iter_raw()
        except httpx.RequestError as error:
            raise BrokenOff(_reason(error)) from error

    def _place(self, repository: Repository, file: Offered) -> str:
        revision = quote(repository.revision, safe="")
        return f"{self.address}/{repository.name}/resolve/{revision}/{quote(file.path)}"

    def _is_stale(self, response: httpx.Response) -> bool:
        """A store that the hub led to refuses its signed address: a new one will be had."""
        return response.is_client_error and response.url.host != self.host

    def _begin(self, response: httpx.Response, start: int) -> int:
        if response.status_code == _OK:
            return 0
        told = re.match(r"bytes (\d+)-", response.headers.get("content-range", ""))
        if response.status_code == _PARTIAL and told and int(told[1]) == start:
            return start
        raise HubProblem(
            f"{response.url.host} sends another part of the file than it was asked for",
            detail=f"Asked for byte {start:,} on; the answer has status {response.status_code}.",
            remedy="Try again later, or set `model.hub` to a mirror.",
        )

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except httpx.RequestError as error:
            raise HubProblem(
                f"cannot reach {self.address}",
                detail=_reason(error),
                remedy="Look at the network (a proxy is taken from HTTPS_PROXY), set `model.hub` "
                f"to a mirror, {_BY_HAND}.",
            ) from error

    def _check(self, response: httpx.Response, repository: str) -> None:
        if response.is_success:
            return
        status, code = response.status_code, response.headers.get("x-error-code", "")
        if code == "GatedRepo" or (status == _GATED and not code):
            raise self._gated(repository)
        if code == "RevisionNotFound":
            raise ModelUnknown(
                f"{repository} has no such revision",
                detail=f"{self.address} knows the repository, but not that version of it.",
                remedy="Leave out `--revision`, or name a branch or commit of the repository.",
            )
        if status == _STRANGER and self._has_token:
            raise HubProblem(
                f"{self.address} does not let this token see {repository}",
                detail="The token is wrong or ran out, or the repository is not there for it.",
                remedy="Make a new one on the hub, or unset it: HF_TOKEN and BYLINE_HUB_TOKEN.",
            )
        if status in {_UNKNOWN, _STRANGER} or code in {"RepoNotFound", "EntryNotFound"}:
            raise self._absent(repository, status)
        if status == _BUSY:
            wait = response.headers.get("retry-after", "")
            raise HubProblem(
                f"{self.address} asks to be left alone for a while",
                detail="Too many requests came from this address.",
                remedy=f"Try again in {wait} seconds." if wait.isdigit() else "Try again later.",
            )
        raise HubProblem(
            f"{self.address} cannot answer now (status {status})",
            detail=f"It was asked for {repository}.",
            remedy=f"Try again later, set `model.hub` to a mirror, {_BY_HAND}.",
        )

    def _absent(self, repository: str, status: int) -> ModelProblem:
        private = " or it is private" if status == _STRANGER else ""
        return ModelUnknown(
            f"{self.address} has no repository or file {repository}",
            detail=f"It may be spelled otherwise{private}.",
            remedy="`byline models list` shows names that are known to be good; "
            "a private repository needs a token in HF_TOKEN.",
        )

    def _gated(self, repository: str) -> HubProblem:
        reason = "the token has not been let in" if self._has_token else "no token is set"
        return HubProblem(
            f"{repository} is given only to those who accepted its terms",
            detail=f"{self.address} asks who you are, and {reason}.",
            remedy=f"Accept the terms at {self.address}/{repository}, make a token at "
            f"{self.address}/settings/tokens, set it as HF_TOKEN and run this again.",
        )


def open_hub(config: Config) -> Hub:
    """The hub that the settings name, with the token that the person set for it.

    Raises:
        ConfigInvalid: `model.hub` is no address.
    """
    address = config.model.hub
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or parts.username is not None:
        raise ConfigInvalid(
            "model.hub cannot be used as it is set",
            detail="It has to be the address of a web server, without a name or a password.",
            remedy="Set it to one such as https://huggingface.co; "
            "`byline config show` says where it is set.",
        )
    token = os.environ.get("BYLINE_HUB_TOKEN", "").strip()
    if not token and parts.scheme == "https" and parts.hostname == _OWN_HUB:
        # That variable is meant for the hub itself; a mirror must not be shown it.
        token = os.environ.get("HF_TOKEN", "").strip()
    if not (token.isascii() and token.isprintable()):
        raise ConfigInvalid(
            "the hub's token holds characters that no token has",
            remedy="Set HF_TOKEN or BYLINE_HUB_TOKEN again, or unset it.",
        )
    return Hub(address, token or None)


def _read_repository(told: Any, asked: str, revision: str) -> Repository:
    card = told.get("cardData") or {}
    licence = card.get("license_name") or card.get("license")
    if licence is None:
        tags = (tag for tag in told.get("tags", []) if str(tag).startswith("license:"))
        licence = next(tags, "").partition(":")[2] or None
    name, commit = told.get("id"), told.get("sha")
    files = []
    for one in told["siblings"]:
        if one["rfilename"].lower().endswith(".gguf"):
            lfs = one.get("lfs") or {}
            sha256 = _as_sha256(lfs.get("sha256") or lfs.get("oid") or "")
            size = lfs.get("size", one.get("size"))
            known = size if isinstance(size, int) and size > 0 else None
            files.append(Offered(one["rfilename"], known, sha256))
    is_name = isinstance(name, str) and re.fullmatch(r"[\w.-]+/[\w.-]+", name)
    is_commit = isinstance(commit, str) and re.fullmatch(r"[0-9a-f]{40,64}", commit)
    return Repository(
        name=name if is_name else asked,
        revision=commit if is_commit else revision,
        licence=str(licence) if licence else None,
        files=tuple(sorted(files, key=lambda file: file.path)),
    )


def _as_sha256(text: str) -> str | None:
    return text if _SHA256.fullmatch(text) else None


def _reason(error: httpx.RequestError) -> str:
    return re.sub(r"^\[Errno -?\d+\] ", "", str(error)) or type(error).__name__
