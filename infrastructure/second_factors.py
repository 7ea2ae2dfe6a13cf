"""Second factors in `access.db`: codes of an app (RFC 6238) and recovery codes."""

import hmac
import secrets
from base64 import b32encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pyotp

from griffie.application.access.passwords import Factor, TakenCode
from griffie.infrastructure.access_file import AccessFile
from griffie.infrastructure.access_rows import FactorRow, PasswordRow, RecoveryRow
from griffie.infrastructure.access_texts import AccessTexts
from griffie.infrastructure.vault.master_key import MasterKey

_STEP = 30
_AROUND = (-1, 0, 1)
"""Steps of 30 seconds by which two clocks may differ."""
_RECOVERY_CODES = 10
_RECOVERY_BYTES = 10
"""80 bits: nobody guesses them, so a fast digest is enough."""


class SQLiteFactors:
    """The second factors in an opened file. For any thread and any number of processes."""

    def __init__(self, file: AccessFile, master_key: MasterKey, clock: Callable[[], float]) -> None:
        """`clock` gives seconds since 1970."""
        self._file, self._clock = file, clock
        self._texts, self._codes = AccessTexts(master_key), master_key.derive("recovery-codes")

    def of(self, account_id: str) -> Factor | None:
        with self._file.turn:
            password = self._file.row(PasswordRow, "account_id = ?", account_id)
            if password is None or password.factor_id is None:
                return None
            asked = password.factor_id
            row = self._file.row(FactorRow, "factor_id = ?", asked)
            left = len(list(self._file.rows(RecoveryRow, "factor_id = ?", asked)))
        return Factor(asked, datetime.fromtimestamp(row.made_at, UTC) if row else None, left)

    def new_secret(self) -> str:
        return pyotp.random_base32()

    def step_of(self, secret: str, code: str) -> int | None:
        app, now = pyotp.TOTP(secret, interval=_STEP), int(self._clock())
        typed = "".join(code.split()).encode("utf-8", "replace")
        for one in _AROUND:
            if hmac.compare_digest(app.at(now + one * _STEP).encode(), typed):
                return now // _STEP + one
        return None

    def put(self, account_id: str, factor_id: str, secret: str, step: int) -> Sequence[str]:
        codes = [_recovery_code() for _ in range(_RECOVERY_CODES)]
        now = self._clock()
        sealed = self._texts.seal(secret, _place(account_id))
        with self._file.writing():
            self._end(account_id)
            self._ask(account_id, factor_id)
            self._file.write(FactorRow(account_id, factor_id, sealed, now, step))
            for one in codes:
                digest = self._digest(account_id, one)
                self._file.write(RecoveryRow(digest, secrets.token_hex(6), account_id, factor_id))
        return codes

    def take(self, account_id: str, code: str) -> TakenCode | None:
        with self._file.writing():
            row = self._file.row(FactorRow, "account_id = ?", account_id)
            password = self._file.row(PasswordRow, "account_id = ?", account_id)
            if row is None or password is None or password.factor_id != row.factor_id:
                return None
            step = self.step_of(self._texts.open(row.secret, _place(account_id)), code)
            if step is not None and step > row.step:
                self._file.write(row._replace(step=step))
                return TakenCode(row.factor_id, None)
            digest = self._digest(account_id, code)
            kept = self._file.row(RecoveryRow, "hash = ?", digest)
            if kept is None or kept.factor_id != row.factor_id:
                return None
            self._file.execute("DELETE FROM recovery_codes WHERE hash = ?", digest)
            return TakenCode(row.factor_id, kept.code_id)

    def end(self, account_id: str) -> None:
        with self._file.writing():
            self._end(account_id)
            if self._file.row(PasswordRow, "account_id = ?", account_id):
                self._ask(account_id, None)

    def end_recovery_code(self, code_id: str) -> None:
        with self._file.writing():
            self._file.execute("DELETE FROM recovery_codes WHERE code_id = ?", code_id)

    def _ask(self, account_id: str, factor_id: str | None) -> None:
        password = self._file.row(PasswordRow, "account_id = ?", account_id)
        if password is None:
            raise LookupError("there is no password beside which a code could be asked")
        self._file.write(password._replace(factor_id=factor_id))

    def _end(self, account_id: str) -> None:
        for table in ("factors", "recovery_codes"):
            self._file.execute(f"DELETE FROM {table} WHERE account_id = ?", account_id)

    def _digest(self, account_id: str, code: str) -> bytes:
        typed = "".join(one for one in code.upper() if one.isalnum())
        said = f"{account_id}/{typed}".encode("utf-8", "replace")
        return hmac.digest(self._codes, said, "sha256")


def _recovery_code() -> str:
    """Such as `7K3F-9Q2M-XTAB-CDEF`: 80 bits."""
    text = b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def _place(account_id: str) -> str:
    return f"factor/{account_id}"
