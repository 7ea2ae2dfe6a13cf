"""What is not believed of a provider, or of somebody who speaks in its name."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import ECKey

from griffie.api.composition import Store
from griffie.api.composition.providers import provider_sign_in, read_provider
from griffie.api.composition.web import application
from tests.given.console import HTML, seen
from tests.given.passwords import employed, sign_in
from tests.provider.conftest import FILE, SECRET
from tests.provider.liar import GOOD, OTHER, Liar, come_back, lying, secret_as_key


def from_now(claims: dict[str, Any]) -> dict[str, Any]:
    """Claims in which a span stands for the instant so far from now, in seconds since 1970."""
    return {
        name: int(time.time() + one.total_seconds()) if isinstance(one, timedelta) else one
        for name, one in claims.items()
    }


@pytest.fixture
def liar() -> Iterator[Liar]:
    with lying() as liar:
        yield liar


@pytest.fixture
def visitor(store: Store, liar: Liar, tmp_path: Path, secret: Path) -> TestClient:
    path = tmp_path / "sign-in.toml"
    path.write_text(FILE.format(issuer=liar.issuer, client="griffie", secret=secret))
    app = application(store.engine, provider=provider_sign_in(read_provider(path), store))
    headers = HTML | {"accept-language": "en"}
    return TestClient(app, headers=headers, follow_redirects=False)


def test_what_is_right_is_believed(visitor: TestClient, liar: Liar) -> None:
    assert come_back(visitor, liar, iss=liar.issuer).status_code == 200
    assert "Wiske" in seen(visitor, "/me")


@pytest.mark.parametrize(
    "lie",
    [
        ({"iss": "https://other.example"}, "iss"),
        ({"aud": "another-client"}, "aud"),
        ({"aud": []}, "aud"),
        ({"aud": ["griffie", "another-client"]}, "azp"),
        ({"azp": "another-client"}, "azp"),
        ({"nonce": "another-ask"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"exp": timedelta(seconds=-120)}, "exp"),
        ({"exp": None}, "exp"),
        ({"iat": timedelta(seconds=3600)}, "iat"),
        ({"nbf": timedelta(seconds=3600)}, "nbf"),
        ({"sub": None}, "sub"),
        ({"sub": 7}, "sub"),
    ],
)
def test_a_claim_that_is_not_right_opens_nothing(
    store: Store, visitor: TestClient, liar: Liar, lie: tuple[dict[str, Any], str], caplog: Any
) -> None:
    claims, why = lie
    liar.claims = from_now(claims)

    answer = come_back(visitor, liar)

    assert answer.status_code == 401
    assert "its answer could not be believed" in answer.text
    assert f"is not believed: {why}." in caplog.text
    assert store.engine.directory.people() == []
    assert visitor.get("/me").status_code == 303


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({}, 401),
        ({"auth_time": timedelta(seconds=-3600)}, 401),
        ({"auth_time": True}, 401),
        ({"auth_time": timedelta(seconds=5)}, 200),
    ],
)
def test_who_must_show_again_who_they_are_signs_in_there_anew(
    visitor: TestClient, liar: Liar, claims: dict[str, Any], status: int
) -> None:
    liar.claims = from_now(claims)

    assert come_back(visitor, liar, again=True).status_code == status
    assert come_back(visitor, liar).status_code == 200


def test_clocks_may_differ_by_a_minute(visitor: TestClient, liar: Liar) -> None:
    liar.claims = {"exp": int(time.time()) - 30, "iat": int(time.time()) + 30}

    assert come_back(visitor, liar).status_code == 200


def signed_by_another(liar: Liar) -> None:
    liar.key = OTHER


def signed_with_the_secret(liar: Liar) -> None:
    liar.key, liar.header = secret_as_key(SECRET), {"alg": "HS256", "kid": GOOD.kid}


def signed_by_nobody(liar: Liar) -> None:
    liar.header = {"alg": "none"}


def a_key_for_another_purpose(liar: Liar) -> None:
    encrypting = OTHER.as_dict(private=False) | {"use": "enc"}
    liar.key, liar.header = OTHER, {"alg": "RS256", "kid": OTHER.kid}
    liar.answer = lambda path, answer=liar.answer: (  # type: ignore[method-assign,misc]
        {"keys": [GOOD.as_dict(private=False), encrypting]} if path == "/keys" else answer(path)
    )


def no_token(liar: Liar) -> None:
    liar.token = lambda: "no.token.at.all"  # type: ignore[method-assign]


@pytest.mark.parametrize(
    "lie",
    [
        signed_by_another,
        signed_with_the_secret,
        signed_by_nobody,
        a_key_for_another_purpose,
        no_token,
    ],
)
def test_a_signature_that_is_not_the_providers_opens_nothing(
    visitor: TestClient, liar: Liar, lie: Callable[[Liar], None], caplog: Any
) -> None:
    lie(liar)

    assert come_back(visitor, liar).status_code == 401
    assert "is not believed: signature." in caplog.text


def test_a_key_that_is_newer_than_ours_is_looked_for(
    visitor: TestClient, liar: Liar, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_back(visitor, liar)
    liar.key, liar.header = OTHER, {"alg": "RS256", "kid": OTHER.kid}
    liar.published = [GOOD, OTHER]
    assert come_back(visitor, liar).status_code == 401, "not so soon: strangers cause no flood"
    assert liar.asked.count("/keys") == 1

    monkeypatch.setattr("griffie.infrastructure.oidc.provider._NOT_SOONER", 0.0)

    assert come_back(visitor, liar).status_code == 200


def test_keys_of_elliptic_curves_sign_as_well(visitor: TestClient, liar: Liar) -> None:
    key = ECKey.generate_key("P-256", auto_kid=True)
    liar.key, liar.header, liar.published = key, {"alg": "ES256", "kid": key.kid}, [GOOD, key]

    assert come_back(visitor, liar).status_code == 200


def test_an_answer_of_another_provider_is_not_taken_for_this_one(
    visitor: TestClient, liar: Liar
) -> None:
    assert come_back(visitor, liar, iss="https://other.example").status_code == 401
    assert "/token" not in liar.asked, "the code of one provider is not shown to another"
    assert come_back(visitor, liar).status_code == 200


def test_a_provider_that_promises_to_name_itself_must(visitor: TestClient, liar: Liar) -> None:
    liar.described = {"authorization_response_iss_parameter_supported": True}

    assert come_back(visitor, liar).status_code == 401
    assert come_back(visitor, liar, iss=liar.issuer).status_code == 200


def test_groups_may_stand_apart_from_the_token(
    store: Store, visitor: TestClient, liar: Liar
) -> None:
    liar.claims = {"groups": None}
    assert come_back(visitor, liar).status_code == 200

    liar.userinfo = {"sub": "somebody-else", "groups": ["griffie-dpo"]}

    assert come_back(visitor, liar).status_code == 401
    assert len(store.engine.directory.people()) == 1


def test_the_secret_follows_no_answer_elsewhere(visitor: TestClient, liar: Liar) -> None:
    with lying() as other:
        liar.elsewhere = f"{other.issuer}/token"

        answer = come_back(visitor, liar)

        assert answer.status_code == 503
        assert other.asked == []


@pytest.mark.parametrize("status", [500, 503])
def test_a_provider_that_is_down_is_a_sentence_and_passwords_still_work(
    store: Store, visitor: TestClient, liar: Liar, status: int
) -> None:
    employed(store)
    liar.status = status

    out = visitor.get("/login/provider")

    assert out.status_code == 503
    assert "does not answer" in out.text
    assert sign_in(visitor).status_code == 303


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://other.example"},
        {"authorization_endpoint": "http://other.example/in-clear"},
        {"authorization_endpoint": None},
    ],
)
def test_a_description_that_is_not_its_own_leads_nowhere(
    visitor: TestClient, liar: Liar, described: dict[str, Any]
) -> None:
    liar.described = described

    assert visitor.get("/login/provider").status_code == 503


def test_floods_of_answers_must_wait(visitor: TestClient, liar: Liar) -> None:
    liar.claims = {"nonce": "wrong"}

    codes = [come_back(visitor, liar).status_code for _ in range(33)]

    assert codes.count(429) >= 2
    assert liar.asked.count("/token") < 33


def test_without_a_provider_its_addresses_lead_to_the_sign_in_page(store: Store) -> None:
    visitor = TestClient(application(store.engine), headers=HTML, follow_redirects=False)

    for address in ("/login/provider", "/login/provider/back?code=x&state=y"):
        assert visitor.get(address).headers["location"] == "/login"
    assert "Sign in with" not in seen(visitor, "/login")


@pytest.mark.parametrize("onward", ["//other.example", "https://other.example", "/\\other.example"])
def test_after_signing_in_nobody_is_led_elsewhere(
    visitor: TestClient, liar: Liar, onward: str
) -> None:
    out = visitor.get("/login/provider", params={"next": onward})
    state = out.headers["location"].split("state=")[1].split("&")[0]
    liar.nonce = out.headers["location"].split("nonce=")[1].split("&")[0]

    page = visitor.get("/login/provider/back", params={"code": "c", "state": state})

    assert "other.example" not in page.text
    assert 'content="0; url=/"' in page.text
