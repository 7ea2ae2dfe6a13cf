"""Of several clocks, the one that counts: the earliest open, else one missed, else the last."""

from dataclasses import replace
from datetime import date

import pytest

from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.event import Event
from griffie.domain.rights_request import RightsRequest
from tests.given.past import (
    asked,
    clarified,
    doubted,
    extended,
    fulfilled,
    given,
    granted,
    informed,
    received,
    revoked,
    verified,
    withdrawn,
)

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
MONTH_ENDS, THREE_MONTHS_END = date(2026, 4, 7), date(2026, 6, 5)


def with_erasure_extended(*then: Event) -> RightsRequest:
    return given(received(ACCESS, ERASURE), extended(ERASURE), *then)


@pytest.mark.law("gdpr/12/3")
def test_what_is_told_on_the_last_day_is_not_late() -> None:
    both_told = (informed(ACCESS, sent_on=MONTH_ENDS), informed(ERASURE, sent_on=MONTH_ENDS))
    request = with_erasure_extended(fulfilled(ACCESS), fulfilled(ERASURE), *both_told)

    assert request.deadline.term.due_on == THREE_MONTHS_END
    assert request.deadline.standing(THREE_MONTHS_END) is Standing.MET


@pytest.mark.law("gdpr/12/3")
def test_one_right_told_a_day_late_makes_the_whole_late() -> None:
    late = informed(ACCESS, sent_on=date(2026, 4, 8))
    in_time = informed(ERASURE, sent_on=date(2026, 4, 8))
    request = with_erasure_extended(fulfilled(ACCESS), fulfilled(ERASURE), late, in_time)

    assert request.deadline.term.due_on == MONTH_ENDS
    assert request.deadline.standing(THREE_MONTHS_END) is Standing.MISSED


def test_once_told_the_clock_of_what_was_withdrawn_counts_no_more() -> None:
    told = informed(ACCESS, sent_on=date(2026, 4, 1))
    request = with_erasure_extended(fulfilled(ACCESS), told, withdrawn(ERASURE))

    assert request.deadline.term.due_on == MONTH_ENDS


def test_of_what_waits_the_earliest_counts_and_of_what_was_withdrawn_the_last() -> None:
    waiting = with_erasure_extended()
    over = with_erasure_extended(withdrawn(ACCESS, ERASURE))

    assert waiting.deadline.term.due_on == MONTH_ENDS
    assert over.deadline.term.due_on == THREE_MONTHS_END


@pytest.mark.law("gdpr/12/3")
def test_what_was_told_late_stays_late_when_it_is_withdrawn() -> None:
    told = informed(ACCESS, sent_on=date(2026, 4, 8))
    request = given(received(ACCESS), granted(ACCESS), told, withdrawn(ACCESS))

    assert request.deadline.standing(date(2026, 4, 9)) is Standing.MISSED


def test_every_question_is_answered_once() -> None:
    first = (asked(date(2026, 3, 6)), clarified(date(2026, 3, 9)))
    second = (asked(date(2026, 3, 10)), clarified(date(2026, 3, 12)))

    request = given(received(ACCESS), *first, *second)

    assert [pause[:2] for pause in request.pauses] == [
        (date(2026, 3, 6), date(2026, 3, 9)),
        (date(2026, 3, 10), date(2026, 3, 12)),
    ]


@pytest.mark.law("gdpr/12/6")
def test_a_proof_answers_the_doubt_and_not_the_other_question() -> None:
    questions = (doubted(date(2026, 3, 6)), asked(date(2026, 3, 6)))

    request = given(received(ACCESS), *questions, verified(date(2026, 3, 9)))

    assert [pause.answered_on for pause in request.pauses] == [date(2026, 3, 9), None]


def test_a_clock_that_began_anew_forgets_the_questions_before_it() -> None:
    request = given(received(ACCESS), asked(date(2026, 3, 6)))
    anew = request.claims[ACCESS]

    the_day_after = replace(anew, since=date(2026, 3, 7))
    that_day = replace(anew, since=date(2026, 3, 6))

    assert not request.term_of(the_day_after).waiting
    assert request.term_of(that_day).waiting


def test_a_decision_revoked_after_the_answer_counts_anew_and_unextended() -> None:
    told = informed(ERASURE, sent_on=date(2026, 4, 1))
    anew = revoked(ERASURE, counted_from=date(2026, 4, 10))

    request = given(received(ERASURE), extended(ERASURE), fulfilled(ERASURE), told, anew)

    assert request.deadline.term.nominal_on == date(2026, 5, 10)
    assert request.deadline.informed_on is None
