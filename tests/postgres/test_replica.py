"""Lists and figures are read from a replica where it is as far as the store, else from there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from griffie.api.composition import ServerPlaces, Store, open_server_store
from griffie.application.access.roles import Role
from griffie.application.errors import StoreError
from griffie.infrastructure.postgres import replica
from tests.conftest import Clock, signed_in
from tests.given.pg_server import SERVES, running
from tests.given.pg_standby import following
from tests.given.story import receive
from tests.postgres.conftest import Office

LIST, DASHBOARD = "/api/v1/requests", "/api/v1/dashboards/deadlines"


def opened(url: str, beside: Path, of: str) -> Store:
    places = ServerPlaces(beside=beside, replica=of)
    return open_server_store(url, places, clock=Clock(), demo=True)


class Counted:
    """How often a replica answered, and how often the primary was read instead."""

    def __init__(self, store: Store, patch: pytest.MonkeyPatch) -> None:
        self.read = self.left = 0
        kept = store.datastore.replica
        assert kept
        rows_of = kept.rows_of

        def counted(*asked: Any) -> Any:
            found = rows_of(*asked)
            self.read += found is not None
            self.left += found is None
            return found

        patch.setattr(kept, "rows_of", counted)

    def since(self) -> tuple[bool, bool]:
        """Whether the replica was read, and the primary instead, since this was asked last."""
        told = self.read > 0, self.left > 0
        self.read = self.left = 0
        return told


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine at work may be late with a connection: that is no replica that is away."""
    monkeypatch.setattr(replica, "_PATIENCE", 60.0)


@pytest.fixture
def here(office: Office, patient: None) -> Iterator[Store]:
    """A store whose replica is always as far as it is: the same database."""
    store = opened(office.url, office.beside, office.url)
    yield store
    store.engine.close()


def test_what_a_replica_has_is_read_there(here: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, clerk = Counted(here, monkeypatch), signed_in(here, Role.DPO)
    place = receive(clerk)

    listed = clerk.get(LIST).json()["items"]

    assert [one["id"] for one in listed] == [place.rpartition("/")[2]]
    assert clerk.get(DASHBOARD).status_code == 200
    assert counted.since() == (True, False)
    assert clerk.post(f"{place}/add-note", json={"note": "x"}).status_code == 200


@pytest.mark.usefixtures("patient")
def test_a_replica_of_another_store_is_refused(office: Office, store: Store) -> None:
    another = Office(office.server, office.beside)
    another.open().engine.close()
    with pytest.raises(StoreError, match="another store"):
        opened(another.url, another.beside, office.url)


def test_a_replica_that_is_away_is_left_alone_and_the_store_is_read(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(office.url, office.beside, f"postgresql://{SERVES}@/x?host={tmp_path}")
    counted, clerk = Counted(store, monkeypatch), signed_in(store, Role.DPO)
    receive(clerk)

    assert len(clerk.get(LIST).json()["items"]) == 1
    assert counted.since() == (False, True)
    store.engine.close()


def test_a_replica_that_was_away_and_is_one_of_another_store_is_not_read(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica, "_LEFT_ALONE", 0.0)
    another = Office(office.server, office.beside)
    theirs = another.open()
    for _ in range(2):
        receive(signed_in(theirs, Role.DPO))
    theirs.engine.current()  # so that it is further than ours
    theirs.engine.close()
    later = tmp_path / "later"
    address = f"postgresql://{SERVES}@/{another.name}?host={later}"
    store = opened(office.url, office.beside, address)
    counted, clerk = Counted(store, monkeypatch), signed_in(store, Role.DPO)
    receive(clerk)

    later.symlink_to(office.server.folder)  # now there is one

    assert len(clerk.get(LIST).json()["items"]) == 1
    assert counted.since() == (False, True)
    store.engine.close()


@pytest.mark.deep
def test_a_replica_that_lags_or_is_cut_off_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica, "_LEFT_ALONE", 0.0)
    with running() as primary:
        office = Office(primary, tmp_path / "beside")
        office.open().engine.close()
        with following(primary) as standby:
            store = opened(office.url, office.beside, standby.url(office.name, SERVES))
            counted, clerk = Counted(store, monkeypatch), signed_in(store, Role.DPO)

            def seen(**asked: int) -> int:
                return len(clerk.get(LIST, params=asked).raise_for_status().json()["items"])

            receive(clerk)
            assert seen() == 1
            with psycopg.connect(standby.superuser, autocommit=True) as connection:
                _until_it_is_read(seen, counted)
                connection.execute("SELECT pg_wal_replay_pause()")
                receive(clerk)
                counted.since()
                assert seen(min_position=store.history.newest()) == 2
                assert counted.since() == (False, True)
                connection.execute("SELECT pg_wal_replay_resume()")
            _until_it_is_read(seen, counted)
            with psycopg.connect(primary.superuser, autocommit=True) as connection:
                connection.execute("ALTER SYSTEM RESET synchronous_standby_names")
                connection.execute("SELECT pg_reload_conf()")
            standby.end_at_once()
            receive(clerk)
            counted.since()
            assert seen() == 3
            assert counted.since() == (False, True)
            store.engine.close()


def _until_it_is_read(seen: Any, counted: Counted) -> None:
    for _ in range(200):
        counted.since()
        seen()
        if counted.since() == (True, False):
            return
    raise AssertionError("the replica is never as far")
