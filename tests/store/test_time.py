"""Time never runs back along the log, whoever writes and whatever their clocks say."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from eventsourcing.persistence import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from griffie.api.composition import Store, open_store
from griffie.application.access import trail as access_trail
from griffie.application.access.roles import Role
from griffie.application.requests.commands import Receive
from griffie.application.requests.histories import A_MOMENT, ClockBehindError
from griffie.domain.housekeeping import HOUSEKEEPING, Export, looks_stream
from griffie.domain.model.setting import Occasion
from griffie.infrastructure.log.audit import Audit
from tests.conftest import Clock, Open, signed_in
from tests.given.at_work import note
from tests.given.looking import HANDLING
from tests.given.story import RECEIVE, tell

BEGAN = datetime(2026, 3, 20, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(seconds: float, who: str = "u-a") -> Occasion:
    return Occasion(who, BEGAN + timedelta(seconds=seconds))


def arrival() -> Receive:
    return Receive.model_validate(RECEIVE)


def instants(store: Store) -> list[datetime]:
    return [one.event.timestamp for one in store.history.page(0, 1_000_000)]


def in_order(store: Store) -> None:
    """The strict audit finds nothing."""
    found = Audit(store.recorder, origin=store.origin, public_key=store.log_key)
    assert [finding.what for finding in found] == []
    assert all(one <= other for one, other in pairwise(instants(store)))


def test_who_comes_later_by_an_earlier_clock_is_recorded_at_the_instant_of_the_last(
    store: Store,
) -> None:
    request = store.requests.receive(arrival(), at(60))

    taken = store.requests.take(request.id, note("tweede"), at(0))

    assert instants(store) == [BEGAN + MINUTE] * 2
    assert taken.modified_on == BEGAN + MINUTE
    assert store.requests.load(request.id).modified_on == BEGAN + MINUTE
    assert store.requests.load(request.id, 2) == taken
    in_order(store)


def test_everything_that_is_recorded_stands_in_order(store: Store, clock: Clock) -> None:
    dpo = signed_in(store, Role.DPO)
    clock.at = BEGAN + 2 * MINUTE
    place = tell(dpo)
    request_id = UUID(place.rpartition("/")[2])
    erase = {"ground": "test_data", "explanation": "proef"}
    assert dpo.post(f"{place}/erase-personal-data", json=erase).status_code == 200
    request, trail = store.requests.load(request_id), store.engine.access_trail
    other = store.requests.receive(arrival(), at(120))

    trail.record_export(request, Export.DOSSIER, at(1))
    trail.record_refusal(request_id, "close", "/problems/state", at(2))
    trail.count_failed_sign_in(access_trail.TOKEN, at(3))
    store.requests.reveal(other, at(4), HANDLING)
    store.requests.append(HOUSEKEEPING, store.history.page(0, 99)[-1].event, at(5))
    store.requests.receive(arrival(), at(6))
    store.requests.erase_stream(request_id, at(7))

    assert list(store.requests.history(looks_stream(request_id))) == []
    assert instants(store)[-1] == BEGAN + 2 * MINUTE
    in_order(store)


def test_a_clock_that_is_further_behind_records_nothing_and_says_so(
    store: Store, opening: Open, clock: Clock
) -> None:
    request = store.requests.receive(arrival(), at(0))
    late = at(-A_MOMENT.total_seconds() - 1)
    clock.at = late.at

    with pytest.raises(ClockBehindError):
        store.requests.take(request.id, note("tweede"), late)
    with pytest.raises(ClockBehindError):
        store.requests.receive(arrival(), late)
    answer = signed_in(opening(), Role.DPO).post("/api/v1/requests", json=RECEIVE)

    assert answer.status_code in {422, 503}
    assert store.history.newest() == 1


def test_a_clock_that_is_behind_is_said_over_http(store: Store, clock: Clock) -> None:
    place = tell(signed_in(store, Role.DPO))
    size = store.history.newest()
    clock.at -= A_MOMENT + MINUTE
    store.engine.close()
    again = open_store(store.folder, clock=clock, demo=True)

    answer = signed_in(again, Role.DPO).post(f"{place}/add-note", json={"note": "ja"})

    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/clock"
    assert "clock" in answer.json()["detail"]
    assert again.history.newest() == size
    again.engine.close()


def test_the_store_itself_takes_no_event_that_is_earlier_than_its_last(store: Store) -> None:
    request = store.requests.receive(arrival(), at(60))
    request.add_note(at(0), note=note("x").sealed()["note"])

    with pytest.raises(IntegrityError, match="later than"):
        store.requests.save(request)

    assert store.history.newest() == 1


def test_nor_a_group_that_is_out_of_order_in_itself(store: Store) -> None:
    request = store.requests.receive(arrival(), at(0))
    for moment in (at(20), at(10)):
        request.add_note(moment, note=note("x").sealed()["note"])

    with pytest.raises(IntegrityError, match="later than"):
        store.requests.save(request)

    assert store.history.newest() == 1


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("time") / "data", clock=Clock(), demo=True)
    yield store
    store.engine.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-140, 140), min_size=1, max_size=8))
def test_whatever_the_clocks_say_an_instant_finds_what_was_recorded_by_it(
    kept: Store, clocks: list[int]
) -> None:
    began = (instants(kept) or [BEGAN])[-1] + timedelta(hours=1)
    request = kept.requests.receive(arrival(), Occasion("u-a", began))
    stood = [(began, 1)]
    for seconds in clocks:
        moment = Occasion("u-a", began + timedelta(seconds=seconds))
        taken = kept.requests.take(request.id, note("ja"), moment)
        stood.append((taken.modified_on, taken.version))

    assert all(one <= other for one, other in pairwise(instants(kept)))
    for instant, _ in stood:
        newest = max(version for recorded, version in stood if recorded <= instant)
        assert kept.requests.load_at(request.id, instant).version == newest
    assert [recorded for recorded, _ in stood] == sorted(recorded for recorded, _ in stood)
    assert kept.history.position_at(stood[-1][0]) == kept.history.newest()


WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from griffie.api.composition import open_store
from griffie.domain.model.setting import Occasion
from tests.given.at_work import note, receive

folder, seconds, request_id = Path(sys.argv[1]), float(sys.argv[2]), UUID(sys.argv[3])
store = open_store(folder)
now = lambda: Occasion("u-a", datetime.now(UTC) + timedelta(seconds=seconds))
print("ready", flush=True)
sys.stdin.readline()
for n in range(60):
    store.requests.take(request_id, note(f"n{n}"), now())
    store.requests.receive(receive(f"w{n}"), now())
store.engine.close()
print("done", flush=True)
"""


