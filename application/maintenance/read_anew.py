"""Which requests would stand otherwise if they were read by the newest reading of the law.

Nothing changes by it: each request keeps the reading of its receipt.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from griffie.application.register.every_item import every_item
from griffie.application.register.view import Query, RegisterView
from griffie.application.requests.requests import Requests, UnknownRequestError
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.law.standing import Deadline
from griffie.domain.request import readings
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest


class ReadAnew(NamedTuple):
    """A right, or a message without one, that stands otherwise by the newest reading."""

    reference: str
    right: Right | None
    then: Standing
    now: Standing


def read_anew(requests: Requests, register: RegisterView, on: date) -> Iterator[ReadAnew]:
    """Each right whose state the newest reading would change, judged on a civil day in Brussels."""
    for item in every_item(register, Query(sort="received_on"), on):
        try:
            request = requests.load(item.id)
        except UnknownRequestError:  # it left meanwhile
            continue
        yield from _changed(request, on)


def _changed(request: RightsRequest, on: date) -> Iterator[ReadAnew]:
    if request.reading >= readings.NEWEST:
        return
    for right in request.claims or (None,):
        then, now = (
            _deadline(request, right, reading).standing(on)
            for reading in (request.reading, readings.NEWEST)
        )
        if then is not now:
            yield ReadAnew(reference(request.id), right, then, now)


def _deadline(request: RightsRequest, right: Right | None, reading: int) -> Deadline:
    if right is None:
        return readings.deadline(request, reading)
    return readings.deadline_of(request, request.claims[right], reading)
