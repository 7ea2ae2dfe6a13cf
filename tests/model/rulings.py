"""Whether a step may be taken, a function a command: the course of a request and its claims.

Each says what stands against the step. Nothing found means that it must be accepted.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from tests.model.days import Question
from tests.model.ledger import (
    AT_ONCE,
    COPIES,
    HELD_UP_BY_DOUBT,
    TO_BE_TOLD,
    UNDER_12_6,
    YES,
    Claim,
    Ledger,
    status_of,
    term_of,
)
from tests.model.verdict import ANY, LAW, ORDER, STATE, WORDS, Against, Found, Known, Silent, no

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


Ruling = Callable[[Asked], Iterable[Found]]
RULINGS: dict[str, Ruling] = {}
ALSO_WHEN_CLOSED: set[str] = set()


def ruling(ruled: Ruling) -> Ruling:
    """This function rules on the step of its name, while the request is open."""
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
    """Dates say what happened: never before receipt, never in the future."""
    for word, day in asked.said.items():
        if not isinstance(day, date) or word in MADE_UP:
            continue
        if day > asked.today:
            yield no(WORDS)
        elif day < asked.ledger.received_on and asked.step != "correct_receipt":
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
    if claims[asked.said["from_right"]].exceptions:
        yield Silent("another right after an exception")


@ruling
def correct_receipt(asked: Asked) -> Iterator[Found]:
    if asked.said["received_on"] == asked.ledger.received_on:
        yield Silent("the same again")
    if asked.said["received_on"] > asked.ledger.received_on:
        yield Silent("a receipt after what is recorded")


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
    if ledger.identity == "doubted":
        yield no(*STATE)
    elif ledger.identity != "not_questioned":
        yield Silent("doubt again")
    if not UNDER_12_6 & set(ledger.claims()):
        yield Silent("doubt without a right of Articles 15 to 21")


@ruling
def verify_identity(asked: Asked) -> Iterator[Found]:
    yield from answered_before_asked(asked, asked.ledger.proofs())
    heard = asked.said.get("received_on")
    if heard and heard > asked.said["verified_on"]:
        yield Silent("verified before the proof came")
    if asked.ledger.identity in {"verified", "failed"}:
        yield Silent("verified again")


def answered_before_asked(asked: Asked, questions: Iterable[Question]) -> Iterator[Found]:
    heard = asked.said.get("received_on") or asked.said.get("verified_on")
    waiting = [one.asked_on for one in questions if one.answered_on is None]
    if heard and any(heard < day for day in waiting):
        yield no(WORDS)


@ruling
def fail_identity(asked: Asked) -> Iterator[Found]:
    if asked.ledger.identity != "doubted":
        yield no(*STATE)
    yield from answered_before_asked(asked, asked.ledger.proofs())


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
        if AT_ONCE & set(claims) and any(one.extended for one in claims.values()):
            yield Known("extended twice beside what is due at once")
    if any(claims[right].extended for right in named):
        yield no("gdpr/12/3")
    if not claims:
        yield Silent("an extension without a claim")
    if asked.said["notified_on"] > term_of(asked.ledger, None).first_month_ends_on:
        yield no("gdpr/12/3")
    if any(claims[right].is_decided or claims[right].informed_on for right in named):
        yield Silent("an extension of what is decided")


# -- decisions ---------------------------------------------------------------------------------

EXCEPTIONS = {
    "gdpr/17/3/a": "erasure",
    "gdpr/17/3/b": "erasure",
    "gdpr/17/3/c": "erasure",
    "gdpr/17/3/d": "erasure",
    "gdpr/17/3/e": "erasure",
    "gdpr/15/4": "access",
    "gdpr/20/3": "portability",
    "gdpr/20/4": "portability",
    "gdpr/21/1/compelling": "objection",
    "gdpr/21/1/claims": "objection",
    "gdpr/21/6": "research_objection",
    "gdpr/22/2/a": "automated_decision",
    "gdpr/22/2/b": "automated_decision",
    "gdpr/22/2/c": "automated_decision",
}


AT_ONCE_ARTICLE = {"direct_marketing_objection": "gdpr/21/3", "consent_withdrawal": "gdpr/7/3"}


@ruling
def apply_exception(asked: Asked) -> Iterator[Found]:
    claim, ground = asked.claim, asked.said["ground"]
    assert claim
    yield from must_be_open(claim)
    if EXCEPTIONS[ground] != claim.right:
        yield no(WORDS, AT_ONCE_ARTICLE.get(claim.right, WORDS))
        return
    if ground == "gdpr/21/1/compelling" and not weighed_for_us(asked):
        yield no("gdpr/21/1")
    if ground in {"gdpr/22/2/a", "gdpr/22/2/c"} and not done(asked, "perform_human_review"):
        yield no("gdpr/22/3")
    kept = set(asked.said.get("categories") or ())
    if claim.categories and not kept <= set(claim.categories):
        yield Silent("categories that were not asked about")
    if claim.exceptions:
        yield Silent("a second exception")
    if (asked.said.get("until") or asked.today) < asked.today:
        yield Silent("an end in the past")


def done(asked: Asked, step: str) -> bool:
    return any(one.said["right"] == asked.said["right"] for one in asked.ledger.of(step))


def weighed_for_us(asked: Asked) -> bool:
    weighings = asked.ledger.of("perform_balancing")
    return bool(weighings) and weighings[-1].said["prevails"] == "controller"


@ruling
def refuse(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    yield from must_be_open(claim)
    if claim.right == "direct_marketing_objection":
        yield no("gdpr/21/3")
    if claim.right == "consent_withdrawal":
        yield no(WORDS, "gdpr/7/3")
    if claim.fee == "accepted":
        further = claim.fee_ground == "gdpr/15/3"
        yield Known("a refusal after a yes") if further else no("gdpr/12/5")
    if claim.exceptions:
        yield Silent("a refusal after an exception")


@ruling
def approve_refusal(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.status != "refusal_proposed" or claim.proposed_by == asked.by:
        yield no(*STATE)


NOT_APPLICABLE = {
    "fact/data_accurate": ("rectification",),
    "gdpr/11/2": ("access", "rectification", "erasure", "restriction", "portability"),
    "gdpr/7/3": ("consent_withdrawal",),
    "gdpr/17/1": ("erasure",),
    "gdpr/18/1": ("restriction",),
    "gdpr/20/1": ("portability",),
    "gdpr/21/1": ("objection",),
    "gdpr/22/1": ("automated_decision",),
}


@ruling
def find_not_applicable(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    yield from must_be_open(claim)
    if claim.right not in NOT_APPLICABLE.get(asked.said["ground"], (claim.right,)):
        yield no(WORDS)
    if claim.exceptions:
        yield Silent("not applicable after an exception")


@ruling
def grant(asked: Asked) -> Iterator[Found]:
    yield from must_be_open(asked.claim)


@ruling
def revoke_decision(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.status == "open" and not claim.exceptions:
        yield no(*STATE)
    if claim.status == "withdrawn":
        yield no(*STATE)
    if claim.informed_on and asked.ledger.reopened_since(claim.right):
        yield Known("revoked after reopening")
    elif claim.informed_on:
        yield no(*STATE)


@ruling
def withdraw(asked: Asked) -> Iterator[Found]:
    claims = asked.ledger.claims()
    for right in asked.said["rights"]:
        if claims[right].status == "withdrawn":
            yield no(*STATE)
        elif claims[right].is_decided and claims[right].status not in {"granted", "partly_granted"}:
            yield Silent("withdrawing what is over")


@ruling
def fulfil(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.status not in {"open", "granted", "partly_granted"}:
        yield no(*STATE)
    yield from held_up(asked, claim)
    yield from copies_first(asked, claim)


def held_up(asked: Asked, claim: Claim) -> Iterator[Found]:
    """Doubt, a mandate and a fee forbid the handing over as they forbid fulfilling."""
    ledger = asked.ledger
    if claim.right in HELD_UP_BY_DOUBT:
        if ledger.identity == "doubted":
            yield no("gdpr/12/6")
        if ledger.identity == "failed":
            yield Silent("a right after identity failed")
    if claim.right in COPIES and ledger.mandate == "asked":
        yield no(*STATE)
    if claim.fee in {"proposed", "declined"}:
        yield no(*STATE)


def copies_first(asked: Asked, claim: Claim) -> Iterator[Found]:
    """Access and portability are decided, and where granted done, before erasure."""
    if claim.right != "erasure":
        return
    for right, other in asked.ledger.claims().items():
        waiting = {"open", "refusal_proposed", "granted", "partly_granted"}
        if right in COPIES and other.status in waiting:
            yield no(LAW)


# -- the answer --------------------------------------------------------------------------------


@also_when_closed
def notify_recipient(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.right not in TO_BE_TOLD:
        yield no(*ANY)
    elif claim.status not in {"fulfilled", "partly_fulfilled"}:
        yield no(*STATE)
    if asked.said["recipient"] not in asked.ledger.recipients_of(claim):
        yield Silent("a recipient nobody named")


@also_when_closed
def omit_notification(asked: Asked) -> Iterator[Found]:
    yield from notify_recipient(asked)


@also_when_closed
def inform(asked: Asked) -> Iterator[Found]:
    """A letter that answers waits for the decision; any other goes at any time."""
    ledger, kind, rights = asked.ledger, asked.said["kind"], asked.said["rights"]
    if ledger.merged:
        yield Silent("a letter about what was merged")
    if kind == "restriction_lift" and not ledger.restrictions():
        yield Known("a notice of lifting where nothing is restricted")
    if kind not in {"answer", "refusal"}:
        return
    if ledger.closed:
        yield Silent("an answer after closing")
    claims = ledger.claims()
    if any(not claims[right].is_decided for right in rights):
        yield no(*STATE)
    if kind == "refusal" and any(claims[right].status in YES for right in rights):
        yield Silent("a refusal of what was granted")
    if not rights and not ledger.finding_stands:
        yield no(*ANY)
    if any(claims[right].status == "withdrawn" for right in rights):
        yield Silent("an answer to what was withdrawn")


@ruling
def close(asked: Asked) -> Iterator[Found]:
    """Every claim decided, done where granted, and, unless withdrawn, informed about."""
    claims = asked.ledger.claims()
    if not claims and not asked.ledger.finding_told_on:
        yield no(*STATE)
    for claim in claims.values():
        if not claim.is_decided or claim.status in {"granted", "partly_granted"}:
            yield no(*STATE)
        if claim.status != "withdrawn" and not claim.informed_on:
            yield no("gdpr/12/3", "gdpr/12/4")
        carried_out = claim.status in {"fulfilled", "partly_fulfilled"}
        if carried_out and claim.right in TO_BE_TOLD:
            if set(asked.ledger.recipients_of(claim)) - claim.told:
                yield no("gdpr/19")
