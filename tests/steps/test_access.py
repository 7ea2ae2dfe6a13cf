"""Access in another way than by a copy: remote access, a look, by word of mouth, information."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.law import GDPR, Provision, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.request.vocabulary import AccessManner, Channel, Format
from griffie.domain.steps import handed_over
from griffie.domain.steps.access import AccessGiven, of_access
from tests.given.declared import Case
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    copied,
    fulfilled,
    given,
    granted,
    informed,
    objection,
    received,
)
from tests.given.story import receive

ACCESS, PORTABILITY = Right.ACCESS, Right.PORTABILITY
GIVEN: dict[str, Any] = {"manner": AccessManner.REMOTE_ACCESS, "given_on": RECEIVED_ON}
SAMPLES = (AccessGiven(right=ACCESS, manner=AccessManner.ORAL, given_on=RECEIVED_ON, asked=WORDS),)
CASES = {
    of_access: Case([received(PORTABILITY)], "give_access", {"right": PORTABILITY, **GIVEN}),
    handed_over.access_given: Case(
        [received(ACCESS), fulfilled(ACCESS), informed(ACCESS)], "close", {}
    ),
    handed_over.data_given: Case(
        [received(PORTABILITY), fulfilled(PORTABILITY), informed(PORTABILITY)], "close", {}
    ),
}
TRIED = ("give-access",)


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("manner", sorted({*AccessManner} - {AccessManner.REMOTE_ACCESS}))
def test_a_look_stands_for_a_copy_only_where_it_was_asked_for(manner: AccessManner) -> None:
    request = given(received(ACCESS))

    why = objection(request, "give_access", right=ACCESS, manner=manner, given_on=RECEIVED_ON)
    request.verify_identity(NOW, method=WORDS, verified_on=RECEIVED_ON)
    happened = request.give_access(
        NOW, right=ACCESS, manner=manner, given_on=RECEIVED_ON, asked=WORDS
    )

    assert isinstance(why, BadInputError)
    assert why.word == "asked"
    assert happened.asked == WORDS


@pytest.mark.law("gdpr/12/1")
def test_what_is_said_is_said_to_somebody_who_is_known() -> None:
    request = given(received(ACCESS))
    said: dict[str, Any] = {"right": ACCESS, "given_on": RECEIVED_ON, "asked": WORDS}

    why = objection(request, "give_access", manner=AccessManner.ORAL, **said)
    request.give_access(NOW, manner=AccessManner.INSPECTION, **said)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 1)


@pytest.mark.parametrize(
    ("right", "provision"), [(ACCESS, GDPR(15, 3)), (PORTABILITY, GDPR(20, 1))]
)
def test_nothing_is_handed_over_by_telephone(right: Right, provision: Provision) -> None:
    request = given(received(right, channel=Channel.PHONE))
    said: dict[str, Any] = {"right": right, "format": Format.JSON, "delivered_on": RECEIVED_ON}

    why = objection(request, "deliver_copy", channel=Channel.PHONE, **said)
    request.deliver_copy(NOW, channel=Channel.POST, **said)

    assert isinstance(why, UnlawfulError)
    assert why.provision == provision


def test_remote_access_needs_no_words_of_the_requester() -> None:
    happened = given(received(ACCESS)).give_access(NOW, right=ACCESS, **GIVEN)

    assert happened == AccessGiven(right=ACCESS, **GIVEN)


@pytest.mark.law("gdpr/15/3")
@pytest.mark.law("gdpr/20/1")
@pytest.mark.parametrize(
    ("right", "provision"), [(ACCESS, GDPR(15, 3)), (PORTABILITY, GDPR(20, 1))]
)
def test_what_was_granted_is_not_closed_before_the_data_went_out(
    right: Right, provision: object
) -> None:
    request = given(received(right), fulfilled(right), informed(right))

    why = objection(request, "close")
    request.record(copied(right), NOW)
    request.close(NOW)

    assert isinstance(why, UnlawfulError)
    assert why.provision == provision
    assert request.outcome


def test_it_is_no_way_to_hand_over_portable_data() -> None:
    why = objection(
        given(received(PORTABILITY), granted(PORTABILITY)),
        "give_access",
        right=PORTABILITY,
        **GIVEN,
    )

    assert isinstance(why, OutOfOrderError)
    assert str(why) == of_access.otherwise.format(right=PORTABILITY)


def test_it_is_recorded_through_http_and_shown(dpo: TestClient) -> None:
    place = receive(dpo, rights=[{"right": "access"}])
    body = {"right": "access", "manner": "inspection", "given_on": "2026-03-06"}

    without = dpo.post(f"{place}/give-access", json=body)
    taken = dpo.post(f"{place}/give-access", json=body | {"asked": "Ik kom liever kijken."})

    assert (without.status_code, taken.status_code) == (422, 200), taken.text
    (deed,) = taken.json()["claims"][0]["deeds"]
    assert (deed["deed"], deed["on"]) == ("access_given", "2026-03-06")
    assert deed["details"] == {"manner": "inspection", "hands": "requester"}
