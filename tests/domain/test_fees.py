"""What an answer may cost, and what waits for it: not the clock."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import FeeAccepted, FeeDeclined, FeePaid, FeeProposed, FeeWaived
from griffie.domain.law import GDPR, FeeGround, Refusal, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.claim import Fee
from griffie.domain.request.vocabulary import ClaimStatus, FeeStatus
from griffie.domain.steps.action import actions
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    copied,
    fee_accepted,
    fee_declined,
    fee_paid,
    fee_proposed,
    given,
    objection,
    received,
)
from tests.given.said import take_back

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
MARKETING, CONSENT = Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL
MARCH_10, MARCH_9 = date(2026, 3, 10), date(2026, 3, 9)


def fee(right: Right = ACCESS, ground: FeeGround = FeeGround.EXCESSIVE) -> dict[str, Any]:
    return {
        "right": right,
        "ground": ground,
        "amount_cents": 2500,
        "demonstration": WORDS,
        "notified_on": MARCH_10,
    }


@pytest.mark.law("gdpr/12/5/a")
@pytest.mark.parametrize("ground", [FeeGround.UNFOUNDED, FeeGround.EXCESSIVE])
def test_instead_of_refusing_a_reasonable_fee_may_be_proposed_beforehand(ground: FeeGround) -> None:
    request = given(received(ACCESS))

    happened = request.propose_fee(NOW, **fee(ground=ground))

    assert happened == FeeProposed(**fee(ground=ground))
    assert request.claims[ACCESS].fee == Fee(ground, 2500, MARCH_10)
    assert request.claims[ACCESS].status is ClaimStatus.OPEN


@pytest.mark.law("gdpr/15/3")
def test_for_further_copies_a_fee_may_be_asked_and_for_nothing_else_on_that_ground() -> None:
    delivered = given(received(ACCESS), copied(ACCESS))
    copies = delivered.propose_fee(NOW, **fee(ground=FeeGround.FURTHER_COPIES))

    why = objection(
        given(received(ERASURE)), "propose_fee", **fee(ERASURE, FeeGround.FURTHER_COPIES)
    )

    assert copies.ground is FeeGround.FURTHER_COPIES
    assert isinstance(why, BadInputError)
    assert why.word == "ground"


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    "then", [[], [fee_accepted(ACCESS)], [fee_declined(ACCESS)]], ids=["open", "yes", "no"]
)
def test_a_fee_never_stops_the_clock(then: list[Event]) -> None:
    before = given(received(ACCESS)).deadline

    request = given(received(ACCESS), fee_proposed(ACCESS), *then)

    assert request.deadline == before
    assert not request.deadline.term.waiting


@pytest.mark.parametrize("then", [[], [fee_declined(ACCESS)]], ids=["no answer", "declined"])
def test_by_our_policy_what_was_priced_is_not_done_before_the_price_is_accepted(
    then: list[Event],
) -> None:
    request = given(received(ACCESS), fee_proposed(ACCESS), *then)

    why = objection(request, "fulfil", right=ACCESS, measures=WORDS)

    assert isinstance(why, OutOfOrderError)
    assert str(why) == ("a fee for access was proposed: hear whether it is accepted, or waive it")


@pytest.mark.law("gdpr/12/5/a")
def test_who_accepts_the_fee_gets_what_was_asked_and_no_refusal_any_more() -> None:
    request = given(received(ACCESS), fee_proposed(ACCESS, notified_on=MARCH_10))
    no: dict[str, Any] = {"ground": Refusal.EXCESSIVE, "demonstration": WORDS}

    early = objection(request, "accept_fee", right=ACCESS, on=MARCH_9)
    happened = request.accept_fee(NOW, right=ACCESS, on=MARCH_10)
    request.collect_events()
    why = objection(request, "refuse", right=ACCESS, **no)
    request.fulfil(NOW, right=ACCESS, measures=WORDS)

    assert isinstance(early, BadInputError)
    assert happened == FeeAccepted(right=ACCESS, on=MARCH_10)
    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 5)
    assert request.claims[ACCESS].status is ClaimStatus.FULFILLED


@pytest.mark.law("gdpr/12/5/b")
@pytest.mark.parametrize("step", ["refuse", "withdraw"])
def test_what_the_requester_will_not_pay_for_is_withdrawn_or_refused(step: str) -> None:
    request = given(received(ACCESS), fee_proposed(ACCESS))
    no: dict[str, Any] = {"right": ACCESS, "ground": Refusal.EXCESSIVE, "demonstration": WORDS}
    said = {"refuse": no, "withdraw": take_back(ACCESS)}[step]

    happened = request.decline_fee(NOW, right=ACCESS, on=MARCH_10)
    getattr(request, step)(NOW, **said)

    assert happened == FeeDeclined(right=ACCESS, on=MARCH_10)
    assert request.claims[ACCESS].status in {ClaimStatus.REFUSED, ClaimStatus.WITHDRAWN}


def test_after_a_no_a_lower_fee_may_be_proposed() -> None:
    request = given(received(ACCESS), fee_proposed(ACCESS), fee_declined(ACCESS))

    request.propose_fee(NOW, **fee() | {"amount_cents": 500})

    assert request.claims[ACCESS].fee == Fee(FeeGround.EXCESSIVE, 500, MARCH_10)


@pytest.mark.law("gdpr/12/5")
def test_a_fee_that_is_waived_holds_nothing_up() -> None:
    request = given(received(ACCESS), fee_proposed(ACCESS), fee_declined(ACCESS))

    happened = request.waive_fee(NOW, right=ACCESS, reason=WORDS)
    request.fulfil(NOW, right=ACCESS, measures=WORDS)

    assert happened == FeeWaived(right=ACCESS, reason=WORDS)
    assert request.claims[ACCESS].fee is None


@pytest.mark.law("gdpr/12/5/a")
def test_a_payment_is_recorded_once_and_after_the_proposal() -> None:
    request = given(
        received(ACCESS), fee_proposed(ACCESS, notified_on=MARCH_10), fee_accepted(ACCESS)
    )

    early = objection(request, "record_payment", right=ACCESS, paid_on=MARCH_9)
    happened = request.record_payment(NOW, right=ACCESS, paid_on=MARCH_10)
    request.collect_events()
    again = objection(request, "record_payment", right=ACCESS, paid_on=MARCH_10)

    assert isinstance(early, BadInputError)
    assert happened == FeePaid(right=ACCESS, paid_on=MARCH_10)
    assert request.claims[ACCESS].fee == Fee(
        FeeGround.EXCESSIVE, 2500, MARCH_10, FeeStatus.ACCEPTED, MARCH_10
    )
    assert str(again) == "no fee for access was proposed, or it was paid: go on with the request"


def test_what_was_paid_is_not_waived() -> None:
    paid = [fee_proposed(ACCESS), fee_accepted(ACCESS), fee_paid(ACCESS)]

    why = objection(given(received(ACCESS), *paid), "waive_fee", right=ACCESS, reason=WORDS)

    assert str(why) == "no fee for access was proposed, or it was paid: go on with the request"


@pytest.mark.law("gdpr/21/3")
def test_an_objection_to_direct_marketing_costs_nothing() -> None:
    why = objection(given(received(MARKETING)), "propose_fee", **fee(MARKETING))

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(21, 3)


@pytest.mark.law("gdpr/7/3")
def test_withdrawing_consent_costs_nothing() -> None:
    why = objection(given(received(CONSENT)), "propose_fee", **fee(CONSENT))

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(7, 3)


@pytest.mark.law("gdpr/12/2")
def test_a_fee_falls_away_when_another_right_was_meant() -> None:
    request = given(received(ACCESS), fee_proposed(ACCESS, notified_on=RECEIVED_ON))

    request.reclassify_claim(NOW, from_right=ACCESS, to_right=MARKETING, reason=WORDS)

    assert request.claims[MARKETING].fee is None


@pytest.mark.law("gdpr/12/5")
@pytest.mark.parametrize(
    ("ground", "refusable"), [(FeeGround.FURTHER_COPIES, True), (FeeGround.EXCESSIVE, False)]
)
def test_a_further_copy_that_is_paid_for_is_no_bargain_about_the_rest(
    ground: FeeGround, *, refusable: bool
) -> None:
    past = (copied(ACCESS), fee_proposed(ACCESS, ground), fee_accepted(ACCESS))
    listed = {one.command: one for one in actions(given(received(ACCESS), *past))}

    assert bool(listed["refuse"].rights) is refusable
