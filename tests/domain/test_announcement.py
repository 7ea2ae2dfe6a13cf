"""Objecting to a purpose that the controller announced, before anything is done for it."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import AnnouncementRecorded, ClaimReclassified, Invoked
from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.request.claim import Announced
from griffie.domain.request.vocabulary import ClaimStatus, Status
from tests.given.past import NOW, WORDS, fulfilled, given, granted, objection, on, received

OBJECTION = Right.OBJECTION
BEFORE_RECEIPT = date(2026, 2, 20)
SAID: dict[str, Any] = {"right": OBJECTION, "purpose": "loyalty", "announced_on": BEFORE_RECEIPT}


def announced(
    *, right: Right = OBJECTION, purpose: str = "loyalty", on: date = BEFORE_RECEIPT
) -> AnnouncementRecorded:
    return AnnouncementRecorded(right=right, purpose=purpose, announced_on=on)


@pytest.mark.law("gdpr/13/3")
@pytest.mark.parametrize(
    "right", [OBJECTION, Right.DIRECT_MARKETING_OBJECTION, Right.RESEARCH_OBJECTION]
)
def test_what_was_announced_before_the_request_came_is_recorded_with_it(right: Right) -> None:
    request = given(received(right))

    happened = request.record_announcement(
        NOW, right=right, purpose="loyalty", announced_on=BEFORE_RECEIPT
    )

    assert happened == announced(right=right)
    assert request.claims[right].announced == (Announced("loyalty", BEFORE_RECEIPT),)


@pytest.mark.law("gdpr/21/1")
def test_one_may_object_before_the_processing_begins_and_be_granted_it() -> None:
    request = given(received(OBJECTION), announced())

    request.grant(NOW, right=OBJECTION)
    request.fulfil(NOW, right=OBJECTION, measures=WORDS)

    assert request.claims[OBJECTION].status is ClaimStatus.FULFILLED


@pytest.mark.law("gdpr/13/3")
def test_the_announced_purpose_joins_those_that_were_named() -> None:
    named = Invoked(right=OBJECTION, purposes=("newsletter",))

    some, all_of_them = given(received(named), announced()), given(received(OBJECTION), announced())

    assert some.claims[OBJECTION].purposes == ("loyalty", "newsletter")
    assert all_of_them.claims[OBJECTION].purposes == ()  # none named asks about every one


@pytest.mark.law("gdpr/13/3")
def test_an_announcement_that_is_recorded_again_corrects_its_date() -> None:
    request = given(received(OBJECTION), announced(), announced(on=date(2026, 3, 1)))
    other = given(received(OBJECTION), announced(), announced(purpose="resale"))

    assert [one.on for one in request.claims[OBJECTION].announced] == [date(2026, 3, 1)]
    assert [one.purpose for one in other.claims[OBJECTION].announced] == ["loyalty", "resale"]


def test_an_objection_read_as_another_keeps_what_was_announced() -> None:
    marketing = Right.DIRECT_MARKETING_OBJECTION
    read_as = ClaimReclassified(from_right=OBJECTION, to_right=marketing, reason=WORDS)

    request = given(received(OBJECTION), announced(), read_as)

    assert request.claims[marketing].announced == (Announced("loyalty", BEFORE_RECEIPT),)


def test_recording_it_moves_no_deadline_and_counts_as_no_act() -> None:
    request = given(received(OBJECTION))
    before = request.deadline

    request.record_announcement(NOW, **SAID)

    assert request.deadline == before
    assert request.first_act_on is None
    assert request.status is Status.ASSESSING


def test_nothing_is_announced_tomorrow() -> None:
    said: dict[str, Any] = {
        "right": OBJECTION,
        "purpose": "loyalty",
        "announced_on": date(2026, 3, 21),
    }

    why = objection(given(received(OBJECTION)), "record_announcement", **said)

    assert isinstance(why, BadInputError)
    assert why.word == "announced_on"
    given(received(OBJECTION)).record_announcement(on(2026, 3, 21), **said)


@pytest.mark.parametrize("decided", [granted, fulfilled])
def test_what_was_decided_is_not_widened_afterwards(decided: object) -> None:
    assert callable(decided)
    said: dict[str, Any] = {
        "right": OBJECTION,
        "purpose": "loyalty",
        "announced_on": BEFORE_RECEIPT,
    }

    why = objection(given(received(OBJECTION), decided(OBJECTION)), "record_announcement", **said)

    assert isinstance(why, OutOfOrderError)
