"""The form of a new request: how and when it came, from whom, what is asked, in plain questions."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from griffie.api.console.desk.choices import Choice
from griffie.api.console.desk.entered import PERSON, Entered
from griffie.api.console.desk.fields import FieldShown, inner_label
from griffie.api.console.desk.kinds import Kind
from griffie.api.console.desk.register_read import Known, typed
from griffie.api.words.lists import CAPACITIES
from griffie.api.words.names import CHANNELS, msg
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account
from griffie.application.controller.principal import PrincipalNamed
from griffie.application.controller.profile import Recipient
from griffie.application.engine import Engine
from griffie.domain.law import GDPR, Language, Right
from griffie.domain.rights_request import RightsRequest

KEY_BYTES = 18
QUESTIONS = {
    Right.ACCESS: msg("know which data there are, or have a copy"),
    Right.RECTIFICATION: msg("have data corrected or completed"),
    Right.ERASURE: msg("have data erased"),
    Right.RESTRICTION: msg("have data kept but not used"),
    Right.PORTABILITY: msg("take data along to another provider"),
    Right.OBJECTION: msg("object to a use of data"),
    Right.DIRECT_MARKETING_OBJECTION: msg("receive no more advertising"),
    Right.RESEARCH_OBJECTION: msg("not take part in research or statistics"),
    Right.CONSENT_WITHDRAWAL: msg("withdraw consent"),
    Right.AUTOMATED_DECISION: msg("have a person look at a decision of a computer"),
}
"""What the person wants, as somebody at a counter would ask it."""


class Due(NamedTuple):
    """A right, and its last day."""

    right: str
    day: str


def due_lines(request: RightsRequest, speech: Speech) -> list[Due]:
    """The last day of each right of a request; of none named, that of the request."""
    found = [
        Due(first_up(speech.right(one.right)), speech.long_day(request.term_of(one).due_on))
        for one in request.claims.values()
    ]
    whole = speech.long_day(request.deadline.term.due_on)
    return found or [Due(speech.say("No right named yet"), whole)]


def questions(speech: Speech) -> list[Choice]:
    """Ten rights as plain questions, each with its name and its article."""
    return [
        Choice(
            right.value,
            first_up(speech.say(words)),
            f"{first_up(speech.right(right))}, {speech.cite(right.provision)}",
        )
        for right, words in QUESTIONS.items()
    ]


@dataclass(frozen=True)
class RegisterForm:
    """The values of the page. `entered` is what was typed; none where the form is opened."""

    engine: Engine
    account: Account
    speech: Speech
    entered: Entered | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    request: RightsRequest | None = None
    """The request as it would be opened, where what was typed can be read."""
    known: Sequence[Known] = ()
    """Open requests of the same person, where they were looked up."""
    after: str = ""
    """The reference of the request that was registered just before this one."""
    key: str = field(default_factory=lambda: secrets.token_urlsafe(KEY_BYTES))

    @property
    def today(self) -> date:
        return self.engine.today()

    @property
    def due(self) -> list[Due]:
        """The last day of each right; of none named, that of the request."""
        return due_lines(self.request, self.speech) if self.request else []

    @property
    def cited(self) -> str:
        """The article about the month."""
        return self.speech.cite(GDPR(12, 3))

    @property
    def how(self) -> list[FieldShown]:
        """When and how it came, and in which language."""
        say = self.speech.say
        channels = [Choice(one.value, first_up(say(name))) for one, name in CHANNELS.items()]
        tongues = [Choice(one.value, self.speech.tongue(one)) for one in Language]
        spoken = self.engine.profile.languages.default.value
        today = self.today.isoformat()
        day = self._field("received_on", Kind.DAY, say("Received on"), first=today)
        channel = self._field("channel", Kind.ONE, say("Channel"), channels)
        tongue = self._field("language", Kind.ONE, say("Language"), tongues, first=spoken)
        return [one._replace(required=True) for one in (day._replace(most=today), channel, tongue)]

    @property
    def who(self) -> list[FieldShown]:
        """Who asks, and how they are reached."""
        return [self._line(f"requester.{one}", one) for one in PERSON]

    @property
    def without_contact(self) -> bool:
        """Whether it was said that no address is known."""
        return bool(typed(self.entered or {}, "contact"))

    @property
    def searched(self) -> bool:
        """Whether a name or an address was typed, by which a person is found."""
        return any(typed(self.entered or {}, f"requester.{one}") for one in ("name", "email"))

    @property
    def speaker(self) -> list[FieldShown]:
        """Who speaks for the person."""
        return [*self._speaker()]

    def _speaker(self) -> Iterator[FieldShown]:
        yield self._line("representative.name", "name")
        yield self._line("representative.email", "email")
        capacities = [
            Choice(one.value, first_up(self.speech.say(said))) for one, said in CAPACITIES.items()
        ]
        label = self.speech.say(inner_label("capacity"))
        yield self._field("representative.capacity", Kind.ONE, label, capacities)

    @property
    def forwarder(self) -> list[FieldShown]:
        """Who received it first and sent it on."""
        say, profile = self.speech.say, self.engine.profile
        listed: tuple[Recipient | PrincipalNamed, ...] = (*profile.recipients, *profile.principals)
        parties = [Choice(one.code, one.name.in_(self.speech.language)) for one in listed]
        kind = Kind.ONE if parties else Kind.CODE
        return [
            self._field("forwarded_by.party", kind, say("Who sent it on"), parties),
            self._field("forwarded_by.their_receipt_on", Kind.DAY, say("Received there on")),
            self._field(
                "forwarded_by.official_channel",
                Kind.TICK,
                say("Requests may be sent there: its day counts"),
            ),
        ]

    @property
    def rights(self) -> FieldShown:
        """Ten rights as plain questions."""
        asked = questions(self.speech)
        label = self.speech.say("What does the person want?")
        hint = self.speech.say("A right can be added later. The clock runs all the same.")
        return self._field("rights", Kind.SOME, label, asked)._replace(hint=hint, required=True)

    @property
    def message(self) -> FieldShown:
        label = self.speech.say("The words of the person")
        return self._field("message", Kind.WORDS, label)._replace(sealed=True)

    def _line(self, name: str, label: str) -> FieldShown:
        shown = self._field(name, Kind.WORDS, self.speech.say(inner_label(label)))
        return shown._replace(one_line=True, sealed=True)

    def _field(
        self, name: str, kind: Kind, label: str, choices: Sequence[Choice] = (), *, first: str = ""
    ) -> FieldShown:
        values = self.entered.get(name, ()) if self.entered is not None else (first,)
        error = self.errors.get(name, "")
        return FieldShown(name, kind, label, values=values, choices=choices, error=error)
