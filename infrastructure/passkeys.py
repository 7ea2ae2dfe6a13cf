"""Passkeys in `access.db`: public keys, which open nothing, and the labels of their owners."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from griffie.application.access.passkeys import NewKey, Passkey
from griffie.application.access.roles import Account, Role
from griffie.infrastructure.access_file import AccessFile
from griffie.infrastructure.access_rows import PasskeyRow, PersonRow
from griffie.infrastructure.access_texts import AccessTexts
from griffie.infrastructure.sessions import SessionTable
from griffie.infrastructure.vault.master_key import MasterKey


class SQLitePasskeys:
    """The passkeys in an opened file. For any thread and any number of processes."""

    def __init__(
        self,
        file: AccessFile,
        sessions: SessionTable,
        master_key: MasterKey,
        clock: Callable[[], float],
    ) -> None:
        """`clock` gives seconds since 1970."""
        self._file, self._sessions, self._clock = file, sessions, clock
        self._texts = AccessTexts(master_key)

    def all(self) -> Sequence[Passkey]:
        return self._where("TRUE")

    def of_account(self, account_id: str) -> Sequence[Passkey]:
        return self._where("account_id = ?", account_id)

    def find(self, credential: bytes) -> Passkey | None:
        return next(iter(self._where("credential = ?", credential)), None)

    def put(self, account_id: str, passkey_id: str, label: str, key: NewKey) -> None:
        sealed = self._texts.seal(label, _place(passkey_id))
        with self._file.writing():
            if _living(self._file, account_id) is None:
                raise LookupError("there is no such account")
            known = "SELECT count(*) FROM passkeys WHERE credential = ?"
            if self._file.count(known, key.credential):  # also of a row that is not sound
                raise ValueError("that passkey is known")
            self._file.write(PasskeyRow(passkey_id, account_id, *key, sealed, self._clock()))

    def count(self, passkey_id: str, count: int) -> None:
        with self._file.writing():
            row = self._file.row(PasskeyRow, "passkey_id = ?", passkey_id)
            if row and count > row.uses:
                self._file.write(row._replace(uses=count))

    def end(self, passkey_id: str) -> None:
        with self._file.writing():
            self._file.execute("DELETE FROM passkeys WHERE passkey_id = ?", passkey_id)
            self._sessions.end(passkey_id)

    def open_session(self, passkey_id: str) -> str | None:
        with self._file.writing():
            if account_of_passkey(self._file, passkey_id) is None:
                return None
            return self._sessions.open(passkey_id)

    def _where(self, where: str, *values: object) -> list[Passkey]:
        with self._file.turn:
            rows = sorted(self._file.rows(PasskeyRow, where, *values), key=lambda one: one.made_at)
            return [
                Passkey(
                    row.passkey_id,
                    row.account_id,
                    self._texts.open(row.label, _place(row.passkey_id)),
                    datetime.fromtimestamp(row.made_at, UTC),
                    NewKey(row.credential, row.public_key, row.uses),
                    self._sessions.of(row.passkey_id),
                )
                for row in rows
            ]


def account_of_passkey(file: AccessFile, passkey_id: str) -> Account | None:
    """The account of a passkey, if it may sign in now; hold the turn of `file`."""
    row = file.row(PasskeyRow, "passkey_id = ?", passkey_id)
    person = _living(file, row.account_id) if row else None
    return Account(person.account_id, Role(person.role), passkey_id) if person else None


def _living(file: AccessFile, account_id: str) -> PersonRow | None:
    person = file.row(PersonRow, "account_id = ?", account_id)
    return person if person and person.ended_at is None else None


def _place(passkey_id: str) -> str:
    return f"passkey/{passkey_id}"
