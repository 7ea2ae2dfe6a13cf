"""What was done to carry a right out, and what the law wants to come first."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from griffie.domain import events
from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import ClaimStatus, Deed
from griffie.domain.steps.deed import DeedRecorded
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    closed,
    copied,
    doubted,
    fulfilled,
    given,
    informed,
    objection,
    received,
    refused,
)

ACCESS, ERASURE, PORTABILITY = Right.ACCESS, Right.ERASURE, Right.PORTABILITY


OBJECTION, AUTOMATED = Right.OBJECTION, Right.AUTOMATED_DECISION


MARKETING, CONSENT = Right.DIRECT_MARKETING_OBJECTION, Right.CONSENT_WITHDRAWAL


RECTIFICATION = Right.RECTIFICATION


MARCH_10 = date(2026, 3, 10)


IN_CRM: dict[str, Any] = {"system": "crm"}


DONE: list[tuple[str, Right, dict[str, Any], type[DeedRecorded], Deed]] = [
    (
        "find_transmission_infeasible",
        PORTABILITY,
        {"reason": WORDS, "found_on": MARCH_10},
        events.TransmissionFoundInfeasible,
        Deed.TRANSMISSION_INFEASIBLE,
    ),
    (
        "rectify_data",
        RECTIFICATION,
        IN_CRM | {"fields": ("birth", "name"), "rectified_on": MARCH_10},
        events.DataRectified,
        Deed.DATA_RECTIFIED,
    ),
    (
        "append_statement",
        RECTIFICATION,
        IN_CRM | {"statement": WORDS, "appended_on": MARCH_10},
        events.StatementAppended,
        Deed.STATEMENT_APPENDED,
    ),
    (
        "erase_data",
        ERASURE,
        IN_CRM | {"proof": WORDS, "erased_on": MARCH_10},
        events.DataErased,
        Deed.DATA_ERASED,
    ),
    (
        "defer_erasure",
        ERASURE,
        IN_CRM | {"reason": WORDS, "deferred_on": MARCH_10, "until": date(2026, 6, 30)},
        events.ErasureDeferred,
        Deed.ERASURE_DEFERRED,
    ),
    (
        "inform_public_controllers",
        ERASURE,
        {"who": WORDS, "measures": WORDS, "informed_on": MARCH_10},
        events.PublicControllersInformed,
        Deed.PUBLIC_CONTROLLERS_INFORMED,
    ),
    (
        "stop_processing",
        OBJECTION,
        {"purposes": ("credit",), "stopped_on": MARCH_10},
        events.ProcessingStopped,
        Deed.PROCESSING_STOPPED,
    ),
    (
        "stop_marketing",
        MARKETING,
        {"channels": ("email",), "stopped_on": MARCH_10},
        events.MarketingStopped,
        Deed.MARKETING_STOPPED,
    ),
    (
        "record_suppression",
        MARKETING,
        IN_CRM | {"suppressed_on": MARCH_10},
        events.SuppressionRecorded,
        Deed.SUPPRESSED,
    ),
    (
        "propagate_withdrawal",
        CONSENT,
        {"recipients": ("mailer",), "told_on": MARCH_10},
        events.WithdrawalPropagated,
        Deed.WITHDRAWAL_PROPAGATED,
    ),
]


@pytest.mark.law("gdpr/16")
@pytest.mark.law("gdpr/17/1")
@pytest.mark.law("gdpr/17/2")
@pytest.mark.law("gdpr/20/2")
@pytest.mark.law("gdpr/21/1")
@pytest.mark.law("gdpr/21/3")
@pytest.mark.law("gdpr/7/3")
@pytest.mark.parametrize(
    ("step", "right", "said", "kind", "deed"), DONE, ids=[step for step, *_ in DONE]
)
def test_a_deed_is_a_fact_about_its_claim_and_decides_nothing(
    step: str, right: Right, said: dict[str, Any], kind: Callable[..., Event], deed: Deed
) -> None:
    request = given(received(right))

    happened = getattr(request, step)(NOW, right=right, **said)

    assert happened == kind(right=right, **said)
    assert request.claims[right].deeds == {deed}
    assert request.claims[right].status is ClaimStatus.OPEN
    assert request.first_act_on == MARCH_10


def test_a_deed_on_the_day_of_receipt_is_an_act_about_it() -> None:
    request = given(received(ERASURE))

    request.erase_data(NOW, right=ERASURE, proof=WORDS, erased_on=RECEIVED_ON, **IN_CRM)

    assert request.first_act_on == RECEIVED_ON


@pytest.mark.parametrize(
    ("step", "right", "said"), [one[:3] for one in DONE], ids=[step for step, *_ in DONE]
)
def test_nothing_is_done_for_a_right_that_was_refused(
    step: str, right: Right, said: dict[str, Any]
) -> None:
    why = objection(given(received(right), refused(right)), step, right=right, **said)

    assert str(why).startswith(f"{right} was refused, withdrawn or found not applicable: revoke")


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("step", ["rectify_data", "append_statement", "erase_data"])
def test_while_identity_is_in_doubt_nothing_is_changed(step: str) -> None:
    right, said = next((right, said) for name, right, said, *_ in DONE if name == step)

    why = objection(given(received(right), doubted()), step, right=right, **said)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 6)


@pytest.mark.law("gdpr/15/3")
def test_nothing_is_erased_from_a_system_before_the_copies_were_decided_and_given() -> None:
    request = given(received(ERASURE, ACCESS), copied(ACCESS))
    wipe: dict[str, Any] = {"right": ERASURE, "proof": WORDS, "erased_on": MARCH_10, **IN_CRM}

    why = objection(request, "erase_data", **wipe)
    request.fulfil(NOW, right=ACCESS, measures=WORDS)
    request.erase_data(NOW, **wipe)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(15, 3)
    assert request.claims[ERASURE].deeds == {Deed.DATA_ERASED}


@pytest.mark.law("gdpr/17/1/b")
@pytest.mark.law("gdpr/17/1/c")
@pytest.mark.parametrize("right", [OBJECTION, MARKETING, CONSENT])
def test_objecting_and_withdrawing_consent_may_end_in_erasure(right: Right) -> None:
    request = given(received(right))

    request.erase_data(NOW, right=right, proof=WORDS, erased_on=MARCH_10, **IN_CRM)

    assert request.claims[right].deeds == {Deed.DATA_ERASED}


def test_what_is_deferred_is_deferred_until_a_day_to_come() -> None:
    why = objection(
        given(received(ERASURE)),
        "defer_erasure",
        right=ERASURE,
        reason=WORDS,
        deferred_on=MARCH_10,
        until=MARCH_10,
        **IN_CRM,
    )

    assert isinstance(why, BadInputError)
    assert why.word == "until"


def test_a_backup_is_overwritten_also_after_closing() -> None:
    ended = (received(ERASURE), fulfilled(ERASURE), informed(ERASURE), closed())
    request = given(*ended)

    request.erase_data(NOW, right=ERASURE, proof=WORDS, erased_on=MARCH_10, **IN_CRM)

    assert request.claims[ERASURE].deeds == {Deed.DATA_ERASED}
