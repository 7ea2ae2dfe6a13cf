"""A store goes from a folder to a server: octet for octet, checked twice, and served once."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx2
import pytest
from typer.testing import CliRunner, Result

from griffie.api.cli import app
from griffie.api.composition import ServerPlaces, open_server_store, open_store
from griffie.api.composition.moving import give_up_moving
from griffie.application.access.roles import Role
from griffie.application.errors import AlreadyServingError, StoreError
from griffie.application.held import Held
from griffie.infrastructure.postgres import moving
from tests.conftest import signed_in
from tests.given.closed_store import client
from tests.given.pg_server import OWNER, SERVES
from tests.given.server import served
from tests.given.story import receive
from tests.postgres.moves import Databases, Filled, databases, filled

__all__ = ["databases", "filled"]
STORES = Path(__file__).parents[1] / "golden" / "stores"


def refused(filled: Filled) -> str:
    with pytest.raises(StoreError) as refusal:
        open_store(filled.folder, clock=filled.clock, demo=True)
    return str(refusal.value)


def in_folder(filled: Filled, select: str, file: str = "griffie.db") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(filled.folder / file)) as connection:
        return connection.execute(select).fetchall()


def test_everything_stands_there_as_it_stood_here(filled: Filled, databases: Databases) -> None:
    databases.move(filled)

    store = databases.open(filled)
    assert store.check((), lambda _done, _all: None)[0] == []
    mine = client(store, filled.token)
    assert [mine.get(place).content for place in filled.places] == filled.shown
    assert store.recorder.checkpoints()[-1] == filled.checkpoint
    for table in ("stored_events", "log", "checkpoints", "vault", "messages", "answers", "outbox"):
        columns = [name for _, name, *_ in in_folder(filled, f"PRAGMA table_info({table})")]
        select = f"SELECT {', '.join(columns)} FROM {table}"
        assert sorted(databases.rows(select)) == sorted(in_folder(filled, select))
    wrapped = "SELECT request_id, tier, state, wrapped FROM keys"
    keys = databases.rows(wrapped, f"{databases.name}_keys")
    assert sorted(keys) == sorted(in_folder(filled, wrapped, "keys.db"))
    told = databases.rows("SELECT line FROM erasures ORDER BY number", f"{databases.name}_keys")
    ledger = filled.folder.with_name("data.erasures").read_text().splitlines()
    assert [line for (line,) in told] == ledger

    # It goes on: the next command follows the last one, the log leads on from what was signed.
    assert mine.post(f"{filled.places[0]}/add-note", json={"note": "Verder."}).status_code == 200
    assert store.log.compare(filled.checkpoint).found is Held.LEADS_ON
    assert store.check((), lambda _done, _all: None)[0] == []
    store.engine.close()


def test_the_folder_is_never_served_again_and_can_be_audited(
    filled: Filled, databases: Databases
) -> None:
    databases.move(filled)

    assert "was moved to" in refused(filled)
    audited = open_store(filled.folder, clock=filled.clock, demo=True, to_be_audited=True)
    assert audited.check((), lambda _done, _all: None)[0] == []
    audited.engine.close()
    databases.move(filled)  # again: it finds everything there, and says so
    with pytest.raises(StoreError, match="The store is on the server"):
        move_give_up(filled, databases)


def move_give_up(filled: Filled, databases: Databases) -> None:
    give_up_moving(filled.folder, databases.owner)


def cut_off(filled: Filled, databases: Databases, patch: pytest.MonkeyPatch, table: str) -> None:
    """Move it, and end in the middle: after this table was copied."""
    copy = moving._copy

    def until(into: Any, file: Any, name: str) -> None:
        copy(into, file, name)
        if name == table:
            raise KeyboardInterrupt

    with patch.context() as cut:
        cut.setattr(moving, "_copy", until)
        with pytest.raises(KeyboardInterrupt):
            databases.move(filled)


@pytest.mark.parametrize("table", ["keys", "views", "log", "vault"])
def test_where_it_is_cut_off_neither_is_served_and_it_is_begun_again(
    filled: Filled, databases: Databases, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    cut_off(filled, databases, monkeypatch, table)

    assert "on its way there" in refused(filled)
    assert databases.rows("SELECT count(*) FROM stored_events") == [(0,)]
    databases.move(filled)
    store = databases.open(filled)
    assert store.check((), lambda _done, _all: None)[0] == []
    assert client(store, filled.token).get(filled.places[0]).content == filled.shown[0]
    store.engine.close()


def test_a_move_that_was_cut_off_can_be_given_up(
    filled: Filled, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(filled, databases, monkeypatch, "log")

    move_give_up(filled, databases)

    store = open_store(filled.folder, clock=filled.clock, demo=True)
    assert client(store, filled.token).get(filled.places[0]).content == filled.shown[0]
    store.engine.close()


def test_what_does_not_arrive_as_it_left_is_not_moved(
    filled: Filled, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = moving._read
    spoil = iter([(b"another",)])
    monkeypatch.setattr(
        moving, "_read", lambda *asked: [*list(read(*asked))[1:], next(spoil, ("",))]
    )
    with pytest.raises(StoreError, match="did not arrive as it left"):
        databases.move(filled)
    assert databases.rows("SELECT count(*) FROM stored_events") == [(0,)]


def test_a_folder_that_is_served_or_damaged_stays(filled: Filled, databases: Databases) -> None:
    store = open_store(filled.folder, clock=filled.clock, demo=True)
    with store.serving(), pytest.raises(AlreadyServingError):
        databases.move(filled)
    store.engine.close()
    with closing(sqlite3.connect(filled.folder / "griffie.db")) as connection:
        connection.executescript(
            "DROP TRIGGER log_update; UPDATE log SET entry = zeroblob(75) WHERE position = 2"
        )
    with pytest.raises(StoreError):
        databases.move(filled)
    assert databases.rows("SELECT to_regclass('griffie.log')") == [(None,)]


def test_a_database_that_holds_another_store_is_refused(
    filled: Filled, databases: Databases, tmp_path: Path
) -> None:
    databases.move(filled)
    other = open_store(tmp_path / "other", clock=filled.clock, demo=True)
    receive(signed_in(other, Role.DPO))
    other.engine.close()
    another = filled._replace(folder=tmp_path / "other")
    databases.beside = tmp_path / "elsewhere"

    with pytest.raises(StoreError, match="holds a store already"):
        databases.move(another)

    assert (tmp_path / "other" / "griffie.db").exists()
    open_store(another.folder, clock=filled.clock, demo=True).engine.close()
    assert databases.rows("SELECT count(*) FROM log")[0][0] > 1


def test_keys_of_another_store_are_never_overwritten(
    filled: Filled, databases: Databases, tmp_path: Path
) -> None:
    databases.move(filled)
    before = databases.rows("SELECT * FROM keys", f"{databases.name}_keys")
    databases.administer(f"DROP DATABASE {databases.name} WITH (FORCE)")
    databases.administer(f"CREATE DATABASE {databases.name} OWNER {OWNER} TEMPLATE template0")
    other = open_store(tmp_path / "other", clock=filled.clock, demo=True)
    receive(signed_in(other, Role.DPO))
    other.engine.close()
    databases.beside = tmp_path / "elsewhere"

    with pytest.raises(StoreError, match="those of another store"):
        databases.move(filled._replace(folder=tmp_path / "other"))

    assert databases.rows("SELECT * FROM keys", f"{databases.name}_keys") == before


def test_a_store_of_an_earlier_release_is_moved_from_the_command_line_and_served(
    databases: Databases, tmp_path: Path
) -> None:
    """With a token, a receipt and a bundle that its people have had since then."""
    with ZipFile(STORES / "0.1.0-november.zip") as packed:
        packed.extractall(tmp_path)
    for key in (tmp_path / "data.kek", tmp_path / "data" / "log-key"):
        key.chmod(0o600)
    folder = ("--data", str(tmp_path / "data"))

    def griffie(*words: str) -> Result:
        given = {"GRIFFIE_BESIDE": str(databases.beside)}
        return CliRunner().invoke(app, words, env=given)

    assert griffie("move", *folder).exit_code == 2
    moved = griffie("move", *folder, "--database", databases.owner, "--for", SERVES)

    assert moved.exit_code == 0, moved.stderr
    assert "audited" in moved.stdout
    assert "moved to" in griffie("tick", *folder).stderr
    again = griffie("move", *folder, "--database", databases.owner, "--give-up")
    assert (again.exit_code, "is on the server" in again.stderr) == (2, True)
    serve = ("--database", databases.url, "--beside", str(databases.beside), "--strict-roles")
    bearer = {"Authorization": f"Bearer {(tmp_path / 'token').read_text().strip()}"}
    with served(None, *serve) as server:
        listed = httpx2.get(
            f"http://127.0.0.1:{server.port}/api/v1/requests", headers=bearer, timeout=60
        )
        assert listed.json()["items"]
    (tmp_path / "kept").mkdir()
    shutil.copy(tmp_path / "receipt.txt", tmp_path / "kept")
    held = griffie("audit", "--database", databases.url, "--held", str(tmp_path / "kept"))
    store = open_server_store(databases.url, ServerPlaces(beside=databases.beside))
    assert store.log.compare((tmp_path / "receipt.txt").read_text()).found is Held.LEADS_ON
    (tmp_path / "key").write_text(store.log.vkey)
    verified = griffie("verify", str(tmp_path / "bundle.zip"), "--trust", str(tmp_path / "key"))
    store.engine.close()
    assert (held.exit_code, verified.exit_code) == (0, 0)
