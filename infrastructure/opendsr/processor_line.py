"""A processor that speaks OpenDSR, spoken to by HTTPS: see `application.opendsr.processors`.

Every answer counts only with the signature of its key. Its discovery is read once a day; while that
is not believed nothing is handed on to it, and nothing that it says is taken.
"""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from threading import Lock
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import BaseModel, Field, ValidationError

from griffie.application.errors import (
    HandOverCutError,
    MailNotTakenError,
    MailRefusedError,
    RelayAwayError,
)
from griffie.application.opendsr.message import IdentityKind
from griffie.application.opendsr.processors import HANDED_ON, Offer, ProcessorThere, Results, Signed
from griffie.application.webhooks.webhook import BadWebhookError
from griffie.domain.model.policy import LARGEST_DOCUMENT
from griffie.infrastructure.opendsr.belief import NotBelievedError, believed_key, is_signed
from griffie.infrastructure.opendsr.processors_file import ProcessorTable
from griffie.infrastructure.webhooks.exchange import LONGEST, Asked, CutOffError, Reply, exchange

LARGEST_ANSWER = 256 << 10
"""Octets of a discovery, a certificate, a receipt or a status."""
LONGEST_FETCH = 300.0
"""Seconds in which a copy that is fetched must be here."""
_A_DAY, _SOON = timedelta(days=1), timedelta(minutes=5)
_OK, _CREATED, _ACCEPTED, _CONFLICT = 200, 201, 202, 409
_UNKNOWN = frozenset({400, 404, 410})
"""Of an id: what is not known there is handed on again, under the same id."""
_FOR_GOOD = frozenset({400, 413, 415, 422})


class _Found(BaseModel):
    identity_type: str
    identity_format: str = "raw"


class _Discovery(BaseModel):
    supported_identities: Annotated[list[_Found], Field(max_length=200)]
    supported_subject_request_types: Annotated[list[str], Field(max_length=200)]
    processor_certificate: str


