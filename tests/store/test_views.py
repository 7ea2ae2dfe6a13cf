"""What a view says is what the events say: live, rebuilt, late, interrupted, swapped and past."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from griffie.api.composition import Store, open_store
from griffie.application.projections import projector
from griffie.application.projections.projector import Projector
from griffie.application.projections.register import RegisterFold
from griffie.application.projections.trail import TrailFold
from griffie.application.register.view import Query
from griffie.application.requests.commands import Command, command
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.law.calendar import calendar
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.sqlite.register_view import SQLiteRegister
from griffie.infrastructure.sqlite.trail_view import SQLiteTrail
from griffie.infrastructure.sqlite.views import SQLiteView
from tests.conftest import Clock
from tests.given.at_work import rebuilt, receive
from tests.given.looking import HANDLING
from tests.given.story import SAID

CALENDAR = calendar("BE/2026.1")


@contextmanager
def office() -> Iterator[tuple[Store, Clock]]:
    clock = Clock()
    clock.at = datetime.now(UTC) - timedelta(days=400)
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "data", clock=clock, demo=True)
        yield store, clock
        store.engine.close()


def deed(kind: str, today: str, other: UUID) -> Command:
    both = ["access", "erasure"]
    possible: dict[str, Callable[[], Command]] = {
        "note": lambda: command(RightsRequest.add_note, note="x"),
        "assign": lambda: command(RightsRequest.assign, handler="u-7"),
        "doubt": lambda: command(
            RightsRequest.doubt_identity, grounds="why", asked_on=today, asked_for="x"
        ),
        "verify": lambda: command(
            RightsRequest.verify_identity, method="x", verified_on=today, received_on=today
        ),
        "extend": lambda: command(
            RightsRequest.extend_deadline, grounds=["number"], explanation="why", notified_on=today
        ),
        "copy": lambda: command(
            RightsRequest.deliver_copy,
            right="access",
            format="pdf",
            channel="email",
            delivered_on=today,
        ),
        "fulfil access": lambda: command(RightsRequest.fulfil, right="access", measures="x"),
        "fulfil erasure": lambda: command(RightsRequest.fulfil, right="erasure", measures="x"),
        "grant": lambda: command(RightsRequest.grant, right="erasure"),
        "inform": lambda: command(
            RightsRequest.inform,
            kind="answer",
            rights=both,
            sent_on=today,
            channel="email",
            said=SAID,
        ),
        "withdraw": lambda: command(RightsRequest.withdraw, rights=both, on=today, words="x"),
        "close": lambda: command(RightsRequest.close),
        "reopen": lambda: command(RightsRequest.reopen, reason="why", new_fact="none", on=today),
        "merge": lambda: command(RightsRequest.link, other=str(other), relation="duplicate"),
        "erase": lambda: command(
            RightsRequest.erase_personal_data, ground="test_data", explanation="why"
        ),
    }
    return possible[kind]()


STEPS = [
    "note",
    "assign",
    "doubt",
    "verify",
    "extend",
    "copy",
    "fulfil access",
    "fulfil erasure",
    "grant",
]
STEPS += ["inform", "withdraw", "withdraw", "close", "close", "reopen", "merge", "erase", "erase"]
BESIDE = ["receive", "receive", "look", "catch up", "end", "answer", "leave", "leave"]
WHOLE = {
    "end": ["withdraw", "close", "erase"],
    "answer": ["copy", "fulfil access", "fulfil erasure", "inform", "close"],
}

deeds = st.lists(
    st.tuples(st.sampled_from(STEPS + BESIDE), st.integers(0, 3), st.integers(0, 200)),
    min_size=15,
    max_size=60,
)


Deeds = Sequence[tuple[str, int, int]]
"""What, to which request, and how many tenths of an hour later."""


def do(store: Store, clock: Clock, done: Deeds, known: list[UUID] | None = None) -> None:
    """Whatever the law and the order of things allow of it, to these requests or to new ones."""
    known = [] if known is None else known
    for kind, which, hours in done if known else [("receive", 0, 0), *done]:
        clock.at += timedelta(hours=hours / 10)
        now = Occasion("u-17", clock.at, store.engine.controller)
        today = now.today.isoformat()
        if kind == "receive":
            body = receive("x").model_copy(update={"received_on": now.today})
            known.append(store.requests.receive(body, now).id)
            continue
        if kind == "catch up":
            store.engine.current()
            continue
        request_id, other = known[which % len(known)], known[(which + 1) % len(known)]
        for step in WHOLE.get(kind, [kind]):
            with suppress(StepRefusedError, BadInputError, UnknownRequestError):
                if step == "look":
                    store.requests.reveal(store.requests.load(request_id), now, HANDLING)
                elif step == "leave":
                    store.requests.erase_stream(request_id, now)
                else:
                    store.requests.take(request_id, deed(step, today, other), now)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(done=deeds, batch=st.sampled_from([1, 2, 3, 7, 500]))
def test_views_that_lived_through_it_and_views_built_afterwards_say_the_same(
    done: Deeds, batch: int
) -> None:
    with office() as (store, clock), pytest.MonkeyPatch.context() as patch:
        patch.setattr(projector, "BATCH", batch)
        do(store, clock, done)
        store.engine.current()
        patch.setattr(projector, "BATCH", 500)

        assert SQLiteRegister(store.datastore).all() == rebuilt(store, "register")
        assert SQLiteTrail(store.datastore).all() == rebuilt(store, "trail")


FULL_DAY = [
    *(("receive", 0, 5), ("note", 0, 5), ("receive", 0, 5), ("doubt", 1, 5), ("verify", 1, 5)),
    *(
        ("copy", 0, 0),
        ("fulfil access", 0, 5),
        ("fulfil erasure", 0, 5),
        ("inform", 0, 9),
        ("close", 0, 5),
    ),
    *(("erase", 0, 5), ("receive", 0, 5), ("extend", 1, 5), ("leave", 0, 5), ("note", 2, 5)),
]


def views(store: Store, name: str) -> tuple[Any, SQLiteView]:
    if name == "register":
        return RegisterFold(store.requests.load_if_there), SQLiteRegister(store.datastore)
    return TrailFold(), SQLiteTrail(store.datastore)


class KilledError(Exception):
    """The projector did not live to finish."""


def mortal(view: SQLiteView, merges: int) -> Callable[..., bool]:
    """A view's merge, that is reached so many times."""
    left, merge = iter(range(merges)), view.merge

    def merged(*page: Any, **after: Any) -> bool:
        if next(left, None) is None:
            raise KilledError
        return merge(*page, **after)

    return merged


