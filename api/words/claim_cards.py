"""A claim in words: its status, what was done, what it costs, who must be notified."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from griffie.api.words.event_lines import event_detail, event_title, ground_in_words, sealed_lines
from griffie.api.words.event_marks import SHAPES
from griffie.api.words.names import CLAIMS, PARTS
from griffie.api.words.naming import Naming, profile_name
from griffie.api.words.record_words import COSTS, COSTS_TONES
from griffie.api.words.speech import Speech, first_up
from griffie.application.controller.profile import ControllerProfile
from griffie.domain.law.standing import Deadline
from griffie.domain.model.event import Event, KeptEvent
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import UNDECIDED, UNDONE, Claim
from griffie.domain.request.disclosed import recipients_left
from griffie.domain.request.part import Part, PartDecision
from griffie.domain.request.vocabulary import ClaimStatus, PartStatus
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import record

Opened = Mapping[Sealed, Any] | None


class DeedLine(NamedTuple):
    """One thing that was done: its title, a line about it, the sealed values that were opened."""

    title: str
    detail: str
    shape: str
    said: list[tuple[str, str]]


class FeeLine(NamedTuple):
    """A fee: the amount, its ground, and whether it was accepted."""

    amount: str
    ground: str
    status: str
    tone: str
    said: list[tuple[str, str]]


class PartLine(NamedTuple):
    """A part of a claim: how it stands, what it is, on which ground, what was typed about it."""

    status: str
    scope: str
    ground: str
    items: list[str]
    """What was named in words, where that was opened."""


class ClaimCard(NamedTuple):
    """One right, and everything that a reader wants to know about it."""

    title: str
    citation: str
    law: str
    status: str
    tone: str
    scope: str
    ground: str
    parts: list[PartLine]
    """Where it was decided part by part: each part; else nothing."""
    exceptions: list[tuple[str, str]]
    """The ground in words; what it takes out, and until when."""
    due: str
    told: str
    to_tell: str
    fee: FeeLine | None
    deeds: list[DeedLine]
    announced: list[str]
    """Purposes that were announced before they began, to which this objects."""


def claim_cards(
    request: RightsRequest, profile: ControllerProfile, speech: Speech, opened: Opened
) -> list[ClaimCard]:
    """A card for each right of a request; `opened` are the sealed values that were opened."""
    about = record.noted_by_right(request)
    shown = _CardBuilder(request, profile, speech, opened)
    return [shown.claim(claim, about.get(right, [])) for right, claim in request.claims.items()]


class _CardBuilder(NamedTuple):
    request: RightsRequest
    profile: ControllerProfile
    speech: Speech
    opened: Opened

    def claim(self, claim: Claim, noted: list[KeptEvent]) -> ClaimCard:
        say, speech = self.speech.say, self.speech
        deadline = self.request.deadline_of(claim)
        untold = recipients_left(self.request, claim)
        settled = [event for _, event in record.recipients(self.request, claim, noted) if event]
        return ClaimCard(
            title=speech.law(claim.right),
            citation=speech.cite(claim.right.provision),
            law=str(claim.right.provision),
            status=say(CLAIMS[claim.status]),
            tone=_claim_tone(claim),
            scope=self.scope(claim),
            ground=ground_in_words(claim.ground, speech) if claim.ground else "",
            parts=self.parts(claim),
            exceptions=[
                (ground_in_words(exempted.ground or "", speech), self.taken(claim, exempted))
                for exempted in claim.exceptions
            ],
            due=self.due(deadline),
            told=speech.day(claim.informed_on) if claim.informed_on else "",
            to_tell=speech.several(
                profile_name(self.profile.recipients, one, speech) for one in untold
            ),
            fee=self.fee(noted),
            announced=[self.announced(*one) for one in claim.announced],
            deeds=[self.deed(event) for event in (*record.deeds(noted), *settled)],
        )

    def parts(self, claim: Claim) -> list[PartLine]:
        if all(one.part.is_rest for one in claim.decisions):
            return []
        return [self.part(one) for one in claim.parts if one.status is not PartStatus.EXCEPTED]

    def part(self, one: PartDecision) -> PartLine:
        speech, opened = self.speech, self.opened or {}
        return PartLine(
            status=first_up(speech.say(PARTS[one.shown_as])),
            scope=self.named(one.part) or speech.say("the rest"),
            ground=ground_in_words(one.ground, speech) if one.ground else "",
            items=[str(opened[item]) for item in one.part.items if item in opened],
        )

    def named(self, part: Part) -> str:
        """Its purposes and categories by name, and how many items are named in words."""
        speech = self.speech
        names = [profile_name(self.profile.purposes, code, speech) for code in part.purposes]
        names += [self.category(code) for code in part.categories]
        if part.items:
            names.append(speech.count("{n} item", "{n} items", len(part.items)))
        return speech.several(names) if names else ""

    def due(self, deadline: Deadline) -> str:
        return "" if deadline.over else self.speech.day(deadline.term.due_on)

    def scope(self, claim: Claim) -> str:
        """Which purposes and categories it concerns; none named means everything."""
        purposes = [
            profile_name(self.profile.purposes, code, self.speech) for code in claim.purposes
        ]
        taken = [self.category(code) for code in claim.categories]
        scopes = [self.speech.several(codes) for codes in (purposes, taken) if codes]
        return ": ".join(scopes) or self.speech.say("everything")

    def taken(self, claim: Claim, exempted: PartDecision) -> str:
        """What an exception takes out, and until when."""
        unnamed = "everything" if len(claim.decisions) == 1 else "the rest"
        what = self.named(exempted.part) or self.speech.say(unnamed)
        if exempted.until is None:
            return what
        return self.speech.say("{what}, until {until}", what=what, until=exempted.until)

    def category(self, code: str) -> str:
        return profile_name(self.profile.categories, code, self.speech)

    def announced(self, purpose: str, on: date) -> str:
        called = profile_name(self.profile.purposes, purpose, self.speech)
        said = "{purpose}, announced on {announced_on}."
        return first_up(self.speech.say(said, purpose=called, announced_on=on))

    def deed(self, event: Event) -> DeedLine:
        opened = sealed_lines(event, self.speech, self.opened) if self.opened else []
        shape = SHAPES.get(event.TOPIC, "")
        called = Naming(self.profile, {}, self.speech).of
        detail = event_detail(event, self.speech, called)
        return DeedLine(event_title(event, self.speech), detail, shape, opened)

    def fee(self, noted: list[KeptEvent]) -> FeeLine | None:
        costs = record.fee(noted)
        if costs is None:
            return None
        spoken = [event for event in (costs.proposed, costs.waived) if event]
        return FeeLine(
            amount=self.speech.euros(costs.proposed.amount_cents),
            ground=ground_in_words(str(costs.proposed.ground), self.speech),
            status=self.speech.say(COSTS[costs.standing]),
            tone=COSTS_TONES[costs.standing],
            said=[
                pair
                for event in spoken
                if self.opened
                for pair in sealed_lines(event, self.speech, self.opened)
            ],
        )


def _claim_tone(claim: Claim) -> str:
    """The colour of a claim: refused, promised, done, or none while it is undecided."""
    if claim.status in {ClaimStatus.REFUSED, ClaimStatus.REFUSAL_PROPOSED}:
        return "bad"
    if claim.status in UNDECIDED:
        return ""
    return "warn" if claim.status in UNDONE else "ok"