class HttpProcessor:
    """One processor; for any thread."""

    def __init__(
        self,
        table: ProcessorTable,
        token: str,
        certificate: bytes | None,
        trust: ssl.SSLContext,
        longest: float = LONGEST,
    ) -> None:
        """`certificate` is what the operator named, in PEM; `longest` is in seconds."""
        self.there = ProcessorThere(
            table.code, table.domain, table.controller_id, table.identities, table.callback
        )
        self._table, self._token, self._certificate = table, token, certificate
        self._trust, self._longest = trust, longest
        self._key: rsa.RSAPublicKey | None = None
        self._offer: Offer | None = None
        self._trouble, self._next, self._turn = "", datetime.min.replace(tzinfo=UTC), Lock()

    @property
    def offer(self) -> Offer | None:
        return self._offer

    @property
    def trouble(self) -> str:
        return self._trouble

    def discover(self) -> None:
        with self._turn:
            now = datetime.now(UTC)
            if now < self._next:
                return
            try:
                self._key, self._offer = self._discovered()
                self._trouble, self._next = "", now + _A_DAY
            except NotBelievedError as why:  # from now on nothing of it is believed
                self._key = self._offer = None
                self._trouble, self._next = str(why), now + _SOON
            except RelayAwayError as why:  # what it said before stands
                self._trouble, self._next = str(why), now + _SOON

    def hand_on(self, body: bytes, begins: Callable[[], None]) -> Signed:
        self._ready()
        headers = {"Content-Type": "application/json", **self._signs_in()}
        reply = self._exchange(
            self._asks("POST", self._at(self._table.requests_at), headers, body), begins
        )
        if reply.status in {_OK, _CREATED, _ACCEPTED}:
            return self._believed(reply)
        if reply.status in _FOR_GOOD:
            raise MailRefusedError(f"status {reply.status}")
        if reply.status == _CONFLICT:
            raise HandOverCutError(f"status {reply.status}")
        raise MailNotTakenError(f"status {reply.status}")

    def ask(self, request: UUID) -> Signed | None:
        self._ready()
        url = self._at(f"{self._table.requests_at}/{request}")
        reply = self._exchange(self._asks("GET", url, self._signs_in()))
        if reply.status in _UNKNOWN:
            return None
        if reply.status != _OK:
            raise MailNotTakenError(f"status {reply.status}")
        return self._believed(reply)

    def believes(self, domain: str, signature: str, body: bytes) -> bool:
        key = self._key
        return (
            key is not None
            and domain in {"", self.there.domain}
            and is_signed(key, self._table.padding, signature, body)
        )

    def fetch(self, url: str) -> Results:
        self._ready()
        if urlsplit(url).hostname not in {
            self.there.domain,
            urlsplit(self._table.address).hostname,
        }:
            raise MailNotTakenError("another host")
        own = url.startswith(self._table.address.rstrip("/") + "/")
        headers = self._signs_in() if own else {}
        reply = self._exchange(self._asks("GET", url, headers)._replace(most=LARGEST_DOCUMENT))
        if reply.status != _OK:
            raise MailNotTakenError(f"status {reply.status}")
        return Results(reply.body, reply.headers.get("content-type", ""))

    def _ready(self) -> None:
        """Raises MailNotTakenError while its key is not known."""
        self.discover()
        if self._key is None:
            raise MailNotTakenError(self._trouble)

    def _discovered(self) -> tuple[rsa.RSAPublicKey, Offer]:
        """Raises NotBelievedError, RelayAwayError."""
        reply = self._read(self._at("discovery"))
        try:
            said = _Discovery.model_validate_json(reply.body)
        except ValidationError:
            raise NotBelievedError("no discovery") from None
        pem = self._certificate
        if pem is None:
            parts = urlsplit(said.processor_certificate)
            if (parts.scheme, parts.hostname) != ("https", self.there.domain):
                raise NotBelievedError("a certificate of another host")
            pem = self._read(said.processor_certificate).body
        key = believed_key(pem, self.there.domain, self._table.key_sha256, self._trust)
        if not self._signed(reply, key):
            raise NotBelievedError("signature")
        asked = {*said.supported_subject_request_types}
        found = {
            one.identity_type for one in said.supported_identities if one.identity_format == "raw"
        }
        return key, Offer(
            frozenset(right for right, word in HANDED_ON.items() if word in asked),
            frozenset(one for one in IdentityKind if one in found),
        )

    def _read(self, url: str) -> Reply:
        try:
            reply = self._exchange(self._asks("GET", url, {}))
        except HandOverCutError as error:
            raise RelayAwayError(str(error)) from None
        if reply.status != _OK:
            raise RelayAwayError(f"status {reply.status}")
        return reply

    def _believed(self, reply: Reply) -> Signed:
        """Raises HandOverCutError where its key did not sign this."""
        if self._key is None or not self._signed(reply, self._key):
            raise HandOverCutError("signature")
        return Signed(reply.body, _header(reply, "Signature"))

    def _signed(self, reply: Reply, key: rsa.RSAPublicKey) -> bool:
        # The key is that of one domain: a processor that does not name it says the same.
        if _header(reply, "Processor-Domain") not in {"", self.there.domain}:
            return False
        return is_signed(key, self._table.padding, _header(reply, "Signature"), reply.body)

    def _exchange(self, asked: Asked, begins: Callable[[], None] = lambda: None) -> Reply:
        """Raises RelayAwayError where nothing was sent, HandOverCutError after that."""
        longest = LONGEST_FETCH if asked.most == LARGEST_DOCUMENT else self._longest
        try:
            return exchange(asked, self._trust, longest, begins)
        except CutOffError:
            raise HandOverCutError("no whole answer") from None
        except BadWebhookError as why:
            raise RelayAwayError(str(why)) from None
        except ssl.SSLError:
            raise RelayAwayError("no certificate that is believed") from None
        except (OSError, HTTPException, ValueError):
            raise RelayAwayError("no answer") from None

    def _asks(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None = None
    ) -> Asked:
        return Asked(method, url, headers, body, self._table.allow_private, LARGEST_ANSWER)

    def _at(self, place: str) -> str:
        return f"{self._table.address.rstrip('/')}/{place}"

    def _signs_in(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}


def _header(reply: Reply, name: str) -> str:
    """Under the name of today, or that of before: §10.1."""
    today, before = f"x-opendsr-{name.lower()}", f"x-opengdpr-{name.lower()}"
    return reply.headers.get(today) or reply.headers.get(before) or ""
