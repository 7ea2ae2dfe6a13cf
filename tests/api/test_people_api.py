"""Accounts and tokens over the API: made, listed, renewed, ended; each is recorded, without names.

A token that ended ends its sessions in the same moment, whatever browser has them open.
"""

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.application.disclosure import Disclosure
from griffie.domain.accounts import ACCOUNTS
from tests.conftest import signed_in
from tests.given.console import visitor

TOKENS, PEOPLE = "/api/v1/tokens", "/api/v1/people"
NAME = "Wiske Vandersteen"
FAR = "2099-12-31"


@pytest.fixture
def admin(store: Store) -> TestClient:
    return signed_in(store, Role.ADMIN)


def made(admin: TestClient, **said: Any) -> Any:
    answer = admin.post(TOKENS, json=said)
    assert answer.status_code == 201, answer.text
    return answer.json()


def using(store: Store, secret: str) -> TestClient:
    return TestClient(application(store.engine), headers={"Authorization": f"Bearer {secret}"})


def recorded(store: Store) -> list[str]:
    return [event.TOPIC for event in store.requests.history(ACCOUNTS)]


def test_whoever_signs_in_is_told_who_they_are(store: Store, admin: TestClient) -> None:
    token = made(admin, role="handler", name=NAME)

    answer = using(store, token["token"]).get("/api/v1/me")

    assert answer.json() == {"id": token["account"], "name": NAME, "role": "handler"}


def test_a_token_is_shown_once_and_never_listed(store: Store, admin: TestClient) -> None:
    token = made(admin, role="handler", name=NAME, expires_on=FAR)

    listed = admin.get(TOKENS)

    (one,) = [item for item in listed.json()["items"] if item["id"] == token["id"]]
    assert (one["name"], one["role"], one["revoked_at"]) == (NAME, "handler", None)
    assert one["expires_at"] == "2099-12-31T23:00:00+00:00"  # the end of that day in Brussels
    assert token["token"] not in listed.text


def test_a_revoked_token_opens_nothing_and_its_sessions_end(
    store: Store, admin: TestClient
) -> None:
    token = made(admin, role="handler")
    browser = visitor(store)
    browser.post("/login", data={"token": token["token"]})
    assert browser.get("/").status_code == 200

    answer = admin.delete(f"{TOKENS}/{token['id']}")

    assert answer.status_code == 204
    assert browser.get("/").status_code == 303
    assert using(store, token["token"]).get("/api/v1/me").status_code == 401
    assert admin.delete(f"{TOKENS}/{token['id']}").status_code == 404


def test_sessions_are_listed_and_ended_and_the_token_stays(store: Store, admin: TestClient) -> None:
    token = made(admin, role="handler")
    browser = visitor(store)
    browser.post("/login", data={"token": token["token"]})
    (one,) = [item for item in admin.get(TOKENS).json()["items"] if item["id"] == token["id"]]
    assert len(one["sessions"]) == 1

    answer = admin.delete(f"{TOKENS}/{token['id']}/sessions")

    assert answer.status_code == 204
    assert browser.get("/").status_code == 303
    assert using(store, token["token"]).get("/api/v1/me").status_code == 200


def test_a_renewed_token_takes_the_place_of_the_old_one(store: Store, admin: TestClient) -> None:
    old = made(admin, role="dpo", name=NAME)

    new = admin.post(f"{TOKENS}/{old['id']}/renew", json={"expires_on": FAR})

    assert new.status_code == 201
    assert new.json()["account"] == old["account"]
    assert using(store, old["token"]).get("/api/v1/me").status_code == 401
    assert using(store, new.json()["token"]).get("/api/v1/me").json()["name"] == NAME


def test_an_account_has_several_tokens_and_ends_with_all_of_them(
    store: Store, admin: TestClient
) -> None:
    first = made(admin, role="handler")
    second = made(admin, account=first["account"])
    assert second["account"] == first["account"]

    assert admin.delete(f"{PEOPLE}/{first['account']}").status_code == 204

    for token in (first, second):
        assert using(store, token["token"]).get("/api/v1/me").status_code == 401
    assert admin.post(TOKENS, json={"account": first["account"]}).status_code == 404
    people = {one["id"]: one for one in admin.get(PEOPLE).json()["items"]}
    assert people[first["account"]]["ended"]


