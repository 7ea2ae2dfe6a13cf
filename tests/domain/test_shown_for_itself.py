"""What is read off the events that a request keeps in sight: tasks, duties, costs, holds."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import (
    BalancingPerformed,
    ClaimAdded,
    ClaimReclassified,
    ComplaintRecorded,
    CourtActionRecorded,
    FeeWaived,
    HoldReleased,
    InquiryAnswered,
    InquiryRecorded,
    Invoked,
    MediationRecorded,
    MinorAssessed,
    OrderRecorded,
    OrderReportedDone,
    ProcessorAsked,
    ProcessorHeard,
    RestrictionLifted,
    SearchAsked,
    SearchCompleted,
)
from griffie.domain.law import RestrictionGround, Right
from griffie.domain.model.event import Event
from griffie.domain.request.vocabulary import (
    AgeBand,
    Authority,
    Capability,
    Letter,
    Progress,
    SearchResult,
    Weighing,
)
from griffie.domain.steps import record, task_record
from tests.given.past import (
    RECEIVED_ON,
    WORDS,
    fee_accepted,
    fee_declined,
    fee_paid,
    fee_proposed,
    given,
    held,
    informed,
    no_request,
    received,
    restricted,
)

ACCESS, OBJECTION = Right.ACCESS, Right.OBJECTION
SOON, LATER = date(2026, 3, 12), date(2026, 3, 16)
SEARCHED = SearchCompleted(system="crm", result=SearchResult.FOUND)
HELPED = ProcessorHeard(processor="host", answer=WORDS, heard_on=SOON)
CONTESTED, UNLAWFUL = RestrictionGround.CONTESTED, RestrictionGround.UNLAWFUL


def search(system: str, due_on: date = SOON) -> SearchAsked:
    return SearchAsked(system=system, due_on=due_on)


def help_of(processor: str) -> ProcessorAsked:
    return ProcessorAsked(processor=processor, question=WORDS, due_on=SOON)


def ordered(dossier: str, due_on: date = SOON) -> OrderRecorded:
    said: dict[str, Any] = {"authority": Authority.GBA, "dossier": dossier, "due_on": due_on}
    return OrderRecorded(content=WORDS, received_on=RECEIVED_ON, **said)


def inquired(dossier: str) -> InquiryRecorded:
    said: dict[str, Any] = {"authority": Authority.GBA, "dossier": dossier, "due_on": SOON}
    return InquiryRecorded(received_on=RECEIVED_ON, **said)


def kind_of(event: Event | None) -> str | None:
    return event.TOPIC if event else None


@pytest.mark.law("gdpr/15/1")
def test_what_one_heard_is_not_taken_for_what_another_was_asked() -> None:
    tasks = (search("crm"), search("host"), help_of("host"), help_of("crm"))

    found = task_record.tasks(given(received(ACCESS), *tasks, SEARCHED, HELPED))

    assert [(one.kind.value, one.whom, kind_of(one.heard)) for one in found] == [
        ("search", "crm", "SearchCompleted"),
        ("search", "host", None),
        ("processor", "host", "ProcessorHeard"),
        ("processor", "crm", None),
    ]


def test_a_task_asked_anew_is_open_again_and_stands_last() -> None:
    anew = (search("crm"), search("erp"), SEARCHED, search("crm", LATER))

    found = task_record.tasks(given(received(ACCESS), *anew))

    assert [(one.whom, one.due_on, one.heard) for one in found] == [
        ("erp", SOON, None),
        ("crm", LATER, None),
    ]


def test_a_task_stands_as_its_day_says_until_it_is_done() -> None:
    found = task_record.tasks(
        given(received(ACCESS), search("erp"), search("crm"), help_of("host"), SEARCHED)
    )

    assert [one.standing(LATER) for one in found] == [
        Progress.OVERDUE,
        Progress.DONE,
        Progress.OVERDUE,
    ]
    assert found[0].standing(SOON) is Progress.DUE_TODAY
    assert found[0].standing(RECEIVED_ON) is Progress.OPEN


@pytest.mark.law("gdpr/31")
def test_an_answer_to_the_authority_settles_its_own_dossier() -> None:
    answered = InquiryAnswered(dossier="dos-1", answered_on=SOON)
    done = OrderReportedDone(dossier="dos-2", reported_on=SOON)
    asked = (inquired("dos-1"), ordered("dos-1"), inquired("dos-2"), ordered("dos-2"))

    found = record.duties(given(received(ACCESS), *asked, answered, done))

    assert [(one.kind.value, one.asked.dossier, kind_of(one.given)) for one in found] == [
        ("inquiry", "dos-1", "InquiryAnswered"),
        ("order", "dos-1", None),
        ("inquiry", "dos-2", None),
        ("order", "dos-2", "OrderReportedDone"),
    ]
    assert [one.standing(LATER) for one in found[:2]] == [Progress.DONE, Progress.OVERDUE]


LIFT = informed(kind=Letter.RESTRICTION_LIFT, answered=False)
OTHER = informed(kind=Letter.OTHER, answered=False)


def lifted(ground: RestrictionGround) -> RestrictionLifted:
    return RestrictionLifted(ground=ground, reason=WORDS, lifted_on=SOON)


@pytest.mark.law("gdpr/18/3")
def test_a_notice_of_lifting_speaks_of_what_is_in_force_and_unannounced() -> None:
    second = LIFT.model_copy(update={"sent_on": SOON})
    end = lifted(CONTESTED)

    found = record.restrictions(
        given(
            received(Right.RESTRICTION),
            *(restricted(CONTESTED), OTHER, LIFT, end),
            *(restricted(UNLAWFUL), second, second),
        )
    )

    assert [one.applied.ground for one in found] == [CONTESTED, UNLAWFUL]
    assert [one.announced and one.announced.sent_on for one in found] == [RECEIVED_ON, SOON]
    assert [one.lifted and one.lifted.ground for one in found] == [CONTESTED, None]


@pytest.mark.law("gdpr/18/3")
def test_what_was_lifted_unannounced_or_announced_before_keeps_its_own_notice() -> None:
    second = LIFT.model_copy(update={"sent_on": SOON})
    unannounced = (restricted(CONTESTED), lifted(CONTESTED))

    found = record.restrictions(
        given(received(Right.RESTRICTION), *unannounced, restricted(UNLAWFUL), LIFT, second)
    )

    assert [one.announced and one.announced.sent_on for one in found] == [None, RECEIVED_ON]


def test_a_restriction_applied_again_is_lifted_by_its_own_end() -> None:
    first, last = lifted(CONTESTED), lifted(CONTESTED).model_copy(update={"lifted_on": LATER})
    ends = (restricted(CONTESTED), first, restricted(CONTESTED), last)

    found = record.restrictions(given(received(Right.RESTRICTION), *ends))

    assert [one.lifted and one.lifted.lifted_on for one in found] == [SOON, LATER]


@pytest.mark.law("gdpr/12/5/a")
@pytest.mark.parametrize(
    ("then", "stands"),
    [
        ((), "proposed"),
        ((fee_accepted(ACCESS),), "accepted"),
        ((fee_declined(ACCESS),), "declined"),
        ((FeeWaived(right=ACCESS, reason=WORDS),), "waived"),
        ((fee_accepted(ACCESS), fee_paid(ACCESS)), "paid"),
        ((fee_declined(ACCESS), fee_proposed(ACCESS)), "proposed"),
    ],
)
def test_a_fee_stands_as_the_last_that_happened(then: tuple[Event, ...], stands: str) -> None:
    request = given(received(ACCESS), fee_proposed(ACCESS), *then)

    fee = record.fee(record.noted_by_right(request)[ACCESS])

    assert fee is not None
    assert fee.standing == stands


def test_no_fee_was_named_where_none_was_proposed() -> None:
    assert record.fee([]) is None


def test_read_as_another_right_what_was_done_goes_along_and_the_fee_falls_away() -> None:
    weighed = BalancingPerformed(
        right=OBJECTION, interests=WORDS, prevails=Weighing.DATA_SUBJECT, performed_on=SOON
    )
    past = (fee_proposed(OBJECTION), weighed)
    moved = ClaimReclassified(from_right=OBJECTION, to_right=Right.ERASURE, reason=WORDS)

    found = record.noted_by_right(given(received(OBJECTION), *past, moved))

    assert [type(one) for one in found[Right.ERASURE]] == [BalancingPerformed]
    assert OBJECTION not in found


def test_deeds_are_what_was_done_and_not_what_it_costs() -> None:
    weighed = BalancingPerformed(
        right=OBJECTION, interests=WORDS, prevails=Weighing.DATA_SUBJECT, performed_on=SOON
    )
    noted = record.noted_by_right(given(received(OBJECTION), fee_proposed(OBJECTION), weighed))

    found = record.deeds(noted[OBJECTION])

    assert [type(one) for one in found] == [BalancingPerformed]


def complained(authority: Authority) -> ComplaintRecorded:
    return ComplaintRecorded(authority=authority, reference=WORDS, received_on=SOON)


RELEASED = HoldReleased(reason=WORDS)
COURT = CourtActionRecorded(court=WORDS, reference=WORDS, notified_on=SOON)
MEDIATION = MediationRecorded(dossier="dos-1", opened_on=SOON)


@pytest.mark.law("gdpr/17/3/e")
@pytest.mark.parametrize(
    ("past", "keeps"),
    [
        ((), 0),
        ((held(),), 1),
        ((COURT, MEDIATION, inquired("dos-1")), 3),
        ((complained(Authority.GBA), complained(Authority.COURT)), 2),
        ((complained(Authority.INTERNAL), complained(Authority.OTHER)), 0),
        ((held(), COURT, RELEASED), 0),
        ((held(), RELEASED, complained(Authority.GBA)), 1),
        ((ordered("dos-1"), fee_proposed(ACCESS)), 0),
    ],
)
def test_the_file_is_held_by_whatever_came_since_the_last_release(
    past: tuple[Event, ...], keeps: int
) -> None:
    request = given(received(ACCESS), *past)

    assert len(record.hold(request)) == keeps
    assert request.held is bool(keeps)


def test_of_a_minor_the_last_assessment_counts() -> None:
    first = MinorAssessed(age_band=AgeBand.UNDER_13, result=Capability.IS_REPRESENTED, reason=WORDS)
    last = MinorAssessed(age_band=AgeBand.FROM_13, result=Capability.ACTS_ALONE, reason=WORDS)
    past = (first, last, fee_proposed(ACCESS))

    found = record.minor(given(received(ACCESS), *past))

    assert found is not None
    assert found.age_band is AgeBand.FROM_13
    assert record.minor(given(received(ACCESS), fee_proposed(ACCESS))) is None


def test_a_finding_stands_until_a_right_is_recognised() -> None:
    found = no_request()
    recognised = ClaimAdded(claim=Invoked(right=ACCESS))

    stands = record.finding(given(received(), no_request(), found, held()))
    falls = record.finding(given(received(), found, recognised))

    assert stands is not None
    assert stands.originator_version == 3
    assert falls is None
    assert record.finding(given(received(), held())) is None
