"""Whether a step may be taken: what is decided about a claim, what is done, told and closed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.model.facts import COPIES, HELD_UP_BY_DOUBT, TO_BE_TOLD, YES
from tests.model.ledger import NOES, Claim, Ledger
from tests.model.rulings import Asked, also_when_closed, must_be_free, must_be_open, ruling
from tests.model.standing import handed_over
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
    if ground in {"gdpr/17/3/b", "gdpr/22/2/b"} and not asked.said.get("legal_basis"):
        yield no(ground)  # the law on which it rests is named
    if ground in {"gdpr/22/2/a", "gdpr/22/2/c"} and not done(asked, "perform_human_review"):
        yield no("gdpr/22/3")
    if ground == "gdpr/15/4" and not asked.said.get("categories") and not asked.said.get("items"):
        yield no("gdpr/15/4")  # row B4: of the copy what is named, never the whole answer
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
    elif claim.ground == "fact/no_data":
        yield from denied(asked)


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
        yield from denied(asked)
    if asked.said["ground"] == "gdpr/15/3" and (claim.fee, claim.fee_ground) != DECLINED_COPY:
        yield no(*STATE)
    if asked.said["ground"] == "fact/conflict_of_interest" and not speaks:
        yield no(*STATE)
    if asked.said["ground"] == "fact/nothing_to_give":
        yield no(*STATE)  # no act forbids this office to tell
    yield from must_be_free(claim, asked.said)


def denied(asked: Asked) -> Iterator[Found]:
    """Row B8: that there are no data is contradicted by a search that found some."""
    if any(one.said["result"] == "found" for one in asked.ledger.of("complete_search")):
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
    other = {"erasure": "restriction", "restriction": "erasure"}.get(claim.right, "")
    if other in asked.ledger.claims() and "fulfilled" in asked.ledger.claims()[other].decisions:
        yield Silent("erased and restricted")


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
    """From each question until the day on which a proof came in that sufficed."""
    found: list[tuple[date, date | None]] = []
    for fact in ledger.facts:
        if fact.step == "doubt_identity":
            found.append((fact.said["asked_on"], None))
        elif fact.step == "verify_identity":
            came = fact.said.get("received_on") or fact.said["verified_on"]
            found = [(since, until or came) for since, until in found]
    return found


def copies_first(asked: Asked, claim: Claim) -> Iterator[Found]:
    """Access and portability are decided, and where granted done, before data are erased."""
    if claim.right != "erasure" and asked.step != "erase_data":
        return
    for right, other in asked.ledger.claims().items():
        waiting = {"open", "refusal_proposed", "granted", "partly_granted"}
        if right in COPIES and other.status in waiting:
            yield no(LAW)


# -- the answer --------------------------------------------------------------------------------


@also_when_closed
def notify_recipient(asked: Asked) -> Iterator[Found]:
    """Who received these data is told; that is recorded first, which this model never does."""
    claim = asked.claim
    assert claim
    yield from omit_notification(asked)
    if asked.ledger.recipients_of(claim):
        yield no("gdpr/19")


@also_when_closed
def omit_notification(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.right not in TO_BE_TOLD:
        yield no(*ANY)
    elif claim.status not in {"fulfilled", "partly_fulfilled"}:
        yield no(*STATE)
    if asked.said["recipient"] not in asked.ledger.recipients_of(claim):
        yield Silent("a recipient nobody named")


ELECTRONIC = {"email", "web_form", "chat"}


def by_its_channel(asked: Asked, *, says_no: bool) -> Iterator[Found]:
    """A no is written; by telephone only on request; what came electronically is answered so."""
    channel = asked.said["channel"]
    if says_no and channel in {"phone", "in_person"}:
        yield no("gdpr/12/1")
    if channel == "phone":
        yield no("gdpr/12/1")  # nobody in this model says that it was asked
    electronic = asked.ledger.facts[0].said["channel"] in ELECTRONIC
    if electronic and channel in {"post", "phone", "in_person"}:
        yield no("gdpr/12/3")


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
    if any(claims[right].ground == "fact/no_data" for right in rights):
        yield from denied(asked)
    named = [claims[right] for right in rights]
    noes = [one for one in named if one.decisions & {*NOES, "excepted"} and not one.withdrawn]
    if kind == "refusal" and any(one.status in YES and one not in noes for one in named):
        yield no("gdpr/12/4")
    yield from by_its_channel(asked, says_no=bool(noes) or kind == "refusal")
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
        if carried_out and claim.right in COPIES and not handed_over(claim):
            yield no("gdpr/15/3" if claim.right == "access" else "gdpr/20/1")
        untold = set(asked.ledger.recipients_of(claim)) - claim.told
        if carried_out and claim.right in TO_BE_TOLD and untold:
            yield no("gdpr/19")
    if any(one.status != "withdrawn" for one in claims.values()):
        yield from searches_left(asked)


def searches_left(asked: Asked) -> Iterator[Found]:
    """Row B8: an open search stops the closing, unless it is left with a sentence."""
    if asked.ledger.open_tasks("search"):
        yield no(*STATE)
    last: dict[str, Any] = {}
    for one in asked.ledger.of("complete_search"):
        if last.get(one.said["system"], {}).get("result") != "found":
            last[one.said["system"]] = one.said
    if any(
        said["result"] == "not_found_in_time" and not said.get("note") for said in last.values()
    ):
        yield no(*STATE)
