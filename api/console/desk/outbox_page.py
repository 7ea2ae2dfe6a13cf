"""The outbox: what waits to be sent by e-mail, may have left, or was not sent; a person decides."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from griffie.api.console.desk.letter_page import Writing
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere
from griffie.api.http.guard import engine_of
from griffie.api.words.mail_words import KINDS, RETURNED
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech, first_up
from griffie.application.disclosure import KeyErasedError
from griffie.application.engine import Engine
from griffie.application.sending.outbox import (
    MailSettledError,
    OutboxRow,
    OutboxState,
    UnknownMailError,
)
from griffie.application.sending.settle import POSSIBLE, Settlement, settle
from griffie.domain.model.errors import StepRefusedError
from griffie.domain.request.reference import reference
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.steps.correspondence import open_remarks

router = APIRouter(route_class=PageRoute, include_in_schema=False)

STATES = {
    OutboxState.PERHAPS: msg("Perhaps sent"),
    OutboxState.RETURNED: msg("Reported as not arrived"),
    OutboxState.WAITING: msg("Waits to be sent"),
    OutboxState.STOPPED: msg("Not sent"),
    OutboxState.ERASED: msg("Erased before it was sent"),
    OutboxState.SENT: msg("Sent"),
    OutboxState.ANSWERED: msg("Answered by the processor"),
}
VERBS = {
    Settlement.SEND_AGAIN: msg("Send again"),
    Settlement.WAS_SENT: msg("It was sent"),
    Settlement.DROP: msg("Drop it"),
}
_MOST = 200
"""Lines of one state on the page, the newest."""


class Verb(NamedTuple):
    """Something that may be decided: its value and its name."""

    value: str
    name: str


class Line(NamedTuple):
    """A message: no personal data."""

    mail: UUID
    reference: str
    kind: str
    queued: str
    said: str
    message_id: str
    verbs: list[Verb]
    advice: str
    """Of one that came back and answered nothing: what to do; empty for a letter."""


class Part(NamedTuple):
    """The messages in one state."""

    state: str
    title: str
    lines: list[Line]


@router.get("/outbox")
def outbox(http: Request, account: Writing) -> Response:
    """The messages by how they stand: first what a person must decide."""
    return _page(http, account)


@router.post("/outbox", dependencies=[FromHere])
def decide(
    http: Request,
    account: Writing,
    mail: Annotated[UUID, Form()],
    how: Annotated[Settlement, Form()],
) -> Response:
    """Decide about one message. Who is second is told so, and sees how it stands."""
    try:
        settle(engine_of(http), mail, how, account)
    except (MailSettledError, UnknownMailError, KeyErasedError, StepRefusedError):
        return _page(http, account, late=True, status=409)
    return RedirectResponse("/outbox", 303)


def _page(http: Request, account: Writing, *, late: bool = False, status: int = 200) -> Response:
    engine, speech = engine_of(http), speech_for(http)
    return render_page(
        http,
        "desk/outbox.html",
        account,
        status=status,
        parts=list(_parts(engine, speech)),
        sends=engine.profile.mail.send_from,
        late=late,
    )


def _parts(engine: Engine, speech: Speech) -> Iterator[Part]:
    for state, title in STATES.items():
        both = (state, OutboxState.SENDING) if state is OutboxState.WAITING else (state,)
        rows = engine.outbox.in_state(*both)[-_MOST:]
        if state is OutboxState.RETURNED:
            rows = [row for row in rows if _nobody_looked(engine, row)]
        if rows:
            lines = [_line(row, speech) for row in reversed(rows)]
            yield Part(state.value, speech.say(title), lines)


def _nobody_looked(engine: Engine, row: OutboxRow) -> bool:
    """Whether the remark on the report is still open on its request."""
    return RemarkCode.BOUNCE in open_remarks(engine.requests.load(row.request))


def _line(row: OutboxRow, speech: Speech) -> Line:
    verbs = [Verb(one.value, speech.say(VERBS[one])) for one in POSSIBLE.get(row.state, ())]
    return Line(
        row.mail,
        reference(row.request),
        first_up(speech.say(KINDS[row.kind])),
        speech.instant(row.queued_at),
        row.said,
        row.message_id,
        verbs,
        speech.say(RETURNED[row.kind]) if row.kind in RETURNED else "",
    )
