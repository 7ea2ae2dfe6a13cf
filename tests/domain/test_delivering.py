"""Copies and data in a machine's format: what is delivered, to whom, and what comes first."""

from datetime import date
from typing import Any

import pytest

from griffie.domain import events
from griffie.domain.events import CopyDelivered, DataTransmitted
from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import Channel, Deed, DocumentKind, Format, Hands
from tests.given.past import NOW, WORDS, doubted, fee_proposed, given, objection, received

ACCESS, ERASURE, PORTABILITY = Right.ACCESS, Right.ERASURE, Right.PORTABILITY


MARCH_10 = date(2026, 3, 10)


DOCUMENT = Sealed("d" * 43)


ADDED = events.DocumentAdded(kind=DocumentKind.DELIVERED_COPY, document=DOCUMENT, size=9)


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
