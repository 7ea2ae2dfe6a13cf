"""Whether a step may be taken: what is decided about a claim, and done."""

from collections.abc import Iterator
from datetime import date

from tests.model.claim import Claim
from tests.model.facts import COPIES, HELD_UP_BY_DOUBT, Fact
from tests.model.ledger import Ledger
from tests.model.rulings import Asked, must_be_free, must_be_open, ruling
from tests.model.verdict import LAW, STATE, WORDS, Found, Known, Silent, no

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
    if ground == "gdpr/21/1/compelling" and not weighed_for_us(claim):
        yield no("gdpr/21/1")
    if ground in {"gdpr/17/3/b", "gdpr/22/2/b"} and not asked.said.get("legal_basis"):
        yield no(ground)  # the law on which it rests is named
    reviewed = any(one.step == "perform_human_review" for one in claim.deeds)
    if ground in {"gdpr/22/2/a", "gdpr/22/2/c"} and not reviewed:
        yield no("gdpr/22/3")
    if ground == "gdpr/15/4" and not asked.said.get("categories") and not asked.said.get("items"):
        yield no("gdpr/15/4")  # row B4: of the copy what is named, never the whole answer
    yield from must_be_free(claim, asked.said)
    if (asked.said.get("until") or asked.today) < asked.today:
        yield Silent("an end in the past")


def weighed_for_us(claim: Claim) -> bool:
    weighings = [one.step for one in claim.deeds if one.step.startswith("weighed for")]
    return weighings[-1:] == ["weighed for the controller"]


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
    yield from must_be_free(claim, asked.said)


