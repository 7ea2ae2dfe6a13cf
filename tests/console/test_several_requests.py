"""One step for several rows of the queue, and the queue as a file."""

import csv
import re
from io import StringIO
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.given.console import at_console, looks, page_of, seen
from tests.given.story import PERSONAL, receive


def ticks(board: str) -> list[str]:
    return re.findall(r'name="ticked" value="([^"]+)"', board)


def state(clerk: TestClient, place: str) -> dict[str, Any]:
    return dict(clerk.get(place).json())


def test_ticked_requests_are_assigned_in_one_go(store: Store, clerk: TestClient) -> None:
    places = [receive(clerk) for _ in range(3)]
    client = at_console(store, Role.HANDLER)
    board = seen(client, "/?tab=open")
    key = re.findall(r'name="once" value="([^"]+)"', board)[0]
    said = {"step": "assign", "handler": "u-7", "ticked": ticks(board)[:2], "once": key}

    shown = client.post("/several", data=said).text
    again = client.post("/several", data=said).text

    assert "Done for 2 of 2." in shown
    assert "Done for 2 of 2." in again
    states = [state(clerk, place) for place in places]
    assert sorted(one["handler"] or "" for one in states) == ["", "u-7", "u-7"]
    assert sorted(one["version"] for one in states) == [1, 2, 2]


def test_receipt_is_acknowledged_by_the_channel_of_each(store: Store, clerk: TestClient) -> None:
    places = [receive(clerk), receive(clerk, channel="post")]
    client = at_console(store, Role.HANDLER)
    ticked = ticks(seen(client, "/?tab=open"))

    shown = client.post("/several", data={"step": "acknowledge", "ticked": ticked}).text

    assert "Done for 2 of 2." in shown
    for place, channel in zip(places, ("email", "post"), strict=True):
        (_, last) = clerk.get(f"{place}/events").json()["items"]
        assert (last["type"], last["data"]["channel"]) == ("ReceiptAcknowledged", channel)


def test_the_page_says_of_each_request_what_happened(store: Store, clerk: TestClient) -> None:
    moved, fine = receive(clerk), receive(clerk)
    client = at_console(store, Role.HANDLER)
    ticked = ticks(seen(client, "/?tab=open"))
    clerk.post(f"{moved}/add-note", json={"note": "Gebeld."})
    unknown = "00000-00000:1"

    shown = client.post(
        "/several",
        data={"step": "assign", "handler": "u-7", "ticked": [*ticked, unknown, "x", "a:b:c"]},
    ).text

    assert "Done for 1 of 3." in shown
    assert "A colleague recorded something in between" in shown
    assert "There is no such request" in shown
    assert state(clerk, moved)["handler"] is None
    assert state(clerk, fine)["handler"] == "u-7"


@pytest.mark.parametrize("said", [{"handler": "u-nobody22"}, {"handler": "=1+1"}, {"handler": ""}])
def test_nobody_is_assigned_who_is_not_there(
    store: Store, clerk: TestClient, said: dict[str, str]
) -> None:
    place = receive(clerk)
    client = at_console(store, Role.HANDLER)
    ticked = ticks(seen(client, "/?tab=open"))

    shown = client.post("/several", data={"step": "assign", "ticked": ticked, **said}).text

    assert "Done for 0 of 1." in shown
    assert state(clerk, place)["version"] == 1


def test_nothing_ticked_is_no_error_and_no_other_step_is_taken(
    store: Store, clerk: TestClient
) -> None:
    receive(clerk)
    client = at_console(store, Role.DPO)

    assert "No request was ticked." in client.post("/several", data={"step": "assign"}).text
    assert client.post("/several", data={"step": "erase-personal-data"}).status_code >= 400
    foreign = {"origin": "https://evil.example"}
    refused = client.post("/several", data={"step": "assign"}, headers=foreign)
    assert refused.status_code == 403


def test_who_takes_no_step_has_nothing_to_tick(store: Store, clerk: TestClient) -> None:
    receive(clerk)

    assert ticks(seen(at_console(store, Role.HANDLER), "/?tab=open"))
    assert not ticks(seen(at_console(store, Role.AUDITOR), "/?tab=open"))
    assert not ticks(seen(at_console(store, Role.HANDLER), "/?tab=open&on=2026-03-19"))


def test_the_queue_leaves_as_a_file_with_its_filters(store: Store, clerk: TestClient) -> None:
    by_mail, by_post = receive(clerk), receive(clerk, channel="post")
    client = at_console(store, Role.HANDLER)

    board = seen(client, "/?tab=open&channel=post")
    (link,) = re.findall(r'href="(/list\?[^"]*format=csv)"', board)
    rows = list(csv.DictReader(StringIO(seen(client, link.replace("&amp;", "&")))))

    assert [page_of(by_post)] == [f"/requests/{row['reference']}" for row in rows]
    assert rows[0]["requester"] == "A. A…e"
    assert not looks(store, by_mail) + looks(store, by_post)


@pytest.mark.law("gdpr/5/1/f")
def test_names_leave_with_a_purpose_only_and_each_is_a_look(
    store: Store, clerk: TestClient
) -> None:
    place = receive(clerk)
    client = at_console(store, Role.HANDLER)

    without = client.post("/list?tab=open", data={"format": "csv", "purpose": " "})
    assert without.status_code == 400
    assert not looks(store, place)
    opened = client.post("/list?tab=open", data={"format": "csv", "purpose": "A check."})

    assert PERSONAL["name"] in opened.text
    assert len(looks(store, place)) == 1
