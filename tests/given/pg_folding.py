"""A process that folds projections of a store on a server.

    python -m tests.given.pg_folding URL BESIDE NAME

It says when it begins.
"""

import sys
from pathlib import Path

from griffie.api.composition import ServerPlaces, open_server_store
from griffie.application.projections.registry import PROJECTIONS
from griffie.infrastructure.sqlite.views import SQLiteView
from tests.conftest import Clock


def main(url: str, beside: str, name: str) -> None:
    store = open_server_store(url, ServerPlaces(beside=Path(beside)), clock=Clock(), demo=True)
    definition = PROJECTIONS[name]
    fold = store.projections.current(definition, SQLiteView(store.datastore, definition))
    sys.stdout.write("begins\n")
    sys.stdout.flush()
    fold()
    store.engine.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
