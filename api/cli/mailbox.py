"""`griffie mailbox`: try the mailboxes of a file, take them in once, settle what lies there."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from griffie.api.cli.options import (
    FOLDER,
    Controller,
    Data,
    Database,
    Kek,
    errors_as_sentences,
    failure,
    open_for_command,
)
from griffie.api.composition import Store
from griffie.api.composition.mailboxes import mailboxes_of
from griffie.application.errors import BadMailboxesError, MailServerError
from griffie.application.intake.watched_mailbox import OpenMailbox, Watched, look

File = Annotated[Path, typer.Argument(help="The TOML file that names the mailboxes.")]


def check_mailboxes(
    file: File, data: Data = FOLDER, database: Database = None, kek: Kek = None
) -> None:
    """Sign in to each mailbox and count what would be taken in; nothing is taken.

    Exit 2: at least one could not be opened.
    """
    with errors_as_sentences():
        watched = mailboxes_of(file)
    with open_for_command(data, database, kek) as store:
        places, today = store.engine.mailboxes, store.engine.today()

        def count(box: OpenMailbox, one: Watched) -> str:
            place = places.place_of(box.name)
            number = place.number if place and place.generation == box.generation else 0
            since = place.since if place else one.since or today - timedelta(days=1)
            waiting = len(box.numbers(number, since))
            return f"{waiting} mail(s) to take in, of {since} and later"

        _each(watched, count)
        _tell_parked(store)


def take_mailboxes(
    file: File,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
) -> None:
    """Take in once what each mailbox holds, as griffie serve --mailboxes does all day.

    Exit 2: at least one could not be opened.
    """
    with errors_as_sentences():
        watched = mailboxes_of(file)
    with open_for_command(data, database, kek, controller) as store:
        engine = store.engine

        def take(box: OpenMailbox, one: Watched) -> str:
            looked = look(engine, box, engine.mailboxes, one.since)
            became = Counter(looked.taken)
            told = [f"{count} {how.replace('_', ' ')}" for how, count in sorted(became.items())]
            told += [f"{looked.parked} left there"] if looked.parked else []
            return ", ".join(told) or "nothing new"

        _each(watched, take)
        _tell_parked(store)


def settle_mailbox(
    address: Annotated[str, typer.Argument(help="Its address.")],
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
) -> None:
    """Say that a person saw to the mails of a mailbox that could not be taken in."""
    with open_for_command(data, database, kek) as store:
        if not (settled := store.engine.mailboxes.settle(address.lower())):
            raise failure("nothing of this mailbox waits for a person")
        typer.echo(f"{settled} mail(s) seen to")


def _each(watched: list[Watched], act: Callable[[OpenMailbox, Watched], str]) -> None:
    """A line for each mailbox; one that fails holds up no other."""
    failed = False
    for one in watched:
        try:
            with one.opened() as box:
                typer.echo(f"{one.address}: {act(box, one)}")
        except (MailServerError, BadMailboxesError) as why:
            failure(f"{one.address}: {why}")
            failed = True
    if failed:
        raise typer.Exit(2)


def _tell_parked(store: Store) -> None:
    for one in store.engine.mailboxes.parked():
        why = one.why.replace("_", " ")
        typer.echo(
            f"note: {one.mailbox}: a mail of {one.size} octets lies there since {one.at:%Y-%m-%d}"
            f" ({why}): open it in a mail program, and enter by hand what asks something",
            err=True,
        )
