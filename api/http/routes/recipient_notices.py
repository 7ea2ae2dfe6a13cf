"""The addresses of messages to recipients of the data and to processors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from griffie.api.http.beside_the_loop import records
from griffie.api.http.guard import engine_of, may_take_step
from griffie.api.http.json_response import json_response
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.parameters import (
    REQUESTS,
    IfMatch,
    OnceOnly,
    RequestId,
    SaidWhy,
    problem_responses,
)
from griffie.api.http.routes.requests import look, state_response
from griffie.application.access.roles import Account
from griffie.application.opendsr.handing_on import ToHandOn, hand_on
from griffie.application.sending.processor_question import QuestionToSend, send_question
from griffie.application.sending.recipient_notice import (
    NoticeDraft,
    NoticeToSend,
    check_told,
    notice_text,
    send_notice,
    spoken,
)
from griffie.application.views.recipient_notice import NoticeShown
from griffie.application.views.request import RequestShown
from griffie.domain.rights_request import RightsRequest

router = APIRouter(prefix=REQUESTS, tags=["requests"], route_class=StrictRoute)

Asking = Annotated[Account, Depends(may_take_step(RightsRequest.ask_processor.path))]
Telling = Annotated[Account, Depends(may_take_step(RightsRequest.notify_recipient.path))]


@router.post(
    "/{request_id}/recipient-notice",
    name="recipient-notice",
    response_model=NoticeShown,
    responses=problem_responses(404, 409, 413, 422),
    summary="Read a notice to a recipient",
)
@records
def read_notice(
    http: Request, request_id: RequestId, body: NoticeDraft, account: Telling, why: SaidWhy
) -> Response:
    """What a recipient would be told: whose data, what was done, what to do. Article 19 GDPR.

    It names the person: who looked is recorded. Nothing is sent.
    """
    engine = engine_of(http)
    request = engine.requests.load(request_id)
    check_told(engine, request, body, account)
    look(engine, account, request, why, erased=request.erased)
    said = notice_text(engine, request, body)
    return json_response(NoticeShown(language=spoken(engine, body), text=said))


@router.post(
    "/{request_id}/recipient-notice/send",
    name="send-recipient-notice",
    response_model=RequestShown,
    responses=problem_responses(404, 409, 412, 413, 422),
    summary="Send a notice to a recipient",
)
def send(
    http: Request,
    request_id: RequestId,
    body: NoticeToSend,
    account: Telling,
    once: OnceOnly,
    if_match: IfMatch = None,
) -> Response:
    """Let a notice wait in the outbox. Once it left, `notify-recipient` is recorded for that day.

    409 where this recipient may not be told now, as `notify-recipient` says, where its notice waits
    already, or where the profile names no address to send from.
    """
    engine = engine_of(http)
    expected = int(if_match.strip('"')) if if_match else None
    done = send_notice(engine, request_id, body, account, expected=expected, once=once)
    return state_response(engine, done, account, once=once)


@router.post(
    "/{request_id}/processor-question/send",
    name="send-processor-question",
    response_model=RequestShown,
    responses=problem_responses(404, 409, 412, 413, 422),
    summary="Ask a processor by e-mail",
)
def ask(
    http: Request,
    request_id: RequestId,
    body: QuestionToSend,
    account: Asking,
    once: OnceOnly,
    if_match: IfMatch = None,
) -> Response:
    """Ask a processor to assist, and send the question: `ask-processor` with its message.

    The reply joins the request. 409 where the profile names no address to send from. Article
    28(3)(e) GDPR.
    """
    engine = engine_of(http)
    expected = int(if_match.strip('"')) if if_match else None
    done = send_question(engine, request_id, body, account, expected=expected, once=once)
    return state_response(engine, done, account, once=once)


@router.post(
    "/{request_id}/hand-on",
    name="hand-on",
    response_model=RequestShown,
    responses=problem_responses(404, 409, 412, 413, 422),
    summary="Hand a right on to a processor by OpenDSR",
)
def hand_on_by_opendsr(
    http: Request,
    request_id: RequestId,
    body: ToHandOn,
    account: Asking,
    once: OnceOnly,
    if_match: IfMatch = None,
) -> Response:
    """Ask a processor that speaks OpenDSR to carry a right out: `ask-processor` with its message.

    422 for a processor that the operator's file does not name, a right that its discovery does not,
    and a person who cannot be named to it; 409 while the identity is in doubt, and for an erasure
    that was not granted. Article 28(3)(e) GDPR.
    """
    engine, handing = engine_of(http), http.app.state.handing
    expected = int(if_match.strip('"')) if if_match else None
    done = hand_on(engine, handing, request_id, body, account, expected=expected, once=once)
    return state_response(engine, done, account, once=once)
