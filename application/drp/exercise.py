"""A request of an agent comes in, is asked after, and is revoked.

An agent acts for the person, as a representative whose mandate the office looks at as always. What
an agent says that it verified is no verification of ours.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import ValidationError

from griffie.application.access.passwords import Tickets
from griffie.application.access.roles import Account, Role
from griffie.application.drp.message import (
    CONFORMS_TO,
    RIGHTS,
    VERSION,
    Agent,
    BadDrpError,
    Claims,
    Exercise,
    ExerciseRequest,
    Reason,
    State,
    StatusShown,
    UnbelievedMessageError,
    check_claims,
    opened,
)
from griffie.application.engine import Engine
from griffie.application.intake.handed_on import ReceiveHandedOn, id_of, message_of, take_back
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.events import RequestReceived
from griffie.domain.law.deadlines import end_of_day
from griffie.domain.request.vocabulary import Capacity, Channel, ClaimStatus, Outcome
from griffie.domain.rights_request import RightsRequest

TOKEN_LASTS = 90 * 24 * 3600
"""Seconds that a token of an agent is good. [P]"""
_TOKEN = "drp-agent"  # noqa: S105 - the purpose of a ticket
_DENIED: Mapping[Outcome, Reason] = {
    Outcome.NOT_IDENTIFIED: Reason.NOT_VERIFIED,
    Outcome.NOT_APPLICABLE: Reason.NOT_COVERED,
}
_REMEMBERED = 5_000
_EXTENDED = "The office needs two months more: Article 12(3) GDPR."


class Drp(NamedTuple):
    """Which business the office is, and the directory of agents."""

    business: str
    agents: Sequence[Agent]
    tickets: Tickets

    def agent(self, named: str) -> Agent:
        """An agent of the directory. Raises UnbelievedMessageError."""
        for one in self.agents:
            if one.id == named:
                return one
        raise UnbelievedMessageError("agent")

    def agent_of_token(self, token: str) -> Agent:
        """Whose bearer token that is. Raises UnbelievedMessageError."""
        said = self.tickets.read(_TOKEN, token, TOKEN_LASTS)
        if not isinstance(said, str):
            raise UnbelievedMessageError("token")
        return self.agent(said)

    def make_token(self, agent: Agent) -> str:
        """A bearer token for an agent; nothing is stored."""
        return self.tickets.make(_TOKEN, agent.id)


def set_up_key(engine: Engine, drp: Drp, named: str, body: bytes) -> str:
    """§2.05: a bearer token for the agent that signed this. Raises UnbelievedMessageError."""
    agent = drp.agent(named)
    check_claims(opened(body, agent), agent, drp.business, engine.clock())
    return drp.make_token(agent)


def exercise(engine: Engine, drp: Drp, agent: Agent, body: bytes) -> StatusShown:
    """§2.01: take a request in; the same message again is the same request.

    Raises UnbelievedMessageError, BadDrpError, BadInputError, ContentionError.
    """
    claims = opened(body, agent)
    check_claims(claims, agent, drp.business, engine.clock())
    said = _read(claims)
    request_id = id_of(engine, "drp", agent.id, claims.octets.decode())
    try:
        request = engine.requests.load(request_id)
    except UnknownRequestError:
        received = _body(engine, agent, said)
        received.came_as(request_id, "drp.json", CONFORMS_TO, claims.octets)
        request = engine.requests.receive(received, engine.now(account_of(agent)))
    return _shown(request, said.agent_request_id)


def _read(claims: Claims) -> ExerciseRequest:
    try:
        said = ExerciseRequest.model_validate(claims.said)
    except ValidationError as wrong:
        places = sorted({str(one["loc"][0]) for one in wrong.errors() if one["loc"]})
        raise BadDrpError(f"cannot be read: {', '.join(places)}") from None
    if said.version != VERSION:
        raise BadDrpError(f"drp.version: only {VERSION}")
    if said.exercise not in set(Exercise):
        raise BadDrpError(f"exercise: one of {', '.join(Exercise)}")
    if said.regime not in {None, "gdpr", "voluntary"}:
        raise BadDrpError("regime: left out, gdpr or voluntary")
    return said


def _body(engine: Engine, agent: Agent, said: ExerciseRequest) -> ReceiveHandedOn:
    if said.status_callback and said.status_callback != agent.callback:
        raise BadDrpError("status_callback: an address that was not agreed with us")
    person = {
        "name": said.name,
        "email": said.email,
        "phone": said.phone_number,
        "postal_address": _address(said.address),
    }
    told = [f"exercise: {said.exercise}", *(f"relationship: {one}" for one in _hints(said))]
    told += [f"power_of_attorney: {said.power_of_attorney}"] if said.power_of_attorney else []
    known = {name: one for name, one in person.items() if one}
    body = {
        "received_on": engine.today(),
        "channel": Channel.OTHER,
        "language": engine.profile.languages.default,
        "rights": [{"right": RIGHTS[Exercise(said.exercise)]}],
        "requester": known,
        "contact": None if known.keys() - {"name"} else "none",
        "representative": {"name": agent.name, "capacity": Capacity.OTHER},
        "message": "\n".join(told),
    }
    try:
        return ReceiveHandedOn.model_validate(body)
    except ValidationError:
        raise BadDrpError("name, email, phone_number or address: it cannot be read") from None


def _hints(said: ExerciseRequest) -> Sequence[str]:
    return said.relationships or ()


def _address(said: Any) -> str | None:
    """The address as one text: OpenID Connect Core 1.0 §5.1.1, or as it was written."""
    if isinstance(said, dict):
        parts = ("street_address", "postal_code", "locality", "region", "country")
        said = said.get("formatted") or ", ".join(str(said[one]) for one in parts if said.get(one))
    return said if isinstance(said, str) and said.strip() else None


def asked_after(engine: Engine, agent: Agent, request_id: UUID) -> StatusShown:
    """§2.02: how a request of this agent stands.

    Raises UnknownRequestError; UnbelievedMessageError (403) where another brought it.
    """
    request, said = _of(engine, agent, request_id)
    return _shown(request, said.get("agent-request-id"))


def revoke(engine: Engine, agent: Agent, request_id: UUID, body: bytes) -> StatusShown:
    """§2.04: the person asks no longer. Where two persons see to that, it is filed for them.

    Raises UnknownRequestError, UnbelievedMessageError, BadDrpError where it is over already,
    ContentionError.
    """
    claims = opened(body, agent)
    request, said = _of(engine, agent, request_id)
    if claims.said.keys() - {"reason"}:
        raise UnbelievedMessageError("another message")
    state = state_of(request)
    if state is State.IN_PROGRESS:
        reason = claims.said.get("reason")
        words = reason.strip()[:2000] if isinstance(reason, str) else ""
        take_back(engine, request, account_of(agent), f"Revoked by the agent (DRP). {words}")
        request = engine.requests.load(request_id)
    elif state is not State.REVOKED:
        raise BadDrpError("it is over already")
    return _shown(request, said.get("agent-request-id"))


def _of(engine: Engine, agent: Agent, request_id: UUID) -> tuple[RightsRequest, dict[str, Any]]:
    request = engine.requests.load(request_id)
    said = message_of(engine, request, CONFORMS_TO) or {}
    if request.entered_by != agent.account or said.get("agent-id", agent.id) != agent.id:
        raise UnbelievedMessageError("another agent")
    return request, said


def account_of(agent: Agent) -> Account:
    """In whose name its requests are entered."""
    return Account(agent.account, Role.INTAKE, "")


def state_of(request: RightsRequest) -> State:
    """What the agent is told of a request, from what is recorded of it."""
    claims = request.claims.values()
    if claims and all(one.status is ClaimStatus.WITHDRAWN for one in claims):
        return State.REVOKED
    if request.outcome in {Outcome.FULFILLED, Outcome.PARTLY_FULFILLED}:
        return State.FULFILLED
    return State.DENIED if request.outcome else State.IN_PROGRESS


def _shown(request: RightsRequest, agent_request_id: str | None) -> StatusShown:
    state = state_of(request)
    denied = state is State.DENIED and request.outcome
    extended = any(one.extended for one in request.claims.values())
    return StatusShown(
        request_id=str(request.id),
        received_at=request.entered_at.isoformat(timespec="seconds"),
        expected_by=end_of_day(request.deadline.term.due_on).isoformat(),
        status=state,
        agent_request_id=agent_request_id,
        reason=_DENIED.get(denied, Reason.OTHER) if denied else None,
        processing_details=_EXTENDED if extended else None,
    )


class DrpCallbacks:
    """§2.03: the agent is called back when the status changes; for one thread."""

    def __init__(self, engine: Engine, agents: Sequence[Agent]) -> None:
        self._engine, self._accounts = engine, {one.account for one in agents}
        self._is_ours = lru_cache(_REMEMBERED)(self._by_agent)

    def __call__(self, url: str, event: Any) -> tuple[Mapping[str, str], bytes] | None:
        """Headers and body of the callback of an event; None where none goes to this address."""
        stream, version = event.originator_id, event.originator_version
        if version == 1 or not self._is_ours(stream):
            return None
        then = self._engine.requests.load(stream, version)
        before = self._engine.requests.load(stream, version - 1)
        if _shown(then, None) == _shown(before, None):
            return None
        said = message_of(self._engine, then, CONFORMS_TO) or {}
        if said.get("status_callback") != url:
            return None
        body = _shown(then, said.get("agent-request-id")).octets()
        return {"Content-Type": "application/json"}, body

    def _by_agent(self, stream: UUID) -> bool:
        """Whether the history is that of a request which an agent brought."""
        first = next(iter(self._engine.requests.history(stream)), None)
        return isinstance(first, RequestReceived) and first.actor in self._accounts
