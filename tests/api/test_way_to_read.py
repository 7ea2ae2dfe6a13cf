"""The way to read answers what the declared routes answer, octet by octet."""

from typing import Any
from uuid import UUID

import pytest

from griffie.api.http.app import api_without_engine
from griffie.api.http.way_to_read import PLACES, WayToRead
from griffie.application.access.roles import Role
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import Channel, Status
from tests.given.story import RECEIVE, STEPS, receive
from tests.given.twins import Twins, answers_of, getting

LIST = "/api/v1/requests"
NOBODY = f"{LIST}/00000000-0000-4000-8000-000000000000"


def test_the_places_are_declared_as_they_are_named() -> None:
    app = api_without_engine()
    paths = app.openapi()["paths"]
    assert all("get" in paths[place.path] for place in PLACES)


ONE: dict[str, dict[str, Any]] = {
    "as it stands": {},
    "minimal": {"headers": {"Prefer": "return=minimal"}},
    "a long preference": {"headers": {"Prefer": "x" * 201}},
    "allowed": {"params": {"actions": "allowed"}},
    "none": {"params": {"actions": "none"}},
    "no such list": {"params": {"actions": "some"}},
    "a list named twice": {"params": [("actions", "all"), ("actions", "none")]},
    "an unknown query": {"params": {"no": "1"}},
    "its first version": {"params": {"version": "1"}},
    "a version to come": {"params": {"version": "99"}},
    "at an instant": {"params": {"at": "2026-03-05T12:00:00Z"}},
    "at a position": {"params": {"position": "1"}},
    "opened": {"params": {"reveal": "true"}},
    "closed": {"params": {"reveal": "false"}},
    "opened for a reason": {"params": {"reveal": "true"}, "headers": {"Reveal-Reason": "Klacht"}},
    "a reason that says nothing": {"headers": {"Reveal-Reason": "1"}},
    "waited for": {"params": {"min_position": "1"}},
    "no token": {"headers": {"Authorization": ""}},
    "another scheme": {"headers": {"Authorization": "Basic eDp4"}},
    "an unknown token": {"headers": {"Authorization": "Bearer gr-none"}},
    "two tokens": {"headers": [("Authorization", "Bearer a"), ("Authorization", "Bearer b")]},
}


@pytest.mark.in_folder
def test_one_request_is_read_alike(twins: Twins) -> None:
    place, other = receive(twins.first), receive(twins.first)
    for step, said in STEPS[:4]:
        assert twins.first.post(f"{place}/{step}", json=said).status_code == 200
    assert twins.first.post(f"{other}/close", json={}).status_code in {200, 409}
    named = reference(UUID(other.rpartition("/")[2]))
    twins.part()

    seen = {twins.answered(getting(place, **said)).status_code for said in ONE.values()}
    for role in Role:
        for asked in ({}, {"actions": "allowed"}):
            twins.answered(getting(place, params=asked, headers=twins.as_role(role)))
    for odd in (NOBODY, place.upper(), place.replace("-", ""), f"{LIST}/{named}", f"{place}/"):
        seen.add(twins.answered(getting(odd)).status_code)
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE"):
        seen.add(twins.answered(lambda c, m=method: c.request(m, place)).status_code)  # type: ignore[misc]

    assert seen >= {200, 401, 404, 405, 422}


LISTED: list[Any] = [
    {},
    {"limit": "2"},
    {"limit": "0"},
    {"limit": "many"},
    {"limit": " 2"},
    {"limit": "2.0"},
    {"limit": ""},
    [("limit", "2"), ("limit", "3")],
    {"handler": "nobody"},
    {"handler": ""},
    {"due_before": "2026-12-31"},
    {"due_after": "2026-1-1"},
    {"due_after": "1772668800"},
    {"reference": "7K3F9-Q2MXT"},
    {"reference": "7k3f9"},
    {"sort": "-received_on", "limit": "1"},
    {"sort": "status"},
    {"cursor": "x"},
    {"at": "2026-03-05T12:00:00Z"},
    {"position": "2"},
    {"min_position": "1"},
    {"min_position": "1", "limit": "1"},
    {"reveal": "true"},
    {"reveal": "0"},
    {"purpose": "handling"},
    {"format": "csv"},
    {"no": "1"},
    "limit=%32",
    "limit=%",
    "limit=1&&limit",
    "status=%C3%A9",
    "&limit=1;sort=due_on",
    *({"sort": one, "limit": "1"} for one in ("due_on", "-due_on", "received_on")),
    *({"status": one.value} for one in Status),
    *({"right": one.value} for one in Right),
    *({"channel": one.value} for one in Channel),
    *({"deadline": one.value, "limit": "25"} for one in Standing),
]


@pytest.mark.in_folder
def test_the_list_is_read_alike(twins: Twins) -> None:
    for right in Right:
        receive(twins.first, rights=[{"right": right.value}])
    place = receive(twins.first, **RECEIVE)
    for step, said in STEPS[:4]:
        assert twins.first.post(f"{place}/{step}", json=said).status_code == 200
    twins.part()

    seen = {twins.answered(getting(LIST, params=asked)).status_code for asked in LISTED}
    for role in Role:
        for asked in ({}, {"deadline": "overdue"}, {"no": "1"}):
            twins.answered(getting(LIST, params=asked, headers=twins.as_role(role)))
    first = twins.answered(getting(LIST, params={"limit": "2"})).json()
    for asked in ({"limit": "2"}, {"limit": "2", "sort": "received_on"}):
        following = asked | {"cursor": first["next"]}
        seen.add(twins.answered(getting(LIST, params=following)).status_code)
    twins.answered(getting(f"{LIST}/"))
    for what in ("no token", "another scheme", "an unknown token", "two tokens"):
        seen.add(twins.answered(getting(LIST, **ONE[what])).status_code)

    assert seen >= {200, 401, 422}


@pytest.mark.in_folder
def test_the_way_to_read_is_taken(twins: Twins) -> None:
    """Otherwise the tests of this page would compare the declared routes with themselves."""
    place = receive(twins.first)
    twins.part()

    with answers_of(WayToRead) as itself:
        for read in (place, f"{place}?actions=none", LIST, f"{LIST}?deadline=overdue&limit=25"):
            twins.answered(getting(read))

    assert itself == [True] * 4
