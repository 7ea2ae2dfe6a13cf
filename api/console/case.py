"""A request as a page: what was asked, how it stands, what may be done next, how it was counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from api.answers import NOT_YOURS, ORDER, PATHS, hint_for, path
from api.console import course
from api.console.because import because
from api.console.speech import Speech, first_up
from api.console.timeline import Happened, ground, plain, said, timeline
from api.console.words import (
    AUTHORITIES,
    CHANNELS,
    CLAIMS,
    IDENTITIES,
    OUTCOMES,
    POLICIES,
    RELATIONS,
    STATUSES,
    msg,
)
from api.console.words_steps import STEPS
from api.engine import Engine
from application.access import Account, Reach, What, allowed_commands, may
from domain.claims import Claim
from domain.kernel import Objection, Sealed
from domain.reference import reference
from domain.request import RightsRequest
from domain.state import ARTICLE_19, AT_ONCE, Deadline
from domain.steps import Action, actions

DAY = timedelta(hours=24)
ROLE_SAYS_NO = msg("your role may not do this")
assert ROLE_SAYS_NO == NOT_YOURS


class Asked(NamedTuple):
    """One right, and how it stands."""

    title: str
    citation: str
    law: str
    status: str
    tone: str
    scope: str
    ground: str
    exceptions: list[tuple[str, str]]
    """The ground in words; what it takes out, and until when."""
    due: str
    told: str
    to_tell: str


class Step(NamedTuple):
    """Something that can be done, or what forbids it."""

    title: str
    allowed: bool
    why: str
    citation: str
    law: str
    withheld: tuple[str, ...] = ()
    """Where it is allowed for some rights: for which others not, and why."""


class Line(NamedTuple):
    """One step of the reckoning."""

    because: str
    citation: str
    law: str
    until: str


@dataclass(frozen=True)
class Case:
    """Builds the page for somebody, as of a day; with `words`, its personal data lie open."""

    engine: Engine
    request: RightsRequest
    account: Account
    on: date
    speech: Speech
    words: Mapping[Sealed, Any] | None = None

    @property
    def reference(self) -> str:
        return reference(self.request.id)

    @property
    def hint(self) -> str:
        return hint_for(self.request, self.account, self.engine.vault) or ""

    @property
    def status(self) -> str:
        return self.speech.say(STATUSES[self.request.status])

    @property
    def outcome(self) -> str:
        found = self.request.outcome
        return self.speech.say(OUTCOMES[found]) if found else ""

    @property
    def bar(self) -> course.Bar:
        return course.bar(self.request, self.on, self.speech)

    @property
    def stages(self) -> list[course.Stage]:
        return course.stages(self.request, self.speech)

    @property
    def next(self) -> str:
        """The one thing to do next; nothing once it is closed."""
        closed = self.request.outcome is not None
        return "" if closed else course.next_step(self.request, self.speech)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What else is known, a label and the words; all of it in clear."""
        say, request = self.speech.say, self.request
        found = [
            (say("Received"), self.speech.day(request.received_on)),
            (say("Channel"), say(CHANNELS[request.channel])),
            (say("Language"), self.speech.tongue(request.language)),
            (say("Identity"), say(IDENTITIES[request.identity])),
            (say("Handler"), request.handler or say("nobody yet")),
            (say("Profile"), request.setting.profile),
        ]
        if request.complaints:
            bodies = self.speech.several(say(AUTHORITIES[one]) for one in request.complaints)
            found.append((say("Complaint"), bodies))
        return found

    @property
    def links(self) -> list[tuple[str, str]]:
        """Other requests, and what each is to this one."""
        return [
            (reference(other), self.speech.say(RELATIONS[relation]))
            for other, relation in self.request.links
        ]

    @property
    def claims(self) -> list[Asked]:
        return [self.claim(claim) for claim in self.request.claims.values()]

    def claim(self, claim: Claim) -> Asked:
        say, speech = self.speech.say, self.speech
        deadline = self.request.deadline_of(claim)
        untold = [one for one in claim.recipients if one not in claim.recipients_settled]
        return Asked(
            title=speech.law(claim.right),
            citation=speech.cite(claim.right.provision),
            law=str(claim.right.provision),
            status=say(CLAIMS[claim.status]),
            tone=course.tone(claim),
            scope=self.scope(claim),
            ground=ground(claim.ground, speech) if claim.ground else "",
            exceptions=[
                (ground(exempted.ground, speech), self.taken(exempted.categories, exempted.until))
                for exempted in claim.exceptions
            ],
            due=self.due(deadline),
            told=speech.day(claim.informed_on) if claim.informed_on else "",
            to_tell=speech.several(self.recipient(one) for one in untold)
            if claim.right in ARTICLE_19
            else "",
        )

    def due(self, deadline: Deadline) -> str:
        return "" if deadline.over else self.speech.day(deadline.term.due_on)

    def scope(self, claim: Claim) -> str:
        """Which purposes and categories it concerns; none named means everything."""
        named = [self.named(self.engine.profile.purposes, code) for code in claim.purposes]
        taken = [self.category(code) for code in claim.categories]
        scopes = [self.speech.several(codes) for codes in (named, taken) if codes]
        return ": ".join(scopes) or self.speech.say("everything")

    def taken(self, categories: tuple[str, ...], until: date | None) -> str:
        what = (
            self.speech.several(self.category(code) for code in categories)
            if categories
            else self.speech.say("everything")
        )
        if until is None:
            return what
        return self.speech.say("{what}, until {until}", what=what, until=until)

    def category(self, code: str) -> str:
        return self.named(self.engine.profile.categories, code)

    def recipient(self, code: str) -> str:
        return self.named(self.engine.profile.recipients, code)

    def named(self, listed: Iterable[Any], code: str) -> str:
        """What the controller's profile calls it; the code where it says nothing."""
        names = (one.name.in_(self.speech.language) for one in listed if one.code == code)
        return next(names, code)

    @property
    def steps(self) -> tuple[list[Step], list[Step]]:
        """What may be done now, and what may not, each with its reason."""
        yours = allowed_commands(self.account.role, PATHS)
        listed = sorted(actions(self.request), key=lambda action: ORDER[action.command])
        every = [self.step(action, path(action.command) in yours) for action in listed]
        return [one for one in every if one.allowed], [one for one in every if not one.allowed]

    def step(self, action: Action, yours: bool) -> Step:  # noqa: FBT001
        title = self.speech.say(STEPS[path(action.command)])
        if action.forbidden:
            return Step(title, False, *self.objection(action.forbidden))  # noqa: FBT003
        if not yours:
            why = first_up(self.speech.say(ROLE_SAYS_NO))
            return Step(title, False, why, "", "")  # noqa: FBT003
        why = self.speech.several(self.speech.right(right) for right in action.rights)
        if action.hint:
            why = self.speech.say(action.hint.sentence, **action.hint.words)
        elif len(self.request.claims) < 2 or len(action.rights) == len(self.request.claims):  # noqa: PLR2004
            why = ""
        withheld = tuple(
            f"{first_up(self.speech.right(right))}: {self.objection(found)[0]}"
            for right, found in action.withheld
        )
        return Step(title, True, first_up(why), "", "", withheld)  # noqa: FBT003

    def objection(self, forbidden: Objection) -> tuple[str, str, str]:
        why = first_up(self.speech.say(forbidden.reason, **forbidden.words))
        provision = forbidden.provision
        return why, self.speech.cite(provision) if provision else "", str(provision or "")

    @property
    def trace(self) -> list[Line]:
        return [
            Line(
                because=first_up(because(step.because, self.speech)),
                citation=self.speech.cite(step.rule),
                law=str(step.rule),
                until=self.speech.day(step.end),
            )
            for step in self.request.deadline.term.trace
        ]

    @property
    def last_day(self) -> str:
        return self.speech.long_day(self.request.deadline.term.due_on)

    @property
    def strict(self) -> str:
        """The date if waiting never counted, where that is another one."""
        term = self.request.deadline.term
        differs = term.strict_due_on != term.due_on or term.waiting
        return self.speech.day(term.strict_due_on) if differs else ""

    @property
    def reckoned_by(self) -> str:
        """The policy and the calendar by which it was counted: those of its receipt."""
        setting = self.request.setting
        if self.request.claims and set(self.request.claims) <= AT_ONCE.keys():
            return self.speech.say("Calendar {calendar}", calendar=setting.calendar)
        return self.speech.say(
            "Our policy: {policy}. Calendar {calendar}",
            policy=self.speech.say(POLICIES[setting.policy]),
            calendar=setting.calendar,
        )

    @property
    def timeline(self) -> list[Happened]:
        looks = bool(may(self.account.role, What.AUDIT))
        return timeline(self.engine, self.request, self.speech, self.words, looks=looks)

    @property
    def reveal(self) -> str:
        """How this person may open the personal data: freely, with a reason, or not (empty)."""
        reach = may(self.account.role, What.REVEAL)
        if self.request.erased or not reach:
            return ""
        late = self.engine.clock() - self.request.entered_at > DAY
        if reach is Reach.OWN_FOR_A_DAY and late:
            return ""
        return "reason" if reach is Reach.WITH_REASON else "free"

    @property
    def personal(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The personal data themselves, in groups; nothing unless they were opened."""
        if not self.words:
            return []
        say, request, words = self.speech.say, self.request, self.words
        message = request.message and words.get(request.message)
        groups = [
            (say("Requester"), said(request.requester, self.speech, words)),
            (
                say("Representative"),
                said(request.representative, self.speech, words) if request.representative else [],
            ),
            (say("Message"), [("", plain(message))] if message else []),
        ]
        return [(title, found) for title, found in groups if found]
