"""Which requests a tab of the queue shows, in which order, a page at a time.

The queue holds everything that is not closed, by due date: what must be answered, and what was
answered and is not done or not closed. A cursor is the date and the id of the last row; it holds no
name.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from heapq import merge
from itertools import islice
from typing import Literal, NamedTuple
from uuid import UUID

from griffie.application.register.every_item import every_item, position_of
from griffie.application.register.view import Item, Query, RegisterView
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel, Status

_ROWS = 25
COUNTED = 1000
"""Beyond so many open requests a tab says "999+": what is counted is read."""

_URGENT = {Standing.OVERDUE, Standing.DUE_TODAY, Standing.DUE_SOON}
WITHIN = timedelta(days=7)
_NEWEST = "-received_on"
_CURSOR = re.compile(r"(\d{4}-\d\d-\d\d)\.([0-9a-f]{32})")


Tab = Literal["action", "mine", "unassigned", "hold", "open", "tasks", "held", "closed"]


class TabFilter(NamedTuple):
    """The tab and the filters that an address names; a filter that is None lets all pass."""

    tab: str = "action"
    right: Right | None = None
    channel: Channel | None = None
    state: Standing | None = None
    due: date | None = None
    within: bool = False
    """Due within seven days."""


def open_items(
    view: RegisterView, on: date, entered_by: str | None, after: tuple[str, str] | None = None
) -> Iterator[Item]:
    """What is not closed, by due date; `entered_by`: only what this account entered."""
    running = Query(still_open=True, entered_by=entered_by, after=after)
    answered = Query(status=Status.ANSWERED, entered_by=entered_by, after=after)
    return merge(every_item(view, running, on), every_item(view, answered, on), key=position_of)


def _closed_items(
    view: RegisterView, on: date, entered_by: str | None, after: tuple[str, str] | None = None
) -> Iterator[Item]:
    """The newest receipt first."""
    query = Query(status=Status.CLOSED, entered_by=entered_by, after=after, sort=_NEWEST)
    return every_item(view, query, on)


def _items_under_hold(
    view: RegisterView, on: date, entered_by: str | None, after: tuple[str, str] | None = None
) -> Iterator[Item]:
    """Under legal hold, closed ones too: the newest receipt first."""
    return every_item(view, Query(held=True, entered_by=entered_by, after=after, sort=_NEWEST), on)


def _requests_that_wait(
    view: RegisterView, on: date, entered_by: str | None, after: tuple[str, str] | None = None
) -> Iterator[Item]:
    """Of which something is awaited, closed ones too: the first due first."""
    query = Query(with_tasks=True, entered_by=entered_by, after=after, sort="task_due_on")
    return every_item(view, query, on)


_SOURCES = {
    "closed": (_closed_items, _NEWEST),
    "held": (_items_under_hold, _NEWEST),
    "tasks": (_requests_that_wait, "task_due_on"),
}
"""The tabs that hold other requests than the open ones, or in another order."""


def _belongs_in_tab(item: Item, wanted: TabFilter, mine: frozenset[str], on: date) -> bool:
    """Whether a request stands in this tab and passes these filters."""
    due_on: date = item.deadline["due_on"]
    standing: Standing = item.deadline["state"]
    return (
        _in_tab(item, wanted.tab, mine)
        and wanted.right in {None, *item.rights}
        and wanted.channel in {None, item.channel}
        and wanted.state in {None, standing}
        and wanted.due in {None, due_on}
        and (not wanted.within or (on <= due_on <= on + WITHIN and standing in RUNNING))
    )


RUNNING = {*_URGENT, Standing.ON_TRACK}


def _in_tab(item: Item, tab: str, mine: frozenset[str]) -> bool:
    match tab:
        case "action":
            urgent = item.deadline["state"] in _URGENT
            return urgent or item.handler is None or item.status is Status.ANSWERED
        case "mine":
            return item.handler in mine
        case "unassigned":
            return item.handler is None
        case "hold":
            return item.deadline["state"] is Standing.SUSPENDED
    return True


class QueuePage(NamedTuple):
    """One page of a tab."""

    items: list[Item]
    after: str | None
    """The cursor of the page that follows."""


def tab_items(  # noqa: PLR0917 - whose list, of what, as of when
    view: RegisterView,
    wanted: TabFilter,
    on: date,
    mine: frozenset[str],
    entered_by: str | None,
    after: tuple[str, str] | None = None,
) -> Iterator[Item]:
    """Every request of a tab that passes the filters, as of a day; see `tab_page`."""
    source, _ = _SOURCES.get(wanted.tab, (open_items, "due_on"))
    found = source(view, on, entered_by, after)
    return (item for item in found if _belongs_in_tab(item, wanted, mine, on))


def tab_page(  # noqa: PLR0917 - whose page, of what, as of when
    view: RegisterView,
    wanted: TabFilter,
    on: date,
    mine: frozenset[str],
    entered_by: str | None,
    cursor: str,
) -> QueuePage:
    """A page of a tab, as of a day.

    `mine` is the account that looks, with those for which it stands in; `entered_by` leaves only
    what that account entered. An unreadable cursor begins at the beginning.
    """
    _, sort = _SOURCES.get(wanted.tab, (open_items, "due_on"))
    found = tab_items(view, wanted, on, mine, entered_by, _read_cursor(cursor))
    items = list(islice(found, _ROWS + 1))
    more = len(items) > _ROWS
    return QueuePage(items[:_ROWS], ".".join(position_of(items[_ROWS - 1], sort)) if more else None)


def _read_cursor(cursor: str) -> tuple[str, str] | None:
    """Where a page begins; an unreadable cursor begins at the beginning."""
    found = _CURSOR.fullmatch(cursor)
    return (found[1], UUID(found[2]).hex) if found else None


def count_by_tab(
    view: RegisterView, on: date, mine: frozenset[str], entered_by: str | None
) -> dict[str, tuple[int, bool]]:
    """How many stand in each tab, and whether that is all of them."""
    tally = view.tally(on)
    aside = {"tasks": (tally.with_tasks, True), "held": (tally.legal_hold, True)}
    everything = list(islice(open_items(view, on, entered_by), COUNTED))
    whole = len(everything) < COUNTED
    return {
        tab: (sum(_in_tab(item, tab, mine) for item in everything), whole)
        for tab in ("action", "mine", "unassigned", "hold", "open")
    } | ({} if entered_by else aside)
