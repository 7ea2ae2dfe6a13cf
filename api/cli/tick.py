"""`griffie tick`: record reminders and missed deadlines once, where no server runs all day."""

import typer

from griffie.api.cli.options import (
    FOLDER,
    AcceptClock,
    Controller,
    Data,
    Database,
    Kek,
    TimeServerName,
    open_for_command,
)
from griffie.application.access.roles import OPERATOR
from griffie.application.clock import SYSTEM, ClockEvent, Ticker
from griffie.application.intake.settling import forget_due
from griffie.domain.events import ReminderRaised
from griffie.domain.model.setting import Occasion
from griffie.domain.request.reference import reference


def tick(
    data: Data = FOLDER,
    database: Database = None,
    kek: Kek = None,
    controller: Controller = None,
    accept_clock: AcceptClock = False,
    ntp: TimeServerName = None,
) -> None:
    """Raise the reminders and record the missed deadlines that are due by now, each once.

    Messages that were no requests lose their words after the profile's days, searches for a person
    after a year.

    A line each: the reference of the request, what it is, the date. Safe beside a serving process.
    """
    with open_for_command(data, database, kek, controller) as store:
        engine = store.engine
        store.hold_clock_to(ntp)
        if accept_clock:
            store.accept_clock(OPERATOR)
        engine.still_alive()
        ticking = Ticker(engine.requests, engine.current, engine.retention)
        now = Occasion(SYSTEM, engine.clock(), engine.controller)
        engine.access_trail.write_counts(now)
        for request_id, event in ticking.tick(now):
            typer.echo(f"{reference(request_id)} {_in_a_word(event)} {event.due_on}")
        if gone := forget_due(engine, now):
            typer.echo(f"erased the words of {gone} message(s) that were no requests")
        if months := engine.searches.forget_due(now):
            typer.echo(f"erased the words of the searches of {months} month(s)")


def _in_a_word(event: ClockEvent) -> str:
    if isinstance(event, ReminderRaised):
        return f"reminder {event.kind}"
    return f"missed {event.limit} {event.right or 'unread'}"
