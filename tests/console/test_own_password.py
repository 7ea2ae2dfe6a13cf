"""One's own password and second factor at My account, and those of others at People."""

import re
from typing import Any

import pyotp
import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.domain.accounts import ACCOUNTS
from tests.given.console import at_console, seen, visitor
from tests.given.passwords import NAME, OTHER, PASSWORD, cheap, employed, sign_in, step, with_app

SECRET = re.compile(r"<code tabindex=\"0\">([a-z2-7-]{19})</code>")


def recorded(store: Store) -> list[str]:
    return [event.TOPIC for event in store.requests.history(ACCOUNTS)]


def signed_in(store: Store) -> TestClient:
    browser = visitor(store)
    assert sign_in(browser).status_code == 303
    return browser


def sent(admin: TestClient, address: str, **said: Any) -> Any:
    version = re.findall(r'name="version" value="(\d+)"', seen(admin, address))
    return admin.post(address, data={"version": version[0], **said})


@pytest.fixture
def admin(store: Store) -> TestClient:
    return at_console(cheap(store), Role.ADMIN)


def test_a_changed_password_signs_out_every_other_browser_and_not_this_one(store: Store) -> None:
    employed(store)
    here, elsewhere = signed_in(store), signed_in(store)
    said = {"do": "change-password", "old": PASSWORD, "password": OTHER, "again": OTHER}

    answer = here.post("/me", data=said)
    again = here.post("/me", data=said)

    assert answer.headers["location"] == "/me?done=change-password"
    assert "Your password is changed" in seen(here, "/me?done=change-password")
    assert elsewhere.get("/").status_code == 303
    assert sign_in(visitor(store)).status_code == 401
    assert sign_in(visitor(store), NAME, OTHER).status_code == 303
    assert again.status_code == 422
    assert recorded(store) == ["AccountMade", "PasswordSet", "PasswordSet"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"old": "wrong"}, "This is not your password"),
        ({"again": "wrong"}, "the second differs from the first"),
        ({"password": "kort", "again": "kort"}, "fewer than 12 characters"),
    ],
)
def test_what_is_wrong_changes_nothing_and_is_not_repeated(
    store: Store, wrong: dict[str, str], says: str
) -> None:
    employed(store)
    here = signed_in(store)
    said = {"do": "change-password", "old": PASSWORD, "password": OTHER, "again": OTHER} | wrong

    answer = here.post("/me", data=said)

    assert answer.status_code == 422
    assert says in answer.text
    assert OTHER not in answer.text
    assert PASSWORD not in answer.text
    assert recorded(store) == ["AccountMade", "PasswordSet"]


def test_an_open_browser_does_not_guess_the_password(store: Store) -> None:
    employed(store)
    here = signed_in(store)
    said = {"do": "change-password", "password": OTHER, "again": OTHER}

    for n in range(6):
        here.post("/me", data=said | {"old": f"guess {n}"})
    answer = here.post("/me", data=said | {"old": PASSWORD})

    assert answer.status_code == 422
    assert "failed too often" in answer.text
    assert sign_in(visitor(store)).status_code == 303


def test_an_app_is_set_up_with_its_codes_and_asked_from_then_on(store: Store) -> None:
    employed(store)
    here = signed_in(store)

    refused = here.post("/me", data={"do": "learn-factor", "old": "wrong"})
    page = here.post("/me", data={"do": "learn-factor", "old": PASSWORD}).text
    ticket = re.findall(r'name="ticket" value="([^"]+)"', page)[0]
    secret = re.findall(r'class="key" tabindex="0">([A-Z2-7 ]+)<', page)[0].replace(" ", "")
    wrong = here.post("/me", data={"do": "set-factor", "ticket": ticket, "code": "000000"})
    done = here.post(
        "/me", data={"do": "set-factor", "ticket": ticket, "code": pyotp.TOTP(secret).now()}
    )

    assert refused.status_code == wrong.status_code == 422
    assert 'role="img"' in page
    assert "xlink" not in page
    assert len(re.findall(r"<li><code>", done.text)) == 10
    assert "10 recovery codes are left" in seen(here, "/me")
    assert "six digits" in sign_in(visitor(store)).text
    assert recorded(store)[-1] == "SecondFactorSet"
    assert secret not in repr(store.requests.history(ACCOUNTS))
    here.post("/me", data={"do": "end-own-factor", "old": PASSWORD})
    assert recorded(store)[-1] == "SecondFactorEnded"
    assert sign_in(visitor(store)).status_code == 303


