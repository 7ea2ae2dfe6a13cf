"""What was tried of late, as all processes that serve a store know it: see `access.tries`.

What a key is made of (an address, a name that was typed) stands nowhere: a row is named by a keyed
digest. The seconds are those of the server, so that the clocks of machines need not agree.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from griffie.application.access.tries import KEPT, Looked, Tried
from griffie.infrastructure.database import Database

TABLE = """CREATE TABLE IF NOT EXISTS tries (name TEXT PRIMARY KEY, times REAL, at REAL NOT NULL,
    until REAL NOT NULL)"""
"""`times` is nothing where a key was only asked for."""
_DAY = 86_400.0
_SWEPT_EVERY = 1_000
"""Looks of one process between two sweeps."""
_NOW = "SELECT CAST(extract(epoch FROM clock_timestamp()) AS DOUBLE PRECISION)"
# Each key gets a row, so that it can be held; in one order, so that nobody waits in a circle.
_BEGIN = """INSERT INTO tries SELECT name, NULL, extract(epoch FROM clock_timestamp()), 0
    FROM unnest(CAST(? AS TEXT[])) AS n(name) ORDER BY name ON CONFLICT DO NOTHING"""
_HOLD = """SELECT name, times, at, until FROM tries WHERE name = ANY(CAST(? AS TEXT[]))
    ORDER BY name FOR UPDATE"""
_KEEP = "UPDATE tries SET times = ?, at = ?, until = ? WHERE name = ?"
_SWEEP = """DELETE FROM tries WHERE name IN (SELECT name FROM tries WHERE at < greatest(?,
    (SELECT at FROM tries ORDER BY at DESC OFFSET ? LIMIT 1)) FOR UPDATE SKIP LOCKED)"""


class SharedTries:
    """See `Tries`. A crash of the server may lose the last of it."""

    def __init__(self, database: Database, mac: Callable[[bytes], str]) -> None:
        self._database, self._mac = database, mac
        self._looks = count(1)

    @contextmanager
    def of(self, *keys: str) -> Iterator[Looked]:
        named = {self._mac(key.encode()): key for key in keys}
        with self._database.derived() as c:
            c.execute(_BEGIN, (list(named),))
            c.execute(_HOLD, (list(named),))
            rows = c.fetchall()
            c.execute(_NOW)
            ((now,),) = c.fetchall()
            before = {
                named[name]: Tried(times, at, until)
                for name, times, at, until in rows
                if times is not None
            }
            looked = Looked(now, dict(before))
            yield looked
            for name, key in named.items():
                if looked.known.get(key) != before.get(key):
                    c.execute(_KEEP, (*looked.known.get(key, (None, now, 0)), name))
            if next(self._looks) % _SWEPT_EVERY == 0:
                c.execute(_SWEEP, (now - _DAY, KEPT))