@pytest.mark.parametrize("name", ["register", "trail"])
@pytest.mark.parametrize("batch", [1, 2, 3])
def test_a_projector_that_is_killed_between_pages_is_taken_over_without_a_seam(
    monkeypatch: pytest.MonkeyPatch, name: str, batch: int
) -> None:
    with office() as (store, clock):
        do(store, clock, FULL_DAY)
        monkeypatch.setattr(projector, "BATCH", batch)
        kills = 0
        for _ in range(100):
            projection, view = views(store, name)  # another process: it remembers nothing
            monkeypatch.setattr(view, "merge", mortal(view, merges=2))
            try:
                Projector(store.history, projection, view).catch_up()
                break
            except KilledError:
                kills += 1

        assert kills > 0
        assert views(store, name)[1].all() == rebuilt(store, name)


@pytest.mark.in_folder
def test_a_kill_inside_a_batch_leaves_rows_and_position_as_they_were() -> None:
    with office() as (store, clock):
        do(store, clock, FULL_DAY)
        _, view = views(store, "trail")
        (good,) = [TrailFold().fold(store.history.page(0, 1))[0][0]]

        with pytest.raises(IntegrityError, match="NOT NULL"):
            view.merge([good, {**good, "position": None}], (), 2, after=0)

        assert (view.all(), view.position()) == ([], 0)


def test_a_projector_that_comes_second_writes_nothing() -> None:
    with office() as (store, clock):
        do(store, clock, FULL_DAY)
        _, view = views(store, "trail")
        rows, gone = TrailFold().fold(store.history.page(0, 3))

        assert view.merge(rows, gone, 3, after=0)
        assert not view.merge(rows, gone, 3, after=0)
        assert not view.merge(rows, gone, 2, after=1)
        assert (len(view.all()), view.position()) == (3, 3)


def test_who_reads_while_a_view_is_swapped_always_reads_a_whole_one() -> None:
    with office() as (store, clock):
        for _ in range(30):
            do(store, clock, [])
        whole = store.engine.current().items(Query(), store.engine.today())
        assert len(whole) == 30
        over, troubles = Event(), list[Any]()

        def read() -> None:
            view = SQLiteRegister(store.datastore)
            while not over.is_set():
                try:
                    if view.items(Query(), store.engine.today()) != whole:
                        troubles.append("other rows")
                    if sum(view.counts(store.engine.today()).values()) != 30:
                        troubles.append("another count")
                except Exception as raised:  # noqa: BLE001 - that is what we look for
                    troubles.append(raised)

        reader = Thread(target=read)
        reader.start()
        for _ in range(10):
            anew = SQLiteRegister(store.datastore, "register_anew")
            Projector(store.history, RegisterFold(store.requests.load_if_there), anew).catch_up()
            anew.take_the_place_of(SQLiteRegister(store.datastore))
        over.set()
        reader.join()

        assert troubles == []
        do(store, clock, [])
        assert len(store.engine.current().items(Query(), store.engine.today())) == 31
        assert SQLiteRegister(store.datastore).all() == rebuilt(store, "register")


def test_every_past_board_is_the_board_that_stood_then() -> None:
    with office() as (store, clock):
        known: list[UUID] = []
        stood: list[tuple[datetime, int, list[dict[str, Any]]]] = []
        for step in FULL_DAY:
            do(store, clock, [step], known)
            store.engine.current()
            register = SQLiteRegister(store.datastore).all()
            stood.append((clock.at, store.history.newest(), register))
            clock.at += timedelta(hours=7, microseconds=1)

        left = [one.position for one in store.history.page(0, 1000)] + [0]
        gone = known[0].hex  # whose history left at the end: it is on no board any more
        assert gone in {row["request_id"] for row in stood[-3][2]}
        assert gone not in {row["request_id"] for row in stood[-1][2]}
        assert store.history.position_at(stood[0][0] - timedelta(days=900)) == 0
        for (at, position, register), (later, *_) in pairwise(stood):
            for instant in (at, at + (later - at) / 2):
                assert store.history.position_at(instant) == max(p for p in left if p <= position)
            with store.engine.past(position) as view:
                assert isinstance(view, SQLiteRegister)
                assert view.all() == [row for row in register if row["request_id"] != gone]
