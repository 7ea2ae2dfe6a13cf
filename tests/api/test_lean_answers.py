"""Less in an answer, a request by its reference, and reading what one has just written."""

from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.views.parts import PARTS
from griffie.domain.request.reference import reference
from tests.conftest import signed_in
from tests.given.story import PERSONAL, RECEIVE, receive, tell

REQUESTS = "/api/v1/requests"
MINIMAL = {"Prefer": "return=minimal"}
NOTE = {"note": "Teruggebeld."}


def id_of(place: str) -> UUID:
    return UUID(place.rsplit("/", 1)[1])


def by_reference(place: str) -> str:
    return f"{REQUESTS}/{reference(id_of(place))}"


@pytest.mark.parametrize("prefer", ["return=minimal", 'respond-async, RETURN = "minimal"; x=1'])
def test_who_asks_for_less_gets_four_fields(dpo: TestClient, prefer: str) -> None:
    whole = dpo.get(receive(dpo)).json()
    place = f"{REQUESTS}/{whole['id']}"
    asked = {"Prefer": prefer}

    answers = [
        dpo.get(place, headers=asked),
        dpo.post(f"{place}/add-note", json=NOTE, headers=asked),
        dpo.post(REQUESTS, json=RECEIVE, headers=asked),
    ]

    for answer in answers:
        assert answer.headers["Preference-Applied"] == "return=minimal"
        assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'
        assert answer.json().keys() == {"id", "version", "status", "deadline"}
    deadline = {name: whole["deadline"][name] for name in ("due_on", "state")}
    assert answers[0].json() == {
        "id": whole["id"],
        "version": 1,
        "status": whole["status"],
        "deadline": deadline,
    }
    assert answers[2].headers["Location"].endswith(answers[2].json()["id"])


@pytest.mark.parametrize("prefer", ["return=representation", "minimal", "return=minimalist", ""])
def test_another_preference_changes_nothing(dpo: TestClient, prefer: str) -> None:
    answer = dpo.get(receive(dpo), headers={"Prefer": prefer})

    assert "Preference-Applied" not in answer.headers
    assert answer.json()["actions"]


def test_steps_are_listed_as_far_as_one_asks(dpo: TestClient) -> None:
    place = receive(dpo)
    listed = {
        which: dpo.get(place, params={"actions": which}).json()["actions"]
        for which in ("all", "allowed", "none")
    }

    assert listed["all"] == dpo.get(place).json()["actions"]
    assert listed["allowed"] == [one for one in listed["all"] if one["allowed"]]
    assert 0 < len(listed["allowed"]) < len(listed["all"])
    assert listed["none"] == []
    taken = dpo.post(f"{place}/add-note", json=NOTE, params={"actions": "none"})
    assert taken.json()["actions"] == []
    assert dpo.get(place, params={"actions": "some"}).status_code == 422


READ = ("", "/events", "/letters", "/receipt", "/applicability", "/looks", "/documents", "/dossier")


@pytest.mark.parametrize("address", READ)
def test_a_reference_names_a_request_wherever_its_id_does(dpo: TestClient, address: str) -> None:
    place = receive(dpo)

    for spelled in (by_reference(place), by_reference(place).replace("requests", "requests")):
        assert dpo.get(f"{spelled}{address}").status_code == 200


def test_a_step_is_taken_by_reference_however_a_person_writes_it(dpo: TestClient) -> None:
    place = receive(dpo)
    written = reference(id_of(place)).lower().replace("0", "o").replace("1", "l")

    taken = dpo.post(f"{REQUESTS}/{written}/add-note", json=NOTE)

    assert taken.status_code == 200
    assert taken.json()["id"] == str(id_of(place))


