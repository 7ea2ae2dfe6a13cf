"""Who received the data of a claim, by what was recorded: Article 19, and row D7."""

from tests.model.claim import NOES, Claim
from tests.model.ledger import Ledger

Received = dict[str, set[str] | None]
"""Who received which categories; None is all."""


def received_by(ledger: Ledger, claim: Claim) -> set[str] | None:
    """Who received what was done of a claim, as recorded; None where nobody recorded it."""
    records = ledger.of("record_recipients")
    if not records:
        return None
    received: Received = {}
    for one in records:
        named = set(one.said["categories"]) or None
        received |= dict.fromkeys(one.said["recipients"], named)
        if not one.said["recipients"]:
            received = less(received, named)
    every = {one for had in received.values() for one in had or ()}
    done = done_of(claim, set(claim.categories) or every)
    asked = set(claim.categories)
    about = {who: had for who, had in received.items() if not (asked and had) or asked & had}
    found = {who for who, had in about.items() if had is None or had & done}
    return found if "fulfilled" in claim.decisions else set()


def less(received: Received, named: set[str] | None) -> Received:
    """Nobody received these categories; nobody received anything, where none is named."""
    if named is None:
        return {}
    left = {who: had if had is None else had - named for who, had in received.items()}
    return {who: had for who, had in left.items() if had is None or had}


def done_of(claim: Claim, every: set[str]) -> set[str]:
    """The categories that were done: those that were named, or all but what was said no to."""
    done = [name for name, one in claim.said_of.items() if one.decision == "fulfilled"]
    noes = [name for name, one in claim.said_of.items() if one.decision in {*NOES, "excepted"}]
    named = {one for word, one in done if word == "categories"}
    if all(word == "categories" for word, _ in done):
        return named
    return named | every - {one for word, one in noes if word == "categories"}
