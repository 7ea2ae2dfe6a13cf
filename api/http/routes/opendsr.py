"""The addresses of OpenDSR, under the names of today and of OpenGDPR (§10.1 of it).

Every answer is signed over its exact octets. What cannot be taken is answered as OpenDSR says: 400
with an error object, which repeats nothing of what was sent.
"""

from collections.abc import Callable, Coroutine
from enum import StrEnum
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel

from griffie.api.http.guard import Receiver, engine_of
from griffie.api.http.message_check import StrictRoute
from griffie.api.http.problems import name_problem, not_allowed_error
from griffie.api.http.validation_words import NO_JSON, what_is_wrong
from griffie.application.access.roles import Account
from griffie.application.opendsr.laid_ready import fetched, results_of
from griffie.application.opendsr.message import (
    VERSION,
    Asked,
    BadOpenDsrError,
    Discovery,
    IdentityKind,
    OpenDsrRequest,
    Supported,
    errors_of,
)
from griffie.application.opendsr.processing import (
    OpenDsr,
    Partner,
    cancel,
    our_id,
    receive_request,
    status_shown,
)
from griffie.application.opendsr.processors import HandingOn, Signed
from griffie.application.opendsr.reports import take_callback
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.errors import GriffieError, NotFoundError, UnusableInputError
from griffie.domain.model.values import Code

LARGEST = 64 << 10
"""Octets of a message."""
_BAD, _NOT_FOUND = 400, 404


class ApiVersion(StrEnum):
    """The first part of the address: OpenGDPR was version 1."""

    V1, V2 = "v1", "v2"


class Named(StrEnum):
    """What requests are called in an address: today, and in OpenGDPR."""

    REQUESTS, OPENGDPR = "requests", "opengdpr_requests"


class OpenDsrRoute(StrictRoute):
    """A route whose refusals are error objects of OpenDSR."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handled(http: Request) -> Response:
            try:
                return await handle(http)
            except RequestValidationError as error:
                no_json = getattr(http.state, "no_json", False)
                wrong = [] if no_json else what_is_wrong(error)
                said = [f"{one['at']}: {one['because']}" for one in wrong] or [NO_JSON]
                return _refused(http, _BAD, said)
            except NotFoundError as error:
                return _refused(http, _NOT_FOUND, [error.sentence], error)
            except UnusableInputError as error:
                return _refused(http, _BAD, [str(error)], error)

        return handled


def _refused(
    http: Request, status: int, said: list[str], error: GriffieError | None = None
) -> Response:
    name_problem(http, error or BadOpenDsrError())
    body = errors_of(status, error, said).model_dump_json()
    return Response(body, status, {"Cache-Control": "no-store"}, media_type="application/json")


def opendsr_here(http: Request) -> OpenDsr:
    """OpenDSR as it is set up. Raises UnknownRequestError (404) where it is not."""
    here: OpenDsr | None = http.app.state.opendsr
    if here is None:
        raise UnknownRequestError
    return here


def partner_of(http: Request, account: Receiver) -> Partner:
    """The controller whose token was sent. Raises RequestRefusedError (403)."""
    partner = opendsr_here(http).partner(account)
    if partner is None:
        raise not_allowed_error("This account is no controller that hands requests on by OpenDSR.")
    return partner


async def _octets(http: Request) -> bytes:
    return await http.body()


router = APIRouter(
    prefix="/api/opendsr", route_class=OpenDsrRoute, include_in_schema=False
)  # its document is the specification of OpenDSR

From = Annotated[Partner, Depends(partner_of)]
Theirs = Annotated[UUID, Path(description="As the controller calls it.")]


def _signed(http: Request, said: BaseModel, status: int = 200) -> Response:
    body = said.model_dump_json(exclude_none=True).encode()
    headers = {"Cache-Control": "no-store", **opendsr_here(http).sign(body)}
    return Response(body, status, headers, media_type="application/json")


@router.get("/cert.pem")
def certificate(http: Request) -> Response:
    """The certificate whose key signs answers and callbacks, in PEM. No token needed."""
    return Response(opendsr_here(http).certificate, media_type="application/x-pem-file")


@router.get("/{version}/discovery")
def discovery(http: Request, version: ApiVersion) -> Response:
    """What may be asked here by OpenDSR. No token needed."""
    del version
    said = Discovery(
        api_version=VERSION,
        supported_identities=[
            Supported(identity_type=one, identity_format="raw") for one in IdentityKind
        ],
        supported_subject_request_types=list(Asked),
        processor_certificate=f"https://{opendsr_here(http).domain}/api/opendsr/cert.pem",
    )
    return _signed(http, said)


@router.post("/{version}/{named}", status_code=201, max_body_size=LARGEST)
def hand_on(
    http: Request,
    version: ApiVersion,
    named: Named,
    said: OpenDsrRequest,
    account: Receiver,
    partner: From,
    raw: Annotated[bytes, Depends(_octets)],
) -> Response:
    """Receive a request of a controller."""
    del version, named
    return _signed(http, receive_request(engine_of(http), partner, said, raw, account), 201)


@router.post("/{version}/callbacks/{processor}", status_code=202, max_body_size=LARGEST)
def called_back(
    http: Request, version: ApiVersion, processor: Code, raw: Annotated[bytes, Depends(_octets)]
) -> Response:
    """A processor to whom we handed something on says how far it is. Its signature lets it in."""
    del version
    handing: HandingOn | None = http.app.state.handing
    if handing is None:
        raise UnknownRequestError
    domain, signature = (_signs(http, one) for one in ("Processor-Domain", "Signature"))
    take_callback(engine_of(http), handing, processor, domain, Signed(raw, signature))
    return Response(status_code=202, headers={"Cache-Control": "no-store"})


def _signs(http: Request, what: str) -> str:
    """A header under its name of today, or that of before: §10.1."""
    said = http.headers.get(f"X-OpenDSR-{what}") or http.headers.get(f"X-OpenGDPR-{what}")
    return (said or "")[:4_000]


class _AboutOne(NamedTuple):
    """A request that a controller handed on, as it calls it, and in whose name it speaks."""

    partner: Partner
    theirs: UUID
    account: Account


def _about_one(
    version: ApiVersion, named: Named, subject_request_id: Theirs, account: Receiver, partner: From
) -> _AboutOne:
    del version, named
    return _AboutOne(partner, subject_request_id, account)


AboutOne = Annotated[_AboutOne, Depends(_about_one)]
_ONE = "/{version}/{named}/{subject_request_id}"


@router.get(_ONE)
def status(http: Request, one: AboutOne) -> Response:
    """How a request stands that this controller handed on."""
    engine = engine_of(http)
    said = status_shown(engine, one.partner, one.theirs)
    request = engine.requests.load(our_id(engine, one.partner, one.theirs))
    lies_at = results_of(request, engine.today(), opendsr_here(http).domain, one.theirs)
    return _signed(http, said.model_copy(update=lies_at))


@router.get(f"{_ONE}/results")
def results(http: Request, one: AboutOne) -> Response:
    """The copy that was laid ready for this controller; that it was fetched is recorded."""
    found = fetched(engine_of(http), one.partner, one.theirs, one.account)
    body = b"".join(found.pieces())
    headers = {"Cache-Control": "no-store", **opendsr_here(http).sign(body)}
    headers["Content-Disposition"] = "attachment"
    headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return Response(body, headers=headers, media_type=found.media_type)


@router.delete(_ONE, status_code=202)
def take_back(http: Request, one: AboutOne) -> Response:
    """Cancel a request while nobody works on it."""
    return _signed(http, cancel(engine_of(http), one.partner, one.theirs, one.account), 202)
