"""What somebody might ask next: any body of any command, lawful or not, near the edges."""

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from griffie.domain.law import RestrictionGround, Right
from tests.model.days import DAY
from tests.model.fields import FEES, FIELDS, FITTING, GROUNDS, LISTS, NAMES
from tests.model.ledger import Ledger
from tests.model.standing import term_of

RIGHTS = [str(right) for right in Right]
CATEGORIES = ["contact", "invoices"]
PURPOSES = ["newsletter", "invoicing"]
TELLING = {"notify_recipient", "omit_notification"}
RECIPIENTS = {"newsletter": ("mailer",), "invoicing": ("accountant", "mailer")}
PEOPLE = ["u-1", "u-2"]
TEXT = "words"
OTHER_DUTY = ["gba-1", "gba-2"]


class Asking(NamedTuple):
    """Who draws, for which request, on which day."""

    dice: Random
    ledger: Ledger
    today: date

    def invoked(self) -> list[str]:
        return list(self.ledger.claims()) or RIGHTS

    def right(self, step: str) -> str:
        """Mostly one that was invoked, and oftener one that the step is about."""
        about = [
            right
            for right, claim in self.ledger.claims().items()
            if (step in FEES and claim.fee == FEES[step])
            or (step == "approve_refusal" and claim.status == "refusal_proposed")
            or (right in FITTING.get(step, ()) and claim.status != "open")
            or (right in FITTING.get(step, ()) and step not in TELLING)
        ]
        if about and self.dice.random() < 0.7:
            return self.dice.choice(about)
        return self.dice.choice(self.invoked() if self.dice.random() < 0.9 else RIGHTS)

    def rights(self, least: int = 1) -> list[str]:
        named = self.invoked()
        if self.dice.random() < 0.5:
            return named
        if self.dice.random() < 0.1:
            named = RIGHTS
        return self.dice.sample(named, self.dice.randint(min(least, len(named)), len(named)))

    def day(self) -> date:
        """Mostly today; else a day around which something turns."""
        if self.dice.random() < 0.6:
            return self.today
        received_on = self.ledger.received_on
        around = [self.today, received_on, term_of(self.ledger, None).first_month_ends_on]
        around += [one.asked_on for one in self.ledger.every_question()]
        if self.dice.random() < 0.5:
            span = max((self.today - received_on).days, 0)
            return received_on + self.dice.randint(0, span) * DAY
        return self.dice.choice(around) + self.dice.randint(-2, 1) * DAY

    def later(self) -> date:
        return self.today + timedelta(days=self.dice.randint(-40, 400))

    def ground(self, kind: Any, right: str | None) -> str:
        fitting = [str(one) for one in kind if right in {str(two) for two in one.rights}]
        every = [str(one) for one in kind]
        return self.dice.choice(fitting if fitting and self.dice.random() < 0.9 else every)

    def some(self, values: list[str]) -> list[str]:
        return self.dice.sample(values, self.dice.randint(0, len(values)))

    def part(self, right: str, *, in_words: bool) -> dict[str, Any]:
        """Mostly the rest; else codes, mostly of those that were asked about, or words."""
        if self.dice.random() < 0.7:
            return {}
        claim = self.ledger.claims().get(right)
        asked = {"purposes": claim.purposes, "categories": claim.categories} if claim else {}
        every = {"purposes": PURPOSES, "categories": CATEGORIES}
        word = self.dice.choice(["purposes", "categories", *(["items"] if in_words else [])])
        if word == "items":
            return {word: [TEXT] * self.dice.randint(1, 2)}
        fitting = asked.get(word) or every[word]
        named = list(fitting if self.dice.random() < 0.9 else every[word])
        return {word: self.dice.sample(named, self.dice.randint(1, len(named)))}

    def maybe(self, value: Any) -> Any:
        return value if self.dice.random() < 0.5 else None

    def one_of(self, kind: Any) -> str:
        return str(self.dice.choice(list(kind)))


def body_of(step: str, asking: Asking, others: list[str]) -> dict[str, Any]:
    """A body of a command; most words fit, some do not."""
    said: dict[str, Any] = {}
    for name in FIELDS[step].split():
        word = name.removesuffix("?")
        if word in {"part", "named_part"}:
            said |= asking.part(said["right"], in_words=word == "part")
            continue
        value = drawn(step, word, asking, said, others)
        named = NAMES.get(word, word)
        if name.endswith("?"):
            value = asking.maybe(value)
        if value is not None:
            said[named] = value
    return said


def drawn(step: str, word: str, asking: Asking, said: dict[str, Any], others: list[str]) -> Any:  # noqa: C901, PLR0911, PLR0912 - a line a word
    dice, ledger = asking.dice, asking.ledger
    if word in GROUNDS:
        return asking.ground(GROUNDS[word], said.get("right"))
    if word in LISTS:
        return asking.one_of(LISTS[word])
    match word:
        case "right" | "from_right":
            return asking.right(step)
        case "any_right" | "to_right":
            return dice.choice(RIGHTS)
        case "rights" | "rights_or_none":
            return [] if not ledger.claims() and word != "rights" else asking.rights()
        case "some_rights":
            return asking.maybe(asking.rights(0))
        case "extension_grounds":
            return dice.choice([["complexity"], ["number"], ["number", "complexity"]])
        case "restriction_in_force":
            standing = ledger.restrictions()
            if standing and dice.random() < 0.8:
                return dice.choice(standing)
            return asking.one_of(RestrictionGround)
        case "kind":
            return dice.choice(["answer", "answer", "refusal", "restriction_lift", "other"])
        case "due_on" | "until":
            return asking.later()
        case _ if word.endswith("_on") or word == "on":
            return asking.day()
        case "categories":
            return asking.some(CATEGORIES)
        case "purposes":
            return asking.some(PURPOSES)
        case "recipients" if step == "record_recipients":
            return asking.some(["mailer", "accountant"])
        case "systems" | "fields" | "channels" | "recipients":
            return asking.some(["crm", "backup"])
        case "recipient":
            return dice.choice(["mailer", "mailer", "accountant", "stranger"])
        case "system" | "processor" | "party":
            return dice.choice(["crm", "host"])
        case "dossier":
            return dice.choice(OTHER_DUTY)
        case "handler":
            return dice.choice(PEOPLE)
        case "amount_cents":
            return dice.choice([500, 1500, 2500])
        case "new_fact":
            return dice.choice(["none", "proof", "clarification", "other"])
        case "provisional" | "followed" | "large_quantity":
            return dice.random() < 0.5
        case "requester":
            return {"email": "somebody@example.org"}
        case "other":
            return dice.choice(others)
        case _:
            return TEXT
