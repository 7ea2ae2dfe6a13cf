"""Asked for proof more than once: which question counts, and which days can be."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.law import GDPR, Right
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.steps.action import actions
from tests.given.past import NOW, RECEIVED_ON, WORDS, doubted, given, objection, received
from tests.given.said import DOUBT

ACCESS = Right.ACCESS
MARCH_10, MARCH_12, MARCH_18 = (date(2026, 3, day) for day in (10, 12, 18))


def test_asked_again_on_the_same_day_with_new_reasons_which_is_said_beforehand() -> None:
    request = given(received(ACCESS), doubted())
    (listed,) = (one for one in actions(request) if one.command == "doubt_identity")

    request.doubt_identity(NOW, **DOUBT)

    assert str(listed.hint).startswith("once more only with new reasons")
    assert len(request.doubts) == 2


@pytest.mark.law("gdpr/12/6")
def test_a_time_to_answer_is_owed_after_the_last_question() -> None:
    request = given(received(ACCESS), doubted(), doubted(MARCH_18))

    why = objection(request, "fail_identity", reason=WORDS)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 6)


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("came_on", [MARCH_10, MARCH_12])
def test_what_came_since_the_question_may_be_found_wanting_at_once(came_on: date) -> None:
    request = given(received(ACCESS), doubted(), doubted(MARCH_10))

    request.fail_identity(NOW, reason=WORDS, received_on=came_on, failed_on=MARCH_12)

    assert request.claims[ACCESS].ground == "gdpr/12/6"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"received_on": MARCH_18, "failed_on": MARCH_12}, "received_on"),
        ({"received_on": RECEIVED_ON, "failed_on": MARCH_12}, "received_on"),
        ({"failed_on": RECEIVED_ON}, "failed_on"),
    ],
    ids=["after it was found", "proof before the question", "found before the question"],
)
def test_proof_comes_after_the_question_and_is_found_wanting_after_that(
    said: dict[str, Any], word: str
) -> None:
    why = objection(
        given(received(ACCESS), doubted(MARCH_10)), "fail_identity", reason=WORDS, **said
    )

    assert isinstance(why, BadInputError)
    assert why.word == word
