"""Which requests a tab of the queue shows, in which order, a page at a time.

The queue holds everything that is not closed, by due date: what must be answered, and what was
answered and is not done or not closed. A cursor is the date and the id of the last row; it holds no
name.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Literal, NamedTuple, get_args
from uuid import UUID

from griffie.application.register.every_item import BATCH, every_item, position_of
from griffie.application.register.view import Item, Query, RegisterView
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel, Status

_ROWS = 25
_URGENT = {Standing.OVERDUE, Standing.DUE_TODAY, Standing.DUE_SOON}
WITHIN = timedelta(days=7)
_DAY = timedelta(days=1)
_NEWEST = "-received_on"
_CURSOR = re.compile(r"(\d{4}-\d\d-\d\d)\.([0-9a-f]{32})")


Tab = Literal["action", "mine", "unassigned", "hold", "open", "tasks", "held", "closed"]
Order = Literal["due_on", "-due_on", "received_on", "-received_on"]
"""By the last day to answer or the day of receipt; with a hyphen the latest first."""


class TabFilter(NamedTuple):
    """The tab and the filters that an address names; a filter that is None lets all pass."""

    tab: str = "action"
    right: Right | None = None
    channel: Channel | None = None
    state: Standing | None = None
    due: date | None = None
    within: bool = False
    """Due within seven days."""
    handler: str | None = None
    order: Order | None = None
    """None: that of the tab."""

    @property
    def said(self) -> dict[str, str]:
        """What an address of the queue says of it; what a saved view keeps."""
        filters = {**self._asdict(), "within": "7" if self.within else None}
        return {name: str(value) for name, value in filters.items() if value is not None}


_RIGHTS = {right.value: right for right in Right}


def filter_of(said: Mapping[str, str]) -> TabFilter:
    """What `TabFilter.said` said. Raises LookupError, ValueError where it can be none."""
    right, channel, state = (said.get(name) for name in ("right", "channel", "state"))
    order = said.get("order")
    return TabFilter(
        tab=said["tab"],
        right=_RIGHTS[right] if right else None,
        channel=Channel(channel) if channel else None,
        state=Standing(state) if state else None,
        due=date.fromisoformat(said["due"]) if "due" in said else None,
        within="within" in said,
        handler=said.get("handler"),
        order=next((one for one in get_args(Order) if one == order), None),
    )


_UNCLOSED = Query(unclosed=True)
_TABS = {
    "action": _UNCLOSED._replace(action=True),
    "unassigned": _UNCLOSED._replace(unassigned=True),
    "hold": _UNCLOSED._replace(deadline=Standing.SUSPENDED),
    "closed": Query(status=Status.CLOSED, sort=_NEWEST),
    "held": Query(held=True, sort=_NEWEST),
    "tasks": Query(with_tasks=True, sort="task_due_on"),
}
"""What a tab asks. The last three hold closed requests too: newest receipt first, and of what is
awaited the first due first."""


def _asked(wanted: TabFilter, mine: frozenset[str], on: date) -> Query:
    """As much of a tab and its filters as the register itself can answer."""
    first, last = (on, on + WITHIN) if wanted.within else (wanted.due, wanted.due)
    usual = _TABS.get(wanted.tab, _UNCLOSED)
    return usual._replace(
        sort=wanted.order or usual.sort,
        right=wanted.right,
        channel=wanted.channel,
        deadline=wanted.state or usual.deadline,
        handler=wanted.handler,
        handlers=tuple(sorted(mine)) if wanted.tab == "mine" else None,
        due_after=first and first - _DAY,
        due_before=last and last + _DAY,
    )


def _belongs_in_tab(item: Item, wanted: TabFilter, mine: frozenset[str], on: date) -> bool:
    """Whether a request stands in this tab and passes these filters."""
    due_on: date = item.deadline["due_on"]
    standing: Standing = item.deadline["state"]
    return (
        _in_tab(item, wanted.tab, mine)
        and wanted.right in {None, *item.rights}
        and wanted.channel in {None, item.channel}
        and wanted.handler in {None, item.handler}
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
    batch: int = BATCH,
) -> Iterator[Item]:
    """Every request of a tab that passes the filters, as of a day; see `tab_page`."""
    asked = _asked(wanted, mine, on)._replace(entered_by=entered_by, after=after)
    found = every_item(view, asked, on, batch)
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
    sort = _asked(wanted, mine, on).sort
    found = tab_items(view, wanted, on, mine, entered_by, read_cursor(cursor), batch=2 * _ROWS)
    items = list(islice(found, _ROWS + 1))
    more = len(items) > _ROWS
    return QueuePage(items[:_ROWS], ".".join(position_of(items[_ROWS - 1], sort)) if more else None)


def read_cursor(cursor: str) -> tuple[str, str] | None:
    """Where a page begins; an unreadable cursor begins at the beginning."""
    found = _CURSOR.fullmatch(cursor)
    return (found[1], UUID(found[2]).hex) if found else None


def count_by_tab(
    view: RegisterView, on: date, mine: frozenset[str], entered_by: str | None
) -> dict[str, int]:
    """How many stand in each tab whose requests are counted."""
    counted = view.desk(on, mine, entered_by)._asdict()
    if entered_by:
        return counted
    tally = view.tally(on)
    return counted | {"tasks": tally.with_tasks, "held": tally.legal_hold}
