"""Who is signed in, for how long, and what they may do."""

import re
import sqlite3
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from griffie.application.access.roles import (
    DPO_COMMANDS,
    TABLE,
    Account,
    Permission,
    Reach,
    Role,
    commands_for_role,
    may,
    may_take,
)
from griffie.application.errors import MasterKeyError
from griffie.infrastructure.access import SQLiteAccess
from griffie.infrastructure.vault.master_key import MasterKey

MASTER = MasterKey(bytes(range(32)))
HOUR = 3600


class Clock:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(tmp_path: Path, clock: Clock) -> SQLiteAccess:
    return SQLiteAccess(tmp_path / "access.db", MASTER, clock)


def signed_in(access: SQLiteAccess, token: str) -> Account:
    account = access.account_of(token)
    assert account
    return account


def test_a_token_signs_its_account_in(access: SQLiteAccess) -> None:
    token = access.create_token(Role.DPO, "Wiske Vandersteen")

    account = signed_in(access, token)

    assert re.fullmatch(r"griffie_[A-Za-z0-9_-]{43}", token)
    assert re.fullmatch(r"u-[a-z2-7]{8}", account.id)
    assert account.role is Role.DPO
    assert access.name_of(account.id) == "Wiske Vandersteen"


@pytest.mark.parametrize("token", ["", "griffie_", "griffie_\ud800", "griffie_" + "A" * 43])
def test_another_token_signs_nobody_in(access: SQLiteAccess, token: str) -> None:
    access.create_token(Role.DPO)

    assert access.account_of(token) is None
    assert access.open_session(token) is None


def test_another_process_knows_a_token_and_its_end_at_once(
    access: SQLiteAccess, tmp_path: Path
) -> None:
    other = SQLiteAccess(tmp_path / "access.db", MASTER)
    token = access.create_token(Role.HANDLER)
    account = signed_in(other, token)

    assert access.revoke(account.token_id)

    assert other.account_of(token) is access.account_of(token) is None
    assert not access.revoke(account.token_id)


def test_the_administrator_sees_people_and_never_a_token(access: SQLiteAccess) -> None:
    tokens = [access.create_token(Role.ADMIN, "Ann"), access.create_token(Role.INTAKE, "Bob")]
    access.revoke(signed_in(access, tokens[1]).token_id)

    people, listed = access.people(), access.tokens()

    assert {(one.name, one.role, one.ended_at) for one in people} == {
        ("Ann", Role.ADMIN, None),
        ("Bob", Role.INTAKE, None),
    }
    assert [one.revoked_at is None for one in listed].count(True) == 1
    assert not any(token in repr((people, listed)) for token in tokens)


def test_neither_a_name_nor_a_token_nor_a_cookie_stands_in_the_file(
    access: SQLiteAccess, tmp_path: Path
) -> None:
    token = access.create_token(Role.DPO, "Wiske Vandersteen")
    cookie = access.open_session(token)
    assert cookie

    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"dpo" in kept
    for secret in (token, token.removeprefix("griffie_"), cookie, "Wiske", "Vandersteen"):
        assert secret.encode() not in kept
        assert secret.encode("utf-16-le") not in kept
        assert b64encode(secret.encode())[:8] not in kept
    assert not [path for path in tmp_path.iterdir() if path.stat().st_mode & 0o077]


def test_the_name_of_who_left_is_forgotten_and_the_account_stays(
    access: SQLiteAccess, tmp_path: Path
) -> None:
    account = signed_in(access, access.create_token(Role.DPO, "Wiske Vandersteen"))
    with sqlite3.connect(tmp_path / "access.db") as anyone:
        ((sealed,),) = anyone.execute("SELECT name FROM people")
    anyone.close()

    access.forget_name(account.id)

    assert access.name_of(account.id) == ""
    assert not [path for path in tmp_path.iterdir() if sealed[:16] in path.read_bytes()]


def test_under_another_master_key_nobody_is_known(access: SQLiteAccess, tmp_path: Path) -> None:
    token = access.create_token(Role.DPO, "Ann")
    account = signed_in(access, token)

    other = SQLiteAccess(tmp_path / "access.db", MasterKey(bytes(32)))

    assert (other.account_of(token), other.role_of(account.id)) == (None, None)
    with pytest.raises(LookupError):
        other.name_of(account.id)


def test_a_token_that_expires_ends_its_sessions_with_it(access: SQLiteAccess, clock: Clock) -> None:
    soon = datetime.fromtimestamp(clock.now + 600, UTC)
    token = access.create_token(Role.HANDLER, "Ann", soon)
    cookie = access.open_session(token)
    assert cookie
    assert access.account_of_session(cookie)
    assert len(access.tokens()[0].sessions) == 1

    clock.now += 600

    assert access.account_of(token) is access.account_of_session(cookie) is None
    assert access.open_session(token) is None
    assert access.tokens()[0].sessions == ()
    with pytest.raises(ValueError, match="over already"):
        access.create_token(Role.HANDLER, "Bob", soon)


def test_another_token_of_an_account_signs_in_the_same_person(access: SQLiteAccess) -> None:
    first = access.create_token(Role.HANDLER, "Ann")
    account = signed_in(access, first)

    second = access.add_token(account.id)

    assert signed_in(access, second)[:2] == signed_in(access, first)[:2] == account[:2]
    with pytest.raises(LookupError):
        access.add_token("u-unknown2")


