"""Saved views of the work queue: own and shared, in which order, and who may change them."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.console.queue.tabs import TabFilter, filter_of
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.access.saved_views import LONGEST_NAME, MOST_VIEWS
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel
from tests.conftest import Open
from tests.given.console import at_console, seen, visitor
from tests.given.other_hand import SIGN_IN, other_hand
from tests.given.story import receive

LATE_POST = {"tab": "open", "channel": "post", "state": "overdue", "order": "received_on"}
NAME = "Post that waits"


def keep(
    browser: TestClient,
    name: str = NAME,
    asked: Mapping[str, str] = LATE_POST,
    *,
    shared: bool = False,
) -> int:
    said = {"name": name} | ({"shared": "yes"} if shared else {})
    return browser.post(f"/views?{urlencode(asked)}", data=said).status_code


def links(page: str) -> dict[str, str]:
    """The views above the queue: name and whether it is shown now."""
    (nav,) = re.findall(r'<nav class="views".*?</nav>', page, re.DOTALL)
    found = re.findall(r'<a href="/\?[^"]*"( aria-current="true")?>([^<]*)</a>', nav)
    return {name: "now" if now else "" for now, name in found}


def places(page: str) -> dict[str, str]:
    """The views that the reader may change, by name."""
    found = re.findall(r'action="/views/([^"]+)".*?<span class="sr">: ([^<]*)<', page)
    return {name: place for place, name in found}


def references(page: str) -> list[str]:
    return re.findall(r'<td class="k-ref"><a class="ref" href="/requests/([^"]+)"', page)


def test_a_view_is_kept_found_and_removed(store: Store) -> None:
    browser = at_console(store, Role.HANDLER)
    form = seen(browser, f"/views?{urlencode(LATE_POST)}")
    assert "<p>All open, post, Past the limit, the oldest receipt first</p>" in form

    assert keep(browser) == 303

    assert links(seen(browser, f"/?{urlencode(LATE_POST)}")) == {NAME: "now"}
    assert links(seen(browser, "/")) == {NAME: ""}
    assert NAME in seen(browser, "/go")
    page = seen(browser, "/views")
    assert "the oldest receipt first" in page
    assert browser.post(f"/views/{places(page)[NAME]}", data={"do": "remove"}).status_code == 303
    assert links(seen(browser, "/")) == {}


def test_a_view_of_the_same_name_is_replaced(store: Store) -> None:
    browser = at_console(store, Role.HANDLER)
    keep(browser)
    keep(browser, f"  {NAME}  ", {"tab": "mine"})

    assert links(seen(browser, "/?tab=mine")) == {NAME: "now"}


def test_colleagues_see_what_is_shared_and_nothing_else(store: Store) -> None:
    ann, bob, dpo, auditor = (
        at_console(store, role) for role in (Role.HANDLER, Role.HANDLER, Role.DPO, Role.AUDITOR)
    )
    keep(ann, "Mine alone")
    keep(ann, "For all", shared=True)

    for other in (bob, dpo, auditor):
        assert links(seen(other, "/")) == {"For all": ""}
    own, shared = (places(seen(ann, "/views"))[name] for name in ("Mine alone", "For all"))
    assert places(seen(bob, "/views")) == {}
    assert places(seen(dpo, "/views")) == {"For all": shared}
    for other, place in [(bob, own), (bob, shared), (auditor, shared), (dpo, own)]:
        for do in ("remove", "share", "unshare"):
            assert other.post(f"/views/{place}", data={"do": do}).status_code == 404
    assert len(links(seen(ann, "/"))) == 2
    assert ann.post(f"/views/{shared}", data={"do": "unshare"}).status_code == 303
    assert links(seen(bob, "/")) == {}
    ann.post(f"/views/{shared}", data={"do": "share"})
    assert dpo.post(f"/views/{shared}", data={"do": "remove"}).status_code == 303
    assert links(seen(ann, "/")) == {"Mine alone": ""}


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1), "a\u202eb", "a\x00b"])
def test_a_name_that_is_none_is_told_beside_its_field(store: Store, name: str) -> None:
    browser = at_console(store, Role.HANDLER)

    answer = browser.post(f"/views?{urlencode(LATE_POST)}", data={"name": name})

    assert answer.status_code == 422
    assert "Give it a name of at most" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "the oldest receipt first" in answer.text
    assert links(seen(browser, "/")) == {}


@pytest.mark.parametrize(
    "asked", [{"tab": "none"}, {"right": "cake"}, {"order": "name"}, {"handler": "An Peeters"}]
)
def test_nothing_but_codes_can_be_kept(store: Store, asked: dict[str, str]) -> None:
    browser = at_console(store, Role.HANDLER)

    assert keep(browser, asked={"tab": "open", **asked}) in {400, 422}
    assert links(seen(browser, "/")) == {}


def test_words_in_the_address_are_not_kept(store: Store) -> None:
    browser = at_console(store, Role.HANDLER)

    keep(browser, asked={"tab": "open", "sought": "Peeters"})

    assert "Peeters" not in seen(browser, "/views") + seen(browser, "/")


def test_only_so_many_are_kept(store: Store) -> None:
    browser = at_console(store, Role.HANDLER)
    for number in range(MOST_VIEWS):
        assert keep(browser, f"View {number}") == 303

    assert keep(browser, "One more") == 422
    assert keep(browser, "View 0", {"tab": "mine"}) == 303
    assert len(links(seen(browser, "/"))) == MOST_VIEWS


def test_a_name_is_legible_in_no_file_and_a_changed_row_is_no_view(
    store: Store, opening: Open
) -> None:
    browser = at_console(store, Role.HANDLER)
    keep(browser, "Adélaïde’s own")
    files = [one for one in store.folder.glob("*") if one.is_file()]
    assert not [one for one in files if "Adélaïde".encode() in one.read_bytes()]
    store.access.close()
    with other_hand(store.folder, SIGN_IN) as somebody:
        kept = somebody.execute("SELECT * FROM views").fetchone()
        assert "Adélaïde".encode() not in b"".join(one for one in kept if isinstance(one, bytes))
        assert "Adélaïde" not in str(kept)
        somebody.execute("UPDATE views SET shared = 1")

    again = opening()

    assert links(seen(at_console(again, Role.HANDLER), "/")) == {}
    assert [one for one in again.access.unsound() if "views" in one]


def test_who_leaves_leaves_what_was_shared(store: Store) -> None:
    directory, now = store.engine.directory, store.engine.now(OPERATOR)
    made = directory.create(Role.HANDLER, "Ann Aerts", None, now)
    ann = visitor(store)
    ann.post("/login", data={"token": made.secret})
    keep(ann, "Mine alone")
    keep(ann, "For all", shared=True)

    directory.end_account(made.account_id, now)

    left = store.engine.saved_views.seen_by(made.account_id)
    assert [one.name for one in left] == ["For all"]


@pytest.mark.in_folder
def test_a_store_from_before_there_were_views_gets_their_table(store: Store, opening: Open) -> None:
    store.access.close()
    with other_hand(store.folder, SIGN_IN) as somebody:
        somebody.execute("DROP TABLE views")

    browser = at_console(opening(), Role.HANDLER)

    assert keep(browser) == 303
    assert links(seen(browser, "/")) == {NAME: ""}


@pytest.mark.parametrize(
    "wanted",
    [
        TabFilter(),
        TabFilter("mine", order="-due_on"),
        TabFilter(
            "open",
            Right.ACCESS,
            Channel.POST,
            Standing.OVERDUE,
            date(2026, 3, 5),
            within=True,
            handler="u-abcdefgh",
            order="received_on",
        ),
    ],
)
def test_what_is_kept_is_read_again_as_it_was(wanted: TabFilter) -> None:
    assert filter_of(wanted.said) == wanted


@pytest.mark.parametrize("order", ["due_on", "-due_on", "received_on", "-received_on"])
def test_the_queue_stands_in_the_order_asked_for_over_all_its_pages(
    store: Store, clerk: TestClient, order: str
) -> None:
    first = store.engine.today() - timedelta(days=40)
    for number in range(30):
        day = first + timedelta(days=(number * 7) % 31)
        receive(clerk, received_on=day.isoformat())
    browser, shown, address = at_console(store, Role.HANDLER), [], f"/?tab=open&order={order}"
    while address:
        page = seen(browser, address)
        shown += references(page)
        (address,) = re.findall(r'<a rel="next" href="([^"]*)"', page) or [""]
        address = address.replace("&amp;", "&")

    listed = clerk.get("/api/v1/requests", params={"sort": order, "limit": 100}).json()["items"]
    assert shown == [one["reference"] for one in listed]
    assert len(shown) == 30
