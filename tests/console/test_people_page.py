"""People at the desk: accounts and tokens made, shown once, revoked at once; one's own account."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.application.access.roles import Role
from griffie.domain.accounts import ACCOUNTS
from tests.given.console import at_console, seen, visitor

NAME, OTHER = "Wiske Vandersteen", "Lambik Vandersteen"
SECRET = re.compile(r"griffie_[\w-]{40,}")
FAR = "2099-12-31"


@pytest.fixture
def admin(store: Store) -> TestClient:
    return at_console(store, Role.ADMIN)


def sent(admin: TestClient, address: str, **said: Any) -> Any:
    """A form of the page at an address, with the version that stands in it."""
    page = seen(admin, address.partition("?")[0])
    version = re.findall(r'name="version" value="(\d+)"', page)
    return admin.post(address, data={"version": version[0], **said})


def made(admin: TestClient, name: str = NAME, role: str = "handler") -> tuple[str, str, str]:
    """Somebody new: the account, the id of the token, the token."""
    answer = sent(admin, "/people", do="make", name=name, role=role)
    assert answer.status_code == 200, answer.text
    (secret,) = SECRET.findall(answer.text)
    account = re.findall(r'action="/people/(u-[\w-]+)"', answer.text)[0]
    return account, re.findall(r'name="token" value="(\w+)"', answer.text)[0], secret


def recorded(store: Store) -> list[str]:
    return [event.TOPIC for event in store.requests.history(ACCOUNTS)]


def signed_in(store: Store, secret: str) -> TestClient:
    browser = visitor(store)
    browser.post("/login", data={"token": secret})
    return browser


def test_somebody_new_gets_a_token_that_is_shown_once(store: Store, admin: TestClient) -> None:
    account, _, secret = made(admin)

    page = seen(admin, f"/people/{account}")

    assert secret not in page + seen(admin, "/people")
    assert NAME in page
    assert recorded(store) == ["AccountMade", "TokenMade"]
    assert seen(signed_in(store, secret), "/me").count(NAME) >= 1


def test_a_form_that_is_sent_again_makes_nothing_again(store: Store, admin: TestClient) -> None:
    said = {"version": "0", "do": "make", "name": NAME, "role": "handler"}
    admin.post("/people", data=said)

    again = admin.post("/people", data=said)

    assert again.status_code == 412
    assert "Nothing was changed by this form" in again.text
    assert not SECRET.search(again.text)
    assert recorded(store) == ["AccountMade", "TokenMade"]


def test_a_leavers_token_is_revoked_and_refused_from_then_on_with_the_session(
    store: Store, admin: TestClient
) -> None:
    account, token, secret = made(admin)
    browser = signed_in(store, secret)
    program = TestClient(application(store.engine), headers={"Authorization": f"Bearer {secret}"})
    assert "1 browser is signed in with it" in seen(admin, f"/people/{account}")
    assert browser.get("/").status_code == program.get("/api/v1/me").status_code == 200

    answer = sent(admin, f"/people/{account}", do="revoke", token=token)
    page = seen(admin, answer.headers["location"])

    assert "The token is revoked" in page
    assert "over since" in page
    assert browser.get("/").status_code == 303
    assert program.get("/api/v1/me").status_code == 401
    assert visitor(store).post("/login", data={"token": secret}).status_code == 401
    assert recorded(store)[-1] == "TokenEnded"


def test_sessions_end_and_the_token_stays(store: Store, admin: TestClient) -> None:
    account, token, secret = made(admin)
    browser = signed_in(store, secret)

    sent(admin, f"/people/{account}", do="end-sessions", token=token)

    assert browser.get("/").status_code == 303
    assert signed_in(store, secret).get("/").status_code == 200


def test_a_renewed_token_is_shown_once_and_the_old_one_is_over(
    store: Store, admin: TestClient
) -> None:
    account, token, old = made(admin)

    answer = sent(admin, f"/people/{account}", do="renew", token=token, expires_on=FAR)
    (new,) = SECRET.findall(answer.text)

    assert "Good until 31 December 2099, that day included." in answer.text
    assert signed_in(store, old).get("/").status_code == 303
    assert signed_in(store, new).get("/").status_code == 200


def test_an_account_ends_with_every_token(store: Store, admin: TestClient) -> None:
    account, _, first = made(admin)
    (second,) = SECRET.findall(sent(admin, f"/people/{account}", do="give").text)

    sent(admin, f"/people/{account}", do="end")

    assert "ended on" in seen(admin, f"/people/{account}")
    assert [signed_in(store, one).get("/").status_code for one in (first, second)] == [303, 303]
    assert (
        admin.post(
            f"/people/{account}", data={"version": len(recorded(store)), "do": "give"}
        ).status_code
        == 404
    )


def test_two_accounts_are_one_person_with_a_sentence_that_is_sealed(
    store: Store, admin: TestClient
) -> None:
    one, _, _ = made(admin)
    other, _, _ = made(admin, OTHER, "dpo")
    why = "Zij kwam ons dat zelf zeggen."

    wordless = sent(admin, f"/people/{one}", do="join", other=other, reason="  ")
    answer = sent(admin, f"/people/{one}", do="join", other=other, reason=why)

    assert wordless.status_code == 422
    assert 'href="#f-reason"' in wordless.text
    assert answer.status_code == 303
    assert f'href="/people/{other}"' in seen(admin, f"/people/{one}")
    assert store.engine.directory.same_person(one) == {one, other}
    assert why not in seen(admin, f"/people/{one}") + repr(store.requests.history(ACCOUNTS))


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"name": " "}, "name", "Fill this in"),
        ({"name": ""}, "name", "Fill this in"),
        ({"role": ""}, "role", "Fill this in"),
        ({"expires_on": "2026-02-30"}, "expires_on", "This is no date"),
        ({"expires_on": "2001-01-01"}, "expires_on", "that day is over"),
    ],
)
def test_what_is_wrong_leads_to_its_field_and_keeps_the_rest(
    store: Store, admin: TestClient, wrong: dict[str, str], field: str, says: str
) -> None:
    said = {"do": "make", "name": NAME, "role": "handler"} | wrong

    answer = sent(admin, "/people", **said)

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert says in answer.text
    assert said["name"].strip() in answer.text
    assert recorded(store) == []


@pytest.mark.parametrize(
    "said",
    [
        {"do": "crown"},
        {"do": "make", "name": NAME, "role": "king"},
        {"do": "make", "name": NAME, "role": "handler", "door": "open"},
        {"do": "make", "name": NAME, "role": "handler", "version": "x"},
        {"do": ["make", "make"], "name": NAME, "role": "handler"},
    ],
)
def test_what_no_form_sends_is_refused_and_not_repeated(
    store: Store, admin: TestClient, said: dict[str, Any]
) -> None:
    answer = admin.post("/people", data={"version": "0"} | said)

    assert answer.status_code == 400
    assert NAME not in answer.text
    assert recorded(store) == []


def test_no_account_reaches_the_token_of_another(store: Store, admin: TestClient) -> None:
    mine, _, _ = made(admin)
    _, token, secret = made(admin, OTHER)
    clerk = at_console(store, Role.HANDLER)
    version = {"version": str(len(recorded(store)))}

    through_me = clerk.post("/me", data=version | {"do": "revoke", "token": token})
    through_mine = admin.post(f"/people/{mine}", data=version | {"do": "revoke", "token": token})
    not_mine = clerk.post("/me", data=version | {"do": "end"})

    assert [one.status_code for one in (through_me, through_mine, not_mine)] == [404, 404, 400]
    assert signed_in(store, secret).get("/me").status_code == 200


def test_everybody_sees_their_own_account_and_ends_what_is_theirs(store: Store) -> None:
    secret = store.access.create_token(Role.REPORTER, NAME)
    here, elsewhere = signed_in(store, secret), signed_in(store, secret)
    page = seen(here, "/me")
    (token,) = set(re.findall(r'name="token" value="(\w+)"', page))

    answer = sent(here, "/me", do="end-sessions", token=token)

    assert "2 browsers are signed in with it" in page
    assert "you are signed in with it" in page
    assert "Reporting" in page
    assert answer.status_code == 303
    assert [one.get("/me").status_code for one in (here, elsewhere)] == [303, 303]


def test_the_officer_reads_who_works_here_and_changes_nothing(store: Store) -> None:
    dpo = at_console(store, Role.DPO)
    page = seen(dpo, "/people")

    assert "test dpo" in page
    assert "<form" not in page.partition("<main")[2].replace('action="/logout"', "")
    assert dpo.post("/people", data={"do": "make"}).status_code == 403
    assert at_console(store, Role.HANDLER).get("/people").status_code == 403


def test_a_form_of_another_site_changes_nothing(store: Store, admin: TestClient) -> None:
    said = {"version": "0", "do": "make", "name": NAME, "role": "admin"}

    answer = admin.post("/people", data=said, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403
    assert recorded(store) == []
