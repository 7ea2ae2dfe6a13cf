"""A further copy: free at first, priced once a first one went out, and falling away unpaid."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.events import FoundNotApplicable
from griffie.domain.law import FeeGround, NotApplicableGround, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Setting
from griffie.domain.request.vocabulary import ClaimStatus, PartStatus, Relation
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    copied,
    fee_declined,
    fee_proposed,
    given,
    linked,
    objection,
    received,
)
from tests.given.story import receive

ACCESS = Right.ACCESS
FURTHER = FeeGround.FURTHER_COPIES
FEE: dict[str, Any] = {"ground": FURTHER, "amount_cents": 500, "demonstration": WORDS}
FEE |= {"right": ACCESS, "notified_on": RECEIVED_ON}
AWAY: dict[str, Any] = {"ground": NotApplicableGround.FURTHER_COPY_DECLINED, "explanation": WORDS}
AWAY |= {"right": ACCESS}
DECLINED: list[Event] = [copied(ACCESS), fee_proposed(ACCESS, FURTHER), fee_declined(ACCESS)]


@pytest.mark.law("gdpr/12/5")
@pytest.mark.parametrize("relation", [None, Relation.REMINDER])
def test_a_first_copy_is_free(relation: Relation | None) -> None:
    request = given(received(ACCESS), *([linked(relation)] if relation else []))

    why = objection(request, "propose_fee", **FEE)

    assert isinstance(why, UnlawfulError)
    assert (str(why.provision), "C-307/22" in str(why)) == ("gdpr/12/5", True)


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("past", [copied(ACCESS), linked(Relation.REPEAT)])
def test_a_further_copy_costs_once_a_first_went_out(past: Event) -> None:
    given(received(ACCESS), past).propose_fee(NOW, **FEE)


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("four_eyes", [False, True])
def test_only_the_further_copy_falls_away(four_eyes: bool) -> None:  # noqa: FBT001 - two houses
    request = given(received(ACCESS, setting=Setting(four_eyes=four_eyes)), *DECLINED)

    happened = request.find_not_applicable(NOW, **AWAY)

    assert happened == FoundNotApplicable(**AWAY)
    assert request.claims[ACCESS].status is ClaimStatus.OPEN
    request.fulfil(NOW, right=ACCESS, measures=WORDS)
    away, done = request.claims[ACCESS].parts
    assert (away.status, away.ground) == (PartStatus.NO_GROUND, "gdpr/15/3")
    assert (done.status, request.claims[ACCESS].fee) == (PartStatus.FULFILLED, None)


@pytest.mark.parametrize(
    "past",
    [
        [],
        [copied(ACCESS), fee_proposed(ACCESS, FURTHER)],
        [fee_proposed(ACCESS, FeeGround.EXCESSIVE), fee_declined(ACCESS)],
    ],
    ids=["no fee", "no answer", "another fee"],
)
def test_and_only_where_its_fee_was_declined(past: list[Event]) -> None:
    why = objection(given(received(ACCESS), *past), "find_not_applicable", **AWAY)

    assert isinstance(why, OutOfOrderError)


@pytest.mark.parametrize("delivered", [True, False])
def test_the_request_that_is_repeated_is_asked_whether_it_delivered_one(
    dpo: TestClient,
    delivered: bool,  # noqa: FBT001 - two pasts
) -> None:
    first, second = receive(dpo), receive(dpo)
    if delivered:
        copy = {
            "right": "access",
            "format": "pdf",
            "channel": "email",
            "delivered_on": "2026-03-06",
        }
        assert dpo.post(f"{first}/deliver-copy", json=copy).status_code == 200
    other = dpo.get(first).json()["id"]
    link = {"other": other, "relation": "repeat"}
    assert dpo.post(f"{second}/link", json=link).status_code == 200

    priced = dpo.post(
        f"{second}/propose-fee",
        json={"right": "access", "ground": "gdpr/15/3", "amount_cents": 500}
        | {"demonstration": "Papier.", "notified_on": "2026-03-06"},
    )

    assert priced.status_code == (200 if delivered else 409), priced.text
    if not delivered:
        assert priced.json()["type"] == "/law/gdpr/12/5"