def test_what_no_request_has_is_unknown_and_what_is_no_name_is_malformed(
    store: Store, dpo: TestClient
) -> None:
    intake = signed_in(store, Role.INTAKE)
    others = by_reference(receive(dpo))

    assert dpo.get(f"{REQUESTS}/00000-00000").status_code == 404
    assert dpo.post(f"{REQUESTS}/00000-00000/add-note", json=NOTE).status_code == 404
    for nothing in ("0000-00000", "00000-0000!", "{" + str(UUID(int=1)) + "}", "x"):
        assert dpo.get(f"{REQUESTS}/{nothing}").status_code == 422
    assert intake.get(others).status_code == 404
    assert intake.post(f"{REQUESTS}/00000-00000/add-note", json=NOTE).status_code == 403
    assert TestClient(dpo.app).get(others).status_code == 401
    assert intake.get(f"{others}?unknown=1").status_code == 404


def test_a_refusal_by_reference_is_recorded_with_the_request(store: Store, dpo: TestClient) -> None:
    place = receive(dpo)
    intake = signed_in(store, Role.INTAKE)

    assert intake.post(f"{by_reference(place)}/add-note", json=NOTE).status_code == 403

    (look,) = dpo.get(f"{place}/looks").json()["items"]
    assert (look["type"], look["command"]) == ("CommandRefused", "add-note")


def test_a_key_belongs_to_the_request_however_it_is_named(dpo: TestClient) -> None:
    place = receive(dpo)
    spelled = str(id_of(place))
    once = {"Idempotency-Key": "k"}

    versions = [
        dpo.post(f"{REQUESTS}/{name}/add-note", json=NOTE, headers=once).json()["version"]
        for name in (spelled, spelled.upper(), spelled.replace("-", ""), reference(id_of(place)))
    ]

    assert versions == [2, 2, 2, 2]
    assert dpo.get(place).json()["version"] == 2


def test_who_wrote_reads_at_least_that(store: Store, dpo: TestClient) -> None:
    written = dpo.post(REQUESTS, json=RECEIVE)
    position = int(written.headers["Griffie-Position"])
    place = written.headers["Location"]

    assert position == store.history.newest()
    assert dpo.get(place, params={"min_position": position}).status_code == 200
    at_once = {"Prefer": "wait=0"}
    behind = dpo.get(place, params={"min_position": position + 1}, headers=at_once)
    assert behind.status_code == 409
    assert behind.headers["Retry-After"] == "1"
    assert "Griffie-Position" not in dpo.get(place).headers
    for number in (-1, "x"):
        assert dpo.get(place, params={"min_position": number}).status_code == 422
    stranger = TestClient(dpo.app).get(place, params={"min_position": position + 1})
    assert stranger.status_code == 401


LISTS: list[tuple[str, dict[str, Any]]] = [
    (REQUESTS, {}),
    ("/api/v1/dashboards/deadlines", {}),
    ("/api/v1/reports/annual", {"year": 2026}),
    ("/api/v1/audit/events", {}),
]


@pytest.mark.parametrize(("address", "asked"), LISTS)
def test_lists_wait_for_a_position_too(
    dpo: TestClient, address: str, asked: dict[str, Any]
) -> None:
    assert dpo.get(address, params=asked | {"min_position": 0}).status_code == 200
    ahead = dpo.get(address, params=asked | {"min_position": 999}, headers={"Prefer": "wait=0"})
    assert ahead.status_code == 409


def test_no_part_of_an_answer_that_is_kept_holds_a_word_that_was_opened(dpo: TestClient) -> None:
    place = tell(dpo)
    dpo.get(place, params={"reveal": "true"})
    dpo.get(place)

    kept = repr(PARTS._kept[id_of(place)])

    assert "gdpr/17" in kept
    for word in PERSONAL.values():
        assert word not in kept
    assert "A. v…" not in kept
    erased = dpo.post(
        f"{place}/erase-personal-data", json={"ground": "test_data", "explanation": "Een proef."}
    )
    assert erased.json()["personal_data"] == "erased"
    assert id_of(place) not in PARTS._kept
