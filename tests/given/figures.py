"""Courses of requests, and the figures counted from them."""

from datetime import date
from typing import Any
from uuid import UUID

from griffie.application.reports.figures import annual
from griffie.application.reports.kept_figures import Gone
from griffie.application.reports.request_figures import RequestFigures, figures_of_request
from griffie.application.reports.request_history import RequestHistory, read_history
from griffie.domain.law import Right
from griffie.domain.model.event import Event, FirstEvent
from tests.given.past import fulfilled, informed, on, received

ERASURE, ACCESS, MARKETING = Right.ERASURE, Right.ACCESS, Right.DIRECT_MARKETING_OBJECTION


DUE_ON = date(2026, 4, 7)


LATER = date(2026, 6, 1)


def taken(first: FirstEvent, *then: Event) -> RequestHistory:
    """A course as it was recorded, a version an event, all on 20 March 2026."""
    now = on(2026, 3, 20)
    stamped = [one.stamped(UUID(int=1), n, now) for n, one in enumerate((first, *then), 1)]
    built = read_history(stamped)
    assert built is not None
    return built


class Kept:
    """A view in memory."""

    def __init__(self, *courses: RequestHistory) -> None:
        self._facts = [figures_of_request(one) for one in courses]

    def received_in(self, year: int) -> list[RequestFigures]:
        return [one for one in self._facts if one.received_on.year == year]

    def gone_from(self, _: int) -> Gone:
        return Gone()


def tables(*courses: RequestHistory, on: date = LATER, published: bool = False) -> dict[str, Any]:
    return dict(annual(Kept(*courses), 2026, on, published=published).tables)


def answered(sent_on: date, *before: Event, right: Right = ACCESS) -> RequestHistory:
    return taken(received(right), *before, fulfilled(right), informed(right, sent_on=sent_on))
