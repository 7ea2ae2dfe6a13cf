"""A request at one of its versions: what it was then, and what that event changed."""

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from api.console.case import Case
from api.console.course import in_words
from api.console.speech import Speech, first_up
from api.console.timeline import Happened, timeline
from api.console.words import CLAIMS, FEES, IDENTITIES, MANDATES, OUTCOMES, STANDINGS, STATUSES
from api.engine import Engine
from application.access import Account
from application.requests import Unknown
from domain.deadlines import civil_date
from domain.request import RightsRequest


class Fact(NamedTuple):
    """One thing that a request is, and what it was one event before where that differs."""

    name: str
    now: str
    before: str
    changed: bool


@dataclass(frozen=True)
class Replay:
    """The page of one version. Raises Unknown when there is no such version."""

    engine: Engine
    request: RightsRequest
    """As it stands now."""
    version: int
    account: Account
    speech: Speech

    def __post_init__(self) -> None:
        if not 1 <= self.version <= self.request.version:
            raise Unknown

    @property
    def case(self) -> Case:
        """The page of the request as of this version, judged on the day of its recording."""
        then = self.engine.requests.load(self.request.id, self.version)
        on = civil_date(then.modified_on)
        return Case(self.engine, then, self.account, on, self.speech)

    @property
    def facts(self) -> list[Fact]:
        case = self.case
        now = dict(facts(case))
        before: dict[str, str] = {}
        if self.version > 1:
            earlier = self.engine.requests.load(self.request.id, self.version - 1)
            before = dict(facts(Case(self.engine, earlier, self.account, case.on, self.speech)))
        return [
            Fact(name, value, before.get(name, ""), self.version > 1 and before.get(name) != value)
            for name, value in now.items()
        ]

    @property
    def timeline(self) -> list[Happened]:
        """The whole history; what came after this version is marked as still to come."""
        events = timeline(self.engine, self.request, self.speech, None, looks=False)
        return [event._replace(to_come=event.version > self.version) for event in events]

    @property
    def event(self) -> Happened:
        return next(event for event in self.timeline if event.version == self.version)

    @property
    def payload(self) -> str:
        """The event as it is stored: facts in clear, words as digests."""
        lines = self.engine.history.lines_of(self.request.id)
        stored: Any = next(line.stored for line in lines if line.version == self.version)
        return json.dumps(stored["data"], ensure_ascii=False, indent=2)


def facts(case: Case) -> list[tuple[str, str]]:
    """Everything that an event can change, as pairs that can be compared."""
    say, request, speech = case.speech.say, case.request, case.speech
    deadline = request.deadline
    found = [
        (say("Status"), say(STATUSES[request.status])),
        (say("Outcome"), say(OUTCOMES[request.outcome]) if request.outcome else "–"),
        (say("Received"), speech.day(request.received_on)),
        (say("Handler"), request.handler or "–"),
        (say("Identity"), say(IDENTITIES[request.identity])),
        (say("Mandate"), say(MANDATES[request.mandate])),
        (say("Last day"), speech.day(deadline.term.due_on)),
        (
            say("Deadline"),
            f"{say(STANDINGS[deadline.standing(case.on)])} · {in_words(request, case.on, speech)}",
        ),
        (say("Documents"), speech.number(len(request.documents))),
        (say("Complaints"), speech.number(len(request.complaints))),
        (say("Restrictions"), speech.number(len(request.restrictions))),
        (say("Open tasks"), speech.number(len(request.tasks))),
        (say("Owed to an authority"), speech.number(len(request.duties))),
        (say("Hold"), say("placed") if request.held else "–"),
        (say("Personal data"), say("erased") if request.erased else say("kept, sealed")),
    ]
    for claim in request.claims.values():
        status = first_up(say(CLAIMS[claim.status]))
        told = say("told") if claim.informed_on else say("not told")
        exceptions = speech.count("{n} exception", "{n} exceptions", len(claim.exceptions))
        parts = [status, told, *([exceptions] if claim.exceptions else [])]
        parts += [say(FEES[claim.fee.standing])] if claim.fee else []
        if claim.deeds:
            parts.append(speech.count("{n} thing done", "{n} things done", len(claim.deeds)))
        found.append((speech.right(claim.right), " · ".join(parts)))
    return found
