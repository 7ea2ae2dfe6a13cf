"""The clock of the machine jumps ahead, and is set right again: nothing is dated in between."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from griffie.api.cli import app
from griffie.api.composition import Store, open_store, wiring
from griffie.application.access.roles import OPERATOR
from griffie.application.clock_guard import DRIFT, FAR, ClockAheadError, ClockGuard
from griffie.application.requests.commands import Receive
from griffie.domain.events import ClockAccepted
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.rights_request import RightsRequest
from tests.conftest import Clock
from tests.durability.test_old_copy import found_in
from tests.given.backups import backed_up
from tests.given.story import RECEIVE

TWO_YEARS = timedelta(days=730)


class Machine:
    """A machine whose clock the test sets, and whose time passes all the same."""

    def __init__(self) -> None:
        self.clock, self.running, self.alive = Clock(), 0.0, None

    def pass_(self, time: timedelta) -> None:
        self.clock.at += time
        self.running += time.total_seconds()


@pytest.fixture
def machine() -> Machine:
    return Machine()


def guard_of(machine: Machine, alive: datetime | None = None) -> ClockGuard:
    return ClockGuard(machine.clock, lambda: machine.running, lambda: alive)


def test_time_that_passes_is_no_jump_however_long(machine: Machine) -> None:
    guard = guard_of(machine, machine.clock.at)
    guard.check()

    machine.pass_(TWO_YEARS)

    guard.check()


@pytest.mark.parametrize(
    ("jump", "wrong"),
    [(DRIFT, False), (DRIFT + timedelta(seconds=1), True), (TWO_YEARS, True), (-TWO_YEARS, False)],
)
def test_a_clock_that_runs_off_from_the_time_that_passed_is_not_believed(
    machine: Machine, jump: timedelta, *, wrong: bool
) -> None:
    guard = guard_of(machine)
    guard.check()
    machine.clock.at += jump

    assert refuses(guard) is wrong


@pytest.mark.parametrize(("since", "wrong"), [(FAR, False), (FAR + timedelta(seconds=1), True)])
def test_at_a_start_the_last_sign_of_life_tells(
    machine: Machine, since: timedelta, *, wrong: bool
) -> None:
    guard = guard_of(machine, machine.clock.at - since)

    assert refuses(guard) is wrong
    guard.accept()
    assert not refuses(guard)


def test_a_new_store_has_no_sign_of_life_and_believes_its_clock(machine: Machine) -> None:
    assert not refuses(guard_of(machine))


def refuses(guard: ClockGuard) -> bool:
    try:
        guard.check()
    except ClockAheadError:
        return True
    return False


class Office:
    """A store with the clock of its machine, which is set by adding to the true one."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.ahead, true = folder, timedelta(), wiring.utc_now

        def utc_now() -> datetime:
            return true() + self.ahead

        monkeypatch.setattr(wiring, "utc_now", utc_now)
        self.utc_now = utc_now
        self.stores: list[Store] = []

    def opened(self) -> Store:
        self.stores.append(open_store(self.folder, clock=self.utc_now))
        return self.stores[-1]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    made = Office(tmp_path / "data", monkeypatch)
    yield made
    for store in made.stores:
        store.engine.close()


def received(store: Store) -> RightsRequest:
    today = store.engine.today()
    body = RECEIVE | {"received_on": str(today)}
    return store.requests.receive(Receive.model_validate(body), store.engine.now(OPERATOR))


@pytest.mark.in_folder
@pytest.mark.parametrize("process", ["the same", "a new one"])
def test_a_store_its_tick_and_its_backup_survive_a_jump(office: Office, process: str) -> None:
    store = office.opened()
    request = received(store)
    size = store.history.newest()

    office.ahead = TWO_YEARS
    jumped = store if process == "the same" else office.opened()
    with pytest.raises(ClockAheadError):
        received(jumped)
    with pytest.raises(ClockAheadError):
        jumped.engine.still_alive()  # what a tick begins with
    assert jumped.requests.load(request.id).id == request.id  # it is read all the same
    office.ahead = timedelta()
    right = store if process == "the same" else office.opened()

    assert right.history.newest() == size
    received(right)
    right.engine.still_alive()
    backed_up(right)
    assert found_in(right) == []


def test_an_operator_says_that_the_clock_is_right_and_that_is_recorded(office: Office) -> None:
    received(office.opened())
    office.ahead = TWO_YEARS
    store = office.opened()

    store.accept_clock(OPERATOR)

    received(store)
    (event,) = (
        one for one in store.recorder.events_of(HOUSEKEEPING) if isinstance(one, ClockAccepted)
    )
    assert event.alive_at
    assert event.timestamp - datetime.fromisoformat(event.alive_at) > FAR


def test_a_tick_under_a_clock_that_jumped_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from griffie.api.cli import options

    received(office.opened())
    office.ahead = TWO_YEARS
    monkeypatch.setattr(
        options, "open_store", lambda folder, **_: open_store(folder, clock=office.utc_now)
    )

    refused = CliRunner().invoke(app, ["tick", "--data", str(office.folder)])
    accepted = CliRunner().invoke(app, ["tick", "--accept-clock", "--data", str(office.folder)])

    assert refused.exit_code == 2
    assert "--accept-clock" in refused.stderr
    assert accepted.exit_code == 0, accepted.output
