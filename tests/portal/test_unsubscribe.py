"""A newsletter's link: one click is a request, for its owner alone, and a link tells nobody who."""

import secrets
from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, open_store
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


def test_clicked_eight_times_at_once_it_is_one_request(store: Store, dpo: TestClient) -> None:
    (link,) = links(dpo)
    clients = [person(store) for _ in range(8)]

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(lambda client: client.post(link, data=ONE_CLICK), clients))

    assert {one.status_code for one in answers} == {200}
    assert len(requests_of(dpo)) == 1


def test_handed_in_eight_times_at_once_it_is_one_request(store: Store, dpo: TestClient) -> None:
    said = {"email": EMAIL, "purposes": []}
    clients = [signed_in(store, Role.INTAKE) for _ in range(8)]
    for client in clients:
        client.headers = dpo.headers  # one consent tool, with one token

    with ThreadPoolExecutor(len(clients)) as pool:
        send = [pool.submit(one.post, "/api/v1/withdrawals", json=said) for one in clients]
        answers = [one.result() for one in send]

    assert {one.status_code for one in answers} <= {200, 201}
    assert len({one.json()["id"] for one in answers}) == 1
    assert len(requests_of(dpo)) == 1


def test_a_link_that_another_store_sealed_says_nothing_here(
    store: Store, dpo: TestClient, tmp_path: Path
) -> None:
    other = open_store(tmp_path / "other", demo=True)
    (link,) = links(signed_in(other, Role.DPO))
    other.engine.close()
    client = person(store)

    assert client.get(link).status_code == 404
    assert client.post(link, data=ONE_CLICK).status_code == 404
    assert requests_of(dpo) == []


def test_a_flood_of_made_up_links_makes_no_request_and_keeps_nobody_out(
    store: Store, dpo: TestClient
) -> None:
    client = person(store)
    (link,) = links(dpo)
    made_up = (secrets.token_urlsafe(150) for _ in range(200))

    assert {client.post(f"/portal/unsubscribe/{one}").status_code for one in made_up} == {404}
    assert client.post(link, data=ONE_CLICK).status_code == 200
    assert len(requests_of(dpo)) == 1
    large = client.post(link, content=b"x" * (11 << 20))
    assert large.status_code == 413
