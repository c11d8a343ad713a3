"""One frozen `Config`, and where each of its values came from.

Order of trust: flag > `BYLINE_*` variable > file named by `--config` > `./byline.toml` >
the user's own file > what `byline models use` chose > default. The sentence under a field is
its documentation: `docs/config.md` is made of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, SettingsError

from rag.addresses import fault_of, without_secret
from rag.errors import ConfigInvalid, nearest
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Section(BaseModel):
    """A table of the configuration file."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class EmbedderSection(Section):
    """Which encoder turns text into vectors."""

    name: Literal["all-MiniLM-L6-v2"] = "all-MiniLM-L6-v2"
    """The sentence encoder; a change of it asks for `byline reindex`."""
    threads: int = Field(default=0, ge=0, le=256)
    """Threads of the encoder; 0 takes one for each physical core."""


class ModelSection(Section):
    """Which language model writes, and within which limits."""

    name: str = "smollm2-135m"
    """A name that `byline models` lists."""
    path: Path | None = None
    """A GGUF file on disk; where both are set in one place, it is used in place of `name`."""

    @field_validator("path", "endpoint_key_file", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    context: int = Field(default=4096, ge=512, le=1_048_576)
    """Context length in tokens; never more than the model was trained with."""
    threads: int = Field(default=0, ge=0, le=256)
    """Threads of llama.cpp; 0 takes one for each physical core."""
    max_tokens: int = Field(default=160, ge=8, le=4096)
    """The longest draft, in tokens."""
    temperature: float = Field(default=0.0, ge=0.0, le=2.0)
    """0 gives the same draft for the same question."""
    seed: int = Field(default=7, ge=0)
    """Seed of the sampler."""
    memory_limit_mb: int = Field(default=0, ge=0)
    """Private memory that the model's process may take; 0 sets it from the file's size."""
    hub: str = "https://huggingface.co"
    """Where `byline models pull` fetches from; a mirror of it has the same addresses."""
    endpoint: str = ""
    """Address, up to its `/v1`, of an OpenAI-compatible server that writes in place of a file;
    questions and evidence are sent there. Nothing is sent anywhere when empty."""
    endpoint_model: str = ""
    """What that server calls the model; the first one it lists when empty."""
    endpoint_key_file: Path | None = None
    """A file with the server's key; without one, the variable `BYLINE_ENDPOINT_KEY` is used."""

    @field_validator("endpoint")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and (fault := fault_of(value)):
            raise ValueError(fault)
        return value


class RetrieveSection(Section):
    """How much is looked at before a sentence is chosen."""

    passages: int = Field(default=24, ge=1, le=500)
    """Passages taken from the search for the choice of sentences."""


class AnswerSection(Section):
    """How an answer is put together and when it is refused."""

    mode: Mode = Mode.AUTO
    """Who words the answer: `auto`, `quote` or `write`."""
    sources: int = Field(default=5, ge=1, le=30)
    """Evidence sentences given to the writer."""
    statements: int = Field(default=4, ge=1, le=20)
    """The most statements in one answer."""
    decline_below: float = Field(default=0.45, ge=0.0, le=1.0)
    """An answer is refused when the probability that the evidence answers is less."""


class JudgeSection(Section):
    """How sentences are checked against their sources."""

    second_opinion: bool = False
    """Ask the language model too where the judge is not sure; slow, and no better with a small
    one (`docs/verifier.md` has the figures)."""


class Config(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
        env_prefix="BYLINE_",
        env_nested_delimiter="__",
    )

    home: Path
    """The folder of the archive: catalogue, index, models and state."""
    embedder: EmbedderSection = EmbedderSection()
    """Which encoder turns text into vectors."""
    model: ModelSection = ModelSection()
    """Which language model writes, and within which limits."""
    retrieve: RetrieveSection = RetrieveSection()
    """How much is looked at before a sentence is chosen."""
    answer: AnswerSection = AnswerSection()
    """How an answer is put together and when it is refused."""
    judge: JudgeSection = JudgeSection()
    """How sentences are checked against their sources."""

    @classmethod
    def settings_customise_sources(  # type: ignore[override]  # called by keyword only
        cls, settings_cls: type[BaseSettings], **sources: Any
    ) -> tuple[Any, ...]:
        """Read nothing behind the caller's back: `load_config` goes through the sources."""
        del settings_cls
        return (sources["init_settings"],)

    @property
    def sha256(self) -> str:
        """Hash of all values that can change an answer; the place of the archive cannot."""
        values = self.model_dump(
            mode="json", exclude={"home": True, "model": {"hub", "endpoint_key_file"}}
        )
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


class LoadedConfig(BaseModel):
    """A configuration together with the origin of each value, by dotted name."""

    model_config = ConfigDict(frozen=True)

    config: Config
    origins: dict[str, str]

    def values(self) -> dict[str, object]:
        """Every value by dotted name."""
        return _flatten(self.config.model_dump(mode="json"))


def default_home() -> Path:
    """The platform's user data folder for Byline."""
    from platformdirs import user_data_path

    return user_data_path("byline", appauthor=False)


def user_file() -> Path:
    """The user's own configuration file."""
    from platformdirs import user_config_path

    return user_config_path("byline", appauthor=False) / "config.toml"


def load_config(
    *,
    flags: Mapping[str, object] | None = None,
    file: Path | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> LoadedConfig:
    """Put the configuration together from every place it may be set.

    Args:
        flags: Dotted names and values that the person typed; None values are ignored.
        file: The file named by `--config`.
        environ: Variables; `os.environ` when None. `BYLINE_HOME` is `home`,
            `BYLINE_MODEL__SEED` is `model.seed`.
        folder: Where `byline.toml` is looked for; the current folder when None.

    Raises:
        ConfigInvalid: A file cannot be read, a key is unknown or a value is wrong.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, object] = {"home": default_home()}
    origins = dict.fromkeys(_flatten(Config.model_construct().model_dump() | values), "default")
    layers: list[tuple[str, dict[str, object]]] = [
        (str(path), _read_file(path, required=path == file))
        for path in (user_file(), (folder or Path.cwd()) / "byline.toml", file)
        if path is not None
    ]
    layers.append(("environment", _read_environ(environ)))
    layers.append(("flag", {k: v for k, v in (flags or {}).items() if v is not None}))
    for source, layer in layers:
        if source not in {"flag", "environment"}:
            _anchor(layer, Path(source).parent)
    layers.insert(0, _chosen_model(layers, values["home"]))
    for source, layer in layers:
        for weaker in _set_aside(layer):
            # Who names a model here does not mean what a weaker place named.
            if values.pop(weaker, None) is not None:
                origins[weaker] = "default"
        for name, value in layer.items():
            if name not in origins:
                raise _unknown_key(name, source, origins)
            values[name] = value
            origins[name] = _variable(name) if source == "environment" else source
    return LoadedConfig(config=_validated(values, origins), origins=origins)


def _set_aside(layer: Mapping[str, object]) -> Iterator[str]:
    """Settings of weaker places that a place overrules by naming a model in another way."""
    if "model.name" in layer and "model.path" not in layer:
        yield "model.path"
    if layer.keys() & {"model.name", "model.path"} and "model.endpoint" not in layer:
        yield "model.endpoint"


def _anchor(layer: dict[str, object], folder: Path) -> None:
    """A relative path in a file means relative to that file, wherever one stands."""
    for name in ("home", "model.path", "model.endpoint_key_file"):
        if isinstance(written := layer.get(name), str):
            layer[name] = folder / _place(written)


def _chosen_model(
    layers: list[tuple[str, dict[str, object]]], home: object
) -> tuple[str, dict[str, object]]:
    """What `byline models use` wrote into the archive that the layers name."""
    for _, layer in layers:
        home = layer.get("home", home)
    path = _place(str(home)) / "state" / "model.toml"
    return str(path), _read_file(path, required=False)


def _validated(values: Mapping[str, object], origins: Mapping[str, str]) -> Config:
    nested: dict[str, Any] = {}
    for name, value in values.items():
        section, _, key = name.rpartition(".")
        (nested.setdefault(section, {}) if section else nested)[key] = value
    if isinstance(nested["home"], (str, Path)):
        nested["home"] = _place(nested["home"]).absolute()
    try:
        return Config.model_validate(nested)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        why = first["msg"].removeprefix("Value error, ")
        raise ConfigInvalid(
            f"{name} cannot be {without_secret(first['input'])}",
            detail=f"{why} (set in {_where(name, origins.get(name, 'default'))}).",
            remedy=f"Correct `{name}` there; `byline config show` lists all values.",
        ) from error


def _flatten(table: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat.update(_flatten(value, f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _read_file(path: Path, *, required: bool) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if not required:
            return {}
        raise ConfigInvalid(
            f"no configuration file at {path}",
            remedy="Name a file that exists with `--config FILE`, or leave the option out.",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigInvalid(
            f"cannot read {path}", detail=str(error), remedy="Mend the file or remove it."
        ) from error
    try:
        return _flatten(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigInvalid(
            f"{path} is not valid TOML", detail=str(error), remedy="Mend that line."
        ) from error


def _variable(name: str) -> str:
    return "BYLINE_" + name.replace(".", "__").upper()


def _read_environ(environ: Mapping[str, str]) -> dict[str, object]:
    source = EnvSettingsSource(Config, env_ignore_empty=True)
    source.env_vars = {name.lower(): value for name, value in environ.items() if value}
    try:
        return _flatten(source())
    except SettingsError as error:
        raise ConfigInvalid(
            "a BYLINE_ variable cannot be read",
            detail=str(error),
            remedy="Set single values, such as BYLINE_MODEL__SEED=7.",
        ) from error


def _unknown_key(name: str, source: str, known: Mapping[str, str]) -> ConfigInvalid:
    hint = nearest(name, known)
    return ConfigInvalid(
        f"unknown setting {name!r}",
        detail=f"It stands in {_where(name, source)}.",
        remedy=f"Did you mean `{hint}`?" if hint else "`byline config show` lists all settings.",
    )


def _where(name: str, source: str) -> str:
    """The source of a setting, with the line on which a file sets it."""
    try:
        lines = Path(source).read_text(encoding="utf-8").splitlines()
    except OSError:
        return source  # a flag, a variable, or the default
    table = ""
    for number, line in enumerate(lines, 1):
        if heading := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            table = heading[1] + "."
        key = re.match(r"\s*([\w.-]+)\s*=", line)
        if key and f"{name}.".startswith(f"{table}{key[1]}."):
            return f"{source} (line {number})"
    return source


def _place(written: str | Path) -> Path:
    try:
        return Path(written).expanduser()
    except RuntimeError:
        return Path(written)  # `~somebody` unknown to the system is a name like any other
