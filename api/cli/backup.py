"""`griffie backup` and `griffie restore`: copies of a store, and of its keys apart."""

from pathlib import Path
from typing import Annotated

import typer

from griffie.api import operations
from griffie.api.cli.options import FOLDER, Data, Database, Kek, bar, opened, plainly
from griffie.api.composition import Store, kek_path
from griffie.infrastructure.backup.backup import Source, back_up
from griffie.infrastructure.backup.backup_files import must_be_new
from griffie.infrastructure.backup.erase_again import erase_again
from griffie.infrastructure.backup.restore import found, ledger_lines, put_back, same_master
from griffie.infrastructure.vault.master_key import load_or_make


def backup(
    to: Annotated[Path, typer.Option(help="A new folder for the store.")],
    keys_to: Annotated[Path, typer.Option(help="A new folder elsewhere, for its keys.")],
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Copy a store while it is served, its keys apart, and check the copy.

    The master key is not copied: keep your own copy of it, apart from both. A folder that has its
    name is finished and was checked; what a killed run leaves is called unfinished.
    """
    with opened(data, database, kek) as store:
        made = back_up(source(store, kek), to, keys_to, bar)
        store.vault.forget()  # what was erased meanwhile waited for the copy to be over
        typer.echo(f"{to}: {made.entries} log entries, audited. Backup {made.id}.")
        typer.echo(f"{keys_to}: {made.keys} living keys, each opens what it should. Keep it apart.")
        typer.echo("The master key is in neither: without your copy of it nothing can be restored.")


def source(store: Store, kek: Path | None) -> Source:
    master = load_or_make(kek or kek_path(store.folder), store_exists=True)
    erasures = store.beside.erasures.path
    return Source(store.folder, erasures, store.log, store.log_key, master)


def restore(
    *,
    where: Annotated[Path, typer.Option("--from", help="The backup of the store.")],
    keys_from: Annotated[Path, typer.Option(help="The backup of its keys, made with it.")],
    checkpoint: Annotated[
        list[Path] | None, typer.Option(help="A checkpoint that was kept elsewhere.")
    ] = None,
    ledger: Annotated[
        Path | None, typer.Option(help="The newest erasure ledger; default: beside the folder.")
    ] = None,
    no_ledger: Annotated[
        bool, typer.Option("--no-ledger", help="There is none: what was erased since comes back.")
    ] = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Put a backup in a new folder, and erase again what was erased since it was made.

    Exit 1: an audit finds something, or the store is older than a checkpoint or an erasure that is
    known. Then it can be read and audited; it is not served, and nothing is recorded or signed.
    """
    with plainly():
        must_be_new(data)
        backed = found(where, keys_from)
        same_master(backed, load_or_make(kek or kek_path(data.resolve()), store_exists=True))
        lines = ledger_lines(backed, data.resolve(), ledger, none=no_ledger)
        held = [path.read_text("utf-8") for path in checkpoint or []]
        put_back(backed, data.resolve(), lines, held)
    with opened(data, database, kek) as store:
        now = store.engine.now(operations.OPERATOR)
        with bar("erase") as progress:
            erase_again(store.beside.erasures, store.vault, store.requests, now, progress)
        with bar("audit") as progress:
            findings, summary = operations.check(store, held, progress)
        told = len(store.beside.erasures.lines())
        typer.echo(f"{data}: {summary.events} events. What the ledger tells of is gone: {told}.")
        if no_ledger:
            typer.echo("Of erasures since the backup was made nothing is known.", err=True)
        for one in findings:
            typer.echo(one.what)
        if findings:
            raise typer.Exit(1)
    typer.echo("Consistent. Whose token was revoked since has it again: make new ones.")
