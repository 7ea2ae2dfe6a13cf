"""To whom the summary of a day went. No personal data: a day and an account."""

from datetime import date

from griffie.infrastructure.database import Database

TABLES = (
    """CREATE TABLE IF NOT EXISTS digests (day TEXT NOT NULL, account_id TEXT NOT NULL,
       PRIMARY KEY (day, account_id)) WITHOUT ROWID""",
)
_CLAIM = """INSERT INTO digests (day, account_id) VALUES (?, ?)
    ON CONFLICT (day, account_id) DO NOTHING RETURNING 1"""


class SQLiteDigests:
    """See `application.sending.subscribers.Digests`. Raises PersistenceError as well."""

    def __init__(self, datastore: Database) -> None:
        self._datastore = datastore
        datastore.make(*TABLES)

    def went(self, on: date) -> frozenset[str]:
        select = "SELECT account_id FROM digests WHERE day = ?"
        return frozenset(account for (account,) in self._datastore.rows(select, (on.isoformat(),)))

    def claim(self, on: date, account: str) -> bool:
        with self._datastore.transaction(commit=True) as c:
            c.execute("DELETE FROM digests WHERE day < ?", (on.isoformat(),))
            c.execute(_CLAIM, _row(on, account))
            return c.fetchone() is not None

    def release(self, on: date, account: str) -> None:
        with self._datastore.transaction(commit=True) as c:
            delete = "DELETE FROM digests WHERE day = ? AND account_id = ?"
            c.execute(delete, _row(on, account))


def _row(on: date, account: str) -> tuple[str, str]:
    return on.isoformat(), account
