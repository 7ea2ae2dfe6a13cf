"""What is decided about each right: yes, no, in part, not applicable, or never mind."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import (
    DecisionRevoked,
    FoundNotApplicable,
    Invoked,
    RefusalApproved,
    Refused,
    RefusedAsExcessive,
    RefusedAsUnfounded,
    RightGranted,
)
from griffie.domain.law import GDPR, ExceptionGround, NotApplicableGround, Refusal, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Setting
from griffie.domain.request.vocabulary import ClaimStatus
from griffie.domain.steps.unanswered import WithdrawalApproved
from tests.given.mandates import with_others
from tests.given.past import (
    NOW,
    WORDS,
    closed,
    excepted,
    fulfilled,
    given,
    granted,
    informed,
    objection,
    on,
    received,
    refused,
    reopened,
    revoked,
    withdrawn,
)
from tests.given.said import take_back

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE


MARKETING, CONSENT = Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL


TAX_LAW, EXPRESSION = ExceptionGround.LEGAL_OBLIGATION, ExceptionGround.EXPRESSION


TWO_CATEGORIES = Invoked(right=ERASURE, categories=("contact", "invoices"))


NOTHING_TO_GIVE = NotApplicableGround.NOTHING_TO_GIVE
"""Only for controllers that an act may forbid to tell: tests/steps/test_restricted_part.py."""
FOUR_EYES = Setting(four_eyes=True)


SOMEBODY_ELSE = on(2026, 3, 20, actor="u-18")


WHY: dict[str, Any] = {"necessity": WORDS, "legal_basis": None, "until": None}


BECAUSE: dict[str, Any] = {"ground": Refusal.UNFOUNDED, "demonstration": WORDS}


@pytest.mark.law("gdpr/12/5")
@pytest.mark.parametrize(
    ("ground", "kind"),
    [(Refusal.UNFOUNDED, RefusedAsUnfounded), (Refusal.EXCESSIVE, RefusedAsExcessive)],
)
def test_a_refusal_is_demonstrated_and_named_for_its_ground(
    ground: Refusal, kind: type[Refused]
) -> None:
    request = given(received(ACCESS))

    happened = request.refuse(NOW, right=ACCESS, ground=ground, demonstration=WORDS)

    assert happened == kind(right=ACCESS, ground=ground, demonstration=WORDS)
    assert request.claims[ACCESS].status is ClaimStatus.REFUSED
    assert request.claims[ACCESS].ground == ground


FORBIDDEN_NO = [
    ("refuse", BECAUSE),
    ("apply_exception", {"ground": TAX_LAW, "categories": ()} | WHY),
]


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize(("step", "said"), FORBIDDEN_NO)
def test_direct_marketing_knows_no_exception_and_by_our_policy_no_refusal(
    step: str, said: dict[str, Any]
) -> None:
    why = objection(given(received(MARKETING)), step, right=MARKETING, **said)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(21, 3)


@pytest.mark.law("gdpr/7/3")
@pytest.mark.parametrize(("step", "said"), FORBIDDEN_NO)
def test_withdrawing_consent_knows_no_refusal(step: str, said: dict[str, Any]) -> None:
    why = objection(given(received(CONSENT)), step, right=CONSENT, **said)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(7, 3)


def test_with_four_eyes_a_refusal_is_proposed_and_somebody_else_approves_it() -> None:
    request = given(received(ACCESS, setting=FOUR_EYES))

    proposal = request.refuse(NOW, right=ACCESS, **BECAUSE)
    request.collect_events()
    then = request.claims[ACCESS].status
    own = objection(request, "approve_refusal", right=ACCESS)
    approval = request.approve_refusal(SOMEBODY_ELSE, right=ACCESS)

    assert proposal.proposed
    assert then is ClaimStatus.REFUSAL_PROPOSED
    assert isinstance(own, OutOfOrderError)
    assert str(own) == "who proposed to refuse access cannot approve it: ask somebody else"
    assert approval == RefusalApproved(right=ACCESS)
    assert request.claims[ACCESS].status is ClaimStatus.REFUSED


def test_with_four_eyes_only_an_exception_that_takes_all_is_a_proposal() -> None:
    request = given(received(TWO_CATEGORIES, setting=FOUR_EYES))
    take: dict[str, Any] = {"right": ERASURE, "ground": TAX_LAW, **WHY, "legal_basis": WORDS}

    some = request.apply_exception(NOW, categories=("contact",), **take)
    the_rest = request.apply_exception(NOW, categories=("invoices",), **take)
    then = request.claims[ERASURE].status
    request.approve_refusal(SOMEBODY_ELSE, right=ERASURE)

    assert (some.proposed, the_rest.proposed) == (False, True)
    assert then is ClaimStatus.REFUSAL_PROPOSED
    assert request.claims[ERASURE].status is ClaimStatus.REFUSED


def test_a_proposal_is_no_decision_nothing_is_told_about_it() -> None:
    request = given(received(ACCESS, setting=FOUR_EYES), refused(ACCESS, proposed=True))
    letter: dict[str, Any] = {
        "kind": "refusal",
        "rights": (ACCESS,),
        "sent_on": NOW.today,
        "channel": "email",
    }

    untold = objection(request, "inform", **letter | {"text": None})
    undone = objection(request, "fulfil", right=ACCESS, measures=WORDS)

    assert str(untold) == "access has not been decided: grant, refuse or fulfil it first"
    assert str(undone) == "to refuse access was proposed: approve or revoke that first"


@pytest.mark.parametrize("step", ["revoke_decision", "withdraw"])
def test_a_proposal_can_be_taken_back_by_either_side(step: str) -> None:
    first = received(ACCESS, setting=FOUR_EYES)
    request = given(first, refused(ACCESS, proposed=True))
    agreed = WithdrawalApproved(rights=(ACCESS,), reason=WORDS)
    request.record(agreed, NOW._replace(actor="u-other"))
    said = {"right": ACCESS, "reason": WORDS} if step == "revoke_decision" else take_back(ACCESS)

    getattr(request, step)(NOW, **said)

    assert request.claims[ACCESS].status in {ClaimStatus.OPEN, ClaimStatus.WITHDRAWN}
    assert request.claims[ACCESS].proposed_by is None


def test_without_a_proposal_nothing_is_approved() -> None:
    why = objection(given(received(ACCESS), refused(ACCESS)), "approve_refusal", right=ACCESS)

    assert str(why) == "nobody proposed to refuse access: propose it first"


@pytest.mark.parametrize("ground", sorted({*NotApplicableGround} - {NOTHING_TO_GIVE, "gdpr/15/3"}))
def test_a_right_may_not_be_in_play(ground: NotApplicableGround) -> None:
    right = ground.rights[0]
    request = given(*with_others(right))

    happened = request.find_not_applicable(NOW, right=right, ground=ground, explanation=WORDS)

    assert happened == FoundNotApplicable(right=right, ground=ground, explanation=WORDS)
    assert request.claims[right].status is ClaimStatus.NOT_APPLICABLE
    assert request.claims[right].ground == ground


def test_of_what_was_partly_excepted_the_rest_may_be_found_not_applicable() -> None:
    request = given(received(ERASURE), excepted(ERASURE, TAX_LAW, "invoices"))

    request.find_not_applicable(
        NOW, right=ERASURE, ground=NotApplicableGround.NO_DATA, explanation=WORDS
    )

    assert request.claims[ERASURE].status is ClaimStatus.REFUSED


@pytest.mark.law("gdpr/12/3")
def test_a_promise_is_not_an_execution() -> None:
    request = given(received(ACCESS))

    happened = request.grant(NOW, right=ACCESS)

    assert happened == RightGranted(right=ACCESS)
    assert request.claims[ACCESS].status is ClaimStatus.GRANTED
    assert request.promised
    assert request.execution == "open"


@pytest.mark.parametrize("step", ["grant", "refuse", "apply_exception", "find_not_applicable"])
@pytest.mark.parametrize("past", [granted(ERASURE), fulfilled(ERASURE), refused(ERASURE)])
def test_what_was_decided_is_not_decided_again(past: Event, step: str) -> None:
    said: dict[str, dict[str, Any]] = {
        "grant": {},
        "refuse": BECAUSE,
        "apply_exception": {"ground": TAX_LAW, "categories": (), **WHY},
        "find_not_applicable": {"ground": NotApplicableGround.NO_DATA, "explanation": WORDS},
    }

    why = objection(given(received(ERASURE), past), step, right=ERASURE, **said[step])

    assert isinstance(why, OutOfOrderError)
    assert str(why) == "erasure has been decided: revoke that first"


@pytest.mark.parametrize(
    "past",
    [
        [granted(ERASURE)],
        [refused(ERASURE)],
        [excepted(ERASURE, TAX_LAW, "invoices")],
        [excepted(ERASURE, TAX_LAW)],
        [excepted(ERASURE, TAX_LAW, "invoices"), granted(ERASURE)],
    ],
    ids=["granted", "refused", "excepted", "wholly excepted", "partly granted"],
)
def test_before_the_requester_was_told_a_decision_is_revoked_and_no_clock_moves(
    past: list[Event],
) -> None:
    request = given(received(ERASURE), *past)
    untouched = given(received(ERASURE)).claims[ERASURE]

    happened = request.revoke_decision(NOW, right=ERASURE, reason=WORDS)

    assert happened == DecisionRevoked(right=ERASURE, reason=WORDS)
    assert request.claims[ERASURE] == untouched


@pytest.mark.parametrize("past", [[], [withdrawn(ERASURE)]], ids=["open", "withdrawn"])
def test_where_nothing_was_decided_nothing_is_revoked(past: list[Event]) -> None:
    why = objection(given(received(ERASURE), *past), "revoke_decision", right=ERASURE, reason=WORDS)

    assert str(why) == "nothing was decided about erasure that could be revoked: decide first"


def test_once_the_requester_was_told_a_decision_stands_until_the_request_is_reopened() -> None:
    told = (received(ERASURE), refused(ERASURE), informed(ERASURE))
    june = on(2026, 6, 1)

    why = objection(given(*told), "revoke_decision", right=ERASURE, reason=WORDS)
    request = given(*told, closed(), reopened(), now=june)
    happened = request.revoke_decision(june, right=ERASURE, reason=WORDS)

    assert str(why) == "the requester was informed about erasure: reopen the request first"
    assert happened == DecisionRevoked(
        right=ERASURE, reason=WORDS, counted_from=june.today, anew=True
    )
    assert request.term_of(request.claims[ERASURE]).due_on == date(2026, 7, 1)
    assert request.claims[ERASURE].informed_on is None


def test_what_is_told_anew_after_a_reopening_stands_again() -> None:
    june = on(2026, 6, 1)
    told = (received(ERASURE), refused(ERASURE), informed(ERASURE), closed(), reopened())
    anew = (revoked(ERASURE, june.today), fulfilled(ERASURE), informed(ERASURE, sent_on=june.today))
    request = given(*told, *anew, now=june)

    why = objection(request, "revoke_decision", june, right=ERASURE, reason=WORDS)

    assert str(why) == "the requester was informed about erasure: reopen the request first"


def test_the_same_told_again_after_a_reopening_stands_again_too() -> None:
    told = (received(ERASURE), refused(ERASURE), informed(ERASURE), closed(), reopened())
    june = on(2026, 6, 1)
    request = given(*told, informed(ERASURE, sent_on=june.today), now=june)

    why = objection(request, "revoke_decision", june, right=ERASURE, reason=WORDS)

    assert str(why) == "the requester was informed about erasure: reopen the request first"
