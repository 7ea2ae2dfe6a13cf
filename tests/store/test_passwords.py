"""Passwords and second factors in the sign-in file: what opens, and what never does."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher

from griffie.application.access.passwords import TooManyAtOnceError
from griffie.application.access.roles import Account, Role
from griffie.infrastructure.access import SQLiteAccess
from griffie.infrastructure.vault.master_key import MasterKey

MASTER = MasterKey(bytes(range(32)))
RIGHT, NAME = "drie paarden in de mist", "wiske@kantoor.example"


class Clock:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(tmp_path: Path, clock: Clock) -> SQLiteAccess:
    opened = SQLiteAccess(tmp_path / "access.db", MASTER, clock)
    opened.passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return opened


@pytest.fixture
def wiske(access: SQLiteAccess) -> str:
    account = access.create_account(Role.HANDLER, "Wiske Vandersteen")
    access.passwords.put(account, "0a1b2c3d4e5f", NAME, RIGHT)
    return account


def write(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute(statement, values)
        file.commit()


def test_the_right_password_opens_a_session(access: SQLiteAccess, wiske: str) -> None:
    found = access.passwords.check(NAME, RIGHT, known=False)
    assert found
    cookie = access.passwords.open_session(found.id)
    assert cookie

    account = access.account_of_session(cookie)

    assert account == Account(wiske, Role.HANDLER, found.id)
    assert access.account_of(RIGHT) is access.account_of(found.id) is None
    now = access.passwords.of(wiske)
    assert now
    assert len(now.sessions) == 1


@pytest.mark.parametrize("name", [" WISKE@kantoor.example ", "wiske@KANTOOR.example"])
def test_a_name_is_the_same_in_capitals_and_with_spaces(
    access: SQLiteAccess, wiske: str, name: str
) -> None:
    assert access.passwords.check(name, RIGHT, known=False)
    assert access.passwords.owner_of(name) == wiske


@pytest.mark.parametrize(
    ("name", "password"),
    [(NAME, RIGHT + " "), (NAME, RIGHT.upper()), (NAME, ""), ("suske", RIGHT), ("", "")],
)
def test_anything_else_opens_nothing(
    access: SQLiteAccess, wiske: str, name: str, password: str
) -> None:
    assert access.passwords.check(name, password, known=False) is None


def test_a_letter_with_its_accent_is_one_however_it_was_typed(
    access: SQLiteAccess, wiske: str
) -> None:
    access.passwords.put(wiske, "1", NAME, "één café op zondag")

    assert access.passwords.check(NAME, "e\u0301e\u0301n cafe\u0301 op zondag", known=False)


def test_another_password_ends_the_old_one_and_its_sessions(
    access: SQLiteAccess, wiske: str
) -> None:
    old = access.passwords.of(wiske)
    assert old
    cookie = access.passwords.open_session(old.id)
    assert cookie

    access.passwords.put(wiske, "1", NAME, "een heel ander paard")

    assert access.account_of_session(cookie) is None
    assert access.passwords.open_session(old.id) is None
    assert access.passwords.check(NAME, RIGHT, known=False) is None


def test_a_one_time_password_is_good_for_its_time(
    access: SQLiteAccess, wiske: str, clock: Clock
) -> None:
    access.passwords.put(wiske, "1", NAME, "7k3f-9q2m-xtab", timedelta(days=7))
    assert access.passwords.check(NAME, "7k3f-9q2m-xtab", known=False)

    clock.now += 7 * 86_400

    assert access.passwords.check(NAME, "7k3f-9q2m-xtab", known=False) is None


def test_two_people_never_have_one_name(access: SQLiteAccess, wiske: str) -> None:
    other = access.create_account(Role.ADMIN)

    with pytest.raises(ValueError, match="somebody"):
        access.passwords.put(other, "1", NAME.upper(), "een heel ander paard")

    assert access.passwords.owner_of(NAME) == wiske


def test_who_left_signs_in_no_more_and_gets_no_password(access: SQLiteAccess, wiske: str) -> None:
    access.end_account(wiske)

    assert access.passwords.check(NAME, RIGHT, known=False) is None
    with pytest.raises(LookupError):
        access.passwords.put(wiske, "1", NAME, RIGHT)


def test_the_file_shows_no_password_no_name_and_no_key(
    access: SQLiteAccess, wiske: str, tmp_path: Path
) -> None:
    secret = access.factors.new_secret()
    codes = access.factors.put(wiske, "f", secret, 0)
    access.close()

    held = b"".join(file.read_bytes() for file in tmp_path.glob("access.db*"))

    for text in (RIGHT, NAME, "wiske", secret, *codes):
        assert text.encode() not in held
    assert b"$argon2id$v=19$" in held


def test_who_has_the_file_alone_cannot_even_try_passwords(
    access: SQLiteAccess, wiske: str, tmp_path: Path
) -> None:
    access.close()
    other = SQLiteAccess(tmp_path / "access.db", MasterKey(bytes(32)))

    assert other.passwords.check(NAME, RIGHT, known=False) is None
    with closing(sqlite3.connect(tmp_path / "access.db")) as file:
        (hashed,) = file.execute("SELECT hash FROM passwords").fetchone()
    with pytest.raises(Exception, match="match"):
        PasswordHasher().verify(hashed, RIGHT)


def test_the_parameters_are_raised_at_the_next_sign_in(
    access: SQLiteAccess, wiske: str, tmp_path: Path
) -> None:
    access.passwords._hasher = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)

    assert access.passwords.check(NAME, RIGHT, known=False)
    assert access.passwords.check(NAME, RIGHT, known=False)

    with closing(sqlite3.connect(tmp_path / "access.db")) as file:
        (hashed,) = file.execute("SELECT hash FROM passwords").fetchone()
    assert "m=16,t=2" in hashed


def test_strangers_in_a_crowd_are_sent_away_and_a_known_browser_is_not(
    access: SQLiteAccess, wiske: str
) -> None:
    room = access.passwords._room
    while room.acquire(blocking=False):
        pass

    with pytest.raises(TooManyAtOnceError):
        access.passwords.check(NAME, RIGHT, known=False)
    assert access.passwords.check(NAME, RIGHT, known=True)


# Codes


@pytest.fixture
def app(access: SQLiteAccess, wiske: str, clock: Clock) -> Callable[[int], str]:
    """The app of Wiske: its code so many seconds from now."""
    secret = access.factors.new_secret()
    access.factors.put(wiske, "f1", secret, 0)

    def shown(later: int) -> str:
        return pyotp.TOTP(secret).at(int(clock.now) + later)

    return shown


@pytest.mark.parametrize("apart", [-30, 0, 30])
def test_two_clocks_may_differ_by_half_a_minute(
    access: SQLiteAccess, wiske: str, app: Callable[[int], str], apart: int
) -> None:
    assert access.factors.take(wiske, app(apart))


@pytest.mark.parametrize("apart", [-90, 90, 300])
def test_a_code_of_another_time_is_none(
    access: SQLiteAccess, wiske: str, app: Callable[[int], str], apart: int
) -> None:
    assert access.factors.take(wiske, app(apart)) is None


def test_a_code_never_counts_twice_nor_after_a_newer_one(
    access: SQLiteAccess, wiske: str, app: Callable[[int], str]
) -> None:
    before, now = app(-30), app(0)

    taken = [access.factors.take(wiske, one) for one in (now, now, before, f" {now[:3]} {now[3:]}")]

    assert taken == [("f1", None), None, None, None]
    assert access.factors.take(wiske, app(30))


def test_a_recovery_code_opens_once_however_it_is_typed(
    access: SQLiteAccess, wiske: str, clock: Clock
) -> None:
    codes = access.factors.put(wiske, "f2", access.factors.new_secret(), 0)
    other = access.create_account(Role.DPO)
    access.passwords.put(other, "1", "suske", RIGHT)
    access.factors.put(other, "f3", access.factors.new_secret(), 0)

    typed = codes[0].lower().replace("-", " ")
    elsewhere = access.factors.take(other, typed)
    first, again = access.factors.take(wiske, typed), access.factors.take(wiske, codes[0])

    assert elsewhere is again is None
    assert first
    assert first.recovery
    factor = access.factors.of(wiske)
    assert factor
    assert factor.recovery_codes == len(codes) - 1


def test_another_app_ends_the_old_one_and_its_recovery_codes(
    access: SQLiteAccess, wiske: str, app: Callable[[int], str]
) -> None:
    codes = access.factors.put(wiske, "f2", access.factors.new_secret(), 0)
    access.factors.put(wiske, "f3", access.factors.new_secret(), 0)

    assert access.factors.take(wiske, app(0)) is access.factors.take(wiske, codes[0]) is None


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM factors",
        "UPDATE factors SET seal = NULL",
        "UPDATE factors SET step = 0",
        "UPDATE factors SET account_id = 'u-other222'",
        "UPDATE passwords SET factor_id = NULL",
        "UPDATE passwords SET until = NULL, hash = 'x'",
        "UPDATE passwords SET account_id = 'u-other222'",
    ],
)
def test_who_writes_the_file_never_takes_the_code_away(
    access: SQLiteAccess, wiske: str, app: Callable[[int], str], tmp_path: Path, attack: str
) -> None:
    assert access.factors.take(wiske, app(0))  # a step that the attack sets back
    used = app(0)

    write(tmp_path / "access.db", attack)

    found = access.passwords.check(NAME, RIGHT, known=False)
    assert found is None or found.factor == "f1"
    assert access.factors.take(wiske, used) is None
