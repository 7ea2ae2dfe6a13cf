"""A request that the controller's own site hands in for who is signed in there."""

from datetime import date
from typing import Annotated, Any

from annotated_types import MaxLen
from pydantic import ConfigDict, Field, StringConstraints

from griffie.application.access.roles import Account
from griffie.application.disclosure import Body, Disclosure, TextLimits
from griffie.application.engine import Engine
from griffie.application.portal.own_site import (
    IdentityUsedError,
    OwnSite,
    ReceiveSigned,
    SignedPerson,
    receive_signed,
)
from griffie.application.requests.bodies import InvokedRight
from griffie.application.requests.repeats import KeyReusedError
from griffie.application.views.answer import AnswerModel
from griffie.domain.law import Language, Right
from griffie.domain.model.policy import LONGEST_MESSAGE
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import Channel


class SignedRequest(Body):
    """Hand in what somebody asks who is signed in at the controller's own site.

    `identity` is a JWT that the site signed: `iss`, `aud`, `iat`, `exp`, `jti`, `sub`, `email` and
    perhaps `name`. The request is received today, with the identity verified: nothing is asked of
    the person. One token makes one request. The same again gives the same answer; with other words
    it is refused (409). Where no site is set up, this address is not there (404).
    """

    identity: Annotated[str, StringConstraints(min_length=1, max_length=16_000)]
    language: Language
    rights: Annotated[tuple[InvokedRight, ...], MaxLen(len(Right))] = ()
    message: Annotated[Disclosure, TextLimits(longest=LONGEST_MESSAGE)] | None = None

    model_config = ConfigDict(hide_input_in_errors=True)


# What the person keeps: with reference and secret code they follow the request at the portal.
class SignedReceived(AnswerModel):
    id: str
    reference: str
    secret: str = Field(description="Of the portal. Only who sends the same again is shown it.")
    received_on: date
    last_day: date = Field(description="The day by which the office answers at the latest.")


def receive_from_site(
    engine: Engine, site: OwnSite, said: SignedRequest, account: Account, method: Any
) -> SignedReceived:
    """Take it in. `method` says of a `SignedPerson` by what the identity was verified, in words.

    Raises UnbelievedIdentityError, IdentityUsedError, BadInputError, ContentionError.
    """
    person = site.person(said.identity)
    body = ReceiveSigned(
        received_on=engine.today(),
        channel=Channel.WEB_FORM,
        language=said.language,
        rights=said.rights,
        requester=_requester(person),  # type: ignore[arg-type]  # pydantic reads it
        message=said.message,
    )
    told = said.model_dump_json(exclude={"message"}) + (said.message.value if said.message else "")
    try:
        received = receive_signed(
            engine,
            person,
            body,
            account,
            form_key=person.once,
            mac=engine.mac(f"signed request\0{told}".encode()),
            method=method,
        )
    except KeyReusedError:
        raise IdentityUsedError from None
    request = received.request
    return SignedReceived(
        id=str(request.id),
        reference=reference(request.id),
        secret=received.secret,
        received_on=request.received_on,
        last_day=request.deadline.term.first_month_ends_on,
    )


def _requester(person: SignedPerson) -> dict[str, str]:
    return {"email": person.email} | ({"name": person.name} if person.name else {})
