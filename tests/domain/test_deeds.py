"""What was done to carry a right out, and what the law wants to come first."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from griffie.domain import events
from griffie.domain.events import (
    BalancingPerformed,
    CopyDelivered,
    DataTransmitted,
    HumanReviewPerformed,
)
from griffie.domain.events.deeds import Done
from griffie.domain.law import GDPR, ExceptionGround, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import (
    Channel,
    ClaimStatus,
    Deed,
    DocumentKind,
    Format,
    Hands,
    ReviewOutcome,
    Weighing,
)
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    closed,
    copied,
    doubted,
    excepted,
    fee_proposed,
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
DOCUMENT = Sealed("d" * 43)
ADDED = events.DocumentAdded(kind=DocumentKind.DELIVERED_COPY, document=DOCUMENT, size=9)
IN_CRM: dict[str, Any] = {"system": "crm"}

DONE: list[tuple[str, Right, dict[str, Any], type[Done], Deed]] = [
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


# Copies.


def copy(right: Right = ACCESS, form: Format = Format.PDF) -> dict[str, Any]:
    return {
        "right": right,
        "format": form,
        "channel": Channel.EMAIL,
        "hands": Hands.REQUESTER,
        "delivered_on": MARCH_10,
        "documents": (DOCUMENT,),
    }


@pytest.mark.law("gdpr/15/3")
def test_a_copy_is_delivered_and_which_documents_those_were() -> None:
    request = given(received(ACCESS), ADDED)

    happened = request.deliver_copy(NOW, **copy())

    assert happened == CopyDelivered(**copy())
    assert request.claims[ACCESS].deeds == {Deed.COPY_DELIVERED}


def test_what_is_not_in_the_file_was_not_delivered() -> None:
    why = objection(given(received(ACCESS)), "deliver_copy", **copy())

    assert isinstance(why, BadInputError)
    assert why.word == "documents"


@pytest.mark.law("gdpr/12/6")
def test_no_copy_goes_to_who_may_be_somebody_else() -> None:
    why = objection(given(received(ACCESS), ADDED, doubted()), "deliver_copy", **copy())

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 6)


def test_by_our_policy_no_copy_goes_before_its_price_is_accepted() -> None:
    why = objection(given(received(ACCESS), ADDED, fee_proposed(ACCESS)), "deliver_copy", **copy())

    assert isinstance(why, OutOfOrderError)


@pytest.mark.law("gdpr/20/1")
@pytest.mark.parametrize("form", [Format.PAPER, Format.PDF, Format.OTHER])
@pytest.mark.parametrize("step", ["deliver_copy", "transmit_data"])
def test_portable_data_are_readable_by_machines(step: str, form: Format) -> None:
    send = {"right": PORTABILITY, "format": form, "target": WORDS, "transmitted_on": MARCH_10}
    said = {"deliver_copy": copy(PORTABILITY, form), "transmit_data": send}[step]

    why = objection(given(received(PORTABILITY), ADDED), step, **said)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(20, 1)


@pytest.mark.law("gdpr/20/2")
@pytest.mark.parametrize("form", [Format.CSV, Format.JSON, Format.XML, Format.MACHINE_READABLE])
def test_portable_data_go_directly_to_another_controller(form: Format) -> None:
    request = given(received(PORTABILITY))
    said: dict[str, Any] = {"right": PORTABILITY, "format": form, "target": WORDS}

    happened = request.transmit_data(NOW, **said, transmitted_on=MARCH_10)

    assert happened == DataTransmitted(**said, transmitted_on=MARCH_10)
    assert request.claims[PORTABILITY].deeds == {Deed.DATA_TRANSMITTED}


# Erasing.


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


# Weighing and reviewing.


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

    request.apply_exception(NOW, **yields(AUTOMATED, ExceptionGround.AUTHORISED_BY_LAW))

    assert request.claims[AUTOMATED].status is ClaimStatus.REFUSED
