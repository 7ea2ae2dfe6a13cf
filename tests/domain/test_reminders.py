"""What the calendar says of a request: of what somebody is reminded, and what was missed."""

from datetime import date, timedelta
from typing import Any

import pytest

from griffie.domain.events import DeadlineMissed, ReminderRaised, SearchAsked
from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.lead_times import Leads
from griffie.domain.model.setting import Controller
from griffie.domain.request.reminder_purposes import PROVISIONS
from griffie.domain.request.reminders import (
    Reminder,
    due,
    misses,
    newest_unsettled,
    next_day,
    wakes_on,
)
from griffie.domain.request.values import Missed
from griffie.domain.request.vocabulary import Limit, Relation
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    closed,
    doubted,
    fulfilled,
    given,
    informed,
    linked,
    objection,
    on,
    received,
    verified,
)
from tests.given.reminders import (
    ACKNOWLEDGED,
    DAY,
    DUE_ON,
    FIVE,
    KIND,
    LEADS,
    ONE,
    TARGET_ON,
    THREE,
    kinds,
    ticked,
)

ACCESS, ERASURE, MARKETING = Right.ACCESS, Right.ERASURE, Right.DIRECT_MARKETING_OBJECTION


@pytest.mark.law("gdpr/12/3")
def test_somebody_is_reminded_five_three_and_one_working_day_before_the_answer_is_due() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    said = {day: kinds(request, day) for day in (FIVE - DAY, FIVE, THREE, ONE, DUE_ON)}
    raised = ticked(request, FIVE)

    assert KIND.ANSWER not in said[FIVE - DAY]
    assert all(KIND.ANSWER in said[day] for day in (FIVE, THREE, ONE, DUE_ON))
    assert ReminderRaised(kind=KIND.ANSWER, due_on=DUE_ON, rights=(ACCESS,)) in raised


@pytest.mark.law("gdpr/12/3")
def test_each_reminder_is_raised_once_and_the_next_when_its_day_comes() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)
    days = [RECEIVED_ON + n * DAY for n in range((DUE_ON - RECEIVED_ON).days + 1)]

    raised = [(day, event) for day in days for event in ticked(request, day)]

    answers = [day for day, event in raised if event.kind is KIND.ANSWER]  # type: ignore[attr-defined]
    assert answers == [FIVE, THREE, ONE]


@pytest.mark.law("gdpr/12/3")
def test_after_days_without_a_clock_one_reminder_stands_for_those_that_were_not_raised() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    ticked(request, ONE)
    again = ticked(request, ONE)

    said = [event for event in request.pending_events if isinstance(event, ReminderRaised)]
    assert [event.kind for event in said].count(KIND.ANSWER) == 1
    assert again == []


@pytest.mark.law("gdpr/12/3")
def test_what_is_past_is_missed_and_no_longer_due_soon() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    said = ticked(request, DUE_ON + DAY)

    assert said == [DeadlineMissed(limit=Limit.ANSWER, right=ACCESS, due_on=DUE_ON)]
    assert ticked(request, DUE_ON + 30 * DAY) == []


@pytest.mark.law("reg/1182-71/3/4")
def test_our_own_target_is_the_last_working_day_of_the_month_that_has_one() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    said = due(request, TARGET_ON - 4 * DAY, LEADS)

    assert Reminder(KIND.TARGET, TARGET_ON, None, (ACCESS,)) in said
    assert PROVISIONS[KIND.TARGET] is None, "our policy is not cited as law"


@pytest.mark.law("gdpr/12/3")
def test_while_the_clock_stands_still_the_strict_date_still_comes_near() -> None:
    request = given(received(ACCESS), doubted())

    said = kinds(request, ONE)

    assert KIND.ANSWER not in said
    assert KIND.REFUSAL_NOTICE in said  # on the same day the notice of Article 12(4)
    assert misses(request, DUE_ON + DAY) == ()


@pytest.mark.law("gdpr/12/3")
def test_of_a_date_that_waiting_moved_the_strict_date_stays_one_to_be_reminded_of() -> None:
    request = given(received(ACCESS), doubted(), verified(RECEIVED_ON + 7 * DAY), fulfilled(ACCESS))
    strict = due(request, ONE, LEADS)
    later = due(request, date(2026, 4, 10), LEADS)

    assert Reminder(KIND.STRICT, DUE_ON, None, (ACCESS,)) in strict
    assert Reminder(KIND.ANSWER, date(2026, 4, 13), None, (ACCESS,)) in later


@pytest.mark.law("gdpr/12/3")
def test_rights_with_the_same_date_are_one_reminder_and_each_is_missed() -> None:
    request = given(received(ACCESS, ERASURE), ACKNOWLEDGED)

    reminded = due(request, FIVE, LEADS)
    missed = misses(request, DUE_ON + DAY)

    assert Reminder(KIND.ANSWER, DUE_ON, None, (ACCESS, ERASURE)) in reminded
    assert missed == (Missed(Limit.ANSWER, ACCESS, DUE_ON), Missed(Limit.ANSWER, ERASURE, DUE_ON))


