"""The page of a request: the claims, the deadline and how it was counted, what may be done next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from griffie.api.console.request import documents as papers
from griffie.api.console.request import progress
from griffie.api.console.request.done import Done, what_was_done
from griffie.api.console.request.message_hints import MessageHints, message_hints
from griffie.api.console.request.request_facts import request_facts
from griffie.api.console.request.steps_panel import Offered, offered
from griffie.api.console.request.timeline import Reminded, TimelineEvent, folded, timeline
from griffie.api.words.claim_cards import ClaimCard, claim_cards
from griffie.api.words.colleagues import colleagues
from griffie.api.words.deadline_reasons import reason_in_words
from griffie.api.words.event_lines import sealed_lines, value_as_text
from griffie.api.words.names import DOCUMENTS, OUTCOMES, POLICIES, RELATIONS, STATUSES
from griffie.api.words.naming import Naming
from griffie.api.words.personal import Personal
from griffie.api.words.record_panels import RecordPanels
from griffie.api.words.remarks import remarks_in_words
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account as SignedIn
from griffie.application.access.roles import Permission, Reach, may, may_take
from griffie.application.engine import Engine
from griffie.application.views import hint_for
from griffie.domain import step_words as words
from griffie.domain.law.rights import AT_ONCE
from griffie.domain.model.policy import OWN_IS_OPEN_FOR
from griffie.domain.model.values import Sealed
from griffie.domain.request.reference import reference
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.correspondence import open_remarks


class NextThing(NamedTuple):
    """What to do now; without an address where this reader cannot do it."""

    words: str
    address: str
    verb: str


class ReckoningLine(NamedTuple):
    """One step of the reckoning."""

    because: str
    citation: str
    law: str
    until: str


@dataclass(frozen=True)
class RequestPage:
    """The values of the page for an account, as of a day; `opened` are its personal data."""

    engine: Engine
    request: RightsRequest
    account: SignedIn
    on: date
    speech: Speech
    opened: Mapping[Sealed, Any] | None = None
    after: int | None = None
    """The version that a step of this reader made just now."""

    @property
    def reference(self) -> str:
        return reference(self.request.id)

    @property
    def hint(self) -> str:
        return Personal(hint_for(self.request, self.account, self.engine.vault) or "")

    @property
    def status(self) -> str:
        return self.speech.say(STATUSES[self.request.status])

    @property
    def outcome(self) -> str:
        found = self.request.outcome
        return self.speech.say(OUTCOMES[found]) if found else ""

    @property
    def bar(self) -> progress.Bar:
        return progress.bar(self.request, self.on, self.speech)

    @property
    def stages(self) -> list[progress.Stage]:
        return progress.stages(self.request, self.speech, self.handler)

    @property
    def next(self) -> NextThing | None:
        """The one thing to do now, with the address of its form; none once it is closed."""
        if self.request.outcome is not None:
            return None
        found = progress.next_thing(self.request, self.speech)
        free = {one.path for group in self.steps.groups for one in (*group.usual, *group.further)}
        step = next((one for one in found.steps if one.path in free), None)
        address = progress.address_of(found, self.reference, step)
        if step is None or found.steps == progress.DECIDE:
            return NextThing(found.words, address, found.words)
        if step is RightsRequest.inform:
            return NextThing(found.words, address, self.speech.say("Write the letter"))
        return NextThing(found.words, address, self.speech.phrase(words.imperative(step)))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What else is known, a label and the words; all of it in clear."""
        return request_facts(self.request, self.handler, self.speech)

    @property
    def handler(self) -> str:
        """Who handles it, by name where this reader may know it."""
        who = self.request.handler
        return self.naming.of("handler", who) if who else self.speech.say("nobody yet")

    @property
    def links(self) -> list[tuple[str, str]]:
        """Other requests, and what each is to this one."""
        say = self.speech.say
        return [(reference(one), say(RELATIONS[how])) for one, how in self.request.links]

    @property
    def claims(self) -> list[ClaimCard]:
        return claim_cards(self.request, self.engine.profile, self.speech, self.opened)

    @property
    def recorded(self) -> RecordPanels:
        """What else it can show for itself, and what holds it."""
        return RecordPanels(
            self.request, self.engine.profile, self.on, self.speech, self.opened, self.naming.known
        )

    @cached_property
    def steps(self) -> Offered:
        """Every step: in its group where it can be taken, else with what forbids it."""
        return offered(self.request, self.account, self.speech)

    @cached_property
    def naming(self) -> Naming:
        """What codes and accounts are called, for this reader."""
        known = colleagues(self.engine.access, self.account)
        return Naming(self.engine.profile, known, self.speech)

    @property
    def done(self) -> Done | None:
        """What this reader recorded just now, where the page follows a step."""
        return what_was_done(self.engine, self.request, self.after, self.speech)

    @property
    def may_write(self) -> bool:
        """Whether this reader may write to the requester."""
        return may_take(self.account.role, RightsRequest.inform.path) and not self.request.erased

    @property
    def may_add(self) -> bool:
        """Whether this reader may put a document into the file."""
        return bool(may(self.account.role, Permission.RECEIVE)) and not self.request.erased

    @property
    def may_cover(self) -> bool:
        """Whether this reader may make a copy in which something is covered."""
        return bool(may(self.account.role, Permission.COMMAND)) and not self.request.erased

    @property
    def bundled(self) -> list[papers.DocumentLine]:
        """The documents that may go into one file to hand over, for whoever may make it."""
        return papers.to_hand_over(self.request, self.documents) if self.may_cover else []

    @property
    def document_kinds(self) -> list[tuple[str, str]]:
        """What a document can be for, the most usual first."""
        return [(one.value, first_up(self.speech.say(DOCUMENTS[one]))) for one in papers.UPLOADED]

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """What intake noted and nobody settled: the code and the words."""
        codes = (one.value for one in open_remarks(self.request))
        return list(zip(codes, remarks_in_words(self.request, self.speech), strict=True))

    @property
    def message(self) -> str:
        """The words of the request where they were opened; else empty."""
        message = self.request.message
        return value_as_text((self.opened or {}).get(message, "")) if message else ""

    @property
    def hints(self) -> MessageHints:
        """What the opened message may ask; nothing unless it was opened."""
        return message_hints(self.message, self.request, self.account, self.speech)

    @property
    def documents(self) -> list[papers.DocumentLine]:
        return papers.document_lines(self.engine, self.request, self.speech)

    @property
    def trace(self) -> list[ReckoningLine]:
        return [
            ReckoningLine(
                because=first_up(reason_in_words(step.because, self.speech)),
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

    @cached_property
    def timeline(self) -> list[TimelineEvent]:
        looks = bool(may(self.account.role, Permission.AUDIT))
        return timeline(
            self.engine, self.request, self.speech, self.opened, looks=looks, naming=self.naming
        )

    @property
    def folded(self) -> list[TimelineEvent | Reminded]:
        """The timeline with reminders in a row folded to one line."""
        return folded(self.timeline)

    @property
    def reveal(self) -> str:
        """How this person may open the personal data: freely, with a reason, or not (empty)."""
        reach = may(self.account.role, Permission.REVEAL)
        if self.request.erased or not reach:
            return ""
        late = self.engine.clock() - self.request.entered_at > OWN_IS_OPEN_FOR
        if reach is Reach.OWN_FOR_A_DAY and late:
            return ""
        return "reason" if reach is Reach.WITH_REASON else "free"

    @property
    def personal(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The personal data themselves, in groups; nothing unless they were opened."""
        if not self.opened:
            return []
        say, request, opened = self.speech.say, self.request, self.opened
        groups: list[tuple[str, list[tuple[str, str]]]] = [
            (say("Requester"), sealed_lines(request.requester, self.speech, opened)),
            (
                say("Representative"),
                sealed_lines(request.representative, self.speech, opened)
                if request.representative
                else [],
            ),
            (say("Message"), [("", self.message)] if self.message else []),
        ]
        return [(title, found) for title, found in groups if found]
