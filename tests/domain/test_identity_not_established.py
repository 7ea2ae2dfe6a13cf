"""No proof of who asks: the time to give one, and what is refused without it."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import IdentityNotEstablished
from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.lead_times import Leads
from griffie.domain.model.setting import Controller
from griffie.domain.request.vocabulary import ClaimStatus, Identity
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    doubted,
    fulfilled,
    given,
    granted,
    not_established,
    objection,
    received,
    withdrawn,
)

ACCESS, ERASURE, OBJECTION = Right.ACCESS, Right.ERASURE, Right.OBJECTION
MARKETING, CONSENT = Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL
AUTOMATED = Right.AUTOMATED_DECISION

MARCH_6, MARCH_16 = date(2026, 3, 6), date(2026, 3, 16)


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"failed_on": MARCH_6}, True),
        ({"failed_on": MARCH_6, "received_on": MARCH_6}, True),
        ({"failed_on": date(2026, 3, 10)}, True),
        ({"failed_on": date(2026, 3, 10), "received_on": date(2026, 3, 9)}, False),
        ({"failed_on": date(2026, 3, 11)}, False),
        ({}, False),
    ],
    ids=["that day", "proof that day", "day 4", "proof came and failed", "day 5", "today"],
)
def test_a_time_to_answer_is_owed(said: dict[str, Any], *, refused: bool) -> None:
    request = given(received(ACCESS), doubted(MARCH_6))

    if refused:
        why = objection(request, "fail_identity", reason=WORDS, **said)
        assert isinstance(why, UnlawfulError)
        assert why.provision == GDPR(12, 6)
    else:
        happened = request.fail_identity(NOW, reason=WORDS, **said)
        assert happened.failed_on == said.get("failed_on", NOW.today)


@pytest.mark.law("gdpr/12/6")
def test_what_came_in_before_the_second_question_does_not_answer_it() -> None:
    request = given(received(ACCESS), doubted(MARCH_6), doubted(date(2026, 3, 10)))
    said: dict[str, Any] = {"reason": WORDS, "failed_on": date(2026, 3, 12)}

    early = objection(request, "fail_identity", received_on=date(2026, 3, 9), **said)
    happened = request.fail_identity(NOW, received_on=date(2026, 3, 11), **said)

    assert isinstance(early, UnlawfulError)
    assert early.provision == GDPR(12, 6)
    assert happened.received_on == date(2026, 3, 11)


def test_the_profile_may_give_more_time_to_answer() -> None:
    patient = NOW._replace(controller=Controller(leads=Leads(proof=20)))
    request = given(received(ACCESS), doubted(MARCH_6))

    why = objection(request, "fail_identity", patient, reason=WORDS)

    assert str(why).startswith("the person may still answer: wait until 2026-03-26")


@pytest.mark.law("gdpr/12/6")
def test_without_proof_the_claims_of_articles_15_to_21_are_refused_and_no_other() -> None:
    rights = (ACCESS, ERASURE, CONSENT, AUTOMATED, MARKETING)
    request = given(received(*rights), doubted(MARCH_6))

    happened = request.fail_identity(NOW, reason=WORDS, received_on=MARCH_16)

    assert happened == IdentityNotEstablished(
        reason=WORDS, received_on=MARCH_16, rights=(ACCESS, ERASURE), failed_on=NOW.today
    )
    refused_now = {right for right, claim in request.claims.items() if claim.status == "refused"}
    assert refused_now == {ACCESS, ERASURE}
    assert request.claims[ACCESS].ground == "gdpr/12/6"
    assert request.identity is Identity.FAILED


def test_failing_leaves_alone_what_was_over() -> None:
    request = given(
        received(ACCESS, ERASURE, OBJECTION), fulfilled(ACCESS), withdrawn(ERASURE), doubted()
    )

    happened = request.fail_identity(NOW, reason=WORDS, received_on=None)

    assert happened.rights == (OBJECTION,)
    assert happened.received_on == NOW.today


def test_a_promise_does_not_outlive_a_failed_proof() -> None:
    request = given(received(ACCESS), granted(ACCESS), doubted())

    request.fail_identity(NOW, reason=WORDS, received_on=None)

    assert request.claims[ACCESS].status is ClaimStatus.REFUSED


@pytest.mark.law("gdpr/12/6")
def test_who_failed_can_still_prove_and_the_refusal_is_then_taken_back() -> None:
    request = given(received(ACCESS), doubted(), not_established(ACCESS))

    request.verify_identity(NOW, method=WORDS, verified_on=MARCH_16, received_on=MARCH_16)
    request.revoke_decision(NOW, right=ACCESS, reason=WORDS)
    request.fulfil(NOW, right=ACCESS, measures=WORDS)

    assert request.claims[ACCESS].status is ClaimStatus.FULFILLED


@pytest.mark.law("gdpr/12/6")
def test_a_right_that_is_read_into_it_after_the_proof_failed_is_refused_by_the_same_way() -> None:
    request = given(received(ACCESS), doubted(), not_established(ACCESS))
    settled = objection(request, "fail_identity", reason=WORDS, received_on=None)

    request.add_claim(NOW, right=ERASURE, received_on=RECEIVED_ON, purposes=(), categories=())
    happened = request.fail_identity(NOW, reason=WORDS, received_on=None)

    assert str(settled) == "nothing waits for a proof of identity: ask for proof first"
    assert happened.rights == (ERASURE,)
    assert request.claims[ERASURE].ground == "gdpr/12/6"


def test_without_a_doubt_nothing_fails() -> None:
    why = objection(given(received(ACCESS)), "fail_identity", reason=WORDS, received_on=None)

    assert isinstance(why, OutOfOrderError)
    assert str(why) == "nothing waits for a proof of identity: ask for proof first"
