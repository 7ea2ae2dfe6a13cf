"""Living tokens that were read from `access.db`, for as long as nobody writes to that file.

What holds here: a token that was revoked, an account that ended and a row that was changed are
known at the next message, in every process: the file is asked each time whether anybody wrote.
"""

from collections.abc import Callable

from griffie.application.access.roles import Account
from griffie.infrastructure.access_file import AccessFile
from griffie.infrastructure.access_rows import TokenRow

_MOST = 1000

Read = Callable[[bytes], tuple[TokenRow | None, Account | None]]
"""The token with a hash, and its account if both are alive."""


class TokenMemory:
    """Call it while holding the turn of the file."""

    def __init__(
        self, file: AccessFile, read: Read, lives: Callable[[TokenRow], bool], *, far: bool
    ) -> None:
        """`far`: on a server every commit of anybody counts as a change: nothing is remembered."""
        self._file, self._read, self._lives, self._far = file, read, lives, far
        self._version: object = None
        self._known = dict[bytes, tuple[TokenRow, Account]]()

    def account_of(self, hashed: bytes) -> Account | None:
        """The account of the token with this hash; None where it is not alive now."""
        if self._far:
            return self._read(hashed)[1]
        if (version := self._file.version()) != self._version:
            self._version, self._known = version, {}
        if hashed in self._known:
            row, account = self._known[hashed]
            return account if self._lives(row) else None
        found, living = self._read(hashed)
        if found and living and len(self._known) < _MOST:
            self._known[hashed] = found, living
        return living
