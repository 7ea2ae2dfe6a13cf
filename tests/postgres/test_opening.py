"""What is asked of a server before a store on it is used: each refusal is a sentence."""

import os
import shutil
import time
from pathlib import Path

import psycopg
import pytest

from griffie.api.composition import ServerPlaces, Store, make_server_store, open_server_store
from griffie.application.access.roles import Role
from griffie.application.errors import (
    AlreadyServingError,
    MasterKeyError,
    StoreError,
    UnusableLogKeyError,
)
from griffie.application.projections import folders
from griffie.infrastructure.postgres import server
from griffie.infrastructure.postgres.keys import keys_url
from tests.conftest import Clock, signed_in
from tests.given.pg_server import OWNER, SERVES, Server, running
from tests.given.story import tell
from tests.postgres.conftest import Office

DEBIAN = Path("/usr/lib/postgresql/15/bin")


def refusal(url: str, beside: Path) -> str:
    with pytest.raises(StoreError) as refused:
        open_server_store(url, ServerPlaces(beside=beside), clock=Clock(), demo=True)
    return str(refused.value)


def test_a_store_is_made_and_opened_again_as_it_was(office: Office) -> None:
    first = office.open()
    place = tell(signed_in(first, Role.HANDLER))
    shown = signed_in(first, Role.HANDLER).get(place).json()
    name, key = first.origin, first.log.vkey
    first.engine.close()

    again = office.open()

    assert (again.origin, again.log.vkey) == (name, key)
    assert signed_in(again, Role.HANDLER).get(place).json() == shown
    assert again.check((), lambda _done, _all: None)[0] == []
    assert sorted(path.name for path in office.beside.iterdir()) == [
        f"{office.name}{one}" for one in ("", ".anchor", ".checkpoint", ".kek")
    ]
    again.engine.close()


@pytest.mark.parametrize(
    "url", ["griffie", "mysql://one/two", "postgresql://[", "postgresql://a?nothing=1"]
)
def test_what_is_no_address_is_refused(url: str, tmp_path: Path) -> None:
    assert "--database" in refusal(url, tmp_path)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    url = f"postgresql://nobody@/griffie?host={tmp_path}"

    assert "cannot be opened: connection" in refusal(url, tmp_path)
    with pytest.raises(StoreError, match="cannot be reached"):
        make_server_store(url, None, None)


def test_what_is_refused_leaves_nothing_beside(pg_server: Server, tmp_path: Path) -> None:
    beside = tmp_path / "beside"

    assert refusal(pg_server.url("postgres", SERVES), beside)

    assert not beside.exists()


def test_a_database_without_a_store(pg_server: Server, tmp_path: Path) -> None:
    assert "there is no store in the database" in refusal(
        pg_server.url("postgres", SERVES), tmp_path
    )
    assert "griffie migrate" in refusal(pg_server.url("postgres", SERVES), tmp_path)


def test_tables_of_another_release_until_they_are_brought_up_to_date(office: Office) -> None:
    office.open().engine.close()
    office.change("UPDATE store SET value = 'another' WHERE name = 'layout'")

    assert "griffie migrate" in refusal(office.url, office.beside)

    make_server_store(office.owner, None, SERVES)
    office.open().engine.close()


def test_a_store_of_a_newer_release(office: Office) -> None:
    office.change("UPDATE store SET value = '99' WHERE name = 'schema'")

    assert "a newer release wrote it" in refusal(office.url, office.beside)


def test_a_role_that_may_do_too_little(office: Office) -> None:
    office.change(f"REVOKE INSERT ON vault FROM {SERVES}")
    assert f"--for {SERVES}" in refusal(office.url, office.beside)

    office.change(f"REVOKE ALL ON SCHEMA griffie FROM {SERVES}")
    assert "may not look into the store" in refusal(office.url, office.beside)


@pytest.mark.parametrize("role", [OWNER, "postgres"])
def test_a_role_that_may_do_too_much_is_warned_of_or_refused(
    office: Office, role: str, caplog: pytest.LogCaptureFixture
) -> None:
    office.open(role).engine.close()
    assert "can drop the guards" in caplog.text

    with pytest.raises(StoreError, match="can drop the guards"):
        office.open(role, strict_roles=True)


def test_what_the_owner_folded_is_folded_again_by_who_serves(office: Office) -> None:
    owned = office.open(OWNER)
    tell(signed_in(owned, Role.HANDLER))
    owned.engine.current()
    owned.engine.close()

    make_server_store(office.owner, None, SERVES)

    store = office.open()
    assert store.engine.current().count() == 1  # type: ignore[attr-defined]
    assert store.projections.rebuild("register", lambda _done, _all: None) == 1
    store.engine.close()


