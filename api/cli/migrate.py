"""`griffie migrate`: a store of an early release is brought to the newest version."""

from pathlib import Path
from typing import Annotated

import typer

from griffie.api.cli.options import (
    FOLDER,
    Data,
    Database,
    Kek,
    Keys,
    errors_as_sentences,
    failure,
    open_for_command,
    recorded_backup,
)
from griffie.api.composition import make_server_store
from griffie.application.access.roles import OPERATOR


def migrate(
    to: Annotated[
        Path | None, typer.Option(help="A new folder for the backup that is made first.")
    ] = None,
    keys_to: Annotated[
        Path | None, typer.Option(help="A new folder elsewhere, for its keys.")
    ] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    keys: Keys = None,
    role: Annotated[
        str | None,
        typer.Option("--for", help="On a server, the role under which the store is served."),
    ] = None,
) -> None:
    """Bring a store to the newest version: first a backup, then what was unsigned is signed.

    With --database it makes the store on a server, or brings its tables up to date, as its owner.

    Lines of the erasure ledger that no event supports are listed: nobody signs them for you. Safe
    to repeat. People and tokens have their seals since the store was first opened.
    """
    if database:
        with errors_as_sentences():
            typer.echo(make_server_store(database, keys, role))
        return
    if to is None or keys_to is None:
        raise failure("a store in a folder is backed up first: say where, --to and --keys-to")
    with open_for_command(data, None, kek) as store:
        newest = store.newest_version
        if store.version == newest:
            typer.echo(f"The store has version {newest}, the newest. Nothing was done.")
            return
        made = recorded_backup(store, to, keys_to)
        typer.echo(f"{to}: backup {made.id}, {made.entries} log entries, audited.")
        done = store.migrate(store.engine.now(OPERATOR))
        told = done.recorded
        typer.echo(
            f"Version {told.was} became {newest}. Signed: {told.lines_signed} line(s) of"
            f" the erasure ledger, {told.answers_sealed} repeated answer(s)."
        )
        for one in done.left:
            typer.echo(f"No event knows of this line of the ledger: {one.what} of {one.request}.")
