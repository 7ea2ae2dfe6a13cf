"""What the law presupposes of a step, and what mere order does. Each sentence stands here once.

A rule with a provision forbids in the name of the law; one without only says what comes first.
"""

from griffie.domain.law import GDPR, FeeGround, NoRequestGround, Right
from griffie.domain.request.claim import EXECUTED, UNDECIDED, UNDONE, Claim
from griffie.domain.request.state import ARTICLE_19, AT_ONCE, HELD_UP_BY_DOUBT, RequestState
from griffie.domain.request.values import UNCLEAR
from griffie.domain.request.vocabulary import ClaimStatus, FeeStanding, Identity, Mandate, Outcome
from griffie.domain.steps.step import claim_rule, rule

COPIES = {Right.ACCESS, Right.PORTABILITY}
UNPROVEN = {Identity.DOUBTED, Identity.FAILED}


@rule("the request is closed: reopen it first")
def still_open(request: RequestState) -> bool:
    return request.outcome is None


@rule("the request is not closed: close it first")
def closed(request: RequestState) -> bool:
    return request.outcome is not None


@rule("the request was merged with another: go on there")
def not_merged(request: RequestState) -> bool:
    return request.outcome is not Outcome.MERGED


@rule("the request has been answered: close it, or reopen it when something was left out")
def unanswered(request: RequestState) -> bool:
    return not request.answered


@rule("the identity was questioned before: go by the answer", GDPR(12, 6))
def never_doubted(request: RequestState) -> bool:
    return request.identity is Identity.NOT_QUESTIONED


@rule("nothing waits for a proof of identity: ask for proof first")
def doubted(request: RequestState) -> bool:
    """A right that is read into the request after the proof failed waits for it as the rest did."""
    waiting = (
        claim.right in HELD_UP_BY_DOUBT and claim.status in UNDONE
        for claim in request.claims.values()
    )
    return request.identity is Identity.DOUBTED or (
        request.identity is Identity.FAILED and any(waiting)
    )


@rule("the identity was verified before: go on with the request")
def not_verified(request: RequestState) -> bool:
    return request.identity is not Identity.VERIFIED


@rule("a question to the requester is still open: record the answer first")
def nothing_asked(request: RequestState) -> bool:
    return request.open_question(UNCLEAR) is None


@rule("the requester was not asked to clarify anything: ask first")
def something_asked(request: RequestState) -> bool:
    return request.open_question(UNCLEAR) is not None


@rule(
    "the mandate was asked for or verified before:"
    " record what came of it, or go on with the request"
)
def mandate_unasked(request: RequestState) -> bool:
    return request.mandate in {Mandate.NONE, Mandate.REJECTED}


@rule("the mandate was verified before: go on with the request")
def mandate_unverified(request: RequestState) -> bool:
    return request.mandate is not Mandate.VERIFIED


@rule("the mandate was rejected before: answer the data subject")
def mandate_unrejected(request: RequestState) -> bool:
    return request.mandate is not Mandate.REJECTED


@claim_rule("a mandate was asked for: verify or reject it before data are handed over")
def mandate_settled(request: RequestState, claim: Claim) -> bool:
    """[P] The law forbids the wrong hands, not the data subject's own: those wait, too."""
    return claim.right not in COPIES or request.mandate is not Mandate.ASKED


@rule("a right was invoked: decide about that")
def nothing_invoked(request: RequestState) -> bool:
    return not request.claims


@rule("the sender was told what was found: close the request")
def finding_untold(request: RequestState) -> bool:
    return not (request.dismissed and request.dismissed.informed_on)


@rule("nobody proposed to find that this is no request: propose it first")
def finding_proposed(request: RequestState) -> bool:
    return bool(request.dismissed and request.dismissed.proposed_by)


@rule("the sender was not told what was found: tell them first")
def finding_told(request: RequestState) -> bool:
    return not request.dismissed or request.dismissed.informed_on is not None


@rule("it was not found that somebody else is the controller: find that first")
def of_another_controller(request: RequestState) -> bool:
    grounds = {claim.ground for claim in request.claims.values()}
    if request.dismissed:
        grounds.add(request.dismissed.ground)
    return NoRequestGround.NOT_CONTROLLER.value in grounds


@claim_rule("a fee for {right} was proposed or accepted before: hear the answer, or waive it")
def fee_unnamed(_: RequestState, claim: Claim) -> bool:
    return claim.fee is None or claim.fee.standing is FeeStanding.DECLINED


@claim_rule("no fee for {right} waits for an answer: propose one first")
def fee_open(_: RequestState, claim: Claim) -> bool:
    return claim.fee is not None and claim.fee.standing is FeeStanding.PROPOSED


@claim_rule("no fee for {right} was proposed, or it was paid: go on with the request")
def fee_unpaid(_: RequestState, claim: Claim) -> bool:
    return claim.fee is not None and claim.fee.paid_on is None


@claim_rule("no fee for {right} was accepted: record its acceptance first")
def fee_accepted(_: RequestState, claim: Claim) -> bool:
    return claim.fee is not None and claim.fee.standing is FeeStanding.ACCEPTED


@claim_rule("a fee for {right} was proposed: hear whether it is accepted, or waive it")
def fee_settled(_: RequestState, claim: Claim) -> bool:
    return claim.fee is None or claim.fee.standing is FeeStanding.ACCEPTED