def test_all_of_it_stands_in_the_log_and_no_name_does(store: Store, admin: TestClient) -> None:
    token = made(admin, role="handler", name=NAME, expires_on=FAR)
    again = made(admin, account=token["account"])
    admin.delete(f"{TOKENS}/{again['id']}/sessions")
    admin.delete(f"{TOKENS}/{token['id']}")
    reason = {"account": token["account"], "other": "u-7", "reason": NAME}
    assert admin.post(f"{PEOPLE}/join", json=reason).status_code == 200
    admin.delete(f"{PEOPLE}/{token['account']}")

    assert recorded(store) == [
        "AccountMade",
        "TokenMade",
        "TokenMade",
        "SessionsEnded",
        "TokenEnded",
        "AccountsJoined",
        "AccountEnded",
    ]
    trail = signed_in(store, Role.AUDITOR).get("/api/v1/audit/events").text
    assert NAME not in trail
    assert token["account"] in trail
    assert token["token"] not in trail


BAD: list[tuple[dict[str, Any], int]] = [
    ({}, 422),
    ({"role": "handler", "account": "u-7"}, 422),
    ({"role": "emperor"}, 422),
    ({"account": "u-nobody22"}, 404),
    ({"account": "somebody"}, 422),
    ({"role": "handler", "expires_on": "2020-01-01"}, 422),
    ({"role": "handler", "expires_on": "tomorrow"}, 422),
    ({"account": "u-7", "name": "x"}, 422),
]


@pytest.mark.parametrize(("said", "status"), BAD)
def test_what_cannot_be_made_is_refused_and_makes_nothing(
    store: Store, admin: TestClient, said: dict[str, Any], status: int
) -> None:
    before = len(admin.get(TOKENS).json()["items"])

    answer = admin.post(TOKENS, json=said)

    assert answer.status_code == status
    assert len(admin.get(TOKENS).json()["items"]) == before
    assert recorded(store) == []


def test_an_account_is_not_joined_with_itself_or_with_nobody(admin: TestClient) -> None:
    for other, status in (("u-7", 422), ("u-nobody22", 404)):
        said = {"account": "u-7", "other": other, "reason": "Zij heeft er twee."}
        assert admin.post(f"{PEOPLE}/join", json=said).status_code == status


def test_one_of_three_joined_accounts_is_all_of_them(store: Store, admin: TestClient) -> None:
    for one, other in (("u-2", "u-7"), ("u-9", "u-7")):
        said = {"account": one, "other": other, "reason": "Zij heeft er twee."}
        assert admin.post(f"{PEOPLE}/join", json=said).status_code == 200

    people = {one["id"]: one["also"] for one in admin.get(PEOPLE).json()["items"]}

    assert people["u-9"] == ["u-2", "u-7"]
    assert store.engine.directory.same_person("u-2") == {"u-2", "u-7", "u-9"}
    assert store.engine.directory.same_person("u-17") == {"u-17"}


def test_the_reason_of_a_join_lies_in_the_vault(store: Store, admin: TestClient) -> None:
    said = {"account": "u-2", "other": "u-7", "reason": NAME}
    admin.post(f"{PEOPLE}/join", json=said)

    (event,) = store.requests.history(ACCOUNTS)

    assert store.vault.open(ACCOUNTS)[event.reason] == NAME
    assert not store.check((), lambda _done, _all: None)[0]


def test_what_cannot_be_recorded_lets_nobody_in(store: Store) -> None:
    now = store.engine.now(signed(store))
    directory = store.engine.directory
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store.requests, "append", fails)
        with pytest.raises(OSError, match="full"):
            directory.create(Role.ADMIN, "Ann", date(2099, 1, 1), now)
        with pytest.raises(OSError, match="full"):
            directory.join("u-2", "u-7", Disclosure("reason", "Een persoon."), now)

    living = [one for one in directory.tokens() if one.revoked_at is None]
    assert [one.account_id for one in living] == [now.actor]


def signed(store: Store) -> Any:
    signed_in(store, Role.ADMIN)
    (token,) = store.access.tokens()
    people = {one.account_id: one for one in store.access.people()}
    from griffie.application.access.roles import Account

    return Account(token.account_id, people[token.account_id].role, token.id)


def fails(*_: object) -> None:
    raise OSError("the disk is full")
