"""One step for several requests of the queue: each is the API's own command, with its version.

What the law or a colleague prevents for one request prevents it for that one only; the page that
follows says of each what happened.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from griffie.api.console.desk.attempt import read
from griffie.api.console.desk.problems import of_bad_input
from griffie.api.console.desk.step_form import KEY_BYTES, objection
from griffie.api.console.find_request import REFERENCE, request_of
from griffie.api.http.parameters import once_only
from griffie.api.words.colleagues import Colleague, handlers
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, may_take
from griffie.application.engine import Engine
from griffie.application.requests.commands import AnyStep
from griffie.application.requests.histories import ContentionError
from griffie.application.requests.requests import (
    KeyReusedError,
    StaleVersionError,
    UnknownRequestError,
)
from griffie.application.views import problem_type
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.request.vocabulary import Channel
from griffie.domain.rights_request import RightsRequest

Deed = Literal["assign", "acknowledge"]
MOST = 50
"""Requests in one go: as many as two pages of the queue."""
STEPS: dict[Deed, AnyStep] = {
    "assign": RightsRequest.assign,
    "acknowledge": RightsRequest.acknowledge,
}
_CHOSEN = re.compile(rf"({REFERENCE[1:-1]}):(\d{{1,18}})")

_MOVED = msg("A colleague recorded something in between. Nothing was done: look at the request.")
_UNKNOWN = msg("There is no such request, or it is not yours to see.")


class Chosen(NamedTuple):
    """A request that was ticked, at the version that stood in the row."""

    reference: str
    version: int


class Result(NamedTuple):
    """What happened with one request."""

    reference: str
    done: bool
    words: str


@dataclass(frozen=True)
class Said:
    """What the form says once for every request."""

    handler: str
    channel: Channel | None
    sent_on: date
    key: str

    def body(self, deed: Deed, request: RightsRequest) -> dict[str, Any]:
        """The body of the command. Without a channel: by the one through which it came."""
        if deed == "assign":
            return {"handler": self.handler}
        return {"sent_on": self.sent_on.isoformat(), "channel": self.channel or request.channel}


class Bulk(NamedTuple):
    """What the bar above the rows offers: a key of its own, and who can be given requests."""

    key: str
    handlers: list[tuple[str, str]]


def bulk_of(account: Account, known: Mapping[str, Colleague]) -> Bulk | None:
    """The bar for somebody who may take these steps; none for others."""
    if not may_take(account.role, "assign"):
        return None
    named = [(one.account, one.name or one.account) for one in handlers(known)]
    return Bulk(secrets.token_urlsafe(KEY_BYTES), named)


def chosen(ticked: Sequence[str]) -> list[Chosen]:
    """The requests that were ticked, each once; what is no tick of ours is left out."""
    found = [match for one in ticked if (match := _CHOSEN.fullmatch(one))]
    return list({match[1]: Chosen(match[1], int(match[2])) for match in found}.values())[:MOST]


def take_each(  # noqa: PLR0917 - who does what, for which
    engine: Engine,
    account: Account,
    speech: Speech,
    deed: Deed,
    several: Sequence[Chosen],
    said: Said,
) -> list[Result]:
    """Take the step for each request, in the order given. What one meets stops no other."""
    return [_take(engine, account, speech, deed, one, said) for one in several]


def _take(  # noqa: PLR0917 - the same
    engine: Engine, account: Account, speech: Speech, deed: Deed, one: Chosen, said: Said
) -> Result:
    try:
        request = request_of(engine, account, one.reference)
    except UnknownRequestError:
        return Result(one.reference, done=False, words=speech.say(_UNKNOWN))
    body = said.body(deed, request)
    command, errors = read(STEPS[deed], body, speech)
    if command is None:
        return Result(one.reference, done=False, words=" ".join(errors.values()))
    key = f"{said.key}/{one.reference}" if said.key else None
    once = once_only(engine, account, f"/several/{deed}", key, repr((one, body)).encode())
    now = engine.now(account)
    try:
        engine.requests.take(request.id, command, now, expected=one.version, once=once)
    except (StaleVersionError, KeyReusedError):
        words = speech.say(_MOVED)
    except BadInputError as error:
        words = " ".join(of_bad_input(error, speech).values())
    except StepRefusedError as refused:
        with suppress(ContentionError):
            problem = problem_type(refused.provision)
            engine.access_trail.record_refusal(request.id, deed, problem, now)
        words = objection(refused, speech).why
    else:
        return Result(one.reference, done=True, words=speech.say("Done."))
    return Result(one.reference, done=False, words=words)
