"""The register in lists, search and the dashboard: complete, in order, and the same everywhere."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.application.views.lists import Page
from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Channel, Status
from tests.conftest import Clock
from tests.given.story import SAID, STEPS, receive, tell

REQUESTS = "/api/v1/requests"
BOARD = "/api/v1/dashboards/deadlines"
STATES = ["on_track", "due_soon", "due_today", "overdue", "suspended", "met", "missed"]


def listed(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    """Every item, page by page."""
    items: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get(REQUESTS, params=asked | ({"cursor": cursor} if cursor else {})).json()
        items += page["items"]
        cursor = page["next"]
    return items


def ids(items: list[dict[str, Any]]) -> list[str]:
    return [item["id"] for item in items]


@pytest.fixture
def register(dpo: TestClient, clock: Clock) -> list[str]:
    """Requests in every state of the deadline, as seen on 20 March 2026."""
    clock.at = datetime(2026, 3, 20, 9, tzinfo=UTC)
    days = ("02-01", "02-12", "02-13", "02-19", "02-20", "02-24", "03-05", "03-19", "03-19")
    places = [receive(dpo, received_on=f"2026-{day}") for day in days]
    places.append(receive(dpo, rights=[], channel="post"))
    places.append(receive(dpo, rights=[{"right": "consent_withdrawal"}], received_on="2026-03-18"))
    places.append(tell(dpo))
    for step, body in STEPS[:1]:
        assert dpo.post(f"{places[-2]}/assign", json={"handler": "u-7"}).status_code == 200
        assert dpo.post(f"{places[6]}/{step}", json=body).status_code == 200
    late = receive(dpo, received_on="2026-01-05", rights=[{"right": "access"}])
    letter: dict[str, Any] = {
        "rights": ["access"],
        "kind": "answer",
        "sent_on": "2026-03-19",
        "channel": "email",
    }
    letter["said"] = SAID
    copy = {"right": "access", "format": "pdf", "channel": "email", "delivered_on": "2026-03-19"}
    done = {"right": "access", "measures": "Kopie."}
    for step, body in (("deliver-copy", copy), ("fulfil", done), ("inform", letter)):
        assert dpo.post(f"{late}/{step}", json=body).status_code == 200
    promised = receive(dpo, rights=[{"right": "erasure"}])
    assert dpo.post(f"{promised}/grant", json={"right": "erasure"}).status_code == 200
    return [place.rpartition("/")[2] for place in (*places, late, promised)]


def test_every_filter_gives_exactly_what_it_names(dpo: TestClient, register: list[str]) -> None:
    shown = [dpo.get(f"{REQUESTS}/{one}").json() for one in register]
    checks: list[tuple[str, str, Any]] = [
        *(("status", status, lambda r, s=status: r["status"] == s) for status in Status),
        *(("channel", one, lambda r, c=one: r["channel"] == c) for one in Channel),
        *(
            ("right", one, lambda r, w=one: w in [claim["right"] for claim in r["claims"]])
            for one in Right
        ),
        *(("deadline", s, lambda r, s=s: r["deadline"]["state"] == s) for s in STATES),
        ("handler", "u-7", lambda r: r["handler"] == "u-7"),
        ("due_before", "2026-04-07", lambda r: r["deadline"]["due_on"] < "2026-04-07"),
        ("due_after", "2026-04-07", lambda r: r["deadline"]["due_on"] > "2026-04-07"),
        ("reference", shown[0]["reference"], lambda r: r["id"] == register[0]),
    ]

    for name, value, holds in checks:
        expected = {one["id"] for one in shown if holds(one)}
        assert set(ids(listed(dpo, **{name: value}))) == expected, (name, value)
    assert set(ids(listed(dpo))) == set(register)


def test_filters_join(dpo: TestClient, register: list[str]) -> None:
    joined = listed(dpo, deadline="overdue", right="access", due_after="2026-03-05")

    apart = [set(ids(listed(dpo, deadline="overdue"))), set(ids(listed(dpo, right="access")))]
    assert set(ids(joined)) < apart[0] & apart[1]
    assert all(item["deadline"]["due_on"] > "2026-03-05" for item in joined)


@pytest.mark.parametrize("limit", [1, 3, 200])
def test_pages_are_complete_and_in_order_both_ways(
    dpo: TestClient, register: list[str], limit: int
) -> None:
    for key in ("due_on", "received_on"):
        up, down = (listed(dpo, sort=sort, limit=limit) for sort in (key, f"-{key}"))

        days = [item["deadline"]["due_on"] if key == "due_on" else item[key] for item in up]
        assert days == sorted(days)
        assert sorted(ids(up)) == sorted(register)
        assert ids(down) == ids(up)[::-1]


def test_pages_hold_no_item_twice_while_requests_come_in(
    dpo: TestClient, register: list[str]
) -> None:
    seen: list[str] = []
    cursor = None
    for day in range(1, 20):
        asked: dict[str, Any] = {"sort": "received_on", "limit": 2} | (
            {"cursor": cursor} if cursor else {}
        )
        page = dpo.get(REQUESTS, params=asked).json()
        seen += ids(page["items"])
        cursor = page["next"]
        if cursor is None:
            break
        receive(dpo, received_on=f"2026-03-{day:02}")

    assert len(seen) == len(set(seen))
    assert set(register) <= set(seen)
    assert cursor is None


def test_a_cursor_belongs_to_its_list(dpo: TestClient, register: list[str]) -> None:
    cursor = dpo.get(REQUESTS, params={"limit": 1}).json()["next"]

    for asked in (
        {"cursor": cursor, "sort": "-due_on"},
        {"cursor": cursor[:-2]},
        {"cursor": f"{cursor}é"},
        {"cursor": "W10"},
        {"cursor": "bnVsbA"},
        {"cursor": "x" * 201},
    ):
        assert dpo.get(REQUESTS, params=asked).status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=x",
        "limit=1&limit=2",
        "sort=name",
        "sort=",
        "status=open",
        "right=oblivion",
        "deadline=late",
        "handler=Wim%20Vermeulen",
        "handler=%ff",
        "reference=7k3f9",
        "reference=IIIII-LLLLL",
        "name=Wim",
        "email=wim%40vermeulen.example",
        "due_before=tomorrow",
        "on=2026-03-05",
        "reveal=true",
    ],
)
def test_what_a_list_does_not_know_it_refuses(dpo: TestClient, query: str) -> None:
    assert dpo.get(f"{REQUESTS}?{query}").status_code == 422


def test_the_dashboard_counts_what_the_lists_give(dpo: TestClient, register: list[str]) -> None:
    board = dpo.get(BOARD).json()

    assert board["on"] == "2026-03-20"
    assert list(board["counts"]) == [*STATES, "not_judged"]  # the last: only of what is imported
    for state in STATES:
        assert board["counts"][state] == len(listed(dpo, deadline=state)), state
        assert board["counts"][state] > 0, state
    running = [item for state in STATES[:5] for item in listed(dpo, deadline=state)]
    running = [item for item in running if item["status"] != "closed"]
    unclosed = [item for item in listed(dpo) if item["status"] != "closed"]
    for right, count in board["by_right"].items():
        assert count == sum(right in item["rights"] for item in unclosed), right
    assert sum(board["by_handler"].values()) == len(unclosed) == board["tally"]["open"]
    answered = [item for item in unclosed if item["status"] == "answered"]
    assert board["tally"]["answered"] == len(answered) == len(unclosed) - len(running) > 0
    assert board["by_handler"]["u-7"] == 1
    until = (date(2026, 3, 20) + timedelta(weeks=5)).isoformat()
    due = [item["deadline"]["due_on"] for item in running if item["deadline"]["due_on"] <= until]
    assert {day["on"]: day["due"] for day in board["calendar"]} == {d: due.count(d) for d in due}
    urgent = sorted(running, key=lambda item: (item["deadline"]["due_on"], item["id"]))
    assert board["most_urgent"] == urgent[:10]
    assert ids(board["promised_not_done"]) == [register[-1]]


def test_lists_say_what_is_held_and_what_is_awaited(dpo: TestClient) -> None:
    asked = {"due_on": "2026-03-19", "system": "crm"}
    order = {"authority": "gba", "dossier": "dos-1", "content": "Antwoord.", "due_on": "2026-04-01"}
    for place, step, body in (
        (receive(dpo), "ask-search", asked),
        (receive(dpo), "record-order", order | {"received_on": "2026-03-06"}),
        (receive(dpo), "place-hold", {"reason": "Een dagvaarding is aangekondigd."}),
        (receive(dpo), "acknowledge", {"sent_on": "2026-03-06", "channel": "email"}),
    ):
        assert dpo.post(f"{place}/{step}", json=body).status_code == 200

    items = listed(dpo)
    tally = dpo.get(BOARD).json()["tally"]

    awaited = sorted(item["task_due_on"] for item in items if item["task_due_on"])
    assert awaited == ["2026-03-19", "2026-04-01"]
    assert [item["legal_hold"] for item in items].count(True) == 1
    assert tally == {"open": 4, "answered": 0, "legal_hold": 1, "with_tasks": 2, "tasks_overdue": 1}


@pytest.mark.usefixtures("register")
def test_a_page_is_written_as_its_model_writes_it(dpo: TestClient) -> None:
    asked: list[dict[str, Any]] = [{}, {"limit": "3"}, {"limit": "1", "sort": "-due_on"}]
    asked += [{"deadline": state} for state in STATES]
    for said in asked * 2:  # the second time from what was written before
        answer = dpo.get(REQUESTS, params=said)
        assert Page.model_validate_json(answer.content).as_json() == answer.content
    handled = listed(dpo, handler="u-7")
    place = f"{REQUESTS}/{handled[0]['id']}/assign"
    assert dpo.post(place, json={"handler": "u-9"}).status_code == 200
    assert not listed(dpo, handler="u-7")
    assert ids(listed(dpo, handler="u-9")) == ids(handled)
