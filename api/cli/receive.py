"""`griffie receive`: an e-mail becomes a request."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from griffie.api.cli.options import FOLDER, Controller, Data, Database, Kek, open_for_command
from griffie.api.composition import read_mail
from griffie.application.intake.receive_mail import receive_mail
from griffie.domain.law import Language, Right
from griffie.domain.request.reference import reference

_FOR_ANOTHER = (
    "the author says to act for somebody else: name the representative, and ask for the mandate"
)


def receive(
    file: Annotated[Path, typer.Argument(help="An e-mail as it came in (.eml).")],
    language: Annotated[Language | None, typer.Option(help="Else what the mail says.")] = None,
    received_on: Annotated[
        datetime | None,
        typer.Option("--received-on", formats=["%Y-%m-%d"], help="Else what the mail says."),
    ] = None,
    right: Annotated[list[Right] | None, typer.Option(help="A right that it invokes.")] = None,
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
) -> None:
    """Take an e-mail in as a request; its attachments, and the mail itself, as documents."""
    with open_for_command(data, database, kek, controller, makes=True) as store:
        day = received_on.date() if received_on else None
        raw = file.read_bytes()
        taken = receive_mail(store.engine, read_mail, raw, language, right or [], received_on=day)
        request = taken.request
        for remark in taken.remarks:
            typer.echo(f"note: {remark.code}: {remark.because}", err=True)
        if taken.acts_for_another:
            typer.echo(f"note: {_FOR_ANOTHER}", err=True)
        due_on = request.deadline.term.due_on
        typer.echo(
            f"{reference(request.id)} received on {request.received_on}, due on {due_on},"
            f" {taken.documents} document(s): {request.id}"
        )
