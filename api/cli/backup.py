"""`griffie backup` and `griffie restore`: copies of a store, and of its keys apart."""

from pathlib import Path
from typing import Annotated

import typer

from griffie.api.cli.options import (
    FOLDER,
    Data,
    Database,
    Kek,
    errors_as_sentences,
    open_for_command,
    progress_bar,
    record,
    recorded_backup,
)
from griffie.api.composition import ON_SERVER, put_backup_in_place
from griffie.application.access.roles import OPERATOR
from griffie.application.errors import StoreError
from griffie.application.maintenance.backup import Restored, Unsigned
from griffie.domain.events import StoreRestored


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
    with open_for_command(data, database, kek) as store:
        made = recorded_backup(store, to, keys_to)
        typer.echo(f"{to}: {made.entries} log entries, audited. Backup {made.id}.")
        typer.echo(f"{keys_to}: {made.keys} living keys, each opens what it should. Keep it apart.")
        typer.echo("The master key is in neither: without your copy of it nothing can be restored.")


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
    unsigned: Annotated[
        Unsigned | None, typer.Option(help="What to do with lines of the ledger nobody signed.")
    ] = None,
    unsealed: Annotated[
        bool, typer.Option("--unsealed", help="An older version made it, without a seal.")
    ] = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Put a backup in a new folder, and erase again what was erased since it was made.

    Exit 1: an audit finds something, or the store is older than a checkpoint or an erasure that is
    known. Then it can be read and audited; it is not served, and nothing is recorded or signed,
    until `griffie new-log` lets it go on as a new log.
    """
    asked = Restored(
        where, keys_from, checkpoint or (), ledger, no_ledger, unsigned=unsigned, unsealed=unsealed
    )
    with errors_as_sentences():
        if database:
            raise StoreError(ON_SERVER)
        held = put_backup_in_place(data, asked, kek)
    with open_for_command(data, database, kek) as store:
        now = store.engine.now(OPERATOR)
        with progress_bar("erase") as progress:
            again = store.erase_again(now, progress)
        with progress_bar("audit") as progress:
            findings, summary = store.check(held, progress)
        told = len(store.beside.erasures.lines())
        typer.echo(f"{data}: {summary.events} events. What the ledger tells of is gone: {told}.")
        if no_ledger:
            typer.echo("Of erasures since the backup was made nothing is known.", err=True)
        for one in findings:
            typer.echo(one.what)
        if findings:
            raise typer.Exit(1)
        record(store, StoreRestored(entries=summary.entries, erased_again=again))
    typer.echo("Consistent. Whose token was revoked since has it again: make new ones.")


def new_log(
    because: Annotated[str, typer.Argument(help="Why: what was lost. It is recorded.")],
    checkpoint: Annotated[
        list[Path] | None, typer.Option(help="A checkpoint of the old log that was kept elsewhere.")
    ] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Let a store from an older backup go on as a new log, which names the end of the old one.

    Only where no newer copy is left: what came after the backup is then lost for good, and every
    reader of this log is told how much. The new log has another name, and checkers need its key.
    """
    with open_for_command(data, database, kek) as store, store.serving():
        if not store.new_log.is_to_be_signed():
            known = [path.read_text("utf-8") for path in checkpoint or ()]
            now = store.engine.now(OPERATOR)
            store.new_log.record(store.requests, because, known, now)
    with open_for_command(data, database, kek) as store, store.serving():
        store.new_log.sign()
        typer.echo(f"{store.served} goes on as {store.origin}. Give checkers its key:")
        typer.echo(store.log.vkey)
