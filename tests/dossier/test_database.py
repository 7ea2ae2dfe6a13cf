"""Whoever owns the database, and not the key, changes what is stored: the bundle tells."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.domain.log.entry import entry
from griffie.infrastructure.sqlite.evidence import SQLiteEvidence
from griffie.infrastructure.sqlite.schema import REFUSALS
from tests.given.bundles import apart, taken
from tests.given.forged_bundle import codes, verdict
from tests.given.story import tell

Database = sqlite3.Connection
AUDIT = "/api/v1/audit"


@contextmanager
def owned(store: Store) -> Iterator[Database]:
    """The file, opened by somebody whom no trigger stops."""
    database = sqlite3.connect(store.folder / "griffie.db", isolation_level=None)
    for trigger in REFUSALS:
        database.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    yield database
    database.close()


def edits(database: Database, stream: str) -> None:
    database.execute(
        "UPDATE stored_events SET state = replace(CAST(state AS TEXT), '2026-03-06', '2026-03-04')"
        " WHERE originator_id = ? AND originator_version = 2",
        (stream,),
    )


def edits_and_repairs(database: Database, stream: str) -> None:
    edits(database, stream)
    (row,) = database.execute(
        "SELECT rowid, originator_version, topic, CAST(state AS BLOB) FROM stored_events"
        " WHERE originator_id = ? AND originator_version = 2",
        (stream,),
    )
    place, *event = row
    logged = entry(UUID(stream), *event)
    database.execute("UPDATE log SET entry = ? WHERE position = ?", (logged, place))


def deletes_the_last(database: Database, stream: str) -> None:
    database.execute(
        "DELETE FROM stored_events WHERE originator_id = ? AND originator_version = 10", (stream,)
    )


def exchanges_two(database: Database, stream: str) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        database.execute(
            "UPDATE stored_events SET originator_version = ?"
            " WHERE originator_id = ? AND originator_version = ?",
            (new, stream, old),
        )


Attack = Callable[[Database, str], None]
ATTACKS: dict[Attack, set[str]] = {
    edits: {"inclusion", "entry"},
    edits_and_repairs: {"inclusion", "entries-root"},
    deletes_the_last: {"left-out"},
    exchanges_two: {"inclusion", "entry", "version"},
}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
@pytest.mark.in_folder
def test_what_the_owner_of_the_database_does_is_found_in_the_bundle(
    store: Store, dpo: TestClient, tmp_path: Path, attack: Attack
) -> None:
    place = tell(dpo)
    taken(dpo, place)  # the log was read, and signed
    with owned(store) as database:
        attack(database, UUID(place.rpartition("/")[2]).hex)

    (tmp_path / "file").write_bytes(taken(dpo, place))
    found = verdict(tmp_path / "file", trust=store.log.vkey)

    assert ATTACKS[attack] <= codes(found)


@pytest.mark.in_folder
def test_of_a_request_whose_last_event_was_deleted_nothing_is_stated(
    store: Store, dpo: TestClient
) -> None:
    place = tell(dpo)
    taken(dpo, place, form="short")
    with owned(store) as database:
        deletes_the_last(database, UUID(place.rpartition("/")[2]).hex)

    answer = dpo.get(f"{place}/dossier", params={"form": "short"})

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/log")


@pytest.mark.in_folder
def test_a_log_that_was_cut_off_is_not_signed_again(store: Store, dpo: TestClient) -> None:
    place = tell(dpo)
    taken(dpo, place)
    with owned(store) as database:
        database.execute("DELETE FROM log WHERE position > 4")

    answer = dpo.get(f"{place}/dossier")
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/log")


@pytest.mark.in_folder
def test_an_event_that_is_no_line_any_more_makes_no_bundle(store: Store, dpo: TestClient) -> None:
    place = tell(dpo)
    with owned(store) as database:
        database.execute("UPDATE stored_events SET state = CAST(state AS TEXT) || char(10)")

    answer = dpo.get(f"{place}/dossier")

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/log")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_register_from_which_a_history_leaves_meanwhile_breaks_off(
    store: Store, dpo: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(dpo)

    def gone(*_: Any) -> bool:
        return True

    monkeypatch.setattr(SQLiteEvidence, "gone_since", gone)

    answer = dpo.get(f"{AUDIT}/dossier")

    (tmp_path / "file").write_bytes(answer.content)
    assert verdict(tmp_path / "file")["verdict"] == "unreadable"


def test_a_profile_is_kept_as_it_was_first_known(store: Store, dpo: TestClient) -> None:
    evidence = SQLiteEvidence(store.datastore)
    evidence.keep_profile("neutral/c0584c76", b'{"slug":"changed"}')

    parts = apart(taken(dpo, tell(dpo)))

    assert parts["profiles/neutral-c0584c76.json"] == b'{"slug":"neutral"}'
