"""What is decided anew after a reopening: from which day, and once."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import RequestReopened
from griffie.domain.law import Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.request.vocabulary import NewFact
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    closed,
    fulfilled,
    given,
    informed,
    objection,
    received,
)

ACCESS = Right.ACCESS
ENDED = (received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())
MARCH_18 = date(2026, 3, 18)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("fact", "counted"),
    [
        (NewFact.PROOF, MARCH_18),
        (NewFact.CLARIFICATION, MARCH_18),
        (NewFact.OTHER, RECEIVED_ON),
        (NewFact.NONE, RECEIVED_ON),
    ],
)
def test_only_what_the_requester_sent_starts_a_month_and_each_reopening_is_for_one_answer(
    fact: NewFact, counted: date
) -> None:
    request = given(*ENDED, RequestReopened(reason=WORDS, new_fact=fact, on=MARCH_18))
    anew: dict[str, Any] = {"right": ACCESS, "reason": WORDS}

    request.revoke_decision(NOW, **anew)
    again = (fulfilled(ACCESS), informed(ACCESS, sent_on=NOW.today))
    for event in again:
        request.record(event, NOW)
    request.collect_events()
    why = objection(request, "revoke_decision", **anew)

    assert request.counted_from(request.claims[ACCESS]) == counted
    assert isinstance(why, OutOfOrderError)
    assert str(why) == "the requester was informed about access: reopen the request first"
