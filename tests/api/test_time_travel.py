"""The past as it was: of a request by version and instant, of the board by the end of a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import Clock, Open, signed_in
from tests.given.story import BOTH, STEPS, receive, tell

Told = tuple[str, list[tuple[datetime, dict[str, Any]]]]
BOARD = "/api/v1/dashboards/deadlines"
LIST = "/api/v1/requests"
START = datetime(2026, 3, 5, 9, tzinfo=UTC)
WHEN = [0, 1, 5, 5, 6, 6, 6, 7, 8, 9]
"""On which day after the start each step is taken; the first is the receipt."""


def at(clock: Clock, day: int, hour: int = 9) -> None:
    clock.at = START + timedelta(days=day, hours=hour - 9)


@pytest.fixture
def told(dpo: TestClient, clock: Clock) -> Told:
    """A request worked on for days; and every answer as it was given, with its instant."""
    at(clock, 0)
    place = receive(dpo)
    answers = [(clock.at, dpo.get(place).json())]
    for (step, body), day in zip(STEPS, WHEN[1:], strict=True):
        at(clock, day, hour=10 + len(answers))
        dated = {
            word: clock.at.date().isoformat() if word.endswith("_on") else said
            for word, said in body.items()
        }
        answer = dpo.post(f"{place}/{step}", json=dated)
        assert answer.status_code == 200, answer.text
        answers.append((clock.at, answer.json()))
    at(clock, 60)
    return place, answers


def test_a_version_reads_as_it_was_answered_then(dpo: TestClient, told: Told) -> None:
    place, answers = told

    for version, (_, answered) in enumerate(answers[:-1], start=1):
        past = dpo.get(place, params={"version": version})
        assert past.json() == answered
        assert past.headers["ETag"] == f'"{version}"'
    assert dpo.get(place, params={"version": len(answers)}).json()["version"] == len(answers)


def test_an_instant_reads_as_it_was_answered_then(dpo: TestClient, told: Told) -> None:
    place, answers = told

    for instant, answered in answers:
        for written in (instant.isoformat(), instant.isoformat().replace("+00:00", "Z")):
            assert dpo.get(place, params={"at": written}).json() == answered
        later = (instant + timedelta(minutes=5)).astimezone().isoformat()
        assert dpo.get(place, params={"at": later}).json() == answered


def test_the_past_is_judged_on_its_own_day(dpo: TestClient, told: Told) -> None:
    place, answers = told
    between = answers[1][0] + timedelta(days=2)

    shown = dpo.get(place, params={"at": between.isoformat()}).json()

    assert shown["version"] == answers[1][1]["version"]
    assert shown["as_of"] == "2026-03-08"
    assert shown["deadline"]["state"] == "suspended"
    assert shown["deadline"]["working_days_left"] == 21  # 17 in March, 4 in April


def test_before_receipt_there_was_nothing(dpo: TestClient, told: Told) -> None:
    place, answers = told
    before = answers[0][0] - timedelta(microseconds=1)

    for instant in (before.isoformat(), "0001-01-01T00:00:00Z"):
        assert dpo.get(place, params={"at": instant}).status_code == 404
    assert dpo.get(place, params={"at": "0001-01-01T00:00:00+14:00"}).status_code == 422
    assert dpo.get(place, params={"version": len(answers) + 1}).status_code == 404


def test_a_moment_to_come_is_none(dpo: TestClient, clock: Clock, told: Told) -> None:
    place, _ = told
    to_come = [(clock.at + timedelta.resolution).isoformat(), "2099-01-01T00:00:00Z"]

    for address in (place, LIST, BOARD):
        assert dpo.get(address, params={"at": clock.at.isoformat()}).is_success
        for instant in to_come:
            refused = dpo.get(address, params={"at": instant})
            assert refused.status_code == 422
            assert refused.json()["detail"] == "query: this moment has yet to come"
        no_day = dpo.get(address, params={"at": "9999-12-31T23:59:59-12:00"})
        assert no_day.status_code == 422
        assert no_day.json()["detail"] == "query: this instant lies outside the calendar"


@pytest.mark.parametrize(
    "query",
    [
        "at=2026-03-20",
        "at=2026-03-20T10:00:00",
        "at=2026-03-20T10:00:00+01:00",  # in a query, + is a space
        "at=0",
        "at=1773997200",
        "at=now",
        "at=2026-02-30T10:00:00Z",
        "at=2026-03-20T25:00:00Z",
        "at=",
        "version=0",
        "version=-1",
        "version=1.5",
        "version=one",
        "version=99999999999999999999",
        "version=1&version=2",
        "vesion=1",
        "reveal=perhaps",
    ],
)
def test_a_past_that_is_not_said_clearly_is_refused(dpo: TestClient, query: str) -> None:
    assert dpo.get(f"{receive(dpo)}?{query}").status_code == 422


@pytest.fixture
def months(dpo: TestClient, clock: Clock) -> dict[date, dict[str, Any]]:
    """The board as it stood each evening, while an office worked."""
    boards: dict[date, dict[str, Any]] = {}
    places: list[str] = []
    for day in range(0, 60, 2):
        at(clock, day)
        today = clock.at.date().isoformat()
        places.append(receive(dpo, received_on=today))
        if day % 6 == 0:
            asked = {"grounds": "Adres.", "asked_for": "Een telefoontje.", "asked_on": today}
            assert dpo.post(f"{places[-1]}/doubt-identity", json=asked).is_success
        if day % 10 == 8:
            answer_at_once(dpo, places[day // 8], today)
        at(clock, day, hour=21)  # an hour before midnight in Brussels, and in summer at it
        boards[clock.at.date()] = dpo.get(BOARD).json()
    at(clock, 90)
    for place in places[::3]:
        dpo.post(f"{place}/assign", json={"handler": "u-9"})
    return boards


def answer_at_once(dpo: TestClient, place: str, today: str) -> None:
    letter = {"rights": BOTH, "kind": "refusal", "sent_on": today, "channel": "email"}
    for right in BOTH:
        said = {"right": right, "ground": "gdpr/12/5/excessive", "demonstration": "Tien keer."}
        assert dpo.post(f"{place}/refuse", json=said).is_success
    assert dpo.post(f"{place}/inform", json=letter).is_success


def test_a_past_board_is_the_board_that_was_seen_that_evening(
    dpo: TestClient, months: dict[date, dict[str, Any]]
) -> None:
    states = set()
    for day, seen in months.items():
        assert dpo.get(BOARD, params={"on": day.isoformat()}).json() == seen
        states |= {state for state, count in seen["counts"].items() if count}

    assert {"on_track", "due_soon", "overdue", "suspended", "met", "missed"} <= states


def test_hindsight_judges_a_past_day_by_what_is_known_now(
    dpo: TestClient, months: dict[date, dict[str, Any]]
) -> None:
    day = "2026-03-10"
    then = dpo.get(BOARD, params={"on": day}).json()
    now = dpo.get(BOARD, params={"on": day, "knowledge": "now"}).json()

    assert sum(then["counts"].values()) == 3
    assert sum(now["counts"].values()) == 30
    assert now["on"] == day
    assert "u-9" in now["by_handler"]
    assert "u-9" not in then["by_handler"]


def test_before_the_first_request_the_board_is_empty(
    dpo: TestClient, months: dict[date, dict[str, Any]]
) -> None:
    empty = dpo.get(BOARD, params={"on": "2026-03-04"}).json()

    assert set(empty["counts"].values()) == {0}
    assert empty["most_urgent"] == []


def test_the_past_is_the_same_after_a_restart(
    opening: Open, store: Store, clock: Clock, dpo: TestClient
) -> None:
    place = tell(dpo)
    past = dpo.get(place, params={"version": 3}).json()
    store.engine.close()

    again = signed_in(opening(), Role.DPO)

    assert again.get(place, params={"version": 3}).json() == past
