"""A person is found by name, address, telephone; by whom, and under which name."""

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.api.test_lists import ids, listed
from tests.conftest import signed_in
from tests.given.story import receive, tell

REQUESTS = "/api/v1/requests"
BOARD = "/api/v1/dashboards/deadlines"
STATES = ["on_track", "due_soon", "due_today", "overdue", "suspended", "met", "missed"]


def found(client: TestClient, **sought: str) -> list[str]:
    answer = client.post(f"{REQUESTS}/search", json=sought)
    assert answer.status_code == 200
    return ids(answer.json()["items"])


def test_a_person_is_found_by_address_by_name_and_by_part_of_a_name(dpo: TestClient) -> None:
    wim = {"name": "Wim  O'Connor-Düsentrieb", "email": "Wim@Vermeulen.example"}
    one = receive(dpo, requester=wim).rpartition("/")[2]
    receive(dpo)

    for sought in (
        {"email": "wim@vermeulen.EXAMPLE "},
        {"name": "wim o'connor-düsentrieb"},
        {"name": "WIM O'CONNOR-DÜSENTRIEB"},
        {"name": "Du\u0308sentrieb"},
        {"name": "dusentrieb"},
        {"name": "connor wim"},
    ):
        assert found(dpo, **sought) == [one], sought
    for nobody in ({"name": "Wi"}, {"email": "wim@vermeulen"}, {"name": "Wim Jansen"}):
        assert found(dpo, **nobody) == []


@pytest.mark.law("gdpr/5/1/d")
def test_who_was_corrected_is_found_by_the_new_name_alone(dpo: TestClient) -> None:
    place = receive(dpo, requester=HOME | {"name": "Wim Vermeulen", "email": "wim@v.example"})
    anew = {"requester": {"name": "Bo Peeters", "email": "bo@p.example"}, "reason": "Spelling."}
    assert dpo.post(f"{place}/correct-requester", json=anew).status_code == 200

    assert found(dpo, name="Peeters") == found(dpo, email="bo@p.example") == [id_of(place)]
    for was in (
        {"name": "Vermeulen"},
        {"email": "wim@v.example"},
        *({k: v} for k, v in HOME.items()),
    ):
        assert found(dpo, **was) == [], was


HOME = {"phone": "+32 (0)475 12 34 56", "postal_address": "Grote Markt 1 bus 3, B-9000 Gent"}


def id_of(place: str) -> str:
    return place.rpartition("/")[2]


@pytest.mark.parametrize(
    ("sought", "is_found"),
    [
        ({"phone": "0475/12.34.56"}, True),
        ({"phone": "0032475123456"}, True),
        ({"phone": "+32 475 12 34 56"}, True),
        ({"phone": "0475 12 34 57"}, False),
        ({"phone": "475"}, False),
        ({"phone": "no number"}, False),
        ({"postal_address": "grote markt 1 bus 3\n9000 GENT"}, True),
        ({"postal_address": "9000 Gent, Grote Markt 1, bus 3"}, True),
        ({"postal_address": "Grote Markt 2 bus 3, 9000 Gent"}, False),
        ({"postal_address": "Gent"}, False),
        ({"postal_address": "…"}, False),
    ],
)
def test_a_person_is_found_by_telephone_and_by_postal_address(
    dpo: TestClient, sought: dict[str, str], *, is_found: bool
) -> None:
    one = id_of(receive(dpo, requester=HOME))
    receive(dpo, requester={"phone": "geen", "postal_address": "-"})

    assert found(dpo, **sought) == ([one] if is_found else [])


def test_a_number_abroad_is_not_cut_at_the_wrong_place(dpo: TestClient) -> None:
    numbers = ("+352 26 86 41", "+1 202 456 1111", "+49 241 80 90")
    ids_ = [id_of(receive(dpo, requester={"phone": one})) for one in numbers]

    for sought, one in zip(("268641", "(202) 456-1111", "0241 8090"), ids_, strict=True):
        assert found(dpo, phone=sought) == [one]


def test_intake_finds_and_sees_what_it_entered_and_nothing_else(
    store: Store, dpo: TestClient
) -> None:
    intake = signed_in(store, Role.INTAKE)
    named = HOME | {"name": "Wim Vermeulen"}
    others, own = receive(dpo, requester=named), receive(intake, requester=named)
    assert intake.post(f"{own}/documents", files={"file": b"x"}).status_code == 201

    for sought in ({kind: value} for kind, value in HOME.items()):
        assert found(intake, **sought) == [id_of(own)]
    assert ids(intake.get(REQUESTS).json()["items"]) == [id_of(own)]
    assert intake.get(own).json()["requester_hint"] is not None
    assert intake.get(f"{own}?reveal=true").json()["requester"]["phone"] == HOME["phone"]
    assert intake.get(f"{own}/events").status_code == 200
    for address in (others, f"{others}/events", f"{others}?reveal=true"):
        assert intake.get(address).status_code == 404


def test_who_was_erased_is_found_no_more(dpo: TestClient) -> None:
    place = tell(dpo)
    assert found(dpo, name="Abbeele") == [place.rpartition("/")[2]]
    dpo.post(f"{place}/erase-personal-data", json={"ground": "test_data", "explanation": "Proef."})

    assert found(dpo, name="Abbeele") == []


def test_more_people_of_a_name_than_a_page_holds_are_all_found(dpo: TestClient) -> None:
    all_of_them = {receive(dpo).rpartition("/")[2] for _ in range(205)}

    first = dpo.post(f"{REQUESTS}/search", json={"name": "Abbeele"}).json()
    rest = dpo.post(f"{REQUESTS}/search", json={"name": "Abbeele", "cursor": first["next"]}).json()

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (200, 5, None)
    assert set(ids(first["items"]) + ids(rest["items"])) == all_of_them


@pytest.mark.parametrize("sought", [{}, {"name": "a", "email": "b"}, {"name": ""}, {"fax": "1"}])
def test_a_search_is_for_one_thing(dpo: TestClient, sought: dict[str, str]) -> None:
    assert dpo.post(f"{REQUESTS}/search", json=sought).status_code == 422


def test_nobody_is_sought_in_a_url(dpo: TestClient) -> None:
    refused = dpo.get(f"{REQUESTS}/search", params={"name": "Abbeele"})

    assert refused.status_code in {405, 422}
    assert "Abbeele" not in refused.text


def test_intake_finds_only_its_own(store: Store, dpo: TestClient) -> None:
    intake = signed_in(store, Role.INTAKE)
    receive(dpo)
    own = receive(intake).rpartition("/")[2]

    assert found(intake, name="Abbeele") == [own]
    assert ids(listed(intake)) == [own]
