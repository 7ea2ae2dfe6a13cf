"""The clock over a whole store: each once, also after an outage, also when two tick at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from griffie.api.composition import Store
from griffie.application.clock import SYSTEM
from griffie.domain.events import DeadlineMissed
from griffie.domain.law import Right
from griffie.domain.request.vocabulary import Limit, ReminderKind, Status
from griffie.domain.rights_request import RightsRequest
from tests.conftest import Clock, Open
from tests.given.story import SAID
from tests.given.ticking import BEGAN, DAY, DUE_ON, asked, clocked, key, now, take, tick, ticking

COPY: dict[str, Any] = {"right": "access", "format": "pdf", "channel": "email"}


@pytest.fixture
def began(clock: Clock, store: Store) -> UUID:
    clock.at = BEGAN
    return store.requests.receive(asked("access", "direct_marketing_objection"), now(store)).id


def test_what_is_due_is_raised_by_the_system_and_a_second_tick_says_nothing(
    store: Store, clock: Clock, began: UUID
) -> None:
    clock.at = BEGAN + 7 * DAY

    first, second = tick(store), tick(store)

    missed = Right.DIRECT_MARKETING_OBJECTION
    assert [(request, event.TOPIC) for request, event in first] == [(began, "DeadlineMissed")]
    assert (first[0][1].limit, first[0][1].right) == (Limit.AT_ONCE, missed)
    assert {event.actor for event in clocked(store, began)} == {SYSTEM}
    assert second == []
    assert store.requests.load(began).status is Status.RECEIVED


def test_a_clock_that_remembers_says_the_same_as_one_that_does_not(
    store: Store, clock: Clock, began: UUID
) -> None:
    kept, said = ticking(store), []

    for n in range(45):
        clock.at = BEGAN + n * DAY
        said += tick(store, kept)
        assert tick(store) == [], n  # nothing was overslept
    take(
        store,
        began,
        RightsRequest.correct_receipt,
        received_on="2026-03-01",
        evidence="x",
        reason="Een proef.",
    )
    said += tick(store, kept)

    assert [event for _, event in said] == clocked(store, began)
    misses = [event.due_on for _, event in said if isinstance(event, DeadlineMissed)]
    # The marketing is not stopped at once, and neither right is answered within the month.
    moved = [date(2026, 4, 1), date(2026, 3, 3), date(2026, 4, 1)]
    assert misses == [date(2026, 3, 9), DUE_ON, DUE_ON, *moved]


def test_what_sleeps_is_not_read_again_until_its_day_or_an_act(
    store: Store, clock: Clock, began: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.at = BEGAN + 5 * DAY
    kept, loaded = ticking(store), []
    tick(store, kept)
    load = store.requests.load

    def watched(*which: Any) -> Any:
        loaded.append(which[0])
        return load(*which)

    monkeypatch.setattr(store.requests, "load", watched)

    tick(store, kept)
    asleep = list(loaded)
    take(store, began, RightsRequest.add_note, note="gebeld")
    tick(store, kept)

    assert asleep == []
    assert began in loaded


def test_a_reminder_stands_in_the_trail_and_views_made_anew_say_the_same(
    store: Store, clock: Clock, began: UUID
) -> None:
    clock.at = BEGAN + 40 * DAY
    tick(store)
    store.engine.current()

    rows = [row for row in store.engine.trail.newest(20) if row["actor"] == SYSTEM]

    assert {row["type"] for row in rows} == {"DeadlineMissed", "ReminderRaised"}
    assert {row["request_id"] for row in rows} == {began.hex}
    assert not any(row["late"] for row in rows)
    assert not any(
        store.projections.strayed(name) for name in ("register", "trail", "figures", "retention")
    )


@pytest.mark.law("gdpr/5/1/e")
def test_a_tier_whose_period_ended_is_reminded_of_once_unless_it_is_held(
    store: Store, clock: Clock
) -> None:
    clock.at = BEGAN
    free, held = (store.requests.receive(asked("access"), now(store)).id for _ in range(2))
    for one in (free, held):
        take(store, one, RightsRequest.deliver_copy, **COPY, delivered_on="2026-03-05")
        take(store, one, RightsRequest.fulfil, right="access", measures="gedaan")
        sent = {"kind": "answer", "rights": ["access"], "sent_on": "2026-03-05", "channel": "email"}
        take(store, one, RightsRequest.inform, **sent, said=SAID)
        take(store, one, RightsRequest.close)
    take(store, held, RightsRequest.place_hold, reason="een geding")
    clock.at = BEGAN + timedelta(days=6 * 366)

    said = tick(store)

    assert {(request, event.kind, event.about) for request, event in said} == {
        (free, ReminderKind.RETENTION, "t2"),
        (free, ReminderKind.RETENTION, "stream"),
    }
    assert tick(store) == []


@pytest.mark.law("gdpr/12/3")
def test_an_answer_that_was_late_and_closed_in_an_outage_is_found_afterwards(
    store: Store, clock: Clock
) -> None:
    clock.at = BEGAN
    request_id = store.requests.receive(asked("access"), now(store)).id
    clock.at = BEGAN + 40 * DAY
    take(store, request_id, RightsRequest.deliver_copy, **COPY, delivered_on="2026-04-10")
    take(store, request_id, RightsRequest.fulfil, right="access", measures="gedaan")
    sent = {"kind": "answer", "rights": ["access"], "sent_on": "2026-04-10", "channel": "email"}
    take(store, request_id, RightsRequest.inform, **sent, said=SAID)
    take(store, request_id, RightsRequest.close)
    clock.at = BEGAN + 60 * DAY

    said = tick(store)

    assert [(event.limit, event.due_on) for _, event in said] == [(Limit.ANSWER, DUE_ON)]
    assert tick(store) == []


def test_of_an_erased_file_and_of_one_that_left_nothing_is_said(
    store: Store, clock: Clock, began: UUID
) -> None:
    both = ["access", "direct_marketing_objection"]
    take(store, began, RightsRequest.withdraw, rights=both, on=clock.at.date(), words="x")
    take(store, began, RightsRequest.close)
    take(store, began, RightsRequest.erase_personal_data, ground="test_data", explanation="voorbij")
    clock.at = BEGAN + timedelta(days=6 * 366)

    assert tick(store) == []


def test_a_clock_that_is_told_to_stop_stops_before_the_next_request(
    store: Store, clock: Clock, began: UUID
) -> None:
    clock.at = BEGAN + 40 * DAY

    said = list(ticking(store).tick(now(store), stopped=lambda: True))

    assert said == []
    assert clocked(store, began) == []


def test_two_clocks_and_a_clerk_at_once_raise_everything_once(opening: Open, clock: Clock) -> None:
    clock.at = BEGAN
    stores = [opening(), opening()]
    requests = [stores[0].requests.receive(asked("access"), now(stores[0])).id for _ in range(15)]
    clock.at = BEGAN + 40 * DAY

    def clerk() -> list[Any]:
        for request_id in requests:
            take(stores[0], request_id, RightsRequest.add_note, note="gezien")
        return []

    with ThreadPoolExecutor(5) as pool:
        deeds = [pool.submit(tick, stores[n % 2]) for n in range(4)]
        raised = [event for deed in deeds for event in deed.result()]
        pool.submit(clerk).result()

    for request_id in requests:
        said = [key(event) for event in clocked(stores[1], request_id)]
        assert ("DeadlineMissed", Limit.ANSWER, DUE_ON, Right.ACCESS) in said
        assert len(said) == len(set(said))
    assert len(raised) == sum(len(clocked(stores[0], one)) for one in requests)


def test_a_view_of_another_release_is_made_anew_from_the_events(
    opening: Open, clock: Clock
) -> None:
    clock.at = BEGAN
    store = opening()
    store.requests.receive(asked("access"), now(store))
    store.engine.current()
    with store.datastore.transaction(commit=True) as c:
        c.execute("DROP INDEX register_by_wakes_on")
        c.execute("ALTER TABLE register DROP COLUMN wakes_on")
        c.execute("UPDATE folded_by SET code = 'of another release'")

    again = opening()
    again.engine.current()

    assert not again.projections.strayed("register")
    clock.at = BEGAN + 40 * DAY
    assert tick(again)
