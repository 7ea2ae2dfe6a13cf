"""One store, served by processes on several machines: whatever one wrote the others know."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from griffie.application.access.roles import Role
from tests.api.test_requests import EXAMPLE
from tests.console.test_live import Somebody
from tests.given.courses import APPROVALS
from tests.given.patiently import PATIENTLY
from tests.given.pg_server import Server
from tests.given.waiting import readers
from tests.postgres.hosts import Machine, Machines, machines, until_missed, until_term

PROFILE = Path("docs/examples/iassist.toml")
REQUESTS = "/api/v1/requests"
BODY: dict[str, Any] = EXAMPLE | {"rights": [{"right": "access"}]}


class Two:
    """Machines A and B, both serving."""

    def __init__(self, store: Machines, a: Machine, b: Machine) -> None:
        self.store, self.a, self.b = store, a, b
        self.tokens = [store.token(), store.token()]

    def clients(self, token: str = "") -> tuple[httpx2.Client, httpx2.Client]:
        return self.a.client(token or self.tokens[0]), self.b.client(token or self.tokens[0])


@pytest.fixture(scope="module")
def two(pg_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("hosts")
    profile = folder / "careful.toml"
    profile.write_text(PROFILE.read_text().replace("four_eyes = false", "four_eyes = true"))
    with machines(pg_server, "two_hosts", folder, profile) as store:
        a, b = store.machine("a"), store.machine("b")
        with a.serving():
            until_term(store, 1)
            with b.serving(PATIENTLY):
                yield Two(store, a, b)


def received(client: httpx2.Client, **headers: str) -> httpx2.Response:
    return client.post(REQUESTS, json=BODY, headers=headers).raise_for_status()


def note(client: httpx2.Client, place: str, **headers: str) -> httpx2.Response:
    answer = client.post(f"{place}/add-note", json={"note": "Gebeld."}, headers=headers)
    assert answer.status_code in {200, 412}, answer.text
    return answer


def test_what_one_wrote_the_other_shows_and_goes_on_from(two: Two) -> None:
    a, b = two.clients()
    answer = received(a)
    place, position = answer.headers["location"], answer.headers["griffie-position"]

    shown = b.get(place, params={"min_position": position}).raise_for_status().json()
    assert shown["version"] == answer.json()["version"]
    for writes, reads in ((b, a), (a, b), (a, b), (b, a)):
        said = note(writes, place).raise_for_status()
        assert reads.get(place).json() == said.json()
        assert reads.get(place).headers["etag"] == said.headers["etag"]
        listed = reads.get(REQUESTS).json()["items"]
        assert {one["id"]: one["version"] for one in listed}[said.json()["id"]] == said.json()[
            "version"
        ]
    stale = note(a, place, **{"If-Match": '"1"'})
    assert stale.status_code == 412


def test_two_hundred_readers_of_one_wait_for_what_the_other_writes(two: Two) -> None:
    a, b = two.clients()
    ahead = int(received(a).headers["griffie-position"]) + 20  # others write too: the clock
    assert two.b.server
    with readers(two.b.server, two.tokens[0], f"{REQUESTS}?min_position={ahead}", 200) as those:
        assert b.get("/healthz").status_code == 200
        assert b.get(REQUESTS).status_code == 200  # a connection to the store is free
        while int(received(a).headers["griffie-position"]) < ahead:
            pass
        answers = those.answers()

    assert {one.status for one in answers} == {200}


def test_a_token_that_ends_on_one_is_refused_by_the_other_at_once(two: Two) -> None:
    admin, doomed = two.store.token(Role.ADMIN), two.store.token()
    _, mine = two.clients(doomed)
    chief, _ = two.clients(admin)
    assert mine.get(REQUESTS).status_code == 200
    me = mine.get("/api/v1/me").raise_for_status().json()["id"]
    tokens = chief.get("/api/v1/tokens").raise_for_status().json()["items"]
    (token,) = [one["id"] for one in tokens if one["account"] == me]

    chief.delete(f"/api/v1/tokens/{token}").raise_for_status()

    assert mine.get(REQUESTS).status_code == 401


def test_one_key_at_both_at_the_same_moment_is_one_command(two: Two) -> None:
    clients = two.clients()
    before = len(clients[0].get(REQUESTS, params={"limit": 200}).json()["items"])

    with ThreadPoolExecutor(8) as pool:
        told = list(
            pool.map(lambda n: received(clients[n % 2], **{"Idempotency-Key": "eens"}), range(8))
        )
    place = told[0].headers["location"]
    with ThreadPoolExecutor(8) as pool:
        notes = list(
            pool.map(
                lambda n: note(clients[n % 2], place, **{"Idempotency-Key": "nog eens"}), range(8)
            )
        )

    assert {one.headers["location"] for one in told} == {place}
    after = clients[1].get(REQUESTS, params={"limit": 200}).json()["items"]
    assert len(after) == before + 1
    assert {one.status_code for one in notes} == {200}
    assert len({one.json()["version"] for one in notes}) == 1
    assert clients[0].get(place).json()["version"] == notes[0].json()["version"]


def test_four_eyes_are_two_people_on_whichever_machine(two: Two) -> None:
    rights, ((propose, proposed, _), (approve, approved, _)) = APPROVALS[0]
    a, b = two.clients()
    _, other = two.clients(two.tokens[1])
    place = a.post(REQUESTS, json=BODY | {"rights": rights}).headers["location"]
    a.post(f"{place}/{propose}", json=proposed).raise_for_status()

    assert b.post(f"{place}/{approve}", json=approved).status_code == 409
    assert other.post(f"{place}/{approve}", json=approved).status_code == 200
    assert a.get(place).json()["version"] == other.get(place).json()["version"]


def test_a_page_of_one_hears_what_the_other_changed(two: Two) -> None:
    a, _ = two.clients()
    somebody = Somebody(two.b.port, two.tokens[0])
    place = received(a).headers["location"]
    since = int(note(a, place).headers["griffie-position"])
    with somebody.listening(since) as page:
        told = note(a, place).json()
        assert page.changed() == [{"reference": told["reference"], "version": told["version"]}]


def test_writers_on_both_leave_no_gap_and_a_reader_misses_nothing(two: Two) -> None:
    write_and_read(two, writers=4, each=40)


def write_and_read(two: Two, *, writers: int, each: int) -> None:
    """Writers take steps on requests of their own and of each other; a reader follows the log."""
    clients = two.clients()
    places = [received(clients[n % 2]).headers["location"] for n in range(writers)]
    store = two.store.store
    begun = store.history.newest()
    versions: dict[int, set[int]] = {n: set() for n in range(writers)}
    done = []

    def write(number: int) -> None:
        try:
            for turn in range(each):
                answer = note(clients[number % 2], places[(number + turn) % writers])
                versions[number].add(int(answer.raise_for_status().headers["griffie-position"]))
        finally:
            done.append(number)

    def read() -> list[tuple[int, str]]:
        found, position = [], begun
        while True:
            over = len(done) == writers
            page = store.history.page(position, 500)
            found += [(at, event.TOPIC) for at, event in page]
            position = page[-1][0] if page else position
            if over and not page:
                return found
            time.sleep(0.01)

    with ThreadPoolExecutor(writers + 1) as pool:
        reading = pool.submit(read)
        list(pool.map(write, range(writers)))
        found = reading.result()
    positions = [at for at, _ in found]
    assert positions == list(range(begun + 1, store.history.newest() + 1))
    assert sum(topic == "NoteAdded" for _, topic in found) == writers * each
    acknowledged = [at for one in versions.values() for at in one]
    assert set(acknowledged) <= set(positions)
    assert two.store.finds() == []


def test_two_figures_that_people_see_are_the_same_on_both(two: Two) -> None:
    a, b = two.clients()
    for path in ("/api/v1/dashboards/deadlines", "/api/v1/audit/checkpoint"):
        received(a)
        here, there = a.get(path), b.get(path)
        assert here.status_code == there.status_code == 200
        assert here.content == there.content


def test_the_leader_is_killed_in_mid_command_and_the_other_goes_on(two: Two) -> None:
    """The last test of this page: machine A is gone afterwards."""
    a, b = two.clients()
    # Received late: reminders are due, and only a tick records them. A ticked when it began.
    places = [received(a).headers["location"] for _ in range(4)]
    acknowledged: dict[str, int] = {}

    def write(place: str) -> None:
        with two.a.client(two.tokens[0]) as client:
            while True:
                try:
                    answer = note(client, place)
                except httpx2.TransportError:
                    return
                acknowledged[place] = answer.json()["version"]

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, place) for place in places]
        until = time.monotonic() + 120
        while acknowledged.keys() != set(places):
            assert time.monotonic() < until, acknowledged
            time.sleep(0.01)
        time.sleep(0.5)  # in the midst of what comes next
        two.a.kill()
        for one in writing:
            one.result()
    until_term(two.store, 2)

    assert acknowledged.keys() == set(places)
    for place, version in acknowledged.items():
        history = until_missed(two.store, place)
        notes = sum(topic == "NoteAdded" for topic in history)
        assert notes - (version - 1) in {0, 1}  # what was not answered may be there
        assert history.count("DeadlineMissed") == 1
        assert note(b, place).status_code == 200
    assert two.store.finds() == []
