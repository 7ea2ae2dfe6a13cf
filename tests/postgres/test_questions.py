"""How often a command goes to the server and back, and what holds although it is seldom."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from eventsourcing.persistence import OperationalError
from fastapi.testclient import TestClient

from griffie.api.composition import ServerPlaces, Store, open_server_store
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.requests.commands import Receive
from griffie.infrastructure.postgres import connections
from griffie.infrastructure.postgres.datastore import PostgresDatastore
from tests.conftest import signed_in
from tests.given.on_one_loop import Answer, Served, opened
from tests.given.own_loop import on_a_loop
from tests.given.story import RECEIVE, receive
from tests.postgres.conftest import Office

_ASKED = re.compile(r"LOG:  (?:statement|execute [^:]*): ([^\n]*)")
LONG = 3600.0
"""Seconds: longer than any of these tests, on however slow a machine."""
ALONE = ["FROM tokens", "stored_events", "FROM keys", "griffie.append"]
"""Who asks; whether accounts were joined; the key of the request; and the command itself."""


@pytest.fixture
def questions(office: Office) -> Callable[[], list[str]]:
    """Has the server write down what it is asked; gives what that was since the last time."""
    for name in (office.name, f"{office.name}_keys"):
        office.change(f"ALTER DATABASE {name} SET log_statement = 'all'", role="postgres")
    log, read = office.server.folder / "server.log", 0

    def since() -> list[str]:
        nonlocal read
        said = log.read_bytes()[read:]
        read += len(said)
        return _ASKED.findall(said.decode())

    return since


@pytest.fixture
def store(office: Office, questions: object) -> Iterator[Store]:
    """As it is served: with the clock of this machine. Opened when questions are written down."""
    assert questions
    at_work = open_server_store(office.url, ServerPlaces(beside=office.beside))
    yield at_work
    at_work.engine.close()


@contextmanager
def trusted_for(seconds: float) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "_TRUSTED_FOR", seconds)
        yield


def appended(store: Store, call: str) -> object:
    """A call that is not asked again, as that of `append`."""
    assert isinstance(store.datastore, PostgresDatastore)
    return store.datastore.appended(call, (), None)


def cut_off(office: Office) -> None:
    """End every connection to the store, as a server does that is started anew."""
    office.change(
        "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
        f" WHERE datname = '{office.name}' AND pid <> pg_backend_pid()",
        role="postgres",
    )


@pytest.mark.parametrize(
    ("headers", "expected"),
    [({}, ALONE), ({"idempotency_key": "k"}, [ALONE[0], "FROM answers", *ALONE[1:]])],
)
def test_a_command_alone_asks_four_questions_and_five_with_a_key(
    store: Store, questions: Callable[[], list[str]], headers: dict[str, str], expected: list[str]
) -> None:
    served, (request, *_) = Served(store), opened(store, 1)
    with trusted_for(LONG):
        assert on_a_loop(served.note(request, "first")).status == 200
        questions()
        assert on_a_loop(served.note(request, "second", **headers)).status == 200

        asked = questions()

    assert len(asked) == len(expected), asked
    for sought, question in zip(expected, asked, strict=True):
        assert sought in question


def test_commands_that_meet_ask_no_more_than_one_alone(
    store: Store, questions: Callable[[], list[str]]
) -> None:
    served, ids = Served(store), opened(store, 5)

    async def all_of_them(text: str) -> list[Answer]:
        return await asyncio.gather(*(served.note(one, text) for one in ids))

    with trusted_for(LONG):
        on_a_loop(all_of_them("first"))
        questions()
        answers = on_a_loop(all_of_them("second"))
        asked = questions()

    assert [one.status for one in answers] == [200] * len(ids)
    assert len(asked) == len(ALONE), asked
    for sought, question in zip(ALONE, asked, strict=True):
        assert sought in question


def test_a_connection_of_which_nothing_was_heard_is_asked_first(
    store: Store, questions: Callable[[], list[str]]
) -> None:
    with trusted_for(LONG):
        store.recorder.log_size()
        questions()
        store.recorder.log_size()
        assert len(questions()) == 1
    with trusted_for(0):
        store.recorder.log_size()
        assert len(questions()) == 2


def test_a_request_is_recorded_by_one_question(
    store: Store, questions: Callable[[], list[str]]
) -> None:
    now, body = store.engine.now(OPERATOR), Receive.model_validate(RECEIVE)
    with trusted_for(LONG):
        store.requests.receive(body, now)
        questions()
        store.requests.receive(body, now)
        asked = questions()

    assert "griffie.append" in asked[-1], asked
    assert not [one for one in asked if "search_index" in one]


@pytest.fixture
def office_at_work(store: Store) -> tuple[TestClient, str]:
    clerk = signed_in(store, Role.DPO)
    return clerk, receive(clerk)


def test_what_is_read_on_a_connection_that_was_lost_is_read_on_another(
    office: Office, store: Store, office_at_work: tuple[TestClient, str]
) -> None:
    clerk, place = office_at_work
    with trusted_for(LONG):
        assert clerk.get(place).status_code == 200
        cut_off(office)
        assert clerk.get(place).status_code == 200
        cut_off(office)
        with store.datastore.transaction(commit=True) as c:
            assert c.execute("SELECT 1").fetchone()[0] == 1


def test_what_may_have_been_recorded_is_not_asked_again(
    store: Store, questions: Callable[[], list[str]], office_at_work: tuple[TestClient, str]
) -> None:
    clerk, place = office_at_work
    with trusted_for(LONG):
        questions()
        with pytest.raises(OperationalError):
            appended(store, "SELECT pg_terminate_backend(pg_backend_pid())")
        assert len(questions()) == 1
        assert clerk.post(f"{place}/add-note", json={"note": "x"}).status_code == 200


def test_once_a_connection_was_lost_the_others_are_asked_whether_they_live(
    office: Office, store: Store
) -> None:
    with trusted_for(LONG):
        with store.datastore.transaction(commit=False), store.datastore.transaction(commit=False):
            pass  # two connections, which both answered a moment ago
        cut_off(office)
        with pytest.raises(OperationalError):
            appended(store, "SELECT 1")

        assert appended(store, "SELECT 1") == 1
        assert appended(store, "SELECT 1") == 1
