"""What is presupposed of steps of two subjects or more. Each sentence stands here once.

A rule with a provision forbids in the name of the law; one without only says what comes first.
What only one subject needs stands on its page.
"""

from datetime import date

from griffie.domain.law import GDPR, ExceptionGround, Ground, Right
from griffie.domain.law.national_grounds import NationalGround
from griffie.domain.law.rights import HELD_UP_BY_DOUBT
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.values import Sealed
from griffie.domain.request.claim import UNDECIDED, UNDONE, Claim
from griffie.domain.request.doing import HANDING_OVER
from griffie.domain.request.elsewhere import finished_elsewhere
from griffie.domain.request.hands import in_doubt_on
from griffie.domain.request.part import Part
from griffie.domain.request.state import RequestState
from griffie.domain.request.vocabulary import ClaimStatus, FeeStatus, Identity
from griffie.domain.steps.rule import claim_rule, rule
from griffie.domain.steps.step import Hint

COPIES = {Right.ACCESS, Right.PORTABILITY}


UNPROVEN = {Identity.DOUBTED, Identity.FAILED}


NOT_IN_PLAY = frozenset(
    {
        ClaimStatus.REFUSED,
        ClaimStatus.REFUSAL_PROPOSED,
        ClaimStatus.NOT_APPLICABLE,
        ClaimStatus.WITHDRAWN,
    }
)


@rule("the request is closed: reopen it first")
def still_open(request: RequestState) -> bool:
    """The request is not closed."""
    return request.outcome is None


@rule("the request is not closed: close it first")
def closed(request: RequestState) -> bool:
    """The request is closed."""
    return request.outcome is not None


@rule("the request was merged with another: go on there")
def not_merged(request: RequestState) -> bool:
    """The request does not go on in another one."""
    return not request.merged


@rule("another register finished the request: take what is new in as a request, and link it")
def ours(request: RequestState) -> bool:
    """The request was not finished by another register."""
    return not finished_elsewhere(request)


@rule("the request has been answered: close it, or reopen it when something was left out")
def unanswered(request: RequestState) -> bool:
    """Something has not been told to the requester yet."""
    return not request.answered


@claim_rule(
    "a fee for {right} was proposed: hear whether it is accepted, or waive it", recordable=True
)
def fee_settled(_: RequestState, claim: Claim) -> bool:
    """No fee waits for an answer."""
    return claim.fee is None or claim.fee.standing is FeeStatus.ACCEPTED


def _known_on(request: RequestState, claim: Claim, day: date) -> bool:
    return claim.right not in HELD_UP_BY_DOUBT or not in_doubt_on(request, day)


@claim_rule("the requester's identity is in doubt: verify it first", GDPR(12, 6), held_on=_known_on)
def identity_settled(request: RequestState, claim: Claim) -> bool:
    """The identity is not in doubt, where the right waits for it: Article 12(6)."""
    return claim.right not in HELD_UP_BY_DOUBT or request.identity not in UNPROVEN


@claim_rule("{right} has been decided: revoke that first")
def undecided(_: RequestState, claim: Claim) -> bool:
    """Something of the right was not decided yet."""
    return claim.status is ClaimStatus.OPEN


@claim_rule("a part of {right} has been decided: revoke that first")
def wholly_undecided(_: RequestState, claim: Claim) -> bool:
    """Nothing was decided about the right, nor about a part of it."""
    return not claim.decisions


@claim_rule("{right} has not been decided: grant, refuse or fulfil it first")
def decided(_: RequestState, claim: Claim) -> bool:
    """Something was decided about the right."""
    return claim.status not in UNDECIDED


@claim_rule("only a part of {right} has been decided: decide about the rest, naming no part")
def rest_decided(_: RequestState, claim: Claim) -> bool:
    """Where something was decided about the right, nothing of it is open: Article 12(3), (4)."""
    return claim.status not in UNDECIDED or not claim.decisions


@claim_rule("the requester was informed about {right}: nothing can be moved any more")
def untold(_: RequestState, claim: Claim) -> bool:
    """The requester was not informed about the right."""
    return claim.informed_on is None


@claim_rule(
    "an objection to direct marketing is absolute: stop, and tell the requester", GDPR(21, 3)
)
def refusable(_: RequestState, claim: Claim) -> bool:
    """The right can be refused: an objection to direct marketing cannot, Article 21(3)."""
    return claim.right is not Right.DIRECT_MARKETING_OBJECTION


