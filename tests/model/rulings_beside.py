"""Whether a step may be taken: what is no request, who speaks for whom, fees, tasks."""

from collections.abc import Iterator

from tests.model.rulings import (
    Asked,
    also_when_closed,
    known_after_the_answer,
    must_be_assessed,
    must_be_open,
    ruling,
)
from tests.model.verdict import ANY, LAW, STATE, WORDS, Found, Silent, no


@ruling
def find_no_request(asked: Asked) -> Iterator[Found]:
    yield from must_be_assessed(asked.ledger)
    if asked.ledger.claims():
        yield no(*STATE)


@ruling
def approve_finding(asked: Asked) -> Iterator[Found]:
    found = asked.ledger.finding
    if (
        not asked.ledger.four_eyes
        or found is None
        or found.by == asked.by
        or asked.ledger.finding_stands
    ):
        yield no(*STATE)


@ruling
def forward_request(asked: Asked) -> Iterator[Found]:
    ledger = asked.ledger
    grounds = [one.ground for one in ledger.claims().values() if one.status == "not_applicable"]
    if ledger.finding and ledger.finding_stands:
        grounds.append(ledger.finding.said["ground"])
    if "fact/not_controller" not in grounds:
        yield Silent("forwarding what is ours")


@ruling
def inform_joint_controller(_: Asked) -> Iterator[Found]:
    yield from ()


@ruling
def ask_mandate(asked: Asked) -> Iterator[Found]:
    yield from must_be_assessed(asked.ledger)
    if asked.ledger.mandate != "none":
        yield Silent("the mandate again")


@ruling
def verify_mandate(asked: Asked) -> Iterator[Found]:
    yield from known_after_the_answer(asked.ledger)
    if asked.ledger.mandate == "verified":
        yield Silent("the mandate again")


@ruling
def reject_mandate(asked: Asked) -> Iterator[Found]:
    yield from known_after_the_answer(asked.ledger)
    if asked.ledger.mandate == "rejected":
        yield Silent("the mandate again")


@ruling
def assess_minor(asked: Asked) -> Iterator[Found]:
    yield from known_after_the_answer(asked.ledger)


# -- fees --------------------------------------------------------------------------------------


@ruling
def propose_fee(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.right == "direct_marketing_objection":
        yield no("gdpr/21/3")
    elif claim.right == "consent_withdrawal":
        yield no(WORDS, LAW)
    if asked.said["ground"] == "gdpr/15/3" and claim.right != "access":
        yield no(WORDS)
    yield from must_be_open(claim)
    if claim.fee:
        yield Silent("another fee")
    if asked.said["ground"] == "gdpr/15/3":
        yield from first_copy_free(asked)


def first_copy_free(asked: Asked) -> Iterator[Found]:
    """Row B5: a further copy needs a first one delivered; whether another request did is silent."""
    copies = asked.ledger.of("deliver_copy")
    if any(one.said["right"] == asked.said["right"] for one in copies):
        return
    if any(one.said["relation"] == "repeat" for one in asked.ledger.of("link")):
        yield Silent("a further copy")
    else:
        yield no("gdpr/12/5")


@ruling
def accept_fee(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.fee not in {"proposed", "declined"}:
        yield no(*STATE)
    if claim.fee == "declined":
        yield Silent("yes after a no")
    yield from before_the_notice(asked)


@ruling
def decline_fee(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.fee not in {"proposed", "accepted"}:
        yield no(*STATE)
    if claim.fee == "accepted":
        yield Silent("no after a yes")
    yield from before_the_notice(asked)


def before_the_notice(asked: Asked) -> Iterator[Found]:
    day = asked.said.get("on") or asked.said["paid_on"]
    notices = [
        one for one in asked.ledger.of("propose_fee") if one.said["right"] == asked.said["right"]
    ]
    if notices and notices[-1].said["notified_on"] > day:
        yield no(WORDS)


@ruling
def waive_fee(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.fee is None:
        yield no(*STATE)
    if claim.fee == "accepted":
        yield Silent("waiving what was accepted")
    if claim.status != "open":
        yield Silent("a fee of what is decided")


@ruling
def record_payment(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.fee != "accepted":
        yield no(*STATE)
    if any(one.said["right"] == claim.right for one in asked.ledger.of("record_payment")):
        yield Silent("twice")
    yield from before_the_notice(asked)


# -- tasks -------------------------------------------------------------------------------------


@ruling
def ask_search(_: Asked) -> Iterator[Found]:
    yield from ()


@ruling
def ask_processor(asked: Asked) -> Iterator[Found]:
    if asked.said["due_on"] < asked.today:
        yield no(WORDS)


@also_when_closed
def complete_search(asked: Asked) -> Iterator[Found]:
    if asked.said["system"] not in asked.ledger.open_tasks("search"):
        yield no(*ANY)
    if asked.ledger.closed:
        yield Silent("closed")


@also_when_closed
def correct_search(asked: Asked) -> Iterator[Found]:
    """Row B8: a namesake, or data that were lawfully erased since."""
    if asked.said["system"] not in asked.ledger.searched():
        yield no(*ANY)
    if asked.ledger.closed:
        yield Silent("closed")


@also_when_closed
def hear_processor(asked: Asked) -> Iterator[Found]:
    """Deeds that come late (a processor heard) are recorded on a closed request."""
    if asked.said["processor"] not in asked.ledger.open_tasks("processor"):
        yield no(*ANY)
