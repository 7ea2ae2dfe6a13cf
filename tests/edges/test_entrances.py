"""Names that are answered, figures on a port of their own, and a network without TLS."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from griffie.api.server.entrances import is_loopback
from tests.edges.test_trouble import made
from tests.given.ports import free_port
from tests.given.server import Server, served

OFFICE = ("registry.office.example", "*.inside.example")


def asked(port: int, path: str, host: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, int]]:
    folder = tmp_path_factory.mktemp("entrances") / "data"
    made(folder)
    port = free_port()
    hosts = [word for host in OFFICE for word in ("--allowed-host", host)]
    with served(folder, "--watch-port", str(port), *hosts) as server:
        yield server, port


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("registry.office.example", 200),
        ("REGISTRY.office.example:443", 200),
        ("a.inside.example", 200),
        ("127.0.0.1", 200),
        ("localhost:8000", 200),
        ("[::1]:8000", 200),
        ("inside.example", 421),
        ("rebound.attacker.example", 421),
        ("registry.office.example.attacker.example", 421),
        ("xregistry.office.example", 421),
        ("192.0.2.7", 421),
    ],
)
def test_only_named_hosts_are_answered(watched: tuple[Server, int], host: str, status: int) -> None:
    found, body = asked(watched[0].port, "/api/v1/law", host)

    assert found == status
    if status != 200:
        assert '"/problems/host"' in body
        assert host not in body
    assert asked(watched[0].port, "/healthz", host)[0] == 200


def test_figures_and_readiness_are_on_their_own_port_and_nothing_else_is(
    watched: tuple[Server, int],
) -> None:
    server, port = watched

    for path in ("/metrics", "/readyz"):
        assert asked(port, path, "127.0.0.1")[0] == 200
        assert asked(server.port, path, "127.0.0.1")[0] == 404
    for path in (
        "/",
        "/login",
        "/api/v1/law",
        "/api/v1/audit/checkpoint",
        "/metrics/",
        "//metrics",
    ):
        assert asked(port, path, "127.0.0.1")[0] == 404, path
    assert asked(port, "/healthz", "127.0.0.1")[0] == 200


def test_without_options_every_name_and_every_address_is_answered(tmp_path: Path) -> None:
    made(tmp_path / "data")
    with served(tmp_path / "data") as server:
        assert asked(server.port, "/metrics", "any.example")[0] == 200
        assert "TLS" not in server.said()


@pytest.mark.parametrize(
    ("options", "warned"),
    [
        (("--host", "0.0.0.0"), True),  # noqa: S104 - that is what is warned about
        (("--host", "0.0.0.0", "--proxy", "127.0.0.1"), False),  # noqa: S104
        (("--host", "localhost"), False),
    ],
)
def test_serving_a_network_in_clear_is_said(
    tmp_path: Path,
    options: tuple[str, ...],
    warned: bool,  # noqa: FBT001 - a row of the table
) -> None:
    made(tmp_path / "data")
    with served(tmp_path / "data", *options) as server:
        assert ("Griffie itself speaks no TLS" in server.said()) == warned


def test_what_is_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.9.1", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "a.example", "")))  # noqa: S104
