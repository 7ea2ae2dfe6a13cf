"""Who comes in at the console: sessions, cookies, and forms of other sites."""

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.api.composition.web import application
from griffie.api.console.frame.sign_in import local_address
from griffie.application.access.roles import Role
from tests.given.console import at_console, visitor


def test_whoever_is_not_signed_in_goes_to_the_sign_in_page_and_back(store: Store) -> None:
    answer = visitor(store).get("/?tab=hold")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2F%3Ftab%3Dhold"


def test_a_token_opens_a_session_in_a_cookie_that_scripts_and_other_sites_cannot_use(
    store: Store,
) -> None:
    token = store.access.create_token(Role.HANDLER, "test")

    answer = visitor(store).post("/login", data={"token": token, "next": "/search"})

    cookie = answer.headers["set-cookie"].lower()
    assert answer.headers["location"] == "/search"
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert token.lower() not in cookie


def test_over_https_the_cookie_is_bound_to_the_host(store: Store) -> None:
    token = store.access.create_token(Role.HANDLER, "test")
    client = TestClient(application(store.engine), "https://office.example", follow_redirects=False)

    answer = client.post("/login", data={"token": token})

    assert answer.headers["set-cookie"].startswith("__Host-griffie=")
    assert "; Secure" in answer.headers["set-cookie"]
    assert "strict-transport-security" in answer.headers


def test_a_wrong_token_is_refused_calmly_and_never_repeated(store: Store) -> None:
    answer = visitor(store).post("/login", data={"token": "griffie_wrong-and-secret"})

    assert answer.status_code == 401
    assert "not known, or no longer valid" in answer.text
    assert "wrong-and-secret" not in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""]
)
def test_after_signing_in_one_stays_here(elsewhere: str) -> None:
    assert local_address(elsewhere) == "/"
    assert local_address("/requests/7K3F9-Q2MXT?version=3") == "/requests/7K3F9-Q2MXT?version=3"


def test_after_signing_out_the_session_is_over_even_for_who_kept_the_cookie(store: Store) -> None:
    client = at_console(store, Role.HANDLER)
    kept = dict(client.cookies)

    client.post("/logout")

    client.cookies.update(kept)
    assert client.get("/").headers["location"] == "/login"


def test_a_revoked_token_ends_the_session(store: Store) -> None:
    client = at_console(store, Role.HANDLER)

    store.access.revoke(store.access.tokens()[-1].id)

    assert client.get("/").headers["location"] == "/login"


@pytest.mark.parametrize(
    "header",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(store: Store, header: dict[str, str]) -> None:
    client = at_console(store, Role.HANDLER)

    for address in ("/login", "/logout", "/search", "/requests/7K3F9-Q2MXT/reveal"):
        assert client.post(address, headers=header).status_code == 403
    assert client.get("/").status_code == 200
