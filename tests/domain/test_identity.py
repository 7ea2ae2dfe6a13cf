"""Doubt about who asks: whom it holds up, and what proves it."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import IdentityDoubted, IdentityVerified
from griffie.domain.law import GDPR, Right
from griffie.domain.law.deadlines import Standing, Suspension
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Setting
from griffie.domain.request.hands import in_doubt_on
from griffie.domain.request.vocabulary import ClaimStatus, Identity
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    doubted,
    given,
    not_established,
    objection,
    received,
    verified,
)

ACCESS, AUTOMATED = Right.ACCESS, Right.AUTOMATED_DECISION
MARKETING, CONSENT = Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL
HELD_UP = [*(right for right in Right if right.provision.article in range(15, 22))]
HELD_UP.remove(MARKETING)

MARCH_6, MARCH_16 = date(2026, 3, 6), date(2026, 3, 16)
MONTH_ENDS = date(2026, 4, 7)
EARLY: dict[str, Any] = {"grounds": WORDS, "asked_on": MARCH_6, "asked_for": WORDS}


@pytest.mark.law("gdpr/12/6")
def test_a_doubt_says_its_grounds_and_asks_for_what_is_needed() -> None:
    request = given(received(ACCESS))

    happened = request.doubt_identity(NOW, grounds=WORDS, asked_on=MARCH_6, asked_for=WORDS)

    assert happened == IdentityDoubted(grounds=WORDS, asked_on=MARCH_6, asked_for=WORDS)
    assert request.identity is Identity.DOUBTED


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("right", HELD_UP)
def test_doubt_holds_up_articles_15_to_21(right: Right) -> None:
    why = objection(given(received(right), doubted()), "fulfil", right=right, measures=WORDS)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 6)


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("right", [CONSENT, AUTOMATED, MARKETING])
def test_doubt_holds_up_neither_consent_nor_article_22_nor_by_our_policy_direct_marketing(
    right: Right,
) -> None:
    request = given(received(right), doubted())

    request.fulfil(NOW, right=right, measures=WORDS)

    assert request.claims[right].status is ClaimStatus.FULFILLED


def test_every_right_is_either_held_up_by_doubt_or_not() -> None:
    assert {*HELD_UP, CONSENT, AUTOMATED, MARKETING} == {*Right}


@pytest.mark.law("gdpr/12/6")
def test_doubt_stops_only_the_clocks_of_the_rights_it_concerns() -> None:
    request = given(received(ACCESS, AUTOMATED, MARKETING), doubted(MARCH_6))

    standings = {
        right: request.deadline_of(claim).standing(MARCH_6)
        for right, claim in request.claims.items()
    }

    assert standings[ACCESS] is Standing.SUSPENDED
    assert standings[AUTOMATED] is Standing.ON_TRACK
    assert standings[MARKETING] is Standing.DUE_SOON


@pytest.mark.law("gdpr/12/6")
def test_proof_that_came_late_lengthens_only_the_terms_it_concerns() -> None:
    request = given(received(ACCESS, AUTOMATED), doubted(MARCH_6), verified(MARCH_16))

    waited, ran_on = (request.term_of(claim) for claim in request.claims.values())

    assert (waited.suspended_days, ran_on.suspended_days) == (10, 0)
    assert (waited.due_on, ran_on.due_on) == (date(2026, 4, 15), MONTH_ENDS)
    assert waited.strict_due_on == MONTH_ENDS


def test_a_policy_that_never_waits_moves_nothing() -> None:
    strict = Setting(policy=Suspension.NONE)
    request = given(received(ACCESS, setting=strict), doubted(MARCH_6), verified(MARCH_16))

    assert request.deadline.term.due_on == MONTH_ENDS


@pytest.mark.law("gdpr/12/6")
def test_identity_is_verified_and_the_proof_counts_from_the_day_it_came_in() -> None:
    request = given(received(ACCESS), doubted(MARCH_6))
    later = date(2026, 3, 18)

    happened = request.verify_identity(NOW, method=WORDS, verified_on=later, received_on=MARCH_16)

    assert happened == IdentityVerified(method=WORDS, verified_on=later, received_on=MARCH_16)
    assert request.identity is Identity.VERIFIED
    assert request.deadline.term.suspended_days == 10


@pytest.mark.law("gdpr/12/6")
def test_while_a_doubt_is_open_the_day_of_the_proof_is_asked_and_never_supposed() -> None:
    request = given(received(ACCESS), doubted(MARCH_6))

    why = objection(
        request, "verify_identity", method=WORDS, verified_on=MARCH_16, received_on=None
    )

    assert isinstance(why, BadInputError)
    assert why.word == "received_on"


def test_identity_can_be_verified_without_a_doubt() -> None:
    request = given(received(ACCESS))

    request.verify_identity(NOW, method=WORDS, verified_on=MARCH_16, received_on=None)

    assert request.identity is Identity.VERIFIED
    assert request.deadline.term.suspended_days == 0


@pytest.mark.parametrize(
    ("verified_on", "received_on", "word"),
    [
        (MARCH_6, MARCH_16, "received_on"),
        (MARCH_16, RECEIVED_ON, "received_on"),
        (RECEIVED_ON, RECEIVED_ON, "received_on"),
    ],
    ids=["verified before it came", "came before it was asked", "verified before it was asked"],
)
def test_proof_comes_after_it_was_asked_for_and_before_it_was_verified(
    verified_on: date, received_on: date | None, word: str
) -> None:
    request = given(received(ACCESS), doubted(MARCH_6))

    why = objection(
        request, "verify_identity", method=WORDS, verified_on=verified_on, received_on=received_on
    )

    assert isinstance(why, BadInputError)
    assert why.word == word


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize(
    "past",
    [[doubted()], [doubted(), verified(MARCH_6)], [doubted(), not_established()]],
    ids=["what came did not suffice", "the mailbox was taken over", "after it failed"],
)
def test_a_second_doubt_is_possible_with_reasons_of_its_own(past: list[Event]) -> None:
    request = given(received(ACCESS), *past)

    request.doubt_identity(NOW, grounds=WORDS, asked_on=MARCH_16, asked_for=WORDS)
    early = objection(given(received(ACCESS), doubted(MARCH_16)), "doubt_identity", **EARLY)

    assert request.identity is Identity.DOUBTED
    assert in_doubt_on(request, MARCH_16)
    assert len([one for one in request.pauses if one.answered_on is None]) == 1
    assert isinstance(early, BadInputError)
    assert early.word == "asked_on"
