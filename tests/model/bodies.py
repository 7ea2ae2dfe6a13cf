"""What somebody might ask next: any body of any command, lawful or not, near the edges."""

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from domain import vocabulary as words
from domain.law import (
    ExceptionGround,
    FeeGround,
    NoRequestGround,
    NotApplicableGround,
    OmissionGround,
    Refusal,
    RestrictedUse,
    RestrictionGround,
    Right,
)
from tests.model.days import DAY
from tests.model.ledger import Ledger, term_of

RIGHTS = [str(right) for right in Right]
CATEGORIES = ["contact", "invoices"]
PURPOSES = ["newsletter", "invoicing"]
RECIPIENTS = {"newsletter": ("mailer",), "invoicing": ("accountant", "mailer")}
PEOPLE = ["u-1", "u-2"]
TEXT = "words"
OTHER_DUTY = ["gba-1", "gba-2"]


FEES = {
    "accept_fee": "proposed",
    "decline_fee": "proposed",
    "waive_fee": "declined",
    "record_payment": "accepted",
}
FITTING = {
    "rectify_data": ("rectification",),
    "append_statement": ("rectification",),
    "transmit_data": ("portability",),
    "find_transmission_infeasible": ("portability",),
    "deliver_copy": ("access", "portability"),
    "perform_human_review": ("automated_decision",),
    "record_suppression": ("direct_marketing_objection",),
    "stop_marketing": ("direct_marketing_objection",),
    "propagate_withdrawal": ("consent_withdrawal",),
    "notify_recipient": ("rectification", "erasure", "restriction"),
    "omit_notification": ("rectification", "erasure", "restriction"),
}
"""What a step is mostly asked about; it is a hint to the dice and no rule."""


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
            or right in FITTING.get(step, ())
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
        around += [one.asked_on for one in self.ledger.questions(None)]
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

    def maybe(self, value: Any) -> Any:
        return value if self.dice.random() < 0.5 else None

    def one_of(self, kind: Any) -> str:
        return str(self.dice.choice(list(kind)))


FIELDS: dict[str, str] = {
    "acknowledge": "sent_on channel",
    "assign": "handler",
    "add_claim": "any_right purposes categories",
    "reclassify_claim": "from_right to_right reason",
    "correct_receipt": "received_on evidence reason",
    "correct_requester": "requester reason",
    "add_note": "note",
    "find_no_request": "no_request_ground reason",
    "approve_finding": "",
    "forward_request": "party consent forwarded_on",
    "inform_joint_controller": "party informed_on",
    "doubt_identity": "grounds asked_on asked_for",
    "verify_identity": "method verified_on received_on?",
    "fail_identity": "reason received_on?",
    "ask_clarification": "question asked_on",
    "receive_clarification": "answer received_on",
    "extend_deadline": "extension_grounds explanation notified_on some_rights",
    "ask_mandate": "question asked_on",
    "verify_mandate": "method verified_on",
    "reject_mandate": "reason",
    "assess_minor": "age_band capability reason",
    "propose_fee": "right fee_ground amount_cents demonstration notified_on",
    "accept_fee": "right on",
    "decline_fee": "right on",
    "waive_fee": "right reason",
    "record_payment": "right paid_on",
    "ask_search": "system due_on",
    "complete_search": "system search_result",
    "ask_processor": "processor question due_on",
    "hear_processor": "processor answer heard_on",
    "apply_exception": "right exception_ground categories necessity until?",
    "refuse": "right refusal_ground demonstration",
    "approve_refusal": "right",
    "find_not_applicable": "right not_applicable_ground explanation",
    "grant": "right",
    "revoke_decision": "right reason",
    "withdraw": "rights",
    "deliver_copy": "right format channel hands delivered_on",
    "transmit_data": "right format target transmitted_on",
    "find_transmission_infeasible": "right reason found_on",
    "rectify_data": "right system fields rectified_on",
    "append_statement": "right system statement appended_on",
    "erase_data": "right system proof erased_on",
    "defer_erasure": "right system reason deferred_on until",
    "inform_public_controllers": "right who measures informed_on",
    "perform_balancing": "right interests prevails performed_on",
    "stop_processing": "right purposes stopped_on",
    "stop_marketing": "right channels stopped_on",
    "record_suppression": "right system suppressed_on",
    "propagate_withdrawal": "right recipients told_on",
    "perform_human_review": "right review reasons reviewed_on",
    "apply_restriction": "restriction_ground systems provisional applied_on",
    "record_restriction_use": "restricted_use explanation used_on",
    "lift_restriction": "restriction_in_force reason lifted_on",
    "fulfil": "right measures",
    "notify_recipient": "recipient right notified_on",
    "omit_notification": "recipient right omission_ground reason",
    "inform": "kind rights_or_none sent_on channel",
    "close": "",
    "record_dpo_advice": "advice followed why_not?",
    "record_inquiry": "authority dossier received_on due_on",
    "answer_inquiry": "dossier answered_on",
    "record_order": "authority dossier content received_on due_on",
    "report_order_done": "dossier reported_on",
    "record_mediation": "dossier opened_on",
    "record_court_action": "court reference notified_on",
    "place_hold": "reason",
    "release_hold": "reason",
    "suspect_breach": "facts aware_on",
    "reopen": "reason",
    "link": "other relation",
    "record_complaint": "authority reference received_on",
    "erase_personal_data": "file_ground explanation",
}
"""The commands that are modelled, and the words of each."""


def body_of(step: str, asking: Asking, others: list[str]) -> dict[str, Any]:
    """A body of a command; most words fit, some do not."""
    said: dict[str, Any] = {}
    for name in FIELDS[step].split():
        word = name.removesuffix("?")
        value = drawn(step, word, asking, said, others)
        named = NAMES.get(word, word)
        if name.endswith("?"):
            value = asking.maybe(value)
        if value is not None:
            said[named] = value
    return said


NAMES = {
    "any_right": "right",
    "no_request_ground": "ground",
    "extension_grounds": "grounds",
    "some_rights": "rights",
    "rights_or_none": "rights",
    "capability": "result",
    "fee_ground": "ground",
    "search_result": "result",
    "exception_ground": "ground",
    "refusal_ground": "ground",
    "not_applicable_ground": "ground",
    "review": "outcome",
    "restriction_ground": "ground",
    "restricted_use": "ground",
    "restriction_in_force": "ground",
    "omission_ground": "ground",
    "file_ground": "ground",
}
GROUNDS = {
    "no_request_ground": NoRequestGround,
    "fee_ground": FeeGround,
    "exception_ground": ExceptionGround,
    "refusal_ground": Refusal,
    "not_applicable_ground": NotApplicableGround,
    "omission_ground": OmissionGround,
    "restriction_ground": RestrictionGround,
    "restricted_use": RestrictedUse,
}
LISTS = {
    "age_band": words.AgeBand,
    "capability": words.Capability,
    "search_result": words.SearchResult,
    "format": words.Format,
    "hands": words.Hands,
    "prevails": words.Weighing,
    "review": words.ReviewOutcome,
    "file_ground": words.FileErasure,
    "authority": words.Authority,
    "relation": words.Relation,
    "channel": words.Channel,
}


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
        case "provisional" | "followed":
            return dice.random() < 0.5
        case "requester":
            return {"email": "somebody@example.org"}
        case "other":
            return dice.choice(others)
        case _:
            return TEXT
