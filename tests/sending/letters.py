"""Requests whose answer goes out by e-mail, and requests that end."""

from datetime import date
from typing import Any
from uuid import UUID

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.requests.bodies import Receive
from griffie.application.requests.commands import command
from griffie.application.sending.letter import LetterToSend, send_letter
from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Letter
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.step import Step

TO = "an.peeters@example.be"
ANSWER = LetterToSend(kind=Letter.ANSWER, rights=(Right.DIRECT_MARKETING_OBJECTION,))


def take(store: Store, request_id: UUID, step: Step[Any, ..., Any], **said: object) -> None:
    """A step, as somebody at the command line takes it."""
    asked, now = command(step, **said), store.engine.now(OPERATOR)
    store.engine.requests.take(request_id, asked, now)


def decided(store: Store, email: str = TO) -> UUID:
    """A request by telephone about marketing, which was stopped: it can be answered."""
    today = store.engine.today().isoformat()
    right = "direct_marketing_objection"
    body = Receive.model_validate(
        {
            "received_on": today,
            "channel": "phone",
            "language": "nl",
            "rights": [{"right": right}],
            "requester": {"name": "An Peeters", "email": email},
        }
    )
    request = store.engine.requests.receive(body, store.engine.now(OPERATOR))
    take(store, request.id, RightsRequest.stop_marketing, right=right, stopped_on=today)
    take(store, request.id, RightsRequest.fulfil, right=right, measures="Wij stopten ermee.")
    return request.id


def told(store: Store, email: str = TO) -> UUID:
    """Such a request, with its answer in the outbox."""
    request_id = decided(store, email)
    send_letter(store.engine, request_id, ANSWER, OPERATOR)
    return request_id


def informed_on(store: Store, request_id: UUID) -> date | None:
    """The day on which the requester was told, as the request says now."""
    (claim,) = store.engine.requests.load(request_id).claims.values()
    return claim.informed_on


def close(store: Store, request_id: UUID) -> None:
    """Found to be no request, told by post, closed."""
    today = store.engine.today().isoformat()
    found = {"ground": "fact/not_a_request", "reason": "Reclame."}
    take(store, request_id, RightsRequest.find_no_request, **found)
    by_post = {"channel": "post", "channel_reason": "Zo gevraagd.", "sent_on": today}
    said = {"kind": "answer", "rights": [], **by_post}
    take(store, request_id, RightsRequest.inform, **said)
    take(store, request_id, RightsRequest.close)
