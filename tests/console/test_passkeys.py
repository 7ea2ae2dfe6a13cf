"""Passkeys: added by who showed who they are, used to sign in, ended; and what is not believed."""

import html
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from griffie.api.composition import Store
from griffie.application.access.passkeys import MOST_PASSKEYS, NewKey
from griffie.application.access.roles import OPERATOR, Role
from griffie.domain.accounts import ACCOUNTS
from tests.conftest import Open
from tests.given.console import at_console, seen, visitor
from tests.given.passkey_device import UP, Device
from tests.given.passwords import employed, sign_in

HERE = "http://testserver"


def recorded(store: Store) -> list[str]:
    return [event.TOPIC for event in store.requests.history(ACCOUNTS)]


def asked(page: str, kind: str) -> tuple[str, str]:
    """The question of a page, and its ticket."""
    (form,) = re.findall(rf'<form[^>]*data-passkey="{kind}".*?</form>', page, re.DOTALL)
    options = html.unescape(re.findall(r'data-options="([^"]*)"', form)[0])
    return options, re.findall(r'name="ticket" value="([^"]*)"', form)[0]


def add(browser: TestClient, device: Device, label: str = "", **said: Any) -> Response:
    options, ticket = asked(seen(browser, "/me"), "add")
    answer = device.make(options, HERE, **said)
    form = {"do": "add-passkey", "ticket": ticket, "said": answer, "label": label}
    return browser.post("/me", data=form)


def enter(browser: TestClient, device: Device, **said: Any) -> Response:
    options, ticket = asked(seen(browser, "/login"), "get")
    answer = device.show(options, HERE, **said)
    return browser.post("/login/passkey", data={"ticket": ticket, "said": answer, "next": "/me"})


@pytest.fixture
def desk(store: Store) -> TestClient:
    """Somebody who just signed in with a password."""
    employed(store)
    browser = visitor(store)
    assert sign_in(browser).status_code == 303
    return browser


@pytest.fixture
def device(desk: TestClient) -> Device:
    device = Device()
    assert add(desk, device, "Telefoon van Wiske").status_code == 303
    return device


def test_a_passkey_signs_in_without_password_and_code(store: Store, device: Device) -> None:
    browser = visitor(store)

    answer = enter(browser, device)

    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    page = seen(browser, "/me")
    assert "Telefoon van Wiske" in page
    assert "you are signed in with it" in page
    assert recorded(store) == ["AccountMade", "PasswordSet", "PasskeyAdded"]
    assert enter(visitor(store), device).status_code == 303


def test_where_nobody_has_one_the_sign_in_page_asks_for_none(store: Store) -> None:
    assert "data-passkey" not in seen(visitor(store), "/login")


def test_its_label_stands_nowhere_in_clear(store: Store, device: Device) -> None:
    kept = b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())

    assert b"Telefoon van Wiske" not in kept


LIES: list[dict[str, Any]] = [
    {"origin": "https://other.example"},
    {"origin": "http://testserver:81"},
    {"host": "other.example"},
    {"challenge": "AAAA"},
    {"kind": "webauthn.create"},
    {"flags": UP},
    {"flags": 0},
    {"signature": b"no signature"},
    {"user": b"u-somebody"},
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: "-".join(map(str, *lie.items())))
def test_an_answer_that_is_not_right_opens_nothing(
    store: Store, device: Device, lie: dict[str, Any]
) -> None:
    browser = visitor(store)

    answer = enter(browser, device, **lie)

    assert answer.status_code == 401
    assert "This passkey is not known here" in answer.text
    assert browser.get("/me").status_code == 303


@pytest.mark.parametrize("lie", LIES[:7], ids=lambda lie: "-".join(map(str, *lie.items())))
def test_a_new_passkey_that_is_not_right_is_not_kept(
    store: Store, desk: TestClient, lie: dict[str, Any]
) -> None:
    if lie.get("kind"):
        lie = {"kind": "webauthn.get"}

    answer = add(desk, Device(), **lie)

    assert answer.status_code == 422
    assert "The device did not answer as it should" in answer.text
    assert recorded(store) == ["AccountMade", "PasswordSet"]


@pytest.mark.parametrize("said", ["", "{}", "[]", "null", '{"id": 7}', "x" * 19_000, '"\ud800"'])
def test_what_is_no_answer_is_refused_in_a_sentence(
    store: Store, desk: TestClient, said: str
) -> None:
    add(desk, Device())
    browser = visitor(store)
    _, ticket = asked(seen(browser, "/login"), "get")
    _, adding = asked(seen(desk, "/me"), "add")
    said = said.encode("utf-8", "replace").decode()

    entered = browser.post("/login/passkey", data={"ticket": ticket, "said": said})
    added = desk.post("/me", data={"do": "add-passkey", "ticket": adding, "said": said})

    assert (entered.status_code, added.status_code) == (401, 422)


def test_an_answer_counts_once(store: Store, device: Device) -> None:
    browser = visitor(store)
    options, ticket = asked(seen(browser, "/login"), "get")
    sent = {"ticket": ticket, "said": device.show(options, HERE, count=0)}

    answers = [browser.post("/login/passkey", data=sent).status_code for _ in range(2)]

    assert answers == [303, 401]


