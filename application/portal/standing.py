"""How a request stands, as far as its own person may see it without anybody looking something up.

Days and rights, the open question of the office, and whether the answer is late. What was decided
stands in the answer and nowhere else: what may not be told changes nothing here.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from griffie.application.engine import Engine
from griffie.application.views.opened_values import open_values
from griffie.domain.events import ClarificationAsked, IdentityDoubted
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.law.rights import AT_ONCE
from griffie.domain.law.standing import Deadline
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.values import UNCLEAR
from griffie.domain.request.vocabulary import Identity
from griffie.domain.rights_request import RightsRequest


class Asked(StrEnum):
    """What the office wants to know."""

    IDENTITY, MEANING = "identity", "meaning"


class Question(NamedTuple):
    """A question of the office that waits for an answer. `words` are empty where none are kept."""

    about: Asked
    words: str
    asked_on: date
    clock_stands: bool


class RightStands(NamedTuple):
    """One right that was asked for. Days are civil days in Brussels."""

    right: Right
    due_on: date
    at_once: bool
    """What is asked is stopped at once; the letter about it has the month."""
    answered_on: date | None
    late_since: date | None
    withdrawn: bool


class RequestStands(NamedTuple):
    """A request for the eyes of the person who asked."""

    received_on: date
    due_on: date
    late_since: date | None
    answered: bool
    rights: tuple[RightStands, ...]
    questions: tuple[Question, ...]
    over: bool
    """Closed: nothing is awaited any more."""
    goes_on_elsewhere: bool
    """It is handled with another request of the same person."""
    erased: bool


def request_stands(engine: Engine, request: RightsRequest, on: date) -> RequestStands:
    """How a request stands on a day. Raises KeyUnavailableError."""
    return RequestStands(
        received_on=request.received_on,
        due_on=request.deadline.term.due_on,
        late_since=_late_since(request.deadline, on),
        answered=request.answered,
        rights=tuple(_right_stands(request, one, on) for one in request.claims.values()),
        questions=() if request.outcome else tuple(_questions(engine, request)),
        over=request.outcome is not None,
        goes_on_elsewhere=request.merged,
        erased=request.erased,
    )


def _right_stands(request: RightsRequest, claim: Claim, on: date) -> RightStands:
    deadline = request.deadline_of(claim)
    return RightStands(
        right=claim.right,
        due_on=deadline.term.due_on,
        at_once=claim.right in AT_ONCE,
        answered_on=claim.informed_on,
        late_since=None if claim.informed_on else _late_since(deadline, on),
        withdrawn=claim.withdrawn_on is not None,
    )


def _late_since(deadline: Deadline, on: date) -> date | None:
    """The first day on which the answer was late; None while it is not."""
    if deadline.standing(on) is not Standing.OVERDUE:
        return None
    return deadline.overdue_after + timedelta(days=1)


def _questions(engine: Engine, request: RightsRequest) -> Iterator[Question]:
    asked: dict[Asked, tuple[Sealed, date]] = {}
    for event in engine.requests.history(request.id):
        if isinstance(event, IdentityDoubted):
            asked[Asked.IDENTITY] = event.asked_for, event.asked_on
        elif isinstance(event, ClarificationAsked):
            asked[Asked.MEANING] = event.question, event.asked_on
    waits = {
        Asked.IDENTITY: request.identity is Identity.DOUBTED,
        Asked.MEANING: request.open_question(UNCLEAR) is not None,
    }
    stands = request.deadline.suspended
    for about, (sealed, asked_on) in asked.items():
        if waits[about]:
            words = open_values(request, engine.vault, (sealed,)).get(sealed, "")
            yield Question(about, str(words), asked_on, stands)
