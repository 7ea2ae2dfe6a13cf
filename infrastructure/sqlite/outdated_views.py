"""Which projections in a file are of another release: nobody reads them, they are made anew."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from griffie.application.projections.registry import PROJECTIONS
from griffie.infrastructure.sqlite.kept_counts import counts_table


def outdated_tables(database: Path) -> frozenset[str]:
    """Their tables, with those of their counts, whether they are there or not.

    None where nothing was folded yet, and of a file that cannot be read.
    """
    with (
        suppress(sqlite3.DatabaseError),
        closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection,
    ):
        if connection.execute("SELECT 1 FROM positions WHERE position <> 0").fetchone():
            current = "SELECT view, code FROM folded_by JOIN positions USING (view)"
            stamps = set(connection.execute(current).fetchall())
            left = [one for one in PROJECTIONS.values() if (one.name, one.stamp) not in stamps]
            counts = [counts_table(one, one.name) for one in left if one.counted]
            return frozenset([one.name for one in left] + counts)
    return frozenset()
