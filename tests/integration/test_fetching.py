"""Pages and feeds from a server on this machine, and every way in which one can be hostile."""

from __future__ import annotations

import gzip
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest

from rag import __version__
from rag.ingest.fetching import (
    Fetched,
    Fetcher,
    FileMemory,
    Unchanged,
    documents_of,
    is_address,
    kind_of,
)
from rag.ingest.guarded import is_public
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from ipaddress import IPv4Address, IPv6Address
    from pathlib import Path

WORDS = "The bridge at Karv was shut on Monday after a barge struck its western pier."
PAGE = f"<html><h1>Bridge shut</h1><p>{WORDS}</p></html>".encode()
FEED = (
    "<rss version='2.0'><channel><title>Karv Post</title>"
    f"<item><guid>g</guid><description>{WORDS}</description></item></channel></rss>"
).encode()


@dataclass
class Site:
    """What the server answers, and what it was asked."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    def put(self, path: str, body: bytes = b"", status: int = 200, **heads: str) -> str:
        self.pages[path] = (status, {k.replace("_", "-"): v for k, v in heads.items()}, body)
        return self.url + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serving(site: Site) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            status, heads, body = site.pages.get(self.path, (404, {}, b""))
            if heads.get("ETag") and self.headers.get("If-None-Match") == heads["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **heads}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    with serving(made):
        yield made


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(may_reach=lambda address: str(address) == "127.0.0.1")


def fetched(fetcher: Fetcher, url: str) -> Fetched:
    found = fetcher.fetch(url)
    assert isinstance(found, Fetched), found
    return found


def refused(fetcher: Fetcher, url: str) -> str:
    found = fetcher.fetch(url)
    assert isinstance(found, Failure), found
    assert found.path == url
    assert found.remedy.endswith(".")
    return found.problem


def test_a_page_is_fetched_and_read(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/2026/bridge", PAGE, Content_Type="text/html; charset=utf-8")

    (found,) = documents_of(fetched(fetcher, url))

    assert isinstance(found, Document)
    assert (found.key, found.text) == (url, WORDS)
    assert found.metadata["url"] == url
    assert site.asked[-1][1]["User-Agent"] == f"byline/{__version__}"


def test_a_feed_is_read_as_one_whatever_it_is_called(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/feed", FEED, Content_Type="text/html")

    (found,) = documents_of(fetched(fetcher, url))

    assert isinstance(found, Document)
    assert (found.key, found.text) == (f"{url}#g", WORDS)


def test_what_is_neither_is_told(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/a.mp4", b"\x00" * 99, Content_Type="video/mp4")

    (found,) = documents_of(fetched(fetcher, url))

    assert isinstance(found, Failure)
    assert "video/mp4" in found.problem


def test_a_redirect_is_followed_and_its_end_is_the_address_of_the_article(
    site: Site, fetcher: Fetcher
) -> None:
    url = site.put("/old", status=301, Location="/new#top")
    site.put("/new", PAGE, Content_Type="text/html")

    found = fetched(fetcher, url)

    assert (found.url, found.place) == (url, f"{site.url}/new")


def test_a_circle_of_redirects_ends(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/a", status=302, Location="/b")
    site.put("/b", status=302, Location="/a")

    assert "in a circle" in refused(fetcher, url)


def test_a_long_chain_of_redirects_ends(site: Site, fetcher: Fetcher) -> None:
    for number in range(9):
        site.put(f"/{number}", status=307, Location=f"/{number + 1}")

    assert "more than 5 times" in refused(fetcher, f"{site.url}/0")
    assert "/6" not in site.paths()


@pytest.mark.parametrize(
    "host",
    "127.0.0.2 localhost 10.0.0.1 [::1] 169.254.169.254 2130706433 [::ffff:127.0.0.2] "
    "house.example both.example".split(),
)  # fmt: skip
def test_a_redirect_into_a_private_network_is_refused(
    site: Site, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page on the web must not make the program fetch from the person's own house."""
    names = {"2130706433": ["127.0.0.1"], "house.example": ["192.168.1.1"],
             "both.example": ["93.184.215.14", "10.0.0.1"], "localhost": ["127.0.0.1"]}  # fmt: skip
    monkeypatch.setattr("rag.ingest.guarded.resolve", lambda name, _: names[name])
    url = site.put("/", status=302, Location=f"http://{host}/latest")

    def may_reach(address: IPv4Address | IPv6Address) -> bool:
        # The first two requests are those to the server of this test.
        return is_public(address) or (len(site.asked) < 2 and str(address) == "127.0.0.1")

    assert "private network" in refused(Fetcher(may_reach=may_reach), url)
    assert len(site.asked) == 2


