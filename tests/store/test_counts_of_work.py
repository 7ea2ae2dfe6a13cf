"""What is counted of open work: the same as counting the items, and without reading closed rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.console.queue import tabs
from griffie.application.access.roles import Role
from griffie.application.register.every_item import every_item
from griffie.application.register.view import Item, Query, RegisterView
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel
from tests.conftest import Clock
from tests.given.console import at_console, seen
from tests.given.story import receive, tell

RUNNING = {Standing.ON_TRACK, Standing.DUE_SOON, Standing.DUE_TODAY, Standing.OVERDUE}
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


def test_filters_leave_what_they_name_whoever_filters(office: RegisterView, store: Store) -> None:
    """The register filters in SQL; here the same is asked of every item."""
    on, mine = store.engine.today(), frozenset({"u-7"})
    for tab, right, channel, state, handler, within in product(
        ("open", "mine", "closed", "hold"),
        (None, Right.ACCESS),
        (None, Channel.POST),
        (None, Standing.OVERDUE),
        (None, "u-9"),
        (False, True),
    ):
        wanted = tabs.TabFilter(tab, right, channel, state, None, within, handler)
        plain = tabs.tab_items(office, tabs.TabFilter(tab), on, mine, None)
        expected = [one for one in plain if tabs._belongs_in_tab(one, wanted, mine, on)]

        assert list(tabs.tab_items(office, wanted, on, mine, None)) == expected, wanted


def statements(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Any]]:
    """What is asked of the register while the queue is drawn."""
    datastore, asked = store.engine.register.datastore, []  # type: ignore[attr-defined]
    rows = datastore.rows

    def noted(statement: str, parameters: Any = ()) -> Any:
        asked.append((statement, parameters))
        return rows(statement, parameters)

    monkeypatch.setattr(datastore, "rows", noted)
    client = at_console(store, Role.DPO)
    for address in ("/", "/?tab=mine", "/?tab=closed", "/?tab=held", "/?tab=tasks", "/?tab=hold"):
        seen(client, address)
    seen(client, "/?tab=open&right=access&channel=post&state=overdue&within=7")
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
        plans[statement] = " / ".join(row["detail"] for row in plan)

    assert len(plans) > 10
    whole = {
        statement: plan
        for statement, plan in plans.items()
        if any(part.strip() == "SCAN register" for part in plan.split("/"))
    }
    assert whole == {}
