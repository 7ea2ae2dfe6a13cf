"""What an operator sees: readiness that is false when it should be, figures, and a log of JSON."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from griffie import __version__
from griffie.api.server.logs import members
from griffie.application.maintenance.health import (
    AUDITS,
    BACKUPS,
    ROOM,
    Sign,
    erasure_sign,
    signs_of,
    tick_sign,
)
from tests.edges.test_held_lock import RECEIVE, Held
from tests.edges.test_trouble import made
from tests.given.other_hand import STORE, locked
from tests.given.server import said_before_long, served

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
AGO = timedelta


@dataclass
class Measured:
    """A store of which each thing can be set; all is well."""

    octets: int = 10 * ROOM
    unwritable: str | None = None
    size: int = 10
    recorded: datetime | None = NOW
    first_waiting: datetime | None = NOW
    views: Mapping[str, int] = field(default_factory=lambda: {"register": 10})
    signed_size: int = 10
    kept: Mapping[str, datetime] = field(default_factory=dict)

    def free(self) -> int:
        return self.octets

    def why_not_written(self) -> str | None:
        return self.unwritable

    def newest(self) -> int:
        return self.size

    def newest_instant(self) -> datetime | None:
        return self.recorded

    def instant_of(self, position: int) -> datetime | None:
        return self.first_waiting if position <= self.size else None

    def positions(self) -> Mapping[str, int]:
        return self.views

    def signed(self) -> int:
        return self.signed_size

    def last(self, topics: frozenset[str]) -> datetime | None:
        return max((at for topic, at in self.kept.items() if topic in topics), default=None)


def wrong(measured: Measured) -> list[str]:
    return [sign.name for sign in signs_of(measured, NOW) if not sign.well]


OLD = NOW - AGO(hours=3)


@pytest.mark.parametrize(
    ("measured", "named"),
    [
        (Measured(), []),
        (Measured(octets=ROOM - 1), ["disk"]),
        (Measured(unwritable="It is read-only."), ["disk"]),
        (Measured(recorded=NOW + AGO(minutes=4)), []),
        (Measured(recorded=NOW + AGO(minutes=6)), ["clock"]),
        (Measured(recorded=None), []),
        (Measured(views={"register": 3}), []),
        (Measured(views={"register": 3}, first_waiting=OLD), ["projections"]),
        (Measured(views={"register": 11}), ["projections"]),
        (Measured(signed_size=3), []),
        (Measured(signed_size=3, first_waiting=OLD), ["checkpoint"]),
        (Measured(kept={min(BACKUPS): NOW - AGO(days=7)}), []),
        (Measured(kept={min(BACKUPS): NOW - AGO(days=9)}), ["backup"]),
        (Measured(kept={min(BACKUPS): NOW - AGO(days=1), "BackupFailed": NOW}), ["backup"]),
        (Measured(kept={min(BACKUPS): NOW, "BackupFailed": NOW - AGO(days=1)}), []),
        (Measured(kept={min(AUDITS): NOW - AGO(days=9)}), ["audit"]),
    ],
)
def test_each_sign_turns_at_its_limit_and_says_a_step(measured: Measured, named: list[str]) -> None:
    assert wrong(measured) == named


def test_what_cannot_be_read_is_a_sign_of_its_own_and_stops_no_other() -> None:
    class Broken(Measured):
        def newest(self) -> int:
            raise OSError(5, "Input/output error")

    assert wrong(Broken()) == ["projections", "checkpoint"]


def test_the_clock_and_the_erasures() -> None:
    assert tick_sign(None, NOW - AGO(minutes=59), NOW).well
    assert not tick_sign(None, NOW - AGO(minutes=61), NOW).well
    assert not tick_sign(NOW - AGO(minutes=61), NOW - AGO(days=9), NOW).well
    assert erasure_sign(0) == Sign("erasures", "none waits")
    assert not erasure_sign(1).well


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    folder = tmp_path_factory.mktemp("seen") / "data"
    token = made(folder)
    with served(folder) as server:
        yield Held(server, token, folder, "")


def test_a_fresh_server_is_ready_and_says_what_it_is(held: Held) -> None:
    status, ready, _ = held.ask("/readyz")
    _, figures, _ = held.ask("/metrics")

    assert (status, ready["ready"], ready["because"]) == (200, True, [])
    assert f'version="{__version__}"' in figures
    for name in (
        'griffie_well{sign="disk"} 1.0',
        "griffie_disk_free_bytes",
        'griffie_projection_behind_events{projection="register"}',
        "griffie_clock_ticked_at_seconds",
        "process_open_fds",
        "process_resident_memory_bytes",
        'griffie_log_lines_total{kind="lost"} 0.0',
    ):
        assert name in figures, name


def test_answers_are_counted_timed_and_those_of_503_by_kind(held: Held) -> None:
    with locked(held.folder, STORE):
        assert held.ask("/api/v1/requests", "POST", RECEIVE)[0] == 503
    held.ask("/api/v1/requests")
    _, figures, _ = held.ask("/metrics")

    assert 'griffie_unavailable_total{kind="busy"} 1.0' in figures
    assert 'griffie_answer_seconds_bucket{le="10.0",route="/api/v1/requests"}' in figures
    assert 'griffie_answers_total{route="/api/v1/requests",status="200"}' in figures


def test_the_log_is_a_json_object_a_line_with_an_id_and_nothing_that_was_sent(held: Held) -> None:
    name = "Zeldzaam Gespeld"
    body = {**RECEIVE, "requester": {"name": name, "email": "zeldzaam@people.example"}}
    _, made, _ = held.ask("/api/v1/requests", "POST", body)
    held.ask(f"/api/v1/requests/{made['id']}?reveal=true")
    held.ask("/api/v1/zeldzaam@people.example?name=Zeldzaam")
    answer = held.server.ask("/api/v1/requests", held.token)
    known = next(
        line.partition(": ")[2]
        for line in answer.head.split("\r\n")
        if line.startswith("x-request-id")
    )

    assert said_before_long(held.server, known)
    said = held.server.said()
    lines = [json.loads(line) for line in said.splitlines()]
    answered = [one for one in lines if one["message"] == "answered"]

    assert all({"at", "level", "logger", "message"} <= one.keys() for one in lines)
    assert known in {one["request_id"] for one in answered}
    assert {"/api/v1/requests/{request_id}", "none"} <= {one["route"] for one in answered}
    assert all(one["ms"] > 0 for one in answered)
    assert "zeldzaam" not in said.lower()
    assert made["id"] not in said
    assert not any(one["route"] == "/healthz" for one in answered)


def test_an_error_is_logged_by_its_class_and_its_code_alone() -> None:
    try:
        int("iemand@people.example")
    except ValueError:
        record = logging.getLogger("x").makeRecord(
            "x", logging.ERROR, "f", 1, "failed", (), exc_info=sys.exc_info()
        )
    told = members(record)
    assert told["error"] == "ValueError"
    assert "people.example" not in json.dumps(told)
