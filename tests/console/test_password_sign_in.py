"""Signing in with a name and a password: each step, what is refused, and what is recorded."""

import re
from datetime import timedelta

import pyotp
import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role
from griffie.domain.accounts import ACCOUNTS
from griffie.domain.housekeeping import FAILED_SIGN_INS
from griffie.domain.model.setting import Occasion
from tests.conftest import Clock
from tests.given.console import at_console, seen, visitor
from tests.given.passwords import NAME, OTHER, PASSWORD, cheap, employed, sign_in, step, with_app


def recorded(store: Store) -> list[str]:
    return [event.TOPIC for event in store.requests.history(ACCOUNTS)]


def test_where_nobody_has_a_password_the_page_asks_for_a_token_alone(store: Store) -> None:
    page = seen(visitor(store), "/login")

    assert 'name="token"' in page
    assert 'name="password"' not in page


def test_name_and_password_open_a_session(store: Store) -> None:
    employed(store)
    browser = visitor(store)
    assert 'name="password"' in seen(browser, "/login")

    answer = browser.post(
        "/login", data={"name": " WISKE ", "password": PASSWORD, "next": "/search"}
    )

    assert (answer.status_code, answer.headers["location"]) == (303, "/search")
    assert "Wiske handler" in seen(browser, "/me")
    assert recorded(store) == ["AccountMade", "PasswordSet"]
    cookies = [one.lower() for one in answer.headers.get_list("set-cookie")]
    assert all("httponly" in one and "samesite=strict" in one for one in cookies)


def test_a_wrong_name_and_a_wrong_password_look_the_same_and_repeat_nothing(store: Store) -> None:
    employed(store)

    answers = [
        sign_in(visitor(store), name, password)
        for name, password in [(NAME, "wrong-and-secret"), ("nobody-here", "wrong-and-secret")]
    ]

    one, other = (answer.text for answer in answers)
    assert one == other
    assert [answer.status_code for answer in answers] == [401, 401]
    assert "do not belong together" in one
    assert "wrong-and-secret" not in one
    assert "set-cookie" not in answers[0].headers


def test_a_one_time_password_lets_its_owner_choose_one_and_nothing_else(store: Store) -> None:
    now = cheap(store).engine.now(OPERATOR)
    account = store.engine.directory.create_account(Role.HANDLER, "Wiske", now)
    made = store.engine.credentials.give_one_time(account, NAME, now)
    browser = visitor(store)

    page = sign_in(browser, NAME, made.secret)
    assert "Choose your password" in page.text
    assert browser.get("/").status_code == 303
    short = step(browser, page, "password", password="kort", again="kort")
    differs = step(browser, page, "password", password=PASSWORD, again=OTHER)
    done = step(browser, page, "password", password=PASSWORD, again=PASSWORD, next="/me")

    assert [short.status_code, differs.status_code] == [422, 422]
    assert "it has fewer than 12 characters" in short.text
    assert done.headers["location"] == "/me"
    assert browser.get("/me").status_code == 200
    assert sign_in(visitor(store), NAME, made.secret).status_code == 401
    again = step(visitor(store), page, "password", password=OTHER, again=OTHER)
    assert again.status_code == 401
    assert "Sign in again" in again.text
    assert recorded(store) == ["AccountMade", "PasswordSet", "PasswordSet"]


@pytest.mark.parametrize(
    "weak", ["Wachtwoord123", "Welkom123456", "azertyuiop12", "aaaaaaaaaaaaaaaa", "wiskewiske12"]
)
def test_what_is_guessed_first_is_no_password(store: Store, weak: str) -> None:
    now = cheap(store).engine.now(OPERATOR)
    account = store.engine.directory.create_account(Role.HANDLER, "Wiske", now)
    made = store.engine.credentials.give_one_time(account, NAME, now)
    browser = visitor(store)

    answer = step(
        browser, sign_in(browser, NAME, made.secret), "password", password=weak, again=weak
    )

    assert answer.status_code == 422
    assert "among those that are guessed first" in answer.text
    assert weak not in answer.text