@claim_rule("withdrawing consent is as easy as giving it: it knows no refusal", GDPR(7, 3))
def not_consent(_: RequestState, claim: Claim) -> bool:
    """The right is no withdrawal of consent: Article 7(3)."""
    return claim.right is not Right.CONSENT_WITHDRAWAL


def _copies_out(request: RequestState) -> bool:
    copies = (request.claims[copy] for copy in COPIES & request.claims.keys())
    return all(copy.status not in UNDONE | UNDECIDED for copy in copies)


def _copies_out_on(request: RequestState, _: Claim, day: date) -> bool:
    """By the days: what was handed over later, in whatever manner, was gone by then."""
    copies = (request.claims[copy] for copy in COPIES & request.claims.keys())
    out = (copy.first(*HANDING_OVER[copy.right]) for copy in copies)
    return _copies_out(request) and all(on is None or on <= day for on in out)


def _copies_out_first(request: RequestState, claim: Claim, day: date) -> bool:
    return claim.right is not Right.ERASURE or _copies_out_on(request, claim, day)


@claim_rule(
    "hand over the copies first: what is erased can no longer be shown",
    GDPR(15, 3),
    held_on=_copies_out_first,
)
def copies_first(request: RequestState, claim: Claim) -> bool:
    """Copies that were asked for went out before erasure is called done: Article 15(3)."""
    return claim.right is not Right.ERASURE or _copies_out(request)


@claim_rule(
    "hand over the copies first: what is erased can no longer be shown",
    GDPR(15, 3),
    held_on=_copies_out_on,
)
def nothing_left_to_show(request: RequestState, _: Claim) -> bool:
    """Copies that were asked for went out before data are erased, also by way of another right."""
    return _copies_out(request)


@claim_rule(
    "{right} was refused, withdrawn or found not applicable: revoke that first, where it can be",
    recordable=True,
)
def in_play(_: RequestState, claim: Claim) -> bool:
    """The right was not refused, withdrawn or found not applicable."""
    return claim.status not in NOT_IN_PLAY


def not_in_doubt(request: RequestState) -> Hint | None:
    """The hint of a deed, where there was a time in which it was in doubt who asks."""
    if request.doubts:
        return Hint("not on a day on which it was in doubt who asks")
    return not_before_instruction(request)


def not_before_instruction(request: RequestState) -> Hint | None:
    """The hint of a deed that a processor does in the name of its principal: Article 28(3)(a)."""
    if request.principal is None or request.principal.instructed_on is None:
        return None
    return Hint("not on a day before the instruction to answer in its name")


def of_that_right(_: RequestState) -> Hint:
    """The hint of steps that take a ground: only one of the right that is named."""
    return Hint("only on a ground of that right, and of a part only what was not decided yet")


def what_is_left(_: RequestState) -> Hint:
    """The hint of steps that decide about a part."""
    return Hint("a part only where it was asked about and nothing of it was decided")


def belongs(ground: Ground | NationalGround, right: Right) -> None:
    """Raises BadInputError where the ground is not one of that right."""
    if right not in ground.rights:
        raise BadInputError("ground", "belongs to another right")


def free_part(claim: Claim, part: Part, *, promised: bool = False) -> Part:
    """The part, once it can be decided: it was asked about, and nothing of it was decided.

    `promised` allows what was granted and is not done. Raises BadInputError and OutOfOrderError.
    """
    for word, asked, named in zip(Part._fields, claim.asked, part, strict=True):
        if asked and not set(named) <= set(asked):
            raise BadInputError(word, "not asked about in this request")
    if claim.decides(part) or (claim.promises(part) and not promised):
        raise OutOfOrderError(wholly_undecided.otherwise, right=claim.right)
    return part


OF_A_LAW = frozenset({ExceptionGround.LEGAL_OBLIGATION, ExceptionGround.AUTHORISED_BY_LAW})
"""The exceptions that rest on Union or Member State law: Articles 17(3)(b) and 22(2)(b)."""


def law_named(ground: ExceptionGround | NationalGround, legal_basis: Sealed | None) -> None:
    """Raises UnlawfulError where the law on which a ground rests is not named: Article 12(4)."""
    if ground in OF_A_LAW and legal_basis is None:
        assert ground.provision is not None
        raise UnlawfulError(
            ground.provision,
            "this rests on a law that is not named: give the Union or Member State law in"
            " legal_basis",
        )
