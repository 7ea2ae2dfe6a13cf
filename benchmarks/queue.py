"""The queue and a request in an office with 100,000 requests, against one with 100.

The pages are asked for as a browser does, of the whole application. The hundred requests that both
offices have are the most urgent ones, so that both draw the same rows.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from csv import writer
from datetime import timedelta
from io import StringIO
from statistics import median
from typing import NamedTuple
from uuid import UUID, uuid4

from fastapi.testclient import TestClient

from benchmarks.common import RECEIVE, WHO, Measured, store
from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.requests.commands import Receive, command
from griffie.domain.log.entry import entry
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest

FEW, MANY, ROUNDS = 100, 100_000, 15
CLOSED = 30
"""Of the hundred that both offices have, so many: more than a page of the queue."""
OPEN = 2
"""Of a hundred further requests of the large office so many are open."""
TWICE = 0.5
"""Our aim: at most twice the time."""


def receive(opened: Store, n: int, days_ago: int, right: str = "access") -> UUID:
    """A request, every other one assigned, every fifth acknowledged."""
    engine = opened.engine
    now = engine.now(WHO)
    received = (engine.today() - timedelta(days=days_ago)).isoformat()
    body = RECEIVE.model_dump(mode="json", exclude_none=True)
    body |= {"received_on": received, "rights": [{"right": right}]}
    request = opened.requests.receive(Receive.model_validate(body), now)
    people = opened.access.people()
    steps = []
    if n % 2:
        handler = people[n % len(people)].account_id
        steps.append(command(RightsRequest.assign, handler=handler))
    if n % 5 == 0:
        sent = {"sent_on": received, "channel": "email"}
        steps.append(command(RightsRequest.acknowledge, **sent))
    for step in steps:
        opened.requests.take(request.id, step, now)
    return request.id


def _close(opened: Store, request: UUID, days_ago: int) -> None:
    """What was asked is done and told on a day, and the file closed."""
    engine = opened.engine
    on = (engine.today() - timedelta(days=days_ago)).isoformat()
    told = {"kind": "answer", "rights": ["rectification"], "sent_on": on, "channel": "email"}
    for step in (
        command(RightsRequest.fulfil, right="rectification", measures="corrected"),
        command(RightsRequest.inform, **told),
        command(RightsRequest.close),
    ):
        opened.requests.take(request, step, engine.now(WHO))


class Office(NamedTuple):
    """A store with requests, and what is asked of it."""

    opened: Store
    token: str
    request: UUID
    """One that both offices have."""


def fill_office(opened: Store, total: int) -> Office:
    """An office: a hundred requests through the commands, of which some are closed.

    Of the rest, copies of less urgent and older ones, two in a hundred are open and the others
    were closed over five years.
    """
    token = opened.access.create_token(Role.DPO, "Dirk")
    for name in ("Ann", "Bram"):
        opened.access.create_token(Role.HANDLER, name)
    shared = [receive(opened, n, 60 - n % 7) for n in range(FEW - CLOSED)]
    for n in range(CLOSED):
        _close(opened, receive(opened, n, 2, "rectification"), 1)
    if total > FEW:
        templates = [receive(opened, n, 3 + n) for n in range(OPEN)]
        for n in range(FEW - OPEN):
            templates.append(receive(opened, n, 30 + 18 * n, "rectification"))
            _close(opened, templates[-1], 20 + 18 * n)
        _copy(opened, templates, total - 2 * FEW)
    opened.engine.current()
    return Office(opened, token, shared[0])


def _copy(opened: Store, templates: list[UUID], copies: int) -> None:
    """The events of some requests once more, under new ids and in the log; no personal data."""
    events = (
        "SELECT originator_version, topic, state FROM stored_events"
        " WHERE originator_id = ? ORDER BY originator_version"
    )
    insert = (
        "INSERT INTO stored_events (originator_id, originator_version, topic, state)"
        " VALUES (?, ?, ?, ?)"
    )
    with sqlite3.connect(opened.database) as raw:
        histories = [raw.execute(events, (one.hex,)).fetchall() for one in templates]
        for n in range(copies):
            stream = uuid4()
            for version, topic, state in histories[n % len(histories)]:
                at = raw.execute(insert, (stream.hex, version, topic, state)).lastrowid
                logged = entry(stream, version, topic, state)
                raw.execute("INSERT INTO log VALUES (?, ?)", (at, logged))


def _browser(office: Office) -> TestClient:
    client = TestClient(application(office.opened.engine), headers={"accept": "text/html"})
    client.post("/login", data={"token": office.token})
    return client


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _asked(client: TestClient, address: str) -> Callable[[], None]:
    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text

    return ask


def _pages(
    many: TestClient, few: TestClient, asked: dict[str, tuple[str, ...]]
) -> Iterator[Measured]:
    for name, (there, here) in asked.items():
        large, small = _asked(many, there), _asked(few, here)
        large(), small()
        both = [(_seconds(large), _seconds(small)) for _ in range(ROUNDS)]
        ours, theirs = (median(one) for one in zip(*both, strict=True))
        yield Measured(f"{name}, {MANY:,} requests against {FEW}", 1 / ours, 1 / theirs, TWICE)


def least(opened: Store, rows: int) -> float:
    """Rows a second of what a list costs at least: read, and written as CSV."""

    def read() -> None:
        out = writer(StringIO())
        with sqlite3.connect(opened.database) as raw:
            out.writerows(raw.execute("SELECT * FROM register ORDER BY due_on, request_id"))

    return rows / _seconds(read)


def measure() -> Iterator[Measured]:
    """Pages a second, of the processor time that they take."""
    with store() as small, store() as large:
        here, there = fill_office(small, FEW), fill_office(large, MANY)
        asked = {
            "Queue page": ("/", "/"),
            "Queue page, mine": ("/?tab=mine", "/?tab=mine"),
            "Queue page, one right": ("/?tab=open&right=access", "/?tab=open&right=access"),
            "Queue page, closed": ("/?tab=closed", "/?tab=closed"),
            "Queue page, newest first": ("/?order=-received_on", "/?order=-received_on"),
            "Queue page, urgent": ("/?tab=action", "/?tab=action"),
            "Queue page, clock on hold": ("/?tab=hold", "/?tab=hold"),
            "Queue page, closed by post": (*["/?tab=closed&channel=post"] * 2,),
            "Request page": tuple(
                f"/requests/{reference(office.request)}" for office in (there, here)
            ),
        }
        yield from _pages(_browser(there), _browser(here), asked)