@claim_rule("the fee for {right} was accepted: either a fee or a refusal", GDPR(12, 5))
def not_for_a_fee(_: RequestState, claim: Claim) -> bool:
    agreed = claim.fee is not None and claim.fee.standing is FeeStanding.ACCEPTED
    return not agreed or bool(claim.fee and claim.fee.ground is FeeGround.FURTHER_COPIES)


@claim_rule(
    "{right} was extended before, and the law knows one extension: answer by the last day",
    GDPR(12, 3),
)
def never_extended(_: RequestState, claim: Claim) -> bool:
    return not claim.extended


@claim_rule(
    "{right} takes effect at once: nothing can be extended, do it and tell the requester",
    GDPR(12, 3),
)
def extendable(_: RequestState, claim: Claim) -> bool:
    return claim.right not in AT_ONCE


@claim_rule("the requester's identity is in doubt: verify it first", GDPR(12, 6))
def identity_settled(request: RequestState, claim: Claim) -> bool:
    return claim.right not in HELD_UP_BY_DOUBT or request.identity not in UNPROVEN


@claim_rule("{right} has been decided: revoke that first")
def undecided(_: RequestState, claim: Claim) -> bool:
    return claim.status is ClaimStatus.OPEN


@claim_rule("an exception was applied to {right}: revoke it first")
def unexcepted(_: RequestState, claim: Claim) -> bool:
    return not claim.exceptions


@claim_rule("{right} is over: it was done, refused or withdrawn; tell the requester and close")
def undone(_: RequestState, claim: Claim) -> bool:
    return claim.status in UNDONE


@claim_rule("{right} is over: it was done, refused or withdrawn; tell the requester and close")
def withdrawable(_: RequestState, claim: Claim) -> bool:
    return claim.status in UNDONE | UNDECIDED


@claim_rule("to refuse {right} was proposed: approve or revoke that first")
def unproposed(_: RequestState, claim: Claim) -> bool:
    return claim.status is not ClaimStatus.REFUSAL_PROPOSED


@claim_rule("{right} was withdrawn: nothing more is asked")
def not_withdrawn(_: RequestState, claim: Claim) -> bool:
    return claim.status is not ClaimStatus.WITHDRAWN


@claim_rule("{right} has not been decided: grant, refuse or fulfil it first")
def decided(_: RequestState, claim: Claim) -> bool:
    return claim.status not in UNDECIDED


@claim_rule("nothing was decided about {right} that could be revoked: decide first")
def revocable(_: RequestState, claim: Claim) -> bool:
    decision = claim.exceptions or claim.status is not ClaimStatus.OPEN
    return bool(decision) and claim.status is not ClaimStatus.WITHDRAWN


@claim_rule("nobody proposed to refuse {right}: propose it first")
def refusal_proposed(_: RequestState, claim: Claim) -> bool:
    return claim.status is ClaimStatus.REFUSAL_PROPOSED


@claim_rule("{right} was promised and not yet done: carry it out first", GDPR(12, 3))
def done(_: RequestState, claim: Claim) -> bool:
    return claim.status not in UNDONE


@claim_rule("the requester has not been informed about {right}: tell them first", GDPR(12, 4))
def told(_: RequestState, claim: Claim) -> bool:
    return claim.informed_on is not None or claim.status is ClaimStatus.WITHDRAWN


@claim_rule("the requester was informed about {right}: reopen the request first")
def not_told(request: RequestState, claim: Claim) -> bool:
    return claim.informed_on is None or claim.right in request.reconsidered


@claim_rule("the requester was informed about {right}: nothing can be moved any more")
def untold(_: RequestState, claim: Claim) -> bool:
    return claim.informed_on is None


@claim_rule(
    "an objection to direct marketing is absolute: stop, and tell the requester", GDPR(21, 3)
)
def refusable(_: RequestState, claim: Claim) -> bool:
    return claim.right is not Right.DIRECT_MARKETING_OBJECTION


@claim_rule("withdrawing consent is as easy as giving it: it knows no refusal", GDPR(7, 3))
def not_consent(_: RequestState, claim: Claim) -> bool:
    return claim.right is not Right.CONSENT_WITHDRAWAL


@claim_rule("hand over the copies first: what is erased can no longer be shown", GDPR(15, 3))
def copies_first(request: RequestState, claim: Claim) -> bool:
    if claim.right is not Right.ERASURE:
        return True
    copies = (request.claims[copy] for copy in COPIES & request.claims.keys())
    return all(copy.status not in UNDONE | UNDECIDED for copy in copies)


@claim_rule("no recipient need be told about {right}: go on with the request")
def told_to_recipients(_: RequestState, claim: Claim) -> bool:
    return claim.right in ARTICLE_19


@claim_rule(
    "{right} has not been done: there is nothing yet to tell a recipient; carry it out first"
)
def executed(_: RequestState, claim: Claim) -> bool:
    return claim.status in EXECUTED


@claim_rule(
    "not every recipient was told about {right}, or left out for a reason:"
    " tell each, or say why not",
    GDPR(19),
)
def recipients_told(request: RequestState, claim: Claim) -> bool:
    return claim.right not in request.recipients_untold
