"""Who was told no is recorded, and how often strangers knocked: `application.access.roles.trail`.

A refusal is the law's or the state's (409), or the role's (403). What cannot be read (422), what
came too late (412) and what is not there (404) is no refusal of anybody. [P]
"""

import re
from contextlib import suppress
from datetime import date
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from fastapi import Request

from griffie.application.access.roles import Account, Role
from griffie.application.access.trail import SYSTEM
from griffie.application.disclosure import KeyErasedError, KeyUnavailableError
from griffie.application.engine import Engine
from griffie.application.register.view import Query
from griffie.application.requests.histories import ClockBehindError
from griffie.application.requests.requests import ContentionError, UnknownRequestError
from griffie.domain.model.setting import Occasion

CODE = re.compile("[a-z0-9_-]{1,40}")
WHEN_IT_CANNOT_BE = (
    ContentionError,
    ClockBehindError,
    UnknownRequestError,
    KeyErasedError,
    KeyUnavailableError,
)
NOBODY = Account(SYSTEM, Role.ADMIN, "")
"""In whose name it is counted that nobody could be named."""


def remember(http: Request, account: Account) -> Account:
    """Who is asking, for whatever happens to their request."""
    http.state.account = account
    return account


def refused(http: Request, problem: str) -> None:
    """Record it, before the refusal is answered. When that fails, the refusal stands all the same.

    A store that can record nothing changes nothing and opens nothing either.
    """
    account = getattr(http.state, "account", None)
    command = http.scope["route"].name.replace("_", "-")
    if account is None or not CODE.fullmatch(command):
        return
    engine: Engine = http.app.state.engine
    with suppress(PersistenceError, *WHEN_IT_CANNOT_BE):
        request_id = concerned(engine, http)
        engine.access_trail.record_refusal(request_id, command, problem, engine.now(account))


def concerned(engine: Engine, http: Request) -> UUID | None:
    """The request at whose address somebody knocked; none where it is not a request's."""
    named = http.path_params
    if "reference" in named:
        found = engine.current().items(Query(reference=named["reference"]), date.max)
        return found[0].id if found else None
    try:
        return UUID(str(named["request_id"])) if "request_id" in named else None
    except ValueError:
        raise UnknownRequestError from None


def knocked(engine: Engine, what: str) -> None:
    """Somebody failed to sign in."""
    engine.access_trail.count_failed_sign_in(what, occasion(engine))


def settle(engine: Engine) -> None:
    """At a start and at an end: what was counted is written down."""
    engine.access_trail.write_counts(occasion(engine))


def occasion(engine: Engine) -> Occasion:
    return engine.now(NOBODY)
