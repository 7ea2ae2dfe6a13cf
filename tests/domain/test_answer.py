"""What was done, who was told, in time or not, and the end of it."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import RequesterInformed, RightFulfilled
from griffie.domain.law import GDPR, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import Channel, ClaimStatus, Letter, Outcome, Status
from griffie.domain.steps.action import actions
from tests.given.past import (
    NOW,
    WORDS,
    closed,
    copied,
    doubted,
    fulfilled,
    given,
    granted,
    informed,
    objection,
    on,
    received,
    refused,
    verified,
    withdrawn,
)

ACCESS, ERASURE, PORTABILITY = Right.ACCESS, Right.ERASURE, Right.PORTABILITY


RECTIFICATION, RESTRICTION = Right.RECTIFICATION, Right.RESTRICTION


MARCH_10, MARCH_19 = date(2026, 3, 10), date(2026, 3, 19)


def letter(
    *rights: Right, kind: Letter = Letter.ANSWER, sent_on: date = MARCH_19
) -> dict[str, Any]:
    said = {"kind": kind, "rights": rights, "sent_on": sent_on}
    return said | {"channel": Channel.EMAIL, "text": WORDS}


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("past", [[], [granted(ACCESS)]], ids=["at once", "as promised"])
def test_what_was_asked_is_done_and_says_by_which_measures(past: list[Event]) -> None:
    request = given(received(ACCESS), *past)

    happened = request.fulfil(NOW, right=ACCESS, measures=WORDS)

    assert happened == RightFulfilled(right=ACCESS, measures=WORDS)
    assert request.claims[ACCESS].status is ClaimStatus.FULFILLED
    assert request.execution == "done"


@pytest.mark.parametrize("past", [fulfilled(ACCESS), refused(ACCESS), withdrawn(ACCESS)])
def test_what_is_over_is_not_done_again(past: Event) -> None:
    why = objection(given(received(ACCESS), past), "fulfil", right=ACCESS, measures=WORDS)

    assert isinstance(why, OutOfOrderError)
    assert (
        str(why)
        == "access is over: it was done, refused or withdrawn; tell the requester and close"
    )


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("copy", [ACCESS, PORTABILITY])
@pytest.mark.parametrize("promised", [False, True])
def test_copies_are_handed_over_before_anything_is_erased(copy: Right, *, promised: bool) -> None:
    past = [granted(copy)] if promised else []

    why = objection(given(received(ERASURE, copy), *past), "fulfil", right=ERASURE, measures=WORDS)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(15, 3)


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("over", [fulfilled(ACCESS), refused(ACCESS), withdrawn(ACCESS)])
def test_once_the_copies_are_settled_erasure_goes_on(over: Event) -> None:
    request = given(received(ERASURE, ACCESS), over)

    request.fulfil(NOW, right=ERASURE, measures=WORDS)

    assert request.claims[ERASURE].status is ClaimStatus.FULFILLED


def test_only_erasure_waits_for_the_copies() -> None:
    request = given(received(RECTIFICATION, ACCESS))

    request.fulfil(NOW, right=RECTIFICATION, measures=WORDS)

    assert request.claims[RECTIFICATION].status is ClaimStatus.FULFILLED


@pytest.mark.law("gdpr/12/3")
def test_the_requester_is_told_what_was_done() -> None:
    request = given(received(ACCESS, ERASURE), fulfilled(ACCESS))

    happened = request.inform(NOW, **letter(ACCESS))

    setting = NOW.controller.setting
    assert happened == RequesterInformed(**letter(ACCESS), answered=False, profile=setting.profile)
    assert request.claims[ACCESS].informed_on == MARCH_19
    assert request.status is Status.ASSESSING


@pytest.mark.law("gdpr/12/3")
def test_a_request_is_answered_once_everything_was_told_that_was_not_withdrawn() -> None:
    past = (withdrawn(Right.OBJECTION), refused(ERASURE), informed(ERASURE, answered=False))
    request = given(received(ACCESS, ERASURE, Right.OBJECTION), *past, fulfilled(ACCESS))

    happened = request.inform(NOW, **letter(ACCESS))

    assert happened.answered
    assert request.status is Status.ANSWERED


@pytest.mark.parametrize("kind", [Letter.OTHER, Letter.RESTRICTION_LIFT])
def test_a_letter_about_something_else_answers_nothing(kind: Letter) -> None:
    request = given(received(RESTRICTION), fulfilled(RESTRICTION))

    happened = request.inform(NOW, **letter(RESTRICTION, kind=kind))

    assert not happened.answered
    assert request.claims[RESTRICTION].informed_on is None


@pytest.mark.law("gdpr/12/4")
def test_a_refusal_is_told_too() -> None:
    request = given(received(ACCESS), refused(ACCESS))

    untold = objection(request, "close")
    request.inform(NOW, **letter(ACCESS, kind=Letter.REFUSAL))
    request.close(NOW)

    assert isinstance(untold, UnlawfulError)
    assert untold.provision == GDPR(12, 4)
    assert request.outcome is Outcome.REFUSED


def test_what_was_not_decided_cannot_be_told() -> None:
    request = given(received(ACCESS, ERASURE), fulfilled(ACCESS))

    why = objection(request, "inform", **letter(ACCESS, ERASURE))

    assert str(why) == "erasure has not been decided: grant, refuse or fulfil it first"


@pytest.mark.law("gdpr/12/1")
@pytest.mark.parametrize("past", [[], [granted(ACCESS)], [doubted()]])
def test_how_things_stand_may_be_told_before_anything_is_decided(past: list[Event]) -> None:
    request = given(received(ACCESS, ERASURE), *past)
    before = request.deadline

    happened = request.inform(NOW, **letter(ACCESS, ERASURE, kind=Letter.OTHER))

    assert not happened.answered
    assert request.claims[ACCESS].informed_on is None
    assert request.deadline == before


@pytest.mark.parametrize(
    ("past", "hint"),
    [
        ([], "no answer: nothing was decided"),
        ([fulfilled(ACCESS)], "an answer or a refusal only about access"),
        (
            [fulfilled(ACCESS), refused(ERASURE)],
            "an answer or a refusal only about access, erasure",
        ),
        (
            [fulfilled(ACCESS), withdrawn(ERASURE), informed(ACCESS), closed()],
            "the request is closed: no answer, only what happened since",
        ),
    ],
)
def test_about_what_one_may_answer_is_said_beforehand(past: list[Event], hint: str) -> None:
    listed = {one.command: one for one in actions(given(received(ACCESS, ERASURE), *past))}

    assert listed["inform"].rights == (ACCESS, ERASURE)
    assert str(listed["inform"].hint) == hint


def test_a_closed_request_is_not_answered_again() -> None:
    request = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())

    why = objection(request, "inform", **letter(ACCESS))
    request.inform(NOW, **letter(ACCESS, kind=Letter.OTHER))

    assert str(why) == "the request is closed: reopen it first"


def test_a_letter_names_a_right_once() -> None:
    why = objection(given(received(ACCESS), fulfilled(ACCESS)), "inform", **letter(ACCESS, ACCESS))

    assert isinstance(why, BadInputError)
    assert why.word == "rights"


def test_the_first_letter_counts() -> None:
    request = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS, sent_on=MARCH_10))

    request.inform(NOW, **letter(ACCESS))

    assert request.claims[ACCESS].informed_on == MARCH_10


LATE = on(2026, 5, 4)


WAITED = (doubted(date(2026, 3, 6)), verified(date(2026, 3, 16)))


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("past", "sent_on", "standing", "strictly"),
    [
        ((), date(2026, 4, 7), Standing.MET, True),
        ((), date(2026, 4, 8), Standing.MISSED, False),
        (WAITED, date(2026, 4, 7), Standing.MET, True),
        (WAITED, date(2026, 4, 8), Standing.MET, False),
        (WAITED, date(2026, 4, 15), Standing.MET, False),
        (WAITED, date(2026, 4, 16), Standing.MISSED, False),
    ],
)
def test_a_deadline_is_met_by_the_day_the_letter_was_sent(
    past: tuple[Event, ...],
    sent_on: date,
    standing: Standing,
    strictly: bool,  # noqa: FBT001
) -> None:
    request = given(received(ACCESS), *past, fulfilled(ACCESS), now=LATE)
    before = request.deadline.met_strictly

    request.inform(LATE, **letter(ACCESS, sent_on=sent_on))

    assert before is None
    assert request.deadline.standing(LATE.today) is standing
    assert request.deadline.met_strictly is strictly


@pytest.mark.law("gdpr/15/3")
def test_access_without_a_copy_is_asked_about_before_it_is_called_done() -> None:
    without, with_copy = given(received(ACCESS)), given(received(ACCESS), copied(ACCESS))

    hints = [
        str({one.command: one for one in actions(request)}["fulfil"].hint)
        for request in (without, with_copy)
    ]

    assert hints == [
        "access comes with a copy of the data: to let somebody look at them is not enough",
        "a part only where it was asked about and nothing of it was decided",
    ]


@pytest.mark.law("gdpr/21/3")
def test_an_objection_to_marketing_without_a_suppression_is_asked_about() -> None:
    request = given(received(Right.DIRECT_MARKETING_OBJECTION, ERASURE))

    before = {one.command: one for one in actions(request)}["fulfil"]
    request.record_suppression(
        NOW, right=Right.DIRECT_MARKETING_OBJECTION, system="newsletter", suppressed_on=MARCH_10
    )
    after = {one.command: one for one in actions(request)}["fulfil"]

    assert str(before.hint).endswith("record whom not to approach again")
    assert str(after.hint).startswith("a part only where")
