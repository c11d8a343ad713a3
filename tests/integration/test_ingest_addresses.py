"""Pages and feeds by their address, from a server on this machine into an archive."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from rag.events import IngestReport
from rag.ingest.fetching import Fetcher, FileMemory
from rag.testing import archive_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.engine import Engine

ITEM = "<item><guid>{0}</guid><title>{0} report</title><description>{1}</description></item>"
BRIDGE = "The bridge at Karv was shut on Monday after a barge struck its western pier."
FERRY = "The night ferry from Karv will sail again on Friday, the harbour office said."


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def publish(tmp_path: Path, **items: str) -> None:
    body = "".join(ITEM.format(name, words) for name, words in items.items())
    feed = f"<rss version='2.0'><channel><title>Karv Post</title>{body}</channel></rss>"
    (tmp_path / "site" / "feed.xml").write_text(feed, encoding="utf-8")


def ingest(engine: Engine, tmp_path: Path, address: str) -> IngestReport:
    fetcher = Fetcher(FileMemory(tmp_path / "fetched.json"), may_reach=lambda _: True)
    *_, report = engine.ingest([address], fetcher=fetcher)
    assert isinstance(report, IngestReport)
    return report


def test_a_feed_goes_in_with_its_outlet_and_is_asked_for_only_when_it_changes(
    site: str, tmp_path: Path
) -> None:
    publish(tmp_path, bridge=BRIDGE, ferry=FERRY)
    with archive_engine(tmp_path) as engine:
        first = ingest(engine, tmp_path, f"{site}/feed.xml")
        again = ingest(engine, tmp_path, f"{site}/feed.xml")

        assert (first.added, first.failed) == (2, ())
        assert (again.added, again.unchanged) == (0, 2)
        assert {a.outlet for a in engine.articles()} == {"Karv Post"}
        assert {a.published for a in engine.articles()} == {None}


def test_what_leaves_a_feed_stays_in_the_archive(site: str, tmp_path: Path) -> None:
    """A feed shows the latest items only; the archive is there to keep the others."""
    publish(tmp_path, bridge=BRIDGE, ferry=FERRY)
    with archive_engine(tmp_path) as engine:
        ingest(engine, tmp_path, f"{site}/feed.xml")
        (tmp_path / "fetched.json").unlink()
        publish(tmp_path, ferry=FERRY)

        report = ingest(engine, tmp_path, f"{site}/feed.xml")

        assert report.gone == ()
        assert len(engine.articles()) == 2


def test_a_page_that_is_not_there_is_one_failure_and_the_rest_goes_in(
    site: str, tmp_path: Path
) -> None:
    publish(tmp_path, bridge=BRIDGE)
    with archive_engine(tmp_path) as engine:
        fetcher = Fetcher(may_reach=lambda _: True)
        addresses = [f"{site}/none.html", f"{site}/feed.xml"]

        *_, report = engine.ingest(addresses, fetcher=fetcher)

        assert isinstance(report, IngestReport)
        assert report.added == 1
        assert [f.problem for f in report.failed] == ["the server answers 404"]


def test_an_address_in_a_private_network_is_refused_unless_it_is_allowed(
    site: str, tmp_path: Path
) -> None:
    publish(tmp_path, bridge=BRIDGE)
    with archive_engine(tmp_path) as engine:
        *_, report = engine.ingest([f"{site}/feed.xml"])

        assert isinstance(report, IngestReport)
        assert report.added == 0
        assert "private network" in report.failed[0].problem
