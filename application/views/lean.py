"""Less than the whole of a request, for a program that asks for less."""

from datetime import date
from functools import partial
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
    return _lean(request, on, request.version, request.status)


def lean_octets(request: RightsRequest, on: date) -> bytes:
    """The same as JSON, joined of the version and of the rest, which is kept while it holds."""
    status = request.status
    make = partial(_around, on=on, status=status)
    head, tail = PARTS.of(request, ("lean", on, status), make)
    return b"%b%d%b" % (head, request.version, tail)


def _around(request: RightsRequest, on: date, status: Status) -> tuple[bytes, bytes]:
    head, at, tail = _lean(request, on, 0, status).as_json().partition(_VERSION + b"0")
    assert at, "an answer has its version"
    return head + _VERSION, tail


def _lean(request: RightsRequest, on: date, version: int, status: Status) -> LeanRequest:
    deadline = request.deadline
    stands = LeanDeadline(due_on=deadline.term.due_on, state=deadline.standing(on))
    return LeanRequest(id=request.id, version=version, status=status, deadline=stands)


_VERSION = b'"version":'
