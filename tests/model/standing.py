"""How a request stands: its terms, its status, its outcome. Derived, and never written down."""

from dataclasses import replace
from datetime import date

from tests.model.claim import Claim
from tests.model.days import Term, answer_term, at_once
from tests.model.facts import AT_ONCE, COPIES, YES
from tests.model.ledger import Ledger

NAMED_OUTCOMES = {
    "gdpr/12/6": "not_identified",
    "gdpr/11/2": "not_identified",
    "fact/not_controller": "not_controller",
    "fact/processor": "not_controller",
    "gdpr/recital/27": "not_applicable",
    "fact/not_a_request": "not_a_request",
}


def term_of(ledger: Ledger, claim: Claim | None) -> Term:
    """The dates that are shown: of what takes effect at once, those of what is left to do."""
    if claim and claim.right in AT_ONCE and not says_no(claim):
        stopping = at_once(since_of(ledger, claim), ledger.setting["calendar"])
        stopped, until = stopped_on(claim), claim.withdrawn_on
        if stopped is None and (until is None or until > stopping.due_on):
            return stopping
        waits = claim.informed_on is None and until is None
        late = stopped is not None and stopped > stopping.due_on
        return stopping if late and not waits else month_of(ledger, claim)
    return month_of(ledger, claim)


def since_of(ledger: Ledger, claim: Claim | None) -> date:
    """The receipt of the message that invoked it; later only by a new fact of the requester."""
    if claim is None:
        return ledger.received_on
    return claim.counted_from or claim.received_on or ledger.received_on


def stopped_on(claim: Claim) -> date | None:
    """The last stop, or that somebody is kept from; else that it was carried out."""
    how = "stop_processing" if claim.right == "consent_withdrawal" else "stop_marketing"
    done = claim.status in {"fulfilled", "partly_fulfilled"}
    last = [one for one in claim.deeds if one.step == how][-1:]
    if not done and any(one.goes_on for one in last):
        return None
    stops = [one.on for one in claim.deeds if one.step == how]
    kept = [one.on for one in claim.deeds if one.step == "record_suppression"]
    if stops or kept:
        return max(stops) if stops else min(kept)
    return claim.fulfilled_on if done else None


def handed_over(claim: Claim) -> bool:
    ways = {"deliver_copy", "transmit_data" if claim.right == "portability" else "give_access"}
    return any(one.step in ways for one in claim.deeds)


def says_no(claim: Claim) -> bool:
    """Nothing is done. Of access and portability that there are no data is the answer."""
    answered = claim.right in COPIES and claim.ground == "fact/no_data"
    return claim.status in {"refused", "not_applicable"} and not answered


def is_settled(claim: Claim) -> bool:
    """Done and told, in time or not."""
    if claim.informed_on is None:
        return False
    if claim.status in {"refused", "not_applicable"}:
        return True
    if claim.right in AT_ONCE:
        return stopped_on(claim) is not None
    done = claim.status in {"fulfilled", "partly_fulfilled"}
    if claim.right not in COPIES:
        return done
    since = [one for one in claim.deeds if not one.before or done]
    return handed_over(replace(claim, deeds=since))


def judged_by(ledger: Ledger, claim: Claim) -> Term:
    """A whole no knows no extension: Article 12(4)."""
    if says_no(claim):
        return month_of(ledger, replace(claim, extension_told_on=None))
    return term_of(ledger, claim)


def month_of(ledger: Ledger, claim: Claim | None) -> Term:
    calendar, policy = ledger.setting["calendar"], ledger.setting["policy"]
    received_on = since_of(ledger, claim)
    questions = ledger.questions(claim.right if claim else None, received_on)
    if claim and claim.right in AT_ONCE:
        questions = []
    plain = answer_term(received_on, calendar, policy, questions, extended=False)
    told_on = claim.extension_told_on if claim and claim.right not in AT_ONCE else None
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
        return "merged" if ledger.of("link")[-1].said["relation"] == "duplicate" else "reminder"
    statuses = {one.status for one in ledger.claims().values()}
    if not statuses:
        found = ledger.finding
        return found and NAMED_OUTCOMES[found.said["ground"]]
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
    waiting = [one for one in claims if not one.withdrawn and not is_settled(one)]
    if waiting and not ledger.closed:
        first = min(judged_by(ledger, one).due_on for one in waiting)
        return [term_of(ledger, one) for one in waiting if judged_by(ledger, one).due_on == first]
    return [term_of(ledger, one) for one in claims] or [term_of(ledger, None)]
