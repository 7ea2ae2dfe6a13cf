"""The calendar of deadlines: a month as a page, and everything as a feed under a secret address.

Who knows the address of the feed reads references and days, and nothing else. It is shown once and
kept as a hash; it stands in no log, for no log of ours holds an address. With `?mine=yes` it holds
the work of its owner alone, and of those for whom the owner stands in that day.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, islice
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Form, Path, Query, Request, Response

from griffie.api.console.frame.problem_page import PageRoute
from griffie.api.console.frame.rendering import render_page, speech_for
from griffie.api.console.frame.sign_in import FromHere, SignedIn
from griffie.api.console.queue.deadline_strip import Cell, month_cells
from griffie.api.http.guard import engine_of
from griffie.api.http.routes.lists import entered_by_filter
from griffie.api.papers.table.ics import MEDIA_TYPE, calendar_file
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, Permission, may
from griffie.application.engine import Engine
from griffie.application.register.every_item import every_item
from griffie.application.register.view import Item
from griffie.application.register.view import Query as RegisterQuery
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.law.calendar import calendar

router = APIRouter(route_class=PageRoute, include_in_schema=False)

MOST = 5000
"""Deadlines in a feed: our policy [P]; the most urgent first."""
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_DAY = timedelta(days=1)


class Day(NamedTuple):
    """A day on which something is due, and the references of what is."""

    iso: str
    words: str
    late: bool
    references: list[str]


class Month(NamedTuple):
    """A month: its weeks from Monday to Sunday, its days with deadlines, its neighbours."""

    title: str
    weeks: list[list[Cell | None]]
    days: list[Day]
    before: str
    after: str


def _due(
    engine: Engine,
    account: Account,
    after: date | None = None,
    before: date | None = None,
    whose: frozenset[str] | None = None,
) -> Iterator[Item]:
    """What is open and not answered, by due date; for intake what it entered itself.

    `whose` are the handlers; everybody's where it is left out.
    """
    asked = RegisterQuery(
        still_open=True,
        due_after=after,
        due_before=before,
        entered_by=entered_by_filter(account),
        handlers=None if whose is None else tuple(sorted(whose)),
    )
    return every_item(engine.current(), asked, engine.today())


@router.get("/calendar")
def calendar_page(
    http: Request,
    account: SignedIn,
    month: Annotated[str, Query(pattern=f"^({_MONTH.pattern})?$")] = "",
) -> Response:
    """A month of deadlines, this one where none is named."""
    return _page(http, account, month)


@router.post("/calendar", dependencies=[FromHere])
def change_feed(
    http: Request, account: SignedIn, feed: Annotated[Literal["make", "end"], Form()]
) -> Response:
    """Make the feed of this account anew, or end it. A new address is shown this once."""
    entered_by_filter(account)
    engine = engine_of(http)
    if feed == "end":
        engine.access.end_feed(account.id)
        return _page(http, account, "")
    secret = engine.access.make_feed(account.id)
    return _page(http, account, "", f"{http.base_url}calendar/{secret}.ics")


@router.get("/calendar/{secret}.ics")
def calendar_feed(
    http: Request, secret: Annotated[str, Path(max_length=100)], mine: Literal["yes"] | None = None
) -> Response:
    """The feed. An address that opens nothing is unknown, whatever the reason."""
    engine = engine_of(http)
    account = engine.access.account_of_feed(secret)
    if account is None or not may(account.role, Permission.LISTS):
        raise UnknownRequestError
    whose = engine.reminded_for(account) if mine else None
    items = islice(_due(engine, account, whose=whose), MOST)
    deadlines = [(item.reference, item.deadline["due_on"]) for item in items]
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    text = calendar_file(deadlines, engine.clock())
    return Response(text, headers=headers, media_type=MEDIA_TYPE)


def _page(http: Request, account: Account, month: str, feed: str = "") -> Response:
    engine, speech = engine_of(http), speech_for(http)
    today = engine.today()
    first = date.fromisoformat(f"{month}-01") if month else today.replace(day=1)
    shown = _month(engine, account, first, speech)
    made_at = engine.access.feed_made_at(account.id)
    return render_page(
        http, "queue/calendar.html", account, month=shown, feed=feed, made_at=made_at
    )


def _month(engine: Engine, account: Account, first: date, speech: Speech) -> Month:
    following = (first + 31 * _DAY).replace(day=1)
    items = list(_due(engine, account, first - _DAY, following))
    today = engine.today()
    due: Counter[date] = Counter(item.deadline["due_on"] for item in items)
    cells = month_cells(due, first, today, calendar(engine.controller.setting.calendar), speech)
    days = [
        Day(day.isoformat(), speech.long_day(day), day < today, [one.reference for one in group])
        for day, group in groupby(items, key=lambda item: item.deadline["due_on"])
    ]
    return Month(
        title=speech.month(first, "LLLL y"),
        weeks=cells,
        days=days,
        before=f"{first - _DAY:%Y-%m}",
        after=f"{following:%Y-%m}",
    )
