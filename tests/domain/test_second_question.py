"""Proof of identity asked for a second time has a time to answer of its own: Article 12(6)."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import UnlawfulError
from tests.given.past import NOW, WORDS, doubted, given, objection, received

ACCESS = Right.ACCESS


@pytest.mark.law("gdpr/12/6")
def test_what_came_in_before_the_second_question_does_not_answer_it() -> None:
    request = given(received(ACCESS), doubted(date(2026, 3, 6)), doubted(date(2026, 3, 10)))
    said: dict[str, Any] = {"reason": WORDS, "failed_on": date(2026, 3, 12)}

    early = objection(request, "fail_identity", received_on=date(2026, 3, 9), **said)
    happened = request.fail_identity(NOW, received_on=date(2026, 3, 11), **said)

    assert isinstance(early, UnlawfulError)
    assert early.provision == GDPR(12, 6)
    assert happened.received_on == date(2026, 3, 11)
