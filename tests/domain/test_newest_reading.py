"""Reading 2: met is what was done and told; missed, what passed without that."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from griffie.domain.law import GDPR, NotApplicableGround, Refusal, Right
from griffie.domain.law.calendar import DAY
from griffie.domain.law.deadlines import Pause, Standing
from griffie.domain.request import readings
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import REST, PartDecision
from griffie.domain.request.readings import NEWEST, Due
from griffie.domain.request.remembered import Done
from griffie.domain.request.values import DOUBT
from griffie.domain.request.vocabulary import Deed, Limit, Outcome, PartStatus
from griffie.domain.rights_request import RightsRequest
from tests.given.past import given, received

ACCESS, ERASURE, MARKETING = Right.ACCESS, Right.ERASURE, Right.DIRECT_MARKETING_OBJECTION
MARCH_5, MARCH_9 = date(2026, 3, 5), date(2026, 3, 9)
EARLY, DUE_ON, EXTENDED_ON = date(2026, 3, 20), date(2026, 4, 7), date(2026, 6, 5)
LATE = DUE_ON + DAY
ASKED = Pause(MARCH_5, None, DOUBT)
"""A prompt question of identity that nobody has answered."""


def of(right: Right, status: PartStatus | None = None, ground: str | None = None) -> Claim:
    claim = Claim(right)
    return claim.decided(PartDecision(REST, status, ground)) if status else claim


OPEN = of(ERASURE)
PROMISED = of(ERASURE, PartStatus.GRANTED)
DONE = of(ERASURE, PartStatus.FULFILLED)
REFUSED = of(ERASURE, PartStatus.REFUSED, Refusal.UNFOUNDED)
NO_COPY = of(ACCESS, PartStatus.NOT_APPLICABLE, NotApplicableGround.NO_DATA)
STOPPED = Done(Deed.MARKETING_STOPPED, MARCH_9)
COPIED = Done(Deed.COPY_DELIVERED, EARLY)


def request_of(*claims: Claim, pauses: tuple[Pause, ...] = ()) -> RightsRequest:
    request = given(received(reading=NEWEST))
    request.claims, request.pauses = {claim.right: claim for claim in claims}, pauses
    return request


class Stands(NamedTuple):
    """How a right stands the day after the month."""

    due_on: date
    met_on: date | None = None
    in_time: bool | None = None
    how: Standing = Standing.OVERDUE


def met(on: date, due_on: date = DUE_ON) -> Stands:
    return Stands(due_on, on, in_time=True, how=Standing.MET)


def missed(on: date | None, due_on: date = DUE_ON) -> Stands:
    return Stands(due_on, on, in_time=False, how=Standing.MISSED)


def stands(request: RightsRequest) -> Stands:
    (claim,) = request.claims.values()
    found = readings.deadline_of(request, claim, NEWEST)
    assert found.informed_on == claim.answered_on
    return Stands(found.term.due_on, found.met_on, found.in_time, found.standing(LATE))


@pytest.mark.law("gdpr/12/3", "gdpr/12/4")
@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (OPEN, Stands(DUE_ON)),
        (PROMISED.told(EARLY), Stands(DUE_ON)),
        (DONE.carried_out(EARLY), Stands(DUE_ON)),
        (DONE.carried_out(EARLY).told(DUE_ON), met(DUE_ON)),
        (DONE.carried_out(DUE_ON).told(EARLY), met(DUE_ON)),
        (DONE.carried_out(EARLY).told(LATE), missed(LATE)),
        (DONE.carried_out(LATE).told(EARLY), missed(LATE)),
        (DONE.carried_out(EARLY).lying_ready(EARLY), met(EARLY)),
        (of(ACCESS, PartStatus.GRANTED).having(COPIED), Stands(DUE_ON)),
        (of(ACCESS).having(COPIED).told(MARCH_9), met(EARLY)),
        (REFUSED, Stands(DUE_ON)),
        (REFUSED.told(EARLY), met(EARLY)),
        (NO_COPY.told(EARLY), met(EARLY)),
    ],
    ids=[
        "open",
        "only promised",
        "not told",
        "done and told",
        "told and done",
        "told late",
        "done late",
        "lies ready",
        "a copy and no letter",
        "a letter and a copy",
        "a no that is not told",
        "a no",
        "no data",
    ],
)
def test_it_is_met_when_it_is_done_and_told(claim: Claim, expected: Stands) -> None:
    assert stands(request_of(claim)) == expected


@pytest.mark.law("gdpr/12/3", "gdpr/12/4")
@pytest.mark.parametrize(
    ("claim", "expected", "no_due_on"),
    [
        (OPEN, Stands(EXTENDED_ON, how=Standing.ON_TRACK), None),
        (DONE.carried_out(LATE).told(LATE), met(LATE, EXTENDED_ON), None),
        (REFUSED, Stands(EXTENDED_ON), DUE_ON),
        (REFUSED.told(DUE_ON), met(DUE_ON, EXTENDED_ON), DUE_ON),
        (REFUSED.told(LATE), missed(LATE, EXTENDED_ON), DUE_ON),
        (NO_COPY.told(LATE), met(LATE, EXTENDED_ON), None),
        (
            of(ERASURE, PartStatus.NOT_APPLICABLE, NotApplicableGround.NO_DATA).told(LATE),
            missed(LATE, EXTENDED_ON),
            DUE_ON,
        ),
        (
            of(ACCESS, PartStatus.NOT_APPLICABLE, NotApplicableGround.NOT_CONTROLLER).told(LATE),
            missed(LATE, EXTENDED_ON),
            DUE_ON,
        ),
    ],
    ids=["open", "done", "a no", "told", "late", "no data", "none to erase", "another's"],
)
def test_an_extension_is_for_an_answer_and_never_for_a_whole_no(
    claim: Claim, expected: Stands, no_due_on: date | None
) -> None:
    request = request_of(replace(claim, extended=True, extension_told_on=EARLY))

    assert stands(request) == expected
    (claim,) = request.claims.values()
    assert request.deadline_of(claim).refusal_due_on == no_due_on


def test_a_no_that_was_not_extended_has_the_date_of_an_answer() -> None:
    request = request_of(REFUSED)

    assert request.deadline_of(REFUSED).judged_by is None


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("withdrawn_on", "pauses", "expected"),
    [
        (DUE_ON, (), Stands(DUE_ON, how=Standing.MET)),
        (LATE, (), missed(None)),
        (LATE, (ASKED,), Stands(DUE_ON, how=Standing.MET)),
    ],
    ids=["in time", "late", "while the clock stood"],
)
def test_what_is_withdrawn_is_over_unless_it_was_missed_before(
    withdrawn_on: date, pauses: tuple[Pause, ...], expected: Stands
) -> None:
    assert stands(request_of(OPEN.withdrawn(withdrawn_on), pauses=pauses)) == expected


def test_what_was_told_before_it_was_withdrawn_stays_met_or_missed() -> None:
    told = DONE.carried_out(EARLY)

    assert stands(request_of(told.told(LATE).withdrawn(LATE))).in_time is False


@pytest.mark.law("gdpr/21/3", "gdpr/12/3")
@pytest.mark.parametrize(
    ("claim", "expected", "left"),
    [
        (of(MARKETING), Stands(MARCH_9), [Limit.AT_ONCE, Limit.ANSWER]),
        (of(MARKETING).having(STOPPED), Stands(DUE_ON), [Limit.ANSWER]),
        (of(MARKETING).told(EARLY), Stands(MARCH_9), [Limit.AT_ONCE]),
        (of(MARKETING).having(STOPPED).told(DUE_ON), met(DUE_ON), []),
        (of(MARKETING).having(STOPPED).told(LATE), missed(LATE), []),
        (of(MARKETING).having(STOPPED._replace(on=EARLY)).told(EARLY), missed(EARLY, MARCH_9), []),
        (
            of(MARKETING).having(STOPPED._replace(on=LATE)).told(LATE + DAY),
            missed(LATE + DAY, MARCH_9),
            [],
        ),
        (of(MARKETING).having(STOPPED).withdrawn(DUE_ON), Stands(DUE_ON, how=Standing.MET), []),
        (of(MARKETING).withdrawn(EARLY), missed(None, MARCH_9), []),
    ],
    ids=[
        "nothing",
        "stopped",
        "told",
        "both",
        "told late",
        "stopped late",
        "both late",
        "withdrawn in time",
        "withdrawn late",
    ],
)
def test_to_stop_and_to_tell_have_a_day_each(
    claim: Claim, expected: Stands, left: list[Limit]
) -> None:
    request = request_of(claim)

    assert stands(request) == expected
    assert [due.limit for due in readings.open_dues(request, claim, NEWEST)] == left


@pytest.mark.law("gdpr/21/3")
def test_what_is_at_once_knows_no_waiting_no_extension_and_no_part() -> None:
    claim = replace(of(MARKETING), extended=True, extension_told_on=EARLY)
    request = request_of(claim, pauses=(ASKED,))

    stopping, answer = readings.dues_of(request, claim)
    assert stopping == Due(Limit.AT_ONCE, request.deadline_of(claim).term, None)
    assert (stopping.term.due_on, stopping.term.trace[0].rule) == (MARCH_9, GDPR(21, 3))
    assert (answer.term.due_on, answer.term.extended) == (DUE_ON, False)
    assert readings.term_of_part(request, claim, ("contact",), NEWEST) == stopping.term


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("right", [MARKETING, Right.CONSENT_WITHDRAWAL])
def test_a_no_to_what_is_at_once_knows_no_extension_that_another_right_had(right: Right) -> None:
    other = of(right, PartStatus.NOT_APPLICABLE, NotApplicableGround.NOT_CONTROLLER)
    request = request_of(replace(other, extended=True, extension_told_on=EARLY))
    (claim,) = request.claims.values()

    (due,) = readings.dues_of(request, claim)

    assert (due.limit, due.term.due_on) == (Limit.ANSWER, DUE_ON)
    assert request.deadline_of(claim).term == due.term
    assert not due.term.extended


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("claim", [OPEN, of(MARKETING)])
def test_what_goes_on_elsewhere_is_over_here(claim: Claim) -> None:
    request = request_of(claim)
    request.outcome = Outcome.MERGED

    assert readings.open_dues(request, claim, NEWEST) == ()
    assert readings.open_dues(request, claim, 1) == ()
    assert stands(request).how is Standing.MET
