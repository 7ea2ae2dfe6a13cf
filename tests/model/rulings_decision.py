"""Whether a step may be taken: what is decided about a claim, what is done, told and closed."""

from collections.abc import Iterator

from tests.model.facts import COPIES, HELD_UP_BY_DOUBT, TO_BE_TOLD, YES
from tests.model.ledger import Claim
from tests.model.rulings import Asked, also_when_closed, must_be_free, must_be_open, ruling
from tests.model.verdict import ANY, LAW, STATE, WORDS, Found, Known, Silent, no

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
    yield from must_be_free(claim, asked.said)
    if (asked.said.get("until") or asked.today) < asked.today:
        yield Silent("an end in the past")


def done(asked: Asked, step: str) -> bool:
    return any(one.said["right"] == asked.said["right"] for one in asked.ledger.of(step))


def weighed_for_us(asked: Asked) -> bool:
    weighings = [
        one.said
        for one in asked.ledger.of("perform_balancing")
        if one.said["right"] == asked.said["right"]
    ]
    return bool(weighings) and weighings[-1]["prevails"] == "controller"


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
    if asked.said["ground"] == "fact/nothing_to_give":
        yield no(*STATE)  # no act forbids this office to tell
    yield from must_be_free(claim, asked.said)


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
    if not claim.said_of or (named and not named & claim.said_of.keys()):
        yield no(*STATE)
    if claim.status == "withdrawn":
        yield no(*STATE)
    if claim.told_by and asked.ledger.reopened_since(claim.told_by):
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
    yield from must_be_free(claim, asked.said, promised=True)
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
        untold = set(asked.ledger.recipients_of(claim)) - claim.told
        if carried_out and claim.right in TO_BE_TOLD and untold:
            yield no("gdpr/19")
