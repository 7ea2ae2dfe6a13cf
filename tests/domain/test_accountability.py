"""What a request can show for itself, read off what it keeps in sight."""

from datetime import date

import pytest

from griffie.domain.events import (
    DataErased,
    Invoked,
    RecipientNotificationOmitted,
    RecipientNotified,
)
from griffie.domain.law import OmissionGround, Right
from griffie.domain.model.event import KeptEvent
from griffie.domain.request.disclosed import recipients_left
from griffie.domain.request.vocabulary import Progress
from griffie.domain.steps import record, task_record
from tests.given.past import WORDS, fulfilled, given, received, refused

ERASURE, ACCESS = Right.ERASURE, Right.ACCESS
MARCH_10 = date(2026, 3, 10)
SHARED = Invoked(right=ERASURE, recipients=("accountant", "host", "mailer"))


@pytest.mark.law("gdpr/19")
def test_each_recipient_is_told_left_out_or_still_to_be_told() -> None:
    told = RecipientNotified(recipient="mailer", right=ERASURE, notified_on=MARCH_10)
    left_out = RecipientNotificationOmitted(
        recipient="host", right=ERASURE, ground=OmissionGround.IMPOSSIBLE, reason=WORDS
    )
    request = given(received(SHARED), fulfilled(ERASURE), told, left_out)

    noted = record.noted_by_right(request)[ERASURE]
    settled = dict(record.recipients(request, request.claims[ERASURE], noted))

    assert settled["accountant"] is None
    assert isinstance(settled["host"], RecipientNotificationOmitted)
    assert isinstance(settled["mailer"], RecipientNotified)


@pytest.mark.law("gdpr/19")
def test_of_access_no_recipient_is_told() -> None:
    request = given(received(Invoked(right=ACCESS, recipients=("mailer",))))

    assert not list(record.recipients(request, request.claims[ACCESS], []))


@pytest.mark.parametrize(
    ("on", "done", "stands"),
    [
        (date(2026, 3, 9), False, Progress.OPEN),
        (MARCH_10, False, Progress.DUE_TODAY),
        (date(2026, 3, 11), False, Progress.OVERDUE),
        (date(2026, 3, 11), True, Progress.DONE),
    ],
)
def test_what_is_due_stands_differently_from_day_to_day(
    *, on: date, done: bool, stands: Progress
) -> None:
    assert task_record.progress(MARCH_10, on, done=done) is stands


@pytest.mark.law("gdpr/5/2")
def test_what_is_noted_stays_as_it_happened_and_changes_no_earlier_state() -> None:
    erased = DataErased(right=ERASURE, system="crm", proof=WORDS, erased_on=MARCH_10)
    request = given(received(ERASURE))
    before = request.copy()

    after = given(received(ERASURE), erased)

    assert isinstance(erased, KeptEvent)
    assert [event.erased_on for event in after.kept_events if isinstance(event, DataErased)] == [
        MARCH_10
    ]
    assert before.kept_events == ()


@pytest.mark.law("gdpr/19")
def test_of_what_was_refused_nobody_is_to_be_told() -> None:
    request = given(received(SHARED), refused(ERASURE))

    assert recipients_left(given(received(SHARED), fulfilled(ERASURE)), SHARED.claim()) == ()
    assert recipients_left(request, request.claims[ERASURE]) == ()
    assert not list(record.recipients(request, request.claims[ERASURE], []))


@pytest.mark.law("gdpr/19")
def test_whoever_was_told_is_no_longer_to_be_told_and_of_a_copy_nobody_is() -> None:
    told = RecipientNotified(recipient="mailer", right=ERASURE, notified_on=MARCH_10)
    copied = Invoked(right=ACCESS, recipients=("mailer",))
    request = given(received(SHARED, copied), fulfilled(ERASURE), told)

    assert recipients_left(request, request.claims[ERASURE]) == ("accountant", "host")
    assert recipients_left(request, request.claims[ACCESS]) == ()


@pytest.mark.law("gdpr/5/2")
def test_the_whole_record_is_read_at_once_and_says_the_same() -> None:
    told = RecipientNotified(recipient="mailer", right=ERASURE, notified_on=MARCH_10)
    erased = DataErased(right=ERASURE, system="crm", proof=WORDS, erased_on=MARCH_10)
    request = given(received(SHARED), erased, fulfilled(ERASURE), told)

    whole = record.record_of(request)

    noted = record.noted_by_right(request)[ERASURE]
    claim = whole.claims[ERASURE]
    assert claim.deeds == record.deeds(noted) != []
    assert claim.fee == record.fee(noted)
    assert claim.untold == recipients_left(request, request.claims[ERASURE])
    assert (
        claim.recipients == list(record.recipients(request, request.claims[ERASURE], noted)) != []
    )
    assert whole.tasks == task_record.tasks(request)
    assert whole.duties == record.duties(request)
    assert whole.restrictions == record.restrictions(request)
    assert whole.hold == record.hold(request)
    assert (whole.minor, whole.finding) == (record.minor(request), record.finding(request))
