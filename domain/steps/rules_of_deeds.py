"""What is presupposed of a deed, a restriction, a task, a duty to an authority.

As in `domain.steps.rules`: with a provision the law forbids, without one only order does.
"""

from griffie.domain.law import GDPR, Right
from griffie.domain.request.claim import Claim
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import ClaimStatus, DutyKind, TaskKind
from griffie.domain.steps.rules import COPIES
from griffie.domain.steps.step import claim_rule, rule

ERASING = frozenset(
    {
        Right.ERASURE,
        Right.OBJECTION,
        Right.RESEARCH_OBJECTION,
        Right.DIRECT_MARKETING_OBJECTION,
        Right.CONSENT_WITHDRAWAL,
    }
)
"""Rights that may end in erasure: Article 17 itself, or by way of 17(1)(b) and (c)."""
OBJECTIONS = frozenset({Right.OBJECTION, Right.RESEARCH_OBJECTION})
OBJECTING = OBJECTIONS | {Right.DIRECT_MARKETING_OBJECTION}
STOPPING = OBJECTIONS | {Right.CONSENT_WITHDRAWAL}
NOT_IN_PLAY = frozenset(
    {
        ClaimStatus.REFUSED,
        ClaimStatus.REFUSAL_PROPOSED,
        ClaimStatus.NOT_APPLICABLE,
        ClaimStatus.WITHDRAWN,
    }
)


@claim_rule(
    "{right} was refused, withdrawn or found not applicable: revoke that first, where it can be"
)
def in_play(_: RequestState, claim: Claim) -> bool:
    return claim.status not in NOT_IN_PLAY


@claim_rule("no copies are handed over for {right}")
def of_copies(_: RequestState, claim: Claim) -> bool:
    return claim.right in COPIES


@claim_rule("only for portability are data transmitted to another controller")
def of_portability(_: RequestState, claim: Claim) -> bool:
    return claim.right is Right.PORTABILITY


@claim_rule("nothing is rectified for {right}")
def of_rectification(_: RequestState, claim: Claim) -> bool:
    return claim.right is Right.RECTIFICATION


@claim_rule("nothing is erased for {right}")
def of_erasure(_: RequestState, claim: Claim) -> bool:
    return claim.right in ERASING


@claim_rule("{right} is not weighed")
def of_objection(_: RequestState, claim: Claim) -> bool:
    return claim.right in OBJECTIONS


@claim_rule("{right} is no objection: to an announced purpose one objects")
def of_objecting(_: RequestState, claim: Claim) -> bool:
    return claim.right in OBJECTING


@claim_rule("{right} stops no processing")
def of_stopping(_: RequestState, claim: Claim) -> bool:
    return claim.right in STOPPING


@claim_rule("{right} is no objection to direct marketing")
def of_marketing(_: RequestState, claim: Claim) -> bool:
    return claim.right is Right.DIRECT_MARKETING_OBJECTION


@claim_rule("{right} is no withdrawal of consent")
def of_consent(_: RequestState, claim: Claim) -> bool:
    return claim.right is Right.CONSENT_WITHDRAWAL


@claim_rule("{right} is not about an automated decision")
def of_automation(_: RequestState, claim: Claim) -> bool:
    return claim.right is Right.AUTOMATED_DECISION


@rule("nothing is restricted: record the restriction first")
def restricted(request: RequestState) -> bool:
    return bool(request.restrictions)


@rule("tell the data subject before the restriction is lifted", GDPR(18, 3))
def lift_announced(request: RequestState) -> bool:
    return any(one.lift_announced_on for one in request.restrictions)


@rule("no search is open: ask for one first")
def search_open(request: RequestState) -> bool:
    return any(task.kind is TaskKind.SEARCH for task in request.tasks)


@rule("no processor was asked anything: ask first")
def processor_asked(request: RequestState) -> bool:
    return any(task.kind is TaskKind.PROCESSOR for task in request.tasks)


@rule("no inquiry is open: record it first")
def inquiry_open(request: RequestState) -> bool:
    return any(duty.kind is DutyKind.INQUIRY for duty in request.duties)


@rule("no order is open: record it first")
def order_open(request: RequestState) -> bool:
    return any(duty.kind is DutyKind.ORDER for duty in request.duties)


@rule("no hold is on this file")
def held(request: RequestState) -> bool:
    return request.held


@rule("a hold is on this file already: go on with the request")
def not_held(request: RequestState) -> bool:
    return not request.held


@rule("no delivered copy is on file: add one first")
def copies_on_file(request: RequestState) -> bool:
    return bool(request.copies)


@rule("hand over the copies first: what is erased can no longer be shown", GDPR(15, 3))
def copies_out(request: RequestState) -> bool:
    return bool(request.copies_out_on or request.closed_on)


@rule("that the copies go was decided already: wait until they are gone")
def copies_stay(request: RequestState) -> bool:
    return request.copies_condemned is None
