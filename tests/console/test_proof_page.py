"""Who opens, hands out or erases much at the console shows again who they are."""

import time

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.proof import PROOF_LASTS, Proofs
from griffie.application.access.roles import Role
from griffie.infrastructure.tickets import SealedTickets
from tests.api.test_list_files import PURPOSE
from tests.conftest import signed_in
from tests.given.console import at_console, page_of, seen, visitor
from tests.given.passwords import PASSWORD, employed, sign_in
from tests.given.story import receive

LIST = {"purpose": "Een vraag van de rechter.", "format": "csv"}


def at_the_desk(store: Store, role: Role) -> TestClient:
    """Somebody who signed in with a password, eleven minutes ago."""
    employed(store, role)
    browser = visitor(store)
    assert sign_in(browser).status_code == 303
    for name in list(browser.cookies):
        if name.endswith("-proof"):
            browser.cookies.delete(name)
    return browser


FORMS = [
    ("/list", LIST),
    ("/retention", {}),
    ("{page}/dossier", {"language": "nl", "reveal": "true", "reason": "Een controle."}),
    ("/audit/inspection", {"from": "2026-01-01", "reveal": "true", "reason": "Een controle."}),
    ("{page}/do/erase-personal-data", {}),
    ("{page}/do/erase-copies", {}),
]


@pytest.mark.parametrize(("address", "form"), FORMS)
def test_what_opens_or_erases_much_asks_again_who_it_is(
    store: Store, address: str, form: dict[str, str]
) -> None:
    page = page_of(receive(signed_in(store, Role.DPO)))
    browser = at_the_desk(store, Role.DPO)
    before = store.history.newest()

    answer = browser.post(
        address.format(page=page), data=form, headers={"referer": "http://testserver/retention?x"}
    )

    assert answer.status_code == 303
    assert answer.headers["location"] == "/proof?next=%2Fretention"
    assert store.history.newest() == before


def test_a_form_that_erases_asks_before_anybody_types(store: Store) -> None:
    page = page_of(receive(signed_in(store, Role.DPO)))
    browser = at_the_desk(store, Role.DPO)

    answer = browser.get(f"{page}/do/erase-personal-data")

    assert answer.headers["location"].startswith("/proof?next=%2Frequests%2F")


def test_the_password_opens_the_way_for_ten_minutes(store: Store) -> None:
    browser = at_the_desk(store, Role.DPO)
    assert "Is it you?" in seen(browser, "/proof?next=/retention")

    wrong = browser.post("/proof", data={"password": "another one", "next": "/retention"})
    right = browser.post("/proof", data={"password": PASSWORD, "next": "/retention"})

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "That is not right" in wrong.text
    assert right.headers["location"] == "/retention"
    assert browser.post("/list", data=LIST).status_code == 200


def test_who_just_signed_in_is_not_asked(store: Store) -> None:
    assert at_console(store, Role.DPO).post("/list", data=LIST).status_code == 200


def test_a_proof_ends(store: Store) -> None:
    browser = at_console(store, Role.DPO)
    assert browser.post("/list", data=LIST).status_code == 200

    def now() -> float:
        return time.time() + PROOF_LASTS + 60

    object.__setattr__(store.engine, "proofs", Proofs(SealedTickets(store.key, now)))

    assert browser.post("/list", data=LIST).headers["location"].startswith("/proof")


def test_a_token_proves_its_own_account_and_no_other(store: Store) -> None:
    token = store.access.create_token(Role.DPO, "one")
    other = store.access.create_token(Role.DPO, "other")
    browser = visitor(store)
    browser.post("/login", data={"token": token})

    foreign = browser.post("/proof", data={"token": other})
    own = browser.post("/proof", data={"token": token, "next": "//other.example"})

    assert foreign.status_code == 422
    assert (own.status_code, own.headers["location"]) == (303, "/")


def test_a_proof_of_another_session_proves_nothing(store: Store) -> None:
    one, other = at_console(store, Role.DPO), at_the_desk(store, Role.DPO)

    other.cookies.set("griffie-proof", one.cookies["griffie-proof"])

    assert other.post("/list", data=LIST).headers["location"].startswith("/proof")


def test_guessing_at_the_proof_must_wait(store: Store) -> None:
    browser = at_the_desk(store, Role.DPO)

    codes = [browser.post("/proof", data={"password": f"guess {n}"}).status_code for n in range(8)]

    assert codes[0] == 422
    assert codes[-1] == 429


def test_a_program_with_a_token_is_not_asked(store: Store) -> None:
    api = signed_in(store, Role.DPO)

    asked = {"format": "csv", "reveal": "true"}
    answer = api.get("/api/v1/requests", params=asked, headers=PURPOSE)

    assert answer.status_code == 200
