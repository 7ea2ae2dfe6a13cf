"""When what a right demands was done: the days of its deeds, by the newest reading.

A copy that was put at somebody's disposal, remote access, a look that was asked for: each deed that
answers Article 15 or 20 stands in `HANDING_OVER`, and nowhere else.
"""

from collections.abc import Mapping
from datetime import date

from griffie.domain.law import Right
from griffie.domain.request.claim import EXECUTED, Claim
from griffie.domain.request.vocabulary import Deed

COPIES = frozenset({Right.ACCESS, Right.PORTABILITY})
HANDING_OVER: Mapping[Right, frozenset[Deed]] = {
    Right.ACCESS: frozenset({Deed.COPY_DELIVERED, Deed.ACCESS_GIVEN, Deed.PUT_AT_DISPOSAL}),
    Right.PORTABILITY: frozenset(
        {Deed.COPY_DELIVERED, Deed.DATA_TRANSMITTED, Deed.PUT_AT_DISPOSAL}
    ),
}
"""Of access and portability the data are the answer: Articles 12(3), 15(3) and 20."""
CARRYING_OUT: Mapping[Right, frozenset[Deed]] = {
    Right.RECTIFICATION: frozenset({Deed.DATA_RECTIFIED, Deed.STATEMENT_APPENDED}),
    Right.ERASURE: frozenset({Deed.DATA_ERASED}),
    Right.OBJECTION: frozenset({Deed.PROCESSING_STOPPED}),
    Right.RESEARCH_OBJECTION: frozenset({Deed.PROCESSING_STOPPED}),
    Right.CONSENT_WITHDRAWAL: frozenset({Deed.PROCESSING_STOPPED}),
    Right.DIRECT_MARKETING_OBJECTION: frozenset({Deed.MARKETING_STOPPED}),
    Right.AUTOMATED_DECISION: frozenset({Deed.REVIEWED_BY_A_PERSON}),
}
"""The deeds that carry out another right; of the others only `fulfil` says when they were done."""


def is_handed_over(claim: Claim) -> bool:
    """Whether the data were handed over, or what stands for that."""
    return bool(claim.deeds & HANDING_OVER.get(claim.right, frozenset()))


def done_on(claim: Claim) -> date | None:
    """The day on which what the right demands was done; None as long as it was not."""
    if claim.right in COPIES:
        return _handed_over_on(claim)
    if claim.status not in EXECUTED:
        return None
    return _carried_out_on(claim) or claim.fulfilled_on


def stopped_on(claim: Claim) -> date | None:
    """The day on which processing stopped: Articles 7(3) and 21(3). It needs no decision."""
    if _goes_on(claim):
        return None
    stopped = _carried_out_on(claim)
    suppressed = [one.on for one in claim.done if one.deed is Deed.SUPPRESSED]
    if stopped or suppressed:
        return stopped or min(suppressed)
    return claim.fulfilled_on if claim.status in EXECUTED else None


def _goes_on(claim: Claim) -> bool:
    """Whether some purposes were stopped, and others that were named with them were not."""
    deeds = CARRYING_OUT.get(claim.right, frozenset())
    stops = [one for one in claim.done if one.deed in deeds]
    return claim.status not in EXECUTED and bool(stops) and stops[-1].goes_on


def _handed_over_on(claim: Claim) -> date | None:
    """The first copy counts; of an answer that was taken back only what was handed over since."""
    handed = [one for one in claim.done if one.deed in HANDING_OVER[claim.right]]
    days = [one.on for one in handed if not one.before]
    if not days and claim.status in EXECUTED:
        days = [one.on for one in handed]
    return min(days, default=None)


def _carried_out_on(claim: Claim) -> date | None:
    """The last deed counts. A backup that was deferred goes later, and moves nothing."""
    deeds = CARRYING_OUT.get(claim.right, frozenset())
    later = {
        (Deed.DATA_ERASED, one.system) for one in claim.done if one.deed is Deed.ERASURE_DEFERRED
    }
    done = [one for one in claim.done if one.deed in deeds]
    return max((one.on for one in done if (one.deed, one.system) not in later), default=None)
