"""One right on the page of a request: how it stands, what was done, what it costs, who is told."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from griffie.api.console.request import progress
from griffie.api.console.request.timeline import detail, ground, said, title
from griffie.api.words.event_marks import SHAPES
from griffie.api.words.names import CLAIMS
from griffie.api.words.record_words import COSTS, COSTS_TONES
from griffie.api.words.speech import Speech, first_up
from griffie.application.controller.profile import ControllerProfile
from griffie.domain import record
from griffie.domain.law.deadlines import Deadline
from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import Claim
from griffie.domain.request.state import ARTICLE_19
from griffie.domain.rights_request import RightsRequest

Words = Mapping[Sealed, Any] | None


class Deed(NamedTuple):
    """Something that was recorded about this right: what, in which words, and what was sealed."""

    title: str
    detail: str
    shape: str
    said: list[tuple[str, str]]


class Fee(NamedTuple):
    amount: str
    ground: str
    status: str
    tone: str
    said: list[tuple[str, str]]


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
    fee: Fee | None
    deeds: list[Deed]
    announced: list[str]
    """Purposes that were announced before they began, to which this objects."""


def claims(
    request: RightsRequest, profile: ControllerProfile, speech: Speech, words: Words
) -> list[Asked]:
    about = record.about(request)
    shown = Shown(request, profile, speech, words)
    return [shown.claim(claim, about.get(right, [])) for right, claim in request.claims.items()]


class Shown(NamedTuple):
    request: RightsRequest
    profile: ControllerProfile
    speech: Speech
    words: Words

    def claim(self, claim: Claim, noted: list[KeptEvent]) -> Asked:
        say, speech = self.speech.say, self.speech
        deadline = self.request.deadline_of(claim)
        untold = [one for one in claim.recipients if one not in claim.recipients_settled]
        settled = [event for _, event in record.recipients(claim, noted) if event]
        return Asked(
            title=speech.law(claim.right),
            citation=speech.cite(claim.right.provision),
            law=str(claim.right.provision),
            status=say(CLAIMS[claim.status]),
            tone=progress.tone(claim),
            scope=self.scope(claim),
            ground=ground(claim.ground, speech) if claim.ground else "",
            exceptions=[
                (ground(exempted.ground, speech), self.taken(exempted.categories, exempted.until))
                for exempted in claim.exceptions
            ],
            due=self.due(deadline),
            told=speech.day(claim.informed_on) if claim.informed_on else "",
            to_tell=speech.several(named(self.profile.recipients, one, speech) for one in untold)
            if claim.right in ARTICLE_19
            else "",
            fee=self.fee(noted),
            announced=[self.announced(*one) for one in claim.announced],
            deeds=[self.deed(event) for event in (*record.deeds(noted), *settled)],
        )

    def due(self, deadline: Deadline) -> str:
        return "" if deadline.over else self.speech.day(deadline.term.due_on)

    def scope(self, claim: Claim) -> str:
        """Which purposes and categories it concerns; none named means everything."""
        purposes = [named(self.profile.purposes, code, self.speech) for code in claim.purposes]
        taken = [self.category(code) for code in claim.categories]
        scopes = [self.speech.several(codes) for codes in (purposes, taken) if codes]
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
        return named(self.profile.categories, code, self.speech)

    def announced(self, purpose: str, on: date) -> str:
        called = named(self.profile.purposes, purpose, self.speech)
        said = "{purpose}, announced on {announced_on}."
        return first_up(self.speech.say(said, purpose=called, announced_on=on))

    def deed(self, event: Event) -> Deed:
        opened = said(event, self.speech, self.words) if self.words else []
        shape = SHAPES.get(event.TOPIC, "")
        return Deed(title(event, self.speech), detail(event, self.speech), shape, opened)

    def fee(self, noted: list[KeptEvent]) -> Fee | None:
        costs = record.fee(noted)
        if costs is None:
            return None
        spoken = [event for event in (costs.proposed, costs.waived) if event]
        return Fee(
            amount=self.speech.euros(costs.proposed.amount_cents),
            ground=ground(str(costs.proposed.ground), self.speech),
            status=self.speech.say(COSTS[costs.standing]),
            tone=COSTS_TONES[costs.standing],
            said=[
                pair
                for event in spoken
                if self.words
                for pair in said(event, self.speech, self.words)
            ],
        )


def named(listed: Iterable[Any], code: str, speech: Speech) -> str:
    """What the controller's profile calls it; the code where it says nothing."""
    names = (one.name.in_(speech.language) for one in listed if one.code == code)
    return next(names, code)
