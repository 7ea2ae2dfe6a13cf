"""The audit trail and its proofs, as an outsider checks them."""

import json
import sqlite3
from base64 import b64decode
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.domain.log.tree import EMPTY, is_consistent, is_included
from griffie.infrastructure.log.checkpoint import Checkpoint, Verifier, open_note, verify_checkpoint
from tests.conftest import Clock, signed_in
from tests.given.story import receive, tell

AUDIT = "/api/v1/audit"


def lines(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(f"{AUDIT}/events", params=asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/jsonl"
    assert answer.text == "" or answer.text.endswith("\n")
    return [json.loads(line) for line in answer.text.splitlines()]


def test_the_trail_has_a_line_for_every_event_in_the_order_of_the_log(
    store: Store, dpo: TestClient
) -> None:
    place = tell(dpo)
    receive(dpo)

    trail = lines(dpo)

    assert [line["entry_index"] for line in trail] == list(range(store.history.newest()))
    events = dpo.get(f"{place}/events").json()["items"]
    told = [line for line in trail if line["stream"] == place.rpartition("/")[2]]
    assert [
        {name: line[name] for name in event} for line, event in zip(told, events, strict=True)
    ] == events
    assert all(event.keys() >= EVENT for event in events)


EVENT = {
    "version",
    "type",
    "schema",
    "recorded_at",
    "actor",
    "data",
    "entry_index",
    "entry_hash",
    "event_hash",
}


@pytest.mark.parametrize("after", [0, 3, 9, 10, 10**15])
def test_the_trail_goes_on_after_an_index(dpo: TestClient, after: int) -> None:
    tell(dpo)
    trail = lines(dpo)
    assert [line["type"] for line in trail[10:]] == ["DataExported"]

    assert lines(dpo, after=after) == trail[after + 1 :]


def test_an_empty_store_has_a_checkpoint(store: Store, dpo: TestClient) -> None:
    note = dpo.get(f"{AUDIT}/checkpoint")

    assert verify_checkpoint(note.text, store.origin, store.log_key) == Checkpoint(
        store.origin, 0, EMPTY
    )


def test_who_asks_for_the_trail_stands_in_it_once_a_day(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    (own,) = lines(dpo)

    assert lines(dpo) == [own]
    clock.at += timedelta(days=1)
    assert [line["data"]["what"] for line in lines(dpo)] == ["audit_trail"] * 2
    *_, other = lines(signed_in(store, Role.AUDITOR))
    assert other["actor"] != own["actor"]


def damage(store: Store, position: int, statement: str) -> None:
    """As whoever owns the file can."""
    with sqlite3.connect(store.folder / "griffie.db") as database:
        database.execute("DROP TRIGGER stored_events_update")
        database.execute(f"UPDATE stored_events SET {statement} WHERE rowid = ?", (position,))
    database.close()


DAMAGE = [
    "state = x'00ff'",
    "state = '{}'",
    "state = CAST('[1]' AS BLOB)",
    "topic = CAST(x'ff' AS TEXT)",
]


@pytest.mark.parametrize("statement", DAMAGE)
@pytest.mark.in_folder
def test_a_trail_that_breaks_off_says_so_in_its_last_line(
    store: Store, dpo: TestClient, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    tell(dpo)
    monkeypatch.setattr("griffie.api.http.routes.audit.PAGE", 3)
    whole = lines(dpo)

    damage(store, 8, statement)

    *told, last = lines(dpo)
    assert told == whole[:6]
    assert last["error"] == "/problems/store"
    assert last["after"] == told[-1]["entry_index"] == 5
    assert "not the whole trail" in last["detail"]
    assert lines(dpo, after=9) == whole[10:]


@pytest.mark.parametrize("statement", DAMAGE)
@pytest.mark.in_folder
def test_a_trail_that_cannot_be_begun_is_no_answer(
    store: Store, dpo: TestClient, statement: str
) -> None:
    tell(dpo)
    damage(store, 2, statement)

    assert dpo.get(f"{AUDIT}/events").status_code == 503


def test_the_checkpoint_is_for_everyone_and_holds_under_the_key_of_the_store(
    store: Store, dpo: TestClient
) -> None:
    tell(dpo)
    stranger = TestClient(dpo.app)
    note = stranger.get(f"{AUDIT}/checkpoint")

    checkpoint = verify_checkpoint(note.text, store.origin, store.log_key)
    assert note.headers["content-type"].startswith("text/plain")
    assert checkpoint.size == store.history.newest() == 10
    assert open_note(note.text, [Verifier.read(store.log.vkey)]) == checkpoint.text


def test_every_proof_of_inclusion_holds(store: Store, dpo: TestClient) -> None:
    tell(dpo)
    hashes = [b64decode(line["entry_hash"]) for line in lines(dpo)]
    size = len(hashes)
    signed = verify_checkpoint(dpo.get(f"{AUDIT}/checkpoint").text, store.origin, store.log_key)

    for upto in range(1, size + 1):
        for index in range(upto):
            shown = dpo.get(f"{AUDIT}/inclusion", params={"index": index, "size": upto}).json()
            proof = [b64decode(node) for node in shown["proof"]]
            root = b64decode(shown["root"])
            assert (shown["index"], shown["size"]) == (index, upto)
            assert b64decode(shown["entry_hash"]) == hashes[index]
            assert is_included(hashes[index], index, upto, proof, root)
            assert upto != size or root == signed.root


def test_every_proof_of_consistency_holds(store: Store, dpo: TestClient) -> None:
    tell(dpo)
    size = store.history.newest()
    signed = verify_checkpoint(dpo.get(f"{AUDIT}/checkpoint").text, store.origin, store.log_key)
    roots = {
        upto: dpo.get(f"{AUDIT}/inclusion", params={"index": 0, "size": upto}).json()["root"]
        for upto in range(1, size + 1)
    }

    for new in range(1, size + 1):
        for old in range(1, new + 1):
            shown = dpo.get(f"{AUDIT}/consistency", params={"old": old, "new": new}).json()
            proof = [b64decode(node) for node in shown["proof"]]
            assert (shown["old"], shown["new"]) == (old, new)
            assert (shown["old_root"], shown["root"]) == (roots[old], roots[new])
            assert is_consistent(old, new, b64decode(roots[old]), b64decode(roots[new]), proof)
    assert b64decode(roots[size]) == signed.root


@pytest.mark.parametrize(
    "asked",
    [
        "inclusion?index=10&size=10",
        "inclusion?index=0&size=11",
        "inclusion?index=0&size=0",
        "inclusion?index=-1&size=10",
        "inclusion?index=0",
        "inclusion?index=0&size=99999999999999999999",
        "consistency?old=0&new=10",
        "consistency?old=5&new=4",
        "consistency?old=1&new=11",
        "consistency?old=a&new=b",
        "consistency",
        "events?after=-1",
        "events?after=x",
        "events?before=3",
    ],
)
def test_what_the_log_does_not_have_is_refused(dpo: TestClient, asked: str) -> None:
    tell(dpo)

    assert dpo.get(f"{AUDIT}/{asked}").status_code == 422


def test_a_checkpoint_says_who_signed_it_and_nothing_personal(
    store: Store, dpo: TestClient
) -> None:
    tell(dpo)
    note = dpo.get(f"{AUDIT}/checkpoint").text

    assert note.startswith(f"{store.origin}\n10\n")
    assert f"\n\n— {store.origin} " in note
