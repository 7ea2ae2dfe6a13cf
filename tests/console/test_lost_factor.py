"""A lost second factor: one administrator proposes its end, another confirms; it is told."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role
from griffie.domain.accounts import ACCOUNTS
from tests.conftest import Clock
from tests.console.test_own_password import sent
from tests.given.console import seen, visitor
from tests.given.passwords import PASSWORD, cheap, employed, sign_in, with_app

TELLS = "Your second factor was ended"


class Administrator:
    """Somebody in that role, signed in with a token."""

    def __init__(self, store: Store, name: str) -> None:
        token = store.access.create_token(Role.ADMIN, name)
        found = store.access.account_of(token)
        assert found
        self.id, self.browser = found.id, visitor(store)
        assert self.browser.post("/login", data={"token": token}).status_code == 303

    def asks_no_code(self, account: str) -> str:
        """Send the form of that account; the words of the page that follows."""
        answer = sent(self.browser, f"/people/{account}", do="end-factor")
        assert answer.status_code == 303, answer.text
        return seen(self.browser, answer.headers["location"])


@pytest.fixture
def one(store: Store) -> Administrator:
    return Administrator(cheap(store), "Suske")


@pytest.fixture
def two(store: Store) -> Administrator:
    return Administrator(store, "Sidonia")


@pytest.fixture
def lost(store: Store) -> str:
    """The account of somebody who lost the app and the codes."""
    account = employed(store)
    with_app(store, account)
    return account


def with_factor(store: Store, account: str) -> None:
    """An administrator signs in with a password and a code as well."""
    store.engine.credentials.make(account, "sidonia", PASSWORD, store.engine.now(OPERATOR))
    with_app(store, account)


def recorded(store: Store) -> list[str]:
    return [event.TOPIC for event in store.requests.history(ACCOUNTS)]


def asks_a_code(store: Store) -> bool:
    return "/login/code" in sign_in(visitor(store)).text


def test_one_proposes_another_confirms_and_the_person_is_told(
    store: Store, one: Administrator, two: Administrator, lost: str
) -> None:
    page = one.asks_no_code(lost)
    assert "It is proposed. Another administrator has to confirm it." in page
    assert asks_a_code(store)
    assert "Suske proposed it on" in seen(two.browser, f"/people/{lost}")

    page = two.asks_no_code(lost)

    assert "No code is asked of this account any more." in page
    *_, proposed, ended = store.requests.history(ACCOUNTS)
    assert (proposed.TOPIC, proposed.actor) == ("SecondFactorEndProposed", one.id)
    assert (ended.TOPIC, ended.actor, ended.proposed_by) == ("SecondFactorEnded", two.id, one.id)
    browser = visitor(store)
    answer = browser.post("/login?next=/list", data={"name": "wiske", "password": PASSWORD})
    assert answer.headers["location"] == "/me"
    told = seen(browser, "/me")
    assert TELLS in told
    assert "Suske and Sidonia" in told


def test_who_proposed_confirms_nothing(store: Store, one: Administrator, lost: str) -> None:
    Administrator(store, "Sidonia")
    one.asks_no_code(lost)
    before = recorded(store)

    page = one.asks_no_code(lost)

    assert recorded(store) == before
    assert "Confirm" not in page
    assert asks_a_code(store)


def test_two_accounts_of_one_person_are_one_pair_of_eyes(
    store: Store, one: Administrator, two: Administrator, lost: str
) -> None:
    Administrator(store, "Jerom")
    from griffie.application.disclosure import Disclosure

    now = store.engine.now(OPERATOR)
    store.engine.directory.join(one.id, two.id, Disclosure("reason", "Dezelfde."), now)
    one.asks_no_code(lost)
    two.asks_no_code(lost)

    assert recorded(store)[-1] == "SecondFactorEndProposed"
    assert asks_a_code(store)


def test_the_person_concerned_confirms_nothing(
    store: Store, one: Administrator, two: Administrator
) -> None:
    with_factor(store, two.id)
    Administrator(store, "Jerom")
    one.asks_no_code(two.id)

    two.asks_no_code(two.id)

    assert recorded(store)[-1] == "SecondFactorEndProposed"


def test_where_nobody_else_could_confirm_one_is_enough(
    store: Store, one: Administrator, lost: str
) -> None:
    page = one.asks_no_code(lost)

    assert "No code is asked of this account any more." in page
    *_, ended = store.requests.history(ACCOUNTS)
    assert (ended.TOPIC, ended.actor, ended.proposed_by) == ("SecondFactorEnded", one.id, None)


def test_of_two_administrators_one_helps_the_other(
    store: Store, one: Administrator, two: Administrator
) -> None:
    with_factor(store, two.id)

    one.asks_no_code(two.id)

    assert recorded(store)[-1] == "SecondFactorEnded"


def test_a_proposal_waits_for_a_week(
    store: Store, one: Administrator, two: Administrator, lost: str, clock: Clock
) -> None:
    one.asks_no_code(lost)
    clock.at += timedelta(days=7, seconds=1)
    again = Administrator(store, "Jerom")

    again.asks_no_code(lost)

    assert recorded(store)[-1] == "SecondFactorEndProposed"
    assert asks_a_code(store)


def test_a_proposal_ends_with_the_factor_that_it_was_about(
    store: Store, one: Administrator, two: Administrator, lost: str
) -> None:
    one.asks_no_code(lost)
    with_app(store, lost)  # the person found the telephone, and set up another app

    two.asks_no_code(lost)

    assert recorded(store)[-1] == "SecondFactorEndProposed"
    assert asks_a_code(store)


def test_where_the_role_must_have_one_it_is_told_after_the_new_one_is_set(
    store: Store, one: Administrator, lost: str, clock: Clock
) -> None:
    one.asks_no_code(lost)
    with_app(store, lost)
    assert TELLS in _me(store, lost)

    clock.at += timedelta(days=1, seconds=1)
    assert TELLS not in _me(store, lost)


def _me(store: Store, account: str) -> str:
    """The page of the account as a token of its own shows it."""
    made = store.engine.directory.give(account, None, store.engine.now(OPERATOR))
    browser = visitor(store)
    assert browser.post("/login", data={"token": made.secret}).status_code == 303
    return seen(browser, "/me")


def test_who_ends_it_themselves_is_told_nothing(store: Store, lost: str) -> None:
    from griffie.application.access.roles import Account

    mine = Account(lost, Role.HANDLER, "")
    store.engine.credentials.end_factor(lost, store.engine.now(mine))
    browser = visitor(store)

    assert sign_in(browser).headers["location"] == "/"
    assert TELLS not in seen(browser, "/me")


def test_others_than_administrators_propose_nothing(store: Store, lost: str) -> None:
    client: TestClient = visitor(store)
    employed(store, Role.DPO, "suske")
    assert sign_in(client, "suske").status_code == 303

    answer = client.post(f"/people/{lost}", data={"do": "end-factor", "version": "0"})

    assert answer.status_code == 403
    assert "SecondFactorEndProposed" not in recorded(store)
