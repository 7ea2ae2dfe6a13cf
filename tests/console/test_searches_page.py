"""The searches of a request on one page: several systems asked in one go, and what became of it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from tests.conftest import Clock, signed_in
from tests.given.console import at_console, page_of, seen
from tests.given.story import receive

IASSIST = Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml"


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A store whose profile lists systems, with a colleague `u-7` in the directory."""
    store = open_store(tmp_path / "iassist", clock=clock, demo=True, profile=load_profile(IASSIST))
    signed_in(store, Role.DPO)
    yield store
    store.engine.close()


@pytest.fixture
def api(office: Store) -> TestClient:
    return signed_in(office, Role.DPO)


@pytest.fixture
def place(api: TestClient) -> str:
    return receive(api, rights=[{"right": "access"}])


def systems(office: Store) -> list[str]:
    return [one.code for one in office.engine.profile.systems]


def ask(client: TestClient, place: str, said: dict[str, Any]) -> Any:
    """Fill in the form of the page as it stands, and send it."""
    page = seen(client, f"{page_of(place)}/searches")
    hidden = dict(re.findall(r'type="hidden" name="(version|once)" value="([^"]+)"', page))
    return client.post(f"{page_of(place)}/searches", data=hidden | said)


def asked(api: TestClient, place: str) -> list[tuple[str, str | None, str]]:
    found = [one["data"] for one in events(api, place) if one["type"] == "SearchAsked"]
    return [(one["system"], one["assignee"], one["due_on"]) for one in found]


def events(api: TestClient, place: str) -> list[dict[str, Any]]:
    return list(api.get(f"{place}/events").json()["items"])


def states(page: str) -> dict[str, str]:
    """The state of each system, by its name."""
    rows = re.findall(r'<th scope="row">([^<]+)</th>.*?class="pill[^"]*">([^<]+)<', page, re.DOTALL)
    return dict(rows)


def test_several_systems_of_several_colleagues_are_asked_in_one_go(
    office: Store, api: TestClient, place: str
) -> None:
    client = at_console(office, Role.HANDLER)
    first, second, third = systems(office)[:3]
    said = {
        "ask": [first, second, third],
        "who": "u-7",
        "until": "2026-03-27",
        f"who.{second}": "u-9",
        f"until.{second}": "2026-03-25",
        f"who.{third}": "-",
    }

    answer = ask(client, place, said)

    assert answer.status_code == 303
    assert asked(api, place) == [
        (first, "u-7", "2026-03-27"),
        (second, "u-9", "2026-03-25"),
        (third, None, "2026-03-27"),
    ]
    after = seen(client, answer.headers["location"])
    assert "3 searches asked." in after
    assert [*states(after).values()].count("asked") == 3


def test_the_state_of_each_is_told(
    office: Store, api: TestClient, place: str, clock: Clock
) -> None:
    codes = systems(office)[:4]
    client = at_console(office, Role.HANDLER)
    ask(client, place, {"ask": codes, "until": "2026-03-23"})
    late, found, corrected, unfinished = codes
    for system, result in ((found, "found"), (corrected, "found")):
        api.post(f"{place}/complete-search", json={"system": system, "result": result})
    reason = {"system": corrected, "result": "none", "reason": "Een naamgenoot."}
    assert api.post(f"{place}/correct-search", json=reason).status_code == 200
    missed = {"system": unfinished, "result": "not_found_in_time", "note": "Archief dicht."}
    assert api.post(f"{place}/complete-search", json=missed).status_code == 200
    clock.at = datetime(2026, 3, 24, 10, tzinfo=UTC)

    page = seen(at_console(office, Role.HANDLER), f"{page_of(place)}/searches")

    by_row = list(states(page).values())
    assert by_row[:4] == ["overdue", "data found", "no data found", "not found in time"]
    assert "Corrected by" in page
    assert "3 of 4 finished" in page
    assert f"/do/complete-search?system={late}" in page
    assert f"/do/complete-search?system={found}" not in page
    assert f"/do/correct-search?system={found}" in page
    assert "naamgenoot" not in page


def test_asked_again_what_an_earlier_search_found_still_counts(
    office: Store, api: TestClient, place: str
) -> None:
    (system, *_) = systems(office)
    client = at_console(office, Role.HANDLER)
    ask(client, place, {"ask": [system], "until": "2026-03-23"})
    api.post(f"{place}/complete-search", json={"system": system, "result": "found"})

    ask(client, place, {"ask": [system], "until": "2026-03-30"})

    page = seen(client, f"{page_of(place)}/searches")
    assert next(iter(states(page).values())) == "asked"
    assert "An earlier search counts: data found." in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"until": "soon"}, "until"),
        ({"until": ""}, "until"),
        ({"who": "u-nobody22"}, "who"),
        ({"who": "=1+1"}, "who"),
        ({"ask": []}, "systems"),
        ({"ask": ["adelaide-abbeele"]}, "systems"),
        ({"ask": ["<script>"]}, "systems"),
    ],
)
def test_nothing_is_asked_while_one_thing_is_wrong_and_what_was_typed_stays(
    office: Store, api: TestClient, place: str, wrong: dict[str, Any], field: str
) -> None:
    client = at_console(office, Role.HANDLER)
    (system, *_) = systems(office)
    said = {"ask": [system], "who": "u-7", "until": "2026-03-27", f"until.{system}": ""} | wrong

    answer = ask(client, place, said)

    assert answer.status_code == 422
    assert f'<a href="#f-{field}">' in answer.text
    assert asked(api, place) == []
    assert "<script>" not in answer.text.split("<main", 1)[1]
    if "u-7" in said.values():
        assert '<option value="u-7" selected>' in answer.text


