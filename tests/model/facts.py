"""A request as a plain list of facts. Every question is answered by reading the list again.

Written from the interface ("The course of a claim", "Deadlines"), the study of the law (its
procedure) and decisions 3 and 8; here what they say of the request, in `ledger` of its claims.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from tests.model.days import Question, promptly

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


class Facts:
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

    def before(self, fact: Fact) -> list[Fact]:
        return self.facts[: next(n for n, one in enumerate(self.facts) if one is fact)]

    def after(self, fact: Fact) -> list[Fact]:
        return self.facts[len(self.before(fact)) :]

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

    def intake(self, word: str) -> str:
        """The channel or the language, as it was last corrected."""
        said = [one.said for one in self.facts[:1] + self.of("correct_intake")]
        return str([one[word] for one in said if one.get(word)][-1])

    def searched(self) -> dict[str, dict[str, Any]]:
        """What each system was last found to hold: what was found stands until it is corrected."""
        last: dict[str, dict[str, Any]] = {}
        for one in self.of("complete_search", "correct_search"):
            system, corrected = one.said["system"], one.step == "correct_search"
            if corrected or last.get(system, {}).get("result") != "found":
                last[system] = one.said
        return last

    @property
    def erased(self) -> bool:
        return bool(self.of("erase_personal_data"))

    @property
    def merged(self) -> bool:
        return any(merges(fact) for fact in self.of("link"))

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
            elif fact.step == "add_claim" or (
                fact.step in {"absorb", "join"} and fact.said["claims"]
            ):
                found = None
        return found

    @property
    def finding_stands(self) -> bool:
        found = self.finding
        if found is None:
            return False
        later = self.after(found)
        return not self.four_eyes or any(one.step == "approve_finding" for one in later)

    @property
    def finding_told_on(self) -> date | None:
        if not self.finding_stands or self.finding is None:
            return None
        later = self.after(self.finding)
        told = [one for one in later if one.step == "inform" and answers(one)]
        return told[-1].said["sent_on"] if told else None

    def reopened_since(self, letter: Fact) -> bool:
        return any(one.step == "reopen" for one in self.after(letter))

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
        waiting: list[date] = []
        for fact in self.of("doubt_identity", "verify_identity", "fail_identity"):
            if fact.step == "doubt_identity":
                waiting.append(fact.said["asked_on"])
                continue
            days = [fact.said.get(word) for word in ("received_on", "verified_on", "failed_on")]
            heard = next((day for day in days if day), fact.on)
            yield from (Question(asked, heard) for asked in waiting)
            waiting = []
        yield from (Question(asked, None) for asked in waiting)

    def clarifications(self) -> Iterator[Question]:
        waiting: list[tuple[date, bool]] = []
        for fact in self.of("ask_clarification", "receive_clarification"):
            if fact.step == "ask_clarification":
                large = bool(fact.said.get("large_quantity"))
                waiting.append((fact.said["asked_on"], large))
            else:
                heard = fact.said["received_on"]
                yield from (Question(asked, heard, large) for asked, large in waiting)
                waiting = []
        yield from (Question(asked, None, large) for asked, large in waiting)

    def questions(self, right: str | None, since: date) -> list[Question]:
        """What the clock waits for: doubt about identity is one of Articles 15 to 21.

        Recital 63 stops it for access alone, with a large quantity of data, asked promptly.
        """
        proofs = [*self.proofs()] if right is None or right in UNDER_12_6 else []
        calendar = str(self.setting["calendar"])
        narrowed = [
            one
            for one in self.clarifications()
            if right == "access" and one.large_quantity and promptly(one.asked_on, since, calendar)
        ]
        return [
            one
            for one in (*proofs, *narrowed)
            if one.answered_on is None or one.answered_on >= since
        ]

    def every_question(self) -> list[Question]:
        return [*self.proofs(), *self.clarifications()]


def merges(fact: Fact) -> bool:
    """It goes on in the other request: as its duplicate, or as a reminder of it."""
    return fact.step == "link" and fact.said["relation"] in {"duplicate", "reminder"}


def answers(letter: Fact) -> bool:
    return letter.said["kind"] in {"answer", "refusal"}
