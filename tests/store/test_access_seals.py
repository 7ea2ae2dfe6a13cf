"""Who can write `access.db` and has no master key: nothing that they write lets anybody in."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.domain.accounts import ACCOUNTS, AccessCarriedOver
from tests.conftest import Clock, Open

MINE = "griffie_" + "A" * 43
"""A token that the attacker made up: only its hash would have to stand in the file."""
HASH = sha256(MINE.encode()).digest()

pytestmark = pytest.mark.in_folder


def write(store: Store, *statements: str) -> None:
    with closing(sqlite3.connect(store.folder / "access.db")) as file:
        for statement in statements:
            file.execute(statement, (HASH,) if "?" in statement else ())
        file.commit()


def unmark(store: Store) -> None:
    with store.datastore.transaction(commit=True) as c:
        c.execute("DELETE FROM store WHERE name = 'access'")


def findings(store: Store) -> list[str]:
    return [one.what for one in store.check((), lambda _done, _all: None)[0]]


ATTACKS = {
    "a role is raised": "UPDATE people SET role = 'dpo' WHERE role = 'handler'",
    "a token gets another hash": "UPDATE tokens SET hash = ? WHERE revoked_at IS NULL",
    "a token gets another owner": """UPDATE tokens SET account_id =
        (SELECT account_id FROM people WHERE role = 'admin') WHERE revoked_at IS NULL""",
    "a revoked token lives again": "UPDATE tokens SET revoked_at = NULL",
    "a token opens more than its scope": "UPDATE tokens SET scope = 'audit'",
    "a token lives for ever": "UPDATE tokens SET expires_at = 9e9",
    "a token is planted": """INSERT INTO tokens SELECT ?, 'planted', account_id, made_at, NULL,
        NULL, seal, NULL FROM tokens LIMIT 1""",
    "a token is planted without a seal": """INSERT INTO tokens SELECT ?, 'planted', account_id,
        made_at, NULL, NULL, NULL, NULL FROM tokens LIMIT 1""",
    "an account is planted": "INSERT INTO people VALUES ('u-mallory2', 'admin', x'', NULL, x'00')",
    "a session is planted": """INSERT INTO sessions SELECT ?, token_id, 9e9, 9e9, seal
        FROM tokens LIMIT 1""",
    "a seal is no seal": "UPDATE people SET seal = 'text'",
    "the seals are taken off": "UPDATE people SET seal = NULL",
    "a row says what no row says": "UPDATE people SET role = x'ff'",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_row_that_was_changed_lets_nobody_in_and_the_audit_finds_it(
    store: Store, opening: Open, attack: str
) -> None:
    handler = store.access.create_token(Role.HANDLER, "Ann")
    admin = store.access.create_token(Role.ADMIN, "Bob")
    gone = store.access.account_of(admin)
    assert gone
    store.access.revoke(gone.token_id)

    write(store, ATTACKS[attack])

    for opened in (store, opening()):
        for token in (MINE, admin):
            assert opened.access.account_of(token) is None
        as_handler = opened.access.account_of(handler)
        assert as_handler is None or as_handler.role is Role.HANDLER
        assert opened.access.account_of_session(MINE) is None
        assert any("access.db" in what for what in findings(opened))


def test_what_ended_is_ended_again_where_an_old_file_was_put_back(
    store: Store, opening: Open, clock: Clock
) -> None:
    now = store.engine.now(OPERATOR)
    made = [store.engine.directory.create(Role.ADMIN, "Bob", None, now) for _ in range(2)]
    with closing(sqlite3.connect(store.folder / "access.db")) as file:
        held = file.serialize()
    store.engine.directory.revoke(made[0].id, now)
    store.engine.directory.end_account(made[1].account_id, now)

    put_back(store, held)
    audited = open_store(store.folder, clock=clock, demo=True, to_be_audited=True)
    found = findings(audited)
    audited.engine.close()
    opened = opening()

    assert len([what for what in found if "in the log, and lives" in what]) == 2
    assert all(opened.access.account_of(one.secret) is None for one in made)
    assert not findings(opened)


def put_back(store: Store, held: bytes) -> None:
    store.access.close()
    for file in store.folder.glob("access.db*"):
        file.unlink()
    path = store.folder / "access.db"
    path.write_bytes(held)
    path.chmod(0o600)


def unseal(store: Store) -> None:
    """The sign-in file as an older version left it: without the columns of this one."""
    write(
        store,
        *(f"ALTER TABLE {table} DROP COLUMN seal" for table in ("people", "tokens", "sessions")),
        "ALTER TABLE people DROP COLUMN ended_at",
        "ALTER TABLE tokens DROP COLUMN expires_at",
        "ALTER TABLE tokens DROP COLUMN scope",
    )


Older = Callable[[], tuple[Store, str]]


@pytest.fixture
def older(opening: Open) -> Older:
    """Makes a store as an older version left it, with two accounts, and gives the token of one."""

    def made() -> tuple[Store, str]:
        store = opening()
        token = store.access.create_token(Role.DPO, "Ann")
        store.access.create_token(Role.HANDLER, "Bob")
        unmark(store)
        unseal(store)
        return store, token

    return made


def test_the_file_of_an_older_version_is_carried_over_once_and_that_is_recorded(
    older: Older, opening: Open
) -> None:
    _, token = older()

    store = opening()
    again = opening()

    for opened in (store, again):
        account = opened.access.account_of(token)
        assert account
        assert account.role is Role.DPO
        assert not findings(opened)
    (event,) = again.requests.history(ACCOUNTS)
    assert isinstance(event, AccessCarriedOver)
    assert (event.accounts, event.tokens) == (2, 2)


def test_seals_that_were_taken_off_are_not_put_on_a_second_time(
    older: Older, opening: Open
) -> None:
    _, token = older()
    store = opening()

    unseal(store)
    unmark(store)  # the log remembers all the same
    stripped = opening()

    assert stripped.access.account_of(token) is None
    assert findings(stripped)


def test_in_a_store_that_never_had_an_account_none_can_be_planted(
    store: Store, opening: Open
) -> None:
    write(
        store,
        "INSERT INTO people VALUES ('u-mallory2', 'admin', x'', NULL, NULL)",
        "INSERT INTO tokens VALUES (?, 'planted', 'u-mallory2', 1.0, NULL, NULL, NULL, NULL)",
    )

    assert opening().access.account_of(MINE) is None


def test_an_older_store_that_is_only_audited_is_not_changed(older: Older, clock: Clock) -> None:
    store, _ = older()

    audited = open_store(store.folder, clock=clock, demo=True, to_be_audited=True)

    assert not findings(audited)
    assert not list(audited.requests.history(ACCOUNTS))
    audited.engine.close()
