"""A message that goes out by e-mail: what it told counts from the day on which it left."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from griffie.domain.law import Right
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.request.outgoing_mail import MailKind, MailStanding, NotSent
from griffie.domain.request.vocabulary import Status
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.dispatch import (
    MailDoubted,
    MailQueued,
    MailRequeued,
    MailReturned,
    MailSent,
    MailStopped,
    mails,
)
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    fulfilled,
    given,
    informed,
    objection,
    received,
)

ERASURE, MAIL = Right.ERASURE, UUID(int=7)
MARCH_9 = date(2026, 3, 9)
QUEUED = MailQueued(
    mail=MAIL, kind=MailKind.LETTER, to=WORDS, text=WORDS, rights=(ERASURE,), told_on=RECEIVED_ON
)
SENT, LATER = MailSent(mail=MAIL, on=RECEIVED_ON), MailSent(mail=MAIL, on=MARCH_9)
STOPPED = MailStopped(mail=MAIL, on=MARCH_9, why=NotSent.REFUSED)
DOUBTED, AGAIN = MailDoubted(mail=MAIL), MailRequeued(mail=MAIL)
SAMPLES = (
    QUEUED,
    MailSent(mail=MAIL, on=MARCH_9, text=WORDS),
    STOPPED,
    DOUBTED,
    AGAIN,
    MailReturned(mail=MAIL, on=MARCH_9),
)
_WHY = "whether a message left is a fact of the outbox; the day of the letter is what is judged"
NOT_MODELLED = dict.fromkeys(
    ("queue_mail", "send_mail", "stop_mail", "doubt_mail", "requeue_mail", "return_mail"), _WHY
)
TOLD = (received(ERASURE, reading=2), fulfilled(ERASURE), informed(ERASURE), QUEUED)


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("then", "told_on"),
    [
        ([], RECEIVED_ON),
        ([SENT], RECEIVED_ON),
        ([LATER], MARCH_9),
        ([STOPPED], None),
        ([DOUBTED], RECEIVED_ON),
        ([DOUBTED, AGAIN, LATER], MARCH_9),
        ([STOPPED, AGAIN, LATER], MARCH_9),
        ([MailStopped(mail=MAIL, on=RECEIVED_ON, why=NotSent.DROPPED), AGAIN, SENT], RECEIVED_ON),
        ([SENT, MailReturned(mail=MAIL, on=MARCH_9)], RECEIVED_ON),
    ],
)
def test_a_letter_tells_on_the_day_on_which_it_left(
    then: list[Event], told_on: date | None
) -> None:
    request = given(*TOLD, *then)

    assert request.claims[ERASURE].informed_on == told_on
    assert request.answered is (told_on is not None)


def test_another_letter_that_arrived_still_tells() -> None:
    tenth = RECEIVED_ON + timedelta(days=5)
    by_post = informed(ERASURE, sent_on=tenth)

    assert given(*TOLD, by_post, STOPPED).claims[ERASURE].informed_on == tenth


def test_a_letter_about_an_answer_that_was_taken_back_tells_nothing_new() -> None:
    request = given(*TOLD)
    request.put(request.claims[ERASURE].reopened(None, anew=True))

    request.record(LATER, NOW)

    assert request.claims[ERASURE].informed_on is None


def test_an_acknowledgement_assesses_nothing() -> None:
    request = given(received(ERASURE))
    request.queue_mail(NOW, mail=MAIL, kind=MailKind.ACKNOWLEDGEMENT, to=WORDS)
    request.send_mail(NOW, mail=MAIL, on=NOW.today, text=WORDS, acknowledges=True)
    request.acknowledge(NOW, sent_on=NOW.today, channel=request.channel)

    assert request.status is Status.RECEIVED


@pytest.mark.parametrize(
    ("then", "standing"),
    [
        ([], MailStanding.WAITING),
        ([DOUBTED], MailStanding.PERHAPS),
        ([DOUBTED, AGAIN], MailStanding.WAITING),
        ([STOPPED], MailStanding.STOPPED),
        ([SENT], MailStanding.SENT),
    ],
)
def test_each_message_stands_somewhere_and_only_fitting_steps_are_taken(
    then: list[Event], standing: MailStanding
) -> None:
    request = given(*TOLD, *then)
    today: dict[str, Any] = {"on": NOW.today}
    steps = {
        "send_mail": today,
        "stop_mail": today | {"why": NotSent.DROPPED},
        "doubt_mail": {},
        "requeue_mail": {},
    }
    possible = {
        MailStanding.WAITING: {"send_mail", "stop_mail", "doubt_mail", "requeue_mail"},
        MailStanding.PERHAPS: {"send_mail", "stop_mail", "requeue_mail"},
        MailStanding.STOPPED: {"requeue_mail"},
        MailStanding.SENT: set(),
    }

    assert [one.standing for one in mails(request)] == [standing]
    refused = {
        name
        for name, said in steps.items()
        if isinstance(_taken(given(*TOLD, *then), name, said), OutOfOrderError)
    }
    assert steps.keys() - refused == possible[standing]


def _taken(request: RightsRequest, name: str, said: dict[str, Any]) -> Exception | None:
    try:
        getattr(request, name)(NOW, mail=MAIL, **said)
    except OutOfOrderError as refused:
        return refused
    return None


def test_of_a_message_that_is_unknown_nothing_is_recorded() -> None:
    why = objection(given(*TOLD), "send_mail", mail=UUID(int=8), on=NOW.today)

    assert isinstance(why, OutOfOrderError)