def test_several_processes_fold_what_stands_on_a_server(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = signed_in(store, Role.HANDLER)
    for _ in range(6):
        tell(clerk)
    store.engine.current()
    select = "SELECT * FROM register ORDER BY request_id"
    by_one = store.datastore.tuples(select)
    monkeypatch.setattr(folders, "OF_A_RANGE", 4)

    assert store.projections.rebuild("register", lambda _done, _all: None, 2) == 6

    assert store.datastore.tuples(select) == by_one
    assert not store.projections.strayed("register")


def test_a_server_that_is_read_only(office: Office) -> None:
    office.open().engine.close()
    with psycopg.connect(office.superuser, autocommit=True) as connection:
        set_ = f"ALTER DATABASE {office.name} SET default_transaction_read_only = on"
        connection.execute(set_.encode())

    assert "read-only" in refusal(office.url, office.beside)
    with pytest.raises(StoreError, match="read-only"):
        make_server_store(office.owner, None, None)


@pytest.mark.parametrize("said", ["y", "true", "1"])
def test_appending_by_functions_of_the_library_is_refused(
    office: Office, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", said)

    assert "readers miss events" in refusal(office.url, office.beside)


@pytest.mark.parametrize("known", [(13, 14), (19, 20)])
def test_a_server_too_old_or_too_new(
    office: Office, known: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "OLDEST", known[0])
    monkeypatch.setattr(server, "NEWEST", known[1])

    with pytest.raises(StoreError, match=f"works with {known[0]} to {known[1]}"):
        make_server_store(office.owner, None, None)
    assert f"works with {known[0]} to {known[1]}" in refusal(office.url, office.beside)


def test_a_role_that_is_not_there(office: Office) -> None:
    with pytest.raises(StoreError, match="CREATE ROLE nobody_here"):
        make_server_store(office.owner, None, "nobody_here")


def test_beside_an_older_release_that_serves_alone_nobody_serves(
    office: Office, store: Store
) -> None:
    with psycopg.connect(office.superuser) as older:
        older.execute("SELECT pg_advisory_lock(1735551335)")
        with pytest.raises(AlreadyServingError, match="older release"), store.serving():
            pass
    with store.serving():
        pass


def test_another_master_key_opens_nothing(office: Office) -> None:
    office.open().engine.close()
    kek = office.beside / f"{office.name}.kek"
    kek.rename(kek.with_name("kept"))
    with pytest.raises(MasterKeyError, match="is missing"):
        office.open()

    other = Office(office.server, office.beside)
    other.open().engine.close()
    shutil.copy(office.beside / f"{other.name}.kek", kek)
    with pytest.raises((MasterKeyError, UnusableLogKeyError)):
        office.open()


def test_the_key_of_the_log_is_never_made_a_second_time(office: Office) -> None:
    office.open().engine.close()
    with psycopg.connect(keys_url(office.owner), autocommit=True) as connection:
        connection.execute("DELETE FROM griffie_keys.secrets")

    with pytest.raises(UnusableLogKeyError, match="another log"):
        office.open()


def test_keys_and_words_stand_apart_and_go_when_they_are_erased(office: Office) -> None:
    store = office.open()
    clerk, dpo = signed_in(store, Role.HANDLER), signed_in(store, Role.DPO)
    place = tell(clerk)
    living = "SELECT count(*) FROM griffie_keys.keys WHERE state = 'living'"
    with psycopg.connect(keys_url(office.owner), autocommit=True) as keys:
        before = keys.execute(living.encode()).fetchone()
        said = {"ground": "test_data", "explanation": "Een proef."}
        assert dpo.post(f"{place}/erase-personal-data", json=said).status_code == 200
        assert keys.execute(living.encode()).fetchone() != before
        lines = keys.execute("SELECT count(*) FROM griffie_keys.erasures").fetchone()
    assert lines is not None
    assert lines[0] == len(store.beside.erasures.lines()) == 1
    store.engine.close()


def test_an_old_copy_loses_again_what_was_erased_since(office: Office) -> None:
    """The database of the keys stands apart: a restored store finds there what was erased."""
    store = office.open()
    clerk, dpo = signed_in(store, Role.HANDLER), signed_in(store, Role.DPO)
    place = tell(clerk)
    kept = store.datastore.tuples("SELECT * FROM vault WHERE request_id <> ''")
    said = {"ground": "test_data", "explanation": "Een proef."}
    assert dpo.post(f"{place}/erase-personal-data", json=said).status_code == 200
    store.engine.close()
    with psycopg.connect(office.owner, autocommit=True) as connection:
        for row in kept:
            insert = "INSERT INTO griffie.vault VALUES (%s, %s, %s, %s, %s)"
            connection.execute(insert, row[:5])

    again = office.open()
    again.resume_erasures()

    assert not again.datastore.tuples("SELECT 1 FROM vault WHERE length(ciphertext) > 0")
    again.engine.close()


def test_a_server_that_was_restarted_is_found_again(office: Office) -> None:
    store = office.open()
    clerk = signed_in(store, Role.HANDLER)
    place = tell(clerk)

    with psycopg.connect(office.server.superuser, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (%s, %s)",
            (office.name, f"{office.name}_keys"),
        )

    assert clerk.get(place).status_code == 200
    assert clerk.get(tell(clerk)).status_code == 200
    store.engine.close()


def test_a_closed_store_leaves_no_connection(office: Office) -> None:
    office.open().engine.close()

    with psycopg.connect(office.server.superuser, autocommit=True) as connection:
        for _ in range(1200):  # a connection that was closed ends a moment later
            left = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname IN (%s, %s)",
                (office.name, f"{office.name}_keys"),
            ).fetchone()
            if left == (0,):
                break
            time.sleep(0.05)
    assert left == (0,)


@pytest.mark.skipif(not DEBIAN.is_dir(), reason="this machine has no PostgreSQL of Debian")
def test_the_oldest_server_carries_a_whole_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIFFIE_PG_BIN", os.fspath(DEBIAN))
    with running() as old:
        office = Office(old, tmp_path / "beside")
        store = office.open()
        tell(signed_in(store, Role.HANDLER))
        assert store.engine.current().count() == 1  # type: ignore[attr-defined]
        assert store.check((), lambda _done, _all: None)[0] == []
        store.engine.close()