def test_the_code_is_asked_after_the_password_and_never_counts_twice(store: Store) -> None:
    account = employed(store)
    app, codes = with_app(store, account)
    browser, elsewhere = visitor(store), visitor(store)
    page = sign_in(browser)
    assert page.status_code == 200
    assert "six digits" in page.text
    assert browser.get("/").status_code == 303

    used = step(browser, page, "code", code=app.now())
    right = step(browser, page, "code", code=codes[0])
    again = step(elsewhere, sign_in(elsewhere), "code", code=codes[0])

    assert used.status_code == again.status_code == 401
    assert "was used before" in used.text
    assert right.status_code == 303
    assert browser.get("/").status_code == 200
    assert recorded(store)[-1] == "RecoveryCodeUsed"
    assert codes[0] not in repr(store.requests.history(ACCOUNTS))


def test_a_ticket_of_another_account_or_none_leads_back_to_the_beginning(store: Store) -> None:
    account = employed(store)
    with_app(store, account)
    browser = visitor(store)
    page = sign_in(browser)
    store.engine.credentials.choose(account, OTHER, store.engine.now(OPERATOR))

    late = step(browser, page, "code", code="123456")
    forged = browser.post("/login/code", data={"ticket": "gAAAAA", "code": "123456"})

    assert [late.status_code, forged.status_code] == [401, 401]
    assert "Sign in again" in late.text
    assert "Sign in again" in forged.text


def test_where_the_role_must_have_a_second_factor_it_is_set_up_at_the_door(store: Store) -> None:
    employed(store)
    admin = at_console(store, Role.ADMIN)
    version = re.findall(r'name="version" value="(\d+)"', seen(admin, "/people"))[0]
    admin.post("/people", data={"version": version, "do": "demand", "handler": "true"})
    browser = visitor(store)

    page = sign_in(browser)
    secret = re.findall(r'class="key" tabindex="0">([A-Z2-7 ]+)<', page.text)[0].replace(" ", "")
    wrong = step(browser, page, "factor", code="000000")
    assert browser.get("/").status_code == 303
    done = step(browser, page, "factor", code=pyotp.TOTP(secret).now(), next="/me")

    assert '<svg role="img"' in page.text
    assert wrong.status_code == 422
    assert done.status_code == 200
    codes = re.findall(r"<li><code>([A-Z2-7-]{19})</code>", done.text)
    assert len(set(codes)) == 10
    assert "A code is asked beside it" in seen(browser, "/me")
    assert "Ask no code any more" not in seen(browser, "/me")
    refused = browser.post("/me", data={"do": "end-own-factor", "old": PASSWORD})
    assert refused.status_code == 409
    assert recorded(store)[-2:] == ["SecondFactorDemanded", "SecondFactorSet"]


def test_a_token_needs_no_code(store: Store) -> None:
    store.engine.credentials.demand([Role.HANDLER], store.engine.now(OPERATOR))

    assert at_console(store, Role.HANDLER).get("/").status_code == 200


def test_no_password_opens_the_api(store: Store) -> None:
    employed(store)
    program = visitor(store)

    for sent in (f"Bearer {PASSWORD}", "Basic d2lza2U6ZHJpZSBwYWFyZGVuIGluIGRlIG1pc3Q="):
        assert program.get("/api/v1/me", headers={"Authorization": sent}).status_code == 401


def test_sign_ins_are_counted_and_who_had_to_wait_is_named(store: Store, clock: Clock) -> None:
    account = employed(store)
    browser = visitor(store)
    for _ in range(8):
        sign_in(browser, NAME, "wrong")
    sign_in(visitor(store), "suske", "wrong")
    at_console(store, Role.HANDLER)
    clock.at += timedelta(days=1)

    store.engine.access_trail.write_counts(Occasion("system", clock.at))

    (counted,) = store.requests.history(FAILED_SIGN_INS)
    assert counted.sign_ins == 1
    assert counted.failed_sign_ins == 7
    assert counted.held_up == (account,)
