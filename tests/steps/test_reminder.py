"""A reminder joins the request of which it reminds, and is no request of its own."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from griffie.domain.events import RequestLinked
from griffie.domain.law import Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.request.values import Invoked
from griffie.domain.request.vocabulary import Outcome, Relation, Status
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.reminder import ReminderJoined
from tests.given.past import NOW, RECEIVED_ON, given, granted, linked, objection, received

ACCESS, ERASURE, MARKETING = Right.ACCESS, Right.ERASURE, Right.DIRECT_MARKETING_OBJECTION
SAMPLES = (
    ReminderJoined(
        other=UUID(int=2),
        received_on=date(2026, 3, 20),
        claims=(Invoked(right=MARKETING, received_on=date(2026, 3, 20)),),
    ),
)
LATER = RECEIVED_ON + timedelta(days=11)
FIRST = UUID(int=2)


def reminder(*rights: Right) -> RightsRequest:
    return given(received(*rights, received_on=LATER))


@pytest.mark.law("gdpr/12/3")
def test_the_file_of_a_reminder_closes_without_a_decision() -> None:
    request = reminder(ACCESS)

    happened = request.link(NOW, other=FIRST, relation=Relation.REMINDER)

    assert happened == RequestLinked(other=FIRST, relation=Relation.REMINDER, closes=True)
    assert (request.status, request.outcome) == (Status.CLOSED, Outcome.REMINDER)
    assert request.deadline.over


def test_an_old_reminder_stays_as_it_was_recorded() -> None:
    request = given(received(ACCESS), linked(Relation.REMINDER))

    assert request.outcome is None


@pytest.mark.law("gdpr/12/3")
def test_what_was_asked_before_keeps_its_day_and_what_is_new_has_its_own() -> None:
    first = given(received(ACCESS))

    first.join_reminder(NOW, reminder=reminder(ACCESS, MARKETING))

    assert first.counted_from(first.claims[ACCESS]) == RECEIVED_ON
    assert first.counted_from(first.claims[MARKETING]) == LATER
    assert [day for _, day in first.reminded_by] == [LATER]


def test_of_an_unread_first_message_the_first_day_counts() -> None:
    first = given(received())

    first.join_reminder(NOW, reminder=reminder(ERASURE))

    assert first.counted_from(first.claims[ERASURE]) == RECEIVED_ON


def test_what_was_decided_is_no_reminder() -> None:
    request = given(received(ACCESS), granted(ACCESS))

    why = objection(request, "link", other=FIRST, relation=Relation.REMINDER)

    assert str(why) == "something was decided about it: it is a repeat, not a reminder"


def test_a_reminder_comes_after_what_it_reminds_of() -> None:
    why = objection(reminder(ACCESS), "join_reminder", reminder=given(received(ACCESS)))

    assert isinstance(why, OutOfOrderError)


def test_on_the_same_day_it_may_remind_and_each_right_keeps_the_day_of_its_message() -> None:
    first = given(received(ACCESS))
    same_day = given(received(ACCESS))
    added = Invoked(right=MARKETING, received_on=LATER)
    later = given(received(ACCESS, added))

    first.join_reminder(NOW, reminder=same_day)
    happened = first.join_reminder(NOW, reminder=later)

    assert happened.claims == (added,)
