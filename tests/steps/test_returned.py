"""An answer that came back: the next one counts, unless a person says why the first does."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.law import Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import Channel
from griffie.domain.steps.returned import LetterReturned, was_sent
from tests.given.declared import Case
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    fulfilled,
    given,
    informed,
    objection,
    on,
    received,
)
from tests.given.story import receive

ERASURE = Right.ERASURE
MARCH_12, MARCH_16 = date(2026, 3, 12), date(2026, 3, 16)
SAMPLES = (
    LetterReturned(
        channel=Channel.POST, on=date(2026, 3, 20), rights=(ERASURE,), first_counts=WORDS
    ),
)
BACK: dict[str, Any] = {"channel": Channel.EMAIL, "on": RECEIVED_ON, "rights": (ERASURE,)}
CASES = {was_sent: Case([received(ERASURE), fulfilled(ERASURE)], "record_returned", BACK)}
TRIED = ("record-returned",)
NOT_MODELLED = {"record_returned": "what came back is judged by a person"}
TOLD = (received(ERASURE, reading=2), fulfilled(ERASURE), informed(ERASURE))


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("why", [None, WORDS], ids=["the later counts", "the first counts"])
def test_what_came_back_did_not_tell_unless_a_person_says_why(why: Sealed | None) -> None:
    request = given(*TOLD)

    request.record_returned(NOW, **BACK, first_counts=why)

    claim = request.claims[ERASURE]
    assert (claim.informed_on, request.answered) == ((RECEIVED_ON, True) if why else (None, False))
    assert claim.came_back is not None
    assert (claim.came_back.on, claim.came_back.returned_on) == (RECEIVED_ON, RECEIVED_ON)


def test_the_days_decide_and_not_the_order_of_typing() -> None:
    later = RECEIVED_ON + timedelta(days=13)
    typed_before = given(*TOLD, informed(ERASURE, sent_on=later))
    typed_after = given(*TOLD)

    typed_before.record_returned(NOW, **BACK)
    typed_after.record_returned(NOW, **BACK)
    typed_after.record(informed(ERASURE, sent_on=later), NOW)

    assert typed_before.claims[ERASURE].informed_on == later
    assert typed_after.claims[ERASURE].informed_on == later


def test_a_second_letter_after_the_last_day_is_late() -> None:
    request = given(*TOLD)

    request.record_returned(NOW, **BACK)
    request.record(informed(ERASURE, sent_on=date(2026, 4, 8)), on(2026, 4, 8))

    assert request.deadline.standing(date(2026, 4, 8)) is Standing.MISSED
    assert request.deadline.met_strictly is False


@pytest.mark.parametrize(
    ("said", "word"),
    [({"channel": Channel.POST}, "channel"), ({"on": RECEIVED_ON}, "on")],
    ids=["no letter went that way", "before it was sent"],
)
def test_only_what_was_sent_comes_back(said: dict[str, Any], word: str) -> None:
    sent_on = RECEIVED_ON + timedelta(days=1)
    request = given(received(ERASURE), fulfilled(ERASURE), informed(ERASURE, sent_on=sent_on))

    why = objection(request, "record_returned", **(BACK | {"on": sent_on} | said))

    assert isinstance(why, BadInputError)
    assert why.word == word


def test_what_came_back_once_does_not_come_back_again() -> None:
    request = given(*TOLD)
    request.record_returned(NOW, **BACK)
    request.collect_events()

    assert isinstance(objection(request, "record_returned", **BACK), OutOfOrderError)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"channel": Channel.POST, "on": MARCH_12}, "on"),
        ({"channel": Channel.EMAIL, "on": RECEIVED_ON}, ""),
        ({"channel": Channel.EMAIL, "on": MARCH_16}, ""),
        ({"channel": Channel.POST, "on": MARCH_16}, ""),
        ({"channel": Channel.PHONE, "on": MARCH_16}, "channel"),
    ],
)
def test_of_several_letters_the_one_that_went_that_way_by_then(
    said: dict[str, Any], word: str
) -> None:
    by_post = informed(ERASURE, sent_on=MARCH_16).model_copy(update={"channel": Channel.POST})
    request = given(*TOLD, by_post)

    if word:
        why = objection(request, "record_returned", **BACK | said)
        assert isinstance(why, BadInputError)
        assert why.word == word
    else:
        request.record_returned(NOW, **BACK | said)
        (back,) = (one for one in request.claims[ERASURE].letters if one.returned_on)
        assert back.channel is said["channel"]


def test_while_another_went_the_first_does_not_come_back_twice() -> None:
    by_post = informed(ERASURE, sent_on=MARCH_16).model_copy(update={"channel": Channel.POST})
    request = given(*TOLD, LetterReturned(**BACK), by_post)

    why = objection(request, "record_returned", **BACK)

    assert isinstance(why, BadInputError)
    assert why.word == "channel"


def test_it_is_recorded_through_http_and_both_days_are_shown(dpo: TestClient) -> None:
    place = receive(dpo, rights=[{"right": "erasure"}])
    dpo.post(f"{place}/fulfil", json={"right": "erasure", "measures": "gewist"})
    letter = {"kind": "answer", "rights": ["erasure"], "channel": "email"}
    first = dpo.post(f"{place}/inform", json=letter | {"sent_on": "2026-03-10"})
    back = {"channel": "email", "on": "2026-03-12", "rights": ["erasure"]}

    taken = dpo.post(f"{place}/record-returned", json=back)
    second = dpo.post(f"{place}/inform", json=letter | {"sent_on": "2026-03-18"})

    assert [one.status_code for one in (first, taken, second)] == [200, 200, 200], second.text
    assert taken.json()["claims"][0]["informed_on"] is None
    (claim,) = second.json()["claims"]
    assert claim["informed_on"] == "2026-03-18"
    assert claim["returned"] == [
        {"sent_on": "2026-03-10", "returned_on": "2026-03-12", "counts": False}
    ]
