"""A request as a plain list of facts. Every question is answered by reading the list again.

Written from the interface ("The course of a claim", "Deadlines"), the study of the law (its
procedure) and decisions 3 and 8. What those pages call a claim's status is derived here in the
most pedestrian way there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from tests.model.days import Question, Term, answer_term, at_once

AT_ONCE = {"consent_withdrawal", "direct_marketing_objection"}
COPIES = ("access", "portability")
OBJECTIONS = ("objection", "direct_marketing_objection", "research_objection")
TO_BE_TOLD = {"rectification", "erasure", "restriction"}
UNDER_12_6 = {
    "access",
    "rectification",
    "erasure",
    "restriction",
    "portability",
    "objection",
    "direct_marketing_objection",
    "research_objection",
}
"""Articles 15 to 21. Article 22 and the withdrawal of consent stand outside."""
HELD_UP_BY_DOUBT = UNDER_12_6 - {"direct_marketing_objection"}
YES = {"granted", "partly_granted", "fulfilled", "partly_fulfilled"}
NAMED_OUTCOMES = {
    "gdpr/12/6": "not_identified",
    "gdpr/11/2": "not_identified",
    "fact/not_controller": "not_controller",
    "fact/not_a_request": "not_a_request",
}
HOLDING = {
    "record_complaint",
    "record_inquiry",
    "record_mediation",
    "record_court_action",
    "place_hold",
}


class Fact(NamedTuple):
    """What was said in a step, by whom, on which day."""

    step: str
    said: dict[str, Any]
    by: str
    on: date


class Exempted(NamedTuple):
    ground: str
    categories: tuple[str, ...]
    until: date | None


@dataclass
class Claim:
    """What the facts say of one right. Written anew for every question."""

    right: str
    purposes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    decision: str = "open"
    ground: str | None = None
    proposed_by: str | None = None
    exceptions: list[Exempted] = field(default_factory=list)
    informed_on: date | None = None
    extended: bool = False
    fee: str | None = None
    fee_ground: str | None = None
    told: set[str] = field(default_factory=set)

    @property
    def all_taken(self) -> bool:
        """Named without categories an exception takes all; with them, those."""
        taken = {name for one in self.exceptions for name in one.categories}
        everything = any(not one.categories for one in self.exceptions)
        return everything or bool(self.categories and set(self.categories) <= taken)

    @property
    def status(self) -> str:
        if self.decision in {"granted", "fulfilled"} and self.exceptions:
            return f"partly_{self.decision}"
        return self.decision

    @property
    def is_decided(self) -> bool:
        return self.status not in {"open", "refusal_proposed"}


class Ledger:
    """The facts of one request, in order; the first is its receipt."""

    def __init__(self, setting: dict[str, Any], recipients: dict[str, tuple[str, ...]]) -> None:
        self.setting, self.recipients = setting, recipients
        self.facts: list[Fact] = []

    @property
    def four_eyes(self) -> bool:
        return bool(self.setting["four_eyes"])

    def of(self, *steps: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.step in steps]

    def last(self, *steps: str) -> Fact | None:
        return next(reversed(self.of(*steps)), None)

    # -- the request ---------------------------------------------------------------------------

    @property
    def received_on(self) -> date:
        """The forwarder's date where it is an official channel; else ours, unless corrected."""
        first = self.facts[0].said
        day: date = first["received_on"]
        forwarder = first.get("forwarded_by")
        if forwarder and forwarder.get("official_channel"):
            day = forwarder["their_receipt_on"]
        for fact in self.of("correct_receipt", "absorb"):
            earlier: date = fact.said["received_on"]
            day = earlier if fact.step == "correct_receipt" else min(day, earlier)
        return day

    @property
    def erased(self) -> bool:
        return bool(self.of("erase_personal_data"))

    @property
    def merged(self) -> bool:
        return any(fact.said["relation"] == "duplicate" for fact in self.of("link"))

    @property
    def closed(self) -> bool:
        ending = [fact for fact in self.facts if fact.step in {"close", "reopen"} or merges(fact)]
        return bool(ending) and ending[-1].step != "reopen"

    @property
    def closed_on(self) -> date | None:
        ends = [fact for fact in self.facts if fact.step == "close" or merges(fact)]
        return ends[-1].on if ends else None

    @property
    def identity(self) -> str:
        said = {
            "doubt_identity": "doubted",
            "verify_identity": "verified",
            "fail_identity": "failed",
        }
        fact = self.last(*said)
        return said[fact.step] if fact else "not_questioned"

    @property
    def mandate(self) -> str:
        said = {"ask_mandate": "asked", "verify_mandate": "verified", "reject_mandate": "rejected"}
        fact = self.last(*said)
        return said[fact.step] if fact else "none"

    @property
    def held(self) -> bool:
        found = False
        for fact in self.facts:
            if fact.step in HOLDING:
                authority = fact.said.get("authority")
                if fact.step != "record_complaint" or authority in {"gba", "court"}:
                    found = True
            elif fact.step == "release_hold":
                found = False
        return found

    @property
    def finding(self) -> Fact | None:
        """That it is no request; a right found later takes it back."""
        found = None
        for fact in self.facts:
            if fact.step == "find_no_request":
                found = fact
            elif fact.step == "add_claim" or (fact.step == "absorb" and fact.said["claims"]):
                found = None
        return found

    @property
    def finding_stands(self) -> bool:
        found = self.finding
        if found is None:
            return False
        later = self.facts[self.facts.index(found) :]
        return not self.four_eyes or any(one.step == "approve_finding" for one in later)

    @property
    def finding_told_on(self) -> date | None:
        if not self.finding_stands or self.finding is None:
            return None
        later = self.facts[self.facts.index(self.finding) :]
        told = [one for one in later if one.step == "inform" and answers(one)]
        return told[-1].said["sent_on"] if told else None

    def reopened_since(self, right: str) -> bool:
        """Whether the request was reopened after the requester was told about this right."""
        told = [
            place
            for place, fact in enumerate(self.facts)
            if fact.step == "inform" and right in fact.said["rights"]
        ]
        return bool(told) and any(one.step == "reopen" for one in self.facts[told[-1] :])

    def open_tasks(self, kind: str) -> list[str]:
        asked, done, word = {
            "search": ("ask_search", "complete_search", "system"),
            "processor": ("ask_processor", "hear_processor", "processor"),
        }[kind]
        return self.still(asked, done, word)

    def open_duties(self, kind: str) -> list[str]:
        asked, done = {
            "inquiry": ("record_inquiry", "answer_inquiry"),
            "order": ("record_order", "report_order_done"),
        }[kind]
        return self.still(asked, done, "dossier")

    def still(self, asked: str, done: str, word: str) -> list[str]:
        waiting: list[str] = []
        for fact in self.of(asked, done):
            if fact.step == asked:
                waiting.append(fact.said[word])
            else:  # one answer ends all that was asked there
                waiting = [one for one in waiting if one != fact.said[word]]
        return waiting

    def restrictions(self) -> list[str]:
        return self.still("apply_restriction", "lift_restriction", "ground")

    def proofs(self) -> Iterator[Question]:
        """Proof of identity that was asked for, and when it came or did not."""
        asked: date | None = None
        for fact in self.of("doubt_identity", "verify_identity", "fail_identity"):
            if fact.step == "doubt_identity":
                asked = fact.said["asked_on"]
            elif asked is not None:
                heard = fact.said.get("received_on") or fact.said.get("verified_on") or fact.on
                yield Question(asked, heard)
                asked = None
        if asked:
            yield Question(asked, None)

    def clarifications(self) -> Iterator[Question]:
        waiting: list[date] = []
        for fact in self.of("ask_clarification", "receive_clarification"):
            if fact.step == "ask_clarification":
                waiting.append(fact.said["asked_on"])
            else:
                yield from (Question(one, fact.said["received_on"]) for one in waiting)
                waiting = []
        yield from (Question(one, None) for one in waiting)

    def questions(self, right: str | None) -> list[Question]:
        """What the clock may wait for; doubt about identity is one of Articles 15 to 21."""
        proofs = [*self.proofs()] if right is None or right in UNDER_12_6 else []
        return [*proofs, *self.clarifications()]

    def recipients_of(self, claim: "Claim") -> tuple[str, ...]:
        """Those in the profile for these purposes; no purpose named means every one."""
        named = claim.purposes or tuple(self.recipients)
        return tuple({who for name in named for who in self.recipients.get(name, ())})

    # -- its claims ----------------------------------------------------------------------------

    def claims(self) -> dict[str, Claim]:
        found: dict[str, Claim] = {}
        for fact in self.facts:
            self.read(found, fact)
        return found

    def extensible(self) -> list[Claim]:
        """Left out, `rights` means every claim of which the deadline can still be moved."""
        return still_moved(self.claims())

    def read(self, found: dict[str, Claim], fact: Fact) -> None:  # noqa: C901, PLR0912, PLR0915 - a case a fact
        said = fact.said
        claim = found.get(str(said.get("right")))
        match fact.step:
            case "receive":
                for one in said["rights"]:
                    found[one["right"]] = opened(one)
            case "absorb":
                for one in said["claims"]:
                    found.setdefault(one["right"], opened(one))
            case "add_claim":
                found[said["right"]] = opened(said)
            case "reclassify_claim":
                old = found.pop(said["from_right"])
                found[said["to_right"]] = Claim(said["to_right"], old.purposes, old.categories)
                found[said["to_right"]].extended = old.extended
            case "fail_identity":
                for one in found.values():
                    undone = one.decision in {"open", "granted"}
                    if one.right in HELD_UP_BY_DOUBT and undone:
                        one.decision = "refusal_proposed" if self.four_eyes else "refused"
                        one.ground, one.proposed_by = "gdpr/12/6", fact.by
            case "extend_deadline":
                for right in said.get("rights") or [one.right for one in still_moved(found)]:
                    found[right].extended = True
            case "withdraw":
                for right in said["rights"]:
                    found[right].decision = "withdrawn"
            case "inform":
                for right in said["rights"]:
                    if answers(fact) and right in found and found[right].is_decided:
                        found[right].informed_on = found[right].informed_on or said["sent_on"]
            case _ if claim:
                read_of_one(self, claim, fact)


