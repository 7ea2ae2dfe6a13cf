"""`griffie receive`: e-mails become requests, or join the request that they are about."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from griffie.api.cli.intake_lines import notes, result, unread
from griffie.api.cli.options import (
    FOLDER,
    Controller,
    Data,
    Database,
    Kek,
    failure,
    open_for_command,
    progress_bar,
)
from griffie.application.access.accounts import account_exists
from griffie.application.access.roles import OPERATOR
from griffie.application.engine import Engine
from griffie.application.intake.receive_mail import Said
from griffie.application.intake.take_in import Sender, TakenAs, take_in
from griffie.application.requests.commands import InvokedRight
from griffie.domain.errors import UnusableInputError
from griffie.domain.law import Language, Right

_WORDS = {
    TakenAs.REQUEST: "received",
    TakenAs.JOINED: "joined",
    TakenAs.WAITS: "parked",
    TakenAs.ON_FILE: "on file before",
}
_REFUSED = "refused"


def receive(
    files: Annotated[
        list[Path], typer.Argument(help="E-mails as they came in (.eml), or folders of them.")
    ],
    language: Annotated[Language | None, typer.Option(help="Else what the mail says.")] = None,
    received_on: Annotated[
        datetime | None,
        typer.Option("--received-on", formats=["%Y-%m-%d"], help="Else what the mail says."),
    ] = None,
    forwarded_by: Annotated[
        str | None,
        typer.Option(help="The account of a colleague who passed it on: the mail inside counts."),
    ] = None,
    right: Annotated[list[Right] | None, typer.Option(help="A right that it invokes.")] = None,
    by_a_person: Annotated[
        bool, typer.Option("--by-a-person", help="A person wrote it: it is not parked.")
    ] = False,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
) -> None:
    """Take e-mails in as requests; attachments, and the mails themselves, as documents.

    Whoever takes a mail in here says that it asks something, whatever the mode of the mailbox. A
    reply joins its request; what a machine wrote is parked in the inbox. A line for each file; of
    several files also how many became what. Exit 2: at least one was refused.
    """
    with open_for_command(data, database, kek, controller, makes=True) as store:
        engine = store.engine
        if forwarded_by and not account_exists(engine.access, forwarded_by):
            raise failure("--forwarded-by: no such account")
        rights = tuple(InvokedRight(right=one) for one in right or ())
        day = received_on.date() if received_on else None
        sender = Sender(
            OPERATOR,
            says_request=True,
            says_person=by_a_person,
            said=Said(language, rights, day, forwarded_by),
        )
        mails = list(_mails(files))
        several = len(mails) != 1 or mails[0] not in files
        became = Counter[str]()
        with _told(several) as progress:
            for done, file in enumerate(mails, start=1):
                became[_taken(engine, file, sender, several=several)] += 1
                progress(done, len(mails))
        if several:
            total = ", ".join(f"{n} {word}" for word, n in became.items()) or "nothing in it"
            typer.echo(f"{len(mails)} file(s): {total}")
        if waiting := unread(engine, engine.today()):
            typer.echo(f"note: {waiting}", err=True)
    if became[_REFUSED]:
        raise typer.Exit(2)


def _mails(named: list[Path]) -> Iterator[Path]:
    """The files, and those in folders at any depth in the order of their names; no hidden ones."""
    for path in named:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if file.is_file() and not hidden:
                yield file


@contextmanager
def _told(several: bool) -> Iterator[Callable[[int, int], None]]:
    if several:
        with progress_bar("Mails") as progress:
            yield progress
    else:
        yield lambda _done, _all: None


def _taken(engine: Engine, file: Path, sender: Sender, *, several: bool) -> str:
    """Take one file in and tell of it; gives the word for what became of it."""
    name = f"{file}: " if several else ""
    try:
        taken = take_in(engine, file.read_bytes(), sender)
    except UnusableInputError as error:
        failure(f"{name}{error}")
        return _REFUSED
    except OSError as error:
        failure(f"{file}: {error.strerror}")
        return _REFUSED
    for note in notes(taken):
        typer.echo(f"note: {name}{note}", err=True)
    typer.echo(f"{name}{result(taken)}")
    return _WORDS[taken.how]
