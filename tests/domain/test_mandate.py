"""Who speaks for whom, and into whose hands data go."""

from typing import Any

import pytest

from griffie.domain.events import (
    MandateAsked,
    MandateRejected,
    MandateVerified,
    MinorAssessed,
    RepresentativeNamed,
)
from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.values import Minor, SealedRepresentative
from griffie.domain.request.vocabulary import (
    AgeBand,
    Capability,
    Capacity,
    Channel,
    ClaimStatus,
    Format,
    Hands,
    Mandate,
    MandateProof,
)
from tests.given.mandates import mandate_asked, mandate_rejected, mandate_verified, spoken_for
from tests.given.past import NOW, RECEIVED_ON, WORDS, given, objection, received

ACCESS, ERASURE, PORTABILITY = Right.ACCESS, Right.ERASURE, Right.PORTABILITY


def copy(right: Right = ACCESS, hands: Hands = Hands.REPRESENTATIVE) -> dict[str, Any]:
    return {
        "right": right,
        "format": Format.JSON,
        "channel": Channel.EMAIL,
        "hands": hands,
        "delivered_on": RECEIVED_ON,
        "documents": (),
    }


@pytest.mark.law("gdpr/5/2")
def test_a_mandate_is_asked_for_and_seen() -> None:
    request = given(received(ACCESS))

    asked = request.ask_mandate(NOW, question=WORDS, asked_on=RECEIVED_ON)
    then = request.mandate
    seen = request.verify_mandate(NOW, method=WORDS, verified_on=NOW.today)

    assert asked == MandateAsked(question=WORDS, asked_on=RECEIVED_ON)
    assert then is Mandate.ASKED
    assert seen == MandateVerified(method=WORDS, verified_on=NOW.today)
    assert request.mandate is Mandate.VERIFIED


@pytest.mark.law("gdpr/5/1/f")
def test_who_comes_forward_later_shows_a_mandate_of_their_own() -> None:
    request = given(received(ACCESS), mandate_asked(), mandate_verified())
    lawyer = SealedRepresentative(name=WORDS, capacity=Capacity.LAWYER)

    happened = request.name_representative(NOW, representative=lawyer, came_forward_on=RECEIVED_ON)
    then = request.mandate
    request.ask_mandate(NOW, question=WORDS, asked_on=NOW.today)

    assert happened == RepresentativeNamed(representative=lawyer, came_forward_on=RECEIVED_ON)
    assert request.representative == lawyer
    assert then is Mandate.NONE
    assert request.mandate is Mandate.ASKED


@pytest.mark.law("gdpr/12/3")
def test_by_our_policy_the_clock_runs_on_while_a_mandate_is_asked_for() -> None:
    request = given(received(ACCESS), mandate_asked())

    assert request.deadline == given(received(ACCESS)).deadline


@pytest.mark.law("gdpr/5/1/f")
@pytest.mark.parametrize("right", [ACCESS, PORTABILITY])
@pytest.mark.parametrize(
    "past",
    [[], [mandate_verified()], [spoken_for()], [spoken_for(), mandate_asked()]],
    ids=["nobody", "nobody, though seen", "unasked", "asked"],
)
def test_nothing_goes_into_hands_that_nobody_saw_may_receive_it(
    right: Right, past: list[Event]
) -> None:
    why = objection(given(received(right), *past), "deliver_copy", **copy(right))

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(5, 1, "f")


@pytest.mark.law("gdpr/5/1/f")
def test_a_mandate_that_was_seen_later_does_not_help_the_day_before() -> None:
    seen = MandateVerified(method=WORDS, verified_on=NOW.today)

    why = objection(given(received(ACCESS), spoken_for(), seen), "deliver_copy", **copy())

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(5, 1, "f")


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("right", [ACCESS, PORTABILITY])
def test_to_the_person_herself_it_may_always_be_sent(right: Right) -> None:
    request = given(received(right), spoken_for(), mandate_asked())

    request.deliver_copy(NOW, **copy(right, Hands.REQUESTER))
    request.fulfil(NOW, right=right, measures=WORDS)

    assert request.claims[right].status is ClaimStatus.FULFILLED


@pytest.mark.law("gdpr/5/1/f")
def test_what_a_representative_has_transmitted_waits_for_the_mandate() -> None:
    said: dict[str, Any] = {"right": PORTABILITY, "format": Format.JSON, "target": WORDS}
    request = given(received(PORTABILITY), spoken_for(), mandate_asked())

    why = objection(request, "transmit_data", **said, transmitted_on=RECEIVED_ON)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(5, 1, "f")


@pytest.mark.parametrize("shown_by", MandateProof)
def test_a_mandate_is_shown_by_what_is_proportionate(shown_by: MandateProof) -> None:
    request = given(received(ACCESS), spoken_for())

    seen = request.verify_mandate(NOW, method=WORDS, verified_on=RECEIVED_ON, shown_by=shown_by)
    request.deliver_copy(NOW, **copy())

    assert seen.shown_by is shown_by


def test_what_hands_nothing_over_does_not_wait_for_a_mandate() -> None:
    request = given(received(ERASURE), mandate_asked())

    request.fulfil(NOW, right=ERASURE, measures=WORDS)

    assert request.claims[ERASURE].status is ClaimStatus.FULFILLED


@pytest.mark.law("gdpr/5/1/f")
def test_who_may_not_speak_for_another_gets_nothing() -> None:
    request = given(received(ACCESS), spoken_for(), mandate_asked(), mandate_rejected())

    why = objection(request, "deliver_copy", **copy())

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(5, 1, "f")


@pytest.mark.law("gdpr/15/3")
def test_a_rejected_mandate_refuses_nothing_to_the_data_subject() -> None:
    request = given(received(ACCESS), mandate_asked())

    happened = request.reject_mandate(NOW, reason=WORDS)
    open_ = request.claims[ACCESS].status
    request.deliver_copy(NOW, **copy(hands=Hands.REQUESTER))
    request.fulfil(NOW, right=ACCESS, measures=WORDS)

    assert happened == MandateRejected(reason=WORDS)
    assert open_ is ClaimStatus.OPEN
    assert request.claims[ACCESS].status is ClaimStatus.FULFILLED


@pytest.mark.parametrize("past", [[], [mandate_asked()], [mandate_rejected()]])
def test_a_mandate_may_be_shown_unasked_and_also_after_it_was_rejected(past: list[Event]) -> None:
    request = given(received(ACCESS), spoken_for(), *past)

    request.verify_mandate(NOW, method=WORDS, verified_on=RECEIVED_ON)
    request.deliver_copy(NOW, **copy())

    assert request.mandate is Mandate.VERIFIED


def test_a_mandate_that_was_seen_may_prove_false() -> None:
    request = given(received(ACCESS), mandate_verified())

    request.reject_mandate(NOW, reason=WORDS)

    assert request.mandate is Mandate.REJECTED


@pytest.mark.law("gdpr/8/1")
@pytest.mark.parametrize("age_band", AgeBand)
@pytest.mark.parametrize("result", Capability)
def test_whether_a_minor_acts_alone_is_judged_by_a_person_and_remembered(
    age_band: AgeBand, result: Capability
) -> None:
    request = given(received(ACCESS))
    said: dict[str, Any] = {"age_band": age_band, "result": result, "reason": WORDS}

    happened = request.assess_minor(NOW, **said)

    assert happened == MinorAssessed(**said)
    assert request.minor == Minor(age_band, result)
