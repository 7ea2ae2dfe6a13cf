"""Guessing passwords at a real server, and shutting others out by it: neither works."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import pytest

from griffie.api.composition import open_store
from griffie.application.access.delays import LONGEST, Count, Delays
from griffie.application.access.roles import OPERATOR, Role
from griffie.application.access.tries import TriesInMemory
from tests.given.passwords import NAME, PASSWORD
from tests.given.server import Server, served


class Asked:
    """A browser that keeps its cookies and comes from an address, as a proxy names it."""

    def __init__(self, server: Server, address: str) -> None:
        self._server, self._address, self._cookies = server, address, dict[str, str]()

    def sign_in(self, name: str, password: str) -> tuple[int, str, float]:
        """Status, page, and how long it took."""
        http = HTTPConnection("127.0.0.1", self._server.port, timeout=60)
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-forwarded-for": self._address,
            "cookie": "; ".join(f"{one}={value}" for one, value in self._cookies.items()),
        }
        began = perf_counter()
        http.request("POST", "/login", urlencode({"name": name, "password": password}), headers)
        answer = http.getresponse()
        page, took = answer.read().decode(), perf_counter() - began
        for name_, value in answer.getheaders():
            if name_.lower() == "set-cookie":
                one, _, rest = value.partition("=")
                self._cookies[one] = rest.partition(";")[0]
        http.close()
        return answer.status, page, took

    def forget_session(self) -> None:
        self._cookies.pop("griffie", None)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("guessed") / "data"
    store = open_store(folder)
    for n, name in enumerate((NAME, "suske", "lambik", "jerom")):
        now = store.engine.now(OPERATOR)
        account = store.engine.directory.create_account(Role.DPO if n else Role.HANDLER, name, now)
        store.engine.credentials.make(account, name, PASSWORD, now)
    store.engine.close()
    with served(folder, "--proxy", "127.0.0.1") as running:
        yield running


def test_an_attacker_shuts_out_neither_a_known_browser_nor_another_address(server: Server) -> None:
    known, new = Asked(server, "203.0.113.7"), Asked(server, "203.0.113.8")
    assert known.sign_in(NAME, PASSWORD)[0] == 303
    known.forget_session()

    attacker = [Asked(server, "198.51.100.1").sign_in(NAME, f"guess {n}")[0] for n in range(8)]
    same_house = [Asked(server, "203.0.113.7").sign_in(NAME, f"guess {n}")[0] for n in range(8)]

    assert attacker[:5] == same_house[:5] == [401] * 5
    assert attacker[-1] == same_house[-1] == 429
    assert Asked(server, "198.51.100.1").sign_in(NAME, PASSWORD)[0] == 429
    assert known.sign_in(NAME, PASSWORD)[0] == 303
    assert new.sign_in(NAME, PASSWORD)[0] == 303


def test_many_names_from_one_address_are_slowed_down_together(server: Server) -> None:
    statuses = [Asked(server, "198.51.100.2").sign_in(f"u{n}", "x")[0] for n in range(33)]

    assert statuses[0] == 401
    assert 429 in statuses[31:]
    assert Asked(server, "198.51.100.3").sign_in("suske", PASSWORD)[0] == 303


def test_tries_at_the_same_time_are_counted_one_by_one(server: Server) -> None:
    with ThreadPoolExecutor(12) as many:
        statuses = list(
            many.map(
                lambda n: Asked(server, "198.51.100.4").sign_in("suske", f"guess {n}")[0], range(24)
            )
        )

    assert statuses.count(401) <= 6
    assert set(statuses) <= {401, 429}


def test_an_unknown_name_looks_and_lasts_as_a_known_one(server: Server) -> None:
    pages: dict[str, set[str]] = {"lambik": set(), "nobody": set()}
    took: dict[str, list[float]] = {"lambik": [], "nobody": []}
    for n in range(12):
        for name, seconds in took.items():
            status, page, lasted = Asked(server, f"192.0.2.{n}").sign_in(name, "wrong")
            assert status == 401
            pages[name].add(page)
            seconds.append(lasted)

    assert pages["lambik"] == pages["nobody"]
    one, other = min(took["lambik"]), min(took["nobody"])  # as where the machine does nothing else
    assert max(one, other) < 3 * min(one, other)  # without the work for nobody it is 20 times


# The delays themselves


class Hands:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_delay_doubles_never_exceeds_a_quarter_of_an_hour_and_is_forgotten_in_a_day() -> None:
    clock = Hands()
    delays, key = Delays(TriesInMemory(clock)), Count("one", 2)
    waited: list[float] = []
    assert delays.enter(key) == delays.enter(key) == 0
    for _ in range(10):
        assert delays.enter(key) == 0
        waited.append(delays.enter(key))
        clock.at += waited[-1]

    assert waited == [15, 30, 60, 120, 240, 480, *[LONGEST] * 4]
    clock.at += 86_401
    assert delays.enter(key) == delays.enter(key) == 0


def test_who_must_wait_is_not_counted_and_who_was_right_pays_nothing() -> None:
    clock = Hands()
    delays, key = Delays(TriesInMemory(clock)), Count("one", 1)
    assert delays.enter(key) == delays.enter(key) == 0

    assert [delays.enter(key) for _ in range(5)] == [15.0] * 5
    clock.at += 15
    assert delays.enter(key) == 0
    delays.forgive(key)

    assert delays.enter(key) == 0
    delays.forget(key)
    assert delays.enter(key) == delays.enter(key) == 0


def test_what_is_kept_in_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("griffie.application.access.tries.KEPT", 100)
    tries = TriesInMemory(Hands())
    delays = Delays(tries)

    for n in range(1000):
        delays.enter(Count(f"stranger {n}", 5))

    assert len(tries._tried) == 100
