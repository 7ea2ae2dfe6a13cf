"""The first act: the earliest day on which something was done, whatever it was and when typed.

Receipt cannot be moved behind it, so an event that forgets to say its day opens that door.
"""

from datetime import date
from typing import Any

import pytest

from griffie.domain import events
from griffie.domain.housekeeping import HousekeepingEvent
from griffie.domain.law import Right
from griffie.domain.model.event import Event, FirstEvent
from tests.given.past import NOW, given, received
from tests.given.samples import SAMPLES
from tests.given.strategies import NOT_THE_PAST

ANSWERS_A_QUESTION = (events.IdentityNotEstablished, events.ClarificationReceived)
"""The question was the act."""
NO_ACT = (
    *(FirstEvent, events.ReceiptDateCorrected, events.DuplicateAbsorbed),
    *(events.ReminderJoined, events.MessageJoined, events.ClaimReclassified),
)
"""They say when a request came in."""
BESIDE_THE_ACT = {
    ("IdentityVerified", "verified_on"),  # its proof came in on that day, or before
    ("AnnouncementRecorded", "announced_on"),  # to which the request answers
    ("DecisionRevoked", "counted_from"),  # from when a clock runs
    ("RequestReopened", "on"),  # when something new came, from the requester
    ("PrincipalInstructed", "instructed_on"),  # the contract may say it
    ("MailQueued", "told_on"),  # the letter itself is the act, and says its own day
    ("MailStopped", "on"),  # what a mail server did, or did not
    ("MailReturned", "on"),
    ("ProcessorReported", "expected_on"),  # what a processor expects of itself
}


def days_of(event: Event) -> dict[str, date]:
    """What an event says was done about the request, by the name of the day."""
    if isinstance(event, (*ANSWERS_A_QUESTION, *NO_ACT)):
        return {}
    said = {name: getattr(event, name) for name in type(event).model_fields}
    return {
        name: day
        for name, day in said.items()
        if type(day) is date
        and name not in NOT_THE_PAST
        and (event.TOPIC, name) not in BESIDE_THE_ACT
    }


ACTS = [
    pytest.param(sample, name, id=f"{sample.TOPIC}-{name}")
    for sample in SAMPLES
    if not isinstance(sample, HousekeepingEvent)
    for name in days_of(sample)
]
EARLIER, EARLIEST, LATER = date(2026, 3, 9), date(2026, 3, 7), date(2026, 3, 11)


@pytest.mark.parametrize(("sample", "name"), ACTS)
def test_an_act_on_an_earlier_day_is_the_first_whenever_it_is_typed(
    sample: Event, name: str
) -> None:
    request = given(received(*Right))

    found = [first_act(request, sample, name, day) for day in (EARLIER, EARLIEST, LATER)]

    assert found == [EARLIER, EARLIEST, EARLIEST]


def first_act(request: Any, sample: Event, name: str, day: date) -> date | None:
    days = dict.fromkeys(days_of(sample), LATER) | {name: day}
    request.record(sample.model_copy(update=days), NOW)
    first: date | None = request.first_act_on
    return first
