"""Signing in through a real provider: by group, the first time and the next ones."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR, Role
from griffie.domain.accounts import ACCOUNTS
from tests.given.console import at_console, seen
from tests.provider.conftest import Office, Visit


def signed_in(browser: TestClient, office: Office, person: Any, onward: str = "/me") -> Any:
    """Somebody goes out to the provider and comes back; gives the last answer."""
    out = browser.get("/login/provider", params={"next": onward})
    assert out.status_code == 303
    return browser.get(office.come_back(person, out.headers["location"]))


def recorded(store: Store) -> list[str]:
    return [event.TOPIC for event in store.requests.history(ACCOUNTS)]


def test_the_first_time_makes_an_account_in_the_role_of_the_group(
    store: Store, office: Office, visit: Visit
) -> None:
    person, browser = office.person(), visit()
    office.put(person, "griffie-handlers", "choir")
    assert "Sign in with Office ID" in seen(browser, "/login")

    answer = signed_in(browser, office, person)

    assert answer.status_code == 200
    assert 'content="0; url=/me"' in answer.text
    cookies = [one.lower() for one in answer.headers.get_list("set-cookie")]
    assert "samesite=strict" in next(one for one in cookies if one.startswith("griffie="))
    me = seen(browser, "/me")
    assert "Wiske Peeters" in me
    (made,) = store.engine.directory.people()
    assert made.role is Role.HANDLER
    assert recorded(store) == ["AccountMade", "ProviderLinked"]
    assert browser.get("/people").status_code == 403


def test_the_next_time_is_the_same_account(store: Store, office: Office, visit: Visit) -> None:
    person = office.person()
    office.put(person, "griffie-handlers")

    for _ in range(2):
        assert signed_in(visit(), office, person).status_code == 200

    assert len(store.engine.directory.people()) == 1
    assert recorded(store) == ["AccountMade", "ProviderLinked"]


def test_of_two_groups_the_first_of_the_file_counts(
    store: Store, office: Office, visit: Visit
) -> None:
    person = office.person()
    office.put(person, "griffie-handlers", "griffie-dpo")

    signed_in(visit(), office, person)

    assert [one.role for one in store.engine.directory.people()] == [Role.DPO]


def test_who_is_in_no_group_with_a_role_is_not_let_in(
    store: Store, office: Office, visit: Visit
) -> None:
    person, browser = office.person(), visit()
    office.put(person, "choir")

    answer = signed_in(browser, office, person)

    assert answer.status_code == 401
    assert "you have no role here" in answer.text
    assert store.engine.directory.people() == []
    assert browser.get("/me").status_code == 303


def test_a_group_that_is_gone_takes_the_role_and_its_sessions_along(
    store: Store, office: Office, visit: Visit
) -> None:
    person, browser = office.person(), visit()
    office.put(person, "griffie-handlers")
    signed_in(browser, office, person)
    assert browser.get("/me").status_code == 200

    office.put(person)
    refused = signed_in(visit(), office, person)

    assert refused.status_code == 401
    assert browser.get("/me").status_code == 303
    assert recorded(store)[-1] == "SessionsEnded"
    office.put(person, "griffie-handlers")
    assert signed_in(visit(), office, person).status_code == 200
    assert len(store.engine.directory.people()) == 1


def test_another_role_is_another_account_of_the_same_person(
    store: Store, office: Office, visit: Visit
) -> None:
    person, browser = office.person(), visit()
    office.put(person, "griffie-handlers")
    signed_in(browser, office, person)

    office.put(person, "griffie-dpo")
    signed_in(visit(), office, person)

    one, other = store.engine.directory.people()
    assert {one.role, other.role} == {Role.HANDLER, Role.DPO}
    assert other.account_id in store.engine.directory.same_person(one.account_id)
    assert browser.get("/me").status_code == 303, "the session of the old role is over"
    assert recorded(store)[2:] == [
        "SessionsEnded",
        "AccountMade",
        "AccountsJoined",
        "ProviderLinked",
    ]


def test_an_account_that_an_administrator_ended_stays_ended(
    store: Store, office: Office, visit: Visit
) -> None:
    person, browser = office.person(), visit()
    office.put(person, "griffie-handlers")
    signed_in(browser, office, person)
    (made,) = store.engine.directory.people()

    store.engine.directory.end_account(made.account_id, store.engine.now(OPERATOR))

    assert browser.get("/me").status_code == 303
    assert "you have no role here" in signed_in(visit(), office, person).text
    assert len(store.engine.directory.people()) == 1


def test_an_answer_counts_once_and_in_its_own_browser(
    store: Store, office: Office, visit: Visit
) -> None:
    person, browser, other = office.person(), visit(), visit()
    office.put(person, "griffie-handlers")
    out = browser.get("/login/provider")
    kept = browser.cookies["griffie-provider"]
    back = office.come_back(person, out.headers["location"])

    stolen = other.get(back)
    right = browser.get(back)
    again = browser.get(back)
    browser.cookies.set("griffie-provider", kept)
    replayed = browser.get(back)

    assert [one.status_code for one in (stolen, right, again, replayed)] == [401, 200, 401, 401]
    assert "refused it" in replayed.text, "the provider takes a code once"


def test_another_state_and_an_old_ask_open_nothing(
    store: Store, office: Office, visit: Visit, clock: Any
) -> None:
    person, browser = office.person(), visit()
    office.put(person, "griffie-handlers")
    back = office.come_back(person, browser.get("/login/provider").headers["location"])
    other = visit()
    state = parse_qs(urlsplit(other.get("/login/provider").headers["location"]).query)["state"][0]
    said = parse_qs(urlsplit(back).query)

    answer = browser.get("/login/provider/back", params={"code": said["code"][0], "state": state})

    assert answer.status_code == 401
    assert "Sign in again" in answer.text


def test_who_says_no_at_the_provider_is_told_so(visit: Visit) -> None:
    browser = visit()
    out = browser.get("/login/provider").headers["location"]
    state = parse_qs(urlsplit(out).query)["state"][0]

    answer = browser.get("/login/provider/back", params={"error": "access_denied", "state": state})

    assert answer.status_code == 401
    assert "You were not signed in" in answer.text
    assert "access_denied" not in answer.text


def test_the_ask_proves_itself_and_tells_nothing(office: Office, visit: Visit) -> None:
    address = visit().get("/login/provider?next=/requests/new").headers["location"]
    said = parse_qs(urlsplit(address).query)

    assert said["response_type"] == ["code"]
    assert said["code_challenge_method"] == ["S256"]
    assert {len(said[one][0]) for one in ("state", "nonce", "code_challenge")} == {43}
    assert "requests" not in address
    told = httpx2.get(f"{office.issuer}/.well-known/openid-configuration", timeout=60).json()
    assert address.startswith(told["authorization_endpoint"])


def test_nothing_of_who_it_is_stands_in_the_store_the_log_or_an_address(
    store: Store, office: Office, visit: Visit, caplog: Any
) -> None:
    person = office.person("Sidonia Zonderling")
    office.put(person, "griffie-handlers")
    answer = signed_in(visit(), office, person)

    kept = b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())
    ours = "".join(one.getMessage() for one in caplog.records if one.name.startswith("griffie"))
    for told in ("Sidonia", "Zonderling", person.user_name, "griffie-handlers"):
        assert told.encode() not in kept
        assert told not in ours
        assert told not in str(answer.url)
    assert store.engine.directory.people()[0].name == "Sidonia Zonderling"


def test_sessions_through_the_provider_are_shown_and_ended(
    store: Store, office: Office, visit: Visit
) -> None:
    person, browser = office.person(), visit()
    office.put(person, "griffie-handlers")
    signed_in(browser, office, person)
    page = seen(browser, "/me")
    assert "sign-in provider of the office since" in page
    people = seen(at_console(store, Role.ADMIN), "/people")
    assert "through the sign-in provider" in people
    version = store.engine.directory.version

    answer = browser.post("/me", data={"do": "end-provider-sessions", "version": str(version)})

    assert answer.status_code == 303
    assert browser.get("/me").status_code == 303
    assert recorded(store)[-1] == "SessionsEnded"


def test_a_link_that_the_log_does_not_know_is_found_and_taken_away(
    store: Store, office: Office, visit: Visit, opening: Any
) -> None:
    store.access.links.make(office.issuer, "planted", Role.DPO, "Planted")
    found = [one.what for one in store.check((), lambda _done, _all: None)[0]]
    assert any("to the sign-in provider is not one of the log" in one for one in found)

    again = opening()

    assert again.access.links.all() == []
    assert [one.ended_at is None for one in again.access.people()] == [False]
