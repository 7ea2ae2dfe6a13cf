"""What was missed and what was not: an answer too late, a no after the first month."""

from datetime import date

import pytest

from griffie.domain.events import DeadlineMissed
from griffie.domain.law import GDPR, ExceptionGround, Right
from griffie.domain.model.event import Event
from griffie.domain.request.reminder_purposes import LIMITS
from griffie.domain.request.reminders import due, misses, wakes_on
from griffie.domain.request.values import Missed
from griffie.domain.request.vocabulary import Limit, Relation
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    closed,
    excepted,
    extended,
    fulfilled,
    given,
    informed,
    linked,
    no_request,
    not_applicable,
    received,
    refused,
    withdrawn,
)
from tests.given.reminders import (
    ACKNOWLEDGED,
    DAY,
    DUE_ON,
    EXTENDED_ON,
    FIVE,
    KIND,
    LEADS,
    ONE,
    at,
    kinds,
    ticked,
)

ACCESS, ERASURE, MARKETING = Right.ACCESS, Right.ERASURE, Right.DIRECT_MARKETING_OBJECTION


@pytest.mark.law("gdpr/12/3")
def test_an_answer_that_came_too_late_was_missed_also_where_nobody_looked_in_between() -> None:
    late = informed(ACCESS, sent_on=DUE_ON + 2 * DAY)
    request = given(received(ACCESS), fulfilled(ACCESS), late, closed())

    assert ticked(request, DUE_ON + 9 * DAY) == [
        DeadlineMissed(limit=Limit.ANSWER, right=ACCESS, due_on=DUE_ON)
    ]
    assert wakes_on(request) is None


@pytest.mark.law("gdpr/12/3")
def test_an_answer_in_time_a_withdrawal_and_a_duplicate_miss_nothing() -> None:
    answered = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS, sent_on=DUE_ON))
    over = given(received(ACCESS), withdrawn(ACCESS))
    merged = given(received(ACCESS), linked(Relation.DUPLICATE))

    for request in (answered, over, merged):
        assert misses(request, date(2027, 1, 1)) == ()
        assert due(request, ONE, LEADS) == ()


@pytest.mark.law("gdpr/12/3")
def test_a_withdrawal_undoes_no_miss() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    request.withdraw(at(DUE_ON + 3 * DAY), rights=(ACCESS,), on=DUE_ON + 3 * DAY, words=WORDS)

    assert misses(request, DUE_ON + 9 * DAY) == (Missed(Limit.ANSWER, ACCESS, DUE_ON),)


@pytest.mark.law("gdpr/12/3")
def test_mail_in_which_nobody_recognised_a_right_has_a_deadline_to_miss() -> None:
    request = given(received(), ACKNOWLEDGED)
    said = ticked(request, DUE_ON + DAY)
    missed = [one for one in said if isinstance(one, DeadlineMissed)]

    request.add_claim(NOW, right=ACCESS, received_on=RECEIVED_ON, purposes=(), categories=())

    assert missed == [DeadlineMissed(limit=Limit.ANSWER, right=None, due_on=DUE_ON)]
    assert misses(request, DUE_ON + DAY) == (), "it was missed once, whatever it was"


@pytest.mark.law("gdpr/12/3")
def test_what_was_found_to_be_no_request_and_told_in_time_is_no_miss() -> None:
    request = given(received(), no_request(), informed(sent_on=RECEIVED_ON))

    assert misses(request, date(2027, 1, 1)) == ()


@pytest.mark.law("gdpr/12/4")
def test_a_refusal_is_to_be_told_in_the_first_month_although_the_answer_has_three() -> None:
    request = given(received(ACCESS), extended(ACCESS), refused(ACCESS))

    before, after = kinds(request, FIVE), misses(request, DUE_ON + DAY)

    assert KIND.REFUSAL_NOTICE in before
    assert after == (Missed(Limit.REFUSAL_NOTICE, ACCESS, DUE_ON),)
    assert LIMITS[Limit.REFUSAL_NOTICE] == GDPR(12, 4)


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    "no",
    [
        refused(ACCESS),
        not_applicable(ACCESS),
        excepted(ACCESS, ExceptionGround.COPY_HARMS_OTHERS, "photos"),
    ],
    ids=["refused", "not applicable", "in part"],
)
def test_a_no_that_is_told_after_the_first_month_is_recorded_as_late(no: Event) -> None:
    told = informed(ACCESS, sent_on=DUE_ON + DAY)
    request = given(received(ACCESS), extended(ACCESS), no, told)

    assert misses(request, EXTENDED_ON) == (Missed(Limit.REFUSAL_NOTICE, ACCESS, DUE_ON),)


@pytest.mark.law("gdpr/12/4")
def test_an_extended_request_that_nobody_decided_is_reminded_of_the_last_day_for_a_no() -> None:
    request = given(received(ACCESS), extended(ACCESS))

    assert KIND.REFUSAL_NOTICE in kinds(request, FIVE)
    assert misses(request, EXTENDED_ON) == (), "what may still be a yes is not late"


@pytest.mark.law("gdpr/12/4")
def test_a_refusal_that_is_only_proposed_is_not_yet_told_late() -> None:
    request = given(received(ACCESS), extended(ACCESS), refused(ACCESS, proposed=True))

    assert KIND.REFUSAL_NOTICE in kinds(request, FIVE)
    assert misses(request, EXTENDED_ON) == ()


@pytest.mark.law("gdpr/12/4")
def test_without_extension_one_miss_says_it_all() -> None:
    request = given(received(ACCESS), refused(ACCESS))

    assert misses(request, DUE_ON + DAY) == (Missed(Limit.ANSWER, ACCESS, DUE_ON),)
