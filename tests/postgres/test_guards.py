"""The history on a server: rights keep the role that serves from it, triggers keep everybody."""

from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.errors import StoreError
from griffie.application.maintenance.findings import Finding
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.postgres.dialect import spelled
from griffie.infrastructure.postgres.guards import find_alterations
from tests.conftest import Clock, signed_in
from tests.given.pg_server import SERVES
from tests.given.story import tell
from tests.postgres.conftest import Office

_EVENT = f"INSERT INTO stored_events VALUES (99, '{HOUSEKEEPING.hex}', 99, 'Forged', '{{}}')"
TO_SERVE = (
    "UPDATE stored_events SET topic = 'Forged'",
    "DELETE FROM stored_events",
    "TRUNCATE stored_events",
    _EVENT,
    "UPDATE log SET entry = ''",
    "DELETE FROM log",
    "INSERT INTO log VALUES (99, '')",
    "UPDATE checkpoints SET note = ''",
    "DELETE FROM checkpoints",
    "ALTER TABLE stored_events DISABLE TRIGGER ALL",
    "DROP TRIGGER no_delete ON stored_events",
    "CREATE TABLE griffie.mine (a text)",
    "CREATE OR REPLACE FUNCTION griffie.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
    "SET session_replication_role = replica",
    "DELETE FROM turn",
)
TO_ALL = (
    "UPDATE stored_events SET topic = 'Forged'",
    "DELETE FROM stored_events",
    "TRUNCATE stored_events",
    _EVENT,
    "UPDATE log SET entry = ''",
    "DELETE FROM log",
    "TRUNCATE log",
    "INSERT INTO log VALUES (99, '')",
    "UPDATE checkpoints SET note = ''",
    "TRUNCATE checkpoints",
)


def told(store: Store) -> str:
    """Let a request run its course; gives where it is found."""
    return tell(signed_in(store, Role.HANDLER))


def whole(store: Store) -> list[Finding]:
    findings, _ = store.check((), lambda _done, _all: None)
    return findings


def test_the_role_that_serves_may_not(office: Office, store: Store) -> None:
    told(store)

    for statement in TO_SERVE:
        with pytest.raises(errors.InsufficientPrivilege):
            office.change(statement, role=SERVES)
    assert whole(store) == []


def test_nobody_may_while_the_guards_stand(office: Office, store: Store) -> None:
    told(store)

    for before in ("SELECT 1", "SET session_replication_role = replica"):
        for statement in TO_ALL:
            with pytest.raises(errors.RestrictViolation):
                office.change(before, statement, role="postgres")
    assert whole(store) == []


def test_a_history_lawfully_leaves_and_no_other(office: Office, store: Store) -> None:
    clerk, dpo = signed_in(store, Role.HANDLER), signed_in(store, Role.DPO)
    stays, leaves = tell(clerk), tell(clerk)
    said = {"ground": "test_data", "explanation": "Een proef."}
    assert dpo.post(f"{leaves}/erase-personal-data", json=said).status_code == 200
    gone = UUID(leaves.rpartition("/")[2])
    told_of = store.recorder.log_size()

    store.requests.erase_stream(gone, Occasion("u-dpo", Clock().at))

    assert store.recorder.newest_version(gone) is None
    assert store.recorder.log_size() > told_of
    assert clerk.get(stays).status_code == 200
    assert whole(store) == []
    at = store.recorder.log_size() + 1
    back = f"INSERT INTO stored_events VALUES ({at}, '{gone.hex}', 1, 'Forged', '{{}}')"
    with pytest.raises(errors.RestrictViolation):
        office.change(back, role="postgres")


ALTERED = {
    "a trigger disabled": "ALTER TABLE stored_events DISABLE TRIGGER no_delete",
    "a trigger for the origin alone": "ALTER TABLE log ENABLE TRIGGER no_update",
    "a trigger dropped": "DROP TRIGGER no_truncate ON log",
    "a trigger with a condition": """CREATE OR REPLACE TRIGGER no_update BEFORE UPDATE ON log
        FOR EACH ROW WHEN (OLD.position < 0) EXECUTE FUNCTION refuse()""",
    "a trigger added": """CREATE TRIGGER mine BEFORE INSERT ON log FOR EACH ROW
        EXECUTE FUNCTION refuse()""",
    "a function emptied": """CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
        SET search_path = griffie, pg_temp AS 'BEGIN RETURN NEW; END'""",
    "a function for who calls it": "ALTER FUNCTION take_turn SECURITY INVOKER",
    "a function without its path": "ALTER FUNCTION refuse RESET search_path",
    "a function added": """CREATE FUNCTION mine() RETURNS int LANGUAGE plpgsql
        AS 'BEGIN RETURN 1; END'""",
    "a rule": "CREATE RULE quiet AS ON INSERT TO checkpoints DO INSTEAD NOTHING",
    "rows that hide": "ALTER TABLE stored_events ENABLE ROW LEVEL SECURITY",
    "a table below": "CREATE TABLE griffie_views.more () INHERITS (stored_events)",
    "a view": "CREATE VIEW griffie.mine AS SELECT 1",
    "a column": "ALTER TABLE checkpoints ADD COLUMN mine text",
    "a table gone": "DROP TABLE subtrees",
    "a table in the way": "CREATE TABLE griffie_views.log (position bigint)",
}


class OneConnection:
    """Reads what a transaction has changed and not committed."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def tuples(self, statement: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(spelled(statement).encode(), parameters).fetchall()


def test_every_altered_guard_is_found(office: Office) -> None:
    for what, statement in ALTERED.items():
        with psycopg.connect(office.owner) as connection:
            connection.execute("SET search_path = griffie, griffie_views")
            looking: Any = OneConnection(connection)
            assert find_alterations(looking) == []
            connection.execute(statement.encode())
            assert find_alterations(looking), what
            connection.rollback()


def test_a_store_with_an_altered_guard_is_audited_and_not_served(office: Office) -> None:
    office.open().engine.close()
    office.change("ALTER TABLE stored_events DISABLE TRIGGER no_delete")

    with pytest.raises(StoreError, match="Somebody changed what keeps the history"):
        office.open()

    audited = office.open(to_be_audited=True)
    assert any("a guard of the store" in one.what for one in whole(audited))
    audited.engine.close()


def test_what_the_owner_changed_behind_the_guards_is_found(office: Office, store: Store) -> None:
    told(store)

    office.change(
        "ALTER TABLE stored_events DISABLE TRIGGER no_update",
        "UPDATE stored_events SET topic = 'NoteAdded' WHERE rowid = 3",
        "ALTER TABLE stored_events ENABLE ALWAYS TRIGGER no_update",
    )

    assert any(one.position == 3 for one in whole(store))


def test_a_log_that_lost_its_end_is_known_by_the_anchor(office: Office) -> None:
    store = office.open()
    told(store)
    last = store.recorder.log_size()
    store.engine.close()
    for table, column in (("stored_events", "rowid"), ("log", "position")):
        office.change(
            f"ALTER TABLE {table} DISABLE TRIGGER no_delete",
            f"DELETE FROM {table} WHERE {column} = {last}",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER no_delete",
        )

    again = office.open(to_be_audited=True)

    assert again.beside.behind()
    assert whole(again)
    again.engine.close()
