"""`griffie serve`: serve the console and the API of a store."""

from enum import StrEnum
from typing import Annotated

import typer
import uvicorn

from griffie.api.cli.options import (
    FOLDER,
    AcceptClock,
    Controller,
    Data,
    Database,
    Kek,
    finish_what_was_cut_off,
    open_for_command,
)
from griffie.api.composition.web import application
from griffie.application.access.roles import OPERATOR
from griffie.application.ports import StoreBehindError


class AnchorWrites(StrEnum):
    """When the disk is asked to keep the anchor: within a quarter of a second, or at once."""

    SOON = "soon"
    FLUSH = "flush"


def serve(
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port to listen on.")] = 8000,
    accept_new_anchor: Annotated[
        str | None, typer.Option(help="Why the log is signed on though an anchor is lost.")
    ] = None,
    accept_clock: AcceptClock = False,
    anchor: Annotated[
        AnchorWrites, typer.Option(help="flush: the disk keeps the anchor with every commit.")
    ] = AnchorWrites.SOON,
) -> None:
    """Serve the console and the API of one store, in the foreground."""
    flush = anchor is AnchorWrites.FLUSH
    opened = open_for_command(data, database, kek, controller, flush_anchor=flush, makes=True)
    with opened as store, store.serving():
        if accept_clock:
            store.accept_clock(OPERATOR)
        if accept_new_anchor:
            accepted = store.accept_new_anchor(accept_new_anchor, store.engine.now(OPERATOR))
            names = ", ".join(accepted.missing)
            typer.echo(f"Recorded: signed on without {names}, and why.", err=True)
        if store.datastore.older:  # nobody is let in to an old copy
            raise StoreBehindError(store.datastore.older)
        store.log.check()
        finish_what_was_cut_off(store)
        if not store.access.people():
            typer.echo("Nobody can sign in yet: griffie token create --role dpo", err=True)
        typer.echo(f"Griffie serves {store.folder} on http://{host}:{port}", err=True)
        config = uvicorn.Config(
            application(store.engine),
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=5,
        )
        uvicorn.Server(config).run()
