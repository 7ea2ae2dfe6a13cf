"""A request from the signed-in area of the controller's own site: no proof of identity is asked.

The site signs who is signed in; the request is received with that name and address, and the event
`IdentityVerified` says in the same transaction by what. One token makes one request: the id of the
request follows from the id of the token, so the store itself cannot hold a second one.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol
from uuid import UUID

from pydantic import PrivateAttr

from griffie.application.access.passwords import Tickets
from griffie.application.access.roles import Account
from griffie.application.disclosure import Disclosure
from griffie.application.engine import Engine
from griffie.application.intake.handed_on import id_of
from griffie.application.portal.receive import Attached, ReceiveByPortal, ReceivedByPortal
from griffie.application.portal.secret import secret_of
from griffie.application.requests.requests import Once, UnknownRequestError
from griffie.domain.errors import ConflictError, UnusableInputError
from griffie.domain.model.setting import Occasion
from griffie.domain.model.values import Frozen
from griffie.domain.rights_request import RightsRequest

TICKET_LASTS = 3600
"""Seconds within which the form is filled in, from the moment at which the site sent it. [P]"""
_FORM = "own-site"


class UnbelievedIdentityError(UnusableInputError):
    """What says who somebody is, is not believed.

    `str(error)` is the word for the reason in the log: it repeats nothing of the token.
    """

    code = "unbelieved-identity"
    sentence = "The signed identity is not believed"
    remedy = "have the site sign another one"


class IdentityUsedError(ConflictError):
    """A signed identity came a second time."""

    code = "identity-used"
    sentence = "A request was made with this signed identity before"
    remedy = "have the site sign another one"


class SignedPerson(Frozen):
    """Who is signed in at the site, after every check."""

    issuer: str
    once: str
    """The id of the token, which no other has."""
    subject: str
    """By what the site knows the person, such as the number of a customer."""
    email: str
    name: str
    """Empty where the site does not say."""
    key: str
    """The id of the key that signed it."""
    signed_at: int
    """Seconds since 1970."""


class SiteTokens(Protocol):
    """The port that reads what the site signs; safe from any thread."""

    @property
    def name(self) -> str:
        """What the site is called."""

    @property
    def origin(self) -> str:
        """Where its pages stand: `https://www.office.example`."""

    def read(self, token: str) -> SignedPerson:
        """Who it is. Raises UnbelievedIdentityError."""


class OwnSite:
    """The site of a controller, and the tickets in which a form carries on who it is."""

    def __init__(self, tokens: SiteTokens, tickets: Tickets) -> None:
        self._tokens, self._tickets = tokens, tickets

    @property
    def name(self) -> str:
        """What the site is called."""
        return self._tokens.name

    @property
    def origin(self) -> str:
        """Where its pages stand."""
        return self._tokens.origin

    def person(self, token: str) -> SignedPerson:
        """Who a token names. Raises UnbelievedIdentityError."""
        return self._tokens.read(token)

    def ticket(self, person: SignedPerson) -> str:
        """The same for an hour, sealed, for the form that the person fills in."""
        return self._tickets.make(_FORM, person.model_dump())

    def person_of_ticket(self, ticket: str) -> SignedPerson:
        """Who a ticket of ours names. Raises UnbelievedIdentityError."""
        said = self._tickets.read(_FORM, ticket, TICKET_LASTS)
        if said is None:
            raise UnbelievedIdentityError("ticket")
        return SignedPerson.model_validate(said)


class ReceiveSigned(ReceiveByPortal):
    """A request of somebody whom the controller's own site knows."""

    _method: Disclosure | None = PrivateAttr(None)

    def proved(self, request_id: UUID, method: str) -> None:
        """Say under which id it is opened, and by what the identity was verified, in words."""
        self._id, self._method = request_id, Disclosure("method", method)

    def carry_on(self, request: RightsRequest, now: Occasion) -> None:
        """The identity is verified in the same breath."""
        super().carry_on(request, now)
        if self._method:
            request.verify_identity(now, method=self._method.sealed, verified_on=now.today)

    def disclosures(self) -> Iterator[Disclosure]:
        """The fields, the files, and the words of the method."""
        yield from super().disclosures()
        if self._method:
            yield self._method


def request_id_of(engine: Engine, person: SignedPerson) -> UUID:
    """The id of the one request that a token makes: it tells nothing of the token."""
    return id_of(engine, "own site", person.issuer, person.once)


def refuse_used(engine: Engine, person: SignedPerson) -> None:
    """Raises IdentityUsedError where a request was made with this token."""
    try:
        engine.requests.load(request_id_of(engine, person))
    except UnknownRequestError:
        return
    raise IdentityUsedError


def receive_signed(
    engine: Engine,
    person: SignedPerson,
    body: ReceiveSigned,
    account: Account,
    *,
    files: Sequence[Attached] = (),
    form_key: str,
    mac: str,
    method: Callable[[SignedPerson], str],
) -> ReceivedByPortal:
    """Take in a request of a person whom the site names; sent again it is the same request.

    `mac` is a keyed digest of everything that was sent; `method` says in words by what the identity
    was verified. Raises IdentityUsedError, KeyReusedError, BadInputError, ContentionError.
    """
    now = engine.now(account)
    once = Once(engine.mac(f"own site form\0{account.id}\0{form_key}".encode()), mac)
    request = engine.requests.repeated(once, now)
    if request is None:
        refuse_used(engine, person)
        body.proved(request_id_of(engine, person), method(person))
        body.came_with(files, engine, form_key)
        request = engine.requests.receive(body, now, once)
    return ReceivedByPortal(request, secret_of(engine, form_key, request.id))
