"""A letter about several rights, and where it says that a thing stands."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import RequesterInformed
from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.request.values import Said
from griffie.domain.request.vocabulary import Channel, Letter, Where
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    fulfilled,
    given,
    informed,
    no_request,
    objection,
    received,
    refused,
)
from tests.given.said import FILED

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
MARCH_10 = date(2026, 3, 10)
MIXED = (received(ACCESS, ERASURE), refused(ACCESS), fulfilled(ERASURE))
TELL: dict[str, Any] = {
    "kind": Letter.ANSWER,
    "rights": (ACCESS, ERASURE),
    "sent_on": NOW.today,
    "channel": Channel.EMAIL,
}


@pytest.mark.law("gdpr/12/1")
@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    ("past", "said", "provision"),
    [
        (MIXED, {"kind": Letter.REFUSAL}, "gdpr/12/4"),
        (MIXED, {"channel": Channel.IN_PERSON}, "gdpr/12/1"),
        (
            (received(), no_request()),
            {"kind": Letter.REFUSAL, "rights": (), "channel": Channel.IN_PERSON},
            "gdpr/12/1",
        ),
    ],
    ids=["a refusal of what was done", "a no among others", "that it is no request"],
)
def test_each_right_of_a_letter_is_looked_at(
    past: tuple[Any, ...], said: dict[str, Any], provision: str
) -> None:
    why = objection(given(*past), "inform", **TELL | said)

    assert isinstance(why, UnlawfulError)
    assert str(why.provision) == provision


def stands(**said: Any) -> dict[str, Any]:
    return TELL | {"rights": (ACCESS,), "said": (Said(**said),)}


@pytest.mark.parametrize("provision", ["gdpr/15/1/a", "gdpr/12/4", "gdpr/15/1/g"])
def test_whatever_a_letter_says_may_stand_in_its_text(provision: str) -> None:
    request = given(received(ACCESS), fulfilled(ACCESS))

    told = request.inform(NOW, **stands(provision=provision, where=Where.TEXT))

    assert told.said[0].where is Where.TEXT


def test_a_document_of_the_request_may_be_the_annex() -> None:
    request = given(received(ACCESS), fulfilled(ACCESS), FILED)
    annex = {"provision": "gdpr/15/3", "where": Where.ANNEX, "document": FILED.document}

    assert request.inform(NOW, **stands(**annex)).said[0].document == FILED.document


def test_a_letter_that_the_law_forbade_said_nothing() -> None:
    forbidden = RequesterInformed(
        **TELL | {"sent_on": MARCH_10, "rights": (ACCESS,)}, irregular=WORDS
    )
    past = (received(ACCESS), fulfilled(ACCESS), informed(ACCESS), forbidden)
    earlier = {"provision": "gdpr/15/1/a", "where": Where.SAID_ON}

    why = objection(given(*past), "inform", **stands(**earlier, on=MARCH_10))
    told = given(*past).inform(NOW, **stands(**earlier, on=RECEIVED_ON))

    assert isinstance(why, BadInputError)
    assert told.said[0].on == RECEIVED_ON
