"""What the clock said, as people and programs meet it."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.clock import SYSTEM, Ticker
from griffie.application.requests.commands import Receive
from griffie.domain.events import DeadlineMissed, ReminderRaised
from griffie.domain.model.setting import Occasion
from tests.conftest import Clock, signed_in
from tests.given.console import at_console, page_of, seen
from tests.given.ports import free_port
from tests.given.server import until_it_answers
from tests.given.story import receive

GRIFFIE = str(Path(sys.executable).with_name("griffie"))
BEFORE, AFTER = datetime(2026, 4, 1, 9, tzinfo=UTC), datetime(2026, 4, 8, 9, tzinfo=UTC)
"""The request of the story is due on 7 April 2026."""


def tick(store: Store, clock: Clock, at: datetime) -> None:
    clock.at, engine = at, store.engine
    ticking = Ticker(engine.requests, engine.current, engine.retention)
    assert list(ticking.tick(Occasion(SYSTEM, at, engine.controller)))


def test_a_reminder_stands_in_the_queue_and_in_the_timeline_in_words(
    store: Store, clock: Clock, clerk: TestClient
) -> None:
    page = page_of(receive(clerk))
    tick(store, clock, BEFORE)

    dutch = seen(at_console(store, Role.HANDLER, "nl"), "/")
    english = at_console(store, Role.HANDLER)

    assert "Uiterlijk te antwoorden (7 april 2026)" in dutch
    board, timeline = seen(english, "/"), seen(english, page)
    assert "The answer is due (7 April 2026)" in board
    assert "The answer is due (7 April 2026)." in timeline
    assert "Nothing was done since receipt (19 March 2026)." in timeline


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("nl", "Termijn overschreden", "geen antwoord binnen de termijn (7 april 2026)"),
        ("fr", "Délai dépassé", "pas de réponse dans le délai (7 avril 2026)"),
        ("de", "Frist versäumt", "keine Antwort innerhalb der Frist (7. April 2026)"),
        ("en", "Deadline missed", "no answer in time (7 April 2026)"),
    ],
)
def test_a_miss_is_said_in_four_languages(  # noqa: PLR0917 - fixtures and a row of a table
    store: Store, clock: Clock, clerk: TestClient, language: str, title: str, said: str
) -> None:
    page = page_of(receive(clerk))
    tick(store, clock, AFTER)

    timeline = seen(at_console(store, Role.HANDLER, language), page)

    assert title in timeline
    assert said in timeline


def test_the_api_shows_whose_act_it_was_nobody_s_and_the_request_stays_received(
    store: Store, clock: Clock, clerk: TestClient
) -> None:
    location = receive(clerk)
    tick(store, clock, AFTER)

    state = clerk.get(location).json()
    events = clerk.get(f"{location}/events").json()["items"]

    assert state["status"] == "received"
    assert state["deadline"]["state"] == "overdue"
    missed = [event for event in events if event["type"] == "DeadlineMissed"]
    assert [event["data"] for event in missed] == [
        {"limit": "answer", "right": right, "due_on": "2026-04-07"}
        for right in ("access", "erasure")
    ]
    assert {event["actor"] for event in events[1:]} == {SYSTEM}
    assert state["version"] == len(events)


def test_who_looked_before_the_clock_spoke_looks_again(
    store: Store, clock: Clock, clerk: TestClient
) -> None:
    location = receive(clerk)
    seen_as = clerk.get(location).headers["ETag"]
    tick(store, clock, AFTER)
    note = f"{location}/add-note"

    stale = clerk.post(note, json={"note": "x"}, headers={"If-Match": seen_as})
    fresh = clerk.get(location).headers["ETag"]

    assert stale.status_code == 412
    assert clerk.post(note, json={"note": "x"}, headers={"If-Match": fresh}).status_code == 200


def test_nobody_asks_for_a_reminder_over_http(store: Store, clerk: TestClient) -> None:
    location = receive(clerk)
    dpo = signed_in(store, Role.DPO)

    for path in ("tick", "raise-reminder", "miss-deadline"):
        assert dpo.post(f"{location}/{path}", json={}).status_code == 404
    listed = {action["command"] for action in dpo.get(location).json()["actions"]}
    assert not listed & {"tick", "raise-reminder", "miss-deadline"}


def test_the_trail_names_the_clock_and_the_audit_finds_nothing_wrong(
    store: Store, clock: Clock, clerk: TestClient
) -> None:
    receive(clerk)
    tick(store, clock, AFTER)

    trail = signed_in(store, Role.AUDITOR).get("/api/v1/audit/events").text

    assert trail.count('"DeadlineMissed"') == 2
    assert f'"{SYSTEM}"' in trail


@pytest.mark.in_folder
def test_a_process_that_serves_speaks_by_itself_and_stops_when_told(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    received_on = store.engine.today() - timedelta(days=100)
    body = {
        "received_on": received_on.isoformat(),
        "channel": "email",
        "language": "nl",
        "rights": [{"right": "access"}],
        "requester": {"email": "iemand@people.example"},
    }
    now = Occasion("u-17", store.engine.clock(), store.engine.controller)
    request_id = store.requests.receive(Receive.model_validate(body), now).id
    port = free_port()

    command = [GRIFFIE, "serve", "--data", str(tmp_path / "data"), "--port", str(port)]
    serving = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        said = waited_for(store, request_id)
        ready = until_it_answers(f"http://127.0.0.1:{port}/readyz").json()
    finally:
        serving.send_signal(signal.SIGTERM)
        _, errors = serving.communicate(timeout=180)

    assert {type(event) for event in said} == {DeadlineMissed, ReminderRaised}
    assert ready["events"] == 1 + len(said)
    assert serving.returncode in {0, -signal.SIGTERM}
    assert "people.example" not in errors
    store.engine.close()


def waited_for(store: Store, request_id: UUID) -> list[object]:
    """What the clock of the other process said, as soon as all of it is there."""
    until = time.monotonic() + 180
    while len(said := list(store.requests.history(request_id))[1:]) < 2:
        assert time.monotonic() < until, "the serving process said nothing"
        time.sleep(0.1)
    return said
