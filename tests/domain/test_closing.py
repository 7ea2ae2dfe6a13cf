"""A request closes when everything was decided, done and told."""

import pytest

from griffie.domain.events import RequestClosed
from griffie.domain.law import ExceptionGround, Right
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import ClaimStatus, Outcome, Status
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.closing import Concluded
from tests.given.past import (
    NOW,
    closed,
    copied,
    excepted,
    fulfilled,
    given,
    granted,
    informed,
    not_applicable,
    objection,
    received,
    refused,
    withdrawn,
)

ACCESS, ERASURE, PORTABILITY = Right.ACCESS, Right.ERASURE, Right.PORTABILITY


@pytest.mark.law("gdpr/5/2")
def test_a_request_closes_when_everything_was_decided_done_and_told() -> None:
    some = excepted(ERASURE, ExceptionGround.LEGAL_OBLIGATION, "invoices")
    past = (copied(ACCESS), fulfilled(ACCESS), some, fulfilled(ERASURE), informed(ACCESS, ERASURE))
    request = given(received(ACCESS, ERASURE), *past)

    happened = request.close(NOW)

    assert happened == RequestClosed(
        outcome=Outcome.PARTLY_FULFILLED,
        derived_from=(
            Concluded(right=ACCESS, status=ClaimStatus.FULFILLED),
            Concluded(right=ERASURE, status=ClaimStatus.PARTLY_FULFILLED),
        ),
    )
    assert request.status is Status.CLOSED
    assert request.closed_on == NOW.today


UNREADY: dict[str, tuple[list[Event], str, str | None]] = {
    "undecided": ([], "access has not been decided: grant, refuse or fulfil it first", None),
    "promised": (
        [granted(ACCESS)],
        "access was promised and not yet done: carry it out first",
        "gdpr/12/3",
    ),
    "promised and told": (
        [granted(ACCESS), informed(ACCESS)],
        "access was promised and not yet done: carry it out first",
        "gdpr/12/3",
    ),
    "untold": (
        [fulfilled(ACCESS)],
        "the requester has not been informed about access: tell them first",
        "gdpr/12/4",
    ),
    "refused and untold": (
        [refused(ACCESS)],
        "the requester has not been informed about access: tell them first",
        "gdpr/12/4",
    ),
    "not in play and untold": (
        [not_applicable(ACCESS)],
        "the requester has not been informed about access: tell them first",
        "gdpr/12/4",
    ),
    "closed": (
        [fulfilled(ACCESS), informed(ACCESS), closed()],
        "the request is closed: reopen it first",
        None,
    ),
}


@pytest.mark.law("gdpr/12/3")
@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(("past", "reason", "provision"), UNREADY.values(), ids=UNREADY)
def test_nothing_closes_before_it_was_decided_done_and_told(
    past: list[Event], reason: str, provision: str | None
) -> None:
    why = objection(given(received(ACCESS), *past), "close")

    assert str(why) == reason
    assert str(getattr(why, "provision", None)) == str(provision)


def test_what_was_withdrawn_closes_without_a_letter() -> None:
    request: RightsRequest = given(received(ACCESS), withdrawn(ACCESS))

    assert request.close(NOW).outcome is Outcome.WITHDRAWN


def test_a_letter_in_which_no_right_was_found_yet_cannot_be_closed() -> None:
    why = objection(given(received()), "close")

    assert str(why) == "no right has been named yet"