def test_this_machine_is_not_fetched_from_unless_it_is_allowed(site: Site) -> None:
    assert "private network" in refused(Fetcher(), site.put("/", PAGE))
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False),
        ("224.0.0.1", False), ("::1", False), ("fe80::1", False), ("fc00::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_only_the_open_internet_is_public(address: str, expected: bool) -> None:  # noqa: FBT001
    assert is_public(ip_address(address)) is expected


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://127.0.0.1/a", "only http"),
        ("file:///etc/passwd", "only http"),
        ("http:///a", "only http"),
        ("http://[::1", "only http"),
        ("http://127.0.0.1:99999/", "only http"),
        ("http://me:secret@127.0.0.1/", "password"),
        ("http://127.0.0.1:1/", "cannot be fetched"),
    ],
)
def test_an_address_that_cannot_be_fetched_is_told(fetcher: Fetcher, url: str, words: str) -> None:
    assert words in refused(fetcher, url)


def test_what_robots_txt_forbids_is_not_fetched(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /private\n")
    closed, opened = site.put("/private/a", PAGE), site.put("/a", PAGE)

    assert "robots.txt" in refused(fetcher, closed)
    assert fetched(fetcher, opened).data == PAGE
    assert site.paths() == ["/robots.txt", "/a"]


def test_a_site_that_cannot_say_what_it_allows_is_left_alone(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", status=503)

    assert "robots.txt cannot be read" in refused(fetcher, site.put("/a", PAGE))


def test_what_has_not_changed_is_not_sent_again(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    url = site.put("/a", PAGE, ETag='"1"', Last_Modified="Mon, 02 Mar 2026 08:00:00 GMT")
    fetcher.memory = FileMemory(tmp_path / "state" / "fetched.json")

    first = fetched(fetcher, url)
    again = fetcher.fetch(url)
    fetcher.memory.keep(url, first.validators)
    last = fetcher.fetch(url)

    assert isinstance(again, Fetched)  # nothing is remembered before the articles are stored
    assert last == Unchanged(url)
    assert site.asked[-1][1]["If-Modified-Since"] == "Mon, 02 Mar 2026 08:00:00 GMT"


def test_a_damaged_memory_is_as_good_as_none(tmp_path: Path) -> None:
    file = tmp_path / "fetched.json"
    for damage in ("", "{", "[]", '{"u": 3}', "[" * 99_999):
        file.write_text(damage)

        assert FileMemory(file).recall("u") == {}

    FileMemory(file).keep("u", {"etag": "1"})
    assert json.loads(file.read_text()) == {"u": {"etag": "1"}}


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_that_is_too_large_is_refused_while_it_comes(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, *, packed: bool
) -> None:
    """A small answer may unpack to a large one."""
    monkeypatch.setattr("rag.ingest.fetching.LARGEST", 100_000)
    body = b"0" * 2_000_000
    heads = {"Content_Encoding": "gzip"} if packed else {}
    url = site.put("/a", gzip.compress(body) if packed else body, **heads)

    assert "larger than" in refused(fetcher, url)


@pytest.mark.parametrize("status", [404, 403, 500])
def test_an_answer_that_is_no_page_is_told(site: Site, fetcher: Fetcher, status: int) -> None:
    assert f"answers {status}" in refused(fetcher, site.put("/a", PAGE, status=status))


def test_a_server_that_breaks_off_is_told(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/a", PAGE, Content_Length="999999")
    broken = site.put("/b", b"not gzip", Content_Encoding="gzip")

    assert "cannot be fetched" in refused(fetcher, url)
    assert "cannot be fetched" in refused(fetcher, broken)


@pytest.mark.parametrize(
    ("data", "kind", "place", "suffix"),
    [
        (PAGE, "text/html", "http://a/b", ".html"),
        (FEED, "text/plain", "http://a/b", ".xml"),
        (b"<?xml version='1.0'?><!-- x --><feed/>", "text/html", "http://a/b", ".xml"),
        (b"<!doctype html><p>x", "application/xml", "http://a/b", ".html"),
        (b"%PDF-1.7", "", "http://a/b", ".pdf"),
        (b"words", "text/plain", "http://a/b.html", ".txt"),
        (b'{"text": "x"}', "application/json", "http://a/b", ".json"),
        (b"words", "application/octet-stream", "http://a/b.md?x=1", "b.md"),
        (b"words", "image/png", "http://a/b.md", None),
        (b"words", "", "http://a/b", None),
    ],
)
def test_what_was_sent_is_told_by_its_bytes_its_type_and_its_name(
    data: bytes, kind: str, place: str, suffix: str | None
) -> None:
    assert kind_of(Fetched(place, place, data, kind, None, {})) == suffix


def test_an_address_is_told_from_a_file() -> None:
    assert [is_address(a) for a in ("HTTPS://a/b", "http.html", "/a/http://b")] == [
        True, False, False,
    ]  # fmt: skip
