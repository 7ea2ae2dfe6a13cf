"""A message that is no request, or not ours to answer alone."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import (
    FindingApproved,
    FoundNotApplicable,
    JointControllerInformed,
    NoRequestFound,
    RequestClosed,
    RequestForwarded,
)
from griffie.domain.law import NoRequestGround, NotApplicableGround, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Setting
from griffie.domain.request.vocabulary import Channel, Execution, Letter, Outcome, Status
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    given,
    informed,
    no_request,
    objection,
    on,
    received,
)

ACCESS = Right.ACCESS
FOUR_EYES = Setting(four_eyes=True)
MARCH_10, MARCH_19 = date(2026, 3, 10), date(2026, 3, 19)
NOT_A_REQUEST, NOT_CONTROLLER = NoRequestGround.NOT_A_REQUEST, NoRequestGround.NOT_CONTROLLER


def letter(kind: Letter = Letter.ANSWER) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": kind, "rights": (), "sent_on": MARCH_19}
    return said | {"channel": Channel.EMAIL, "text": None}


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    ("ground", "outcome"),
    [(NOT_A_REQUEST, Outcome.NOT_A_REQUEST), (NOT_CONTROLLER, Outcome.NOT_CONTROLLER)],
)
def test_a_mail_in_which_no_right_is_found_is_answered_and_closed(
    ground: NoRequestGround, outcome: Outcome
) -> None:
    request = given(received())

    found = request.find_no_request(NOW, ground=ground, reason=WORDS)
    told = request.inform(NOW, **letter())
    then = (request.status, request.execution, request.deadline.standing(NOW.today))
    closed = request.close(NOW)

    assert found == NoRequestFound(ground=ground, reason=WORDS)
    assert told.answered
    assert then == (Status.ANSWERED, Execution.DONE, Standing.MET)
    assert closed == RequestClosed(outcome=outcome, derived_from=())
    assert request.outcome is outcome


@pytest.mark.law("gdpr/12/4")
def test_the_sender_is_told_before_it_is_closed_and_in_time() -> None:
    request = given(received(), no_request())

    why = objection(request, "close")
    standing = request.deadline.standing(date(2026, 4, 8))

    assert str(why) == "the sender was not told what was found: tell them first"
    assert standing is Standing.OVERDUE


def test_nothing_is_answered_before_something_was_found() -> None:
    why = objection(given(received()), "inform", **letter())

    assert isinstance(why, BadInputError)
    assert why.word == "rights"


def test_a_letter_that_answers_nothing_does_not_end_it() -> None:
    request = given(received(), no_request())

    happened = request.inform(NOW, **letter(Letter.OTHER))

    assert not happened.answered
    assert request.status is Status.ASSESSING


@pytest.mark.law("gdpr/12/2")
def test_a_right_that_is_found_after_all_is_answered_as_one() -> None:
    request = given(received(), no_request())

    request.add_claim(NOW, right=ACCESS, received_on=RECEIVED_ON, purposes=(), categories=())

    assert request.dismissed is None
    assert request.status is Status.ASSESSING
    assert not request.answered


def test_what_was_told_first_is_the_answer() -> None:
    request = given(received(), no_request(), informed(sent_on=MARCH_10))

    request.inform(NOW, **letter())

    assert request.deadline.informed_on == MARCH_10


def test_with_four_eyes_somebody_else_must_find_it_too() -> None:
    request = given(received(setting=FOUR_EYES))

    proposed = request.find_no_request(NOW, ground=NOT_A_REQUEST, reason=WORDS)
    request.collect_events()
    early = objection(request, "inform", **letter())
    own = objection(request, "approve_finding")
    approved = request.approve_finding(on(2026, 3, 20, actor="u-18"))
    request.inform(NOW, **letter())
    request.close(NOW)

    assert proposed.proposed
    assert isinstance(early, OutOfOrderError)
    assert str(own) == "who proposed it cannot approve it: ask somebody else"
    assert approved == FindingApproved()
    assert request.outcome is Outcome.NOT_A_REQUEST


FOUND = [
    (received(), no_request(NOT_CONTROLLER)),
    (
        received(ACCESS),
        FoundNotApplicable(
            right=ACCESS, ground=NotApplicableGround.NOT_CONTROLLER, explanation=WORDS
        ),
    ),
]


@pytest.mark.parametrize("past", FOUND, ids=["no right", "a right"])
def test_by_our_policy_a_request_is_passed_on_only_with_consent(past: list[Any]) -> None:
    request = given(*past)
    said: dict[str, Any] = {"party": "host-1", "consent": WORDS, "forwarded_on": MARCH_10}

    happened = request.forward_request(NOW, **said)

    assert happened == RequestForwarded(**said)
    assert request.first_act_on == MARCH_10


@pytest.mark.parametrize("past", [[received(ACCESS)], [received(), no_request(NOT_A_REQUEST)]])
def test_what_is_ours_is_not_passed_on(past: list[Any]) -> None:
    said: dict[str, Any] = {"party": "host-1", "consent": WORDS, "forwarded_on": MARCH_10}

    why = objection(given(*past), "forward_request", **said)

    assert str(why) == "it was not found that somebody else is the controller: find that first"


@pytest.mark.law("gdpr/26/3")
@pytest.mark.parametrize("past", [[received(ACCESS)], [received(), no_request(NOT_CONTROLLER)]])
def test_a_joint_controller_is_told_of_a_request_that_came_to_us(past: list[Event]) -> None:
    request = given(*past)  # type: ignore[arg-type]

    happened = request.inform_joint_controller(NOW, party="sister-1", informed_on=MARCH_10)

    assert happened == JointControllerInformed(party="sister-1", informed_on=MARCH_10)
    assert request.deadline.informed_on is None