@pytest.mark.law("gdpr/21/3")
@pytest.mark.law("gdpr/7/3")
@pytest.mark.parametrize("right", [MARKETING, Right.CONSENT_WITHDRAWAL])
def test_what_takes_effect_at_once_is_reminded_of_at_once_and_missed_in_two_days(
    right: Right,
) -> None:
    request = given(received(right))
    due_on = date(2026, 3, 9)

    said = [ticked(request, RECEIVED_ON + n * DAY) for n in range(6)]

    assert [event for day in said for event in day] == [
        ReminderRaised(kind=KIND.AT_ONCE, due_on=due_on, rights=(right,)),
        ReminderRaised(kind=KIND.AT_ONCE, due_on=due_on, rights=(right,)),
        DeadlineMissed(limit=Limit.AT_ONCE, right=right, due_on=due_on),
    ]


def test_what_is_not_due_is_not_recorded() -> None:
    request = given(received(ACCESS))
    answer: dict[str, Any] = {"due_on": DUE_ON, "about": None, "rights": (ACCESS,)}

    too_early = objection(request, "raise_reminder", kind=KIND.ANSWER, **answer)
    not_ours = objection(
        request, "raise_reminder", kind=KIND.SEARCH, due_on=NOW.today, about="crm", rights=()
    )
    not_yet = objection(request, "miss_deadline", limit=Limit.ANSWER, right=ACCESS, due_on=DUE_ON)
    nobody_s = objection(request, "miss_deadline", limit=Limit.ANSWER, right=ERASURE, due_on=DUE_ON)

    assert all(isinstance(one, OutOfOrderError) for one in (too_early, not_ours, not_yet))
    assert isinstance(nobody_s, BadInputError)


def test_a_tier_of_the_file_is_reminded_of_once_and_not_before_its_day() -> None:
    request = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())
    tier: dict[str, Any] = {"kind": KIND.RETENTION, "about": "t2", "rights": ()}

    raised = request.raise_reminder(NOW, due_on=NOW.today, **tier)

    assert raised == ReminderRaised(kind=KIND.RETENTION, due_on=NOW.today, about="t2")
    for due_on in (NOW.today, NOW.today + DAY):
        with pytest.raises(OutOfOrderError):
            request.raise_reminder(NOW, due_on=due_on, **tier)


def test_a_controller_chooses_when_it_is_reminded() -> None:
    request = given(received(ACCESS))
    leads = Leads(before=(10,), tasks=(), silence=3)
    now = on(2026, 3, 23, controller=Controller(leads=leads))

    said = due(request, now.today, leads)
    raised = request.raise_reminder(now, **said[0]._asdict())

    assert [one.kind for one in said] == [KIND.ANSWER, KIND.TARGET, KIND.UNTOUCHED]
    assert raised.due_on == DUE_ON


def test_a_day_beyond_the_calendar_is_reminded_of_on_the_day_itself() -> None:
    far = date(2060, 1, 1)
    request = given(received(ACCESS), SearchAsked(system="crm", due_on=far))

    assert due(request, far - DAY, LEADS) == ()
    assert due(request, far, LEADS)[-1] == Reminder(KIND.SEARCH, far, "crm")


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_there_is_can_be_named(day: date) -> None:
    over = (fulfilled(ACCESS), informed(ACCESS), closed())
    request = given(received(ACCESS), SearchAsked(system="crm", due_on=day), *over)

    assert due(request, NOW.today, LEADS) == (() if day == date.max else (search_by(day),))
    assert wakes_on(request) == max(day, date.min + timedelta(weeks=6)) - timedelta(weeks=6)


def search_by(day: date) -> Reminder:
    return Reminder(KIND.SEARCH, day, "crm")


def test_the_newest_reminder_stands_until_it_is_settled() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)
    ticked(request, FIVE)
    open_ = newest_unsettled(request, LEADS)

    request.record(fulfilled(ACCESS), NOW)
    request.record(informed(ACCESS), NOW)

    assert open_
    assert (open_.kind, open_.due_on) == (KIND.ANSWER, DUE_ON)
    assert newest_unsettled(request, LEADS) is None


def test_the_next_day_on_which_there_is_something_to_say_is_known() -> None:
    request = given(received(ACCESS), ACKNOWLEDGED)

    assert next_day(request, DUE_ON, LEADS) == DUE_ON + DAY
    assert next_day(request, DUE_ON + DAY, LEADS) is None


def test_a_register_wakes_what_is_open_and_of_what_is_closed_only_what_still_waits() -> None:
    search = SearchAsked(system="crm", due_on=DUE_ON)
    over = (fulfilled(ACCESS), informed(ACCESS), closed())

    assert wakes_on(given(received(ACCESS))) == RECEIVED_ON
    assert wakes_on(given(received(ACCESS), *over)) is None
    assert wakes_on(given(received(ACCESS), search, *over)) == DUE_ON - timedelta(weeks=6)
    assert wakes_on(given(received(ACCESS), linked(Relation.DUPLICATE))) is None
