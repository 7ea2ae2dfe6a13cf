"""The clock is held to a time server that the operator names: a real one on UDP, of this test."""

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.composition import open_store
from griffie.application.access.roles import OPERATOR
from griffie.application.clock_guard import ASKED_AGAIN, ASKED_EVERY, ClockApartError, ClockGuard
from griffie.application.requests.commands import Receive
from griffie.domain.model.errors import BadInputError
from griffie.infrastructure.time_server import PORT, TimeServer
from tests.given.story import RECEIVE

PACKET = struct.Struct("!BBbb3I4Q")
EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
Spoil = Callable[[list[int]], list[int] | bytes]
TWO_HOURS, SLACK = timedelta(hours=2), timedelta(minutes=1)


def now() -> datetime:
    return datetime.now(UTC)


def stamp(instant: datetime) -> int:
    return int((instant - EPOCH).total_seconds() * (1 << 32)) & ((1 << 64) - 1)


@contextmanager
def served(ahead: timedelta = timedelta(), spoil: Spoil = list) -> Iterator[str]:
    """A time server whose clock is ahead by so much; `spoil` changes what it answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))

        def answer() -> None:
            while True:
                try:
                    question, sender = line.recvfrom(512)
                except OSError:
                    return
                if question == b"end":
                    return
                mark, at = PACKET.unpack(question)[-1], stamp(now() + ahead)
                said = spoil([4 << 3 | 4, 2, 0, 0, 0, 0, 0, at, mark, at, at])
                line.sendto(said if isinstance(said, bytes) else PACKET.pack(*said), sender)

        thread = Thread(target=answer, daemon=True)
        thread.start()
        host, port = line.getsockname()
        try:
            yield f"{host}:{port}"
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"end", (host, port))
            thread.join(60)


def told_by(server: str) -> timedelta | None:
    return TimeServer.named(server, now).ahead()


@pytest.mark.parametrize("ahead", [timedelta(), TWO_HOURS, -TWO_HOURS, timedelta(days=365 * 12)])
def test_the_server_tells_by_how_much_the_clock_is_ahead(ahead: timedelta) -> None:
    with served(ahead) as server:
        found = told_by(server)

    assert found is not None
    assert abs(found + ahead) < SLACK  # the last one lies in the era that begins in 2036


SPOILT: dict[str, Spoil] = {
    "the answer to another question": lambda said: [*said[:8], said[8] ^ 1, *said[9:]],
    "a kiss of death": lambda said: [said[0], 0, *said[2:]],
    "a server that is not synchronised": lambda said: [said[0] | 3 << 6, *said[1:]],
    "another client": lambda said: [4 << 3 | 3, *said[1:]],
    "no time": lambda said: [*said[:9], 0, 0],
    "too short": lambda said: PACKET.pack(*said)[:40],
    "nothing": lambda _: b"",
}


@pytest.mark.parametrize("kind", SPOILT)
def test_what_is_no_sound_answer_says_nothing(kind: str) -> None:
    with served(TWO_HOURS, SPOILT[kind]) as server:
        assert told_by(server) is None


def test_a_server_that_is_not_there_says_nothing() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]

    assert told_by(f"127.0.0.1:{port}") is None
    assert told_by("no-such-host.invalid") is None


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [
        ("ntp.example.org", "ntp.example.org", PORT),
        ("ntp.example.org:1123", "ntp.example.org", 1123),
        ("2001:db8::1", "2001:db8::1", PORT),
        ("[2001:db8::1]:1123", "2001:db8::1", 1123),
    ],
)
def test_a_server_is_named_with_or_without_its_port(written: str, host: str, port: int) -> None:
    assert TimeServer.named(written, now)[:2] == (host, port)


@pytest.mark.parametrize("written", ["", ":123", "host:", "host:0", "host:70000", "host:ntp"])
def test_what_names_no_server_is_refused(written: str) -> None:
    with pytest.raises(BadInputError):
        TimeServer.named(written, now)


def test_it_is_asked_seldom_and_sooner_once_the_clock_is_held_for_wrong() -> None:
    running, told = [0.0], [timedelta()]
    asked: list[float] = []
    guard = ClockGuard(now, lambda: running[0], lambda: None)

    def outside() -> timedelta:
        asked.append(running[0])
        return told[0]

    guard.outside = outside
    guard.check()
    guard.check()
    assert asked == [0.0]

    told[0], running[0] = TWO_HOURS, ASKED_EVERY.total_seconds()
    for _ in range(2):
        with pytest.raises(ClockApartError):
            guard.check()
    assert len(asked) == 2

    running[0] += ASKED_AGAIN.total_seconds()
    told[0] = timedelta()
    guard.check()
    assert len(asked) == 3


def test_a_clock_that_is_far_from_the_time_server_dates_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    body = Receive.model_validate(RECEIVE | {"received_on": str(store.engine.today())})
    with served(TWO_HOURS) as server:
        store.hold_clock_to(server)
        with pytest.raises(ClockApartError):
            store.requests.receive(body, store.engine.now(OPERATOR))
        with pytest.raises(ClockApartError):
            store.engine.still_alive()
        assert store.history.newest() == 0

        store.accept_clock(OPERATOR)
        store.requests.receive(body, store.engine.now(OPERATOR))
    store.engine.close()


def test_a_tick_names_the_time_server_and_stops(tmp_path: Path) -> None:
    open_store(tmp_path / "data").engine.close()
    ticking = ["tick", "--data", str(tmp_path / "data"), "--ntp"]

    with served(-TWO_HOURS) as wrong:
        refused = CliRunner().invoke(app, [*ticking, wrong])
    with served() as right:
        fine = CliRunner().invoke(app, [*ticking, right])
    silent = CliRunner().invoke(app, [*ticking, "no-such-host.invalid"])
    malformed = CliRunner().invoke(app, [*ticking, "host:ntp"])

    assert refused.exit_code == 2
    assert "time server" in refused.stderr
    assert (fine.exit_code, silent.exit_code) == (0, 0), fine.output + silent.output
    assert malformed.exit_code == 2
    assert "HOST:PORT" in malformed.stderr
