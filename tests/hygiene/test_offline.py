"""The guard around every test does what it says."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_a_test_that_reaches_out_fails(no_network: list[str], host: str) -> None:
    with pytest.raises(pytest.fail.Exception, match="tests run offline"):
        socket.create_connection((host, 80), timeout=0.1)

    assert host in no_network.pop()


def test_a_datagram_does_not_leave_either(no_network: list[str]) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
        pytest.raises(pytest.fail.Exception, match="tests run offline"),
    ):
        sender.sendto(b"hello", ("192.0.2.1", 53))

    assert no_network.pop()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_may_be_talked_to(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection((host, server.getsockname()[1])) as client:
            client.sendall(b"hello")
        connection, _ = server.accept()
        with connection:
            assert connection.recv(5) == b"hello"


def test_a_local_socket_may_be_opened(tmp_path: Path) -> None:
    place = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(place)
        server.listen()

        client.connect(place)


def test_the_home_of_a_test_is_not_that_of_the_person_who_runs_it(own_home: Path) -> None:
    assert Path.home() == own_home
    assert not any(name == "BYLINE_HOME" for name in os.environ)