@pytest.mark.in_folder
def test_two_processes_with_clocks_a_minute_apart_keep_the_order(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = open_store(folder)
    shared = store.requests.receive(arrival(), Occasion("u-a", datetime.now(UTC)))
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), seconds, str(shared.id)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seconds in ("30", "-30")
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()

    said = [child.communicate(timeout=120)[0] for child in children]

    assert said == ["done\n"] * 2
    assert store.history.newest() == 1 + 2 * 120
    assert store.requests.load(shared.id).version == 121
    in_order(store)
    store.engine.close()


@pytest.mark.in_folder
def test_what_was_damaged_is_for_the_audit_and_stops_nobody(store: Store) -> None:
    request = store.requests.receive(arrival(), at(60))
    with store.datastore.transaction(commit=True) as c:
        c.execute("DROP TRIGGER stored_events_update")
        c.execute("UPDATE stored_events SET state = ?", (json.dumps({"at": 3}).encode(),))

    store.requests.receive(arrival(), at(0))

    assert request.version == 1
    assert store.history.newest() == 2


def test_a_long_walk_that_began_before_others_wrote_goes_on(store: Store, clock: Clock) -> None:
    began = Occasion("u-a", clock.at)
    request = store.requests.receive(arrival(), began)
    clock.at += timedelta(hours=1)
    store.requests.receive(arrival(), Occasion("u-b", clock.at))

    taken = store.requests.take(request.id, note("ja"), began)

    assert taken.modified_on == clock.at
    in_order(store)


@pytest.mark.in_folder
def test_an_append_of_nothing_records_nothing(store: Store) -> None:
    before = store.history.newest()

    assert not store.requests.events.recorder.insert_events([])

    assert store.history.newest() == before
