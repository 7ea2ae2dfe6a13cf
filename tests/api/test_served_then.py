"""What is rebuilt of the past is what was served then, byte for byte.

An office works at random, lawfully, on several requests, and keeps every answer that it was served.
Later the same is asked of the past: by instant, and by position of the log. Nothing may differ but
what was erased since (the hint of who asked) and what has lawfully left since (counted, not shown).
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.projections.registry import PROJECTIONS
from griffie.application.projections.trail import DAY_OF_STEP
from griffie.domain.law.deadlines import civil_date
from tests.api.test_commands import COURSE
from tests.conftest import Clock, Open, signed_in
from tests.given.courses import APPROVALS, COURSES
from tests.given.story import PERSONAL, RECEIVE, STEPS, tell

LIST, BOARD = "/api/v1/requests", "/api/v1/dashboards/deadlines"
LISTS = (f"{LIST}?limit=200", f"{LIST}?sort=-received_on&limit=2", f"{LIST}?deadline=overdue")
START = datetime(2026, 3, 11, 9, tzinfo=UTC)
RUNS = range(30 if os.environ.get("GRIFFIE_DEEP") else 2)
DEEDS = 60
ALL = [step[:2] for _, steps in [*COURSES.values(), *APPROVALS] for step in steps]
ALL += [(name, said) for name, _, _, said, _ in COURSE] + STEPS
TALES = [(name, said) for name, said in ALL if name not in {"link", "erase-personal-data"}]
ERASE = {"ground": "test_data", "explanation": PERSONAL["explanation"]}


class Served(NamedTuple):
    at: datetime
    position: int
    answers: dict[str, bytes]


class Office:
    """Works, and keeps what it is served."""

    def __init__(self, store: Store, clock: Clock, seed: int) -> None:
        self.clock, self.by_chance = clock, Random(seed)  # noqa: S311 - no secret, a course
        self.enter(store)
        self.places: list[str] = []
        self.kept: list[Served] = []
        clock.at = START

    def enter(self, store: Store) -> None:
        self.store, self.client = store, signed_in(store, Role.DPO)

    def work(self) -> None:
        while len(self.kept) < DEEDS:
            self.clock.at += timedelta(minutes=self.by_chance.choice([7, 90, 700, 4000]))
            if len(self.places) < 3 or self.by_chance.random() < 0.05:
                self.receive()
            elif self.by_chance.random() > 0.1 and not self.take_a_step():
                continue
            self.keep()

    def receive(self) -> None:
        today = civil_date(self.clock.at).isoformat()
        rights = self.by_chance.sample(["access", "erasure", "objection", "restriction"], 2)
        body = RECEIVE | {"received_on": today, "rights": [{"right": one} for one in rights]}
        self.places.append(self.client.post(LIST, json=body).headers["Location"])

    def take_a_step(self) -> bool:
        place = self.by_chance.choice(self.places)
        shown = self.client.get(place).json()["actions"]
        offered = {action["command"] for action in shown if action["allowed"]}
        name, said = self.by_chance.choice([one for one in TALES if one[0] in offered])
        today = civil_date(self.clock.at).isoformat()
        dated = {
            word: today if DAY_OF_STEP.fullmatch(word) else value for word, value in said.items()
        }
        return self.client.post(f"{place}/{name}", json=dated).is_success

    def keep(self) -> None:
        position = self.store.history.newest()
        addresses = (*self.places, *LISTS, BOARD)
        answers = {one: self.served(one) for one in addresses}
        self.kept.append(Served(self.clock.at, position, answers))

    def served(self, address: str, **moment: object) -> bytes:
        query = "&".join(f"{name}={value}" for name, value in moment.items())
        asked = f"{address}{'&' if '?' in address else '?'}{query}" if query else address
        answer = self.client.get(asked)
        assert answer.status_code == 200, answer.text
        return answer.content

    def on_its_day(self, served: Served) -> bool:
        """Whether it was served on the day of the last event before it, on which it is judged."""
        recorded = self.store.history.instant_of(served.position)
        return recorded is not None and civil_date(recorded) == civil_date(served.at)

    def again(self) -> Iterator[tuple[Served, str, bytes, bytes]]:
        """Everything kept, and the same asked of the past: by instant and by position."""
        for served in self.kept:
            instant = served.at.isoformat().replace("+", "%2B")
            moments: list[dict[str, object]] = [{"at": instant}]
            moments += [{"position": served.position}] if self.on_its_day(served) else []
            for address, then in served.answers.items():
                for moment in moments:
                    yield served, address, then, self.served(address, **moment)


@pytest.fixture(params=RUNS)
def office(store: Store, clock: Clock, request: pytest.FixtureRequest) -> Office:
    office = Office(store, clock, request.param)
    office.work()
    clock.at += timedelta(days=40)
    return office


def without_hint(content: bytes) -> Any:
    shown = json.loads(content)
    return shown | {"requester_hint": None} if "requester_hint" in shown else shown


def test_the_past_is_what_was_served_then_also_rebuilt_and_by_another_process(
    office: Office, opening: Open
) -> None:
    assert all(then == now for _, _, then, now in office.again())

    for name in PROJECTIONS:
        office.store.projections.rebuild(name, lambda *_: None)
    office.store.engine.close()
    office.enter(opening())

    assert all(then == now for _, _, then, now in office.again())
    pages = {event["type"] for place in office.places for event in events(office.client, place)}
    assert len(pages) > 12
    assert {office.on_its_day(served) for served in office.kept} == {True, False}


def events(client: TestClient, place: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{place}/events").json()["items"]
    return found


def test_of_erased_personal_data_only_the_hint_is_gone_and_a_history_that_left_is_counted(
    store: Store, clock: Clock
) -> None:
    office = Office(store, clock, 7)
    office.receive()
    clock.at += timedelta(days=1)
    told = tell(office.client)
    office.places.append(told)
    office.keep()
    for _ in range(6):
        clock.at += timedelta(days=2)
        office.receive()
        office.keep()
    dpo, other = office.client, office.places[0]

    clock.at += timedelta(days=1)
    assert dpo.post(f"{told}/erase-personal-data", json=ERASE).is_success

    for _, address, then, now in office.again():
        if address == told:
            assert json.loads(now)["requester_hint"] is None
            assert json.loads(then)["requester_hint"]
            assert without_hint(now) == without_hint(then)
        else:
            assert now == then

    office.keep()
    clock.at += timedelta(days=1)
    gone = UUID(told.rpartition("/")[2])
    store.requests.erase_stream(gone, store.engine.now(OPERATOR))
    clock.at += timedelta(days=1)

    for served in office.kept:
        assert told in served.answers
        assert dpo.get(told, params={"at": served.at.isoformat()}).status_code == 404
        del served.answers[told]
    for _, _, then, now in office.again():
        was, shown = json.loads(then), json.loads(now)
        if "items" in was:
            assert shown.pop("left_since") == 1
            left = {one["id"] for one in was["items"]} - {one["id"] for one in shown["items"]}
            assert left <= {str(gone)}
        elif "counts" in was:
            assert shown.pop("left_since") == 1
            assert sum(shown["counts"].values()) == sum(was["counts"].values()) - 1
        else:
            assert now == then
    assert b"left_since" not in office.served(BOARD) + office.served(LIST)
    assert b"left_since" not in office.served(BOARD, position=store.history.newest())
    before = (office.kept[0].at - timedelta(days=2)).date().isoformat()
    assert b"left_since" not in office.served(BOARD, on=before)
    assert dpo.get(other).is_success


def test_a_difference_says_how_many_left_on_either_side(store: Store, clock: Clock) -> None:
    office = Office(store, clock, 8)
    first = clock.at
    office.receive()
    clock.at += timedelta(hours=12)
    office.receive()
    clock.at += timedelta(hours=12)
    told = tell(office.client)
    clock.at += timedelta(days=1)
    office.client.post(f"{told}/erase-personal-data", json=ERASE)
    store.requests.erase_stream(UUID(told.rpartition("/")[2]), store.engine.now(OPERATOR))

    ends = {"from": first.isoformat(), "to": (first + timedelta(days=1, hours=1)).isoformat()}
    shown = office.client.get(f"{LIST}/diff", params=ends).json()

    assert "left_since" not in shown["from"]
    assert shown["to"]["left_since"] == 1
    assert shown["counts"]["appeared"] == 1
    in_doubt = first + timedelta(hours=18)  # nothing says any more when exactly the other came
    assert office.client.get(BOARD, params={"at": in_doubt.isoformat()}).json()["left_since"] == 1
