"""One step for several requests of the queue: each is the API's own command, with its version.

What the law or a colleague prevents for one request prevents it for that one only; the page that
follows says of each what happened.
"""

import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from griffie.api.console.desk.attempt import read
from griffie.api.console.desk.problems import of_bad_input
from griffie.api.console.desk.step_form import KEY_BYTES, objection
from griffie.api.console.find_request import REFERENCE, request_of, typed_reference
from griffie.api.http.parameters import once_only
from griffie.api.words.colleagues import Colleague, handlers
from griffie.api.words.names import msg
from griffie.api.words.speech import Speech
from griffie.application.access.roles import Account, may_take
from griffie.application.engine import Engine
from griffie.application.requests.commands import AnyStep, Command
from griffie.application.requests.histories import ContentionError
from griffie.application.requests.requests import (
    KeyReusedError,
    Once,
    StaleVersionError,
    UnknownRequestError,
)
from griffie.application.views import problem_type
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.request.vocabulary import Channel
from griffie.domain.rights_request import RightsRequest

Deed = Literal["assign", "acknowledge", "link", "find-no-request", "close"]
MOST = 50
"""Requests in one go: as many as two pages of the queue."""
STEPS: dict[Deed, AnyStep] = {
    "assign": RightsRequest.assign,
    "acknowledge": RightsRequest.acknowledge,
    "link": RightsRequest.link,
    "find-no-request": RightsRequest.find_no_request,
    "close": RightsRequest.close,
}
ASKS_FIRST: frozenset[Deed] = frozenset({"link", "find-no-request", "close"})
"""What ends requests is shown on a page of its own before it is done."""
_CHOSEN = re.compile(rf"({REFERENCE[1:-1]}):(\d{{1,18}})")

_MOVED = msg("A colleague recorded something in between. Nothing was done: look at the request.")
_UNKNOWN = msg("There is no such request, or it is not yours to see.")
_PROPOSED = msg("Proposed. Somebody else approves it, then the sender is told.")
_TO_TELL = msg("Done. Now tell the sender, then close the request.")


class Chosen(NamedTuple):
    """A request that was ticked, at the version that stood in the row."""

    reference: str
    version: int


class Result(NamedTuple):
    """What happened with one request."""

    reference: str
    done: bool
    words: str


def _or_none(said: object) -> object:
    return said or None


class BulkForm(BaseModel):
    """What the forms say, once for every ticked request."""

    model_config = ConfigDict(frozen=True)

    step: Deed
    ticked: list[str] = []
    once: str = Field("", max_length=100)
    handler: str = Field("", max_length=60)
    channel: Annotated[Channel | None, BeforeValidator(_or_none)] = None
    sent_on: Annotated[date | None, BeforeValidator(_or_none)] = None
    into: str = Field("", max_length=40)
    """The reference of the request in which the others go on: of a ticked one, or `elsewhere`."""
    elsewhere: str = Field("", max_length=40)
    relation: str = Field("", max_length=20)
    ground: str = Field("", max_length=40)
    reason: str = Field("", max_length=20_000)
    sure: Literal["", "yes"] = ""

    @property
    def target(self) -> str:
        """The reference in which the others go on, as it is stored; empty where none was named."""
        return typed_reference(self.elsewhere or self.into) if self.step == "link" else ""

    @property
    def several(self) -> list[Chosen]:
        """The ticked requests, each once; what is no tick of ours is left out."""
        found = [match for one in self.ticked if (match := _CHOSEN.fullmatch(one))]
        return list({one[1]: Chosen(one[1], int(one[2])) for one in found}.values())[:MOST]

    def body(self, request: RightsRequest, today: date, other: UUID | None) -> dict[str, Any]:
        """The body of the command; `other` is the request of `target`.

        Without a channel it is the one through which the request came, without a day `today`.
        """
        match self.step:
            case "assign":
                return {"handler": self.handler}
            case "acknowledge":
                sent_on = (self.sent_on or today).isoformat()
                return {"sent_on": sent_on, "channel": self.channel or request.channel}
            case "link":
                return {"other": other, "relation": self.relation}
            case "find-no-request":
                return {"ground": self.ground, "reason": self.reason.strip()}
        return {}


class Bulk(NamedTuple):
    """What the bar above the rows offers: a key of its own, and who can be given requests."""

    key: str
    handlers: list[tuple[str, str]]


def new_key() -> str:
    """A key for a form: sent twice, it does nothing twice."""
    return secrets.token_urlsafe(KEY_BYTES)


def bulk_of(account: Account, known: Mapping[str, Colleague]) -> Bulk | None:
    """The bar for somebody who may take these steps; none for others."""
    if not may_take(account.role, "assign"):
        return None
    named = [(one.account, one.name or one.account) for one in handlers(known)]
    return Bulk(new_key(), named)


@dataclass(frozen=True)
class Taking:
    """Somebody takes a step for several requests; `other` is the one in which they go on."""

    engine: Engine
    account: Account
    speech: Speech
    form: BulkForm
    other: UUID | None = None

    def each(self) -> list[Result]:
        """Take it for each, in their order. What one meets stops no other."""
        several = (one for one in self.form.several if one.reference != self.form.target)
        return [self._take(one) for one in several]

    def read(self, request: RightsRequest) -> tuple[Command | None, dict[str, str]]:
        """The command for a request; none where it cannot be read, with what is wrong by field."""
        body = self.form.body(request, self.engine.today(), self.other)
        return read(STEPS[self.form.step], body, self.speech)

    def _take(self, one: Chosen) -> Result:
        engine, speech, deed = self.engine, self.speech, self.form.step
        try:
            request = request_of(engine, self.account, one.reference)
        except UnknownRequestError:
            return Result(one.reference, done=False, words=speech.say(_UNKNOWN))
        command, errors = self.read(request)
        if command is None:
            return Result(one.reference, done=False, words=" ".join(errors.values()))
        now = engine.now(self.account)
        once = self._once(one, request)
        try:
            taken = engine.requests.take(request.id, command, now, expected=one.version, once=once)
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
            return Result(one.reference, done=True, words=_done(taken, deed, speech))
        return Result(one.reference, done=False, words=words)

    def _once(self, one: Chosen, request: RightsRequest) -> Once | None:
        """By what it is recognised when the form is sent again; none without its key."""
        form = self.form
        body = form.body(request, self.engine.today(), self.other)
        key = f"{form.once}/{one.reference}" if form.once else None
        sent = repr((one, body)).encode()
        return once_only(self.engine, self.account, f"/several/{form.step}", key, sent)


def _done(request: RightsRequest, deed: Deed, speech: Speech) -> str:
    """What was done, and what comes next where something does."""
    if deed != "find-no-request" or request.dismissed is None:
        return speech.say("Done.")
    return speech.say(_PROPOSED if request.dismissed.proposed_by else _TO_TELL)
