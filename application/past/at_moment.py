"""What was at a moment: a request, a page of the register, the dashboard.

What is answered today about a moment is what was answered then, with two exceptions. Where personal
data were erased since, the hint of the requester is gone and nothing can be opened. A history that
lawfully left the store is not shown any more; how many left is counted in `left_since`.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from griffie.application.engine import Engine
from griffie.application.past.moments import When, moment
from griffie.application.register.every_item import every_item
from griffie.application.register.view import Item, Query, RegisterView
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.views.dashboard import DashboardShown, dashboard
from griffie.application.views.lists import page_octets
from griffie.domain.law.deadlines import civil_date
from griffie.domain.rights_request import RightsRequest


class RegisterThen(NamedTuple):
    """The register at a moment, and the civil day in Brussels on which it is judged."""

    view: RegisterView
    on: date
    position: int
    """How many entries the log had."""
    at: datetime
    """The instant by which the inbox is counted: it stands beside the log."""
    left_since: int = 0
    """How many requests of then have lawfully left since: they are not in the view."""


class RequestThen(NamedTuple):
    """A request at a moment, and the civil day in Brussels on which it is judged."""

    request: RightsRequest
    on: date


@contextmanager
def register_then(engine: Engine, when: When) -> Iterator[RegisterThen]:
    """The register at a moment. Raises NoSuchMomentError."""
    if when.checked().now:
        newest = engine.history.newest()
        yield RegisterThen(engine.current(), engine.today(), newest, engine.clock())
        return
    if when.on and when.on >= engine.today():
        newest = engine.history.newest()
        yield RegisterThen(engine.current(), when.on, newest, engine.clock())
        return
    then = moment(when._replace(hindsight=False), engine.history, engine.clock())
    left = engine.history.left_since(then.upto)
    if when.hindsight:
        yield RegisterThen(engine.current(), then.on, then.position, engine.clock(), left)
        return
    with engine.past(then.position) as view:
        yield RegisterThen(view, then.on, then.position, then.at, left)


def request_then(engine: Engine, request_id: UUID, when: When) -> RequestThen:
    """A request at a moment.

    Raises NoSuchMomentError, UnknownRequestError when it did not exist then or is unknown.
    """
    requests, history = engine.requests, engine.history
    if when.checked().now:
        return RequestThen(requests.load(request_id), engine.today())
    if when.version is not None:
        then = requests.load(request_id, when.version)
        newest = when.version == history.version_at(request_id, history.newest())
        return RequestThen(then, engine.today() if newest else civil_date(then.modified_on))
    if when.at is not None and when.at <= engine.clock():
        # For one request the instants of its own events are enough.
        return RequestThen(requests.load_at(request_id, when.at), civil_date(when.at))
    if when.on is not None and when.on >= engine.today():
        return RequestThen(requests.load(request_id), when.on)
    then_was = moment(when, history, engine.clock())
    version = history.version_at(request_id, then_was.position)
    if version is None:
        raise UnknownRequestError
    return RequestThen(requests.load(request_id, version), then_was.on)


def board(engine: Engine, when: When, *, figures_only: bool) -> DashboardShown:
    """The deadline dashboard at a moment; with `figures_only`, without single requests.

    Raises NoSuchMomentError.
    """
    with register_then(engine, when) as then:
        waiting = engine.messages.counts(then.at, then.on)
        left = then.left_since
        return dashboard(then.view, then.on, waiting, figures_only=figures_only, left_since=left)


class Listed(NamedTuple):
    """A page of a list: its requests, and the cursor of the next page, if there is one."""

    items: Sequence[Item]
    following: str | None
    left_since: int
    """How many requests of then have lawfully left since."""

    def as_json(self) -> bytes:
        """The page as the API answers it: see `views.lists.Page`."""
        return page_octets(*self)


def list_page(engine: Engine, query: Query, when: When) -> Listed:
    """A page of the register at a moment. Raises NoSuchMomentError."""
    with register_then(engine, when) as then:
        items = _items(then.view, query, then.on)
    return _page(items, query, then.left_since)


def list_page_at_once(engine: Engine, query: Query) -> Listed | None:
    """A page of the register now, waiting for nobody; None where it is not up to date."""
    register = engine.current_at_once()
    return _page(_items(register, query, engine.today()), query) if register else None


def _items(view: RegisterView, query: Query, on: date) -> Sequence[Item]:
    """The page, and one more where another follows."""
    return view.items(query._replace(limit=query.limit + 1), on)


def _page(items: Sequence[Item], query: Query, left_since: int = 0) -> Listed:
    page = items[: query.limit]
    following = write_cursor(page[-1], query.sort) if len(items) > query.limit else None
    return Listed(page, following, left_since)


def listed(engine: Engine, query: Query, when: When) -> Iterator[Item]:
    """Every request of the register at a moment that matches; `limit` is not looked at.

    Raises NoSuchMomentError when the first is asked for.
    """
    with register_then(engine, when) as then:
        yield from every_item(then.view, query, then.on)


def write_cursor(last: Item, sort: str) -> str:
    """The cursor of the page after this item: base64url of the sort, its value and the id."""
    value = last.deadline["due_on"] if sort.lstrip("-") == "due_on" else last.received_on
    place = json.dumps([sort, value.isoformat(), last.id.hex])
    return urlsafe_b64encode(place.encode()).rstrip(b"=").decode()


def read_cursor(cursor: str, sort: str) -> tuple[str, str]:
    """The sort value and id after which a page begins, from `write_cursor`.

    Raises ValueError for a cursor of another list, and for what is no cursor.
    """
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
