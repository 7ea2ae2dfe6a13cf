"""What follows from the claims: the outcome, the deadline of the whole, what is left to do."""

from datetime import date
from itertools import permutations

import pytest

from griffie.domain.events import Invoked
from griffie.domain.law import ExceptionGround, NoRequestGround, NotApplicableGround, Refusal, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.event import Event
from griffie.domain.request.claim import NOT_IDENTIFIED, Claim
from griffie.domain.request.outcome import outcome
from griffie.domain.request.part import REST, PartDecision
from griffie.domain.request.vocabulary import Execution, Outcome, PartStatus, Relation, Status
from tests.given.past import (
    NOW,
    closed,
    doubted,
    excepted,
    extended,
    fulfilled,
    given,
    granted,
    informed,
    linked,
    not_applicable,
    received,
    refused,
    reopened,
    revoked,
    withdrawn,
)

ACCESS, ERASURE, OBJECTION = Right.ACCESS, Right.ERASURE, Right.OBJECTION
CONSENT = Right.CONSENT_WITHDRAWAL
APRIL_7, JUNE_5 = date(2026, 4, 7), date(2026, 6, 5)


def decision_of(status: PartStatus, ground: str | None = None) -> PartDecision:
    return PartDecision(REST, status, ground)


claim = Claim(ACCESS)
done = claim.decided(decision_of(PartStatus.FULFILLED))
no = claim.decided(decision_of(PartStatus.REFUSED, Refusal.UNFOUNDED))
unproven = claim.decided(decision_of(PartStatus.REFUSED, NOT_IDENTIFIED))
nobody = claim.decided(decision_of(PartStatus.NOT_APPLICABLE, NotApplicableGround.CANNOT_IDENTIFY))
no_data = claim.decided(decision_of(PartStatus.NOT_APPLICABLE, NotApplicableGround.NO_DATA))
elsewhere = claim.decided(
    decision_of(PartStatus.NOT_APPLICABLE, NotApplicableGround.NOT_CONTROLLER)
)
chatter = claim.decided(decision_of(PartStatus.NOT_APPLICABLE, NotApplicableGround.NOT_A_REQUEST))
gone = claim.withdrawn(APRIL_7)

DERIVED = [
    ([done], Outcome.FULFILLED),
    ([done, done], Outcome.FULFILLED),
    ([done, no], Outcome.PARTLY_FULFILLED),
    ([done, no_data], Outcome.PARTLY_FULFILLED),
    ([done, unproven], Outcome.PARTLY_FULFILLED),
    ([done, gone], Outcome.FULFILLED),
    ([no], Outcome.REFUSED),
    ([no, no_data], Outcome.REFUSED),
    ([no, gone], Outcome.REFUSED),
    ([no, unproven], Outcome.REFUSED),
    ([no_data], Outcome.NOT_APPLICABLE),
    ([no_data, elsewhere], Outcome.NOT_APPLICABLE),
    ([gone], Outcome.WITHDRAWN),
    ([gone, gone], Outcome.WITHDRAWN),
    ([unproven], Outcome.NOT_IDENTIFIED),
    ([unproven, gone], Outcome.NOT_IDENTIFIED),
    ([nobody], Outcome.NOT_IDENTIFIED),
    ([elsewhere, elsewhere], Outcome.NOT_CONTROLLER),
    ([chatter], Outcome.NOT_A_REQUEST),
    ([done, no, no_data, gone], Outcome.PARTLY_FULFILLED),
]


@pytest.mark.parametrize(("claims", "expected"), DERIVED)
def test_an_outcome_follows_from_the_claims_in_whatever_order(
    claims: list[Claim], expected: Outcome
) -> None:
    assert {outcome(order) for order in permutations(claims)} == {expected}


@pytest.mark.law("gdpr/recital/27")
def test_a_message_about_the_deceased_is_not_refused() -> None:
    assert outcome((), NoRequestGround.DECEASED) is Outcome.NOT_APPLICABLE


def test_every_outcome_but_to_go_on_elsewhere_is_derived() -> None:
    assert {expected for _, expected in DERIVED} == {*Outcome} - {
        *(Outcome.MERGED, Outcome.REMINDER)
    }


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (NoRequestGround.NOT_A_REQUEST, Outcome.NOT_A_REQUEST),
        (NoRequestGround.NOT_CONTROLLER, Outcome.NOT_CONTROLLER),
        (NoRequestGround.PROCESSOR, Outcome.NOT_CONTROLLER),
        (NoRequestGround.DECEASED, Outcome.NOT_APPLICABLE),
    ],
)
def test_a_message_without_a_right_ends_as_what_it_was_found_to_be(
    found: NoRequestGround, expected: Outcome
) -> None:
    assert outcome((), found) is expected


@pytest.mark.law("gdpr/17/3")
def test_what_was_partly_excepted_is_partly_fulfilled() -> None:
    some = excepted(ERASURE, ExceptionGround.LEGAL_OBLIGATION, "invoices")
    request = given(received(ERASURE), some, fulfilled(ERASURE))

    assert outcome(request.claims.values()) is Outcome.PARTLY_FULFILLED


def test_where_a_part_was_done_the_reason_for_the_rest_is_not_the_outcome() -> None:
    done = fulfilled(ACCESS).model_copy(update={"categories": ("contact",)})
    not_ours = {"ground": NotApplicableGround.NOT_CONTROLLER}
    rest = not_applicable(ACCESS).model_copy(update=not_ours)
    request = given(received(ACCESS), done, rest)

    assert request.claims[ACCESS].ground == NotApplicableGround.NOT_CONTROLLER
    assert outcome(request.claims.values()) is Outcome.PARTLY_FULFILLED


