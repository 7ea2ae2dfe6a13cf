"""A request at one of its versions: what it was, what changed, beside another version."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from griffie.api.console.request.progress import deadline_in_words
from griffie.api.console.request.request_page import RequestPage
from griffie.api.console.request.timeline import TimelineEvent, timeline
from griffie.api.words.names import CLAIMS, FEES, IDENTITIES, OUTCOMES, STANDINGS, STATUSES
from griffie.api.words.persons import MANDATES
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account
from griffie.application.engine import Engine
from griffie.application.past.at_moment import request_then
from griffie.application.past.moments import When
from griffie.application.requests.requests import UnknownRequestError
from griffie.domain.law.deadlines import civil_date
from griffie.domain.rights_request import RightsRequest


class ComparedFact(NamedTuple):
    """One thing that a request is, and what it was at another version where that differs."""

    name: str
    now: str
    before: str
    changed: bool


@dataclass(frozen=True)
class ReplayPage:
    """The values of the page of one version, or of the end of a day.

    Raises UnknownRequestError where there is no such version.
    """

    engine: Engine
    request: RightsRequest
    """As it stands now."""
    version: int
    account: Account
    speech: Speech
    day: date | None = None
    """On which it is judged; else on the day when this version was recorded."""
    beside: int | None = None
    """Another version, to compare this one with."""

    def __post_init__(self) -> None:
        for version in (self.version, self.beside or 1):
            if not 1 <= version <= self.request.version:
                raise UnknownRequestError

    @property
    def first_on(self) -> date:
        return civil_date(self.request.created_on)

    @property
    def page(self) -> RequestPage:
        """The page of the request as of this version."""
        return self.at(self.version, self.day)

    def at(self, version: int, on: date | None = None) -> RequestPage:
        then = self.engine.requests.load(self.request.id, version)
        judged = on or civil_date(then.modified_on)
        return RequestPage(self.engine, then, self.account, judged, self.speech)

    @property
    def facts(self) -> list[ComparedFact]:
        """Everything, and what this event changed: both judged on the same day."""
        page = self.page
        earlier = self.at(self.version - 1, page.on) if self.version > 1 else None
        return _compare_facts(earlier, page)

    @property
    def sides(self) -> tuple[RequestPage, RequestPage] | None:
        """The two versions that are compared, the earlier first, each judged on its own day."""
        if self.beside is None:
            return None
        mine, other = (self.version, self.page), (self.beside, self.at(self.beside))
        (_, one), (_, two) = sorted((mine, other), key=lambda side: side[0])
        return one, two

    @property
    def compared(self) -> list[ComparedFact]:
        return _compare_facts(*self.sides) if self.sides else []

    @property
    def timeline(self) -> list[TimelineEvent]:
        """The whole history; what came after this version is marked as still to come."""
        naming = self.page.naming
        events = timeline(self.engine, self.request, self.speech, None, looks=False, naming=naming)
        return [event._replace(to_come=event.version > self.version) for event in events]

    @property
    def event(self) -> TimelineEvent:
        return next(event for event in self.timeline if event.version == self.version)

    @property
    def payload(self) -> str:
        """The event as it is stored: facts in clear, words as digests."""
        lines = self.engine.history.lines_of(self.request.id)
        stored: Any = next(line.stored for line in lines if line.version == self.version)
        return json.dumps(stored["data"], ensure_ascii=False, indent=2)


def _compare_facts(earlier: RequestPage | None, later: RequestPage) -> list[ComparedFact]:
    """The facts of a version beside those of another.

    Without an earlier one nothing has changed.
    """
    before, now = dict(_facts_of(earlier)) if earlier else {}, dict(_facts_of(later))
    both = [*now, *(name for name in before if name not in now)]
    return [
        ComparedFact(
            name,
            now.get(name, ""),
            before.get(name, ""),
            earlier is not None and before.get(name) != now.get(name),
        )
        for name in both
    ]


def version_on(engine: Engine, request: RightsRequest, day: date) -> int:
    """The version that stood at the end of a day in Brussels.

    Raises NoSuchMomentError, UnknownRequestError for a day before receipt.
    """
    return request_then(engine, request.id, When(on=day)).request.version


def _facts_of(page: RequestPage) -> list[tuple[str, str]]:
    """Everything that an event can change, as pairs that can be compared."""
    say, request, speech = page.speech.say, page.request, page.speech
    deadline = request.deadline
    standing = say(STANDINGS[deadline.standing(page.on)])
    found = [
        (say("Status"), say(STATUSES[request.status])),
        (say("Outcome"), say(OUTCOMES[request.outcome]) if request.outcome else "–"),
        (say("Received"), speech.day(request.received_on)),
        (say("Handler"), page.handler if request.handler else "–"),
        (say("Identity"), say(IDENTITIES[request.identity])),
        (say("Mandate"), say(MANDATES[request.mandate])),
        (say("Last day"), speech.day(deadline.term.due_on)),
        (say("Deadline"), f"{standing} · {deadline_in_words(request, page.on, speech)}"),
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
        if any(not one.part.is_rest for one in claim.decisions):
            parts.append(speech.count("{n} part", "{n} parts", len(claim.parts)))
        parts += [say(FEES[claim.fee.standing])] if claim.fee else []
        if claim.deeds:
            parts.append(speech.count("{n} thing done", "{n} things done", len(claim.deeds)))
        found.append((speech.right(claim.right), " · ".join(parts)))
    return found
