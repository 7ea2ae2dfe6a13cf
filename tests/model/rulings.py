"""Whether a step may be taken, a function a command: the course of a request and its claims.

Each says what stands against the step. Nothing found means that it must be accepted.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from tests.model.claim import Claim
from tests.model.days import Question
from tests.model.facts import AT_ONCE, UNDER_12_6
from tests.model.ledger import Ledger
from tests.model.standing import status_of, term_of
from tests.model.verdict import ANY, ORDER, STATE, WORDS, Against, Found, Known, Silent, no

DAYS_TO_PROVE = 5
MADE_UP = {"until", "due_on"}
"""Days that may lie ahead."""


class Asked(NamedTuple):
    """A step that somebody would take: what is said, by whom, on which day."""

    ledger: Ledger
    step: str
    said: dict[str, Any]
    by: str
    today: date
    demo: bool = False
    itself: str = ""

    @property
    def claim(self) -> Claim | None:
        return self.ledger.claims().get(str(self.said.get("right")))


MAYBE_BEFORE = {"stopped_on", "suppressed_on"}
"""What was stopped already when the message came in."""
Ruling = Callable[[Asked], Iterable[Found]]
RULINGS: dict[str, Ruling] = {}
ALSO_WHEN_CLOSED: set[str] = set()


def ruling(ruled: Ruling) -> Ruling:
    """A function that rules on the step of its name, while the request is open."""
    RULINGS[ruled.__name__] = ruled
    return ruled


def also_when_closed(ruled: Ruling) -> Ruling:
    ALSO_WHEN_CLOSED.add(ruled.__name__)
    return ruling(ruled)


def judged(asked: Asked) -> list[Found]:
    """Everything that stands against a step, or where the pages are silent."""
    found: list[Found] = [*impossible_days(asked), *rights_not_invoked(asked)]
    if asked.ledger.erased:
        found.append(Silent("erased file"))
    if asked.ledger.closed and asked.step in BESIDE_THE_TABLE:
        found.append(Known("after closing"))
    elif asked.ledger.closed and asked.step not in ALSO_WHEN_CLOSED:
        found.append(no(ORDER))
    if any(isinstance(one, Against) and one.answers == (WORDS,) for one in found):
        return [*found, Silent("several at once")]
    return [*found, *RULINGS[asked.step](asked)]


BESIDE_THE_TABLE = {
    "record_payment",
    "correct_receipt",
    "forward_request",
    "ask_processor",
    "inform_joint_controller",
    "record_dpo_advice",
    "apply_restriction",
}


def impossible_days(asked: Asked) -> Iterator[Found]:
    """Dates say what happened: not before receipt (of a right: its own), never in the future."""
    claims = asked.ledger.claims()
    names = [] if asked.step == "add_claim" else [asked.said.get("right")]
    names += [asked.said.get("from_right"), *(asked.said.get("rights") or ())]
    since = [claims[one].received_on for one in names if one in claims]
    received_on = max([asked.ledger.received_on, *(day for day in since if day)])
    for word, day in asked.said.items():
        if not isinstance(day, date) or word in MADE_UP:
            continue
        if day > asked.today or (
            day < received_on and asked.step != "correct_receipt" and word not in MAYBE_BEFORE
        ):
            yield no(WORDS)


def rights_not_invoked(asked: Asked) -> Iterator[Found]:
    claims = asked.ledger.claims()
    named = [asked.said.get("right"), asked.said.get("from_right")]
    if asked.step == "add_claim":
        named = []
    named += asked.said.get("rights") or ()
    if any(right and right not in claims for right in named):
        yield no(WORDS)


def must_be_assessed(ledger: Ledger) -> Iterator[Found]:
    """The study lists it under RECEIVED and ASSESSING only."""
    if status_of(ledger) == "answered":
        yield no(ORDER)


def known_after_the_answer(ledger: Ledger) -> Iterator[Found]:
    if status_of(ledger) == "answered":
        yield Known("after the answer")


def must_be_open(claim: Claim | None) -> Iterator[Found]:
    if claim and claim.status != "open":
        yield no(*STATE)


def must_be_free(claim: Claim, said: dict[str, Any], promised: bool = False) -> Iterator[Found]:  # noqa: FBT001, FBT002
    """A part was asked about, and nothing that it names was decided."""
    for word in ("purposes", "categories"):
        named, asked = set(said.get(word) or ()), set(getattr(claim, word))
        if asked and not named <= asked:
            yield no(WORDS)
        for one in named:
            decided = claim.said_of.get((word, one))
            free = {"open", "granted"} if promised else {"open"}
            if decided and decided.decision not in free:
                yield no(*STATE)


# -- intake ------------------------------------------------------------------------------------


@ruling
def acknowledge(_: Asked) -> Iterator[Found]:
    yield from ()


@ruling
def assign(_: Asked) -> Iterator[Found]:
    yield from ()


@ruling
def add_claim(asked: Asked) -> Iterator[Found]:
    yield from known_after_the_answer(asked.ledger)
    if asked.said["right"] in asked.ledger.claims():
        yield no(*ANY)
    if asked.ledger.finding_told_on:
        yield Silent("a claim after the finding was told")


@ruling
def reclassify_claim(asked: Asked) -> Iterator[Found]:
    yield from must_be_assessed(asked.ledger)
    claims = asked.ledger.claims()
    if asked.said["to_right"] in claims:
        yield no(*ANY)
    yield from must_be_open(claims[asked.said["from_right"]])
    if claims[asked.said["from_right"]].said_of:
        yield no(*STATE)


@ruling
def correct_receipt(asked: Asked) -> Iterator[Found]:
    if asked.said["received_on"] == asked.ledger.received_on:
        yield Silent("the same again")
    if asked.said["received_on"] > asked.ledger.received_on:
        yield Silent("a receipt after what is recorded")


@ruling
def correct_intake(asked: Asked) -> Iterator[Found]:
    """The language or the channel, and what differs."""
    corrected = [word for word in ("language", "channel") if asked.said.get(word)]
    if not corrected:
        yield no(WORDS)
    if any(asked.said[word] == asked.ledger.intake(word) for word in corrected):
        yield Silent("the same again")


@also_when_closed
def correct_requester(asked: Asked) -> Iterator[Found]:
    if asked.ledger.closed:
        yield Silent("closed")


@also_when_closed
def add_note(asked: Asked) -> Iterator[Found]:
    if asked.ledger.closed:
        yield Silent("closed")


# -- gates -------------------------------------------------------------------------------------


@ruling
def doubt_identity(asked: Asked) -> Iterator[Found]:
    yield from must_be_assessed(asked.ledger)
    ledger = asked.ledger
    if ledger.identity != "not_questioned":
        yield Silent("doubt again")
    if not UNDER_12_6 & set(ledger.claims()):
        yield Silent("doubt without a right of Articles 15 to 21")


@ruling
def verify_identity(asked: Asked) -> Iterator[Found]:
    yield from answered_before_asked(asked, asked.ledger.proofs())
    heard = asked.said.get("received_on")
    if heard is None and any(one.answered_on is None for one in asked.ledger.proofs()):
        yield no(WORDS)  # the day of the proof is asked, never supposed
    if heard and heard > asked.said["verified_on"]:
        yield Silent("verified before the proof came")
    if asked.ledger.identity in {"verified", "failed"}:
        yield Silent("verified again")


def answered_before_asked(asked: Asked, questions: Iterable[Question]) -> Iterator[Found]:
    """Of several that are open what came in may answer the first."""
    heard = asked.said.get("received_on") or asked.said.get("verified_on")
    waiting = [one.asked_on for one in questions if one.answered_on is None]
    if heard and waiting and heard < min(waiting):
        yield no(WORDS)


@ruling
def fail_identity(asked: Asked) -> Iterator[Found]:
    if asked.ledger.identity == "failed":
        yield Silent("failed again")
    elif asked.ledger.identity != "doubted":
        yield no(*STATE)
    yield from answered_before_asked(asked, asked.ledger.proofs())
    waiting = [one.asked_on for one in asked.ledger.proofs() if one.answered_on is None]
    if waiting and found_on(asked) < min(waiting):
        yield no(WORDS)
    if (asked.said.get("received_on") or found_on(asked)) > found_on(asked):
        yield no(WORDS)
    yield from time_to_answer(asked)


def time_to_answer(asked: Asked) -> Iterator[Found]:
    """Not on the day of the question; before five days only where something came in."""
    doubts = [one.said["asked_on"] for one in asked.ledger.of("doubt_identity")]
    if not doubts:
        return
    days = (found_on(asked) - max(doubts)).days
    heard_on = asked.said.get("received_on")  # the last question has its own time
    if days <= 0 or (days < DAYS_TO_PROVE and (heard_on is None or heard_on < max(doubts))):
        yield no("gdpr/12/6")


def found_on(asked: Asked) -> date:
    day: date = asked.said.get("failed_on") or asked.today
    return day


@ruling
def ask_clarification(asked: Asked) -> Iterator[Found]:
    yield from must_be_assessed(asked.ledger)
    if is_waiting(asked.ledger):
        yield Silent("asked twice")


def is_waiting(ledger: Ledger) -> bool:
    return any(one.answered_on is None for one in ledger.clarifications())


@ruling
def receive_clarification(asked: Asked) -> Iterator[Found]:
    if not is_waiting(asked.ledger):
        yield no(*STATE)
    yield from answered_before_asked(asked, asked.ledger.clarifications())


@ruling
def extend_deadline(asked: Asked) -> Iterator[Found]:
    """Once, told within the first month; what is due at once knows no extension."""
    yield from must_be_assessed(asked.ledger)
    claims = asked.ledger.claims()
    named = asked.said.get("rights") or [one.right for one in asked.ledger.extensible()]
    if any(right in AT_ONCE for right in named):
        yield no(*STATE)
    if claims and not named:
        yield no(*STATE)
    if any(claims[right].extension_told_on for right in named):
        yield no("gdpr/12/3")
    if not claims:
        yield Silent("an extension without a claim")
    terms = [term_of(asked.ledger, claims[right]) for right in named if right not in AT_ONCE]
    if any(asked.said["notified_on"] > term.first_month_ends_on for term in terms):
        yield no("gdpr/12/3")
    if any(claims[right].is_decided or claims[right].informed_on for right in named):
        yield Silent("an extension of what is decided")