def read_of_one(ledger: Ledger, claim: Claim, fact: Fact) -> None:  # noqa: C901 - a case a fact
    said, four_eyes = fact.said, ledger.four_eyes
    match fact.step:
        case "apply_exception":
            kept = tuple(said.get("categories") or ())
            claim.exceptions.append(Exempted(said["ground"], kept, said.get("until")))
            if claim.all_taken:
                claim.decision = "refusal_proposed" if four_eyes else "refused"
                claim.ground, claim.proposed_by = said["ground"], fact.by
        case "refuse":
            claim.decision = "refusal_proposed" if four_eyes else "refused"
            claim.ground, claim.proposed_by = said["ground"], fact.by
        case "find_not_applicable":
            claim.decision = "refusal_proposed" if four_eyes else "not_applicable"
            claim.ground, claim.proposed_by = said["ground"], fact.by
        case "approve_refusal":
            found = ledger.facts[: ledger.facts.index(fact)]
            proposal = [
                one.step
                for one in found
                if one.said.get("right") == claim.right
                and one.step in {"refuse", "find_not_applicable", "apply_exception"}
            ]
            inapplicable = bool(proposal) and proposal[-1] == "find_not_applicable"
            claim.decision = "not_applicable" if inapplicable else "refused"
        case "grant":
            claim.decision = "granted"
        case "fulfil":
            claim.decision = "fulfilled"
        case "revoke_decision":
            claim.decision, claim.ground, claim.exceptions = "open", None, []
            claim.informed_on = None
        case "notify_recipient" | "omit_notification":
            claim.told.add(said["recipient"])
        case "propose_fee" | "accept_fee" | "decline_fee" | "waive_fee":
            claim.fee_ground = said.get("ground") or claim.fee_ground
            standing = {"propose_fee": "proposed", "accept_fee": "accepted"}
            claim.fee = standing.get(fact.step, "declined" if fact.step == "decline_fee" else None)


