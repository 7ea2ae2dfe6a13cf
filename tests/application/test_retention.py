"""How long a file is kept: what is due, when and why, and what holds it up."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from griffie.application.reports.request_history import RequestHistory
from griffie.application.retention.schedule import (
    DueErasure,
    Hold,
    Kept,
    due_erasures,
    read_row,
    row,
)
from griffie.domain.events import (
    ComplaintRecorded,
    CopyDelivered,
    DocumentAdded,
    HoldPlaced,
    HoldReleased,
    IdentityEvidenceDestroyed,
    PersonalDataErased,
)
from griffie.domain.law import Right
from griffie.domain.model.values import Sealed
from griffie.domain.request.vocabulary import (
    Authority,
    Channel,
    DocumentKind,
    FileErasure,
    Format,
    Hands,
    Outcome,
)
from tests.given.figures import taken
from tests.given.past import (
    RECEIVED_ON,
    WORDS,
    closed,
    doubted,
    fulfilled,
    informed,
    received,
    reopened,
    verified,
)

ACCESS = Right.ACCESS
RECORDED_ON = date(2026, 3, 20)
SENT_ON = date(2026, 3, 10)
CLOSED_AGO = date(2031, 3, 20)
"""Five years after closing."""
NEW_YEAR = date(2032, 1, 1)
"""Histories go together, on the first 1 January after."""
FOREVER = date(2099, 12, 31)
DAY = timedelta(days=1)

ANSWERED = (received(ACCESS), fulfilled(ACCESS), informed(ACCESS, sent_on=SENT_ON))
ERASED = PersonalDataErased(ground=FileErasure.RETENTION_ELAPSED, explanation=WORDS)


def document(kind: DocumentKind) -> DocumentAdded:
    return DocumentAdded(kind=kind, document=WORDS, size=1)


def complaint(authority: Authority) -> ComplaintRecorded:
    return ComplaintRecorded(authority=authority, reference=WORDS, received_on=RECORDED_ON)


EVIDENCE, COPY = document(DocumentKind.IDENTITY_EVIDENCE), document(DocumentKind.DELIVERED_COPY)


def kept(course: RequestHistory, on: date = FOREVER) -> dict[Kept, DueErasure]:
    return {one.kept: one for one in due_erasures(course, on)}


@pytest.mark.law("gdpr/5/1/e")
def test_nothing_is_due_of_a_request_that_is_being_worked_on() -> None:
    assert due_erasures(taken(received(ACCESS), doubted(), EVIDENCE), FOREVER) == ()


@pytest.mark.law("gdpr/12/6")
@pytest.mark.law("gdpr/5/1/e")
def test_evidence_of_identity_is_due_the_day_on_which_the_identity_is_settled() -> None:
    course = taken(received(ACCESS), doubted(), EVIDENCE, verified(RECEIVED_ON))

    assert kept(course)[Kept.IDENTITY].due_on == RECORDED_ON
    assert due_erasures(course, RECORDED_ON - DAY) == ()
    assert len(due_erasures(course, RECORDED_ON)) == 1


def test_evidence_that_was_destroyed_is_due_no_more() -> None:
    gone = IdentityEvidenceDestroyed(documents=(WORDS,))
    course = taken(received(ACCESS), doubted(), EVIDENCE, verified(RECEIVED_ON), gone)

    assert due_erasures(course, FOREVER) == ()


def test_evidence_that_nobody_asked_for_goes_when_the_request_closes() -> None:
    course = taken(*ANSWERED, EVIDENCE, closed())

    assert kept(course)[Kept.IDENTITY].due_on == RECORDED_ON


@pytest.mark.law("gdpr/5/1/e")
def test_a_delivered_copy_is_due_six_months_after_it_went_out() -> None:
    first, *then = ANSWERED
    course = taken(first, COPY, *then)

    assert kept(course)[Kept.COPIES].due_on == date(2026, 9, 10)
    assert due_erasures(course, date(2026, 9, 9)) == ()


def test_a_copy_that_is_filed_after_the_answer_counts_from_closing() -> None:
    course = taken(*ANSWERED, COPY, closed())

    assert kept(course)[Kept.COPIES].due_on == date(2026, 9, 20)


def test_a_second_copy_counts_for_itself() -> None:
    first, *then = ANSWERED
    course = taken(first, COPY, *then, COPY, closed())

    assert kept(course)[Kept.COPIES].due_on == date(2026, 9, 20)


@pytest.mark.law("gdpr/15/3")
def test_a_copy_counts_from_its_delivery() -> None:
    handed = CopyDelivered(
        right=ACCESS,
        format=Format.PDF,
        channel=Channel.POST,
        hands=Hands.REQUESTER,
        delivered_on=date(2026, 3, 7),
        documents=(WORDS,),
    )
    course = taken(received(ACCESS), COPY, handed)

    assert kept(course)[Kept.COPIES].due_on == date(2026, 9, 7)


@pytest.mark.law("gdpr/5/1/e")
def test_the_file_is_due_five_years_after_closing_and_then_its_history() -> None:
    course = taken(*ANSWERED, closed())

    assert due_erasures(course, CLOSED_AGO - DAY) == ()
    assert [one.kept for one in due_erasures(course, NEW_YEAR - DAY)] == [Kept.CORRESPONDENCE]
    words, history = due_erasures(course, NEW_YEAR)
    assert (words.kept, words.due_on, words.held_by) == (Kept.CORRESPONDENCE, CLOSED_AGO, ())
    assert (history.kept, history.held_by) == (Kept.HISTORY, (Hold.WORDS_FIRST,))


def test_once_its_words_are_erased_only_the_history_is_left() -> None:
    (history,) = due_erasures(taken(*ANSWERED, closed(), ERASED), FOREVER)

    assert (history.kept, history.due_on, history.held_by) == (Kept.HISTORY, NEW_YEAR, ())


def test_a_request_that_was_reopened_is_kept() -> None:
    assert due_erasures(taken(*ANSWERED, closed(), reopened()), FOREVER) == ()


def test_a_duplicate_is_kept_as_long_as_any_other_request() -> None:
    assert Kept.CORRESPONDENCE in kept(taken(received(ACCESS), closed(Outcome.MERGED)))


@pytest.mark.law("gdpr/17/3/e")
@pytest.mark.parametrize("authority", [Authority.GBA, Authority.COURT])
def test_a_complaint_before_others_holds_the_file_but_not_the_evidence_of_identity(
    authority: Authority,
) -> None:
    course = taken(*ANSWERED, COPY, EVIDENCE, closed(), complaint(authority))

    held = {one.kept for one in due_erasures(course, FOREVER) if Hold.LEGAL_HOLD in one.held_by}

    assert held == {Kept.COPIES, Kept.CORRESPONDENCE, Kept.HISTORY}
    assert kept(course)[Kept.IDENTITY].held_by == ()


def test_a_complaint_to_ourselves_holds_nothing() -> None:
    course = taken(*ANSWERED, closed(), complaint(Authority.INTERNAL))

    assert kept(course)[Kept.CORRESPONDENCE].held_by == ()


@pytest.mark.law("gdpr/17/3/e")
def test_a_hold_holds_until_it_is_released() -> None:
    placed, released = HoldPlaced(reason=WORDS), HoldReleased(reason=WORDS)

    held = taken(*ANSWERED, closed(), placed)
    free = taken(*ANSWERED, closed(), placed, released)

    assert kept(held)[Kept.CORRESPONDENCE].held_by == (Hold.LEGAL_HOLD,)
    assert kept(free)[Kept.CORRESPONDENCE].held_by == ()


def test_a_row_says_of_any_day_what_the_course_says() -> None:
    course = taken(*ANSWERED, COPY, EVIDENCE, closed(), complaint(Authority.GBA))
    written = row(course)

    for day in (RECORDED_ON - DAY, RECORDED_ON, date(2026, 9, 20), CLOSED_AGO, FOREVER):
        again = read_row(written["request_id"], written["schedule"], day)
        assert again == (UUID(int=1), due_erasures(course, day))
    assert written["first_due_on"] == RECORDED_ON.isoformat()


def test_a_row_of_what_is_never_due_has_no_day() -> None:
    assert row(taken(received(ACCESS)))["first_due_on"] is None


def test_the_schedule_tells_nobodys_words() -> None:
    assert str(Sealed(WORDS)) not in row(taken(*ANSWERED, COPY, closed()))["schedule"]
