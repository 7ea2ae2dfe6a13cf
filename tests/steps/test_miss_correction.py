"""A missed deadline that was none is taken back: by an event, with a reason, and only then."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.clock import SYSTEM, Ticker
from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.setting import Occasion
from griffie.domain.request.values import Missed
from griffie.domain.request.vocabulary import Limit, Status
from griffie.domain.steps.clock import DeadlineMissed
from griffie.domain.steps.miss_correction import MissCorrected, something_missed
from tests.conftest import Clock
from tests.given.console import at_console, page_of, seen
from tests.given.declared import Case
from tests.given.past import NOW, WORDS, given, objection, received
from tests.given.reminders import DAY, DUE_ON, at, ticked
from tests.given.story import PERSONAL, receive
from tests.given.story import SAID as TOLD

ACCESS = Right.ACCESS
SAID: dict[str, Any] = {"limit": Limit.ANSWER, "due_on": DUE_ON, "reason": WORDS, "right": ACCESS}
SAMPLES = (MissCorrected(**SAID),)
CASES = {something_missed: Case([received(ACCESS)], "correct_miss", SAID)}
TRIED = ("correct-miss",)
NOT_MODELLED = {"correct_miss": "the second model has no clock that runs ahead"}
MISSED = DeadlineMissed(limit=Limit.ANSWER, right=ACCESS, due_on=DUE_ON)
WHY = "De klok van de server stond een maand voor."


@pytest.mark.law("gdpr/5/1/d")
def test_a_miss_of_a_day_that_has_not_come_is_taken_back_and_may_be_recorded_again() -> None:
    request = given(received(ACCESS), MISSED)

    happened = request.correct_miss(NOW, **SAID)

    assert happened == MissCorrected(**SAID)
    assert request.missed == ()
    assert request.status is Status.RECEIVED  # no act on the request
    assert MISSED not in ticked(request, DUE_ON)
    assert MISSED in ticked(request, DUE_ON + DAY)


def test_what_was_missed_by_the_file_stays_missed() -> None:
    request = given(received(ACCESS), MISSED)

    why = objection(request, "correct_miss", now=at(DUE_ON + DAY), **SAID)

    assert isinstance(why, OutOfOrderError)
    assert "correct first what is wrong" in str(why)


@pytest.mark.parametrize(
    "other",
    [{"due_on": DUE_ON + DAY}, {"limit": Limit.AT_ONCE}, {"right": None}],
    ids=["day", "limit", "right"],
)
def test_only_what_is_recorded_can_be_taken_back(other: dict[str, Any]) -> None:
    why = objection(given(received(ACCESS), MISSED), "correct_miss", **SAID | other)

    assert isinstance(why, BadInputError)
    assert why.word == "due_on"


def test_a_miss_follows_a_claim_that_is_read_as_another_right() -> None:
    missed = Missed(Limit.ANSWER, ACCESS, DUE_ON)

    assert missed.read_as(ACCESS, Right.ERASURE).right is Right.ERASURE
    assert missed.read_as(Right.ERASURE, ACCESS) == missed


def after_a_clock_ahead(store: Store, clock: Clock, clerk: TestClient) -> str:
    """A request of which the clock, a month ahead, recorded a miss; where to read it."""
    place = receive(clerk, rights=[{"right": "access"}])
    clock.at = datetime(2026, 4, 20, 10, tzinfo=UTC)
    ticking = Ticker(store.engine.requests, store.engine.current, store.engine.retention)
    raised = [one.TOPIC for _, one in ticking.tick(Occasion(SYSTEM, clock()))]
    assert MISSED.TOPIC in raised
    return place


def answered_in_time(clerk: TestClient, place: str) -> None:
    """What was done before the day, and is recorded once the clock is right again."""
    on, right = "2026-03-25", "access"
    answer = {"kind": "answer", "rights": [right], "sent_on": on, "channel": "email", "said": TOLD}
    for step, said in (
        ("deliver-copy", {"right": right, "format": "pdf", "channel": "email", "delivered_on": on}),
        ("fulfil", {"right": right, "measures": PERSONAL["measures"]}),
        ("inform", answer),
    ):
        assert clerk.post(f"{place}/{step}", json=said).status_code == 200


def test_after_a_clock_that_was_ahead_answer_trail_and_bundle_follow(
    store: Store, clock: Clock, clerk: TestClient, dpo: TestClient
) -> None:
    place = after_a_clock_ahead(store, clock, clerk)
    (missed,) = clerk.get(place).json()["missed"]
    body = missed | {"reason": WHY}

    assert clerk.post(f"{place}/correct-miss", json=body).status_code == 403
    too_soon = dpo.post(f"{place}/correct-miss", json=body)
    assert (too_soon.status_code, too_soon.json()["type"]) == (409, "/problems/state")
    answered_in_time(clerk, place)
    taken = dpo.post(f"{place}/correct-miss", json=body)

    assert taken.status_code == 200, taken.text
    assert taken.json()["missed"] == []
    event = dpo.get(f"{place}/events").json()["items"][-1]
    assert event["type"] == "MissCorrected"
    assert event["actor"].startswith("u-")
    assert WHY not in str(event)
    assert dpo.post(f"{place}/correct-miss", json=body).status_code == 409
    assert '"MissCorrected"' in dpo.get("/api/v1/audit/events").text
    with ZipFile(BytesIO(dpo.get(f"{place}/dossier").content)) as bundle:
        assert b'"MissCorrected"' in bundle.read("index.jsonl")
    assert store.check([], lambda *_: None)[0] == []


def test_the_timeline_says_what_was_taken_back(store: Store, clock: Clock, dpo: TestClient) -> None:
    place = after_a_clock_ahead(store, clock, dpo)
    body = dpo.get(place).json()["missed"][0] | {"reason": WHY}
    answered_in_time(dpo, place)

    console, form = at_console(store, Role.DPO), f"{page_of(place)}/do/correct-miss"
    assert "Take back a missed deadline" in seen(console, form)

    done = console.post(form, data=body)

    assert done.status_code == 303, done.text
    assert "Missed deadline taken back" in seen(console, page_of(place))
