"""The very day: what happened on it is in time, what happened the day before is not."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from griffie.domain.events import InquiryRecorded, OrderRecorded
from griffie.domain.law import ExceptionGround, FeeGround, Right
from griffie.domain.model.errors import BadInputError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Occasion
from griffie.domain.request.values import SealedRequester
from griffie.domain.request.vocabulary import Authority, Channel
from griffie.domain.rights_request import RightsRequest
from tests.given.past import (
    NOW,
    WORDS,
    asked,
    doubted,
    fee_proposed,
    given,
    objection,
    on,
    received,
)

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
THAT_DAY, BEFORE = date(2026, 3, 10), date(2026, 3, 9)
GBA: dict[str, Any] = {"authority": Authority.GBA, "dossier": "dos-1", "due_on": date(2026, 4, 1)}
FEE = fee_proposed(ACCESS, FeeGround.EXCESSIVE, THAT_DAY)

EDGES: list[tuple[Sequence[Event], str, str, dict[str, Any]]] = [
    ([asked(THAT_DAY)], "receive_clarification", "received_on", {"answer": WORDS}),
    ([doubted(THAT_DAY)], "fail_identity", "received_on", {"reason": WORDS}),
    (
        [doubted(THAT_DAY)],
        "verify_identity",
        "received_on",
        {"method": WORDS, "verified_on": NOW.today},
    ),
    ([FEE], "accept_fee", "on", {"right": ACCESS}),
    ([FEE], "decline_fee", "on", {"right": ACCESS}),
    (
        [InquiryRecorded(received_on=THAT_DAY, **GBA)],
        "answer_inquiry",
        "answered_on",
        {"dossier": "dos-1"},
    ),
    (
        [OrderRecorded(received_on=THAT_DAY, content=WORDS, **GBA)],
        "report_order_done",
        "reported_on",
        {"dossier": "dos-1"},
    ),
]


@pytest.mark.parametrize(("past", "step", "word", "said"), EDGES, ids=[edge[1] for edge in EDGES])
def test_what_answers_comes_on_that_day_at_the_earliest(
    past: Sequence[Event], step: str, word: str, said: dict[str, Any]
) -> None:
    request = given(received(ACCESS), *past)

    too_early = objection(request, step, **(said | {word: BEFORE}))
    event = getattr(request, step)(NOW, **said, **{word: THAT_DAY})

    assert isinstance(too_early, BadInputError)
    assert too_early.word == word
    assert getattr(event, word) == THAT_DAY


@pytest.mark.parametrize("step", ["record_inquiry", "record_order"])
def test_an_authority_may_want_an_answer_the_same_day(step: str) -> None:
    content = {"content": WORDS} if step == "record_order" else {}
    said: dict[str, Any] = GBA | {"received_on": THAT_DAY} | content
    request = given(received(ACCESS))

    too_early = objection(request, step, **(said | {"due_on": BEFORE}))
    event = getattr(request, step)(NOW, **(said | {"due_on": THAT_DAY}))

    assert isinstance(too_early, BadInputError)
    assert event.due_on == THAT_DAY


def test_a_proof_that_never_came_fails_on_the_day_it_is_recorded() -> None:
    request = given(received(ACCESS), doubted(THAT_DAY))

    event = request.fail_identity(NOW, reason=WORDS, received_on=None)

    assert event.received_on == NOW.today


def test_a_proof_is_not_found_wanting_before_it_was_asked_for() -> None:
    request = given(received(ACCESS), doubted(THAT_DAY), now=NOW)

    early = objection(request, "fail_identity", on(2026, 3, 9), reason=WORDS, received_on=None)

    assert isinstance(early, BadInputError)


def test_an_exception_may_last_until_today() -> None:
    request = given(received(ERASURE))
    said: dict[str, Any] = {
        "right": ERASURE,
        "ground": ExceptionGround.LEGAL_CLAIMS,
        "categories": (),
        "necessity": WORDS,
        "legal_basis": None,
    }

    past = objection(request, "apply_exception", until=date(2026, 3, 19), **said)
    today = request.apply_exception(NOW, until=NOW.today, **said)

    assert isinstance(past, BadInputError)
    assert today.until == NOW.today


def test_what_is_done_is_done_between_receipt_and_today() -> None:
    request = given(received(ACCESS))

    too_early = objection(request, "acknowledge", sent_on=date(2026, 3, 4), channel=Channel.POST)
    to_come = objection(request, "acknowledge", sent_on=date(2026, 3, 21), channel=Channel.POST)
    request.acknowledge(NOW, sent_on=date(2026, 3, 5), channel=Channel.POST)
    request.acknowledge(NOW, sent_on=NOW.today, channel=Channel.POST)

    assert str(too_early) == "before receipt"
    assert str(to_come) == "in the future"
    assert request.first_act_on == date(2026, 3, 5)


def test_receipt_is_moved_up_to_the_day_on_which_it_was_entered() -> None:
    request = given(received(ACCESS))
    said = {"evidence": WORDS, "reason": WORDS}
    later = on(2026, 3, 25)

    after = objection(request, "correct_receipt", later, received_on=date(2026, 3, 21), **said)
    event = request.correct_receipt(later, received_on=NOW.today, **said)

    assert str(after) == "after it was entered"
    assert event.received_on == request.received_on == NOW.today


def receive(now: Occasion, received_on: date) -> RightsRequest:
    first = received(ACCESS, received_on=received_on, requester=SealedRequester(name=WORDS))
    return RightsRequest.receive(given(received()).id, now, first)


@pytest.mark.law("gdpr/99/2")
def test_a_request_comes_in_between_the_first_day_of_the_regulation_and_today() -> None:
    assert receive(NOW, NOW.today).received_on == NOW.today
    assert receive(NOW, date(2018, 5, 25)).received_on == date(2018, 5, 25)

    for day in (date(2026, 3, 21), date(2018, 5, 24)):
        with pytest.raises(BadInputError):
            receive(NOW, day)
