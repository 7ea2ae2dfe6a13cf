"""The whole register on a page of a bundle: how each request ended, and whether in time."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from griffie.api.words.names import OUTCOMES, STANDINGS, STATUSES, TONES
from griffie.api.words.speech import Speech, first_up
from griffie.application.dossier.bundle_subject import BundleSubject
from griffie.application.register.view import Item, Query, RegisterView
from griffie.domain.law.deadlines import civil_date

LONGEST = 5_000
"""Lines on the page. A longer register lies whole in events.jsonl; the page says so."""


class RegisterRow(NamedTuple):
    """One request of the register."""

    reference: str
    received_on: str
    rights: str
    stage: str
    outcome: str
    due_on: str
    standing: str
    tone: str
    remarks: str


@dataclass(frozen=True)
class BundleRegisterPage:
    """The values of the page of the register."""

    subject: BundleSubject
    view: RegisterView
    speech: Speech

    @property
    def on(self) -> date:
        return civil_date(self.subject.reader.at)

    @cached_property
    def rows(self) -> list[RegisterRow]:
        """The requests, the latest received first."""
        asked = Query(sort="-received_on", limit=LONGEST)
        return [self.row(item) for item in self.view.items(asked, self.on)]

    @cached_property
    def counts(self) -> list[tuple[str, int]]:
        counted = self.view.counts(self.on)
        return [(self.speech.say(STANDINGS[standing]), n) for standing, n in counted.items() if n]

    @property
    def total(self) -> int:
        return sum(n for _, n in self.counts)

    def row(self, item: Item) -> RegisterRow:
        say, speech = self.speech.say, self.speech
        standing = item.deadline["state"]
        remarks = (
            (item.deadline["extended"], say("extended")),
            (item.legal_hold, say("legal hold")),
            (item.personal_data == "erased", say("personal data erased")),
        )
        return RegisterRow(
            reference=item.reference,
            received_on=speech.day(item.received_on),
            rights=speech.several(speech.right(right) for right in item.rights)
            or say("No right named yet"),
            stage=say(STATUSES[item.status]),
            outcome=first_up(say(OUTCOMES[item.outcome])) if item.outcome else "",
            due_on=speech.day(item.deadline["due_on"]),
            standing=say(STANDINGS[standing]),
            tone=TONES[standing],
            remarks=first_up(speech.several(words for holds, words in remarks if holds)),
        )
