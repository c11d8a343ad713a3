"""The composition root: the only place that names concrete adapters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rag.engine import Engine, ignore
from rag.errors import as_disk_problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rag.config import Config
    from rag.ports import AnswerReader, Embedder, LanguageModel, Verifier


def open_engine(
    config: Config,
    *,
    archive: Path | None = None,
    notify: Callable[[str], None] = ignore,
    model: LanguageModel | None = None,
    embedder: Embedder | None = None,
    reader: AnswerReader | None = None,
    clock: Callable[[], date] = date.today,
) -> Engine:
    """Open an archive, making it when it is not there.

    Args:
        config: Settings; models and state live in `config.home` whatever the archive.
        archive: Folder of catalogue, index and lock; `config.home` when None.
        notify: Told what a person should know and is not an answer.
        model: Writes in place of the one that is configured.
        embedder: Encodes in place of the one that is configured.
        reader: Reads questions and sentences in place of the one that comes with Byline.
        clock: Says which day it is.

    Raises:
        DiskProblem: The folder cannot be made or written.
        ArchiveDamaged: The catalogue cannot be read or was made by another version.
    """
    from rag.index.archive import Archive
    from rag.index.catalog import Catalog
    from rag.index.chroma import ChromaIndex

    folder = archive or config.home
    with as_disk_problem(folder):
        folder.mkdir(parents=True, exist_ok=True)
    embedder = embedder or _encoder(config)
    catalog = Catalog(folder / "catalog.sqlite")
    index = ChromaIndex(folder / "chroma", embedder=embedder.name, dimension=embedder.dimension)
    parts = Archive(folder, catalog, index)
    writer = model or open_writer(config)
    verifier = open_verifier(config, writer)
    reader = reader or open_reader(config)
    return Engine(config, parts, embedder, reader, writer, verifier, notify, clock)


def open_reader(config: Config) -> AnswerReader:
    """What tells which sentences answer a question; nothing is loaded yet."""
    from rag.models.reader.network import ReaderNetwork

    return ReaderNetwork(*_network_parts(config))


def open_verifier(config: Config, model: LanguageModel | None = None) -> Verifier:
    """Open what judges sentences; it needs no archive, and no language model unless one is set.

    Args:
        config: Settings; `judge.second_opinion` asks for a language model too.
        model: Gives the second opinion; the configured one when None.
    """
    from rag.answer.verifying.judging import JudgeVerifier
    from rag.answer.verifying.weights import WEIGHTS
    from rag.models.judge.network import Network

    network = Network(*_network_parts(config))
    judge = JudgeVerifier(network, WEIGHTS)
    if not config.judge.second_opinion:
        return judge
    from rag.answer.verifying.second import SecondOpinion

    return SecondOpinion(judge, model or open_writer(config))


def _network_parts(config: Config) -> tuple[Path, int, Callable[[Path], str]]:
    """Tokenizer, threads and a memory of hashes, which the packaged networks share."""
    from rag.files import remembered_sha256
    from rag.index.embedders.minilm import weights_folder
    from rag.machine import physical_cores

    memory = cache_folder() / "hashes.json"
    return (
        weights_folder() / "tokenizer.json",
        config.embedder.threads or physical_cores(),
        lambda path: remembered_sha256(path, memory),
    )


def cache_folder() -> Path:
    """Where files that can be made again are kept, shared by all archives of a user."""
    from platformdirs import user_cache_path

    return user_cache_path("byline", appauthor=False)


def _encoder(config: Config) -> Embedder:
    from rag.index.embedders.minilm import MiniLM

    return MiniLM(cache=cache_folder(), threads=config.embedder.threads)


def open_writer(config: Config) -> LanguageModel:
    """The language model that is configured: a server or a file; nothing is loaded yet."""
    if config.model.endpoint:
        from rag.models.endpoint import Endpoint

        return Endpoint(config.model)
    from rag.models.llama import open_model

    return open_model(config)
