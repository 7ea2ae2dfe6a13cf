"""Every no is seen twice, where the controller's profile says so: our policy, no law."""

from typing import Any

import pytest

from griffie.domain.events import (
    FoundNotApplicable,
    IdentityFailureProposed,
    IdentityNotEstablished,
    Invoked,
    NotApplicableProposed,
    RefusalApproved,
)
from griffie.domain.law import GDPR, ExceptionGround, NotApplicableGround, Refusal, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.setting import Setting
from griffie.domain.request.vocabulary import ClaimStatus, Identity, Outcome
from tests.given.mandates import with_others
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    doubted,
    given,
    informed,
    objection,
    on,
    received,
)

ACCESS, ERASURE, MARKETING = Right.ACCESS, Right.ERASURE, Right.DIRECT_MARKETING_OBJECTION
FOUR_EYES = Setting(four_eyes=True)
SOMEBODY_ELSE = on(2026, 3, 20, actor="u-18")
PROPOSED = ClaimStatus.REFUSAL_PROPOSED


@pytest.mark.law("gdpr/11/2")
@pytest.mark.parametrize(
    "ground",
    [
        one
        for one in NotApplicableGround
        if ACCESS in one.rights and one not in {NotApplicableGround.NOTHING_TO_GIVE, "gdpr/15/3"}
    ],
)
def test_that_a_right_is_not_applicable_is_proposed_and_somebody_else_approves_it(
    ground: NotApplicableGround,
) -> None:
    request = given(*with_others(ACCESS, setting=FOUR_EYES))
    said: dict[str, Any] = {"right": ACCESS, "ground": ground, "explanation": WORDS}

    happened = request.find_not_applicable(NOW, **said)
    request.collect_events()
    then = request.claims[ACCESS].status
    own = objection(request, "approve_refusal", right=ACCESS)
    untold = objection(request, "inform", **letter(ACCESS))
    approved = request.approve_refusal(SOMEBODY_ELSE, right=ACCESS)

    assert happened == NotApplicableProposed(**said)
    assert then is PROPOSED
    assert isinstance(own, OutOfOrderError)
    assert str(untold) == "access has not been decided: grant, refuse or fulfil it first"
    assert approved == RefusalApproved(right=ACCESS)
    assert request.claims[ACCESS].status is ClaimStatus.NOT_APPLICABLE
    assert request.claims[ACCESS].ground == ground


def letter(*rights: Right) -> dict[str, Any]:
    letter = informed(*rights)
    return {
        word: getattr(letter, word) for word in ("kind", "rights", "sent_on", "channel", "text")
    }


@pytest.mark.law("gdpr/12/6")
def test_that_identity_failed_is_proposed_for_each_right_and_nothing_is_carried_out() -> None:
    request = given(received(ACCESS, ERASURE, MARKETING, setting=FOUR_EYES), doubted())

    happened = request.fail_identity(NOW, reason=WORDS, received_on=RECEIVED_ON)
    request.collect_events()
    then = {right: claim.status for right, claim in request.claims.items()}
    why = objection(request, "fulfil", right=ACCESS, measures=WORDS)
    for right in (ACCESS, ERASURE):
        request.approve_refusal(SOMEBODY_ELSE, right=right)

    assert type(happened) is IdentityFailureProposed
    assert happened.rights == (ACCESS, ERASURE)
    assert request.identity is Identity.FAILED
    assert then == {ACCESS: PROPOSED, ERASURE: PROPOSED, MARKETING: ClaimStatus.OPEN}
    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 6)
    assert request.claims[ACCESS].status is ClaimStatus.REFUSED
    assert request.claims[ACCESS].ground == "gdpr/12/6"


def test_with_two_eyes_it_is_found_at_once() -> None:
    request = given(received(ACCESS, ERASURE), doubted())

    found = request.find_not_applicable(
        NOW, right=ERASURE, ground=NotApplicableGround.NO_DATA, explanation=WORDS
    )
    failed = request.fail_identity(NOW, reason=WORDS)
    request.inform(NOW, **letter(ACCESS, ERASURE))
    request.close(NOW)

    assert type(found) is FoundNotApplicable
    assert type(failed) is IdentityNotEstablished
    assert request.outcome is Outcome.REFUSED


def test_a_proposal_is_taken_back_like_any_decision() -> None:
    request = given(received(ACCESS, setting=FOUR_EYES))
    request.find_not_applicable(
        NOW, right=ACCESS, ground=NotApplicableGround.NO_DATA, explanation=WORDS
    )

    request.revoke_decision(NOW, right=ACCESS, reason=WORDS)

    assert request.claims[ACCESS].status is ClaimStatus.OPEN


def test_an_exception_beside_a_refusal_that_is_only_proposed_is_a_proposal_too() -> None:
    erasure = Invoked(right=ERASURE, categories=("contact", "invoices"))
    request = given(received(erasure, setting=FOUR_EYES))
    request.refuse(
        NOW, right=ERASURE, ground=Refusal.EXCESSIVE, categories=("contact",), demonstration=WORDS
    )

    tax_law = ExceptionGround.LEGAL_OBLIGATION
    the_rest = request.apply_exception(
        NOW, right=ERASURE, ground=tax_law, necessity=WORDS, legal_basis=WORDS
    )

    assert the_rest.proposed
