"""Less than the whole of a request, for a program that asks for less."""

from datetime import date
from uuid import UUID

from griffie.application.views.answer import AnswerModel
from griffie.application.views.parts import PARTS
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Status
from griffie.domain.rights_request import RightsRequest


class LeanDeadline(AnswerModel):
    """By when an answer is due, and how that stands."""

    due_on: date
    state: Standing


class LeanRequest(AnswerModel):
    """What a program needs after a step: `Prefer: return=minimal`, RFC 7240."""

    id: UUID
    version: int
    status: Status
    deadline: LeanDeadline


def lean(request: RightsRequest, on: date) -> LeanRequest:
    """The request judged on a civil day in Brussels, in four fields; nothing is opened."""
    due_on, state = PARTS.of(request, ("standing", on), lambda one: _standing(one, on))
    return LeanRequest(
        id=request.id,
        version=request.version,
        status=request.status,
        deadline=LeanDeadline(due_on=due_on, state=state),
    )


def _standing(request: RightsRequest, on: date) -> tuple[date, Standing]:
    deadline = request.deadline
    return deadline.term.due_on, deadline.standing(on)
