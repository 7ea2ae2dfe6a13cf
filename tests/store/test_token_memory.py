"""A token is remembered for as long as nobody writes to the sign-in file."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from griffie.application.access.roles import Role
from griffie.infrastructure.access import SQLiteAccess
from griffie.infrastructure.access_file import AccessFile
from tests.store.test_access import HOUR, MASTER, Clock, access, clock, signed_in

__all__ = ["access", "clock"]


def test_a_token_is_remembered_until_anybody_writes_and_no_longer_than_it_lives(
    access: SQLiteAccess, clock: Clock, tmp_path: Path
) -> None:
    token = access.create_token(Role.DPO)
    short = access.create_token(Role.DPO, expires_at=datetime.fromtimestamp(clock.now + HOUR, UTC))
    account = signed_in(access, token)
    assert signed_in(access, short)

    with patch.object(AccessFile, "row", side_effect=AssertionError):  # both are in memory
        assert access.account_of(token) == account
        clock.now += HOUR
        assert access.account_of(short) is None

    with sqlite3.connect(tmp_path / "access.db") as forger:
        forger.execute("UPDATE people SET role = 'admin' WHERE account_id = ?", (account.id,))
    assert access.account_of(token) is None


def test_a_revoked_token_is_dead_at_the_next_message_in_every_process(
    access: SQLiteAccess, tmp_path: Path
) -> None:
    other = SQLiteAccess(tmp_path / "access.db", MASTER)
    token, mine = access.create_token(Role.DPO), access.create_token(Role.DPO)
    account = signed_in(other, token)
    assert signed_in(access, mine)

    access.revoke(account.token_id)
    assert other.account_of(token) is None
    other.end_account(signed_in(other, mine).id)
    assert access.account_of(mine) is None
    other.close()
