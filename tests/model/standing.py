"""How a request stands: its terms, its status, its outcome. Derived, and never written down."""

from tests.model.days import Term, answer_term, at_once
from tests.model.facts import AT_ONCE, YES
from tests.model.ledger import Claim, Ledger

NAMED_OUTCOMES = {
    "gdpr/12/6": "not_identified",
    "gdpr/11/2": "not_identified",
    "fact/not_controller": "not_controller",
    "fact/not_a_request": "not_a_request",
}


def term_of(ledger: Ledger, claim: Claim | None) -> Term:
    calendar, policy = ledger.setting["calendar"], ledger.setting["policy"]
    counted_from = claim.counted_from if claim else None
    received_on = max(ledger.received_on, counted_from or ledger.received_on)
    if claim and claim.right in AT_ONCE:
        return at_once(received_on, calendar)
    questions = ledger.questions(claim.right if claim else None)
    if counted_from:
        questions = [one for one in questions if one.asked_on >= counted_from]
    plain = answer_term(received_on, calendar, policy, questions, extended=False)
    told_on = claim.extension_told_on if claim else None
    if told_on is None or told_on > plain.first_month_ends_on:
        return plain  # an extension that is told after the first month is none: 12(3)
    return answer_term(received_on, calendar, policy, questions, extended=True)


def status_of(ledger: Ledger) -> str:
    if ledger.closed:
        return "closed"
    claims = ledger.claims().values()
    asked = [one for one in claims if not one.withdrawn]
    if claims and all(one.informed_on for one in asked):
        return "answered"
    if not claims and ledger.finding_told_on:
        return "answered"
    return "assessing" if ledger.facts[1:] else "received"


def outcome_of(ledger: Ledger) -> str | None:
    if not ledger.closed:
        return None
    if ledger.merged:
        return "merged"
    statuses = {one.status for one in ledger.claims().values()}
    if not statuses:
        found = ledger.finding
        return found and str(found.said["ground"]).removeprefix("fact/")
    if statuses & YES:
        told = statuses - {"withdrawn"}
        return told.pop() if len(told) == 1 else "partly_fulfilled"
    return no_outcome(ledger, statuses)


def no_outcome(ledger: Ledger, statuses: set[str]) -> str:
    """Of several no's: the one they share, else that something was refused."""
    if statuses == {"withdrawn"}:
        return "withdrawn"
    grounds = {one.ground for one in ledger.claims().values() if not one.withdrawn}
    if len(grounds) == 1 and (ground := grounds.pop()) in NAMED_OUTCOMES:
        return NAMED_OUTCOMES[ground]
    return "refused" if "refused" in statuses else "not_applicable"


def execution_of(ledger: Ledger) -> str:
    waiting = {"open", "refusal_proposed", "granted", "partly_granted"}
    claims = ledger.claims().values()
    if not claims:
        return "done" if ledger.finding else "open"
    return "open" if any(one.status in waiting for one in claims) else "done"


def request_terms(ledger: Ledger) -> list[Term]:
    """The earliest that is open; where nothing is, any of them: the page does not say which."""
    claims = ledger.claims().values()
    waiting = [one for one in claims if not one.withdrawn and one.informed_on is None]
    if waiting and not ledger.closed:
        return [min((term_of(ledger, one) for one in waiting), key=lambda one: one.due_on)]
    return [term_of(ledger, one) for one in claims] or [term_of(ledger, None)]
