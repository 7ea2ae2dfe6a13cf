"""What the log says of passwords and second factors stands above what somebody puts in a file."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.domain.accounts import ACCOUNTS
from tests.conftest import Clock, Open
from tests.given.passwords import NAME, OTHER, PASSWORD, cheap, employed, with_app


def held(store: Store) -> bytes:
    with closing(sqlite3.connect(store.folder / "access.db")) as file:
        return file.serialize()


def put_back(store: Store, kept: bytes) -> None:
    store.access.close()
    for file in store.folder.glob("access.db*"):
        file.unlink()
    path = store.folder / "access.db"
    path.write_bytes(kept)
    path.chmod(0o600)


def findings(store: Store) -> list[str]:
    return [one.what for one in store.check((), lambda _done, _all: None)[0]]


def changed(store: Store, account: str) -> None:
    store.engine.credentials.choose(account, OTHER, store.engine.now(OPERATOR))


def ended(store: Store, account: str) -> None:
    store.engine.credentials.end_password(account, store.engine.now(OPERATOR))


def coded(store: Store, account: str) -> None:
    with_app(store, account)


def left(store: Store, account: str) -> None:
    store.engine.directory.end_account(account, store.engine.now(OPERATOR))


@pytest.mark.parametrize("since", [changed, ended, coded, left])
@pytest.mark.in_folder
def test_an_older_file_opens_nothing_that_ended_since(
    store: Store, opening: Open, clock: Clock, since: Callable[[Store, str], None]
) -> None:
    account = employed(store)
    kept = held(store)
    since(store, account)

    put_back(store, kept)
    audited = open_store(store.folder, clock=clock, demo=True, to_be_audited=True)
    found = findings(audited)
    audited.engine.close()
    opened = cheap(opening())

    assert any("not the one of the log" in what or "and lives" in what for what in found)
    assert opened.access.passwords.check(NAME, PASSWORD, known=False) is None
    assert not findings(opened)
    assert not findings(cheap(opening()))


@pytest.mark.in_folder
def test_a_recovery_code_that_was_used_stays_used_in_an_older_file(
    store: Store, opening: Open
) -> None:
    account = employed(store)
    _, codes = with_app(store, account)
    kept = held(store)
    now = store.engine.now(OPERATOR)
    assert store.engine.credentials.take_code(account, codes[0], now)

    put_back(store, kept)
    opened = cheap(opening())

    assert not opened.engine.credentials.take_code(account, codes[0], now)
    assert opened.engine.credentials.take_code(account, codes[1], now)


@pytest.mark.in_folder
def test_whoever_is_given_another_password_afterwards_signs_in_with_it(
    store: Store, opening: Open
) -> None:
    account = employed(store)
    kept = held(store)
    coded(store, account)
    put_back(store, kept)
    opened = cheap(opening())

    now = opened.engine.now(OPERATOR)
    assert not opened.engine.credentials.password_of(account)
    made = opened.engine.credentials.give_one_time(account, NAME, now)
    again = cheap(opening())

    assert again.access.passwords.check(NAME, made.secret, known=False)
    assert not findings(again)


@pytest.mark.in_folder
def test_a_store_of_before_passwords_gets_the_tables_and_keeps_its_people(
    store: Store, opening: Open
) -> None:
    token = store.access.create_token(Role.DPO, "Ann")
    store.access.close()
    with closing(sqlite3.connect(store.folder / "access.db")) as file:
        for table in ("passwords", "factors", "recovery_codes", "absences", "views"):
            file.execute(f"DROP TABLE {table}")
        file.commit()

    opened = opening()

    assert opened.access.account_of(token)
    assert employed(opened)
    assert opened.access.passwords.check(NAME, PASSWORD, known=False)
    assert not findings(opened)


def test_nothing_legible_of_a_person_stands_in_the_log(store: Store) -> None:
    account = employed(store)
    coded(store, account)

    said = repr(list(store.requests.history(ACCOUNTS)))

    for word in (NAME, "Wiske", PASSWORD, "argon2"):
        assert word not in said
