"""`griffie outbox`: what waits to be sent by e-mail, sending it once, and deciding about it."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

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
from griffie.api.composition.relay import relay_of
from griffie.application.access.roles import OPERATOR
from griffie.application.sending.digest import send_digests
from griffie.application.sending.outbox import OPEN, OutboxRow, OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.application.sending.settle import Settlement, settle
from griffie.domain.request.reference import reference

_SHOWN = (*OPEN, OutboxState.STOPPED)


def list_outbox(data: Data = FOLDER, database: Database = None, kek: Kek = None) -> None:
    """What waits to be sent, may have left, or was not sent. To whom and what is not shown.

    A line each: id, request, state, since when, what the relay said.
    """
    with open_for_command(data, database, kek) as store:
        for row in store.engine.outbox.in_state(*_SHOWN):
            typer.echo(_line(row))


def send_outbox(
    file: Annotated[Path, typer.Argument(help="The TOML file that names the relay.")],
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
) -> None:
    """Send once what waits and is due, as griffie serve --relay does all day.

    Exit 2: the relay was not reached.
    """
    with errors_as_sentences():
        relay = relay_of(file)
    with open_for_command(data, database, kek, controller) as store:
        done = send_waiting(store.engine, relay)
        told = [f"{count} {state.value}" for state, count in sorted(done.became.items())]
        typer.echo(", ".join(told) or "nothing is due")
        if done.away:
            raise failure(f"the mail relay: {done.away}")
        if summaries := send_digests(store.engine, relay):
            typer.echo(f"{summaries} summaries of the day")


def settle_mail(
    mail: Annotated[UUID, typer.Argument(help="Its id, as griffie outbox list gives it.")],
    how: Annotated[Settlement, typer.Argument(help="What is decided about it.")],
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
) -> None:
    """Decide about a message: send it again, say that it was sent, or drop it.

    That is recorded on its request.
    """
    with open_for_command(data, database, kek, controller) as store:
        settle(store.engine, mail, how, OPERATOR)
        typer.echo(_line(store.engine.outbox.get(mail)))


def _line(row: OutboxRow) -> str:
    said = f"  {row.said}" if row.said else ""
    queued = f"{row.queued_at:%Y-%m-%d %H:%M} UTC"
    return (
        f"{row.mail}  {reference(row.request)}  {row.kind.value:15}"
        f"  {row.state.value:8}  {queued}{said}"
    )
