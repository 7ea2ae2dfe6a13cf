"""Which rights a message invokes, and from which message each of them counts."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import Invoked
from griffie.domain.law import Right
from tests.given.past import NOW, RECEIVED_ON, WORDS, given, received

OBJECTION, ERASURE = Right.OBJECTION, Right.ERASURE
MARCH_2, MARCH_10 = date(2026, 3, 2), date(2026, 3, 10)


@pytest.mark.law("gdpr/12/3")
def test_what_only_a_later_message_said_counts_from_that() -> None:
    request = given(received(OBJECTION))
    said: dict[str, Any] = {"from_right": OBJECTION, "to_right": ERASURE, "reason": WORDS}

    request.reclassify_claim(NOW, **said, received_on=NOW.today)

    assert request.counted_from(request.claims[ERASURE]) == NOW.today


@pytest.mark.law("gdpr/5/2")
def test_receipt_is_corrected_for_all_that_came_with_that_message() -> None:
    same = Invoked(right=ERASURE, received_on=RECEIVED_ON)
    later = Invoked(right=Right.ACCESS, received_on=MARCH_10)
    request = given(received(OBJECTION, same, later))

    request.correct_receipt(NOW, received_on=MARCH_2, evidence=WORDS, reason=WORDS)

    counted = [request.counted_from(claim) for claim in request.claims.values()]
    assert counted == [MARCH_2, MARCH_2, MARCH_10]
