"""A server that took over and lacks what was acknowledged: it is read, and nothing recorded."""

import shutil
from pathlib import Path

import psycopg
import pytest

from griffie.api.composition import ServerPlaces, Store, open_server_store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.given.story import receive
from tests.postgres.conftest import Office


def take_over(office: Office) -> None:
    """As after a fail-over: every connection ends."""
    with psycopg.connect(office.superuser) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def lose_the_last(office: Office) -> None:
    office.change(
        "ALTER TABLE log DISABLE TRIGGER ALL",
        "ALTER TABLE stored_events DISABLE TRIGGER ALL",
        "DELETE FROM log WHERE position = (SELECT max(position) FROM log)",
        "DELETE FROM stored_events WHERE rowid > (SELECT max(position) FROM log)",
        *(
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
            for table in ("log", "stored_events")
            for name in ("no_update", "no_delete", "no_truncate", "in_order")
        ),
        role="postgres",
    )


def test_after_a_fail_over_that_lost_nothing_all_goes_on(office: Office, store: Store) -> None:
    clerk = signed_in(store, Role.DPO)
    receive(clerk)
    take_over(office)

    assert [clerk.post(f"{receive(clerk)}/add-note", json={"note": "x"}).status_code] == [200]


@pytest.mark.parametrize("went_on", [False, True])
def test_after_one_that_lost_what_was_acknowledged_nothing_is_recorded(
    office: Office, store: Store, tmp_path: Path, *, went_on: bool
) -> None:
    clerk = signed_in(store, Role.DPO)
    place = receive(clerk)
    shutil.copytree(office.beside, tmp_path / "b")  # of a machine that acknowledged no more
    assert clerk.post(f"{place}/add-note", json={"note": "Acknowledged."}).status_code == 200
    lose_the_last(office)
    take_over(office)
    if went_on:
        b = open_server_store(office.url, ServerPlaces(beside=tmp_path / "b"))
        receive(signed_in(b, Role.DPO))
        b.engine.close()

    assert clerk.get(place).status_code == 200
    assert clerk.post(f"{place}/add-note", json={"note": "Fork?"}).status_code == 503
    assert "fail-over" in (store.datastore.older or "")
    again = office.open()
    assert "what was acknowledged last is missing" in (again.datastore.older or "")
    again.engine.close()
