"""Which rights a message invokes, and from which message each of them counts."""

import pytest

from griffie.domain.law import Right
from tests.given.past import NOW, WORDS, given, received

OBJECTION, ERASURE = Right.OBJECTION, Right.ERASURE


@pytest.mark.law("gdpr/12/3")
def test_what_only_a_later_message_said_counts_from_that() -> None:
    request = given(received(OBJECTION))
    said = {"from_right": OBJECTION, "to_right": ERASURE, "reason": WORDS}

    request.reclassify_claim(NOW, **said, received_on=NOW.today)

    assert request.counted_from(request.claims[ERASURE]) == NOW.today
