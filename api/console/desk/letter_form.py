"""The values of the letter page: the paper, its gaps as fields, what the law demands, sending."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from griffie.api.console.desk.choices import Choice
from griffie.api.console.desk.entered import Entered
from griffie.api.console.desk.letter_files import LetterFiles
from griffie.api.console.desk.letter_text import LetterText, one_of
from griffie.api.console.desk.step_form import KEY_BYTES, Objection, objection
from griffie.api.papers.letter.pdf import as_pdf, sent_as_pdf
from griffie.api.words.names import CHANNELS, msg
from griffie.api.words.speech import Speech, first_up
from griffie.application.engine import Engine
from griffie.application.letters import (
    ComposedLetter,
    LetterKind,
    as_text,
    check_occasion,
    letter,
    missing_demands,
)
from griffie.application.letters.duties import place_of
from griffie.application.letters.enclosed import with_receipt
from griffie.application.letters.fill import said_in
from griffie.application.letters.gaps import unsaid
from griffie.application.letters.letter_source import claims_to_answer
from griffie.application.letters.paper import paper_of
from griffie.application.letters.sent import as_sent, words_of
from griffie.application.sending.letter import LetterToSend, can_send
from griffie.domain.law import Language
from griffie.domain.model.errors import OutOfOrderError, StepRefusedError
from griffie.domain.model.values import Sealed
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import Channel, Letter
from griffie.domain.rights_request import RightsRequest

KINDS = {
    LetterKind.ANSWER: msg("Our answer"),
    LetterKind.REFUSAL: msg("Our refusal"),
    LetterKind.ACKNOWLEDGEMENT: msg("Receipt of the request"),
    LetterKind.IDENTITY: msg("Question about the identity"),
    LetterKind.CLARIFICATION: msg("Question what is meant"),
    LetterKind.EXTENSION: msg("We need more time"),
    LetterKind.FEE: msg("A fee"),
    LetterKind.RESTRICTION_LIFT: msg("A restriction ends"),
}
"""What a letter is called in lists."""

SENT_AS = {
    LetterKind.ANSWER: Letter.ANSWER,
    LetterKind.REFUSAL: Letter.REFUSAL,
    LetterKind.RESTRICTION_LIFT: Letter.RESTRICTION_LIFT,
}
"""The letters that `inform` records; the others are recorded by the step that asks or extends."""


_NO_LETTER = {Channel.PHONE, Channel.IN_PERSON, Channel.UNSUBSCRIBE, Channel.CONSENT_TOOL}


class LetterOffer(NamedTuple):
    """A letter that can be written now."""

    kind: str
    title: str


class Demanded(NamedTuple):
    """Something that the letter must tell, and whether it does."""

    cited: str
    provision: str
    present: bool


def letters_offered(request: RightsRequest, speech: Speech) -> list[LetterOffer]:
    """The letters that have something to say about the request, answers first."""
    found = []
    for kind, title in KINDS.items():
        try:
            check_occasion(request, kind)
        except OutOfOrderError:
            continue
        found.append(LetterOffer(kind.value, speech.say(title)))
    return found


def usual_channel(request: RightsRequest) -> Channel:
    """How a letter goes out: as the request came, unless no letter goes that way.

    Then by the address that is known, the electronic one first.
    """
    if request.channel not in _NO_LETTER:
        return request.channel
    known = request.requester
    if known.email:
        return Channel.EMAIL
    return Channel.POST if known.postal_address else request.channel


@dataclass(frozen=True)
class LetterForm:
    """A letter as it stands now. `language`: another than that of the requester."""

    engine: Engine
    request: RightsRequest
    kind: LetterKind
    language: Language | None
    opened: Mapping[Sealed, Any]
    speech: Speech
    entered: Entered
    errors: Mapping[str, str] = field(default_factory=dict)
    refusal: StepRefusedError | None = None
    moved_on: bool = False
    """Whether the request changed since the letter was opened."""

    @property
    def reference(self) -> str:
        return reference(self.request.id)

    @property
    def purpose(self) -> str:
        """For what it was opened: the next look at it is for the same."""
        return self._one("purpose")

    @property
    def title(self) -> str:
        return self.speech.say(KINDS[self.kind])

    @cached_property
    def letter(self) -> ComposedLetter:
        """The letter as it follows from the file, its gaps open."""
        profile = self.engine.profile
        written = letter(
            self.request,
            self.engine.requests.history(self.request.id),
            profile,
            self.kind,
            self.language or profile.languages.spoken(self.request.language),
            self.opened,
            on=self.engine.today(),
        )
        return with_receipt(written, self.request, self.engine.bundles)

    @cached_property
    def sent_words(self) -> str:
        """The text as it was sent, of a request that is closed; empty while it can be written."""
        sent = as_sent(self.request, self.kind)
        return (words_of(sent, self.opened) if sent else None) or ""

    @property
    def sent_in(self) -> str:
        """The language of the text that was sent."""
        sent = as_sent(self.request, self.kind)
        return (sent.language if sent and sent.language else self.request.language).value

    @cached_property
    def text(self) -> LetterText:
        """The letter with what was typed in its gaps and in place of its paragraphs."""
        return LetterText(self.letter, self.request, self.engine.profile, self.entered)

    @property
    def demands(self) -> list[Demanded]:
        """What the law demands of this letter; present once it stands there without a gap."""
        places = dict.fromkeys(place_of(one) for one in self.text.final.demanded)
        lacking = set(unsaid(self.text.final))
        return [Demanded(self.speech.cite(one), str(one), one not in lacking) for one in places]

    @property
    def lacking(self) -> list[Demanded]:
        """What the law demands and the edits took out of the letter."""
        missing = missing_demands(self.text.final) if self.text.edits else ()
        gone = dict.fromkeys(map(place_of, missing))
        return [Demanded(self.speech.cite(one), str(one), present=False) for one in gone]

    @property
    def lacking_cited(self) -> str:
        """The same as a list in words."""
        return self.speech.several(one.cited for one in self.lacking)

    @property
    def can_be_sent(self) -> bool:
        """Whether `inform` records it, and nothing is open, taken out or left over."""
        return self.kind in SENT_AS and self._ready

    @property
    def _ready(self) -> bool:
        return not (self.text.final.gaps or self.lacking or self.text.left_over)

    @property
    def goes_by_mail(self) -> bool:
        """Whether the program can send it by e-mail."""
        return self._ready and can_send(self.engine, self.request)

    @property
    def goes_by_portal(self) -> bool:
        """Whether it can be laid at the portal, and a message tells that."""
        return self.goes_by_mail and self.engine.profile.mail.portal is not None

    @cached_property
    def files(self) -> LetterFiles:
        """The documents that may go with it."""
        return LetterFiles(self.engine, self.request, self.speech, self.entered)

    @property
    def recorded_here(self) -> bool:
        """Whether sending it is recorded from this page."""
        return self.kind in SENT_AS

    @property
    def channels(self) -> list[Choice]:
        return [
            Choice(one.value, first_up(self.speech.say(name))) for one, name in CHANNELS.items()
        ]

    @property
    def channel(self) -> str:
        return self._one("channel") or usual_channel(self.request).value

    @property
    def sent_on(self) -> str:
        return self._one("sent_on") or self.engine.today().isoformat()

    @property
    def languages(self) -> list[Choice]:
        return [
            Choice(one.value, self.speech.tongue(one))
            for one in self.engine.profile.languages.answered
        ]

    @property
    def objection(self) -> Objection | None:
        """Why it was refused."""
        return objection(self.refusal, self.speech) if self.refusal else None

    @property
    def version(self) -> str:
        """That of the request when the letter was opened: kept while gaps are filled in."""
        known = "" if self.moved_on else self._one("version")
        return known or str(self.request.version)

    @cached_property
    def key(self) -> str:
        """Of this form as it is sent: sent twice, it does nothing twice."""
        return secrets.token_urlsafe(KEY_BYTES)

    def pdf(self) -> bytes:
        """The letter on paper, with what was typed; a draft while a gap is open."""
        sent = as_sent(self.request, self.kind)
        if sent and self.sent_words:
            language = sent.language or self.request.language
            paper = paper_of(sent, self.engine.papers, language)
            return sent_as_pdf(self.sent_words, self.kind, language, sent.sent_on, paper)
        return as_pdf(self.text.final)

    def body(self) -> dict[str, Any]:
        """What `inform` is told: the words as they stand on the paper."""
        answered = [one.right for one in claims_to_answer(self.request, ())]
        whole = self.kind not in {LetterKind.ANSWER, LetterKind.REFUSAL}
        said = () if whole else said_in(self.text.final, self.request, self.engine.profile)
        return {
            "kind": SENT_AS.get(self.kind, Letter.OTHER),
            "rights": [] if whole else answered,
            "sent_on": self.sent_on,
            "channel": Channel(self.channel) if self.channel in set(Channel) else self.channel,
            "text": as_text(self.text.final),
            "language": self.letter.language,
            "said": [one.model_dump() for one in said],
        }

    def to_send(self) -> LetterToSend:
        """The same for a letter that goes out by itself, today, as the button says."""
        files = tuple(self.entered.get("files", ()))
        said = self.body() | {
            "by": self._one("send"),
            "files": files,
            "by_link": self.files.by_link,
        }
        return LetterToSend.model_validate(
            {name: said[name] for name in LetterToSend.model_fields if name in said}
        )

    def wrong(self, errors: Mapping[str, str]) -> "LetterForm":
        """The same, with what is wrong by field."""
        return replace(self, errors=errors)

    def refused(self, refusal: StepRefusedError) -> "LetterForm":
        """The same, with why it was refused."""
        return replace(self, refusal=refusal)

    def overtaken(self) -> "LetterForm":
        """The same on the request as it stands now: somebody recorded something meanwhile."""
        now = self.engine.requests.load(self.request.id)
        return replace(self, request=now, moved_on=True)

    def _one(self, name: str) -> str:
        return one_of(self.entered, name)
