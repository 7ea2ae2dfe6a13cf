"""Whether a step may be taken: what stands beside the course. Fees, deeds, oversight, the end."""

from collections.abc import Iterator
from datetime import date

from tests.model.days import months_later
from tests.model.ledger import COPIES, HELD_UP_BY_DOUBT, OBJECTIONS, Ledger
from tests.model.rulings import (
    ALSO_WHEN_CLOSED,
    RULINGS,
    Asked,
    also_when_closed,
    copies_first,
    held_up,
    known_after_the_answer,
    must_be_assessed,
    must_be_open,
    ruling,
)
from tests.model.verdict import ANY, LAW, ORDER, STATE, WORDS, Found, Silent, no

RETENTION_MONTHS = 5 * 12


@ruling
def find_no_request(asked: Asked) -> Iterator[Found]:
    yield from must_be_assessed(asked.ledger)
    if asked.ledger.claims():
        yield no(*STATE)


@ruling
def approve_finding(asked: Asked) -> Iterator[Found]:
    found = asked.ledger.finding
    if not asked.ledger.four_eyes or found is None or found.by == asked.by:
        yield no(*STATE)
    elif asked.ledger.finding_stands:
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
    elif asked.said["ground"] == "gdpr/15/3" and claim.right != "access":
        yield no(WORDS)
    yield from must_be_open(claim)
    if claim.fee:
        yield Silent("another fee")
    if asked.said["ground"] == "gdpr/15/3":
        yield Silent("a further copy")


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
def ask_processor(_: Asked) -> Iterator[Found]:
    yield from ()


@also_when_closed
def complete_search(asked: Asked) -> Iterator[Found]:
    if asked.said["system"] not in asked.ledger.open_tasks("search"):
        yield no(*ANY)
    if asked.ledger.closed:
        yield Silent("closed")


@also_when_closed
def hear_processor(asked: Asked) -> Iterator[Found]:
    """Deeds that come late (a processor heard) are recorded on a closed request."""
    if asked.said["processor"] not in asked.ledger.open_tasks("processor"):
        yield no(*ANY)


# -- deeds -------------------------------------------------------------------------------------

DEEDS = {
    "deliver_copy": COPIES,
    "transmit_data": ("portability",),
    "find_transmission_infeasible": ("portability",),
    "rectify_data": ("rectification",),
    "append_statement": ("rectification",),
    "erase_data": ("erasure",),
    "defer_erasure": ("erasure",),
    "inform_public_controllers": ("erasure",),
    "perform_balancing": ("objection",),
    "stop_processing": ("objection", "research_objection", "consent_withdrawal"),
    "stop_marketing": ("direct_marketing_objection",),
    "record_suppression": ("direct_marketing_objection",),
    "propagate_withdrawal": ("consent_withdrawal",),
    "perform_human_review": ("automated_decision",),
}
ALSO_ERASED = {"consent_withdrawal", *OBJECTIONS}
"""Article 17(1)(b) and (c): what follows from another right."""
LATE = {"erase_data"}
"""A backup overwritten is recorded on a closed request (decision 8); of the rest it says nothing."""
MACHINE_READ = {"csv", "json", "xml", "machine_readable"}


def deed(asked: Asked) -> Iterator[Found]:
    """A fact about its claim: of a right to which it belongs."""
    claim = asked.claim
    assert claim
    if claim.right not in DEEDS[asked.step]:
        ends_in_erasure = claim.right in ALSO_ERASED and "erasure" in DEEDS[asked.step]
        weighed = claim.right == "research_objection" and asked.step == "perform_balancing"
        yield Silent("a deed of another right") if ends_in_erasure or weighed else no(WORDS, ORDER)
    if claim.right in HELD_UP_BY_DOUBT and asked.ledger.identity in {"doubted", "failed"}:
        yield Silent("a deed while identity is doubted")
    if asked.ledger.closed and asked.step not in LATE:
        yield Silent("a deed after closing")
    if claim.status in {"refused", "refusal_proposed", "not_applicable", "withdrawn"}:
        yield no(*STATE)


