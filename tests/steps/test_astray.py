"""What was sent against the law: whether data may have come into hands that nobody had verified."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import CopyDelivered, DataTransmitted, RequesterInformed
from griffie.domain.law import Right
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import Channel, Hands, Letter, TaskKind
from tests.given.mandates import mandate_asked, mandate_verified, spoken_for
from tests.given.past import RECEIVED_ON, WORDS, doubted, given, received, verified
from tests.given.said import COPY, SEND

ACCESS, PORTABILITY = Right.ACCESS, Right.PORTABILITY
MARCH_16, MARCH_17 = date(2026, 3, 16), date(2026, 3, 17)
SPOKEN = (spoken_for(), mandate_verified())
UNSEEN = (spoken_for(), mandate_asked())
UNSURE = (doubted(), verified(MARCH_16))


def told(kind: Letter, channel: Channel, on: date = RECEIVED_ON) -> Event:
    return RequesterInformed(
        kind=kind, rights=(ACCESS,), sent_on=on, channel=channel, irregular=WORDS
    )


def copied(**said: Any) -> Event:
    return CopyDelivered(right=ACCESS, irregular=WORDS, **COPY | said)


def sent(on: date = RECEIVED_ON) -> Event:
    return DataTransmitted(right=PORTABILITY, irregular=WORDS, **SEND | {"transmitted_on": on})


@pytest.mark.law("gdpr/33/1")
@pytest.mark.parametrize(
    ("past", "irregular", "astray"),
    [
        ((), told(Letter.ANSWER, Channel.PHONE), True),
        ((verified(RECEIVED_ON),), told(Letter.ANSWER, Channel.PHONE), False),
        ((), told(Letter.REFUSAL, Channel.POST), False),
        (UNSURE, told(Letter.REFUSAL, Channel.POST), True),
        (UNSURE, told(Letter.OTHER, Channel.POST), False),
        (UNSURE, told(Letter.ANSWER, Channel.POST, MARCH_16), False),
        ((), told(Letter.OTHER, Channel.PHONE), False),
        ((), copied(), False),
        ((), copied(hands=Hands.REPRESENTATIVE), True),
        (UNSEEN, copied(hands=Hands.REPRESENTATIVE), True),
        (UNSEEN, copied(), False),
        (SPOKEN, copied(hands=Hands.REPRESENTATIVE), False),
        ((*SPOKEN, *UNSURE), copied(hands=Hands.REPRESENTATIVE), True),
        (UNSURE, copied(), True),
        (UNSURE, copied(delivered_on=MARCH_17), False),
        ((), sent(), False),
        (UNSEEN, sent(), True),
        (SPOKEN, sent(), False),
        (UNSURE, sent(), True),
        (UNSURE, sent(MARCH_17), False),
    ],
)
def test_it_went_astray_where_nobody_knew_whose_hands_those_were(
    past: tuple[Event, ...], irregular: Event, *, astray: bool
) -> None:
    request = given(received(ACCESS, PORTABILITY), *past, irregular)

    assert [task.kind for task in request.tasks] == [TaskKind.BREACH_CHECK] * astray
