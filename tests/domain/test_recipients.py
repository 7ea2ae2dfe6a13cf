"""Article 19: whoever received the data learns that they changed or went."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import Invoked, RecipientNotificationOmitted, RecipientNotified
from griffie.domain.law import GDPR, OmissionGround, Right
from griffie.domain.model.errors import UnlawfulError
from griffie.domain.request.vocabulary import Outcome, Status
from tests.given.past import (
    NOW,
    WORDS,
    copied,
    fulfilled,
    given,
    granted,
    informed,
    objection,
    received,
    refused,
)

ERASURE = Right.ERASURE
RECTIFICATION, RESTRICTION = Right.RECTIFICATION, Right.RESTRICTION
TOLD_TO_RECIPIENTS = [RECTIFICATION, ERASURE, RESTRICTION]
MARCH_10 = date(2026, 3, 10)
SHARED = Invoked(right=ERASURE, recipients=("accountant", "mailer"))
IMPOSSIBLE: dict[str, Any] = {"ground": OmissionGround.IMPOSSIBLE, "reason": WORDS}


@pytest.mark.law("gdpr/19")
def test_a_recipient_is_told_or_left_out_for_a_reason() -> None:
    request = given(received(SHARED), fulfilled(ERASURE))
    before = request.recipients_untold

    told = request.notify_recipient(NOW, recipient="mailer", right=ERASURE, notified_on=MARCH_10)
    between = request.recipients_untold
    left_out = request.omit_notification(NOW, recipient="accountant", right=ERASURE, **IMPOSSIBLE)

    assert told == RecipientNotified(recipient="mailer", right=ERASURE, notified_on=MARCH_10)
    assert left_out == RecipientNotificationOmitted(
        recipient="accountant", right=ERASURE, **IMPOSSIBLE
    )
    assert (before, between) == ({ERASURE: ("accountant", "mailer")}, {ERASURE: ("accountant",)})
    assert not request.recipients_untold


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize("right", TOLD_TO_RECIPIENTS)
def test_rectification_erasure_and_restriction_close_only_when_recipients_know(
    right: Right,
) -> None:
    shared = Invoked(right=right, recipients=("mailer",))
    request = given(received(shared), fulfilled(right), informed(right))

    why = objection(request, "close")
    request.notify_recipient(NOW, recipient="mailer", right=right, notified_on=MARCH_10)
    request.close(NOW)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(19)
    assert request.status is Status.CLOSED


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize("right", [right for right in Right if right not in TOLD_TO_RECIPIENTS])
def test_about_other_rights_no_recipient_need_be_told(right: Right) -> None:
    shared = Invoked(right=right, recipients=("mailer",))
    handed = [copied(right)] if right in {Right.ACCESS, Right.PORTABILITY} else []
    request = given(received(shared), *handed, fulfilled(right), informed(right))
    said: dict[str, Any] = {"recipient": "mailer", "right": right, "notified_on": MARCH_10}

    why = objection(request, "notify_recipient", **said)
    request.close(NOW)

    assert str(why) == f"no recipient need be told about {right}: go on with the request"
    assert request.status is Status.CLOSED


@pytest.mark.law("gdpr/19")
def test_what_was_refused_need_not_be_told_to_recipients() -> None:
    request = given(received(SHARED), refused(ERASURE), informed(ERASURE))

    request.close(NOW)

    assert request.outcome is Outcome.REFUSED


def test_a_recipient_is_not_told_of_what_has_not_been_done() -> None:
    said: dict[str, Any] = {"recipient": "mailer", "right": ERASURE}
    request = given(received(SHARED), granted(ERASURE))

    told = objection(request, "notify_recipient", notified_on=MARCH_10, **said)
    left_out = objection(request, "omit_notification", **said, **IMPOSSIBLE)

    reason = (
        "erasure has not been done: there is nothing yet to tell a recipient; carry it out first"
    )
    assert str(told) == str(left_out) == reason