def handed_over(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    yield from deed(asked)
    yield from held_up(asked, claim)
    if claim.right == "portability" and asked.said["format"] not in MACHINE_READ:
        yield no("gdpr/20/1", WORDS)


@also_when_closed
def deliver_copy(asked: Asked) -> Iterator[Found]:
    yield from handed_over(asked)
    if asked.said["hands"] == "representative":
        if asked.ledger.mandate == "rejected":
            yield no(*ANY)
        elif not asked.ledger.facts[0].said.get("representative"):
            yield Silent("a representative nobody named")


@also_when_closed
def transmit_data(asked: Asked) -> Iterator[Found]:
    yield from handed_over(asked)


@also_when_closed
def erase_data(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    yield from deed(asked)
    if list(copies_first(asked, claim)):
        yield Silent("erased before a copy was given")


@also_when_closed
def defer_erasure(asked: Asked) -> Iterator[Found]:
    yield from deed(asked)
    if asked.said["until"] <= asked.said["deferred_on"]:
        yield Silent("deferred until an earlier day")


@also_when_closed
def perform_balancing(asked: Asked) -> Iterator[Found]:
    """The study lists the weighing under a claim that is open."""
    yield from deed(asked)
    yield from must_be_open(asked.claim)


for step in DEEDS.keys() - RULINGS.keys():  # the rest stand under nothing but their right
    RULINGS[step] = deed
ALSO_WHEN_CLOSED.update(DEEDS)


# -- restriction -------------------------------------------------------------------------------


@also_when_closed
def apply_restriction(asked: Asked) -> Iterator[Found]:
    if asked.said["ground"] in asked.ledger.restrictions():
        yield Silent("twice")
    if asked.ledger.closed:
        yield Silent("closed")


@also_when_closed
def record_restriction_use(asked: Asked) -> Iterator[Found]:
    if not asked.ledger.restrictions():
        yield no(*STATE)


@also_when_closed
def lift_restriction(asked: Asked) -> Iterator[Found]:
    if asked.said["ground"] not in asked.ledger.restrictions():
        yield no(*ANY)
    else:
        told = lift_was_told(asked.ledger, asked.said["ground"])
        if not any(day <= asked.said["lifted_on"] for day in told):
            yield no("gdpr/18/3")
        elif asked.said["lifted_on"] in told:
            yield Silent("lifted on the day of the notice")


def lift_was_told(ledger: Ledger, ground: str) -> list[date]:
    applied = [one for one in ledger.of("apply_restriction") if one.said["ground"] == ground]
    later = ledger.facts[ledger.facts.index(applied[-1]) :]
    letters = [one.said for one in later if one.step == "inform"]
    return [said["sent_on"] for said in letters if said["kind"] == "restriction_lift"]


# -- oversight ---------------------------------------------------------------------------------


@also_when_closed
def record_dpo_advice(asked: Asked) -> Iterator[Found]:
    if not asked.said["followed"] and not asked.said.get("why_not"):
        yield no(*ANY)
    if asked.said["followed"] and asked.said.get("why_not"):
        yield Silent("a reason for what was followed")


@also_when_closed
def record_inquiry(asked: Asked) -> Iterator[Found]:
    if asked.said["due_on"] < asked.said["received_on"]:
        yield Silent("due before it is asked")
    if asked.said["authority"] == "internal":
        yield Silent("an authority that is none")


@also_when_closed
def record_order(asked: Asked) -> Iterator[Found]:
    if asked.said["due_on"] < asked.said["received_on"]:
        yield Silent("due before it is asked")
    if asked.said["authority"] == "internal":
        yield Silent("an authority that is none")


@also_when_closed
def answer_inquiry(asked: Asked) -> Iterator[Found]:
    if asked.said["dossier"] not in asked.ledger.open_duties("inquiry"):
        yield no(*ANY)
    yield from before_the_authority_wrote(asked, "record_inquiry", "answered_on")


@also_when_closed
def report_order_done(asked: Asked) -> Iterator[Found]:
    if asked.said["dossier"] not in asked.ledger.open_duties("order"):
        yield no(*ANY)
    yield from before_the_authority_wrote(asked, "record_order", "reported_on")


def before_the_authority_wrote(asked: Asked, step: str, word: str) -> Iterator[Found]:
    dossier = asked.said["dossier"]
    letters = [one.said for one in asked.ledger.of(step) if one.said["dossier"] == dossier]
    if letters and asked.said[word] < letters[-1]["received_on"]:
        yield no(WORDS)


@also_when_closed
def record_mediation(_: Asked) -> Iterator[Found]:
    yield from ()


@also_when_closed
def record_court_action(_: Asked) -> Iterator[Found]:
    yield from ()


@also_when_closed
def place_hold(asked: Asked) -> Iterator[Found]:
    if asked.ledger.held:
        yield Silent("twice")


@also_when_closed
def release_hold(asked: Asked) -> Iterator[Found]:
    if not asked.ledger.held:
        yield no(*STATE)


@also_when_closed
def suspect_breach(_: Asked) -> Iterator[Found]:
    yield from ()


@also_when_closed
def record_complaint(_: Asked) -> Iterator[Found]:
    yield from ()


# -- the end -----------------------------------------------------------------------------------


@also_when_closed
def reopen(asked: Asked) -> Iterator[Found]:
    if not asked.ledger.closed or asked.ledger.erased:
        yield no(*STATE)
    if asked.ledger.merged:
        yield Silent("reopening what was merged")


@also_when_closed
def link(asked: Asked) -> Iterator[Found]:
    if asked.said["other"] == asked.itself:
        yield no(WORDS)
    if asked.ledger.closed:
        yield Silent("closed")
    if asked.said["relation"] == "duplicate":
        yield Silent("merging")


@also_when_closed
def erase_personal_data(asked: Asked) -> Iterator[Found]:
    """A closed request, no hold (an order goes before it), five years, a demo store."""
    ledger, ground = asked.ledger, asked.said["ground"]
    if not ledger.closed:
        yield no(*STATE)
    if ledger.held and ground != "order":
        yield no(*STATE)
    if ground == "order" and ledger.held and not ledger.of("record_order"):
        yield Silent("an order nobody recorded")
    if ground == "test_data" and not asked.demo:
        yield no(ORDER, WORDS)
    ended = ledger.closed_on
    if ground == "retention_elapsed" and ended:
        kept_until = months_later(ended, RETENTION_MONTHS)
        if asked.today < kept_until:
            yield no(*STATE)
        elif asked.today == kept_until:
            yield Silent("the last day of retention")
