"""Doubt, clarification, extension: what may wait, how long, and what never waits."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import (
    ClarificationAsked,
    ClarificationReceived,
    DeadlineExtended,
    IdentityDoubted,
    IdentityNotEstablished,
    IdentityVerified,
)
from griffie.domain.law import GDPR, ExtensionGround, Right
from griffie.domain.law.deadlines import Standing, Suspension
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.setting import Setting
from griffie.domain.request.vocabulary import ClaimStatus, Identity
from griffie.domain.steps.step import actions
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    asked,
    clarified,
    closed,
    doubted,
    extended,
    fulfilled,
    given,
    granted,
    informed,
    not_established,
    objection,
    on,
    received,
    refused,
    reopened,
    revoked,
    verified,
    withdrawn,
)

ACCESS, ERASURE, OBJECTION = Right.ACCESS, Right.ERASURE, Right.OBJECTION
MARKETING, CONSENT = Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL
AUTOMATED = Right.AUTOMATED_DECISION
HELD_UP = [*(right for right in Right if right.provision.article in range(15, 22))]
HELD_UP.remove(MARKETING)
MARCH_6, MARCH_16 = date(2026, 3, 6), date(2026, 3, 16)
MONTH_ENDS, LAST_DAY = date(2026, 4, 7), date(2026, 6, 5)
WHY: dict[str, Any] = {"grounds": (ExtensionGround.COMPLEXITY,), "explanation": WORDS}


@pytest.mark.law("gdpr/12/6")
def test_a_doubt_says_its_grounds_and_asks_for_what_is_needed() -> None:
    request = given(received(ACCESS))

    happened = request.doubt_identity(NOW, grounds=WORDS, asked_on=MARCH_6, asked_for=WORDS)

    assert happened == IdentityDoubted(grounds=WORDS, asked_on=MARCH_6, asked_for=WORDS)
    assert request.identity is Identity.DOUBTED


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("right", HELD_UP)
def test_doubt_holds_up_articles_15_to_21(right: Right) -> None:
    why = objection(given(received(right), doubted()), "fulfil", right=right, measures=WORDS)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 6)


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("right", [CONSENT, AUTOMATED, MARKETING])
def test_doubt_holds_up_neither_consent_nor_article_22_nor_by_our_policy_direct_marketing(
    right: Right,
) -> None:
    request = given(received(right), doubted())

    request.fulfil(NOW, right=right, measures=WORDS)

    assert request.claims[right].status is ClaimStatus.FULFILLED


def test_every_right_is_either_held_up_by_doubt_or_not() -> None:
    assert {*HELD_UP, CONSENT, AUTOMATED, MARKETING} == {*Right}


@pytest.mark.law("gdpr/12/6")
def test_doubt_stops_only_the_clocks_of_the_rights_it_concerns() -> None:
    request = given(received(ACCESS, AUTOMATED, MARKETING), doubted(MARCH_6))

    standings = {
        right: request.deadline_of(claim).standing(MARCH_6)
        for right, claim in request.claims.items()
    }

    assert standings[ACCESS] is Standing.SUSPENDED
    assert standings[AUTOMATED] is Standing.ON_TRACK
    assert standings[MARKETING] is Standing.DUE_SOON


@pytest.mark.law("gdpr/12/6")
def test_proof_that_came_late_lengthens_only_the_terms_it_concerns() -> None:
    request = given(received(ACCESS, AUTOMATED), doubted(MARCH_6), verified(MARCH_16))

    waited, ran_on = (request.term_of(claim) for claim in request.claims.values())

    assert (waited.suspended_days, ran_on.suspended_days) == (10, 0)
    assert (waited.due_on, ran_on.due_on) == (date(2026, 4, 15), MONTH_ENDS)
    assert waited.strict_due_on == MONTH_ENDS


def test_a_policy_that_never_waits_moves_nothing() -> None:
    strict = Setting(policy=Suspension.NONE)
    request = given(received(ACCESS, setting=strict), doubted(MARCH_6), verified(MARCH_16))

    assert request.deadline.term.due_on == MONTH_ENDS


@pytest.mark.law("gdpr/12/6")
def test_identity_is_verified_and_the_proof_counts_from_the_day_it_came_in() -> None:
    request = given(received(ACCESS), doubted(MARCH_6))
    later = date(2026, 3, 18)

    happened = request.verify_identity(NOW, method=WORDS, verified_on=later, received_on=MARCH_16)

    assert happened == IdentityVerified(method=WORDS, verified_on=later, received_on=MARCH_16)
    assert request.identity is Identity.VERIFIED
    assert request.deadline.term.suspended_days == 10


def test_without_another_day_the_proof_came_on_the_day_it_was_verified() -> None:
    request = given(received(ACCESS), doubted(MARCH_6))

    happened = request.verify_identity(NOW, method=WORDS, verified_on=MARCH_16, received_on=None)

    assert happened.received_on == MARCH_16


def test_identity_can_be_verified_without_a_doubt() -> None:
    request = given(received(ACCESS))

    request.verify_identity(NOW, method=WORDS, verified_on=MARCH_16, received_on=None)

    assert request.identity is Identity.VERIFIED
    assert request.deadline.term.suspended_days == 0


@pytest.mark.parametrize(
    ("verified_on", "received_on", "word"),
    [
        (MARCH_6, MARCH_16, "received_on"),
        (MARCH_16, RECEIVED_ON, "received_on"),
        (RECEIVED_ON, None, "verified_on"),
    ],
    ids=["verified before it came", "came before it was asked", "verified before it was asked"],
)
def test_proof_comes_after_it_was_asked_for_and_before_it_was_verified(
    verified_on: date, received_on: date | None, word: str
) -> None:
    request = given(received(ACCESS), doubted(MARCH_6))

    why = objection(
        request, "verify_identity", method=WORDS, verified_on=verified_on, received_on=received_on
    )

    assert isinstance(why, BadInputError)
    assert why.word == word


@pytest.mark.law("gdpr/12/6")
def test_identity_is_doubted_once() -> None:
    said: dict[str, Any] = {"grounds": WORDS, "asked_on": MARCH_16, "asked_for": WORDS}

    again = objection(given(received(ACCESS), doubted()), "doubt_identity", **said)
    after_proof = objection(
        given(received(ACCESS), doubted(), verified(MARCH_6)), "doubt_identity", **said
    )

    assert isinstance(again, UnlawfulError)
    assert isinstance(after_proof, UnlawfulError)
    assert again.provision == after_proof.provision == GDPR(12, 6)


@pytest.mark.law("gdpr/12/6")
def test_without_proof_the_claims_of_articles_15_to_21_are_refused_and_no_other() -> None:
    rights = (ACCESS, ERASURE, CONSENT, AUTOMATED, MARKETING)
    request = given(received(*rights), doubted(MARCH_6))

    happened = request.fail_identity(NOW, reason=WORDS, received_on=MARCH_16)

    assert happened == IdentityNotEstablished(
        reason=WORDS, received_on=MARCH_16, rights=(ACCESS, ERASURE)
    )
    refused_now = {right for right, claim in request.claims.items() if claim.status == "refused"}
    assert refused_now == {ACCESS, ERASURE}
    assert request.claims[ACCESS].ground == "gdpr/12/6"
    assert request.identity is Identity.FAILED


def test_failing_leaves_alone_what_was_over() -> None:
    request = given(
        received(ACCESS, ERASURE, OBJECTION), fulfilled(ACCESS), withdrawn(ERASURE), doubted()
    )

    happened = request.fail_identity(NOW, reason=WORDS, received_on=None)

    assert happened.rights == (OBJECTION,)
    assert happened.received_on == NOW.today


def test_a_promise_does_not_outlive_a_failed_proof() -> None:
    request = given(received(ACCESS), granted(ACCESS), doubted())

    request.fail_identity(NOW, reason=WORDS, received_on=None)

    assert request.claims[ACCESS].status is ClaimStatus.REFUSED


@pytest.mark.law("gdpr/12/6")
def test_who_failed_can_still_prove_and_the_refusal_is_then_taken_back() -> None:
    request = given(received(ACCESS), doubted(), not_established(ACCESS))

    request.verify_identity(NOW, method=WORDS, verified_on=MARCH_16, received_on=None)
    request.revoke_decision(NOW, right=ACCESS, reason=WORDS)
    request.fulfil(NOW, right=ACCESS, measures=WORDS)

    assert request.claims[ACCESS].status is ClaimStatus.FULFILLED


@pytest.mark.law("gdpr/12/6")
def test_a_right_that_is_read_into_it_after_the_proof_failed_is_refused_by_the_same_way() -> None:
    request = given(received(ACCESS), doubted(), not_established(ACCESS))
    settled = objection(request, "fail_identity", reason=WORDS, received_on=None)

    request.add_claim(NOW, right=ERASURE, purposes=(), categories=())
    happened = request.fail_identity(NOW, reason=WORDS, received_on=None)

    assert str(settled) == "nothing waits for a proof of identity: ask for proof first"
    assert happened.rights == (ERASURE,)
    assert request.claims[ERASURE].ground == "gdpr/12/6"


def test_without_a_doubt_nothing_fails() -> None:
    why = objection(given(received(ACCESS)), "fail_identity", reason=WORDS, received_on=None)

    assert isinstance(why, OutOfOrderError)
    assert str(why) == "nothing waits for a proof of identity: ask for proof first"


@pytest.mark.law("gdpr/recital/63")
def test_one_may_ask_which_data_are_meant_and_the_clock_waits_for_every_right() -> None:
    request = given(received(ACCESS, AUTOMATED))

    question = request.ask_clarification(NOW, question=WORDS, asked_on=MARCH_6)
    standings = {request.deadline_of(one).standing(MARCH_6) for one in request.claims.values()}
    answer = request.receive_clarification(NOW, answer=WORDS, received_on=MARCH_16)

    assert question == ClarificationAsked(question=WORDS, asked_on=MARCH_6)
    assert standings == {Standing.SUSPENDED}
    assert answer == ClarificationReceived(answer=WORDS, received_on=MARCH_16)
    assert {request.term_of(one).suspended_days for one in request.claims.values()} == {10}


def test_an_answer_to_one_question_does_not_end_the_other() -> None:
    request = given(received(ACCESS), doubted(MARCH_6), asked(MARCH_6), clarified(MARCH_16))

    assert request.deadline.standing(MARCH_16) is Standing.SUSPENDED


def test_an_answer_comes_after_its_question() -> None:
    request = given(received(ACCESS), asked(MARCH_16))

    why = objection(request, "receive_clarification", answer=WORDS, received_on=MARCH_6)

    assert isinstance(why, BadInputError)
    assert (why.word, str(why)) == ("received_on", "before the question")


def test_one_question_at_a_time_but_more_than_one_in_the_end() -> None:
    request = given(received(ACCESS), asked(MARCH_6))

    why = objection(request, "ask_clarification", question=WORDS, asked_on=MARCH_16)
    request.receive_clarification(NOW, answer=WORDS, received_on=MARCH_16)
    request.ask_clarification(NOW, question=WORDS, asked_on=MARCH_16)

    assert str(why) == "a question to the requester is still open: record the answer first"
    assert len(request.pauses) == 2


@pytest.mark.law("gdpr/12/3")
def test_two_further_months_told_within_the_first_with_the_reasons() -> None:
    request = given(received(ACCESS, ERASURE))
    grounds = (ExtensionGround.NUMBER, ExtensionGround.COMPLEXITY, ExtensionGround.NUMBER)

    happened = request.extend_deadline(
        NOW, grounds=grounds, explanation=WORDS, notified_on=MARCH_16, rights=(ACCESS,)
    )

    assert happened == DeadlineExtended(
        grounds=(ExtensionGround.COMPLEXITY, ExtensionGround.NUMBER),
        explanation=WORDS,
        notified_on=MARCH_16,
        rights=(ACCESS,),
    )
    assert request.term_of(request.claims[ACCESS]).due_on == LAST_DAY
    assert request.term_of(request.claims[ERASURE]).due_on == MONTH_ENDS
    assert request.deadline.term.due_on == MONTH_ENDS


@pytest.mark.law("gdpr/12/3")
def test_an_extension_is_judged_by_the_day_it_was_told_not_the_day_it_is_typed() -> None:
    typing_late = on(2026, 4, 20)
    request = given(received(ACCESS))

    why = objection(
        request, "extend_deadline", typing_late, notified_on=date(2026, 4, 8), rights=(), **WHY
    )
    request.extend_deadline(typing_late, notified_on=MONTH_ENDS, rights=(), **WHY)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 3)
    assert str(why) == "the first month ended on 2026-04-07: answer now"
    assert request.deadline.term.due_on == LAST_DAY


@pytest.mark.law("gdpr/12/6")
@pytest.mark.law("gdpr/recital/63")
def test_what_a_question_to_the_requester_is_for_is_said_beforehand() -> None:
    listed = {action.command: action for action in actions(given(received(ACCESS)))}

    proof, which = str(listed["doubt_identity"].hint), str(listed["ask_clarification"].hint)

    assert proof == "only on a doubt that can be named: never as a matter of course"
    assert which.endswith("which right is for you to see")


@pytest.mark.law("gdpr/12/3")
def test_the_last_day_for_the_notice_is_said_beforehand() -> None:
    listed = {action.command: action for action in actions(given(received(ACCESS)))}

    assert str(listed["extend_deadline"].hint) == "only if the notice was sent by 2026-04-07"


@pytest.mark.law("gdpr/12/3")
def test_waiting_for_proof_does_not_lengthen_the_month_in_which_to_extend() -> None:
    request = given(received(ACCESS), doubted(MARCH_6), verified(date(2026, 3, 26)))

    why = objection(
        request, "extend_deadline", on(2026, 4, 20), notified_on=date(2026, 4, 8), rights=(), **WHY
    )

    assert request.deadline.term.due_on == date(2026, 4, 27)
    assert isinstance(why, UnlawfulError)


@pytest.mark.law("gdpr/12/3")
def test_the_law_knows_one_extension_of_a_claim() -> None:
    request = given(received(ACCESS, ERASURE), extended(ACCESS))

    why = objection(
        request, "extend_deadline", notified_on=MARCH_16, rights=(ERASURE, ACCESS), **WHY
    )
    the_rest = request.extend_deadline(NOW, notified_on=MARCH_16, rights=(), **WHY)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 3)
    assert the_rest.rights == (ERASURE,)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("right", [CONSENT, MARKETING])
def test_what_takes_effect_at_once_is_not_extended(right: Right) -> None:
    request = given(received(ACCESS, right))

    why = objection(request, "extend_deadline", notified_on=MARCH_16, rights=(right,), **WHY)
    the_rest = request.extend_deadline(NOW, notified_on=MARCH_16, rights=(), **WHY)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 3)
    assert str(why).startswith(f"{right} takes effect at once: nothing can be extended")
    assert the_rest.rights == (ACCESS,)


@pytest.mark.parametrize("right", [CONSENT, MARKETING])
def test_what_takes_effect_at_once_is_due_in_two_working_days_by_our_policy(right: Right) -> None:
    request = given(received(ACCESS, right), asked(MARCH_6))

    assert request.deadline.term.due_on == date(2026, 3, 9)


def test_neither_what_was_answered_nor_what_was_withdrawn_is_extended() -> None:
    request = given(
        received(ACCESS, ERASURE, OBJECTION), refused(ACCESS), informed(ACCESS), withdrawn(ERASURE)
    )
    extend = "extend_deadline"

    told = objection(request, extend, notified_on=MARCH_16, rights=(ACCESS,), **WHY)
    gone = objection(request, extend, notified_on=MARCH_16, rights=(ERASURE,), **WHY)
    the_rest = request.extend_deadline(NOW, notified_on=MARCH_16, rights=(), **WHY)

    assert str(told) == "the requester was informed about access: nothing can be moved any more"
    assert str(gone) == "erasure was withdrawn: nothing more is asked"
    assert the_rest.rights == (OBJECTION,)


@pytest.mark.law("gdpr/12/3")
def test_after_a_reopening_only_the_new_clock_decides_on_an_extension() -> None:
    past = (received(ACCESS, ERASURE), refused(ACCESS), withdrawn(ERASURE), informed(ACCESS))
    june = on(2026, 6, 1)
    request = given(*past, closed(), reopened(), revoked(ACCESS, june.today), now=june)

    happened = request.extend_deadline(june, notified_on=june.today, rights=(), **WHY)

    assert happened.rights == (ACCESS,)
    assert request.term_of(request.claims[ACCESS]).due_on == date(2026, 9, 1)