@ruling
def approve_refusal(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if not claim.proposers or asked.by in claim.proposers:
        yield no(*STATE)
    elif claim.ground == "fact/no_data":
        yield from denied(asked, claim)


NOT_APPLICABLE = {
    "gdpr/15/3": ("access",),
    "fact/data_accurate": ("rectification",),
    "gdpr/11/2": ("access", "rectification", "erasure", "restriction", "portability"),
    "gdpr/7/3": ("consent_withdrawal",),
    "gdpr/17/1": ("erasure",),
    "gdpr/18/1": ("restriction",),
    "gdpr/20/1": ("portability",),
    "gdpr/21/1": ("objection",),
    "gdpr/22/1": ("automated_decision",),
}


DECLINED_COPY = ("declined", "gdpr/15/3")


@ruling
def find_not_applicable(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    yield from must_be_open(claim)
    if claim.right not in NOT_APPLICABLE.get(asked.said["ground"], (claim.right,)):
        yield no(WORDS)
    speaks = asked.ledger.facts[0].said.get("representative")
    if asked.said["ground"] == "fact/processor":  # nobody here processes for another
        yield no(*STATE)
    named = [asked.said.get(word) for word in ("purposes", "categories", "items")]
    if asked.said["ground"] == "fact/no_data" and not any(named):
        yield from denied(asked, claim)
    if asked.said["ground"] == "gdpr/15/3" and (claim.fee, claim.fee_ground) != DECLINED_COPY:
        yield no(*STATE)
    if asked.said["ground"] == "fact/conflict_of_interest" and not speaks:
        yield no(*STATE)
    if asked.said["ground"] == "fact/nothing_to_give":
        yield no(*STATE)  # no act forbids this office to tell
    yield from must_be_free(claim, asked.said)


NEED_DATA = ("deliver_copy", "transmit_data", "rectify_data", "append_statement", "erase_data")


def denied(asked: Asked, claim: Claim) -> Iterator[Found]:
    """Row B8: that there are no data is contradicted by a search, or by what was done with some."""
    if any(said["result"] == "found" for said in asked.ledger.searched().values()):
        yield no(LAW)
    about_all = not claim.purposes and not claim.categories
    others = any(one.ground != "fact/no_data" for one in claim.said_of.values())
    if asked.ledger.of(*NEED_DATA, "defer_erasure") and about_all and not others:
        yield no(LAW)


@ruling
def grant(asked: Asked) -> Iterator[Found]:
    assert asked.claim
    yield from must_be_open(asked.claim)
    yield from must_be_free(asked.claim, asked.said)


@ruling
def revoke_decision(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    words = ("purposes", "categories")
    named = {(word, one) for word in words for one in asked.said.get(word) or ()}
    decided = {name for name, one in claim.said_of.items() if one.decision != "open"}
    if not decided or (named and not named & decided):
        yield no(*STATE)
    if claim.status == "withdrawn":
        yield no(*STATE)
    if claim.told_by and asked.ledger.reopened_since(claim.told_by):
        yield Known("revoked after reopening")
    elif claim.informed_on:
        yield no(*STATE)


@ruling
def approve_withdrawal(_: Asked) -> Iterator[Found]:
    yield from ()


@ruling
def withdraw(asked: Asked) -> Iterator[Found]:
    """With four eyes somebody else looked first at what the requester is never told of."""
    claims = asked.ledger.claims()
    looks = [one for one in asked.ledger.of("approve_withdrawal") if one.by != asked.by]
    seen = {right for one in looks for right in one.said["rights"]}
    for right in asked.said["rights"]:
        if claims[right].status == "withdrawn":
            yield no(*STATE)
        elif claims[right].is_decided and claims[right].status not in {"granted", "partly_granted"}:
            yield Silent("withdrawing what is over")
        elif asked.ledger.four_eyes and not claims[right].informed_on:
            yield from () if right in seen else [no(*STATE)]


@ruling
def fulfil(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.status not in {"open", "granted", "partly_granted"}:
        yield no(*STATE)
    yield from must_be_free(claim, asked.said, promised=True)
    yield from held_up(asked, claim, asked.said.get("done_on"))
    yield from copies_first(asked, claim)
    restricted = [one.said["applied_on"] for one in in_force(asked)]
    done_on = asked.said.get("done_on")
    if claim.right == "restriction" and done_on and restricted and done_on < min(restricted):
        yield no(WORDS)
    if claim.right == "erasure" and shown_after(asked, asked.said.get("done_on")):
        yield Silent("erased before a copy was given")
    other = {"erasure": "restriction", "restriction": "erasure"}.get(claim.right, "")
    if other in asked.ledger.claims() and "fulfilled" in asked.ledger.claims()[other].decisions:
        yield Silent("erased and restricted")


def in_force(asked: Asked) -> list[Fact]:
    """The restrictions that were not lifted: of each ground the last."""
    grounds = asked.ledger.restrictions()
    last = {one.said["ground"]: one for one in asked.ledger.of("apply_restriction")}
    return [one for ground, one in last.items() if ground in grounds]


def held_up(asked: Asked, claim: Claim, day: date | None = None) -> Iterator[Found]:
    """Doubt and a fee forbid the handing over as they forbid fulfilling; by the day of a deed."""
    ledger = asked.ledger
    if claim.right in HELD_UP_BY_DOUBT and day:
        if any(since <= day and (until is None or day < until) for since, until in doubts(ledger)):
            yield no("gdpr/12/6")
    elif claim.right in HELD_UP_BY_DOUBT:
        if ledger.identity == "doubted":
            yield no("gdpr/12/6")
        if ledger.identity == "failed":
            yield Silent("a right after identity failed")
    if claim.fee in {"proposed", "declined"}:
        yield no(*STATE)


def doubts(ledger: Ledger) -> list[tuple[date, date | None]]:
    """From each question until the day on which a proof was seen to suffice."""
    found: list[tuple[date, date | None]] = []
    for fact in ledger.facts:
        if fact.step == "doubt_identity":
            found.append((fact.said["asked_on"], None))
        elif fact.step == "verify_identity":
            seen = fact.said["verified_on"]
            found = [(since, until or seen) for since, until in found]
    return found


def shown_after(asked: Asked, day: date | None) -> bool:
    """Whether data were handed over, in whatever manner, after a day."""
    steps = ("deliver_copy", "transmit_data", "give_access", "record_ready")
    words = ("delivered_on", "transmitted_on", "given_on", "on")
    shown = [one.said for one in asked.ledger.of(*steps)]
    return day is not None and any(said.get(word, day) > day for said in shown for word in words)


def copies_first(asked: Asked, claim: Claim) -> Iterator[Found]:
    """Access and portability are decided, and where granted done, before data are erased."""
    if claim.right != "erasure" and asked.step != "erase_data":
        return
    for right, other in asked.ledger.claims().items():
        waiting = {"open", "refusal_proposed", "granted", "partly_granted"}
        if right in COPIES and other.status in waiting:
            yield no(LAW)