def test_the_ticket_of_somebody_else_sets_up_nothing(store: Store) -> None:
    employed(store)
    other = employed(store, Role.DPO, "suske")
    here, there = signed_in(store), visitor(store)
    sign_in(there, "suske")
    page = there.post("/me", data={"do": "learn-factor", "old": PASSWORD}).text
    ticket = re.findall(r'name="ticket" value="([^"]+)"', page)[0]
    secret = re.findall(r'class="key" tabindex="0">([A-Z2-7 ]+)<', page)[0].replace(" ", "")

    answer = here.post(
        "/me", data={"do": "set-factor", "ticket": ticket, "code": pyotp.TOTP(secret).now()}
    )

    assert answer.status_code == 422
    assert "Begin again" in answer.text
    assert not store.engine.credentials.factor_of(other)
    assert "SecondFactorSet" not in recorded(store)


def test_the_administrator_gives_a_one_time_password_that_is_shown_once(
    store: Store, admin: TestClient
) -> None:
    answer = sent(
        admin, "/people", do="make", name="Wiske", role="handler", sign_in_name="w.vandersteen"
    )
    (secret,) = SECRET.findall(answer.text)
    account = re.findall(r'action="/people/(u-[\w-]+)"', answer.text)[0]

    assert "w.vandersteen" in answer.text
    assert secret not in seen(admin, f"/people/{account}") + seen(admin, "/people")
    assert "one-time, not used yet" in seen(admin, "/people")
    browser = visitor(store)
    page = sign_in(browser, "W.Vandersteen", secret)
    assert step(browser, page, "password", password=OTHER, again=OTHER).status_code == 303
    assert "without a code" in seen(admin, "/people")
    assert recorded(store) == ["AccountMade", "PasswordSet", "PasswordSet"]


def test_a_sign_in_name_is_nobody_elses(store: Store, admin: TestClient) -> None:
    employed(store)

    answer = sent(admin, "/people", do="make", name="Suske", role="handler", sign_in_name="WISKE")

    assert answer.status_code == 422
    assert 'href="#f-sign_in_name"' in answer.text
    assert "somebody signs in under that name" in answer.text
    assert recorded(store) == ["AccountMade", "PasswordSet"]


def test_who_lost_app_and_codes_gets_in_through_the_administrator(
    store: Store, admin: TestClient
) -> None:
    account = employed(store)
    with_app(store, account)
    browser = signed_in_before = visitor(store)

    sent(admin, f"/people/{account}", do="end-factor")
    (secret,) = SECRET.findall(sent(admin, f"/people/{account}", do="one-time").text)

    assert sign_in(signed_in_before).status_code == 401
    page = sign_in(browser, NAME, secret)
    assert "Choose your password" in page.text
    assert recorded(store)[-2:] == ["SecondFactorEnded", "PasswordSet"]


def test_a_reset_asks_the_code_all_the_same(store: Store, admin: TestClient) -> None:
    account = employed(store)
    _, codes = with_app(store, account)
    (secret,) = SECRET.findall(sent(admin, f"/people/{account}", do="one-time").text)
    browser = visitor(store)

    page = sign_in(browser, NAME, secret)
    skipped = step(browser, page, "password", password=OTHER, again=OTHER)
    chosen = step(browser, page, "code", code=codes[1])

    assert "six digits" in page.text
    assert skipped.status_code == 401
    assert "Choose your password" in chosen.text


def test_a_password_ends_with_its_sessions_and_so_does_an_account(
    store: Store, admin: TestClient
) -> None:
    account = employed(store)
    here = signed_in(store)
    assert "1 browser is signed in with it" in seen(admin, f"/people/{account}")

    sent(admin, f"/people/{account}", do="end-password-sessions")
    assert here.get("/").status_code == 303
    here = signed_in(store)
    sent(admin, f"/people/{account}", do="end-password")

    assert here.get("/").status_code == 303
    assert sign_in(visitor(store)).status_code == 401
    assert recorded(store)[-2:] == ["SessionsEnded", "PasswordEnded"]
    other = employed(store, Role.DPO, "suske")
    sent(admin, f"/people/{other}", do="end")
    assert sign_in(visitor(store), "suske").status_code == 401


@pytest.mark.parametrize(
    "said",
    [
        {"do": "change-password", "door": "open"},
        {"do": "change-password", "old": "x" * 501},
        {"do": "one-time", "version": "0"},
        {"do": "end-factor", "version": "0"},
    ],
)
def test_what_no_form_of_ones_own_sends_is_refused(store: Store, said: dict[str, str]) -> None:
    employed(store)

    answer = signed_in(store).post("/me", data=said)

    assert answer.status_code == 400
    assert recorded(store) == ["AccountMade", "PasswordSet"]
