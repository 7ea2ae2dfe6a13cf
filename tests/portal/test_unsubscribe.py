"""A newsletter's link: one click is a request, for its owner alone, and a link tells nobody who."""

from base64 import urlsafe_b64decode

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import PORTAL, Role
from tests.conftest import signed_in
from tests.given.portal import inside, person

EMAIL = "ludmilla@wittebolle.example"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def dpo(store: Store) -> TestClient:
    return signed_in(store, Role.DPO)


def links(client: TestClient, *emails: str) -> list[str]:
    said = {"emails": emails or [EMAIL], "purposes": []}
    answer = client.post("/api/v1/unsubscribe-links", json=said)
    assert answer.status_code == 200, answer.text
    paths: list[str] = answer.json()["paths"]
    return paths


def requests_of(dpo: TestClient) -> list[dict[str, object]]:
    items: list[dict[str, object]] = dpo.get("/api/v1/requests").json()["items"]
    return items


def test_one_click_of_a_mail_program_is_an_objection_that_is_due_at_once(
    store: Store, dpo: TestClient
) -> None:
    (link,) = links(dpo)

    answer = person(store).post(link, data=ONE_CLICK)

    assert answer.status_code == 200
    (item,) = requests_of(dpo)
    assert (item["channel"], item["received_on"]) == ("unsubscribe", "2026-03-20")
    assert "direct_marketing_objection" in str(item)
    shown = dpo.get(f"/api/v1/requests/{item['id']}?reveal=true").json()
    assert shown["requester"] == {"email": EMAIL}
    assert {
        one["actor"] for one in dpo.get(f"/api/v1/requests/{item['id']}/events").json()["items"]
    } == {PORTAL.id}


def test_clicked_twice_it_is_one_request_and_opened_it_is_none(
    store: Store, dpo: TestClient
) -> None:
    (link,) = links(dpo)
    client = person(store)

    assert "Yes, stop" in inside(client.get(f"{link}?lang=en"))
    assert requests_of(dpo) == []
    for _ in range(2):
        assert client.post(link, data={}).status_code == 200
    assert client.post(links(dpo)[0]).status_code == 200
    assert len(requests_of(dpo)) == 1


def test_a_link_tells_nobody_who_it_is_for_and_none_can_be_made_up(
    store: Store, dpo: TestClient
) -> None:
    first, second = links(dpo, EMAIL, EMAIL)
    token = first.rpartition("/")[2]

    assert first != second
    assert b"wittebolle" not in urlsafe_b64decode(token + "==")
    client = person(store)
    changed = ("A" if token[30] != "A" else "B").join([token[:30], token[31:]])
    for wrong in (changed, token[:-4], "x", "%00", "..", "x" * 3000):
        answer = client.post(f"/portal/unsubscribe/{wrong}", data=ONE_CLICK)
        assert answer.status_code in {400, 404, 405}, wrong
    assert requests_of(dpo) == []


def test_who_takes_in_no_requests_makes_no_links(store: Store) -> None:
    auditor = signed_in(store, Role.AUDITOR)

    answer = auditor.post("/api/v1/unsubscribe-links", json={"emails": [EMAIL]})

    assert answer.status_code == 403