@pytest.mark.law("gdpr/17/3")
def test_what_was_wholly_excepted_is_refused() -> None:
    everything = excepted(ERASURE, ExceptionGround.LEGAL_OBLIGATION)

    assert outcome(given(received(ERASURE), everything).claims.values()) is Outcome.REFUSED


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("past", "due_on", "standing"),
    [
        ([], date(2026, 3, 9), Standing.OVERDUE),
        ([fulfilled(CONSENT), informed(CONSENT)], APRIL_7, Standing.ON_TRACK),
        ([fulfilled(CONSENT), informed(CONSENT), extended(ACCESS)], APRIL_7, Standing.ON_TRACK),
        (
            [fulfilled(CONSENT), informed(CONSENT), extended(ACCESS, ERASURE)],
            JUNE_5,
            Standing.ON_TRACK,
        ),
        ([withdrawn(CONSENT)], APRIL_7, Standing.ON_TRACK),
        ([withdrawn(CONSENT), withdrawn(ERASURE), extended(ACCESS)], JUNE_5, Standing.ON_TRACK),
        ([withdrawn(ACCESS, ERASURE, CONSENT)], APRIL_7, Standing.MET),
    ],
    ids=[
        "the most urgent",
        "the next, once the first was told",
        "the one not extended",
        "all extended",
        "a withdrawn one no longer urges",
        "nor holds back",
        "nothing left to answer",
    ],
)
def test_a_request_shows_the_earliest_deadline_that_is_open(
    past: list[Event], due_on: date, standing: Standing
) -> None:
    deadline = given(received(ACCESS, ERASURE, CONSENT), *past).deadline

    assert (deadline.term.due_on, deadline.standing(NOW.today)) == (due_on, standing)


@pytest.mark.law("gdpr/12/3")
def test_once_all_was_told_a_missed_deadline_is_the_one_shown() -> None:
    late, in_time = date(2026, 3, 10), date(2026, 3, 12)
    past = (
        fulfilled(CONSENT),
        fulfilled(ACCESS),
        informed(CONSENT, sent_on=late),
        informed(ACCESS, sent_on=in_time),
    )

    deadline = given(received(ACCESS, CONSENT), *past).deadline

    assert deadline.standing(NOW.today) is Standing.MISSED
    assert deadline.met_strictly is False


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2026, 3, 29), Standing.ON_TRACK),
        (date(2026, 3, 30), Standing.DUE_SOON),
        (APRIL_7, Standing.DUE_TODAY),
        (date(2026, 4, 8), Standing.OVERDUE),
    ],
)
def test_a_deadline_is_due_soon_from_five_working_days_before(on: date, standing: Standing) -> None:
    assert given(received(ACCESS)).deadline.standing(on) is standing


def test_a_reopened_claim_alone_gets_the_new_clock() -> None:
    past = (refused(ACCESS), fulfilled(ERASURE), informed(ACCESS, ERASURE), closed(), reopened())
    request = given(received(ACCESS, ERASURE), *past, revoked(ACCESS, NOW.today))

    new, old = (request.deadline_of(claim) for claim in request.claims.values())

    assert (new.term.due_on, old.term.due_on) == (date(2026, 4, 20), APRIL_7)
    assert (new.informed_on, old.informed_on) == (None, date(2026, 3, 5))
    assert request.deadline == new


@pytest.mark.parametrize(
    ("past", "status"),
    [
        ([], Status.RECEIVED),
        ([doubted()], Status.ASSESSING),
        ([fulfilled(ACCESS)], Status.ASSESSING),
        ([granted(ACCESS), informed(ACCESS)], Status.ANSWERED),
        ([withdrawn(ACCESS)], Status.ANSWERED),
        ([fulfilled(ACCESS), informed(ACCESS), closed()], Status.CLOSED),
        ([linked(Relation.DUPLICATE)], Status.CLOSED),
    ],
)
def test_a_status_is_read_off_the_history(past: list[Event], status: Status) -> None:
    assert given(received(ACCESS), *past).status is status


@pytest.mark.parametrize(
    ("past", "execution", "promised"),
    [
        ([], Execution.OPEN, False),
        ([granted(ACCESS), fulfilled(ERASURE)], Execution.OPEN, True),
        ([granted(ACCESS), informed(ACCESS), withdrawn(ERASURE)], Execution.OPEN, True),
        ([fulfilled(ACCESS), refused(ERASURE, proposed=True)], Execution.OPEN, False),
        ([fulfilled(ACCESS), refused(ERASURE)], Execution.DONE, False),
    ],
)
def test_what_was_promised_stays_on_the_board_until_it_is_done(
    past: list[Event],
    execution: Execution,
    promised: bool,  # noqa: FBT001
) -> None:
    request = given(received(ACCESS, ERASURE), *past)

    assert (request.execution, request.promised) == (execution, promised)


def test_a_request_without_rights_is_neither_answered_nor_done() -> None:
    request = given(received())

    assert not request.answered
    assert request.execution is Execution.OPEN


def test_codes_in_another_order_are_the_same_claim() -> None:
    one = Invoked(right=ACCESS, purposes=("a", "b"), categories=("x", "y"))
    other = Invoked(right=ACCESS, purposes=("b", "a", "b"), categories=("y", "x"))

    assert one == other
