"""A right is decided part by part; status, ground and outcome follow from the parts."""

from typing import Any

import pytest

from griffie.domain.law import ExceptionGround, NotApplicableGround, Refusal, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.values import Sealed
from griffie.domain.request.part import Part
from griffie.domain.request.vocabulary import ClaimStatus, PartStatus
from griffie.domain.rights_request import RightsRequest
from tests.given.past import NOW, RECEIVED_ON, WORDS, fulfilled, given, objection, received

ERASURE, OBJECTION = Right.ERASURE, Right.OBJECTION
RECTIFICATION, CONSENT = Right.RECTIFICATION, Right.CONSENT_WITHDRAWAL
SURNAME, BIRTHDAY = Sealed("s" * 43), Sealed("b" * 43)
NO_GROUND = NotApplicableGround.NO_GROUND_FOR_ERASURE


def asked(right: Right, *names: str, by: str = "purposes") -> RightsRequest:
    first = received(right)
    rights = tuple(one.model_copy(update={by: names}) for one in first.rights)
    return given(first.model_copy(update={"rights": rights}))


def parts(request: RightsRequest, right: Right) -> list[tuple[Any, PartStatus, str | None]]:
    return [
        (one.part.purposes or one.part.categories or one.part.items, one.shown_as, one.ground)
        for one in request.claims[right].parts
    ]


def status(request: RightsRequest, right: Right) -> ClaimStatus:
    return request.claims[right].status


@pytest.mark.law("gdpr/16")
def test_one_datum_is_wrong_and_one_is_right() -> None:
    request = given(received(RECTIFICATION))

    request.fulfil(NOW, right=RECTIFICATION, items=(SURNAME,), measures=WORDS)
    assert status(request, RECTIFICATION) is ClaimStatus.OPEN
    request.find_not_applicable(
        NOW,
        right=RECTIFICATION,
        items=(BIRTHDAY,),
        ground=NotApplicableGround.DATA_ACCURATE,
        explanation=WORDS,
    )

    assert parts(request, RECTIFICATION) == [
        ((SURNAME,), PartStatus.FULFILLED, None),
        ((BIRTHDAY,), PartStatus.NOT_APPLICABLE, "fact/data_accurate"),
        ((), PartStatus.OPEN, None),
    ]
    request.find_not_applicable(
        NOW, right=RECTIFICATION, ground=NotApplicableGround.DATA_ACCURATE, explanation=WORDS
    )
    assert status(request, RECTIFICATION) is ClaimStatus.PARTLY_FULFILLED


def test_a_part_decided_alone_closes_nothing_and_the_way_on_is_said() -> None:
    asked, done = received(RECTIFICATION), fulfilled(RECTIFICATION)
    surname = done.model_copy(update={"items": (SURNAME,)})

    undecided = objection(given(asked), "close")
    partly = objection(given(asked, surname), "close")

    assert str(undecided).endswith("grant, refuse or fulfil it first")
    assert str(partly).endswith("decide about the rest, naming no part")


@pytest.mark.law("gdpr/17/1")
def test_no_ground_for_a_part_needs_no_false_exception() -> None:
    request = asked(ERASURE, "contract", "preferences", by="categories")

    request.find_not_applicable(
        NOW, right=ERASURE, categories=("contract",), ground=NO_GROUND, explanation=WORDS
    )
    request.fulfil(NOW, right=ERASURE, categories=("preferences",), measures=WORDS)

    assert parts(request, ERASURE) == [
        (("contract",), PartStatus.NO_GROUND, "gdpr/17/1"),
        (("preferences",), PartStatus.FULFILLED, None),
    ]
    assert status(request, ERASURE) is ClaimStatus.PARTLY_FULFILLED


@pytest.mark.law("gdpr/21/1", "gdpr/7/3")
@pytest.mark.parametrize("right", [OBJECTION, CONSENT])
def test_purposes_that_were_asked_about_are_decided_one_by_one(right: Right) -> None:
    request = asked(right, "analytics", "profiling")

    request.grant(NOW, right=right, purposes=("analytics",))
    assert parts(request, right)[-1] == (("profiling",), PartStatus.OPEN, None)
    request.find_not_applicable(
        NOW,
        right=right,
        purposes=("profiling",),
        ground=NotApplicableGround.NO_DATA,
        explanation=WORDS,
    )

    assert status(request, right) is ClaimStatus.PARTLY_GRANTED
    request.fulfil(NOW, right=right, measures=WORDS)
    assert parts(request, right) == [
        (("analytics",), PartStatus.FULFILLED, None),
        (("profiling",), PartStatus.NOT_APPLICABLE, "fact/no_data"),
    ]
    assert status(request, right) is ClaimStatus.PARTLY_FULFILLED


def test_of_what_was_promised_a_part_is_carried_out_first() -> None:
    request = asked(OBJECTION, "analytics", "profiling")
    request.grant(NOW, right=OBJECTION)

    request.fulfil(NOW, right=OBJECTION, purposes=("analytics",), measures=WORDS)
    assert status(request, OBJECTION) is ClaimStatus.GRANTED
    request.fulfil(NOW, right=OBJECTION, measures=WORDS)

    assert status(request, OBJECTION) is ClaimStatus.FULFILLED


