"""What somebody without a token can do to a serving process: take neither its time nor a place."""

import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from tests.edges.briefly import LIMITS
from tests.given.server import Server, answer_of, served

BRIEFLY = (sys.executable, "-m", "tests.edges.briefly")
SOON = 9
"""Seconds, less than a head and a body are given where nobody says otherwise."""
ASKED = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("edges") / "data"


@pytest.fixture(scope="module")
def token(folder: Path) -> str:
    store = open_store(folder)
    made = store.access.create_token(Role.DPO)
    store.engine.close()
    return made


@pytest.fixture(scope="module")
def server(folder: Path, token: str) -> Iterator[Server]:
    with served(folder, program=BRIEFLY) as one:
        yield one


def drips(one: socket.socket, drop: bytes) -> None:
    """Send a little again and again until the other side closes; at most two minutes."""
    with suppress(ConnectionError):
        for _ in range(2400):
            one.sendall(drop)
            time.sleep(0.05)


def test_a_head_must_be_whole_in_time_however_it_drips(server: Server) -> None:
    begun = time.monotonic()
    with server.connect() as one:
        one.sendall(b"GET /healthz HTTP/1.1\r\n")
        drips(one, b"a: b\r\n")
        assert 0.4 < time.monotonic() - begun < SOON


def test_who_connects_and_says_nothing_is_let_go(server: Server) -> None:
    begun = time.monotonic()
    with server.connect() as one:
        assert answer_of(one).status == 0
    assert 0.4 < time.monotonic() - begun < SOON


def test_half_a_head_is_told_that_it_was_too_slow(server: Server) -> None:
    with server.connect() as one:
        one.sendall(ASKED[:20])
        answer = answer_of(one)
    assert answer.status == 408
    assert b"/problems/slow" in answer.body


def test_a_body_comes_at_a_least_rate_or_not_at_all(server: Server, token: str) -> None:
    begun = time.monotonic()
    with server.connect() as one:
        head = f"POST /api/v1/requests HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"
        one.sendall(f"{head}content-length: 900000\r\n\r\n{{".encode())
        assert answer_of(one).status == 408
    assert 0.4 < time.monotonic() - begun < SOON


