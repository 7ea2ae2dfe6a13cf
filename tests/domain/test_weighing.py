"""Weighing an objection, and a person who reviews what a machine decided."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import BalancingPerformed, HumanReviewPerformed
from griffie.domain.law import GDPR, ExceptionGround, Right
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import ClaimStatus, ReviewOutcome, Weighing
from tests.given.past import NOW, RECEIVED_ON, WORDS, excepted, given, objection, received

OBJECTION, AUTOMATED = Right.OBJECTION, Right.AUTOMATED_DECISION


MARCH_10 = date(2026, 3, 10)


def weighed(prevails: Weighing) -> BalancingPerformed:
    return BalancingPerformed(
        right=OBJECTION, interests=WORDS, prevails=prevails, performed_on=RECEIVED_ON
    )


def yields(right: Right, ground: ExceptionGround) -> dict[str, Any]:
    said: dict[str, Any] = {"right": right, "ground": ground, "categories": ()}
    return said | {"necessity": WORDS, "legal_basis": None, "until": None}


COMPELLING = yields(OBJECTION, ExceptionGround.COMPELLING_GROUNDS)


@pytest.mark.law("gdpr/21/1")
@pytest.mark.parametrize(
    "past",
    [
        [],
        [weighed(Weighing.DATA_SUBJECT)],
        [weighed(Weighing.CONTROLLER), weighed(Weighing.DATA_SUBJECT)],
    ],
    ids=["not weighed", "theirs prevail", "theirs prevail after all"],
)
def test_compelling_grounds_are_the_controllers_to_show(past: list[Event]) -> None:
    why = objection(given(received(OBJECTION), *past), "apply_exception", **COMPELLING)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(21, 1)


@pytest.mark.law("gdpr/21/1")
def test_an_objection_yields_to_compelling_grounds_that_were_shown() -> None:
    request = given(received(OBJECTION))
    said: dict[str, Any] = {"right": OBJECTION, "interests": WORDS, "performed_on": MARCH_10}

    happened = request.perform_balancing(NOW, **said, prevails=Weighing.CONTROLLER)
    request.apply_exception(NOW, **COMPELLING)

    assert happened == BalancingPerformed(**said, prevails=Weighing.CONTROLLER)
    assert request.claims[OBJECTION].status is ClaimStatus.REFUSED


@pytest.mark.law("gdpr/21/1")
def test_legal_claims_are_no_matter_of_weighing() -> None:
    request = given(received(OBJECTION))

    request.apply_exception(NOW, **yields(OBJECTION, ExceptionGround.OBJECTION_LEGAL_CLAIMS))

    assert request.claims[OBJECTION].status is ClaimStatus.REFUSED


def test_what_was_decided_is_not_weighed_any_more() -> None:
    past = excepted(OBJECTION, ExceptionGround.OBJECTION_LEGAL_CLAIMS)

    why = objection(
        given(received(OBJECTION), past),
        "perform_balancing",
        right=OBJECTION,
        interests=WORDS,
        prevails=Weighing.CONTROLLER,
        performed_on=MARCH_10,
    )

    assert str(why) == "objection has been decided: revoke that first"


@pytest.mark.law("gdpr/22/3")
@pytest.mark.parametrize("ground", [ExceptionGround.CONTRACT, ExceptionGround.EXPLICIT_CONSENT])
def test_a_machines_decision_stands_only_after_a_person_reviewed_it(
    ground: ExceptionGround,
) -> None:
    request = given(received(AUTOMATED))
    review: dict[str, Any] = {
        "right": AUTOMATED,
        "outcome": ReviewOutcome.UPHELD,
        "view": WORDS,
        "reasons": WORDS,
        "reviewed_on": MARCH_10,
    }

    why = objection(request, "apply_exception", **yields(AUTOMATED, ground))
    happened = request.perform_human_review(NOW, **review)
    request.apply_exception(NOW, **yields(AUTOMATED, ground))

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(22, 3)
    assert happened == HumanReviewPerformed(**review)
    assert request.claims[AUTOMATED].status is ClaimStatus.REFUSED


@pytest.mark.law("gdpr/22/2/b")
def test_what_a_law_authorises_needs_no_review_of_paragraph_three() -> None:
    request = given(received(AUTOMATED))

    said = yields(AUTOMATED, ExceptionGround.AUTHORISED_BY_LAW)

    request.apply_exception(NOW, **said | {"legal_basis": WORDS})

    assert request.claims[AUTOMATED].status is ClaimStatus.REFUSED
