"""What an event writes into a request, and what it leaves as it was."""

from datetime import date

import pytest

from griffie.domain.events import Invoked
from griffie.domain.law import NoRequestGround, Right
from griffie.domain.law.deadlines import Pause
from griffie.domain.law.national_terms import NationalTerm
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Setting
from griffie.domain.request.claim import Claim
from griffie.domain.request.values import DOUBT, UNCLEAR, Dismissed, Duty, Searched, Task
from griffie.domain.request.vocabulary import DutyKind, Execution, SearchResult, Status, TaskKind
from tests.given.past import extended, fulfilled, given, granted, no_request, received
from tests.given.reminders import ACKNOWLEDGED

ACCESS = Right.ACCESS
DAY_1, DAY_2, DAY_3 = (date(2026, 3, day) for day in (9, 10, 11))
SEARCH, PROCESSOR = TaskKind.SEARCH, TaskKind.PROCESSOR


def test_a_message_with_a_right_is_a_request_again() -> None:
    request = given(received(), no_request())
    assert request.dismissed == Dismissed(NoRequestGround.NOT_A_REQUEST)

    request.put(Claim(ACCESS))

    assert request.dismissed is None


@pytest.mark.law("gdpr/12/6")
def test_an_answer_is_to_the_question_that_was_open_for_that_reason() -> None:
    request = given(received(ACCESS))
    request.ask(DAY_1, DOUBT)
    request.hear(DAY_2, DOUBT)
    request.ask(DAY_2, UNCLEAR, large_quantity=True)
    request.ask(DAY_2, DOUBT)

    request.hear(DAY_3, DOUBT)

    assert request.pauses == (
        Pause(DAY_1, DAY_2, DOUBT),
        Pause(DAY_2, None, UNCLEAR, large_quantity=True),
        Pause(DAY_2, DAY_3, DOUBT),
    )
    assert request.open_question(UNCLEAR) == request.pauses[1]
    assert request.open_question(DOUBT) is None


def test_a_task_is_done_by_its_kind_and_by_whom() -> None:
    crm, shop, host = (
        Task(SEARCH, "crm", DAY_1),
        Task(SEARCH, "shop", DAY_1),
        Task(PROCESSOR, "crm", DAY_1),
    )
    request = given(received(ACCESS))
    for task in (crm, shop, host):
        request.entrust(task)

    request.finish(SEARCH, "crm")
    assert list(request.tasks) == [shop, host]
    request.entrust(shop._replace(due_on=DAY_2))
    assert list(request.tasks) == [host, shop._replace(due_on=DAY_2)], "asked again, it has one day"
    request.finish(SEARCH)
    assert list(request.tasks) == [host]


def test_of_a_search_the_last_that_was_said_of_a_system_stands() -> None:
    request = given(received(ACCESS))
    shop = Searched("shop", SearchResult.FOUND)
    for found in (Searched("crm", SearchResult.NOT_FOUND_IN_TIME), shop):
        request.note_search(found)

    request.note_search(Searched("crm", SearchResult.NONE))

    assert request.searched == (shop, Searched("crm", SearchResult.NONE))


def test_a_duty_has_one_day_and_is_discharged_by_kind_and_dossier() -> None:
    order, inquiry = (
        Duty(kind, "dos-9", DAY_2, DAY_1) for kind in (DutyKind.ORDER, DutyKind.INQUIRY)
    )
    other = order._replace(dossier="dos-10")
    request = given(received(ACCESS))
    for duty in (order, inquiry, other, order._replace(due_on=DAY_3)):
        request.owe(duty)
    assert list(request.duties) == [inquiry, other, order._replace(due_on=DAY_3)]

    request.discharge(DutyKind.ORDER, "dos-9")

    assert list(request.duties) == [inquiry, other]


def test_what_intake_added_is_part_of_receipt_and_no_act() -> None:
    request, added = (given(received(ACCESS), ACKNOWLEDGED) for _ in range(2))
    added.of_intake = 1

    assert [request.status, added.status] == [Status.ASSESSING, Status.RECEIVED]


@pytest.mark.parametrize(
    ("rights", "past", "execution"),
    [
        ((), (), Execution.OPEN),
        ((), (no_request(),), Execution.DONE),
        ((ACCESS,), (), Execution.OPEN),
        ((ACCESS,), (granted(ACCESS),), Execution.OPEN),
        ((ACCESS,), (fulfilled(ACCESS),), Execution.DONE),
    ],
)
def test_it_is_carried_out_once_nothing_is_open_or_promised(
    rights: tuple[Right, ...], past: tuple[Event, ...], execution: Execution
) -> None:
    assert given(received(*rights), *past).execution is execution


@pytest.mark.law("gdpr/12/3")
def test_a_part_without_a_shorter_term_has_the_dates_of_its_right() -> None:
    request = given(received(ACCESS, reading=2))
    request.ask(DAY_1, UNCLEAR, large_quantity=True)
    claim = request.claims[ACCESS]

    assert request.term_of(claim).waiting
    assert request.term_of(claim, ("photos",)) == request.term_of(claim)
    assert request.clock_stands(ACCESS) == Pause(DAY_1, None, UNCLEAR, large_quantity=True)
    assert request.clock_stands(ACCESS, UNCLEAR) == request.clock_stands(ACCESS)
    assert request.clock_stands(ACCESS, DOUBT) is None


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("reading", [1, 2])
def test_a_part_has_the_shorter_term_of_its_categories_and_the_right_that_of_what_it_asks(
    reading: int,
) -> None:
    files = NationalTerm(right=ACCESS, categories=("file",), days=15, act="be/2002-08-22/9/2")
    asked = Invoked(right=ACCESS, categories=("photos", "orders"))
    request = given(received(asked, reading=reading, setting=Setting(terms=(files,))))
    claim = request.claims[ACCESS]

    days = [request.term_of(claim, part).due_on for part in (None, ("photos",), ("file",))]

    assert days == [date(2026, 4, 7), date(2026, 4, 7), date(2026, 3, 20)]


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("told", "due_on"), [((), date(2026, 3, 20)), ((extended(ACCESS),), date(2026, 4, 4))]
)
def test_an_extension_that_was_told_lengthens_the_term_of_another_act_too(
    told: tuple[Event, ...], due_on: date
) -> None:
    files = NationalTerm(right=ACCESS, days=15, extended=30, act="be/2002-08-22/9/2")
    request = given(received(ACCESS, reading=2, setting=Setting(terms=(files,))), *told)

    assert request.term_of(request.claims[ACCESS]).due_on == due_on
