"""What was: a request, the register and the board at a moment, for API, console and command line.

What is answered today for a moment is what was answered then. Two things alone may differ. Of a
request whose personal data were erased since, the hint of who asked is gone, and nothing opens.
And a history that lawfully left the store is on no board any more: how many left is said beside.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple
from uuid import UUID

from griffie.application.engine import Engine
from griffie.application.past.moments import When, moment
from griffie.application.register.view import Item, Query, RegisterView
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.views.dashboard import DashboardShown, dashboard
from griffie.application.views.lists import Page, page_shown
from griffie.domain.law.deadlines import civil_date
from griffie.domain.rights_request import RightsRequest


class RegisterThen(NamedTuple):
    """The register at a moment, and the day on which it is judged."""

    view: RegisterView
    on: date
    position: int
    """How many entries the log had."""
    left_since: int = 0
    """Requests that stood then, whose histories have lawfully gone: they are not in the view."""


class RequestThen(NamedTuple):
    """A request at a moment, and the day on which it is judged."""

    request: RightsRequest
    on: date


@contextmanager
def register_then(engine: Engine, when: When) -> Iterator[RegisterThen]:
    """The register at a moment. Raises NoSuchMomentError."""
    if when.checked().now:
        newest = engine.history.newest()
        yield RegisterThen(engine.current(), engine.today(), newest)
        return
    if when.on and when.on >= engine.today():
        newest = engine.history.newest()
        yield RegisterThen(engine.current(), when.on, newest)
        return
    then = moment(when._replace(hindsight=False), engine.history, engine.clock())
    left = engine.history.left_since(then.upto)
    if when.hindsight:
        yield RegisterThen(engine.current(), then.on, then.position, left)
        return
    with engine.past(then.position) as view:
        yield RegisterThen(view, then.on, then.position, left)


def request_then(engine: Engine, request_id: UUID, when: When) -> RequestThen:
    """A request at a moment. Raises NoSuchMomentError.

    UnknownRequestError where it was not yet, or is not.
    """
    requests, history = engine.requests, engine.history
    if when.checked().now:
        return RequestThen(requests.load(request_id), engine.today())
    if when.version is not None:
        then = requests.load(request_id, when.version)
        newest = when.version == history.version_at(request_id, history.newest())
        return RequestThen(then, engine.today() if newest else civil_date(then.modified_on))
    if when.at is not None and when.at <= engine.clock():
        # Of one request each event says itself when it was recorded.
        return RequestThen(requests.load_at(request_id, when.at), civil_date(when.at))
    if when.on is not None and when.on >= engine.today():
        return RequestThen(requests.load(request_id), when.on)
    then_was = moment(when, history, engine.clock())
    version = history.version_at(request_id, then_was.position)
    if version is None:
        raise UnknownRequestError
    return RequestThen(requests.load(request_id, version), then_was.on)


def board(engine: Engine, when: When, *, figures_only: bool) -> DashboardShown:
    """The deadline dashboard at a moment; for some roles without the requests on it."""
    with register_then(engine, when) as then:
        return dashboard(then.view, then.on, figures_only=figures_only, left_since=then.left_since)


def list_page(engine: Engine, query: Query, when: When) -> Page:
    """A page of the register at a moment."""
    with register_then(engine, when) as then:
        items = then.view.items(query._replace(limit=query.limit + 1), then.on)
    more = len(items) > query.limit
    page = items[: query.limit]
    following = write_cursor(page[-1], query.sort) if more else None
    return page_shown(page, following, then.left_since)


def write_cursor(last: Item, sort: str) -> str:
    value = last.deadline["due_on"] if sort.lstrip("-") == "due_on" else last.received_on
    place = json.dumps([sort, value.isoformat(), last.id.hex])
    return urlsafe_b64encode(place.encode()).rstrip(b"=").decode()


def read_cursor(cursor: str, sort: str) -> tuple[str, str]:
    """Where a page begins. Raises ValueError: a cursor of another list, or none at all."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        sorted_by, value, request_id = json.loads(urlsafe_b64decode(padded.encode("ascii")))
        date.fromisoformat(value)
        fits = sorted_by == sort and request_id == UUID(request_id).hex
    except (ValueError, TypeError, AttributeError):
        fits = False
    if not fits:
        raise ValueError("not a cursor of this list")
    return value, request_id
