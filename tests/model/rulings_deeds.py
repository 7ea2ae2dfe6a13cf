"""Whether a deed may be recorded, and a restriction applied, used and lifted."""

from collections.abc import Iterator
from datetime import date

from tests.model.facts import COPIES, HELD_UP_BY_DOUBT, OBJECTIONS
from tests.model.rulings import ALSO_WHEN_CLOSED, RULINGS, Asked, also_when_closed, must_be_open
from tests.model.rulings_answer import by_its_channel, known_by
from tests.model.rulings_decision import copies_first, doubts, held_up, shown_after
from tests.model.verdict import ANY, ORDER, STATE, WORDS, Found, Silent, no

DEEDS = {
    "deliver_copy": COPIES,
    "give_access": ("access",),
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
"""A backup overwritten is recorded on a closed request (decision 8); the rest it does not name."""
MACHINE_READ = {"csv", "json", "xml", "machine_readable"}


def deed(asked: Asked) -> Iterator[Found]:
    """A fact about its claim: of a right to which it belongs."""
    claim = asked.claim
    assert claim
    if claim.right not in DEEDS[asked.step]:
        ends_in_erasure = claim.right in ALSO_ERASED and "erasure" in DEEDS[asked.step]
        weighed = claim.right == "research_objection" and asked.step == "perform_balancing"
        yield Silent("a deed of another right") if ends_in_erasure or weighed else no(WORDS, ORDER)
    days = [day for word, day in asked.said.items() if word.endswith("_on")]
    doubtful = any(
        since <= day and (until is None or day < until)
        for day in days
        for since, until in doubts(asked.ledger)
    )
    unknown = doubtful or asked.ledger.identity in {"doubted", "failed"}
    if claim.right in HELD_UP_BY_DOUBT and unknown:
        yield Silent("a deed while identity is doubted")
    if asked.ledger.closed and asked.step not in LATE:
        yield Silent("a deed after closing")
    if claim.status in {"refused", "refusal_proposed", "not_applicable", "withdrawn"}:
        yield no(*STATE)


def handed_over(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    yield from deed(asked)
    days = [asked.said.get(word) for word in ("delivered_on", "transmitted_on", "given_on")]
    yield from held_up(asked, claim, next(day for day in days if day))
    if claim.right == "portability" and asked.said.get("format") not in MACHINE_READ:
        yield no("gdpr/20/1", WORDS)


@also_when_closed
def deliver_copy(asked: Asked) -> Iterator[Found]:
    yield from handed_over(asked)
    seen = [one.said["verified_on"] for one in asked.ledger.of("verify_mandate")]
    verified = asked.ledger.mandate == "verified" and seen[-1] <= asked.said["delivered_on"]
    named = asked.ledger.facts[0].said.get("representative")
    if asked.said["hands"] == "representative" and not (named and verified):
        yield no("gdpr/5/1/f")
    if asked.said["channel"] == "phone":  # no word is a copy
        yield no("gdpr/15/3", "gdpr/20/1")
    else:
        yield from by_its_channel(asked, says_no=False)
    facts = asked.ledger.facts
    assessed = [fact.said["result"] for fact in facts if fact.step == "assess_minor"]
    speaks = facts[0].said.get("representative") or {}
    others = {"is_represented": "requester"}
    if speaks.get("capacity") in {"parent", "guardian", "administrator"}:
        others["acts_alone"] = "representative"
    if assessed and others.get(assessed[-1]) == asked.said["hands"]:
        yield no("gdpr/5/1/f")


@also_when_closed
def give_access(asked: Asked) -> Iterator[Found]:
    """A look, or a word, stands for a copy where it was asked for; a word, to who is known."""
    yield from handed_over(asked)
    manner = asked.said["manner"]
    if manner != "remote_access" and not asked.said.get("asked"):
        yield no(WORDS)
    if manner == "oral" and not known_by(asked, asked.said["given_on"]):
        yield no("gdpr/12/1")
    assessed = [one.said["result"] for one in asked.ledger.facts if one.step == "assess_minor"]
    if assessed and assessed[-1] == "is_represented":  # given to the requester, as none is named
        yield no("gdpr/5/1/f")


@also_when_closed
def transmit_data(asked: Asked) -> Iterator[Found]:
    yield from handed_over(asked)
    seen = [one.said["verified_on"] for one in asked.ledger.of("verify_mandate")]
    verified = asked.ledger.mandate == "verified" and seen[-1] <= asked.said["transmitted_on"]
    facts = asked.ledger.facts
    assessed = [fact.said["result"] for fact in facts if fact.step == "assess_minor"][-1:]
    speaks = facts[0].said.get("representative") or asked.ledger.mandate == "asked"
    named = facts[0].said.get("representative") is not None
    if assessed == ["is_represented"] and not (named and verified):
        yield no("gdpr/5/1/f")
    if speaks and not verified:
        yield no("gdpr/5/1/f")


@also_when_closed
def erase_data(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    yield from deed(asked)
    yield from copies_first(asked, claim)
    if shown_after(asked, asked.said["erased_on"]):
        yield Silent("erased before a copy was given")
    if asked.ledger.restrictions():
        yield Silent("erased and restricted")


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
    if asked.ledger.of("erase_data"):
        yield Silent("erased and restricted")
    if asked.ledger.closed:
        yield Silent("closed")


@also_when_closed
def record_restriction_use(asked: Asked) -> Iterator[Found]:
    """By its day: from that of a restriction until that on which it was lifted."""
    since: dict[str, date] = {}
    spans: list[tuple[date, date]] = []
    for fact in asked.ledger.of("apply_restriction", "lift_restriction"):
        ground = fact.said["ground"]
        if fact.step == "apply_restriction":
            since[ground] = fact.said["applied_on"]
        elif ground in since:
            spans.append((since.pop(ground), fact.said["lifted_on"]))
    spans += [(day, date.max) for day in since.values()]
    if not any(first <= asked.said["used_on"] <= last for first, last in spans):
        yield no(*STATE)


@also_when_closed
def lift_restriction(asked: Asked) -> Iterator[Found]:
    if asked.said["ground"] not in asked.ledger.restrictions():
        yield no(*ANY)
    else:
        yield from announced(asked)


def announced(asked: Asked) -> Iterator[Found]:
    """Whoever obtained a restriction is told before it is lifted: so after it was applied."""
    ledger, ground, lifted_on = asked.ledger, asked.said["ground"], asked.said["lifted_on"]
    applied = [one for one in ledger.of("apply_restriction") if one.said["ground"] == ground][-1]
    letters = [one.said for one in ledger.after(applied) if one.step == "inform"]
    sent = [said["sent_on"] for said in letters if said["kind"] == "restriction_lift"]
    told = [day for day in sent if day >= applied.said["applied_on"]]
    if not any(day <= lifted_on for day in told):
        yield no("gdpr/18/3")
    elif lifted_on in told:
        yield Silent("lifted on the day of the notice")
