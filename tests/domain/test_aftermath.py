"""Another look, a twin, a complaint, and the end of the file itself."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from griffie.domain.events import ComplaintRecorded, PersonalDataErased, RequestReopened
from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Controller
from griffie.domain.request.vocabulary import Authority, FileErasure, Relation, Status
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import actions
from tests.given.past import (
    NOW,
    WORDS,
    asked,
    closed,
    fulfilled,
    given,
    informed,
    linked,
    objection,
    on,
    ordered,
    received,
    reopened,
)
from tests.given.said import REOPEN

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
OTHER = UUID(int=2)
ENDED = (received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())


@pytest.mark.law("gdpr/12/2")
def test_a_closed_request_is_taken_up_again() -> None:
    request = given(*ENDED)

    happened = request.reopen(NOW, **REOPEN)

    assert happened == RequestReopened(**REOPEN)
    assert (request.outcome, request.closed_on) == (None, None)
    assert request.status is Status.ANSWERED


@pytest.mark.law("gdpr/12/3")
def test_a_reopening_alone_forgets_no_letter_and_moves_no_deadline() -> None:
    before, request = given(*ENDED), given(*ENDED, reopened())

    assert request.deadline == before.deadline
    assert request.claims == before.claims


def test_what_is_not_closed_is_not_reopened() -> None:
    assert str(objection(given(received(ACCESS)), "reopen", **REOPEN)) == (
        "the request is not closed: close it first"
    )


def test_what_was_merged_goes_on_in_the_other_request() -> None:
    why = objection(given(received(ACCESS), linked(Relation.DUPLICATE)), "reopen", **REOPEN)

    assert str(why) == "the request was merged with another: go on there"


@pytest.mark.law("gdpr/77")
@pytest.mark.parametrize("authority", Authority)
def test_a_complaint_is_recorded_before_and_after_closing(authority: Authority) -> None:
    said: dict[str, Any] = {"reference": WORDS, "received_on": NOW.today}

    for request in (given(received(ACCESS)), given(*ENDED)):
        happened = request.record_complaint(NOW, authority=authority, **said)

        assert happened == ComplaintRecorded(authority=authority, **said)
        assert request.complaints == (authority,)


def complaint(authority: Authority) -> ComplaintRecorded:
    return ComplaintRecorded(authority=authority, reference=WORDS, received_on=NOW.today)


RETAINED_UNTIL = on(2031, 3, 20)  # [P] sixty months after closing
DAY_BEFORE = RETAINED_UNTIL._replace(at=RETAINED_UNTIL.at - timedelta(days=1))
ELAPSED: dict[str, Any] = {"ground": FileErasure.RETENTION_ELAPSED, "explanation": WORDS}


@pytest.mark.law("gdpr/5/1/e")
def test_a_file_is_erased_once_its_retention_elapsed_and_not_a_day_before() -> None:
    request = given(*ENDED)

    why = objection(request, "erase_personal_data", DAY_BEFORE, **ELAPSED)
    happened = request.erase_personal_data(RETAINED_UNTIL, **ELAPSED)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(5, 1, "e")
    assert str(why) == "it is kept until 2031-03-20: wait until then, or name another ground"
    assert happened == PersonalDataErased(**ELAPSED)
    assert request.erased


def test_the_end_of_retention_is_said_beforehand() -> None:
    listed = {action.command: action for action in actions(given(*ENDED))}

    hint = str(listed["erase_personal_data"].hint)
    assert hint == "as retention that elapsed from 2031-03-20"


@pytest.mark.parametrize("ground", [FileErasure.REQUEST_ON_FILE, FileErasure.ORDER])
def test_an_order_or_a_request_about_the_file_does_not_wait(ground: FileErasure) -> None:
    request = given(*ENDED, ordered())

    request.erase_personal_data(NOW, ground=ground, explanation=WORDS)

    assert request.erased


@pytest.mark.law("gdpr/17/3/e")
@pytest.mark.parametrize("authority", [Authority.GBA, Authority.COURT])
@pytest.mark.parametrize(
    "ground", [ground for ground in FileErasure if ground is not FileErasure.ORDER]
)
def test_a_complaint_keeps_the_file_as_evidence(authority: Authority, ground: FileErasure) -> None:
    demo = RETAINED_UNTIL._replace(controller=Controller(demo=True))
    request = given(*ENDED, complaint(authority))

    why = objection(request, "erase_personal_data", demo, ground=ground, explanation=WORDS)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(17, 3, "e")


@pytest.mark.parametrize(
    ("authority", "ground"),
    [
        (Authority.GBA, FileErasure.ORDER),
        (Authority.INTERNAL, FileErasure.REQUEST_ON_FILE),
        (Authority.OTHER, FileErasure.REQUEST_ON_FILE),
    ],
)
def test_an_order_goes_before_a_complaint_and_ours_alone_keeps_nothing(
    authority: Authority, ground: FileErasure
) -> None:
    request = given(*ENDED, ordered(), complaint(authority))

    request.erase_personal_data(NOW, ground=ground, explanation=WORDS)

    assert request.erased


def test_only_a_demonstration_holds_test_data() -> None:
    demo = NOW._replace(controller=Controller(demo=True))
    said: dict[str, Any] = {"ground": FileErasure.TEST_DATA, "explanation": WORDS}
    request = given(*ENDED)

    why = objection(request, "erase_personal_data", **said)
    request.erase_personal_data(demo, **said)

    assert str(why) == "only a demonstration holds test data"
    assert request.erased


@pytest.mark.parametrize("past", [[], [asked()], [fulfilled(ACCESS)]])
def test_what_is_not_closed_is_not_erased(past: list[Event]) -> None:
    why = objection(
        given(received(ACCESS), *past),
        "erase_personal_data",
        ground=FileErasure.ORDER,
        explanation=WORDS,
    )

    assert str(why) == "the request is not closed: close it first"


def test_to_an_erased_file_nothing_more_can_happen() -> None:
    erased = PersonalDataErased(ground=FileErasure.ORDER, explanation=WORDS)
    request = given(*ENDED, erased)

    reopening = objection(request, "reopen", **REOPEN)
    note = objection(request, "add_note", note=WORDS)

    gone = "the personal data of this request were erased: open a new request and link it"
    assert str(reopening) == str(note) == gone
    assert {str(action.forbidden) for action in actions(request)} == {gone}
    assert {step.objection(request, []).__class__ for step in RightsRequest.steps()} == {
        OutOfOrderError
    }