def test_an_account_that_ended_signs_in_no_more_and_gets_no_token(access: SQLiteAccess) -> None:
    token = access.create_token(Role.HANDLER, "Ann")
    account, cookie = signed_in(access, token), access.open_session(token)
    assert cookie

    access.end_account(account.id)

    assert access.account_of(token) is access.account_of_session(cookie) is None
    with pytest.raises(LookupError):
        access.add_token(account.id)
    assert access.name_of(account.id) == "Ann"


def test_a_broken_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "access.db").write_bytes(b"not a database" * 100)

    with pytest.raises(MasterKeyError, match="make new tokens"):
        SQLiteAccess(tmp_path / "access.db", MASTER)


def test_a_session_ends_after_an_hour_without_a_request(access: SQLiteAccess, clock: Clock) -> None:
    token = access.create_token(Role.HANDLER)
    cookie = access.open_session(token)
    assert cookie

    clock.now += HOUR - 1
    assert access.account_of_session(cookie) == signed_in(access, token)
    clock.now += HOUR - 1
    assert access.account_of_session(cookie)
    clock.now += HOUR
    assert access.account_of_session(cookie) is None


def test_a_look_by_itself_does_not_prolong_a_session(access: SQLiteAccess, clock: Clock) -> None:
    cookie = access.open_session(access.create_token(Role.HANDLER))
    assert cookie

    clock.now += HOUR - 1
    assert access.account_of_session(cookie, used=False)
    clock.now += 1
    assert access.account_of_session(cookie, used=False) is None
    assert access.account_of_session(cookie) is None


def test_a_session_ends_after_twelve_hours_of_work(access: SQLiteAccess, clock: Clock) -> None:
    cookie = access.open_session(access.create_token(Role.HANDLER))
    assert cookie

    for _ in range(23):
        clock.now += HOUR / 2
        assert access.account_of_session(cookie)
    clock.now += HOUR / 2

    assert access.account_of_session(cookie) is None


def test_a_session_ends_when_it_is_closed_and_when_its_token_ends(access: SQLiteAccess) -> None:
    token = access.create_token(Role.HANDLER)
    closed, revoked = access.open_session(token), access.open_session(token)
    assert closed
    assert revoked

    access.close_session(closed)
    assert access.account_of_session(closed) is None
    assert access.account_of_session(revoked)
    access.revoke(signed_in(access, token).token_id)
    assert access.account_of_session(revoked) is None


def test_ended_sessions_do_not_pile_up(access: SQLiteAccess, clock: Clock, tmp_path: Path) -> None:
    token = access.create_token(Role.HANDLER)
    for _ in range(3):
        access.open_session(token)
        clock.now += HOUR

    with sqlite3.connect(tmp_path / "access.db") as anyone:
        assert anyone.execute("SELECT count(*) FROM sessions").fetchone() == (1,)


ALL, OWN, NO = Reach.ALL, Reach.OWN, None
EXPECTED = {
    "receive": (ALL, ALL, ALL, NO, NO, NO),
    "messages": (ALL, ALL, ALL, ALL, NO, NO),
    "command": (NO, ALL, ALL, NO, NO, NO),
    "dpo_command": (NO, NO, ALL, NO, NO, NO),
    "read_state": (OWN, ALL, ALL, ALL, ALL, ALL),
    "hint": (OWN, ALL, ALL, NO, NO, NO),
    "lists": (OWN, ALL, ALL, ALL, NO, NO),
    "board": (NO, ALL, ALL, ALL, Reach.FIGURES, NO),
    "reveal": (Reach.OWN_FOR_A_DAY, ALL, ALL, Reach.WITH_REASON, NO, NO),
    "search": (OWN, ALL, ALL, Reach.WITH_REASON, NO, NO),
    "audit": (NO, NO, ALL, ALL, NO, NO),
    "reports": (NO, ALL, ALL, ALL, ALL, NO),
    "colleagues": (NO, ALL, ALL, ALL, NO, ALL),
    "admin": (NO, NO, NO, NO, NO, ALL),
    "office": (NO, NO, ALL, NO, NO, ALL),
}


def test_the_table_of_roles_is_the_published_one() -> None:
    """In the order of the columns: intake, handler, dpo, auditor, reporter, admin."""
    assert {what: tuple(may(role, what) for role in Role) for what in Permission} == EXPECTED
    assert TABLE.keys() == set(Permission)


def test_what_nobody_thought_of_is_nobodys() -> None:
    with pytest.raises(ValueError, match="is not a valid Permission"):
        may(Role.ADMIN, "everything")


def test_some_steps_are_the_data_protection_officers_alone() -> None:
    asked = ["grant", "place-hold", "close", "erase-personal-data"]

    assert commands_for_role(Role.DPO, asked) == tuple(asked)
    assert commands_for_role(Role.HANDLER, asked) == ("grant", "close")
    for role in (Role.INTAKE, Role.AUDITOR, Role.REPORTER, Role.ADMIN):
        assert commands_for_role(role, asked) == ()
    assert {role for role in Role for step in DPO_COMMANDS if may_take(role, step)} == {Role.DPO}