def test_a_wrong_day_in_one_row_stops_the_others_and_leads_to_that_row(
    office: Store, api: TestClient, place: str
) -> None:
    first, second = systems(office)[:2]
    said = {"ask": [first, second], "until": "2026-03-27", f"until.{second}": "2026-13-01"}

    answer = ask(at_console(office, Role.HANDLER), place, said)

    assert answer.status_code == 422
    assert f'<a href="#f-until.{second}">' in answer.text
    assert asked(api, place) == []


def test_sent_twice_it_asks_once(office: Store, api: TestClient, place: str) -> None:
    client = at_console(office, Role.HANDLER)
    page = seen(client, f"{page_of(place)}/searches")
    hidden = dict(re.findall(r'type="hidden" name="(version|once)" value="([^"]+)"', page))
    said = hidden | {"ask": systems(office)[:2], "until": "2026-03-27"}

    both = [client.post(f"{page_of(place)}/searches", data=said) for _ in range(2)]

    assert [one.status_code for one in both] == [303, 303]
    assert both[0].headers["location"] == both[1].headers["location"]
    assert len(asked(api, place)) == 2


def test_what_a_colleague_recorded_meanwhile_stops_it_and_keeps_what_was_typed(
    office: Store, api: TestClient, place: str
) -> None:
    client = at_console(office, Role.HANDLER)
    (system, *_) = systems(office)
    said = {"ask": [system], "who": "u-9", "until": "2026-03-27", "version": "1", "once": "k"}
    api.post(f"{place}/add-note", json={"note": "Gebeld."})

    answer = client.post(f"{page_of(place)}/searches", data=said)

    assert answer.status_code == 412
    assert "A colleague was faster" in answer.text
    assert '<option value="u-9" selected>' in answer.text
    assert 'name="version" value="2"' in answer.text
    assert asked(api, place) == []


def test_who_may_not_ask_reads_the_states_and_has_no_form(
    office: Store, api: TestClient, place: str
) -> None:
    (system, *_) = systems(office)
    api.post(f"{place}/ask-search", json={"system": system, "due_on": "2026-03-27"})
    auditor = at_console(office, Role.AUDITOR)

    page = seen(auditor, f"{page_of(place)}/searches")
    refused = auditor.post(f"{page_of(place)}/searches", data={"ask": [system]})

    assert "asked" in states(page).values()
    assert f'action="{page_of(place)}/searches"' not in page
    assert "/do/" not in page
    assert refused.status_code == 403
    foreign = {"origin": "https://evil.example"}
    handler = at_console(office, Role.HANDLER)
    assert handler.post(f"{page_of(place)}/searches", headers=foreign).status_code == 403


def test_a_closed_request_is_asked_nothing_more(office: Store, api: TestClient, place: str) -> None:
    said = {"rights": ["access"], "on": "2026-03-10", "words": "Laat maar."}
    assert api.post(f"{place}/withdraw", json=said).status_code == 200
    assert api.post(f"{place}/close", json={}).status_code == 200
    client = at_console(office, Role.HANDLER)

    page = seen(client, f"{page_of(place)}/searches")
    answer = client.post(
        f"{page_of(place)}/searches", data={"ask": systems(office)[:1], "until": "2026-03-27"}
    )

    assert 'name="ask"' not in page
    assert answer.status_code == 422
    assert asked(api, place) == []


def test_where_the_profile_lists_no_system_any_code_is_typed(
    store: Store, clerk: TestClient
) -> None:
    place = receive(clerk, rights=[{"right": "access"}])
    client = at_console(store, Role.HANDLER)

    answer = ask(client, place, {"systems": "crm  mailbox crm", "until": "2026-03-27"})

    assert answer.status_code == 303
    assert [system for system, _, _ in asked(clerk, place)] == ["crm", "mailbox"]
    page = seen(client, f"{page_of(place)}/searches")
    form = seen(client, f"{page_of(place)}/do/complete-search?system=mailbox")
    assert [*states(page)] == ["Crm", "Mailbox"]
    assert re.search(r'name="system" value="mailbox"', form)
    other = seen(client, f"{page_of(place)}/do/complete-search?system=adelaide")
    assert "adelaide" not in other.split("<main", 1)[1]


def test_the_day_that_is_proposed_is_a_working_day_before_the_last_day(
    office: Store, api: TestClient, clock: Clock
) -> None:
    client = at_console(office, Role.HANDLER)
    early = receive(api, rights=[{"right": "access"}], received_on="2026-03-20")
    tight = receive(api, rights=[{"right": "access"}], received_on="2026-02-23")

    def proposed(place: str) -> str:
        page = seen(client, f"{page_of(place)}/searches")
        (found,) = re.findall(r'name="until" type="date" value="([^"]*)"', page)
        return str(found)

    assert clock().date().isoformat() == "2026-03-20"
    assert proposed(early) == "2026-03-27"
    assert proposed(tight) == "2026-03-23"
