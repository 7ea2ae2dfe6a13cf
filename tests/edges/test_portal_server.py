"""The portal behind the real server: its port, floods, and an upload without an end."""

import http.client
import select
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient

from griffie.api.server.entrances import PortalPort
from griffie.application.access.doors import PORTAL
from tests.edges.test_entrances import asked
from tests.edges.test_trouble import made
from tests.given.ports import free_port
from tests.given.server import Server, answer_of, served

FORM = {"rights": "access", "email": "ludmilla@wittebolle.example", "lang": "en"}
LOCAL = "127.0.0.1"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("portal") / "data"
    made(folder)
    with served(folder, "--proxy", LOCAL) as one:
        yield one


def sent(port: int, path: str, said: dict[str, str], address: str) -> tuple[int, str, bytes]:
    """A form from an address, as a proxy hands it on: status, Retry-After, body."""
    connection = http.client.HTTPConnection(LOCAL, port, timeout=30)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": address}
        headers["Accept-Language"] = "en"
        connection.request("POST", path, urlencode(said), headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Retry-After", ""), answer.read()
    finally:
        connection.close()


def test_who_floods_waits_and_others_do_not(server: Server) -> None:
    said = [sent(server.port, "/portal/new", FORM, "198.51.100.7") for _ in range(35)]

    assert {status for status, _, _ in said[:30]} == {201}
    status, again, body = said[-1]
    assert (status, again.isdecimal()) == (429, True)
    assert b"A little slower" in body
    assert sent(server.port, "/portal/new", FORM, "203.0.113.9")[0] == 201
    assert server.ask("/portal/new").status == 200


def test_wrong_codes_are_slowed_for_each_address_and_each_reference(server: Server) -> None:
    wrong = {"reference": "AAAAA-AAAAA", "secret": "x", "lang": "en"}

    one = [sent(server.port, "/portal/status", wrong, "198.51.100.80")[0] for _ in range(22)]
    many = [
        sent(server.port, "/portal/status", wrong | {"reference": "BBBBB-BBBBB"}, f"192.0.2.{n}")[0]
        for n in range(22)
    ]

    assert one == many == [404] * 20 + [429] * 2


def head(length: str, path: str = "/portal/new") -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: 203.0.113.77\r\n"
        f"accept-language: en\r\n"
        f"content-type: multipart/form-data; boundary=x\r\n{length}\r\n\r\n"
    ).encode()


FORMS = [door.removeprefix("POST ") for door in PORTAL if door.startswith("POST ")]


@pytest.mark.parametrize("path", FORMS)
def test_a_gigabyte_is_refused_before_it_is_read_at_every_form(server: Server, path: str) -> None:
    with server.connect() as one:
        one.sendall(head(f"content-length: {1 << 30}", path.replace("{link}", "A" * 40)))
        answer = answer_of(one)

    assert answer.status == 413
    assert b"Too much at once" in answer.body
    assert "connection: close" in answer.head


def test_an_endless_upload_is_answered_before_its_end(server: Server) -> None:
    piece = b"100000\r\n" + b"x" * (1 << 20) + b"\r\n"
    opening = b'--x\r\ncontent-disposition: form-data; name="files"; filename="f"\r\n\r\n'
    with server.connect() as one:
        one.sendall(head("transfer-encoding: chunked"))
        one.sendall(f"{len(opening):x}\r\n".encode() + opening + b"\r\n" + piece * 12)
        answer = answer_of(one)

    assert answer.status == 413
    assert b"Too much at once" in answer.body
    assert server.ask("/portal").status == 200


def test_without_the_portal_there_is_nothing_at_its_address() -> None:
    client = TestClient(PortalPort(PlainTextResponse("here"), None))

    for path in ("/portal", "/portal/", "/portal/new", "/portal/status/copy"):
        assert client.get(path).status_code == 404
    for path in ("/", "/portals", "/login", "/healthz"):
        assert client.get(path).text == "here"


def test_on_its_own_port_is_the_portal_and_nothing_else(tmp_path: Path) -> None:
    made(tmp_path / "data")
    port = free_port()
    with served(tmp_path / "data", "--portal-port", str(port)) as server:
        found, page = asked(port, "/portal/new", LOCAL)
        assert found == 200
        style = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert asked(port, style, LOCAL)[0] == 200
        assert asked(server.port, "/portal/new", LOCAL)[0] == 404
        for path in (
            "/",
            "/login",
            "/api/v1/law",
            "/metrics",
            "/requests/new",
            "/portals",
            "/docs",
        ):
            assert asked(port, path, LOCAL)[0] == 404, path
        assert asked(server.port, "/login", LOCAL)[0] == 200
        assert asked(port, "/healthz", LOCAL)[0] == 200


def test_a_slow_body_holds_no_more_than_its_share(server: Server) -> None:
    slow = head("content-length: 1000").replace(b"203.0.113.77", b"203.0.113.99") + b"--x\r\n"
    with ExitStack() as opened:
        sent_slowly = [opened.enter_context(server.connect()) for _ in range(5)]
        for one in sent_slowly:
            one.sendall(slow)

        refused, _, _ = select.select(sent_slowly, [], [], 30)  # whichever of the five came last
        assert [one.recv(12) for one in refused] == [b"HTTP/1.1 503"]
        assert sent(server.port, "/portal/new", FORM, "203.0.113.100")[0] == 201
        assert not select.select(set(sent_slowly) - set(refused), [], [], 0)[0]