def refused(purposes: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"ground": Refusal.EXCESSIVE, "demonstration": WORDS, "purposes": purposes}


def test_what_was_decided_is_revoked_before_it_is_decided_again() -> None:
    request = asked(OBJECTION, "analytics", "profiling")
    request.refuse(NOW, right=OBJECTION, **refused(("analytics",)))

    with pytest.raises(OutOfOrderError, match="a part of objection has been decided"):
        request.grant(NOW, right=OBJECTION, purposes=("analytics", "profiling"))
    request.revoke_decision(NOW, right=OBJECTION, purposes=("analytics",), reason=WORDS)

    request.grant(NOW, right=OBJECTION, purposes=("analytics", "profiling"))
    assert status(request, OBJECTION) is ClaimStatus.GRANTED


def test_a_part_that_is_taken_back_is_not_the_rest_that_was_decided() -> None:
    request = asked(OBJECTION, "analytics", "profiling")
    request.grant(NOW, right=OBJECTION, purposes=("analytics",))
    request.refuse(NOW, right=OBJECTION, **refused())

    request.revoke_decision(NOW, right=OBJECTION, purposes=("analytics",), reason=WORDS)

    assert parts(request, OBJECTION) == [
        ((), PartStatus.REFUSED, "gdpr/12/5/excessive"),
        (("analytics",), PartStatus.OPEN, None),
    ]
    assert status(request, OBJECTION) is ClaimStatus.OPEN
    request.fulfil(NOW, right=OBJECTION, measures=WORDS)
    assert parts(request, OBJECTION)[-1] == (("analytics",), PartStatus.FULFILLED, None)
    assert status(request, OBJECTION) is ClaimStatus.PARTLY_FULFILLED


@pytest.mark.parametrize("word", ["purposes", "categories"])
def test_a_part_that_was_not_asked_about_is_refused(word: str) -> None:
    request = asked(ERASURE, "orders", by=word)
    part: dict[str, Any] = {word: ("invoices",)}

    with pytest.raises(BadInputError, match="not asked about") as refusal:
        RightsRequest.grant.take(request, NOW, right=ERASURE, **part)

    assert refusal.value.word == word


def test_with_four_eyes_every_proposal_waits_for_somebody_else() -> None:
    request = asked(OBJECTION, "analytics", "profiling")
    request.setting = request.setting.model_copy(update={"four_eyes": True})
    request.refuse(NOW, right=OBJECTION, **refused(("analytics",)))
    request.refuse(NOW._replace(actor="u-2"), right=OBJECTION, **refused())

    for proposer in ("u-17", "u-2"):
        with pytest.raises(OutOfOrderError, match="cannot approve"):
            request.approve_refusal(NOW._replace(actor=proposer), right=OBJECTION)
    request.approve_refusal(NOW._replace(actor="u-3"), right=OBJECTION)

    assert status(request, OBJECTION) is ClaimStatus.REFUSED


def test_what_is_withdrawn_is_one_part() -> None:
    request = asked(OBJECTION, "analytics", "profiling")
    request.grant(NOW, right=OBJECTION, purposes=("analytics",))

    happened: Event = request.withdraw(NOW, rights=(OBJECTION,), on=NOW.today, words=WORDS)

    assert happened.TOPIC == "RequestWithdrawn"
    (part,) = request.claims[OBJECTION].parts
    assert part.status is PartStatus.WITHDRAWN


def test_an_exception_of_a_purpose_leaves_the_other_open() -> None:
    request = asked(OBJECTION, "analytics", "profiling")

    request.apply_exception(
        NOW,
        right=OBJECTION,
        ground=ExceptionGround.OBJECTION_LEGAL_CLAIMS,
        purposes=("analytics",),
        necessity=WORDS,
    )

    assert request.claims[OBJECTION].decisions[0].part == Part(("analytics",))
    assert status(request, OBJECTION) is ClaimStatus.OPEN


@pytest.mark.law("gdpr/12/3")
def test_a_part_that_was_promised_is_carried_out_and_not_promised_twice() -> None:
    request = given(received(Right.ERASURE))
    photos: dict[str, Any] = {"right": Right.ERASURE, "categories": ("photos",)}

    request.grant(NOW, **photos)
    request.collect_events()
    again = objection(request, "grant", **photos)
    other = objection(
        request, "revoke_decision", **photos | {"categories": ("orders",), "reason": WORDS}
    )
    request.fulfil(NOW, **photos, measures=WORDS, done_on=RECEIVED_ON)

    assert str(again) == "a part of erasure has been decided: revoke that first"
    assert str(other).startswith("nothing was decided about erasure")
    assert request.claims[Right.ERASURE].is_carried_out
    assert request.claims[Right.ERASURE].fulfilled_on == RECEIVED_ON
