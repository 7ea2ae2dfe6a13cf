"""Whether a step may be taken: who is told, by which way, and whether it can be closed."""

from collections.abc import Iterator
from datetime import date

from tests.model.claim import NOES
from tests.model.facts import COPIES, TO_BE_TOLD, YES
from tests.model.received import received_by
from tests.model.rulings import Asked, also_when_closed, ruling
from tests.model.rulings_decision import denied, doubts
from tests.model.standing import handed_over
from tests.model.verdict import ANY, STATE, Found, Known, Silent, no


@also_when_closed
def notify_recipient(asked: Asked) -> Iterator[Found]:
    """Who received these data is told, and nobody else: row D7. That is recorded first."""
    claim = asked.claim
    assert claim
    yield from omit_notification(asked)
    received = received_by(asked.ledger, claim)
    if received is None and asked.ledger.recipients_of(claim):
        yield no("gdpr/19")
    if received is not None and asked.said["recipient"] not in received:
        yield no("gdpr/19")
    done = asked.ledger.of("fulfil", "rectify_data", "append_statement", "erase_data")
    days = [day for one in done for word, day in one.said.items() if word.endswith("_on") and day]
    if any(day > asked.said["notified_on"] for day in days) or asked.ledger.restrictions():
        yield Silent("told before it was done")


@also_when_closed
def record_recipients(asked: Asked) -> Iterator[Found]:
    if asked.ledger.closed:
        yield Silent("closed")


@also_when_closed
def omit_notification(asked: Asked) -> Iterator[Found]:
    claim = asked.claim
    assert claim
    if claim.right not in TO_BE_TOLD:
        yield no(*ANY)
    elif "fulfilled" not in claim.decisions:  # of a part it is owed as of the whole
        yield no(*STATE)
    received = received_by(asked.ledger, claim)
    if received is None and asked.said["recipient"] not in asked.ledger.recipients_of(claim):
        yield Silent("a recipient nobody named")


ELECTRONIC = {"email", "web_form", "chat", "unsubscribe", "consent_tool"}


def known_by(asked: Asked, day: date) -> bool:
    """Whether it had been verified by a day who asks."""
    seen = [one.said["verified_on"] for one in asked.ledger.of("verify_identity")]
    return asked.ledger.identity == "verified" and seen[-1] <= day


def by_its_channel(asked: Asked, *, says_no: bool) -> Iterator[Found]:
    """A no is written; by telephone only on request; what came electronically is answered so."""
    channel = asked.said["channel"]
    if says_no and channel in {"phone", "in_person"}:
        yield no("gdpr/12/1")
    because = asked.said.get("channel_reason")
    if channel == "phone" and not (because and known_by(asked, asked.said["sent_on"])):
        yield no("gdpr/12/1")
    electronic = asked.ledger.intake("channel") in ELECTRONIC
    if electronic and channel in {"post", "phone", "in_person"} and not because:
        yield no("gdpr/12/3")


def given_in_doubt(asked: Asked) -> Iterator[Found]:
    """The answer to access is part of what is handed over, and dated as the copy is: row C1."""
    access = asked.ledger.claims().get("access") if "access" in asked.said["rights"] else None
    if asked.said["kind"] == "refusal" or access is None or "fulfilled" not in access.decisions:
        return
    on = asked.said["sent_on"]
    if any(since <= on and (until is None or on < until) for since, until in doubts(asked.ledger)):
        yield no("gdpr/12/6")


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
    named = [claims[right] for right in rights]
    for claim in (one for one in named if one.ground == "fact/no_data"):
        yield from denied(asked, claim)
    yield from given_in_doubt(asked)
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
        received = received_by(asked.ledger, claim)
        who = asked.ledger.recipients_of(claim) if received is None else received
        untold = set(who) - claim.told
        if "fulfilled" in claim.decisions and claim.right in TO_BE_TOLD and untold:
            yield no("gdpr/19")
    if any(one.status != "withdrawn" for one in claims.values()):
        yield from searches_left(asked)


def searches_left(asked: Asked) -> Iterator[Found]:
    """Row B8: an open search stops the closing, unless it is left with a sentence."""
    if asked.ledger.open_tasks("search"):
        yield no(*STATE)
    last = asked.ledger.searched().values()
    late = [said for said in last if said["result"] == "not_found_in_time"]
    if any(not said.get("note") and not said.get("reason") for said in late):
        yield no(*STATE)
