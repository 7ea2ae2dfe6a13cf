"""The page of one message: closed, or opened with its words, its hints and the three ways on."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from griffie.api.console.desk.choices import Choice
from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.fields import FieldShown
from griffie.api.console.desk.inbox_page import STATES, remarks_in_words
from griffie.api.console.desk.kinds import Kind
from griffie.api.console.desk.register_form import KEY_BYTES, Due, due_lines, questions
from griffie.api.console.desk.register_read import Known, typed
from griffie.api.words.colleagues import colleagues, name_of
from griffie.api.words.speech import Speech, first_up
from griffie.application.access.roles import Account, Permission, may
from griffie.application.engine import Engine
from griffie.application.intake.filing import Filing
from griffie.application.intake.hints import Hint, hints
from griffie.application.intake.message import Message, MessageState
from griffie.application.intake.receive_mail import Said, would_be
from griffie.application.requests.bodies import InvokedRight
from griffie.application.views.messages import MessageShown, MessageWords, message_shown
from griffie.domain.law import GDPR, Language, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.request.reference import reference
from griffie.domain.request.remarks import RemarkCode


@dataclass(frozen=True)
class MessagePage:
    """The values of the page. `filing` holds the words, where they were opened and that stands."""

    engine: Engine
    account: Account
    speech: Speech
    message: Message
    filing: Filing | None = None
    known: Sequence[Known] = ()
    """Open requests of the same person, where the message is open."""
    entered: Entered = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    moved: bool = False
    """Whether somebody settled the message after it was opened here."""
    key: str = field(default_factory=lambda: secrets.token_urlsafe(KEY_BYTES))

    @cached_property
    def shown(self) -> MessageShown:
        return message_shown(self.engine, self.message, self.account, self.filing)

    @property
    def words(self) -> MessageWords | None:
        """What it says, where it is open."""
        return self.shown.words

    @property
    def here(self) -> str:
        return f"/inbox/{self.message.id}"

    @property
    def state(self) -> str:
        return self.speech.say(STATES[self.message.state])

    @property
    def came(self) -> str:
        return self.speech.full_day(self.message.arrived_on)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was supposed when it came in."""
        return tuple(first_up(one) for one in remarks_in_words(self.shown, self.speech))

    @property
    def passed_on(self) -> bool:
        """Whether a colleague only passes it on."""
        return RemarkCode.PASSED_ON in self.message.remarks

    @property
    def tongue(self) -> str:
        """The language of its words; empty where none was told."""
        return self.speech.tongue(self.message.language) if self.message.language else ""

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is known without opening it."""
        say = self.speech.say
        found = [
            (say("Came in on"), self.came),
            (say("From"), self.shown.sender_hint or "–"),
            (say("Language"), self.tongue or "–"),
            (say("Files"), str(self.message.attachments)),
        ]
        if self.message.state is MessageState.UNREAD:
            found.append((say("To be read by"), self.speech.long_day(self.message.read_by)))
        return found

    @property
    def may_open(self) -> bool:
        """Whether this account may open it, and its words lie here."""
        receiving = bool(may(self.account.role, Permission.RECEIVE))
        return receiving and self.message.kept and openable(self.message)

    @property
    def purpose(self) -> str:
        """For what it was opened: the next look at it is for the same."""
        return typed(self.entered, "purpose")

    @property
    def may_take_back(self) -> bool:
        """Whether it was set aside and can be read again."""
        return self.may_open and self.message.state is MessageState.NO_REQUEST

    @property
    def settled_by(self) -> str:
        """Who said what it is; empty where nobody did."""
        known = colleagues(self.engine.access, self.account)
        return name_of(self.message.settled_by, known) if self.message.settled_by else ""

    @property
    def request(self) -> str:
        """The reference of the request that it became or joined; empty for none."""
        return reference(self.message.request) if self.message.request else ""

    @property
    def forgotten_on(self) -> str:
        """The day on which its words are erased."""
        return self.speech.long_day(self.message.forget_on) if self.message.forget_on else ""

    @property
    def keep_days(self) -> int:
        """How many days the words of a message stay that asks nothing."""
        return self.engine.profile.mail.keep_days

    @property
    def hints(self) -> list[tuple[str, str]]:
        """Rights that its words may invoke, each with these words."""
        return [(first_up(self.speech.right(one.right)), one.words) for one in self._hints]

    @cached_property
    def _hints(self) -> Sequence[Hint]:
        mail = self.filing.mail if self.filing else None
        return hints(f"{mail.subject}\n\n{mail.text}", self.message.language) if mail else ()

    @cached_property
    def due(self) -> list[Due]:
        """The last day of what was chosen, else of what the hints name; of nothing, the month."""
        if self.filing is None:
            return []
        typed_rights = self.entered.get("rights", ())
        chosen = [one for one in Right if one.value in typed_rights]
        rights = chosen or [one.right for one in self._hints]
        with suppress(BadInputError):
            said = Said(rights=[InvokedRight(right=one) for one in rights])
            made = would_be(self.engine, self.filing, said, self.account, self.message)
            return due_lines(made, self.speech)
        return []

    @property
    def cited(self) -> str:
        """The article about the month."""
        return self.speech.cite(GDPR(12, 3))

    @property
    def rights(self) -> FieldShown:
        """Ten rights as plain questions; those that the words may invoke say so, none is chosen."""
        hinted = {one.right.value for one in self._hints}
        hint = self.speech.say("a hint from its words")
        asked = [
            one._replace(note=f"{one.note} · {hint}") if one.value in hinted else one
            for one in sorted(questions(self.speech), key=lambda one: one.value not in hinted)
        ]
        label = self.speech.say("What does the person want?")
        about = self.speech.say("A right can be added later. The clock runs all the same.")
        return self._field("rights", Kind.SOME, label, asked)._replace(hint=about)

    @property
    def language(self) -> FieldShown:
        """The language in which the person is answered."""
        first = self.message.language or self.engine.profile.languages.default
        tongues = [Choice(one.value, self.speech.tongue(one)) for one in Language]
        label = self.speech.say("Language")
        shown = self._field("language", Kind.ONE, label, tongues, first=first.value)
        return shown._replace(required=True)

    @property
    def other(self) -> FieldShown:
        """The request that it belongs to: one of the same person, or any other by reference."""
        labelled = self.speech.labelled
        near = [Choice(one.reference, labelled(one.rights, one.about)) for one in self.known]
        shown = self._field("request", Kind.CODE, self.speech.say("Reference of the request"))
        return shown._replace(kind=Kind.WORDS, one_line=True, suggestions=near, required=True)

    @property
    def reason(self) -> FieldShown:
        """Why it asks nothing."""
        label = self.speech.say("Reason")
        return self._field("reason", Kind.WORDS, label)._replace(one_line=True, sealed=True)

    @property
    def kept_words(self) -> str:
        """What was typed as a reason, where the message moved on meanwhile."""
        return typed(self.entered, "reason")

    def _field(
        self, name: str, kind: Kind, label: str, choices: Sequence[Choice] = (), *, first: str = ""
    ) -> FieldShown:
        values = self.entered.get(name, (first,))
        error = self.errors.get(name, "")
        return FieldShown(name, kind, label, values=values, choices=choices, error=error)


def openable(message: Message) -> bool:
    """Whether it is opened here: what became a request is opened there."""
    return message.waits or message.state is MessageState.NO_REQUEST
