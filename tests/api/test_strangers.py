"""Strangers at the door: counted by day, and no event for each knock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access import trail
from griffie.domain.housekeeping import FAILED_SIGN_INS, KnocksCounted
from griffie.domain.model.setting import Occasion
from tests.conftest import Clock, Open

REQUESTS = "/api/v1/requests"


def knocks(store: Store) -> list[KnocksCounted]:
    return list(store.requests.history(FAILED_SIGN_INS))


@contextmanager
def door(store: Store) -> Iterator[TestClient]:
    """Somebody without an account, while the store is served."""
    with TestClient(application(store.engine), base_url="http://testserver") as stranger:
        yield stranger


def test_a_stranger_in_a_loop_does_not_make_the_log_grow(store: Store, clock: Clock) -> None:
    stranger = TestClient(application(store.engine))

    for n in range(50):
        stranger.get(REQUESTS, headers={"Authorization": f"Bearer griffie_{n}"})
        stranger.post("/login", data={"token": f"Adelaide {n}"})

    assert store.history.newest() == 0
    clock.at += timedelta(days=1)
    for _ in range(3):
        store.engine.access_trail.write_counts(Occasion("system", clock.at))
    (counted,) = knocks(store)
    assert (counted.failed_sign_ins, counted.unknown_tokens) == (50, 50)
    assert counted.actor == "system"


def test_each_day_has_one_event_and_days_without_knocks_have_none(
    store: Store, clock: Clock
) -> None:
    stranger = TestClient(application(store.engine))
    first = clock.at.date()
    for knocked in (2, 0, 3):
        for _ in range(knocked):
            stranger.post("/login", data={"token": "x"})
        store.engine.access_trail.write_counts(Occasion("system", clock.at))
        clock.at += timedelta(days=1)

    store.engine.access_trail.write_counts(Occasion("system", clock.at))

    told = [(one.on - first, one.failed_sign_ins) for one in knocks(store)]
    assert told == [(timedelta(0), 2), (timedelta(2), 3)]


def test_what_was_counted_survives_a_restart(opening: Open, clock: Clock) -> None:
    store = opening()
    with door(store) as stranger:
        stranger.post("/login", data={"token": "x"})
    again = opening()
    clock.at += timedelta(days=2)

    with door(again):
        assert [one.failed_sign_ins for one in knocks(again)] == [1]


def test_two_processes_say_of_a_day_that_is_over_one_thing_once(
    opening: Open, clock: Clock
) -> None:
    stores = [opening(), opening()]
    for store in stores:
        store.engine.access_trail.count_failed_sign_in(trail.TOKEN, Occasion("system", clock.at))
        store.engine.access_trail.write_counts(Occasion("system", clock.at))
    clock.at += timedelta(days=1)

    for store in stores:
        store.engine.access_trail.write_counts(Occasion("system", clock.at))

    (counted,) = knocks(stores[0])
    assert counted.unknown_tokens == 2
