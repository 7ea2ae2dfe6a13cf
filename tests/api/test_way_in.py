"""The way in for commands answers what the declared routes answer, octet by octet."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from starlette.routing import Match

from griffie.api.composition import Store, open_store
from griffie.api.composition.web import application
from griffie.api.http.app import api_without_engine
from griffie.api.http.way_in import TABLE, WayIn
from griffie.application.access.roles import Role, may_take
from griffie.application.requests.commands import COMMANDS
from tests.api.test_commands import COURSE
from tests.conftest import COLLEAGUES, Clock, colleague
from tests.given.courses import COURSES
from tests.given.story import DAY, receive

Said = dict[str, Any]
Sent = Callable[[TestClient], Response]
NOTE = {"note": "Teruggebeld."}
PLACES = {command.step().path for command in COMMANDS}


@contextmanager
def by_the_declared_routes() -> Iterator[None]:
    with patch.object(WayIn, "matches", return_value=(Match.NONE, {})):
        yield


def salted_with(salts: Iterator[int]) -> AbstractContextManager[Any]:
    """Equal digests in two stores, so that answers can be compared."""
    return patch("secrets.token_bytes", lambda size: next(salts).to_bytes(size))


class Twins:
    """Two copies of one store: commands go to one by the way in, to its twin by their routes."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder, self._clock, self._stores = folder, clock, list[Store]()
        one = open_store(folder / "one" / "data", clock=clock, demo=True)
        for known in COLLEAGUES:
            colleague(one, known)
        self._tokens = {role: one.access.create_token(role) for role in Role}
        self.first = self._client(one)
        self._stores.append(one)
        self._salts = count(), count()

    def _client(self, store: Store) -> TestClient:
        return TestClient(application(store.engine), headers=self.as_role(Role.DPO))

    def as_role(self, role: Role) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[role]}"}

    def part(self) -> None:
        """From here on there are two."""
        self._stores.pop().engine.close()
        shutil.copytree(self._folder / "one", self._folder / "two")
        for name in ("one", "two"):
            folder = self._folder / name / "data"
            self._stores.append(open_store(folder, clock=self._clock, demo=True))
        self.ours, self.theirs = map(self._client, self._stores)

    def answered(self, sent: Sent) -> Response:
        """The answer of the way in, once it is the same as that of the declared route."""
        with salted_with(self._salts[0]):
            ours = sent(self.ours)
        with salted_with(self._salts[1]), by_the_declared_routes():
            theirs = sent(self.theirs)
        assert ours.content == theirs.content
        assert ours.status_code == theirs.status_code
        assert heads(ours) == heads(theirs)
        return ours

    def close(self) -> None:
        for store in self._stores:
            store.engine.close()


def heads(answer: Response) -> list[tuple[str, str]]:
    return sorted(one for one in answer.headers.multi_items() if one[0] != "x-request-id")


@pytest.fixture
def twins(tmp_path: Path, clock: Clock) -> Iterator[Twins]:
    both = Twins(tmp_path, clock)
    yield both
    both.close()


def posting(place: str, **message: Any) -> Sent:
    return lambda client: client.post(place, **message)


def test_the_table_names_the_commands_and_addresses_that_are_declared() -> None:
    app = api_without_engine()
    documented = {
        path.rpartition("/")[2]: (path, said["post"]["operationId"])
        for path, said in app.openapi()["paths"].items()
        if "commands" in said.get("post", {}).get("tags", ())
    }
    assert {name: (one.path, one.name) for name, one in TABLE.items()} == documented
    assert set(documented) == PLACES
    assert isinstance(app.router.routes[0], WayIn)
    for name, one in TABLE.items():
        assert one.roles == {role for role in Role if may_take(role, name)}
        assert one.command.step().path == name


@pytest.mark.in_folder
def test_every_command_is_answered_alike_on_both_ways(twins: Twins) -> None:
    whole = [[*past, (command, said)] for command, past, _, said, _ in COURSE if command != "link"]
    told: list[tuple[str, list[tuple[str, Said]]]] = [(receive(twins.first), c) for c in whole]
    told += [
        (receive(twins.first, rights=rights), [(step, said) for step, said, _ in steps])
        for rights, steps in COURSES.values()
    ]
    link = {"other": receive(twins.first).rpartition("/")[2], "relation": "repeat"}
    told.append((receive(twins.first), [("link", link)]))
    twins.part()

    taken = {
        step
        for place, steps in told
        for step, said in steps
        if twins.answered(posting(f"{place}/{step}", json=said)).status_code == 200
    }

    assert len(taken) > len(PLACES) * 3 // 4
    place = told[-1][0]
    for step in sorted(PLACES):  # whatever it says, and whether or not it could be taken
        twins.answered(posting(f"{place}/{step}", json={}))
        twins.answered(posting(f"{place}/{step}", json={"no": "field"}))


