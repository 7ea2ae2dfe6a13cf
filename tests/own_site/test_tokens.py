"""Which tokens of a site are believed: by its key, for us, now, once; and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from griffie.application.portal.own_site import UnbelievedIdentityError
from griffie.infrastructure.own_site.settings import read_own_site
from griffie.infrastructure.own_site.tokens import LARGEST, SignedTokens
from tests.conftest import Clock
from tests.own_site.site import AUDIENCE, EMAIL, ISSUER, MADE, NAME, Site, base64url, public_pem
from tests.own_site.site import written as file_of


def reader(folder: Path, clock: Clock, *keys: str) -> SignedTokens:
    settings, known = read_own_site(file_of(folder, *keys))
    return SignedTokens(settings, known, lambda: clock().timestamp())


@pytest.fixture
def tokens(tmp_path: Path, clock: Clock) -> SignedTokens:
    return reader(tmp_path, clock, "ed", "ec", "rsa")


def why(tokens: SignedTokens, token: str) -> str:
    with pytest.raises(UnbelievedIdentityError) as refused:
        tokens.read(token)
    assert "wittebolle" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("key", ["ed", "ec", "rsa"])
def test_a_token_of_each_kind_of_key_says_who_it_is(
    tokens: SignedTokens, clock: Clock, key: str
) -> None:
    person = tokens.read(Site(clock, key).token())

    assert (person.subject, person.email, person.name) == ("klant-4711", EMAIL, NAME)
    assert (person.issuer, person.key) == (ISSUER, key)
    assert person.signed_at == int(clock().timestamp())


MINUTE = 60


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ({"aud": "https://privacy.elsewhere.example"}, "audience"),
        ({"aud": [AUDIENCE, "https://privacy.elsewhere.example"]}, "audience"),
        ({"aud": None}, "audience"),
        ({"iss": f"{ISSUER}/"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"exp": None}, "times"),
        ({"iat": None}, "times"),
        ({"iat": "now"}, "times"),
        ({"exp": True}, "times"),
        ({"exp": 1e300}, "times"),
        ({"nbf": "soon"}, "times"),
        ({"jti": None}, "jti"),
        ({"jti": "short"}, "jti"),
        ({"jti": "with a blank in the middle of it"}, "jti"),
        ({"jti": 12345678901234567890}, "jti"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"sub": "two\nlines"}, "sub"),
        ({"email": None}, "email"),
        ({"email": "no address"}, "email"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "email"),
        ({"email": "a@b.example", "email_verified": False}, "email"),
        ({"name": "n" * 201}, "name"),
        ({"name": "turned \u202eround"}, "name"),
        ({"name": 7}, "name"),
    ],
)
def test_what_a_signed_token_says_is_judged(
    tokens: SignedTokens, site: Site, other: dict[str, Any], word: str
) -> None:
    assert why(tokens, site.token(**other)) == word


@pytest.mark.parametrize(
    ("made", "ends", "word"),
    [
        (-10 * MINUTE, -2 * MINUTE, "expired"),
        (-20 * MINUTE, 10 * MINUTE, "expired"),
        (5 * MINUTE, 6 * MINUTE, "not yet"),
        (0, 11 * MINUTE, "life"),
        (0, 0, "life"),
        (0, -1, "life"),
    ],
)
def test_a_token_lives_for_minutes(
    tokens: SignedTokens, site: Site, made: int, ends: int, word: str
) -> None:
    now = int(site.clock().timestamp())

    assert why(tokens, site.token(iat=now + made, exp=now + ends)) == word


def test_two_clocks_may_differ_by_a_minute(tokens: SignedTokens, site: Site) -> None:
    now = int(site.clock().timestamp())

    tokens.read(site.token(iat=now + 50, exp=now + 100))
    tokens.read(site.token(iat=now - 100, exp=now - 50))
    assert why(tokens, site.token(nbf=now + 70)) == "not yet"


def test_nothing_is_believed_without_a_signature_of_the_site(
    tokens: SignedTokens, site: Site, clock: Clock
) -> None:
    head, body, signature = site.token().split(".")

    assert why(tokens, site.unsigned()) == "signature"
    assert why(tokens, f"{head}.{body}.") == "signature"
    changed = base64url(json.dumps(site.claims(sub="klant-1")).encode())
    assert why(tokens, f"{head}.{changed}.{signature}") == "signature"
    stranger = Site(clock, "other").token(head={"kid": "ed"})
    assert why(tokens, stranger) == "signature"


@pytest.mark.parametrize("key", ["rsa", "ec", "ed"])
def test_a_public_key_is_no_secret(tokens: SignedTokens, clock: Clock, key: str) -> None:
    """RFC 8725 §2.1: the public key, used as the secret of HS256."""
    forged = Site(clock, key).with_secret(public_pem(key))

    assert why(tokens, forged) == "signature"


def test_an_algorithm_belongs_to_its_key(tokens: SignedTokens, clock: Clock) -> None:
    assert why(tokens, Site(clock, "rsa").token(head={"kid": "ec"})) == "signature"
    assert why(tokens, Site(clock, "rsa").token(head={"alg": "RS512"})) == "signature"
    tokens.read(Site(clock, "rsa").token(head={"alg": "PS256"}))


@pytest.mark.parametrize(
    "head",
    [
        {"jku": "https://evil.example/keys"},
        {"jwk": MADE["other"][0].import_key(MADE["other"][1]).as_dict(private=False)},
        {"x5u": "https://evil.example/key.pem"},
    ],
)
def test_a_token_brings_no_key_along(
    tokens: SignedTokens, site: Site, head: dict[str, Any]
) -> None:
    assert why(tokens, site.token(head=head)) == "head"


@pytest.mark.parametrize("kid", ["", "nobody", "../ed", None, 7])
def test_an_unknown_key_is_refused(tokens: SignedTokens, site: Site, kid: Any) -> None:
    _, body, signature = site.token().split(".")
    head = base64url(json.dumps({"alg": "EdDSA", "kid": kid}).encode())

    assert why(tokens, f"{head}.{body}.{signature}") == "key"


def test_a_key_that_was_taken_away_signs_nothing_more(tmp_path: Path, clock: Clock) -> None:
    old, new = Site(clock, "ec"), Site(clock, "ed")
    both = reader(tmp_path, clock, "ec", "ed")
    assert both.read(old.token()).key == "ec"
    assert both.read(new.token()).key == "ed"

    assert why(reader(tmp_path, clock, "ed"), old.token()) == "key"


def test_a_claim_that_stands_there_twice_is_refused(tokens: SignedTokens, site: Site) -> None:
    once = json.dumps(site.claims())[:-1]

    assert why(tokens, site.signed(f'{once}, "sub": "klant-1"}}'.encode())) == "form"
    assert why(tokens, site.signed(b"[1]")) == "form"
    assert why(tokens, site.signed(b"\xff")) == "form"


@pytest.mark.parametrize(
    "token", ["", "x", "a.b", "a.b.c.d", "..", "é.é.é", "e30.e30.e30", "[" * 3000, "a a.b.c"]
)
def test_what_is_no_token_is_refused(tokens: SignedTokens, token: str) -> None:
    assert why(tokens, token) in {"form", "key"}


def test_a_token_has_a_size(tokens: SignedTokens, site: Site) -> None:
    assert why(tokens, site.token(more="m" * LARGEST)) == "size"
    deep = b'{"a":' * 1500 + b"1" + b"}" * 1500
    head = base64url(json.dumps({"alg": "EdDSA", "kid": "ed"}).encode())
    assert why(tokens, f"{head}.{base64url(deep)[:7000]}.x") == "form"
