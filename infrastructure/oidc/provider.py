"""A sign-in provider by OpenID Connect Core 1.0: authorization code with PKCE (RFC 7636, S256).

What is checked of an answer: who it is from (RFC 9207, `iss`), the signature with a key that the
provider publishes and an algorithm with two keys, audience, authorised party, nonce and times.
"""

import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from typing import Any
from urllib.parse import quote_plus, urlencode

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from griffie.application.access.provider import (
    Ask,
    Claimed,
    ProviderAwayError,
    UnbelievedAnswerError,
)
from griffie.infrastructure.oidc.asking import Asking
from griffie.infrastructure.oidc.settings import ProviderSettings, is_safe

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""With two keys: who knows the secret of the client alone signs nothing, nor does `none`."""
_SKEW = 60
"""Seconds by which the clocks of two machines may differ."""
_FRESH, _NOT_SOONER = 3600.0, 60.0
"""Seconds that addresses and keys are kept; and between two looks for a key that is missing."""
_MOST_GROUPS, _LONGEST = 2_000, 500


class OpenIdProvider:
    """The provider of a file of settings; safe from any thread."""

    def __init__(self, settings: ProviderSettings, clock: Callable[[], float] = time.time) -> None:
        """`clock` gives seconds since 1970."""
        self._settings, self._clock = settings, clock
        self._asking = Asking()
        self._told: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None
        self._turn = Lock()

    @property
    def name(self) -> str:
        return self._settings.name

    def address(self, ask: Ask) -> str:
        asked = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": ask.back,
            "scope": self._settings.scope,
            "state": ask.state,
            "nonce": ask.nonce,
            "code_challenge": urlsafe_b64encode(sha256(ask.verifier.encode()).digest())
            .rstrip(b"=")
            .decode(),
            "code_challenge_method": "S256",
        }
        if ask.since:
            asked |= {"prompt": "login", "max_age": "0"}
        place = self._place("authorization_endpoint")
        return f"{place}{'&' if '?' in place else '?'}{urlencode(asked)}"

    def claimed(self, code: str, issuer: str, ask: Ask) -> Claimed:
        told = self._description()
        says_so = told.get("authorization_response_iss_parameter_supported") is True
        if issuer != self._settings.issuer and (issuer or says_so):
            raise UnbelievedAnswerError("issuer of the answer")
        given = self._tokens(code, ask)
        claims = self._checked(str(given.get("id_token", "")), ask)
        groups = claims.get(self._settings.groups_claim)
        if groups is None and "userinfo_endpoint" in told:
            groups = self._more(given, claims["sub"]).get(self._settings.groups_claim)
        return Claimed(
            self._settings.issuer, claims["sub"], _line(claims.get("name")), _all(groups)
        )

    def _checked(self, token: str, ask: Ask) -> dict[str, Any]:
        """The claims of an ID token, as OpenID Connect Core 1.0 §3.1.3.7 has them checked."""
        client = self._settings.client_id
        try:
            try:
                read = jwt.decode(token, self._key_set(), algorithms=ALGORITHMS)
            except InvalidKeyIdError:  # signed with a key that is newer than ours
                read = jwt.decode(token, self._key_set(anew=True), algorithms=ALGORITHMS)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise UnbelievedAnswerError("signature") from error
        claims = read.claims
        rules = jwt.JWTClaimsRegistry(
            now=lambda: int(self._clock()),
            leeway=_SKEW,
            iss={"essential": True, "value": self._settings.issuer},
            aud={"essential": True, "value": client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": ask.nonce},
        )
        try:
            rules.validate(claims)
        except JoseError as error:
            raise UnbelievedAnswerError(str(getattr(error, "claim", "") or error.error)) from None
        others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if others else client) != client:
            raise UnbelievedAnswerError("azp")
        signed_in_at = claims.get("auth_time", 0)
        if ask.since and not (_is_number(signed_in_at) and signed_in_at >= ask.since - _SKEW):
            raise UnbelievedAnswerError("auth_time")
        if not isinstance(claims["sub"], str) or len(claims["sub"]) > _LONGEST:
            raise UnbelievedAnswerError("sub")
        return claims

    def _tokens(self, code: str, ask: Ask) -> dict[str, Any]:
        settings, secret = self._settings, self._settings.secret()
        said = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": ask.back,
            "code_verifier": ask.verifier,
            "client_id": settings.client_id,
        }
        head = {}
        ways = self._description().get("token_endpoint_auth_methods_supported")
        if secret and isinstance(ways, list) and "client_secret_basic" not in ways:
            said["client_secret"] = secret
        elif secret:  # RFC 6749 §2.3.1: each half is encoded before the two are joined
            both = f"{quote_plus(settings.client_id)}:{quote_plus(secret)}".encode()
            head["Authorization"] = f"Basic {b64encode(both).decode()}"
        try:
            return self._asking.ask(self._place("token_endpoint"), urlencode(said).encode(), head)
        except UnbelievedAnswerError:
            raise UnbelievedAnswerError("code") from None

    def _more(self, given: dict[str, Any], subject: str) -> dict[str, Any]:
        """What the provider says of the person apart from the ID token."""
        head = {"Authorization": f"Bearer {given.get('access_token', '')}"}
        try:
            said = self._asking.ask(self._place("userinfo_endpoint"), None, head)
        except UnbelievedAnswerError:
            raise UnbelievedAnswerError("userinfo") from None
        if said.get("sub") != subject:  # OpenID Connect Core 1.0 §5.3.2
            raise UnbelievedAnswerError("sub of userinfo")
        return said

    def _key_set(self, *, anew: bool = False) -> KeySet:
        with self._turn:
            now = self._clock()
            for_how_long = _NOT_SOONER if anew else _FRESH
            if self._keys and 0 <= now - self._keys[0] < for_how_long:
                return self._keys[1]
        said = self._ask_or_away(self._place("jwks_uri"))
        try:
            keys = KeySet.import_key_set({"keys": [one for one in said["keys"] if _signs(one)]})
        except (JoseError, ValueError, TypeError, KeyError):
            raise ProviderAwayError from None
        with self._turn:
            self._keys = now, keys
        return keys

    def _description(self) -> dict[str, Any]:
        """What the provider publishes of itself (OpenID Connect Discovery 1.0)."""
        now, told = self._clock(), self._told
        if told and 0 <= now - told[0] < _FRESH:
            return told[1]
        place = f"{self._settings.issuer.removesuffix('/')}/.well-known/openid-configuration"
        said = self._ask_or_away(place)
        if said.get("issuer") != self._settings.issuer:
            raise ProviderAwayError
        self._told = now, said
        return said

    def _place(self, which: str) -> str:
        place = self._description().get(which)
        if not isinstance(place, str) or not is_safe(place):
            raise ProviderAwayError
        return place

    def _ask_or_away(self, place: str) -> dict[str, Any]:
        try:
            return self._asking.ask(place, None, {})
        except UnbelievedAnswerError:
            raise ProviderAwayError from None


def _signs(key: Any) -> bool:
    """Whether a published key is one for signatures, of two keys."""
    return (
        isinstance(key, dict)
        and key.get("kty") in {"RSA", "EC"}
        and key.get("use") in {None, "sig"}
    )


def _is_number(said: Any) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool)


def _line(text: Any) -> str:
    return " ".join(text.split())[:200] if isinstance(text, str) else ""


def _all(groups: Any) -> frozenset[str]:
    listed = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
    return frozenset(one for one in listed[:_MOST_GROUPS] if isinstance(one, str))
