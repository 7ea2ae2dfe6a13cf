"""The secret addresses of calendar feeds, in `access.db`: as a hash, beside the tokens.

An account has one feed at most. A feed opens dates and references and nothing else; it ends with
its account, when it is revoked, and when another one is made.
"""

import secrets

from griffie.infrastructure.access_file import AccessFile
from griffie.infrastructure.access_rows import FeedRow, hash_of

_SECRET_BYTES = 32


class FeedTable:
    """The feeds in an opened file. Hold its `turn` to read, `writing()` to write."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def make(self, account_id: str, now: float) -> str:
        """The secret of a new feed, which only the caller knows from now on; the old one ends."""
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        self.end(account_id)
        self._file.write(FeedRow(hash_of(secret), account_id, now))
        return secret

    def end(self, account_id: str) -> bool:
        """End the feed of an account. False if it had none."""
        return self._file.execute("DELETE FROM feeds WHERE account_id = ?", account_id) > 0

    def account_of(self, secret: str) -> str | None:
        """Whose feed a secret opens; none where the row is not as it was sealed."""
        row = self._file.row(FeedRow, "hash = ?", hash_of(secret))
        return row.account_id if row else None

    def made_at(self, account_id: str) -> float | None:
        """When the feed of an account was made, in seconds since 1970; none where it has none."""
        row = self._file.row(FeedRow, "account_id = ?", account_id)
        return row.made_at if row else None
