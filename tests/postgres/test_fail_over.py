"""The server that takes writes is gone, and its stand-by takes its place: nothing is lost."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import httpx2
import pytest

from griffie.infrastructure.postgres.address import complete
from tests.api.test_requests import EXAMPLE
from tests.given.pg_server import SERVES, running
from tests.given.pg_standby import following
from tests.postgres.hosts import Machines

REQUESTS = "/api/v1/requests"


@pytest.mark.parametrize(
    ("url", "sought"),
    [
        ("postgresql://one@db1,db2/griffie", True),
        ("postgresql://one@/griffie?host=/a,/b", True),
        ("postgresql://one@db1/griffie", False),
        ("postgresql://one@db1,db2/griffie?target_session_attrs=any", False),
    ],
)
def test_of_several_machines_the_one_that_takes_writes_is_sought(url: str, *, sought: bool) -> None:
    assert ("target_session_attrs=read-write" in complete(url)) is sought
    assert "connect_timeout=10" in complete(url)
    assert "connect_timeout=3" in complete("postgresql://one@db1/griffie?connect_timeout=3")


@pytest.mark.deep
def test_after_a_fail_over_everything_that_was_acknowledged_is_there(tmp_path: Path) -> None:
    with running() as primary:
        store = Machines(primary, "failing", tmp_path)
        token = store.token()
        with following(primary) as standby:
            store.url = f"postgresql://{SERVES}@/failing?host={primary.folder},{standby.folder}"
            a, b = store.machine("a"), store.machine("b")
            with a.serving(), b.serving():
                office = a.client(token)
                # Nothing is due of what came today: the clock adds no versions between.
                today = EXAMPLE | {
                    "received_on": datetime.now(UTC).date().isoformat(),
                    "forwarded_by": None,
                }
                places = [
                    office.post(REQUESTS, json=today).raise_for_status().headers["location"]
                    for _ in range(4)
                ]
                writers = [
                    Writer((a, b)[n % 2].client(token), place) for n, place in enumerate(places)
                ]
                with ThreadPoolExecutor(4) as pool:
                    writing = [pool.submit(one.write) for one in writers]
                    until(lambda: all(one.acknowledged > 5 for one in writers))
                    primary.end_at_once()
                    at_the_end = [one.acknowledged for one in writers]
                    standby.promote()
                    for one, before in zip(writers, at_the_end, strict=True):
                        until(partial(one.is_beyond, before + 5))
                    Writer.over = True
                    for written in writing:
                        written.result()
            store.store.engine.close()
            store.store = store.open("first")
            for one in writers:
                request = store.store.requests.load(UUID(one.place.rpartition("/")[2]))
                assert request.version == one.acknowledged
            assert store.finds() == []
            store.store.engine.close()


class Writer:
    """Adds notes to one request, and asks again where it got no answer or "busy"."""

    over = False

    def __init__(self, client: httpx2.Client, place: str) -> None:
        self.client, self.place = client, place
        self.acknowledged = self.number = 0

    def is_beyond(self, version: int) -> bool:
        return self.acknowledged > version

    def write(self) -> None:
        while not Writer.over:
            self.number += 1
            while not Writer.over and not self._written({"Idempotency-Key": f"note {self.number}"}):
                time.sleep(0.2)

    def _written(self, once: dict[str, str]) -> bool:
        """The same key each time: what was recorded and not answered is not recorded again."""
        address = f"{self.place}/add-note"
        answer = self.client.post(address, json={"note": "Gebeld."}, headers=once)
        if answer.status_code == 200:
            # Nothing between was lost, and nothing came twice.
            assert self.acknowledged in {0, answer.json()["version"] - 1}
            self.acknowledged = answer.json()["version"]
            return True
        assert answer.status_code == 503, answer.text
        return False


def until(is_so: Callable[[], bool]) -> None:
    for _ in range(1800):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to this within a minute")
