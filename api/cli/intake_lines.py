"""What the command line tells of a mail that it took in: its result on a line, and notes."""

from collections.abc import Iterator
from datetime import date

from griffie.application.engine import Engine
from griffie.application.intake.hints import hints
from griffie.application.intake.take_in import Taken, TakenAs
from griffie.application.views.remarks import BECAUSE
from griffie.application.views.requester_hint import hint
from griffie.domain.request.reference import reference
from griffie.domain.request.remarks import RemarkCode

_PARKED = (
    "a machine seems to have written it, so no clock runs. If a person asks something in it:"
    " griffie receive FILE --by-a-person"
)
_ASIDE = "somebody said that it is no request: reopen it first, if that was wrong"


def result(taken: Taken) -> str:
    """What became of a mail, with the reference first and the id last."""
    documents = f"{len(taken.filing.files)} document(s)"
    if taken.message:
        message, state = taken.message, "parked" if taken.message.parked else "set aside"
        return f"{reference(message.id)} {state}, arrived on {message.arrived_on}: {message.id}"
    request = taken.request
    assert request
    if taken.how is TakenAs.JOINED:
        return f"{reference(request.id)} joined as {documents}: {request.id}"
    due_on = request.deadline.term.due_on
    return (
        f"{reference(request.id)} received on {request.received_on}, due on {due_on},"
        f" {documents}: {request.id}"
    )


def notes(taken: Taken) -> Iterator[str]:
    """Its language, the masked name of its sender, what was supposed, which rights to look for.

    No personal data: of a hint its right, not the words by which it was found.
    """
    mail, request = taken.filing.mail, taken.request
    language = request.language if request and taken.how is TakenAs.REQUEST else mail.language
    who = hint({"name": mail.sender_name, "email": mail.sender_email})
    yield f"language {language or 'unknown'}, from {who or 'nobody who is named'}"
    said = dict.fromkeys((one.code, one.because) for one in mail.remarks)
    yield from (f"{code}: {because}" for code, because in said)
    told = {code for code, _ in said}
    yield from (f"{code}: {BECAUSE[code]}" for code in _noted(taken) if code not in told)
    if rights := [one.right for one in hints(taken.filing.asking, language)]:
        yield f"its words may invoke: {', '.join(rights)}"
    if taken.message:
        yield _PARKED if taken.message.waits else _ASIDE


def _noted(taken: Taken) -> tuple[RemarkCode, ...]:
    about = taken.message or taken.request
    return about.remarks if about else ()


def unread(engine: Engine, on: date) -> str | None:
    """What still waits in the inbox; None where nothing does. `on` is a civil day in Brussels."""
    waiting = engine.messages.counts(engine.clock(), on)
    if not (waiting.unread or waiting.parked):
        return None
    return (
        f"in the inbox: {waiting.unread} unread, {waiting.late} of them late;"
        f" {waiting.parked} parked"
    )
