"""Who is away and who stands in: at My account, at People, in the queue and where work is given."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.absences import Absence, away_on, covered_by, reminded_for
from griffie.application.access.roles import OPERATOR, Role
from griffie.domain.accounts import ACCOUNTS
from tests.conftest import Open
from tests.given.console import at_console, feed_of, page_of, seen, visitor
from tests.given.story import receive

TODAY = date(2026, 3, 5)


def absence(who: str, by: str | None, first: int = 0, last: int = 7) -> Absence:
    return Absence(who, TODAY + timedelta(days=first), TODAY + timedelta(days=last), by)


@pytest.mark.parametrize(
    ("absences", "covered"),
    [
        ([absence("a", "c")], {"a"}),
        ([absence("a", "c", 1)], set()),
        ([absence("a", "c", -3, -1)], set()),
        ([absence("a", "b"), absence("b", "c")], {"a", "b"}),
        ([absence("a", "b"), absence("b", "a")], set()),
        ([absence("a", "c"), absence("c", "a")], set()),
        ([absence("a", None)], set()),
        ([absence("a", "b"), absence("b", "a"), absence("d", "c")], {"d"}),
    ],
)
def test_a_substitute_who_is_away_has_a_substitute(
    absences: list[Absence], covered: set[str]
) -> None:
    assert covered_by(absences, "c", TODAY) == covered


def sent(browser: TestClient, address: str, **said: Any) -> Any:
    version = re.findall(r'name="version" value="(\d+)"', seen(browser, address))
    return browser.post(address, data={"version": version[0], **said})


def rows(page: str) -> list[str]:
    return re.findall(r'<td class="k-ref"><a class="ref" href="/requests/([^"]+)"', page)


class Colleagues:
    """Ann is away from today, Bob is there."""

    def __init__(self, store: Store) -> None:
        self.store, now = store, store.engine.now(OPERATOR)
        made = {
            name: store.engine.directory.create(Role.HANDLER, name, None, now)
            for name in ("Ann Aerts", "Bob Boons")
        }
        self.ann, self.bob = (one.account_id for one in made.values())
        self.anns, self.bobs = (self._browser(one.secret) for one in made.values())

    def _browser(self, token: str) -> TestClient:
        browser = visitor(self.store)
        browser.post("/login", data={"token": token})
        return browser

    def away(self, browser: TestClient | None = None, address: str = "/me", **said: Any) -> Any:
        today = self.store.engine.today()
        week = {"first_on": today.isoformat(), "last_on": (today + timedelta(days=7)).isoformat()}
        form = {"do": "away", "substitute": self.bob} | week | said
        return sent(browser or self.anns, address, **form)


@pytest.fixture
def office(store: Store) -> Colleagues:
    return Colleagues(store)


def test_requests_of_who_is_away_stand_in_the_queue_of_the_substitute(
    office: Colleagues, clerk: TestClient
) -> None:
    page = page_of(receive(clerk))
    request = clerk.get(f"/api/v1{page}").json()["id"]
    clerk.post(f"/api/v1/requests/{request}/assign", json={"handler": office.ann})
    reference = page.rsplit("/", 1)[1]
    assert reference not in rows(seen(office.bobs, "/?tab=mine"))

    assert office.away().status_code == 303

    mine = seen(office.bobs, "/?tab=mine")
    assert reference in rows(mine)
    assert "Ann Aerts (away: you stand in)" in mine
    assert reference in rows(seen(office.anns, "/?tab=mine"))
    assert "Ann Aerts (away)" in seen(at_console(office.store, Role.DPO), "/?tab=open")
    sent(office.anns, "/me", do="back")
    assert reference not in rows(seen(office.bobs, "/?tab=mine"))


def test_the_calendar_of_who_stands_in_has_the_work_of_who_is_away(
    office: Colleagues, clerk: TestClient
) -> None:
    references = {}
    for name, handler in (("ann", office.ann), ("bob", office.bob), ("nobody", None)):
        page = page_of(receive(clerk))
        references[page.rsplit("/", 1)[1]] = name
        if handler:
            request = clerk.get(f"/api/v1{page}").json()["id"]
            clerk.post(f"/api/v1/requests/{request}/assign", json={"handler": handler})
    addresses = [feed_of(browser) for browser in (office.anns, office.bobs)]

    def due(query: str = "?mine=yes") -> list[set[str]]:
        feeds = [visitor(office.store).get(f"{one}{query}").text for one in addresses]
        found = [re.findall(r"SUMMARY:([^\r]+)", feed) for feed in feeds]
        return [{references[one] for one in each} for each in found]

    assert due() == [{"ann"}, {"bob"}]
    office.away()
    assert due() == [set(), {"ann", "bob"}]
    assert due("") == [{"ann", "bob", "nobody"}] * 2
    office.away(substitute="")
    assert due() == [{"ann"}, {"bob"}]  # nobody else would be reminded of it
    sent(office.anns, "/me", do="back")
    assert due() == [{"ann"}, {"bob"}]
    assert visitor(office.store).get(f"{addresses[0]}?mine=no").status_code == 400


@pytest.mark.parametrize(
    ("absences", "reminded"),
    [
        ([], {"c"}),
        ([absence("c", "d")], set()),
        ([absence("c", None)], {"c"}),
        ([absence("c", "d"), absence("d", "c")], {"c"}),
        ([absence("a", "c"), absence("c", "d")], set()),
        ([absence("a", "c")], {"a", "c"}),
    ],
)
def test_who_is_away_is_reminded_of_nothing_where_somebody_stands_in(
    absences: list[Absence], reminded: set[str]
) -> None:
    assert reminded_for(absences, "c", TODAY) == reminded


def test_who_gives_work_sees_who_is_away(office: Colleagues, clerk: TestClient) -> None:
    page = page_of(receive(clerk))
    office.away()

    form = seen(office.bobs, f"{page}/do/assign")

    assert re.search(r"Ann Aerts.{0,40}away until .{5,30}; Bob Boons stands in", form)
    assert not re.search(r"Bob Boons.{0,20}away", form)


def test_it_is_seen_at_my_account_and_at_people_and_stands_in_no_event(office: Colleagues) -> None:
    admin = at_console(office.store, Role.ADMIN)
    before = len(list(office.store.requests.history(ACCOUNTS)))

    by_admin = office.away(admin, f"/people/{office.ann}")

    assert by_admin.status_code == 303
    assert "Bob Boons stands in" in seen(office.anns, "/me")
    assert "Stands in today for Ann Aerts" in seen(office.bobs, "/me")
    assert "away until" in seen(admin, "/people")
    assert len(list(office.store.requests.history(ACCOUNTS))) == before
    assert "Away" not in seen(at_console(office.store, Role.REPORTER), "/me").partition("<h1")[2]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last_on": "2001-01-01"}, "last_on"),
        ({"first_on": "2099-01-01"}, "last_on"),
        ({"first_on": ""}, "first_on"),
        ({"substitute": "u-nobody22"}, "substitute"),
    ],
)
def test_what_is_wrong_leads_to_its_field(
    office: Colleagues, wrong: dict[str, Any], field: str
) -> None:
    answer = office.away(**wrong)

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert not office.store.engine.absences.all()


def test_nobody_stands_in_for_themselves_or_is_away_for_somebody_else(office: Colleagues) -> None:
    answer = office.away(substitute=office.ann)

    assert answer.status_code == 422
    assert "that is the one who is away" in answer.text
    assert office.away(office.bobs, "/me").status_code == 422
    assert not away_on(office.store.engine.absences.all(), office.store.engine.today())


def test_what_is_over_is_deleted_when_the_store_is_opened(
    office: Colleagues, opening: Open
) -> None:
    past = Absence(office.ann, date(2001, 1, 1), date(2001, 1, 9), office.bob)
    office.store.engine.absences.put(past)

    assert opening().engine.absences.all() == []
