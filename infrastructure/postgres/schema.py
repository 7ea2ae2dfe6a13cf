"""Tables, functions, triggers and rights of a store on a server, as `griffie migrate` makes them.

The owner of a database can drop a trigger; then the log shows it. The role that serves can not: it
reads what happened, and adds to it by calling `append`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from griffie.application.ports import MESSAGE
from griffie.application.projections.registry import PROJECTIONS
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.infrastructure.postgres import fleet, shared_tries
from griffie.infrastructure.postgres.dialect import made
from griffie.infrastructure.sqlite import (
    answer_codes,
    daily_counts,
    digests,
    mailboxes,
    messages,
    outbox,
    schema,
    sealed_rows,
    subtrees,
    views,
)
from griffie.infrastructure.sqlite.kept_counts import counts_table

TRIGGERS = {
    ("stored_events", "no_update"): ("BEFORE UPDATE", "ROW", "refuse"),
    ("stored_events", "no_delete"): ("BEFORE DELETE", "ROW", "refuse_to_delete"),
    ("stored_events", "no_truncate"): ("BEFORE TRUNCATE", "STATEMENT", "refuse"),
    ("stored_events", "in_order"): ("BEFORE INSERT", "ROW", "refuse_to_insert"),
    ("log", "no_update"): ("BEFORE UPDATE", "ROW", "refuse"),
    ("log", "no_delete"): ("BEFORE DELETE", "ROW", "refuse"),
    ("log", "no_truncate"): ("BEFORE TRUNCATE", "STATEMENT", "refuse"),
    ("log", "in_order"): ("BEFORE INSERT", "ROW", "refuse_to_insert"),
    ("checkpoints", "no_update"): ("BEFORE UPDATE", "ROW", "refuse"),
    ("checkpoints", "no_delete"): ("BEFORE DELETE", "ROW", "refuse"),
    ("checkpoints", "no_truncate"): ("BEFORE TRUNCATE", "STATEMENT", "refuse"),
}
"""By table and name: the moment, for each what, and the function that refuses."""

CORE = ("stored_events", "log", "checkpoints")
_SQL = Path(__file__).with_name("schema.sql")
_FUNCTION = re.compile(
    r"CREATE OR REPLACE FUNCTION (\w+)\((?:(?!CREATE OR).)*?AS \$\$(.*?)\$\$;", re.DOTALL
)
_RIGHTS = """
GRANT USAGE ON SCHEMA griffie, griffie_views TO {role};
GRANT CREATE ON SCHEMA griffie_views TO {role};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA griffie TO {role};
GRANT SELECT ON ALL TABLES IN SCHEMA griffie TO {role};
GRANT INSERT ON checkpoints TO {role};
GRANT INSERT, UPDATE, DELETE ON {others} TO {role};
"""


def core() -> str:
    """The text of `schema.sql`, with the names that it takes from the program."""
    text = _SQL.read_text("utf-8")
    return text.replace("@HOUSEKEEPING@", HOUSEKEEPING.hex).replace("@MESSAGE@", MESSAGE)


def function_bodies() -> dict[str, str]:
    """By name, what the functions in PL/pgSQL say, as the server keeps it."""
    return dict(_FUNCTION.findall(core()))


def statements() -> Iterator[str]:
    """What makes everything, in its order. To be carried out in one transaction, as the owner."""
    yield core()
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA griffie FROM PUBLIC"
    for statement in _plain_tables():
        yield made(statement)
    # Rows of the vault are read in the order in which they came: an audit, fifty at a time.
    yield "ALTER TABLE vault ADD COLUMN IF NOT EXISTS rowid BIGINT GENERATED ALWAYS AS IDENTITY"
    yield "CREATE UNIQUE INDEX IF NOT EXISTS vault_by_rowid ON vault (rowid)"
    for (table, name), (moment, each, function) in TRIGGERS.items():
        yield (
            f"CREATE OR REPLACE TRIGGER {name} {moment} ON {table} FOR EACH {each}"
            f" EXECUTE FUNCTION {function}()"
        )
        # Also for who replays rows as a replica.
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"


def rights(role: str) -> str:
    """What gives a role the rights under which a store is served. `role` is quoted already."""
    return _RIGHTS.format(role=role, others=", ".join(OTHERS))


def _plain_tables() -> Iterator[str]:
    """The tables that are the same in both kinds of stores."""
    for statement in schema.TABLES:
        if not any(f" {table} " in statement for table in CORE):
            yield statement
    yield from sealed_rows.TABLES
    yield subtrees.TABLE
    yield daily_counts.TABLE
    yield from (*messages.TABLES, *mailboxes.TABLES, *views.TABLES)
    yield from (*answer_codes.TABLES, *digests.TABLES, *outbox.TABLES)
    yield from (fleet.TABLE, shared_tries.TABLE)


VIEW_TABLES = frozenset(
    table
    for definition in PROJECTIONS.values()
    for name in (definition.name, f"{definition.name}_anew")
    for table in (name, counts_table(definition, name))
)
"""Every table of a projection and of its counts, while it is built anew as well."""
OTHERS = tuple(
    found[1]
    for one in _plain_tables()
    if (found := re.match(r"CREATE TABLE IF NOT EXISTS (\w+)", one))
)
"""The tables in which the role that serves may change rows."""
