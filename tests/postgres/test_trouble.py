"""What an operator sees when the server, a role or a clock is not as it should be: a sentence."""

import shlex
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.composition import ServerPlaces, Store, open_server_store
from griffie.application.access.roles import Role
from griffie.application.errors import StoreError
from tests.conftest import Clock, signed_in
from tests.given.pg_server import SERVES
from tests.given.server import GRIFFIE
from tests.given.story import receive
from tests.postgres.conftest import Office


@pytest.fixture
def limited(office: Office, store: Store) -> Iterator[Store]:
    """A store whose role may make no connection more than it has."""
    receive(signed_in(store, Role.DPO))
    with psycopg.connect(office.superuser, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {SERVES} CONNECTION LIMIT 1".encode())
        yield store
        connection.execute(f"ALTER ROLE {SERVES} CONNECTION LIMIT -1".encode())


def test_a_server_without_a_free_connection_is_said_and_served_again(
    office: Office, limited: Store
) -> None:
    with pytest.raises(StoreError, match="too many connections"):
        office.open()
    # Who is served already goes on with the connections that there are.
    place = receive(signed_in(limited, Role.DPO))
    assert signed_in(limited, Role.DPO).get(place).status_code == 200


def test_a_server_that_becomes_read_only_is_read_and_records_nothing(
    office: Office, store: Store
) -> None:
    clerk = signed_in(store, Role.DPO)
    place = receive(clerk)
    office.change(
        f"ALTER DATABASE {office.name} SET default_transaction_read_only = on",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        role="postgres",
    )

    assert clerk.get(place).status_code == 200
    refused = clerk.post(f"{place}/add-note", json={"note": "x"})
    assert refused.status_code == 503
    assert "retry-after" in refused.headers
    office.change(
        "SET default_transaction_read_only = off",
        f"ALTER DATABASE {office.name} RESET default_transaction_read_only",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        role="postgres",
    )
    assert clerk.post(f"{place}/add-note", json={"note": "x"}).status_code == 200


def test_a_machine_whose_clock_is_behind_records_nothing(office: Office, store: Store) -> None:
    ahead = Clock()
    ahead.at += timedelta(minutes=10)
    places = ServerPlaces(beside=office.beside)
    other = open_server_store(office.url, places, clock=ahead, demo=True)
    place = receive(signed_in(other, Role.DPO))

    refused = signed_in(store, Role.DPO).post(f"{place}/add-note", json={"note": "x"})

    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/clock")
    assert signed_in(store, Role.DPO).get(place).status_code == 200
    other.engine.close()


def test_a_little_behind_is_no_trouble(office: Office, store: Store) -> None:
    ahead = Clock()
    ahead.at += timedelta(minutes=2)
    places = ServerPlaces(beside=office.beside)
    other = open_server_store(office.url, places, clock=ahead, demo=True)
    place = receive(signed_in(other, Role.DPO))

    assert signed_in(store, Role.DPO).post(f"{place}/add-note", json={"note": "x"}).is_success
    other.engine.close()


@pytest.mark.parametrize("url", ["postgresql://a:hu%zzhush@db/x", "postgresql://a:b@hush@db/x"])
def test_what_is_no_address_beside_the_store_is_refused_and_not_said(
    office: Office, url: str
) -> None:
    for word, places in (
        ("keys", ServerPlaces(keys=url, beside=office.beside)),
        ("replica", ServerPlaces(replica=url, beside=office.beside)),
    ):
        with pytest.raises(StoreError, match=f"^--{word} is no address of a database") as found:
            open_server_store(office.url, places)
        assert "hush" not in str(found.value)


def test_a_command_with_too_few_files_says_which_limit_to_raise(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.open().engine.close()
    words = shlex.join([GRIFFIE, "list", "--database", office.url])
    monkeypatch.setenv("GRIFFIE_BESIDE", str(office.beside))
    for files in (6,):
        shell = f"ulimit -n {files}; exec {words}"
        ended = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
        assert ended.returncode == 2, ended
        assert "ulimit -n 1200" in ended.stderr
        assert "Traceback" not in ended.stderr


def test_work_for_a_folder_is_done_by_who_serves_it(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    none = CliRunner().invoke(app, ["work", "--data", str(folder)])
    made = CliRunner().invoke(app, ["token", "create", "--role", "dpo", "--data", str(folder)])
    one = CliRunner().invoke(app, ["work", "--data", str(folder)])

    assert (none.exit_code, made.exit_code, one.exit_code) == (2, 0, 2)
    assert "there is no store at" in none.stderr
    assert "served by one process" in one.stderr