def test_a_body_that_keeps_the_rate_may_take_longer_than_the_grace(
    server: Server, token: str
) -> None:
    size, piece = 300_000, 30_000
    head = f"POST /api/v1/requests HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"

    def sent(one: socket.socket) -> bool:
        begun = time.monotonic()
        one.sendall(f"{head}connection: close\r\ncontent-length: {size}\r\n\r\n".encode())
        for pieces in range(size // piece):
            time.sleep(0.15)
            if time.monotonic() - begun > LIMITS.body_grace / 2 + pieces * piece / LIMITS.body_rate:
                return False  # the rate was not kept: this machine is late
            one.sendall(b" " * piece)
        assert time.monotonic() - begun > LIMITS.body_grace
        return True

    for _ in range(50):
        with server.connect() as one:
            if sent(one):
                # It was read: whitespace is no JSON.
                assert answer_of(one).status == 422
                return
    raise AssertionError("the rate was never kept")


def test_an_idle_connection_is_closed_also_when_an_octet_comes_now_and_then(server: Server) -> None:
    with server.connect() as one:
        begun = time.monotonic()
        one.sendall(ASKED)
        assert one.recv(65536).startswith(b"HTTP/1.1 200")
        drips(one, b"\r\n")
        assert 0.5 < time.monotonic() - begun < SOON


def test_a_kept_connection_is_asked_again_and_again(server: Server) -> None:
    def asked(one: socket.socket) -> bool:
        for _ in range(6):
            begun = time.monotonic()
            one.sendall(ASKED)
            answer = b""
            while not answer.endswith(b"}"):
                more = one.recv(65536)
                assert more, "it was closed"
                answer += more
            assert answer.startswith(b"HTTP/1.1 200")
            time.sleep(0.3)
            if time.monotonic() - begun > LIMITS.idle_seconds - 0.2:
                return False  # nothing came for long: this machine is late
        return True

    for _ in range(50):
        with server.connect() as one:
            if asked(one):
                return
    raise AssertionError("nobody could ask in time")


@pytest.mark.parametrize(
    "endless",
    [
        pytest.param(b"x: " + b"a" * 70_000, id="one header that never ends"),
        pytest.param(b"x: a\r\n" * 12_000, id="many small ones"),
    ],
)
def test_a_head_of_more_than_64_kib_is_refused_while_it_comes_in(
    server: Server, endless: bytes
) -> None:
    with server.connect() as one:
        one.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\n" + endless)  # no end of the head
        assert answer_of(one).status == 400  # and not 408: it was not waited for


def test_a_long_address_is_refused_too(server: Server) -> None:
    with server.connect() as one:
        one.sendall(b"GET /" + b"a" * 70_000)
        assert answer_of(one).status == 400


def test_a_head_of_60_kib_and_a_large_body_are_taken(server: Server, token: str) -> None:
    body = b"[" + b" " * 900_000 + b"]"
    with server.connect() as one:
        head = f"POST /api/v1/requests HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"
        more = f"x: {'a' * 60_000}\r\nconnection: close\r\ncontent-length: {len(body)}\r\n\r\n"
        one.sendall((head + more).encode() + body)
        assert answer_of(one).status == 422


@pytest.mark.parametrize(
    "address",
    ["/api/v1/requests", f"/api/v1/requests/{'0' * 8}-0000-4000-8000-{'0' * 12}/documents"],
)
def test_without_a_token_nothing_of_a_body_is_waited_for(server: Server, address: str) -> None:
    with server.connect() as one:
        head = f"POST {address} HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n"
        kind = "content-type: multipart/form-data; boundary=x\r\n"
        one.sendall(f"{head}{kind}content-length: 1000000\r\n\r\n".encode())
        answer = one.recv(65536)
    assert answer.startswith(b"HTTP/1.1 401"), answer  # and neither 100 nor 408


def is_held(server: Server, one: socket.socket) -> bool:
    """Whether the server has its end of a connection open, as the system says."""
    mine, its = (f":{port:04X}" for port in (one.getsockname()[1], server.port))
    for line in Path("/proc/net/tcp").read_text().splitlines():
        words = line.split()
        if words[1].endswith(its) and words[2].endswith(mine):
            return words[9] != "0"  # the inode: none once nobody has it open
    return False


def waited(for_what: Callable[[], bool], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while not (found := for_what()) and time.monotonic() < until:
        time.sleep(0.02)
    return found


def test_who_does_not_take_the_answer_is_let_go(server: Server) -> None:
    with server.connect() as one:
        assert waited(lambda: is_held(server, one))
        one.sendall(b"GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n" * 40)
        assert waited(lambda: not is_held(server, one)), "it is still being served"


def test_the_silent_give_way_and_health_is_answered_all_the_time(server: Server) -> None:
    with ExitStack() as stack:
        for _ in range(LIMITS.connections * 3):
            stack.enter_context(server.connect()).sendall(b"GET /")
        for _ in range(5):
            assert server.ask("/healthz").status == 200


def test_when_all_are_at_work_the_reserve_tells_that_it_lives_and_nothing_else(
    folder: Path, token: str
) -> None:
    head = f"POST /api/v1/requests HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"
    with served(folder, "--patiently", program=BRIEFLY) as server, ExitStack() as stack:
        for _ in range(LIMITS.connections):
            one = stack.enter_context(server.connect())
            one.sendall(f"{head}content-length: 900000\r\n\r\n{' ' * 60_000}".encode())
        assert waited(lambda: server.ask("/readyz").status == 503)
        alive, other = server.ask("/healthz"), server.ask("/readyz")
    assert alive.status == 200
    assert (other.status, "retry-after" in other.head) == (503, True)


def own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no address but that of the loopback")
        return str(one.getsockname()[0])


def test_strangers_from_one_address_are_counted_and_those_who_signed_in_are_not(
    folder: Path, token: str
) -> None:
    address = own_address()
    me = f"GET /api/v1/requests HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n"
    with (
        served(folder, "--everywhere", "--patiently", program=BRIEFLY) as one,
        ExitStack() as stack,
    ):

        def connect() -> socket.socket:
            return stack.enter_context(socket.create_connection((address, one.port), 30))

        for _ in range(LIMITS.strangers * 2):
            known = connect()
            known.sendall(me.encode())
            assert known.recv(65536).startswith(b"HTTP/1.1 200")
        for _ in range(LIMITS.strangers):
            connect().sendall(b"GET /")
        refused = answer_of(connect())
        assert (refused.status, "retry-after" in refused.head) == (429, True)
        assert one.ask("/healthz").status == 200  # over the loopback nobody is counted


def test_behind_a_proxy_the_forwarded_address_is_counted_and_never_the_proxy_s(
    folder: Path, token: str
) -> None:
    slow = "POST /login HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n"
    options = ("--proxy", "127.0.0.1", "--patiently")
    with served(folder, *options, program=BRIEFLY) as one, ExitStack() as stack:

        def ask(address: str, more: str = "") -> socket.socket:
            connection = stack.enter_context(one.connect(30))
            named = f"x-forwarded-for: 198.51.100.1, {address}\r\n{more}"
            connection.sendall(f"{slow}{named}content-length: 500000\r\n\r\ntoken=".encode())
            return connection

        for _ in range(LIMITS.strangers):
            ask("203.0.113.7")
        time.sleep(0.1)
        assert answer_of(ask("203.0.113.7", "connection: close\r\n")).status == 429
        other = ask("203.0.113.8")
        other.settimeout(0.2)
        with pytest.raises(TimeoutError):  # its body is waited for: it was let in
            other.recv(1)
