"""Headers, queries and paths that several addresses of the API share, with their documentation."""

import re
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from fastapi import Depends, Header, Path, Query, Request
from pydantic import AwareDatetime, BeforeValidator
from starlette.concurrency import run_in_threadpool

from griffie.api.http.guard import SignedIn, engine_of
from griffie.api.http.problem_document import Problem
from griffie.application.access.purposes import Why
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.past.moments import INSTANT
from griffie.application.register.find_request import NAMED, find_request
from griffie.application.requests.requests import Once
from griffie.application.views.steps import Listed
from griffie.domain.housekeeping import LookPurpose

REQUESTS = "/api/v1/requests"
LARGEST_BODY = 1 << 20

PROBLEMS: dict[int | str, Any] = {
    status: {"model": Problem, "description": description}
    for status, description in {
        401: "Not signed in",
        403: "Not allowed",
        404: "Unknown",
        409: "The law or the state forbids it",
        412: "The request has moved on",
        413: "Too large",
        415: "Not in a form that this address takes",
        422: "Malformed",
        503: "Busy, or the store failed",
    }.items()
}


def problem_responses(*statuses: int) -> dict[int | str, Any]:
    """The documentation of these statuses, and of 401, 403 and 503: any address gives those."""
    return {status: PROBLEMS[status] for status in (401, 403, *statuses, 503)}


IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match", pattern=r'^"\d{1,18}"$', description='The version that was read: `"4"`.'
    ),
]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Sent again within seven days, it does nothing twice.",
    ),
]
Reveal = Annotated[bool, Query(description="Open the personal data. Who looked is recorded.")]
Reason = Annotated[
    str | None,
    Header(
        alias="Reveal-Reason",
        max_length=500,
        pattern="[A-Za-zÀ-ÖØ-öø-ÿ]{3}",  # a word: see `says_why`
        description="Why an auditor needs to look, in words.",
    ),
]


async def said_why(
    purpose: Annotated[
        LookPurpose | None,
        Query(description="For what it is opened; left out, the usual purpose of the role."),
    ] = None,
    reason: Reason = None,
) -> Why:
    """A dependency: for what personal data are opened, as it was said."""
    return Why(purpose, reason)


SaidWhy = Annotated[Why, Depends(said_why)]
Version = Annotated[
    int | None, Query(ge=1, le=2**53, description="The request as it stood at this version.")
]


Position = Annotated[
    int | None,
    Query(
        ge=1,
        le=2**53,
        description="By the first so many entries of the log: the size of a checkpoint.",
    ),
]


def check_instant(written: Any) -> Any:
    """An instant as it was written, if it carries its zone: `2026-03-05T09:30:00Z`.

    Raises ValueError.
    """
    if isinstance(written, str) and re.fullmatch(INSTANT, written):
        return written
    raise ValueError(
        "an instant is written 2026-03-05T09:30:00Z, or with +01:00 (in a URL %2B01:00)"
    )


At = Annotated[
    Annotated[AwareDatetime, BeforeValidator(check_instant, json_schema_input_type=AwareDatetime)]
    | None,
    Query(description="As it was recorded by this instant, which carries its zone."),
]
Written = Annotated[
    str,
    Path(
        alias="request_id",
        pattern=NAMED,
        description="The `id` of a request, or its `reference`: `7K3F9-Q2MXT`.",
    ),
]


async def named_request(http: Request, _: SignedIn, named: Written) -> UUID:
    """A dependency: the id of the request that the address names by id or reference.

    Of a reference that nobody has it is an id that nobody has: whether there is such a request is
    said after whether this account may ask.
    """
    return await run_in_threadpool(find_request, engine_of(http).named, named)


RequestId = Annotated[UUID, Depends(named_request)]


async def repeat_guard(http: Request, account: SignedIn, key: Key = None) -> Once | None:
    """A dependency: recognises a message that is sent again by its Idempotency-Key.

    A key belongs to its account and to the path, in which a request stands with its id, however the
    address spells it. Only a keyed digest is kept, because callers put names into keys.
    """
    engine, path = engine_of(http), http.url.path
    body = b"" if key is None else await http.body()
    if key and (named := http.path_params.get("request_id")):
        found = await run_in_threadpool(find_request, engine.named, named)
        path = path.replace(named, str(found), 1)
    return once_only(engine, account, path, key, body)


def once_only(
    engine: Engine, account: Account, path: str, key: str | None, body: bytes
) -> Once | None:
    """By what a message is recognised when it is sent again; none without a key."""
    if not key:
        return None
    place = f"{account.id} {path} {key}".encode()
    return Once(engine.mac(b"key\0" + place), engine.mac(b"body\0" + place + b"\0" + body))


class Answering(NamedTuple):
    """How much of a request an answer shows."""

    lean: bool = False
    """Four fields, as `Prefer: return=minimal` asks."""
    listed: Listed = Listed.ALL


_MINIMAL = re.compile(r"(^|,)\s*return\s*=\s*\"?minimal\"?\s*(,|;|$)")
"""RFC 7240 §2: preferences stand in a list, and who does not know one passes over it."""


async def answering(
    prefer: Annotated[
        str | None,
        Header(
            alias="Prefer",
            max_length=200,
            description="`return=minimal`: id, version, status, deadline.",
        ),
    ] = None,
    actions: Annotated[Listed, Query(description="Which steps are listed.")] = Listed.ALL,
) -> Answering:
    """A dependency: how much of the request the caller wants to read."""
    return Answering(wants_less(prefer or ""), actions)


def wants_less(prefer: str) -> bool:
    """Whether a header `Prefer` asks for the four fields."""
    return bool(prefer) and _MINIMAL.search(prefer.lower()) is not None


HowMuch = Annotated[Answering, Depends(answering)]

OnceOnly = Annotated[Once | None, Depends(repeat_guard)]
