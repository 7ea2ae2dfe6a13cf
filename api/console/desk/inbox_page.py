"""The inbox: messages that are not yet requests, and mails that somebody drops there."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.datastructures import UploadFile

from griffie.api.console.desk.register_page import Receiving
from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.http.guard import engine_of
from griffie.api.http.problems import RequestRefusedError, not_allowed_error
from griffie.api.http.routes.messages import LARGEST_MAIL
from griffie.api.words.names import msg
from griffie.api.words.remarks import REMARKS
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, Permission, may
from griffie.application.engine import Engine
from griffie.application.errors import UnreadableMailError
from griffie.application.intake.message import MessageQuery, MessageState
from griffie.application.intake.take_in import Sender, Taken, TakenAs, take_in
from griffie.application.views.messages import MessageShown, messages_page, read_message_cursor
from griffie.domain.request.reference import reference

router = APIRouter(route_class=PageRoute, include_in_schema=False)

FILES = "files"
ENDINGS = (".eml", ".msg")
"""How a mail is called that was saved from a mailbox, or dragged out of it."""
STATES = {
    MessageState.UNREAD: msg("To read"),
    MessageState.PARKED: msg("Written by a machine"),
    MessageState.NO_REQUEST: msg("No request"),
    MessageState.REQUEST: msg("Made a request"),
    MessageState.JOINED: msg("Joined to a request"),
}
_TAKEN = {
    TakenAs.REQUEST: msg("It is a request now: this mailbox takes in nothing else."),
    TakenAs.JOINED: msg("It joined a request."),
    TakenAs.WAITS: msg("It waits in the inbox."),
    TakenAs.ON_FILE: msg("It was taken in before."),
}
_NO_MAIL = msg("This is no mail that can be read. Save it from the mailbox as .eml or .msg.")


class Line(NamedTuple):
    """A message in the list: no personal data but a masked name."""

    id: str
    hint: str
    came: str
    state: str
    late: bool
    read_by: str
    remarks: tuple[str, ...]
    language: str
    attachments: int


class Outcome(NamedTuple):
    """What became of one file that was dropped; `address` leads to it."""

    name: str
    words: str
    address: str = ""

    @property
    def wrong(self) -> bool:
        return not self.address


def require_reader(account: SignedIn) -> Account:
    """A dependency: an account that sees which messages wait. Raises RequestRefusedError (403)."""
    if not may(account.role, Permission.MESSAGES):
        raise not_allowed_error()
    return account


Reading = Annotated[Account, Depends(require_reader)]


async def dropped(http: Request, account: Receiving) -> list[tuple[str, bytes]]:
    """A dependency: name and octets of each file of the form. Raises RequestRefusedError (400)."""
    del account  # asked who it is before anything is read
    found = []
    for name, value in (await http.form()).multi_items():
        if name != FILES or not isinstance(value, UploadFile):
            raise RequestRefusedError(400, "malformed", "Malformed", "There is no such field.")
        if value.filename:
            found.append((value.filename, await value.read()))
    return found


@router.get("/inbox")
def inbox(
    http: Request,
    account: Reading,
    state: MessageState = MessageState.UNREAD,
    after: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Which messages wait, the earliest arrival first; those that are settled by what they are."""
    return _page(http, account, state, after)


@router.post("/inbox", dependencies=[FromHere], max_body_size=LARGEST_MAIL)
def take(
    http: Request, account: Receiving, files: Annotated[list[tuple[str, bytes]], Depends(dropped)]
) -> Response:
    """Take in mails as they were saved, each once, however often it is dropped."""
    engine, speech = engine_of(http), speech_for(http)
    outcomes = [_take_one(engine, account, speech, name, raw) for name, raw in files]
    wrong = not outcomes or any(one.wrong for one in outcomes)
    return _page(http, account, outcomes=outcomes, status=422 if wrong else 200)


def _take_one(engine: Engine, account: Account, speech: Speech, name: str, raw: bytes) -> Outcome:
    if not name.lower().endswith(ENDINGS) or not raw.strip():
        return Outcome(name, speech.say(_NO_MAIL))
    try:
        taken = take_in(engine, raw, Sender(account))
    except UnreadableMailError:
        return Outcome(name, speech.say(_NO_MAIL))
    return Outcome(name, speech.say(_TAKEN[taken.how]), _address_of(taken))


def _address_of(taken: Taken) -> str:
    if taken.message:
        return f"/inbox/{taken.message.id}"
    assert taken.request
    return f"/requests/{reference(taken.request.id)}"


def _page(
    http: Request,
    account: Account,
    state: MessageState = MessageState.UNREAD,
    after: str = "",
    *,
    outcomes: list[Outcome] | None = None,
    status: int = 200,
) -> Response:
    engine, speech = engine_of(http), speech_for(http)
    try:
        place = read_message_cursor(after) if after else None
    except ValueError:
        detail = "There is no such page."
        raise RequestRefusedError(400, "malformed", "Malformed", detail) from None
    found = messages_page(engine, MessageQuery(state, after=place), account)
    counts = engine.messages.counts(engine.clock(), engine.today())
    return render_page(
        http,
        "desk/inbox.html",
        account,
        status=status,
        lines=[_line(one, speech) for one in found.items],
        tabs=[*_tabs(speech, counts.unread, counts.parked)],
        state=state,
        late=counts.late,
        later=found.next,
        outcomes=outcomes,
        left=Counter(one.mailbox for one in engine.mailboxes.parked()).items(),
        accepted=",".join(ENDINGS),
    )


def _tabs(speech: Speech, unread: int, parked: int) -> Iterator[tuple[str, str, int]]:
    numbers = {MessageState.UNREAD: unread, MessageState.PARKED: parked}
    for state, words in STATES.items():
        yield state.value, speech.say(words), numbers.get(state, 0)


def _line(one: MessageShown, speech: Speech) -> Line:
    return Line(
        id=str(one.id),
        hint=one.sender_hint or "",
        came=speech.day(one.arrived_on),
        state=speech.say(STATES[one.state]),
        late=one.late,
        read_by=speech.day(one.read_by) if one.state is MessageState.UNREAD else "",
        remarks=remarks_in_words(one, speech),
        language=speech.tongue(one.language) if one.language else "",
        attachments=one.attachments,
    )


def remarks_in_words(one: MessageShown, speech: Speech) -> tuple[str, ...]:
    """What was supposed of a message when it came in, in a few words each."""
    return tuple(speech.say(words) for code, words in REMARKS.items() if code in _codes(one))


def _codes(one: MessageShown) -> set[str]:
    return {remark.code for remark in one.remarks}