KEY = {"Idempotency-Key": "k-1"}
BROKEN: dict[str, Any] = {"headers": {"Content-Type": "application/json"}}
LARGE = b'{"note": "' + b"x" * (1 << 20) + b'"}'
ODD: dict[str, dict[str, Any]] = {
    "minimal": {"json": NOTE, "headers": {"Prefer": "return=minimal"}},
    "minimal in a list": {"json": NOTE, "headers": {"Prefer": 'a, return="minimal"'}},
    "a long preference": {"json": NOTE, "headers": {"Prefer": "x" * 201}},
    "allowed": {"json": NOTE, "params": {"actions": "allowed"}},
    "none": {"json": NOTE, "params": {"actions": "none"}},
    "no such list": {"json": NOTE, "params": {"actions": "some"}},
    "a list named twice": {"json": NOTE, "params": [("actions", "all"), ("actions", "none")]},
    "an unknown query": {"json": NOTE, "params": {"no": "1"}},
    "this version": {"json": NOTE, "headers": {"If-Match": '"1"'}},
    "another version": {"json": NOTE, "headers": {"If-Match": '"99"'}},
    "no version": {"json": NOTE, "headers": {"If-Match": "1"}},
    "two versions": {"json": NOTE, "headers": [("If-Match", '"1"'), ("If-Match", '"2"')]},
    "two keys": {"json": NOTE, "headers": [("Idempotency-Key", "a"), ("Idempotency-Key", "b")]},
    "an empty key": {"json": NOTE, "headers": {"Idempotency-Key": ""}},
    "a long key": {"json": NOTE, "headers": {"Idempotency-Key": "x" * 201}},
    "no token": {"json": NOTE, "headers": {"Authorization": ""}},
    "another scheme": {"json": NOTE, "headers": {"Authorization": "Basic eDp4"}},
    "an unknown token": {"json": NOTE, "headers": {"Authorization": "Bearer gr-none"}},
    "a small bearer": {"json": NOTE, "headers": {"Authorization": "bearer gr-none"}},
    "no JSON": BROKEN | {"content": b"{"},
    "a name twice": BROKEN | {"content": b'{"note": "a", "note": "b"}'},
    "not a number": BROKEN | {"content": b'{"note": NaN}'},
    "no UTF-8": BROKEN | {"content": b'{"note": "\xff"}'},
    "a mark in front": BROKEN | {"content": b'\xef\xbb\xbf{"note": "a"}'},
    "half of a letter": BROKEN | {"content": b'{"note": "\\ud800"}'},
    "a list": BROKEN | {"content": b"[]"},
    "nothing": BROKEN | {"content": b""},
    "null": BROKEN | {"content": b"null"},
    "too deep": BROKEN | {"content": b"[" * 100_000},
    "too large": BROKEN | {"content": LARGE},
    "no type": {"content": b'{"note": "a"}'},
    "another type": {"content": b"note=a", "headers": {"Content-Type": "text/plain"}},
    "with a charset": {
        "content": b'{"note": "a"}',
        "headers": {"Content-Type": "application/json; charset=utf-8"},
    },
    "in pieces": BROKEN | {"content": iter([b'{"note": ', b'"a"}'])},
    "no text": {"json": {"note": "   "}},
    "a number": {"json": {"note": 7}},
}


@pytest.mark.in_folder
def test_whatever_is_odd_about_a_message_is_answered_alike(twins: Twins) -> None:
    place = receive(twins.first)
    twins.part()
    note, nowhere = f"{place}/add-note", place.rpartition("/")[0] + "/" + "0" * 8 + "-0000" * 3
    seen = set()

    for what, message in ODD.items():
        chunks = list(message["content"]) if what == "in pieces" else None
        again = lambda m=message, c=chunks: m | {"content": iter(c)} if c else m  # noqa: E731
        seen.add(twins.answered(lambda c, a=again: c.post(note, **a())).status_code)  # type: ignore[misc]
    for role in Role:
        twins.answered(posting(note, json=NOTE, headers=twins.as_role(role)))
        twins.answered(posting(note, content=b"{", headers=twins.as_role(role)))
    for other in (f"{nowhere}-000000000000", place.upper(), place.replace("-", "")):
        seen.add(twins.answered(posting(f"{other}/add-note", json=NOTE)).status_code)
    twins.answered(posting(f"{place}/acknowledge", json={"sent_on": "2027-01-01"}))
    twins.answered(posting(f"{place}/close", json={}))
    twins.answered(posting(f"{place}/grant", json={"right": "portability"}))

    assert seen >= {200, 401, 404, 412, 413, 422}


@pytest.mark.in_folder
def test_a_key_repeats_its_answer_alike_whichever_way_it_came(twins: Twins) -> None:
    place = f"{receive(twins.first)}/acknowledge"
    twins.part()
    said = {"sent_on": DAY, "channel": "email"}

    first = twins.answered(posting(place, json=said, headers=KEY))
    twins.answered(posting(f"{place.rpartition('/')[0]}/add-note", json=NOTE))
    again = twins.answered(posting(place, json=said, headers=KEY))
    other = twins.answered(posting(place, json=said | {"channel": "post"}, headers=KEY))

    assert (first.status_code, other.status_code) == (200, 422)
    assert again.headers["ETag"] == first.headers["ETag"]
    with by_the_declared_routes():
        assert twins.ours.post(place, json=said, headers=KEY).content == again.content


def test_the_way_in_is_taken(twins: Twins) -> None:
    """Otherwise the tests of this page would compare the declared routes with themselves."""
    place = receive(twins.first)
    twins.part()

    with patch.object(WayIn, "_answered", side_effect=AssertionError), pytest.raises(Exception):  # noqa: B017, PT011
        twins.answered(posting(f"{place}/add-note", json=NOTE))
