"""Reminders of what lies ready, was closed or is kept back in part; and of a first day."""

from datetime import date

import pytest

from griffie.domain.law import ExceptionGround, Right
from griffie.domain.model.event import Event
from griffie.domain.request.readings import NEWEST
from griffie.domain.request.reminders import due, misses, next_day, wakes_on
from griffie.domain.request.values import Ready
from tests.given.past import (
    RECEIVED_ON,
    closed,
    doubted,
    excepted,
    extended,
    fulfilled,
    given,
    granted,
    informed,
    no_request,
    received,
    refused,
)
from tests.given.reminders import DAY, DUE_ON, FIVE, KIND, LEADS, kinds

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
UNTIL = date(2026, 5, 4)


@pytest.mark.parametrize("received_on", [RECEIVED_ON, date(2026, 3, 6)], ids=["Thursday", "Friday"])
def test_a_message_in_which_nobody_saw_a_right_is_read_the_next_working_day(
    received_on: date,
) -> None:
    next_working_day = {RECEIVED_ON: date(2026, 3, 6)}.get(received_on, date(2026, 3, 9))
    request = given(received(received_on=received_on))

    reminders = due(request, next_working_day, LEADS)

    assert [one.due_on for one in reminders if one.kind is KIND.READ] == [next_working_day]
    assert KIND.READ not in kinds(request, next_working_day - DAY)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("rights", [(), (ACCESS,)], ids=["a message", "a right"])
def test_what_lies_ready_and_nobody_collected_is_a_reminder_after_its_day(
    rights: tuple[Right, ...],
) -> None:
    request = given(received(*rights))
    request.ready = Ready(RECEIVED_ON, UNTIL)

    assert KIND.UNCOLLECTED not in kinds(request, UNTIL)
    assert KIND.UNCOLLECTED in kinds(request, UNTIL + DAY)


def test_what_was_told_needs_no_collecting() -> None:
    request = given(received(ERASURE), fulfilled(ERASURE), informed(ERASURE))
    request.ready = Ready(RECEIVED_ON, UNTIL)

    assert KIND.UNCOLLECTED not in kinds(request, UNTIL + DAY)


@pytest.mark.law("gdpr/12/3")
def test_a_message_of_which_the_answer_lies_ready_has_no_date_left() -> None:
    request = given(received(), no_request())
    assert next_day(request, DUE_ON, LEADS) == DUE_ON + DAY

    request.ready = Ready(RECEIVED_ON, RECEIVED_ON)

    assert next_day(request, DUE_ON, LEADS) is None


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("past", "wakes"), [((), DUE_ON + DAY), ((doubted(),), None)], ids=["due", "waiting"]
)
def test_a_closed_request_of_which_something_is_left_wakes_when_it_is_missed(
    past: tuple[Event, ...], wakes: date | None
) -> None:
    promised = (granted(ERASURE), informed(ERASURE), closed())
    request = given(received(ERASURE, reading=NEWEST), *past, *promised)

    assert wakes_on(request) == wakes
    assert misses(request, DUE_ON) == ()


KEPT = excepted(ERASURE, ExceptionGround.LEGAL_OBLIGATION, "invoices")


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    ("past", "first", "newest"),
    [
        ((KEPT, fulfilled(ERASURE)), True, False),
        ((refused(ERASURE),), True, True),
        ((refused(ERASURE, proposed=True),), True, True),
        ((granted(ERASURE),), False, False),
        ((), True, True),
    ],
    ids=["kept in part", "refused", "proposed", "granted", "open"],
)
@pytest.mark.parametrize("told", [False, True])
def test_of_the_notice_of_a_no_only_who_may_still_say_no_is_reminded(
    past: tuple[Event, ...], *, first: bool, newest: bool, told: bool
) -> None:
    letters = (informed(ERASURE),) if told else ()
    for reading, reminded in ((1, first), (NEWEST, newest)):
        request = given(received(ERASURE, reading=reading), extended(ERASURE), *past, *letters)
        assert (KIND.REFUSAL_NOTICE in kinds(request, FIVE)) is (reminded and not told)


def test_what_was_told_of_one_right_is_not_told_of_another() -> None:
    request = given(received(ERASURE, ACCESS), extended(ERASURE, ACCESS), informed(ERASURE))
    (notice,) = (one for one in due(request, FIVE, LEADS) if one.kind is KIND.REFUSAL_NOTICE)

    assert notice.rights == (ACCESS,)