def test_a_copy_that_counts_back_opens_nothing(store: Store, device: Device) -> None:
    assert enter(visitor(store), device, count=7).status_code == 303

    assert enter(visitor(store), device, count=7).status_code == 401
    assert enter(visitor(store), device, count=6).status_code == 401
    assert enter(visitor(store), device, count=8).status_code == 303


def test_a_ticket_for_adding_opens_nothing(desk: TestClient, store: Store, device: Device) -> None:
    options, ticket = asked(seen(desk, "/me"), "add")
    options = options.replace('"rp"', '"rpId": "testserver", "rp"')

    answer = visitor(store).post(
        "/login/passkey", data={"ticket": ticket, "said": device.show(options, HERE)}
    )

    assert answer.status_code == 401


def test_a_question_of_one_account_adds_nothing_to_another(store: Store, desk: TestClient) -> None:
    other = at_console(store, Role.DPO)
    options, ticket = asked(seen(desk, "/me"), "add")
    said = Device().make(options, HERE)

    answer = other.post("/me", data={"do": "add-passkey", "ticket": ticket, "said": said})

    assert answer.status_code == 422


def test_a_browser_that_was_left_open_adds_none(store: Store, desk: TestClient) -> None:
    options, ticket = asked(seen(desk, "/me"), "add")
    desk.cookies.delete("griffie-proof")
    form = {"do": "add-passkey", "ticket": ticket, "said": Device().make(options, HERE)}

    answer = desk.post("/me", data=form)

    assert answer.headers["location"].startswith("/proof")
    assert "data-passkey" not in seen(desk, "/me")
    assert "/proof?next=%2Fme" in seen(desk, "/me")


def test_a_passkey_shows_again_who_somebody_is(
    store: Store, desk: TestClient, device: Device
) -> None:
    desk.cookies.delete("griffie-proof")
    options, ticket = asked(seen(desk, "/proof?next=/me"), "get")
    shown = {"ticket": ticket, "said": device.show(options, HERE), "next": "/me"}
    stranger = at_console(store, Role.DPO)

    assert stranger.post("/proof", data=shown).status_code == 422
    options, ticket = asked(seen(desk, "/proof?next=/me"), "get")
    shown = {"ticket": ticket, "said": device.show(options, HERE), "next": "/me"}
    assert desk.post("/proof", data=shown).headers["location"] == "/me"
    assert "data-passkey" in seen(desk, "/me")


def test_its_owner_ends_it_with_its_sessions(
    store: Store, desk: TestClient, device: Device
) -> None:
    browser = visitor(store)
    enter(browser, device)
    (kept,) = store.access.passkeys.all()
    version = str(store.engine.directory.version)
    stranger = at_console(store, Role.DPO)
    form = {"do": "end-passkey", "passkey": kept.id, "version": version}

    foreign = stranger.post("/me", data=form)
    own = desk.post("/me", data=form)

    assert foreign.status_code != 303 or "done" not in foreign.headers["location"]
    assert own.status_code == 303
    assert browser.get("/me").status_code == 303
    assert recorded(store)[-1] == "PasskeyEnded"
    assert "data-passkey" not in seen(visitor(store), "/login")


def test_an_administrator_ends_that_of_somebody_else(store: Store, device: Device) -> None:
    (kept,) = store.access.passkeys.all()
    admin = at_console(store, Role.ADMIN)
    here = f"/people/{kept.account_id}"
    assert "Telefoon van Wiske" in seen(admin, here)
    version = str(store.engine.directory.version)

    answer = admin.post(here, data={"do": "end-passkey", "passkey": kept.id, "version": version})

    assert answer.status_code == 303
    assert store.access.passkeys.all() == []


def test_an_account_that_ended_takes_its_passkeys_along(store: Store, device: Device) -> None:
    browser = visitor(store)
    enter(browser, device)
    (kept,) = store.access.passkeys.all()

    store.engine.directory.end_account(kept.account_id, store.engine.now(OPERATOR))

    assert browser.get("/me").status_code == 303
    assert store.access.passkeys.all() == []


def test_one_that_the_log_does_not_know_is_found_and_ended(
    store: Store, device: Device, opening: Open
) -> None:
    (kept,) = store.access.passkeys.all()
    store.access.passkeys.put(kept.account_id, "0" * 12, "", NewKey(b"planted", b"key", 0))
    found = [one.what for one in store.check((), lambda _done, _all: None)[0]]
    assert any("a passkey of" in one for one in found)

    again = opening()

    assert [one.id for one in again.access.passkeys.all()] == [kept.id]


def test_an_account_has_ten_at_most(store: Store, desk: TestClient) -> None:
    for _ in range(MOST_PASSKEYS):
        assert add(desk, Device()).status_code == 303

    assert "data-passkey" not in seen(desk, "/me")


def test_the_same_passkey_is_kept_once(store: Store, desk: TestClient, device: Device) -> None:
    assert add(desk, device).status_code == 422
    assert len(store.access.passkeys.all()) == 1


def test_guessing_must_wait(store: Store, device: Device) -> None:
    browser = visitor(store)

    codes = [enter(browser, device, signature=b"x").status_code for _ in range(30)]

    assert set(codes) == {401}
    _, ticket = asked(seen(browser, "/login"), "get")
    for _ in range(2):
        last = browser.post("/login/passkey", data={"ticket": ticket, "said": "{}"})
    assert last.status_code == 429
