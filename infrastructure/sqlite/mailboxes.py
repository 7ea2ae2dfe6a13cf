"""How far each watched mailbox was taken in, and what lies there for a person. No personal data."""

from datetime import UTC, date, datetime

from griffie.application.intake.mailbox_places import ParkedMail, Place, Why
from griffie.infrastructure.database import Database

TABLES = (
    """CREATE TABLE IF NOT EXISTS mailbox_places (mailbox TEXT PRIMARY KEY,
       generation INTEGER NOT NULL, number INTEGER NOT NULL, since TEXT NOT NULL,
       trying INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS mailbox_parked (mailbox TEXT NOT NULL,
       generation INTEGER NOT NULL, number INTEGER NOT NULL, why TEXT NOT NULL,
       size INTEGER NOT NULL, at TEXT NOT NULL,
       PRIMARY KEY (mailbox, generation, number)) WITHOUT ROWID""",
)
_BEGIN = """INSERT INTO mailbox_places (mailbox, generation, number, since) VALUES (?, ?, ?, ?)
    ON CONFLICT (mailbox) DO UPDATE SET generation = excluded.generation, tries = 0,
    number = excluded.number, since = excluded.since, trying = 0"""
_TRYING = """UPDATE mailbox_places SET tries = CASE WHEN trying = :number THEN tries + 1 ELSE 1 END,
    trying = :number WHERE mailbox = :mailbox RETURNING tries"""
_NOT_TRIED = "UPDATE mailbox_places SET tries = tries - 1 WHERE mailbox = ? AND trying = ?"
_DONE = "UPDATE mailbox_places SET number = ?, trying = 0, tries = 0 WHERE mailbox = ?"


class SQLiteMailboxPlaces:
    """See `application.intake.mailbox_places.MailboxPlaces`. Raises PersistenceError."""

    def __init__(self, datastore: Database) -> None:
        self._datastore = datastore
        datastore.make(*TABLES)

    def place_of(self, mailbox: str) -> Place | None:
        select = "SELECT generation, number, since FROM mailbox_places WHERE mailbox = ?"
        for row in self._datastore.rows(select, (mailbox,)):
            return Place(row["generation"], row["number"], date.fromisoformat(row["since"]))
        return None

    def begin(self, mailbox: str, place: Place) -> None:
        row = (mailbox, place.generation, place.number, place.since.isoformat())
        with self._datastore.transaction(commit=True) as c:
            c.execute(_BEGIN, row)

    def trying(self, mailbox: str, number: int) -> int:
        with self._datastore.transaction(commit=True) as c:
            c.execute(_TRYING, {"mailbox": mailbox, "number": number})
            return int(c.fetchone()["tries"])

    def not_tried(self, mailbox: str, number: int) -> None:
        with self._datastore.transaction(commit=True) as c:
            c.execute(_NOT_TRIED, (mailbox, number))

    def done(self, mailbox: str, number: int) -> None:
        with self._datastore.transaction(commit=True) as c:
            c.execute(_DONE, (number, mailbox))

    def park(self, mail: ParkedMail) -> None:
        at = mail.at.astimezone(UTC).isoformat(timespec="microseconds")
        row = (mail.mailbox, mail.generation, mail.number, mail.why, mail.size, at)
        with self._datastore.transaction(commit=True) as c:
            c.execute("INSERT OR IGNORE INTO mailbox_parked VALUES (?, ?, ?, ?, ?, ?)", row)

    def parked(self) -> list[ParkedMail]:
        select = "SELECT * FROM mailbox_parked ORDER BY at, mailbox, number"
        return [
            ParkedMail(
                row["mailbox"],
                row["generation"],
                row["number"],
                Why(row["why"]),
                row["size"],
                datetime.fromisoformat(row["at"]),
            )
            for row in self._datastore.rows(select)
        ]

    def settle(self, mailbox: str) -> int:
        with self._datastore.transaction(commit=True) as c:
            c.execute("DELETE FROM mailbox_parked WHERE mailbox = ? RETURNING 1", (mailbox,))
            return len(c.fetchall())
