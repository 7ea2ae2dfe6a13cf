"""Whether what guards the history stands on the server as `griffie migrate` made it.

The owner can disable a trigger, change a function, or put a view or a rule between. A store with
such a change is not served and not repaired on the way: it is audited.
"""

from collections.abc import Iterator

from griffie.infrastructure.database import Database
from griffie.infrastructure.postgres.dialect import STORE, VIEWS
from griffie.infrastructure.postgres.schema import (
    CORE,
    OTHERS,
    TRIGGERS,
    VIEW_TABLES,
    function_bodies,
)

_BITS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
_ROW, _BEFORE = 1, 2
_COLUMNS = {
    "stored_events": "rowid bigint, originator_id text, originator_version bigint, topic text,"
    " state bytea",
    "log": '"position" bigint, entry bytea',
    "checkpoints": "size bigint, note text",
}
_FUNCTIONS = """SELECT proname, prosrc, prosecdef, COALESCE(CAST(proconfig AS TEXT), '')
    FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
    WHERE pronamespace = to_regnamespace('griffie')
    AND lanname NOT IN ('sql', 'internal')"""
_TRIGGERS = """SELECT relname, tgname, tgtype, CAST(tgenabled AS TEXT), proname,
    tgqual IS NULL FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal AND relnamespace = to_regnamespace('griffie')"""
_TABLES = """SELECT nspname, relname, CAST(relkind AS TEXT), relrowsecurity OR relhassubclass
    OR EXISTS (SELECT 1 FROM pg_rewrite WHERE ev_class = pg_class.oid AND relkind = 'r')
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname IN ('griffie', 'griffie_views') AND relkind NOT IN ('i', 'S', 't', 'c')"""
_OF_TABLE = """SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, NULL), ', '
    ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped"""
_PATH = '{"search_path=griffie, pg_temp"}'


def find_alterations(database: Database) -> list[str]:
    """A sentence for everything missing, changed or added; none where all is as it was made."""
    return [*_functions(database), *_triggers(database), *_tables(database), *_columns(database)]


def _functions(database: Database) -> Iterator[str]:
    ours = {
        name: (body, name in {"append", "take_turn"}) for name, body in function_bodies().items()
    }
    found = {
        name: (body, definer, path) for name, body, definer, path in database.tuples(_FUNCTIONS)
    }
    for name, (body, definer) in ours.items():
        if name not in found:
            yield f"the function {name} is gone"
        elif found[name] != (body, definer, _PATH):
            yield f"the function {name} is not as it was made"
    if found.keys() - ours.keys():
        yield "a function is not ours"


def _triggers(database: Database) -> Iterator[str]:
    found = {(table, name): made for table, name, *made in database.tuples(_TRIGGERS)}
    for (table, name), (moment, each, function) in TRIGGERS.items():
        kind = _BEFORE | _BITS[moment.split()[1]] | (_ROW if each == "ROW" else 0)
        called = f"the trigger {name} on {table}"
        if (table, name) not in found:
            yield f"{called} is gone: nothing refuses what it refused"
        elif found[table, name] != [kind, "A", function, True]:
            yield f"{called} is not as it was made"
    if found.keys() - TRIGGERS.keys():
        yield "a trigger is not ours"


def _tables(database: Database) -> Iterator[str]:
    ours = {(STORE, name) for name in (*CORE, *OTHERS, "turn")}
    views = {(VIEWS, name) for name in VIEW_TABLES}
    there = set()
    for schema, name, kind, odd in database.tuples(_TABLES):
        there.add((schema, name))
        if (schema, name) not in ours | views:
            yield f"a table or view in {schema} is not ours"
        elif kind != "r" or odd:
            yield f"the table {name} is not as it was made"
    yield from (f"the table {name} is gone" for _, name in sorted(ours - there))


def _columns(database: Database) -> Iterator[str]:
    for table, columns in _COLUMNS.items():
        ((found,),) = database.tuples(_OF_TABLE, (f"{STORE}.{table}",))
        if found is not None and found != columns:
            yield f"the table {table} is not as it was made"
