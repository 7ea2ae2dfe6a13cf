"""What changed between two moments: each field with its old and its new value, and why."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.past import differences as past_differences
from tests.conftest import Clock, signed_in
from tests.given.story import PERSONAL, receive, tell

LIST = "/api/v1/requests"
START = datetime(2026, 3, 6, 9, tzinfo=UTC)


def at(clock: Clock, day: int) -> str:
    """On which day after the start, as an instant."""
    clock.at = START + timedelta(days=day)
    return clock.at.isoformat()


def differences(client: TestClient, place: str, **ends: Any) -> dict[str, Any]:
    shown = client.get(f"{place}/diff", params=ends)
    assert shown.status_code == 200, shown.text
    found: dict[str, Any] = shown.json()
    return found


def by_field(shown: dict[str, Any]) -> dict[str, tuple[Any, Any, str]]:
    return {one["field"]: (one["old"], one["new"], one["because"]) for one in shown["changes"]}


def doubt(client: TestClient, place: str, day: str) -> None:
    said = {"grounds": "Adres.", "asked_for": "Telefoontje.", "asked_on": day}
    assert client.post(f"{place}/doubt-identity", json=said).is_success


def test_a_field_has_its_old_and_its_new_value(dpo: TestClient, clock: Clock) -> None:
    at(clock, 0)
    place = receive(dpo)
    dpo.post(f"{place}/assign", json={"handler": "u-9"})
    doubt(dpo, place, "2026-03-06")

    shown = differences(dpo, place, **{"from": 1})

    assert (shown["from"]["version"], shown["to"]["version"]) == (1, 3)
    assert [one["type"] for one in shown["events"]] == ["HandlerAssigned", "IdentityDoubted"]
    found = by_field(shown)
    assert found["handler"] == (None, "u-9", "recorded")
    assert found["identity"] == ("not_questioned", "doubted", "recorded")
    assert found["status"] == ("received", "assessing", "recorded")
    assert found["deadline.state"] == ("on_track", "suspended", "recorded")
    assert found["claims.access.deadline.state"] == ("on_track", "suspended", "recorded")


def test_what_only_time_changed_says_so(dpo: TestClient, clock: Clock) -> None:
    then = at(clock, 0)
    place = receive(dpo)
    at(clock, 60)

    shown = differences(dpo, place, **{"from": then})

    assert shown["events"] == []
    found = by_field(shown)
    assert found["deadline.state"] == ("on_track", "overdue", "time")
    assert {because for _, _, because in found.values()} == {"time"}


def test_the_same_moment_in_every_form_has_no_difference(dpo: TestClient, clock: Clock) -> None:
    then = at(clock, 0)
    place = receive(dpo)
    forms: list[Any] = [then, 1, "position:1", "now"]

    for first in forms:
        for second in forms:
            shown = differences(dpo, place, **{"from": first, "to": second})
            assert (shown["changes"], shown["events"]) == ([], [])


def test_nobody_is_named_in_a_comparison(dpo: TestClient) -> None:
    place = tell(dpo)

    text = dpo.get(f"{place}/diff", params={"from": 1}).text

    assert len(text) > 1000
    for words in PERSONAL.values():
        assert words not in text
    assert "A. v" not in text


REFUSED = [
    ("from=2&to=1", 422),
    ("from=1&to=99", 404),
    ("from=position:9999", 422),
    ("from=position:0", 404),
    ("from=2026-03-06", 422),
    ("from=2026-02-30T00:00:00Z", 422),
    ("from=yesterday", 422),
    ("from=2001-01-01T00:00:00Z", 404),
    ("from=2099-01-01T00:00:00Z", 422),
    ("to=now", 422),
    ("from=1&too=2", 422),
]


@pytest.mark.parametrize(("query", "status"), REFUSED)
def test_what_is_no_moment_is_refused(dpo: TestClient, query: str, status: int) -> None:
    place = tell(dpo)

    refused = dpo.get(f"{place}/diff?{query}")

    assert refused.status_code == status
    for word in ("9999", "yesterday", "2099", "2001"):
        assert word not in refused.text


@pytest.mark.parametrize("query", ["from=1", "to=now", "from=now&cursor=x", "from=now&limit=0"])
def test_the_register_has_no_versions(dpo: TestClient, query: str) -> None:
    receive(dpo)

    assert dpo.get(f"{LIST}/diff?{query}").status_code == 422


def test_the_register_tells_what_came_what_changed_and_what_was_closed(
    dpo: TestClient, clock: Clock
) -> None:
    at(clock, 0)
    quiet, worked_on = receive(dpo), receive(dpo)
    then = at(clock, 4)
    clock.at += timedelta(hours=1)
    doubt(dpo, worked_on, "2026-03-10")
    came, closed = receive(dpo), tell(dpo)
    at(clock, 10)

    shown = differences(dpo, LIST, **{"from": then})

    assert shown["counts"] == {"appeared": 2, "changed": 1, "closed": 1}
    items = {f"{LIST}/{one['id']}": one for one in shown["items"]}
    assert items.keys() == {worked_on, came, closed}
    assert quiet not in items
    assert items[worked_on]["change"] == "changed"
    assert by_field(items[worked_on])["deadline.state"] == ("on_track", "suspended", "recorded")
    assert [one["type"] for one in items[worked_on]["events"]] == ["IdentityDoubted"]
    assert items[came]["change"] == "appeared"
    assert by_field(items[closed])["status"] == (None, "closed", "recorded")
    assert len(items[closed]["events"]) == 10


def test_a_request_that_only_grew_old_is_in_the_difference_too(
    dpo: TestClient, clock: Clock
) -> None:
    then = at(clock, 0)
    place = receive(dpo)
    position = dpo.get("/readyz").json()["events"]
    at(clock, 60)

    for first in (then, f"position:{position}"):
        (item,) = differences(dpo, LIST, **{"from": first})["items"]
        assert f"{LIST}/{item['id']}" == place
        assert by_field(item) == {"deadline.state": ("on_track", "overdue", "time")}
        assert item["events"] == []


def test_the_difference_comes_a_page_at_a_time(dpo: TestClient, clock: Clock) -> None:
    then = at(clock, 0)
    receive(dpo)
    at(clock, 1)
    came = {receive(dpo, received_on=f"2026-02-{day:02}") for day in range(1, 8)}
    found: list[str] = []
    asked: dict[str, Any] = {"from": then, "limit": 3}
    while True:
        shown = differences(dpo, LIST, **asked)
        assert shown["counts"]["appeared"] == 7
        found += [f"{LIST}/{one['id']}" for one in shown["items"]]
        if shown["next"] is None:
            break
        asked["cursor"] = shown["next"]

    assert len(found) == 7
    assert set(found) == came


def test_everybody_sees_of_a_difference_what_they_see_of_the_lists(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    then = at(clock, 0)
    intake = signed_in(store, Role.INTAKE)
    theirs = receive(dpo)
    at(clock, 1)
    own = receive(intake)
    receive(dpo)

    (item,) = differences(intake, LIST, **{"from": then})["items"]

    assert f"{LIST}/{item['id']}" == own
    assert intake.get(f"{theirs}/diff", params={"from": 1}).status_code == 404
    assert intake.get(f"{own}/diff", params={"from": 1}).status_code == 200
    for role in (Role.REPORTER, Role.ADMIN):
        assert signed_in(store, role).get(f"{LIST}/diff?from=now").status_code == 403


@pytest.mark.parametrize("together", [1, 2, 3, 200])
def test_however_many_are_compared_together_the_difference_is_the_same(
    dpo: TestClient, clock: Clock, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    at(clock, 0)
    places = [receive(dpo, received_on=f"2026-03-{day:02}") for day in range(1, 6)]
    then = at(clock, 4)
    clock.at += timedelta(hours=1)
    for place in places[1::2]:
        doubt(dpo, place, "2026-03-10")
    receive(dpo)
    tell(dpo)
    at(clock, 10)
    whole = differences(dpo, LIST, **{"from": then})

    monkeypatch.setattr(past_differences, "_TOGETHER", together)

    assert differences(dpo, LIST, **{"from": then}) == whole
    assert whole["counts"] == {"appeared": 2, "changed": 2, "closed": 1}
    first = differences(dpo, LIST, **{"from": then, "limit": 1})
    assert first["counts"] == whole["counts"]
    rest = differences(dpo, LIST, **{"from": then, "cursor": first["next"]})
    assert first["items"] + rest["items"] == whole["items"]
