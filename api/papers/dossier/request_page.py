"""One request on a page of a bundle: what was asked, what was decided and done, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pydantic import ValidationError

from griffie.api.papers.dossier.history import HistoryLine, RoleOf, SealedLine, Teller
from griffie.api.papers.dossier.timeline_picture import Picture, picture
from griffie.api.words.claim_cards import ClaimCard, claim_cards
from griffie.api.words.deadline_reasons import reason_in_words
from griffie.api.words.names import (
    AUTHORITIES,
    CHANNELS,
    IDENTITIES,
    OUTCOMES,
    POLICIES,
    RELATIONS,
    STANDINGS,
    STATUSES,
)
from griffie.api.words.record_panels import RecordPanels
from griffie.api.words.speech import Speech, first_up
from griffie.application.controller.profile import NEUTRAL, ControllerProfile
from griffie.application.dossier.bundle_subject import BundleSubject
from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing, Term, civil_date
from griffie.domain.law.rights import AT_ONCE
from griffie.domain.law.standing import Deadline
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest


class DeadlineReckoning(NamedTuple):
    """How the last day was counted, for the rights that share it."""

    rights: str
    due_on: str
    standing: str
    lines: list[tuple[str, str, str]]
    """Why a date moved, the provision, and to which date."""
    strict_on: str
    first_month_on: str
    informed_on: str
    at_once: bool


@dataclass(frozen=True)
class BundleRequestPage:
    """The values of the page of a request.

    Raises nothing: what cannot be said is left out, and the events lie beside the page.
    """

    subject: BundleSubject
    request: RightsRequest
    speech: Speech
    role_of: RoleOf

    @property
    def reference(self) -> str:
        return reference(self.request.id)

    @property
    def on(self) -> date:
        return civil_date(self.subject.reader.at)

    @cached_property
    def profile(self) -> ControllerProfile:
        """The profile that the receipt names; a neutral one where it is not known any more."""
        return _profile_in(self.subject.profiles, self.request.setting.profile)

    @property
    def controller(self) -> list[tuple[str, str]]:
        identity = self.profile.identity
        if identity is None:
            return []
        say = self.speech.say
        known = [
            (say("Name"), f"{identity.name} {identity.legal_form}"),
            (say("Enterprise number"), identity.enterprise_number),
            (say("Postal address"), identity.postal_address),
        ]
        return [(label, value) for label, value in known if value]

    @property
    def facts(self) -> list[tuple[str, str]]:
        say, request = self.speech.say, self.request
        found = [
            (say("Received"), self.speech.day(request.received_on)),
            (say("Entered"), self.speech.instant(request.entered_at)),
            (say("Channel"), say(CHANNELS[request.channel])),
            (say("Language"), self.speech.tongue(request.language)),
            (say("Identity"), say(IDENTITIES[request.identity])),
            (say("Stage"), say(STATUSES[request.status])),
        ]
        if request.outcome:
            found.append((say("Outcome"), say(OUTCOMES[request.outcome])))
        if request.closed_on:
            found.append((say("Closed"), self.speech.day(request.closed_on)))
        if request.complaints:
            bodies = self.speech.several(say(AUTHORITIES[one]) for one in request.complaints)
            found.append((say("Complaint"), bodies))
        found += [(reference(other), say(RELATIONS[relation])) for other, relation in request.links]
        found = [(label, first_up(value)) for label, value in found]
        return [*found, (say("Handler"), request.handler or say("nobody yet"))]

    @property
    def rules(self) -> list[tuple[str, str]]:
        """What it was judged by: fixed when it was received."""
        say, setting = self.speech.say, self.request.setting
        return [
            (say("Profile"), setting.profile),
            (say("Calendar"), setting.calendar),
            (say("Our policy"), first_up(say(POLICIES[setting.policy]))),
            (say("Four eyes"), first_up(say("yes") if setting.four_eyes else say("no"))),
        ]

    @cached_property
    def claims(self) -> list[ClaimCard]:
        return claim_cards(self.request, self.profile, self.speech, self.subject.opened or None)

    @cached_property
    def recorded(self) -> RecordPanels:
        words = self.subject.opened or None
        return RecordPanels(self.request, self.profile, self.on, self.speech, words)

    @property
    def reckonings(self) -> list[DeadlineReckoning]:
        """One for each last day; a request without a right has one all the same."""
        shared: dict[tuple[Term, date | None, Standing], tuple[Deadline, list[Right]]] = {}
        for claim in self.request.claims.values():
            one = self.request.deadline_of(claim)
            alike = (one.term, one.informed_on, one.standing(self.on))
            shared.setdefault(alike, (one, []))[1].append(claim.right)
        every = list(shared.values()) or [(self.request.deadline, [])]
        return [self.reckoning(deadline, rights) for deadline, rights in every]

    def reckoning(self, deadline: Deadline, rights: list[Right]) -> DeadlineReckoning:
        speech, term = self.speech, deadline.term
        differs = term.strict_due_on != term.due_on or term.waiting
        return DeadlineReckoning(
            rights=speech.several(speech.right(right) for right in rights),
            due_on=speech.long_day(term.due_on),
            standing=speech.say(STANDINGS[deadline.standing(self.on)]),
            lines=[
                (
                    first_up(reason_in_words(one.because, speech)),
                    speech.cite(one.rule),
                    speech.day(one.end),
                )
                for one in term.trace
            ],
            strict_on=speech.day(term.strict_due_on) if differs else "",
            first_month_on=speech.day(term.first_month_ends_on) if term.extended else "",
            informed_on=speech.day(deadline.informed_on) if deadline.informed_on else "",
            at_once=bool(rights) and set(rights) <= AT_ONCE.keys(),
        )

    @cached_property
    def every(self) -> list[HistoryLine]:
        """The oldest first, in the order of the log."""
        teller = Teller(self.speech, self.role_of, self.subject.opened)
        return [
            teller.tell(*one) for one in zip(self.subject.pieces, self.subject.events, strict=True)
        ]

    @property
    def in_full(self) -> list[tuple[HistoryLine, SealedLine]]:
        """What was opened and is too long for a line: letters, messages."""
        return [(one, said) for one in self.every for said in one.said if said.long]

    @property
    def course(self) -> list[HistoryLine]:
        return [one for one in self.every if not one.looked]

    @property
    def looks(self) -> list[HistoryLine]:
        return [one for one in self.every if one.looked]

    @cached_property
    def picture(self) -> Picture:
        return picture(self.request, self.subject.events, self.on, self.speech)


def _profile_in(profiles: Mapping[str, bytes], version: str) -> ControllerProfile:
    try:
        return ControllerProfile.model_validate_json(profiles[version])
    except (KeyError, ValidationError):
        return NEUTRAL