def still_moved(claims: dict[str, Claim]) -> list[Claim]:
    return [
        one
        for one in claims.values()
        if one.right not in AT_ONCE
        and not (one.extended or one.informed_on or one.decision == "withdrawn")
    ]


def opened(said: dict[str, Any]) -> Claim:
    return Claim(
        said["right"], tuple(said.get("purposes") or ()), tuple(said.get("categories") or ())
    )


def merges(fact: Fact) -> bool:
    return fact.step == "link" and fact.said["relation"] == "duplicate"


def answers(letter: Fact) -> bool:
    return letter.said["kind"] in {"answer", "refusal"}


def term_of(ledger: Ledger, claim: Claim | None) -> Term:
    calendar, policy = ledger.setting["calendar"], ledger.setting["policy"]
    if claim and claim.right in AT_ONCE:
        return at_once(ledger.received_on, calendar)
    questions = ledger.questions(claim.right if claim else None)
    extended = bool(claim and claim.extended)
    return answer_term(ledger.received_on, calendar, policy, questions, extended=extended)


def status_of(ledger: Ledger) -> str:
    if ledger.closed:
        return "closed"
    claims = ledger.claims().values()
    asked = [one for one in claims if one.decision != "withdrawn"]
    if claims and all(one.informed_on for one in asked):
        return "answered"
    if not claims and ledger.finding_told_on:
        return "answered"
    return "assessing" if ledger.facts[1:] else "received"


def outcome_of(ledger: Ledger) -> str | None:
    if not ledger.closed:
        return None
    if ledger.merged:
        return "merged"
    statuses = {one.status for one in ledger.claims().values()}
    if not statuses:
        found = ledger.finding
        return found and str(found.said["ground"]).removeprefix("fact/")
    told = statuses - {"withdrawn"}
    if not told:
        return "withdrawn"
    if told & YES:
        return told.pop() if len(told) == 1 else "partly_fulfilled"
    grounds = {one.ground for one in ledger.claims().values() if one.decision != "withdrawn"}
    if len(grounds) == 1 and (ground := grounds.pop()) in NAMED_OUTCOMES:
        return NAMED_OUTCOMES[ground]
    return "refused" if "refused" in told else "not_applicable"


def execution_of(ledger: Ledger) -> str:
    waiting = {"open", "refusal_proposed", "granted", "partly_granted"}
    claims = ledger.claims().values()
    if not claims:
        return "done" if ledger.finding else "open"
    return "open" if any(one.status in waiting for one in claims) else "done"


def request_terms(ledger: Ledger) -> list[Term]:
    """The earliest that is open; where nothing is, any of them: the page does not say which."""
    claims = ledger.claims().values()
    waiting = [one for one in claims if one.decision != "withdrawn" and one.informed_on is None]
    if waiting and not ledger.closed:
        return [min((term_of(ledger, one) for one in waiting), key=lambda one: one.due_on)]
    return [term_of(ledger, one) for one in claims] or [term_of(ledger, None)]
