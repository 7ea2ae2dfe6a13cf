"""On a server, too, a view of which somebody took rows away is true up to nothing.

The trigger goes with its table when that is renamed, and speaks of the name that it has then.
"""

from griffie.application.projections.projector import LOST
from griffie.infrastructure.postgres.dialect import STORE, VIEWS

IS_THERE = f"""SELECT EXISTS (SELECT 1 FROM pg_trigger
    WHERE tgrelid = to_regclass('{VIEWS}.' || CAST(? AS TEXT)) AND tgname = 'rows_lost')"""

_FUNCTION = f"""DO $made$ BEGIN
    IF to_regprocedure('{VIEWS}.rows_lost()') IS NULL THEN
        CREATE FUNCTION {VIEWS}.rows_lost() RETURNS trigger LANGUAGE plpgsql
            SET search_path = {STORE}, pg_temp AS $told$ BEGIN
                UPDATE positions SET position = {LOST} WHERE view = TG_TABLE_NAME;
                RETURN NULL;
            END $told$;
    END IF; END $made$"""
_TRIGGER = """CREATE OR REPLACE TRIGGER rows_lost AFTER DELETE OR TRUNCATE ON {}
    FOR EACH STATEMENT EXECUTE FUNCTION {}.rows_lost()"""


def guards(view: str) -> tuple[str, str]:
    """What makes the trigger of a view, in PostgreSQL's own spelling."""
    return _FUNCTION, _TRIGGER.format(f"{VIEWS}.{view}", VIEWS)
