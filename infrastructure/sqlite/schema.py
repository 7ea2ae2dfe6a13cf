"""The tables of `griffie.db`, and the triggers that refuse to change what happened.

The owner of the file can drop a trigger; then the log shows it.
"""

from griffie.domain.housekeeping import HOUSEKEEPING

_NAMED = "replace(json_extract(CAST(state AS TEXT), '$.data.stream'), '-', '')"
"""The stream that a StreamErased names, as streams are spelled here."""

TABLES = (  # the vault makes its own
    # `rowid` is the library's name for the position: declared, it can neither move nor be reused.
    # A stream has one spelling, else an erased one could be written to under another.
    """CREATE TABLE IF NOT EXISTS stored_events (rowid INTEGER PRIMARY KEY CHECK (rowid > 0),
       originator_id TEXT NOT NULL CHECK (typeof(originator_id) = 'text'
           AND length(originator_id) = 32 AND originator_id NOT GLOB '*[^0-9a-f]*'),
       originator_version INTEGER NOT NULL CHECK (typeof(originator_version) = 'integer'
           AND originator_version > 0), topic TEXT NOT NULL,
       state BLOB NOT NULL, UNIQUE (originator_id, originator_version))""",
    # Asked before every insert: without it, each append costs as much as there were erasures.
    f"""CREATE INDEX IF NOT EXISTS erased_histories ON stored_events ({_NAMED})
       WHERE topic = 'StreamErased'""",
    # How many requests there should be in a view is asked at each turn of the clock.
    """CREATE INDEX IF NOT EXISTS received_requests ON stored_events (topic)
       WHERE topic = 'RequestReceived'""",
    "CREATE TABLE IF NOT EXISTS log (position INTEGER PRIMARY KEY, entry BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS checkpoints (size INTEGER PRIMARY KEY, note TEXT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, request_id TEXT NOT NULL,
       version INTEGER NOT NULL, mac TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS answers_by_age ON answers (at)",
    "CREATE TABLE IF NOT EXISTS store (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


def erased_condition(stream: str) -> str:
    """A condition in SQL: the housekeeping stream says that this stream lawfully left."""
    # The plus keeps SQLite from going through the housekeeping stream event by event instead.
    return f"""EXISTS (SELECT 1 FROM stored_events WHERE topic = 'StreamErased'
        AND {_NAMED} = {stream} AND +originator_id = '{HOUSEKEEPING.hex}')"""


_STAYS = "what happened stays"

# A replacing insert fires no delete trigger, hence the guards before every insert. In a BEFORE
# trigger an automatic rowid reads as -1; a chosen one must be the next.
REFUSALS = {
    "stored_events_update": "BEFORE UPDATE ON stored_events",
    "stored_events_delete": f"""BEFORE DELETE ON stored_events
        WHEN OLD.originator_id = '{HOUSEKEEPING.hex}'
        OR NOT {erased_condition("OLD.originator_id")}""",
    "stored_events_replace": f"""BEFORE INSERT ON stored_events
        WHEN EXISTS (SELECT 1 FROM stored_events WHERE originator_id = NEW.originator_id
            AND originator_version = NEW.originator_version)
        OR NEW.rowid <> -1 AND NEW.rowid <> (SELECT COALESCE(MAX(rowid), 0) + 1
            FROM stored_events)
        OR {erased_condition("NEW.originator_id")}""",
    "log_update": "BEFORE UPDATE ON log",
    "log_delete": "BEFORE DELETE ON log",
    "log_replace": """BEFORE INSERT ON log
        WHEN NEW.position <> (SELECT COALESCE(MAX(position), 0) + 1 FROM log)""",
    "checkpoints_update": "BEFORE UPDATE ON checkpoints",
    "checkpoints_delete": "BEFORE DELETE ON checkpoints",
    "checkpoints_replace": """BEFORE INSERT ON checkpoints
        WHEN EXISTS (SELECT 1 FROM checkpoints WHERE size = NEW.size)""",
}

TRIGGERS = tuple(
    f"CREATE TRIGGER IF NOT EXISTS {name} {moment}"
    f" BEGIN SELECT RAISE(ABORT, '{name.rsplit('_', 1)[0]}: {_STAYS}'); END"
    for name, moment in REFUSALS.items()
)
