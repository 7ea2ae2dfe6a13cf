"""The language or the channel of a request, typed wrongly at intake and corrected."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.law import Language, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import Channel, Relation
from griffie.domain.steps import rules
from griffie.domain.steps.action import actions
from griffie.domain.steps.intake_correction import IntakeCorrected
from griffie.domain.steps.rule import Rule
from tests.given.past import (
    NOW,
    WORDS,
    closed,
    fulfilled,
    given,
    informed,
    linked,
    objection,
    received,
)
from tests.given.story import receive

ACCESS = Right.ACCESS
SAMPLES = (IntakeCorrected(reason=WORDS, language=Language.FR, channel=Channel.PHONE),)
TRIED = ("correct-intake",)

CLOSED: list[Event] = [fulfilled(ACCESS), informed(ACCESS), closed()]
MERGED: list[Event] = [linked(Relation.DUPLICATE)]


@pytest.mark.law("gdpr/5/1/d")
@pytest.mark.parametrize(
    ("said", "language", "channel"),
    [
        ({"language": Language.FR}, Language.FR, Channel.EMAIL),
        ({"channel": Channel.PHONE}, Language.NL, Channel.PHONE),
        ({"language": Language.DE, "channel": Channel.POST}, Language.DE, Channel.POST),
    ],
    ids=["language", "channel", "both"],
)
def test_what_was_typed_wrongly_is_corrected_and_the_rest_stays(
    said: dict[str, Any], language: Language, channel: Channel
) -> None:
    request = given(received(ACCESS))

    happened = request.correct_intake(NOW, reason=WORDS, **said)

    assert happened == IntakeCorrected(reason=WORDS, **said)
    assert (request.language, request.channel) == (language, channel)


@pytest.mark.parametrize(
    ("said", "word", "reason"),
    [
        ({}, "language", "needed where no channel is given"),
        ({"language": Language.NL}, "language", "the same as what is recorded"),
        ({"channel": Channel.EMAIL}, "channel", "the same as what is recorded"),
        (
            {"language": Language.NL, "channel": Channel.POST},
            "language",
            "the same as what is recorded",
        ),
        (
            {"language": Language.FR, "channel": Channel.EMAIL},
            "channel",
            "the same as what is recorded",
        ),
    ],
)
def test_a_correction_that_corrects_nothing_is_no_correction(
    said: dict[str, Any], word: str, reason: str
) -> None:
    why = objection(given(received(ACCESS)), "correct_intake", reason=WORDS, **said)

    assert isinstance(why, BadInputError)
    assert (why.word, str(why)) == (word, reason)


def test_a_correction_may_itself_be_wrong_and_is_corrected_again() -> None:
    request = given(received(ACCESS), IntakeCorrected(reason=WORDS, language=Language.FR))

    request.correct_intake(NOW, reason=WORDS, language=Language.NL)

    assert request.language is Language.NL


@pytest.mark.parametrize(
    ("past", "rule"),
    [(CLOSED, rules.still_open), (MERGED, rules.not_merged)],
    ids=["closed", "merged"],
)
def test_it_is_possible_while_the_request_is_open(past: list[Event], rule: Rule) -> None:
    request = given(received(ACCESS), *past)
    listed = {action.command: action for action in actions(request)}["correct_intake"]

    why = objection(request, "correct_intake", reason=WORDS, language=Language.FR)

    assert isinstance(why, OutOfOrderError)
    assert str(why) == str(listed.forbidden) == rule.otherwise


def test_what_to_mind_is_said_beforehand() -> None:
    listed = {action.command: action for action in actions(given(received(ACCESS)))}

    assert str(listed["correct_intake"].hint).endswith("only what differs from the record")


def test_it_is_corrected_through_http_and_shown(dpo: TestClient) -> None:
    place = receive(dpo)
    body = {"reason": "Adélaïde schreef in het Frans.", "language": "fr", "channel": "post"}

    taken = dpo.post(f"{place}/correct-intake", json=body)
    again = dpo.post(f"{place}/correct-intake", json=body)
    neither = dpo.post(f"{place}/correct-intake", json={"reason": "Een proef."})
    unknown = dpo.post(f"{place}/correct-intake", json={"reason": "Een proef.", "language": "it"})

    assert taken.status_code == 200, taken.text
    assert [one.status_code for one in (again, neither, unknown)] == [422, 422, 422]
    shown, event = dpo.get(place).json(), dpo.get(f"{place}/events").json()["items"][-1]
    assert (shown["language"], shown["channel"]) == ("fr", "post")
    assert event["type"] == "IntakeCorrected"
    assert "Frans" not in str(event)
