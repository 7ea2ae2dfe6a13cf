"""A command that is sent twice, too late, or at the same moment as another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError, OperationalError
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.requests.requests import ContentionError
from tests.conftest import Clock, signed_in
from tests.given.story import RECEIVE, STEPS, receive

NOTE = {"note": "Gebeld, niemand thuis."}


def test_a_key_sent_again_does_nothing_and_answers_as_before(store: Store, dpo: TestClient) -> None:
    place, key = receive(dpo), {"Idempotency-Key": "abc"}
    first = dpo.post(f"{place}/add-note", json=NOTE, headers=key)
    dpo.post(f"{place}/assign", json={"handler": "u-2"})
    size = store.history.newest()

    again = dpo.post(f"{place}/add-note", json=NOTE, headers=key)

    assert again.status_code == 200
    assert again.headers["ETag"] == '"2"'
    assert again.json() == first.json()
    assert store.history.newest() == size


def test_a_request_that_is_sent_twice_is_received_once(store: Store, dpo: TestClient) -> None:
    key = {"Idempotency-Key": "mail-2026-03-05-17"}
    first = dpo.post("/api/v1/requests", json=RECEIVE, headers=key)
    again = dpo.post("/api/v1/requests", json=RECEIVE, headers=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Location"] == first.headers["Location"]
    assert store.history.newest() == 1


def test_a_key_with_another_body_is_refused(store: Store, dpo: TestClient) -> None:
    place, key = receive(dpo), {"Idempotency-Key": "abc"}
    dpo.post(f"{place}/add-note", json=NOTE, headers=key)

    reused = dpo.post(f"{place}/add-note", json={"note": "Iets anders."}, headers=key)

    assert reused.status_code == 422
    assert reused.json()["type"] == "/problems/key-reused"
    assert store.history.newest() == 2


def test_a_key_belongs_to_its_sender_and_its_path(store: Store, dpo: TestClient) -> None:
    one, two = receive(dpo), receive(dpo)
    clerk, key = signed_in(store, Role.HANDLER), {"Idempotency-Key": "abc"}

    for client, place in ((dpo, one), (dpo, two), (clerk, one)):
        assert client.post(f"{place}/add-note", json=NOTE, headers=key).status_code == 200

    assert dpo.get(one).json()["version"] == 3
    assert dpo.get(two).json()["version"] == 2


def test_a_key_is_recognised_for_seven_days(dpo: TestClient, clock: Clock) -> None:
    place, key = receive(dpo), {"Idempotency-Key": "abc"}
    dpo.post(f"{place}/add-note", json=NOTE, headers=key)

    clock.at += timedelta(days=7)
    assert dpo.post(f"{place}/add-note", json=NOTE, headers=key).json()["version"] == 2
    clock.at += timedelta(seconds=1)
    assert dpo.post(f"{place}/add-note", json=NOTE, headers=key).json()["version"] == 3
    assert dpo.post(f"{place}/add-note", json=NOTE, headers=key).json()["version"] == 3


def test_an_answer_is_repeated_without_what_was_erased_since(dpo: TestClient) -> None:
    received, noted = {"Idempotency-Key": "one"}, {"Idempotency-Key": "two"}
    place = dpo.post("/api/v1/requests", json=RECEIVE, headers=received).headers["Location"]
    assert dpo.post(f"{place}/add-note", json=NOTE, headers=noted).json()["requester_hint"]
    for step, body in STEPS:
        assert dpo.post(f"{place}/{step}", json=body).is_success
    words = {"ground": "test_data", "explanation": "Een proef."}
    assert dpo.post(f"{place}/erase-personal-data", json=words).is_success

    for again in (
        dpo.post("/api/v1/requests", json=RECEIVE, headers=received),
        dpo.post(f"{place}/add-note", json=NOTE, headers=noted),
    ):
        assert again.is_success
        shown = again.json()
        assert (shown["requester"], shown["message"]) == (None, None)
        assert shown["requester_hint"] is None


CHANGED = ["request_id", "version", "at", "seal"]


@pytest.mark.parametrize("change", CHANGED)
def test_a_row_that_was_changed_shows_nobody_anything(
    store: Store, dpo: TestClient, change: str
) -> None:
    """Whoever writes into the file has the answer to their own message show another request."""
    key = {"Idempotency-Key": "abc"}
    other = receive(dpo)
    dpo.post(f"{other}/add-note", json=NOTE)
    mine = dpo.post("/api/v1/requests", json=RECEIVE, headers=key).headers["Location"]
    values = {
        "request_id": other.rpartition("/")[2].replace("-", ""),
        "version": 2,
        "at": "2026-03-20T11:00:00+00:00",
        "seal": "0" * 64,
    }
    column = "mac" if change == "seal" else change
    with store.datastore.transaction(commit=True) as c:
        c.execute("SELECT mac FROM answers")
        value = c.fetchone()[0].partition(".")[0] + ".0" if change == "seal" else values[change]
        c.execute(f"UPDATE answers SET {column} = ?", (value,))

    again = dpo.post("/api/v1/requests", json=RECEIVE, headers=key)

    assert again.status_code == 500
    assert again.json()["type"] == "/problems/tampered"
    for told in (mine, other):
        assert told.rpartition("/")[2] not in again.text


def test_if_match_is_honoured(store: Store, dpo: TestClient) -> None:
    place = receive(dpo)

    assert dpo.post(f"{place}/add-note", json=NOTE, headers={"If-Match": '"1"'}).is_success
    for stale in ('"1"', '"0"', '"3"'):
        answer = dpo.post(f"{place}/add-note", json=NOTE, headers={"If-Match": stale})
        assert answer.status_code == 412
        assert answer.json()["type"] == "/problems/stale"
    for malformed in ("2", "*", 'W/"2"', '"2", "3"', '"-2"', '"two"', '""', '"2'):
        answer = dpo.post(f"{place}/add-note", json=NOTE, headers={"If-Match": malformed})
        assert answer.status_code == 422
    assert store.history.newest() == 2


def test_lost_races_are_run_again(dpo: TestClient) -> None:
    place = receive(dpo)

    def note(number: int) -> int:
        answer = dpo.post(f"{place}/add-note", json={"note": f"Nota {number}."})
        return int(answer.json()["version"])

    with ThreadPoolExecutor(4) as pool:
        versions = list(pool.map(note, range(12)))

    assert sorted(versions) == list(range(2, 14))


def test_a_race_that_is_lost_too_often_is_a_busy_moment(
    store: Store, dpo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = receive(dpo)

    def lost(*_: Any, **__: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(store.requests, "_save", lost)
    monkeypatch.setattr(store.requests, "_record_together", lost)
    monkeypatch.setattr(store.requests, "_in_turn", lost)
    answer = dpo.post(f"{place}/add-note", json=NOTE)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (ContentionError(), "/problems/busy"),
        (OperationalError("database is locked"), "/problems/busy"),
        (OperationalError("database or disk is full"), "/problems/store"),
    ],
)
def test_a_store_that_cannot_write_says_when_to_try_again(
    store: Store, dpo: TestClient, monkeypatch: pytest.MonkeyPatch, trouble: Exception, kind: str
) -> None:
    place = receive(dpo)

    def fail(*_: Any, **__: Any) -> None:
        raise trouble

    monkeypatch.setattr(store.requests, "take", fail)
    monkeypatch.setattr(store.requests, "decide", fail)
    answer = dpo.post(f"{place}/add-note", json=NOTE)

    assert answer.status_code == 503
    assert answer.json()["type"] == kind
    assert int(answer.headers["Retry-After"]) > 0
