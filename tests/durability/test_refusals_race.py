"""However often and by however many at once the same is refused: it stands once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from griffie.api.composition import Store, open_store
from griffie.application.access import trail
from griffie.application.requests.commands import Receive, command
from griffie.domain.housekeeping import looks_stream
from griffie.domain.model.setting import Occasion
from griffie.domain.rights_request import RightsRequest
from griffie.infrastructure.log.audit import Audit
from tests.conftest import Clock
from tests.given.story import RECEIVE

WHO, STEPS = ("u-a", "u-b"), ("close", "extend-deadline")
PROBLEMS = ("/law/gdpr/12/3", "/problems/state", "/problems/role")


def received(store: Store) -> UUID:
    now = Occasion("u-a", store.engine.clock())
    return store.requests.receive(Receive.model_validate(RECEIVE), now).id


def refusals(store: Store, request_id: UUID) -> list[tuple[str, int, str, str]]:
    return [
        (one.actor, one.at_version, one.command, one.problem)
        for one in store.requests.history(looks_stream(request_id))
    ]


def sound(store: Store) -> None:
    assert list(Audit(store.recorder, origin=store.origin, public_key=store.log_key)) == []


def test_processes_that_are_refused_the_same_at_once_record_it_once(tmp_path: Path) -> None:
    offices = [open_store(tmp_path / "data") for _ in range(2)]
    request_id, barrier = received(offices[0]), Barrier(8)

    def refused(number: int) -> None:
        barrier.wait()
        for name in STEPS:
            now = Occasion(WHO[number % 2], datetime.now(UTC))
            office = offices[number // 2 % 2]
            office.engine.access_trail.record_refusal(request_id, name, PROBLEMS[0], now)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(refused, range(8)))

    told = refusals(offices[0], request_id)
    assert sorted(told) == sorted((who, 1, name, PROBLEMS[0]) for who in WHO for name in STEPS)
    sound(offices[1])
    for office in offices:
        office.engine.close()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(tmp_path_factory.mktemp("refusals") / "data", clock=Clock(), demo=True)


STEP = st.just(None) | st.tuples(
    st.sampled_from(WHO), st.sampled_from(STEPS), st.sampled_from(PROBLEMS)
)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, max_size=12))
def test_each_different_refusal_stands_once_and_moves_no_request(
    kept: Store, steps: list[tuple[str, str, str] | None]
) -> None:
    request_id, version, expected = received(kept), 1, []
    for step in steps:
        now = Occasion("u-a", kept.engine.clock())
        if step is None:
            note = command(RightsRequest.add_note, note="ja")
            version = kept.requests.take(request_id, note, now, expected=version).version
            continue
        who, name, problem = step
        kept.engine.access_trail.record_refusal(request_id, name, problem, now._replace(actor=who))
        if (who, version, name, problem) not in expected:
            expected.append((who, version, name, problem))

    assert len(expected) <= trail.REFUSALS_A_DAY
    assert refusals(kept, request_id) == expected
    assert kept.requests.load(request_id).version == version
