"""`griffie serve`: serve the console and the API of a store."""

from typing import Annotated

import typer
import uvicorn

from griffie.api.cli.options import FOLDER, Controller, Data, Database, Kek, open_for_command
from griffie.api.composition.web import application
from griffie.application.ports import StoreBehindError


def serve(
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port to listen on.")] = 8000,
) -> None:
    """Serve the console and the API of one store, in the foreground."""
    with open_for_command(data, database, kek, controller) as store, store.serving():
        if store.datastore.older:  # nobody is let in to an old copy
            raise StoreBehindError(store.datastore.older)
        store.log.check()
        if left := store.resume_erasures():
            typer.echo(f"Finished {left} erasure(s) that had been cut off.", err=True)
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
