"""`griffie move`: a store goes from a folder to a server."""

from typing import Annotated

import typer

from griffie.api.cli.options import (
    FOLDER,
    Beside,
    Data,
    Database,
    Kek,
    Keys,
    errors_as_sentences,
    failure,
    progress_bar,
)
from griffie.api.composition import ServerPlaces
from griffie.api.composition.moving import give_up_moving, move_to_server


def move(
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    keys: Keys = None,
    beside: Beside = None,
    role: Annotated[
        str | None, typer.Option("--for", help="The role under which the store is served there.")
    ] = None,
    give_up: Annotated[
        bool,
        typer.Option("--give-up", help="Nothing arrived on the server: serve the folder again."),
    ] = False,
) -> None:
    """Move the store of a folder to a PostgreSQL server, whole, and never serve the folder again.

    The address is that of the owner of an empty database. Both are audited. Begin again where it
    was cut off.
    """
    if not (data / "griffie.db").exists():
        raise failure(f"there is no store at {data.resolve()}")
    if not database:
        raise failure("say where to: --database postgresql://OWNER@HOST/NAME")
    with errors_as_sentences():
        if give_up:
            give_up_moving(data, database)
            typer.echo(f"{data.resolve()} is served again: griffie serve")
            return
        places = ServerPlaces(keys=keys, beside=beside)
        moved = move_to_server(data, database, places, role, progress_bar, kek=kek)
    typer.echo(f"{moved.entries} log entries stand in {moved.to}, audited; the folder is left.")
    typer.echo(moved.checkpoint, nl=False)
