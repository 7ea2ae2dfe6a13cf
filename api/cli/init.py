"""`griffie init`: make a new store, and say what belongs to it."""

import typer

from griffie.api.cli.options import FOLDER, Data, Database, Kek, failure, open_for_command
from griffie.api.composition import beside_the_folder


def init(data: Data = FOLDER, database: Database = None, kek: Kek = None) -> None:
    """Make a new store: its folder, its keys, the first checkpoint of its log."""
    if (data / "griffie.db").exists():
        raise failure(f"there is a store at {data.resolve()} already. Nothing was done.")
    with open_for_command(data, database, kek, makes=True) as store:
        typer.echo(f"The public key of its log, for whoever audits it: {store.log.vkey}")
        beside = [kek or None, *beside_the_folder(store.folder)[1 if kek else 0 :]]
        names = ", ".join(str(path) for path in beside if path)
        typer.echo(f"These files belong to it, and lie outside its folder: {names}")
        typer.echo("Keep a copy of the master key (.kek) apart: without it nothing can be read.")
        typer.echo("Next: griffie token create --role dpo, then griffie serve.")
