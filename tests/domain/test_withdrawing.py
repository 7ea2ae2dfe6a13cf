"""What is no longer asked is withdrawn, right by right."""

import pytest

from griffie.domain.events import RequestWithdrawn
from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import ClaimStatus
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    fulfilled,
    given,
    granted,
    objection,
    received,
    refused,
    withdrawn,
)

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE


def test_what_is_no_longer_asked_is_withdrawn_right_by_right() -> None:
    request = given(received(ACCESS, ERASURE))

    happened = request.withdraw(NOW, rights=(ERASURE,), on=NOW.today, words=WORDS)

    assert happened == RequestWithdrawn(rights=(ERASURE,), on=NOW.today, words=WORDS)
    assert request.claims[ERASURE].status is ClaimStatus.WITHDRAWN
    assert request.claims[ACCESS].status is ClaimStatus.OPEN


def test_to_withdraw_nothing_means_nothing() -> None:
    why = objection(given(received(ACCESS)), "withdraw", rights=(), on=NOW.today, words=WORDS)

    assert isinstance(why, BadInputError)
    assert why.word == "rights"


@pytest.mark.parametrize("past", [fulfilled(ERASURE), refused(ERASURE), withdrawn(ERASURE)])
def test_what_is_over_is_not_withdrawn(past: Event) -> None:
    why = objection(
        given(received(ERASURE), past), "withdraw", rights=(ERASURE,), on=NOW.today, words=WORDS
    )

    assert (
        str(why)
        == "erasure is over: it was done, refused or withdrawn; tell the requester and close"
    )


def test_what_is_withdrawn_on_a_day_typed_later_was_withdrawn_then_and_is_not_revoked() -> None:
    request = given(received(ACCESS, ERASURE), granted(ERASURE))

    request.withdraw(NOW, rights=(ERASURE,), on=RECEIVED_ON, words=WORDS)
    request.collect_events()
    why = objection(request, "revoke_decision", right=ERASURE, reason=WORDS)

    assert request.claims[ERASURE].withdrawn_on == RECEIVED_ON
    assert str(why).startswith("nothing was decided about erasure")
