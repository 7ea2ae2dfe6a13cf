"""Sign-in names and passwords in `access.db`.

A password stands there as Argon2id (RFC 9106) over a digest under the master key: who has the file
alone cannot even try passwords. A sign-in name stands as a keyed digest, by which it is found, and
encrypted, to be shown.
"""

import hmac
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from griffie.application.access.passwords import Password, TooManyAtOnceError
from griffie.application.access.roles import Account, Role
from griffie.infrastructure.access_file import AccessFile
from griffie.infrastructure.access_rows import PasswordRow, PersonRow
from griffie.infrastructure.access_texts import AccessTexts
from griffie.infrastructure.sessions import SessionTable
from griffie.infrastructure.vault.master_key import MasterKey

_PASSES, _KIBIBYTES, _LANES = 2, 19 * 1024, 1
"""What OWASP asks of Argon2id at least. More would slow an attacker who has the file and the master
key, and would let strangers keep a small server busier."""
_AT_ONCE = 2
"""Passwords that are checked at the same time: each takes 19 MiB and a processor."""
_WAITING = 8
"""Checks of strangers that wait or run; the next one is told to come back."""


class SQLitePasswords:
    """The passwords in an opened file. For any thread and any number of processes."""

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
        self._names, self._pepper = master_key.derive("sign-in"), master_key.derive("passwords")
        self._hasher = PasswordHasher(_PASSES, _KIBIBYTES, _LANES)
        self._nobody_s = ""
        self._turns, self._room = BoundedSemaphore(_AT_ONCE), BoundedSemaphore(_WAITING)

    def any(self) -> bool:
        with self._file.turn:
            return self._file.row(PasswordRow, "TRUE") is not None

    def of(self, account_id: str) -> Password | None:
        with self._file.turn:
            row = self._file.row(PasswordRow, "account_id = ?", account_id)
            return self._shown(row) if row else None

    def owner_of(self, sign_in_name: str) -> str | None:
        with self._file.turn:
            row = self._file.row(PasswordRow, "sign_in = ?", self._digest(sign_in_name))
        return row.account_id if row else None

    def key_of(self, sign_in_name: str) -> str:
        return self._digest(sign_in_name).hex()

    def check(self, sign_in_name: str, password: str, *, known: bool) -> Password | None:
        with self._file.turn:
            row = self._file.row(PasswordRow, "sign_in = ?", self._digest(sign_in_name))
        with nullcontext() if known else self._in_the_room(), self._turns:
            nobody_s = self._hash_of_nobody()
            right = self._verify(row.hash if row else nobody_s, password)
        if row is None or not right or self.account_of(row.password_id) is None:
            return None
        if self._hasher.check_needs_rehash(row.hash):
            self._hash_anew(row, password)
        with self._file.turn:
            return self._shown(row)

    def put(
        self,
        account_id: str,
        password_id: str,
        sign_in_name: str,
        password: str,
        lasts: timedelta | None = None,
    ) -> Password:
        digest, hashed, now = self._digest(sign_in_name), self._hash(password), self._clock()
        with self._file.writing():
            person = self._file.row(PersonRow, "account_id = ?", account_id)
            if person is None or person.ended_at is not None:
                raise LookupError("there is no such account")
            # Of another account: also where its row is not sound, for a row with its name must not
            # take its place.
            others = "SELECT count(*) FROM passwords WHERE sign_in = ? AND account_id <> ?"
            if self._file.count(others, digest, account_id):
                raise ValueError("somebody has that name")
            old = self._file.row(PasswordRow, "account_id = ?", account_id)
            self._end(account_id)
            row = PasswordRow(
                account_id,
                password_id,
                digest,
                self._texts.seal(sign_in_name.strip(), _place(account_id)),
                hashed,
                now,
                now + lasts.total_seconds() if lasts else None,
                old.factor_id if old else None,
            )
            self._file.write(row)
            return self._shown(row)

    def end(self, account_id: str) -> None:
        with self._file.writing():
            self._end(account_id)

    def open_session(self, password_id: str) -> str | None:
        if self.account_of(password_id) is None:
            return None
        with self._file.writing():
            return self._sessions.open(password_id)

    def account_of(self, password_id: str) -> Account | None:
        with self._file.turn:
            return account_of_password(self._file, password_id, self._clock())

    def _end(self, account_id: str) -> None:
        row = self._file.row(PasswordRow, "account_id = ?", account_id)
        self._file.execute("DELETE FROM passwords WHERE account_id = ?", account_id)
        if row:
            self._sessions.end(row.password_id)

    def _shown(self, row: PasswordRow) -> Password:
        return Password(
            row.password_id,
            row.account_id,
            self._texts.open(row.name, _place(row.account_id)),
            datetime.fromtimestamp(row.made_at, UTC),
            None if row.until is None else datetime.fromtimestamp(row.until, UTC),
            row.factor_id,
            row.until is not None and row.until <= self._clock(),
            self._sessions.of(row.password_id),
        )

    def _digest(self, sign_in_name: str) -> bytes:
        name = unicodedata.normalize("NFKC", sign_in_name.strip()).casefold()
        return hmac.digest(self._names, name.encode("utf-8", "replace"), "sha256")

    def _peppered(self, password: str) -> str:
        text = unicodedata.normalize("NFKC", password).encode("utf-8", "replace")
        return hmac.digest(self._pepper, text, "sha256").hex()

    def _hash(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(self._peppered(password))

    def _hash_of_nobody(self) -> str:
        """Of a password that nobody knows: what a name without an account is checked against."""
        if not self._nobody_s:
            self._nobody_s = self._hasher.hash(secrets.token_hex(32))
        return self._nobody_s

    def _verify(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, self._peppered(password))
        except (VerificationError, InvalidHashError):
            return False

    def _hash_anew(self, row: PasswordRow, password: str) -> None:
        """The parameters of Argon2id were raised since: the right password is at hand now."""
        hashed = self._hash(password)
        with self._file.writing():
            now = self._file.row(PasswordRow, "password_id = ?", row.password_id)
            if now == row:
                self._file.write(row._replace(hash=hashed))

    @contextmanager
    def _in_the_room(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise TooManyAtOnceError
        try:
            yield
        finally:
            self._room.release()


def account_of_password(file: AccessFile, password_id: str, now: float) -> Account | None:
    """The account that has this password and may sign in with it now; hold the turn of `file`."""
    row = file.row(PasswordRow, "password_id = ?", password_id)
    if row is None or (row.until is not None and row.until <= now):
        return None
    person = file.row(PersonRow, "account_id = ?", row.account_id)
    if person is None or person.ended_at is not None:
        return None
    return Account(person.account_id, Role(person.role), row.password_id)


def _place(account_id: str) -> str:
    return f"sign-in/{account_id}"
