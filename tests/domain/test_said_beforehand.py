"""What a step says beforehand: a hint where it is allowed, what forbids it where it is not."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import InquiryRecorded
from griffie.domain.law import ExtensionGround, RestrictionGround, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import Authority, Letter
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.action import Action, actions
from tests.given.past import (
    RECEIVED_ON,
    WORDS,
    asked,
    fee_declined,
    fee_proposed,
    fulfilled,
    given,
    granted,
    informed,
    no_request,
    objection,
    on,
    received,
    restricted,
    revoked,
    withdrawn,
)

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
OBJECTION, AUTOMATED = Right.OBJECTION, Right.AUTOMATED_DECISION


def listed(request: RightsRequest, command: str) -> Action:
    return {action.command: action for action in actions(request)}[command]


def hint(request: RightsRequest, command: str) -> str:
    return str(listed(request, command).hint)


@pytest.mark.law("gdpr/12/4")
def test_without_a_right_the_answer_is_that_it_was_found_to_be_none() -> None:
    nothing_found, found = given(received()), given(received(), no_request())

    assert hint(nothing_found, "inform") == "no answer: nothing was decided"
    assert hint(found, "inform") == "the answer: that it was found to be no request"


def test_an_answer_is_about_what_was_decided_and_not_about_the_rest() -> None:
    request = given(received(ACCESS, ERASURE), granted(ERASURE))

    assert hint(request, "inform") == "an answer or a refusal only about erasure"
    assert hint(given(received(ACCESS)), "inform") == "no answer: nothing was decided"


SHOWN_FIRST = (
    "only on a ground of that right; compelling grounds once weighed,"
    " an automated decision once a person reviewed it"
)


MEANWHILE = (
    "only on a ground of that right; compelling grounds once weighed; and while the objection"
    " waits: is the use of the data restricted (Article 18(1)(d))?"
)


@pytest.mark.parametrize(
    ("right", "said"),
    [
        (ERASURE, "only on a ground of that right, and of a part only what was not decided yet"),
        (OBJECTION, MEANWHILE),
        (AUTOMATED, f"{SHOWN_FIRST}; say whether special categories were used (22(4))"),
    ],
)
def test_what_must_come_before_an_exception_is_said_where_it_must(right: Right, said: str) -> None:
    assert hint(given(received(right)), "apply_exception") == said


def test_a_ground_and_a_fee_say_what_to_mind() -> None:
    request = given(received(ACCESS), fee_proposed(ACCESS))

    assert "only on a ground of that right; neither the motive" in hint(
        given(received(ACCESS)), "refuse"
    )
    assert hint(request, "accept_fee") == "not before the fee was proposed"


def anew(right: Right, counted_from: date) -> tuple[Event, ...]:
    return fulfilled(right), informed(right), revoked(right, counted_from=counted_from)


OF_TWO, ONE_ANEW = received(ACCESS, ERASURE), anew(ERASURE, date(2026, 3, 16))


@pytest.mark.law("gdpr/12/3")
def test_of_two_rights_the_first_month_that_ends_first_bounds_the_notice() -> None:
    request = given(OF_TWO, *ONE_ANEW)
    said: dict[str, Any] = {"grounds": (ExtensionGround.NUMBER,), "explanation": WORDS}
    day_after = on(2026, 4, 8)

    late = objection(
        request, "extend_deadline", day_after, rights=(), notified_on=day_after.today, **said
    )
    alone = request.extend_deadline(
        day_after, rights=(ERASURE,), notified_on=day_after.today, **said
    )

    assert hint(given(OF_TWO, *ONE_ANEW), "extend_deadline") == (
        "only if the notice was sent by 2026-04-07"
    )
    assert isinstance(late, UnlawfulError)
    assert alone.rights == (ERASURE,)


def inquired(dossier: str, due_on: date) -> InquiryRecorded:
    said: dict[str, Any] = {"authority": Authority.GBA, "received_on": RECEIVED_ON}
    return InquiryRecorded(dossier=dossier, due_on=due_on, **said)


def test_of_two_inquiries_the_earlier_day_is_named() -> None:
    both = (inquired("dos-1", date(2026, 4, 1)), inquired("dos-2", date(2026, 4, 3)))

    assert hint(given(received(ACCESS), *both), "answer_inquiry") == "due on 2026-04-01"


def test_the_authority_that_moves_its_day_waits_once() -> None:
    moved = (inquired("dos-1", date(2026, 4, 1)), inquired("dos-1", date(2026, 4, 3)))

    request = given(received(ACCESS), *moved)

    assert [duty.due_on for duty in request.duties] == [date(2026, 4, 3)]


def test_a_step_for_some_rights_says_for_which_and_what_forbids_the_rest() -> None:
    action = listed(given(received(ACCESS, ERASURE), granted(ERASURE)), "grant")

    assert action.forbidden is None
    assert action.rights == (ACCESS,)
    assert [(right, str(why)) for right, why in action.withheld] == [
        (ERASURE, "erasure has been decided: revoke that first")
    ]


def test_a_step_forbidden_for_every_right_is_forbidden_by_the_first_rule() -> None:
    action = listed(given(received(ACCESS, ERASURE), granted(ACCESS), granted(ERASURE)), "grant")

    assert str(action.forbidden) == "access has been decided: revoke that first"
    assert (action.rights, action.withheld) == ((), ())


def test_a_step_for_the_whole_is_forbidden_by_one_right() -> None:
    told = (fulfilled(ACCESS), informed(ACCESS, answered=False))

    action = listed(given(received(ACCESS, ERASURE), *told), "close")

    assert isinstance(action.forbidden, OutOfOrderError)
    assert str(action.forbidden) == (
        "erasure has not been decided: grant, refuse or fulfil it first"
    )


def test_only_a_right_that_was_not_invoked_can_be_added() -> None:
    action = listed(given(received(ACCESS, ERASURE)), "add_claim")

    assert set(action.rights) == set(Right) - {ACCESS, ERASURE}


def test_a_declined_fee_waits_for_nobody() -> None:
    request = given(received(ACCESS), fee_proposed(ACCESS), fee_declined(ACCESS))

    assert (
        str(listed(request, "accept_fee").forbidden)
        == "no fee for access waits for an answer: propose one first"
    )


def test_what_was_found_may_be_found_again_until_the_sender_is_told() -> None:
    untold, told = given(received(), no_request()), given(received(), no_request(), informed())

    assert listed(untold, "find_no_request").forbidden is None
    assert (
        str(listed(told, "find_no_request").forbidden)
        == "the sender was told what was found: close the request"
    )


@pytest.mark.law("gdpr/18/3")
def test_of_two_restrictions_the_notice_may_come_before_the_second() -> None:
    lift = informed(kind=Letter.RESTRICTION_LIFT, answered=False)
    second = restricted(RestrictionGround.UNLAWFUL)

    request = given(received(Right.RESTRICTION), restricted(), lift, second)

    assert listed(request, "lift_restriction").forbidden is None


def test_what_waits_for_an_answer_can_be_withdrawn_and_what_is_withdrawn_cannot() -> None:
    request = given(received(ACCESS), asked(), withdrawn(ACCESS))

    assert listed(given(received(ACCESS), asked()), "withdraw").forbidden is None
    assert str(listed(request, "withdraw").forbidden).startswith("access is over")
