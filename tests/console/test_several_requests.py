"""One step for several rows of the queue, and the queue as a file."""

import csv
import re
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.controller.profile import NEUTRAL
from griffie.domain.housekeeping import LookPurpose
from tests.conftest import Clock, signed_in
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

    assert client.post("/list?tab=open", data={"purpose": " "}).status_code == 400
    assert not looks(store, place)
    said = {"format": "csv", "purpose": "A check.", "looked_for": "complaint"}
    opened = client.post("/list?tab=open", data=said)

    assert PERSONAL["name"] in opened.text
    assert [one.purpose for one in looks(store, place)] == [LookPurpose.COMPLAINT]
    assert 'name="looked_for"' in seen(client, "/")


def ends(client: TestClient, step: str, ticked: list[str], **said: Any) -> tuple[int, str]:
    """Send the page that asks first, with what it asks."""
    answer = client.post("/several", data={"step": step, "ticked": ticked, "sure": "yes", **said})
    return answer.status_code, unescape(answer.text)


def tick(clerk: TestClient, place: str) -> str:
    shown = state(clerk, place)
    return f"{shown['reference']}:{shown['version']}"


@pytest.mark.parametrize("step", ["link", "find-no-request", "close"])
def test_what_ends_requests_is_looked_at_first(store: Store, clerk: TestClient, step: str) -> None:
    places = [receive(clerk), receive(clerk)]
    client = at_console(store, Role.HANDLER)
    ticked = [tick(clerk, place) for place in places]

    shown = client.post("/several", data={"step": step, "ticked": ticked})

    assert shown.status_code == 200
    assert 'name="sure" value="yes"' in shown.text
    assert all(f'value="{one}"' in shown.text for one in ticked)
    assert PERSONAL["name"] not in shown.text
    assert [state(clerk, place)["version"] for place in places] == [1, 1]


def test_duplicates_go_on_in_the_earliest(store: Store, clerk: TestClient) -> None:
    later = receive(clerk, received_on="2026-03-12")
    first = receive(clerk, received_on="2026-03-05")
    decided = receive(clerk, received_on="2026-03-10")
    said = {"right": "access", "ground": "fact/no_data", "explanation": "Niets gevonden."}
    assert clerk.post(f"{decided}/find-not-applicable", json=said).status_code == 200
    client = at_console(store, Role.HANDLER)
    ticked = [tick(clerk, place) for place in (later, decided, first)]

    asked = client.post("/several", data={"step": "link", "ticked": ticked}).text
    (into,) = re.findall(r'<option value="([^"]+)" selected>[^<]*·', asked)
    status, shown = ends(client, "link", ticked, into=into, relation="duplicate")

    assert into == page_of(first)[-11:]
    assert status == 200
    assert "Done for 1 of 2." in shown
    assert "it is a repeat, not a duplicate" in shown
    assert state(clerk, later)["outcome"] == "merged"
    assert state(clerk, decided)["outcome"] is None
    assert state(clerk, first)["status"] != "closed"


def test_reminders_go_on_in_a_request_that_was_not_ticked(store: Store, clerk: TestClient) -> None:
    first, reminder = receive(clerk), receive(clerk, received_on="2026-03-15")
    client = at_console(store, Role.HANDLER)
    typed = page_of(first)[-11:].lower().replace("-", " ")

    status, shown = ends(
        client, "link", [tick(clerk, reminder)], elsewhere=typed, relation="reminder"
    )

    assert status == 200, shown
    assert "Done for 1 of 1." in shown
    assert state(clerk, reminder)["status"] == "closed"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"into": "ZZZZZ-ZZZZZ", "relation": "duplicate"}, "into"),
        ({"into": "", "relation": "duplicate"}, "into"),
        ({"into": "<script>", "relation": "duplicate"}, "into"),
        ({"relation": "cousin"}, "relation"),
        ({"relation": ""}, "relation"),
    ],
)
def test_nothing_is_joined_while_something_is_wrong(
    store: Store, clerk: TestClient, said: dict[str, str], field: str
) -> None:
    first, second = receive(clerk), receive(clerk)
    client = at_console(store, Role.HANDLER)
    ticked = [tick(clerk, first), tick(clerk, second)]

    status, shown = ends(client, "link", ticked, **{"into": page_of(first)[-11:]} | said)

    assert status == 422
    assert f'href="#f-{field}"' in shown
    assert "<script>" not in shown.split("<main")[1]
    assert [state(clerk, place)["version"] for place in (first, second)] == [1, 1]


def test_a_request_is_not_joined_to_itself(store: Store, clerk: TestClient) -> None:
    place = receive(clerk)
    client = at_console(store, Role.HANDLER)

    status, shown = ends(
        client, "link", [tick(clerk, place)], into=page_of(place)[-11:], relation="duplicate"
    )

    assert status == 422
    assert "Tick at least one other request." in shown


def test_messages_are_found_to_be_no_request_and_closed_when_the_sender_was_told(
    store: Store, clerk: TestClient
) -> None:
    unread = [receive(clerk, rights=[]) for _ in range(2)]
    asks = receive(clerk)
    client = at_console(store, Role.HANDLER)
    ticked = [tick(clerk, place) for place in (*unread, asks)]
    ground = {"ground": "fact/not_a_request"}

    assert ends(client, "find-no-request", ticked, **ground)[0] == 422
    assert ends(client, "find-no-request", ticked, reason="Reclame.")[0] == 422
    status, shown = ends(client, "find-no-request", ticked, reason="Reclame.", **ground)

    assert status == 200
    assert "Done for 2 of 3." in shown
    assert "Now tell the sender" in shown
    assert "a right was invoked" in shown.lower()
    told = {"kind": "answer", "rights": [], "sent_on": "2026-03-20", "channel": "email"}
    first, second = unread
    answer = clerk.post(f"{first}/inform", json=told)
    assert answer.status_code == 200, answer.text
    ticked = [tick(clerk, place) for place in unread]
    status, shown = ends(client, "close", ticked)
    assert "Done for 1 of 2." in shown
    assert state(clerk, first)["outcome"] == "not_a_request"
    assert state(clerk, second)["status"] != "closed"


@pytest.mark.law("gdpr/12/2")
def test_four_eyes_are_kept(tmp_path: Path, clock: Clock) -> None:
    profile = NEUTRAL.model_copy(update={"four_eyes": True})
    store = open_store(tmp_path / "four", clock=clock, demo=True, profile=profile)
    clerk = signed_in(store, Role.HANDLER)
    unread, first, second = receive(clerk, rights=[]), receive(clerk), receive(clerk)
    client = at_console(store, Role.HANDLER)
    ground = {"ground": "fact/not_a_request", "reason": "Reclame."}
    into = {"into": page_of(first)[-11:], "relation": "duplicate"}

    _, found = ends(client, "find-no-request", [tick(clerk, unread)], **ground)
    _, joined = ends(client, "link", [tick(clerk, second)], **into)

    assert "Somebody else approves it" in found
    assert "Done for 0 of 1." in joined
    assert "somebody else approves the merging first" in joined
    assert state(clerk, second)["outcome"] is None
    store.engine.close()


def test_a_join_that_is_sent_twice_happens_once(store: Store, clerk: TestClient) -> None:
    first, second = receive(clerk), receive(clerk)
    client = at_console(store, Role.HANDLER)
    ticked = [tick(clerk, second)]
    said = {"into": page_of(first)[-11:], "relation": "duplicate", "once": "k"}

    both = [ends(client, "link", ticked, **said) for _ in range(2)]

    assert all("Done for 1 of 1." in shown for _, shown in both)
    assert state(clerk, first)["version"] == 2
