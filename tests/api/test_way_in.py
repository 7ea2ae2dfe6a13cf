"""The way in for commands answers what the declared routes answer, octet by octet."""

from typing import Any

import pytest

from griffie.api.http.app import api_without_engine
from griffie.api.http.way_in import RECEIVING, TABLE, WayIn
from griffie.application.access.roles import Permission, Role, may, may_take
from griffie.application.requests.commands import COMMANDS
from tests.api.test_commands import COURSE
from tests.given.courses import COURSES
from tests.given.story import DAY, RECEIVE, receive
from tests.given.twins import Twins, answers_of, by_the_declared_routes, getting, posting

Said = dict[str, Any]
NOTE = {"note": "Teruggebeld."}
BY_PATH = {command.step().path: command for command in COMMANDS}
PLACES = set(BY_PATH)


def test_the_table_names_the_commands_and_addresses_that_are_declared() -> None:
    app = api_without_engine()
    documented = {
        path.rpartition("/")[2]: (path, said["post"]["operationId"])
        for path, said in app.openapi()["paths"].items()
        if "commands" in said.get("post", {}).get("tags", ())
    }
    assert {name: (one.path, one.name) for name, one in TABLE.items()} == documented
    assert set(documented) == PLACES
    for name, one in TABLE.items():
        assert one.roles == {role for role in Role if may_take(role, name)}
        assert one.body is BY_PATH[name]
    assert RECEIVING.roles == {role for role in Role if may(role, Permission.RECEIVE)}
    assert app.openapi()["paths"][RECEIVING.path]["post"]["operationId"] == RECEIVING.name


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


UNREACHABLE = {name: one for name, one in RECEIVE.items() if name != "requester"}
RECEIVED: dict[str, dict[str, Any]] = {
    "two rights": {"json": RECEIVE},
    "no right yet": {"json": RECEIVE | {"rights": []}},
    "no address": {"json": UNREACHABLE | {"contact": "none"}},
    "neither": {"json": UNREACHABLE},
    "a right twice": {"json": RECEIVE | {"rights": [{"right": "access"}] * 2}},
    "an unknown category": {"json": RECEIVE | {"rights": [{"right": "x", "categories": ["y"]}]}},
    "a day to come": {"json": RECEIVE | {"received_on": "2999-01-01"}},
    "an unknown field": {"json": RECEIVE | {"no": "field"}},
    "minimal": {"json": RECEIVE, "headers": {"Prefer": "return=minimal"}},
    "allowed": {"json": RECEIVE, "params": {"actions": "allowed"}},
    "an unknown query": {"json": RECEIVE, "params": {"no": "1"}},
    "a version": {"json": RECEIVE, "headers": {"If-Match": '"1"'}},
    "no version": {"json": RECEIVE, "headers": {"If-Match": "1"}},
    "a key": {"json": RECEIVE, "headers": KEY},
    "the same key": {"json": RECEIVE, "headers": KEY},
    "the same key, other words": {"json": RECEIVE | {"language": "fr"}, "headers": KEY},
    **{name: ODD[name] for name in ("no token", "an unknown token", "two keys", "an empty key")},
    **{name: ODD[name] for name in ("no JSON", "a name twice", "nothing", "null", "too large")},
}


@pytest.mark.in_folder
def test_what_is_received_is_answered_alike(twins: Twins) -> None:
    twins.part()

    answers = {
        what: twins.answered(posting(RECEIVING.path, **said)) for what, said in RECEIVED.items()
    }
    for role in Role:
        heads = twins.as_role(role)
        twins.answered(posting(RECEIVING.path, json=RECEIVE, headers=heads))
        twins.answered(posting(RECEIVING.path, content=b"{", headers=heads))

    assert {one.status_code for one in answers.values()} >= {201, 401, 413, 422}
    assert answers["a key"].json()["id"] == answers["the same key"].json()["id"]
    assert answers["the same key, other words"].status_code == 422
    one = f"{RECEIVING.path}/{answers['two rights'].json()['id']}"
    assert twins.answered(getting(one)).json()["version"] == 1


@pytest.mark.in_folder
def test_the_way_in_is_taken(twins: Twins) -> None:
    """Otherwise the tests of this page would compare the declared routes with themselves."""
    place = receive(twins.first)
    twins.part()

    with answers_of(WayIn) as itself:
        twins.answered(posting(f"{place}/add-note", json=NOTE))
        twins.answered(posting(RECEIVING.path, json=RECEIVE))

    assert itself == [True] * 2
