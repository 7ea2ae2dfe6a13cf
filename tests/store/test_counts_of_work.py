"""What is counted of open work: the same as counting the items, and without reading closed rows."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.console.queue import tabs
from griffie.application.access.roles import Role
from griffie.application.register.every_item import every_item, position_of
from griffie.application.register.view import Item, Query, RegisterView
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel, Status
from tests.conftest import Clock
from tests.given.console import at_console, seen
from tests.given.story import receive, tell

RUNNING = {Standing.ON_TRACK, Standing.DUE_SOON, Standing.DUE_TODAY, Standing.OVERDUE}
UNSETTLED = {*RUNNING, Standing.SUSPENDED}
READS_LITTLE = re.compile(
    r"COVERING INDEX|SEARCH register USING PRIMARY KEY|INDEX register_by_(held|task|proposed)\b"
)
"""An index alone, a row that is named, or an index of the few rows that are held or awaited."""
ASKED = {"asked_on": "2026-03-12", "grounds": "Ander adres.", "asked_for": "Een telefoontje."}

PROMISE = {
    "kind": "answer",
    "rights": ["erasure"],
    "sent_on": "2026-03-18",
    "channel": "email",
    "text": "Wij wissen uw gegevens.",
}


@pytest.fixture
def office(store: Store, clerk: TestClient, clock: Clock) -> RegisterView:
    """Requests of every standing: late, waiting, of somebody or nobody, answered, closed."""
    tell(clerk)
    for n, received in enumerate(("2026-02-06", "2026-02-13", "2026-02-20", "2026-03-12") * 3):
        right = ("access", "erasure")[n % 2]
        place = receive(
            clerk, received_on=received, channel=("email", "post")[n % 2], rights=[{"right": right}]
        )
        if n % 3:
            clerk.post(f"{place}/assign", json={"handler": ("u-7", "u-9")[n % 2]})
        if n % 4 == 3:
            assert clerk.post(f"{place}/doubt-identity", json=ASKED).status_code == 200
        if n % 5 == 4:
            said = {"rights": [right], "on": "2026-03-14", "words": "Laat maar."}
            assert clerk.post(f"{place}/withdraw", json=said).status_code == 200
    clerk.post(f"{place}/close", json={})
    promised = receive(clerk, received_on="2026-03-12", rights=[{"right": "erasure"}])
    assert clerk.post(f"{promised}/grant", json={"right": "erasure"}).status_code == 200
    told = clerk.post(f"{promised}/inform", json=PROMISE)
    assert told.json()["status"] == "answered", told.text
    return store.engine.current()


def everything(view: RegisterView, store: Store) -> list[Item]:
    return list(every_item(view, Query(), store.engine.today()))


def test_the_counts_are_those_of_the_items(office: RegisterView, store: Store) -> None:
    on = store.engine.today()
    for day in (on - timedelta(30), on, on + timedelta(10), on + timedelta(60)):
        items = list(every_item(office, Query(), day))
        unclosed = [one for one in items if one.outcome is None]
        late = [one for one in unclosed if one.deadline["state"] is Standing.OVERDUE]
        until = day + tabs.WITHIN
        soon = [
            one
            for one in unclosed
            if one.deadline["state"] in RUNNING - {Standing.OVERDUE}
            and one.deadline["due_on"] <= until
        ]

        assert office.overdue_days(day) == Counter(one.deadline["due_on"] for one in late)
        assert {one.handler: one.open for one in office.load(day, until)} == Counter(
            one.handler for one in unclosed
        )
        assert sum(one.late for one in office.load(day, until)) == len(late)
        assert sum(one.soon for one in office.load(day, until)) == len(soon)
        assert office.arrived(day - timedelta(7), day) == sum(
            day - timedelta(7) < one.received_on <= day for one in items
        )
        assert sum(office.counts(day).values()) == len(items)


@pytest.mark.parametrize("accounts", [("u-7",), ("u-9",), ("u-nobody22",), ("u-7", "u-9")])
def test_each_tab_says_how_many_it_shows(
    office: RegisterView, store: Store, accounts: tuple[str, ...]
) -> None:
    on, mine = store.engine.today(), frozenset(accounts)
    counted = tabs.count_by_tab(office, on, mine, None)

    for tab, number in counted.items():
        wanted = tabs.TabFilter(tab)
        shown = list(tabs.tab_items(office, wanted, on, mine, None))
        assert len(shown) == number, tab
    assert counted["open"] > counted["action"] > 0


@pytest.mark.parametrize("mine", [{"u-7"}, {"u-7", "u-9"}], ids=["alone", "standing in"])
@pytest.mark.parametrize("tab", get_args(tabs.Tab))
def test_filters_leave_what_they_name_whoever_filters(
    office: RegisterView, store: Store, tab: str, mine: set[str]
) -> None:
    """The register filters in SQL; here the same is asked of every item."""
    on, ours = store.engine.today(), frozenset(mine)
    plain = list(tabs.tab_items(office, tabs.TabFilter(tab), on, ours, None))
    order: tabs.Order | None
    for right, channel, state, handler, within, order in product(
        (None, Right.ACCESS),
        (None, Channel.POST),
        (None, Standing.OVERDUE, Standing.SUSPENDED),
        (None, "u-9"),
        (False, True),
        (None, "-received_on"),
    ):
        wanted = tabs.TabFilter(tab, right, channel, state, None, within, handler, order)
        expected = {one.id for one in plain if tabs._belongs_in_tab(one, wanted, ours, on)}

        shown = list(tabs.tab_items(office, wanted, on, ours, None))

        assert {one.id for one in shown} == expected, wanted
        assert len(shown) == len(expected)
        if order:
            places = [position_of(one, order) for one in shown]
            assert places == sorted(places, reverse=order.startswith("-")), wanted


@pytest.mark.parametrize("tab", ["action", "mine", "unassigned", "hold", "open", "closed"])
def test_a_tab_shows_of_every_item_what_stands_in_it(
    office: RegisterView, store: Store, tab: str
) -> None:
    """The first reading of a tab, of items that no list chose."""
    on, mine = store.engine.today(), frozenset({"u-7"})
    closed = tab == "closed"
    standing = [
        one
        for one in everything(office, store)
        if (one.outcome is not None) == closed
        and (closed or one.deadline["state"] in UNSETTLED or one.status is Status.ANSWERED)
    ]

    shown = tabs.tab_items(office, tabs.TabFilter(tab), on, mine, None)

    assert {one.id for one in shown} == {one.id for one in standing if tabs._in_tab(one, tab, mine)}


def statements(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Any]]:
    """What is asked of the register while the queue is drawn."""
    datastore, asked = store.engine.register.datastore, []  # type: ignore[attr-defined]
    rows = datastore.rows

    def noted(statement: str, parameters: Any = ()) -> Any:
        asked.append((statement, parameters))
        return rows(statement, parameters)

    monkeypatch.setattr(datastore, "rows", noted)
    client = at_console(store, Role.DPO)
    filters = (
        *("", "&right=access", "&channel=post", "&state=overdue", "&state=met", "&handler=u-7"),
        *("&within=7", "&due=2026-04-07", "&right=access&channel=post&state=overdue&within=7"),
    )
    for tab in get_args(tabs.Tab):
        for order in ("", *get_args(tabs.Order)):
            seen(client, f"/?tab={tab}&order={order}")
        for said in filters:
            seen(client, f"/?tab={tab}{said}")
    seen(client, "/?tab=closed&order=due_on&right=access&channel=post&state=missed")
    yield from ((one, said) for one, said in asked if "FROM register" in one)


@pytest.mark.in_folder
def test_the_queue_reads_no_table_from_end_to_end(
    store: Store, clerk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(clerk)
    datastore = store.engine.register.datastore  # type: ignore[attr-defined]
    plans = {}
    for statement, parameters in list(statements(store, monkeypatch)):
        plan = datastore.rows(f"EXPLAIN QUERY PLAN {statement}", parameters)
        plans[statement] = [row["detail"] for row in plan if " register " in row["detail"]]

    assert len(plans) > 40
    read = [
        (part, statement.partition("(SELECT request_id")[2])
        for statement, plan in plans.items()
        for part in plan
        if not READS_LITTLE.search(part)
    ]
    assert read == []


@pytest.mark.in_folder
@pytest.mark.parametrize("sort", ["due_on", "-received_on"])
def test_closed_requests_of_a_channel_are_found_by_the_channel(
    store: Store, clerk: TestClient, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    """Nearly all requests of an old office are closed: those of a rare channel read no others."""
    tell(clerk)
    view, asked = store.engine.current(), []
    datastore = view.datastore  # type: ignore[attr-defined]
    rows = datastore.rows

    def noted(statement: str, parameters: Any = ()) -> Any:
        asked.append((statement, parameters))
        return rows(statement, parameters)

    monkeypatch.setattr(datastore, "rows", noted)
    query = Query(status=Status.CLOSED, channel=Channel.EMAIL, sort=sort)
    found = view.items(query, store.engine.today())
    none = view.items(query._replace(channel=Channel.POST), store.engine.today())

    assert (len(found), len(none)) == (1, 0)
    for statement, parameters in asked[-2:]:
        plan = "\n".join(
            row["detail"] for row in rows(f"EXPLAIN QUERY PLAN {statement}", parameters)
        )
        assert re.search(r"COVERING INDEX register_by_channel_\w+ \(channel=\?\)", plan), plan
