"""Doubt, clarification, extension: what may wait, how long, and what never waits."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import ClarificationAsked, ClarificationReceived, DeadlineExtended
from griffie.domain.law import GDPR, ExtensionGround, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.steps.action import actions
from tests.given.past import (
    NOW,
    WORDS,
    asked,
    clarified,
    closed,
    doubted,
    extended,
    given,
    informed,
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


MARCH_6, MARCH_16 = date(2026, 3, 6), date(2026, 3, 16)


MONTH_ENDS, LAST_DAY = date(2026, 4, 7), date(2026, 6, 5)


WHY: dict[str, Any] = {"grounds": (ExtensionGround.COMPLEXITY,), "explanation": WORDS}


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

    assert proof.startswith("only on a doubt that can be named: never as a matter of course; ")
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
