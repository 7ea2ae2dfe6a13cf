"""What an event leaves as it was: another ground, another letter, another day, another fee."""

from datetime import date, timedelta
from typing import Any

import pytest

from griffie.domain.events import (
    ComplaintRecorded,
    DocumentAdded,
    KnocksCounted,
    ProcessorAsked,
    RecipientNotified,
    RestrictionLifted,
)
from griffie.domain.housekeeping import day_stream
from griffie.domain.law import (
    GDPR,
    REG_1182,
    ExceptionGround,
    FeeGround,
    Refusal,
    RestrictionGround,
    Right,
)
from griffie.domain.law.catalogue import heading, text
from griffie.domain.model.errors import BadInputError
from griffie.domain.request.values import DOUBT, UNCLEAR
from griffie.domain.request.vocabulary import Authority, DocumentKind, DutyKind, Letter, TaskKind
from griffie.domain.steps import record
from griffie.domain.steps.action import actions
from griffie.domain.steps.file_erasure import copies_kept_until
from griffie.domain.steps.fulfilment import what_goes_with_it
from griffie.domain.steps.oversight import due_hint
from griffie.domain.steps.tasks import asked_hint
from tests.domain.test_shown_for_itself import help_of, inquired, ordered, search
from tests.given.past import (
    NOW,
    RECEIVED_ON,
    WORDS,
    asked,
    closed,
    doubted,
    extended,
    fee_accepted,
    fee_proposed,
    fulfilled,
    given,
    held,
    informed,
    not_established,
    objection,
    received,
    restricted,
)

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
CONTESTED, UNLAWFUL = RestrictionGround.CONTESTED, RestrictionGround.UNLAWFUL
LATER = date(2026, 3, 16)
COPY = DocumentAdded(kind=DocumentKind.DELIVERED_COPY, document=WORDS, size=1)
LIFT = informed(kind=Letter.RESTRICTION_LIFT, answered=False)
LIFTED = RestrictionLifted(ground=CONTESTED, reason=WORDS, lifted_on=LATER)


def test_a_hold_stays_when_somebody_complains_in_the_house() -> None:
    inside = ComplaintRecorded(authority=Authority.INTERNAL, reference=WORDS, received_on=LATER)

    assert given(received(ACCESS), held(), inside).held is True
    assert given(received(ACCESS), inside).held is False


@pytest.mark.law("gdpr/18/3")
def test_the_first_notice_of_lifting_counts_and_one_before_the_restriction_does_not() -> None:
    again = informed(kind=Letter.RESTRICTION_LIFT, answered=False, sent_on=LATER)
    before = restricted().model_copy(update={"applied_on": date(2026, 3, 6)})

    twice = given(received(Right.RESTRICTION), restricted(), LIFT, again)
    too_early = given(received(Right.RESTRICTION), before, LIFT)

    assert [one.lift_announced_on for one in twice.restrictions] == [RECEIVED_ON]
    assert [one.lift_announced_on for one in too_early.restrictions] == [None]


def test_a_restriction_on_the_same_ground_takes_the_place_of_the_first() -> None:
    wider = restricted().model_copy(update={"systems": ("crm", "erp")})

    request = given(received(Right.RESTRICTION), restricted(), restricted(UNLAWFUL), wider)

    assert [(one.ground, one.systems) for one in request.restrictions] == [
        (UNLAWFUL, ("crm",)),
        (CONTESTED, ("crm", "erp")),
    ]


def test_lifting_one_restriction_leaves_the_other_in_force() -> None:
    request = given(received(Right.RESTRICTION), restricted(UNLAWFUL), restricted(), LIFT, LIFTED)

    assert [one.ground for one in request.restrictions] == [UNLAWFUL]
    assert next(one.lifted for one in record.restrictions(request)) is None


def test_another_letter_announces_no_lifting() -> None:
    other = informed(kind=Letter.OTHER, answered=False, sent_on=LATER)

    found = record.restrictions(given(received(Right.RESTRICTION), restricted(), other))

    assert found[0].announced is None


@pytest.mark.law("gdpr/18")
def test_what_was_asked_to_be_restricted_is_restricted_once_it_is_done() -> None:
    asked_only = given(received(Right.RESTRICTION))
    done = given(received(Right.RESTRICTION), fulfilled(Right.RESTRICTION))

    assert (asked_only.restricting, done.restricting) == (False, True)


@pytest.mark.law("gdpr/19")
def test_what_a_right_costs_settles_no_recipient() -> None:
    told = RecipientNotified(recipient="mailer", right=ERASURE, notified_on=LATER)
    request = given(received(ERASURE), fee_proposed(ERASURE), fulfilled(ERASURE), told)

    noted = record.noted_by_right(request)[ERASURE]

    settled = record.recipients(request, request.claims[ERASURE], noted)
    assert [name for name, _ in settled] == ["mailer"]


@pytest.mark.law("gdpr/12/6")
def test_what_fails_is_no_longer_waited_for_and_the_other_question_is() -> None:
    questions = (doubted(), asked())

    request = given(received(ACCESS), *questions, not_established(ACCESS, received_on=LATER))

    assert request.open_question(DOUBT) is None
    assert request.open_question(UNCLEAR) is not None
    assert [pause.answered_on for pause in request.pauses] == [LATER, None]


def test_a_question_of_identity_is_no_question_of_what_is_meant() -> None:
    assert given(received(ACCESS), doubted()).open_question(UNCLEAR) is None


def test_copies_go_out_with_the_answer_and_with_no_other_letter() -> None:
    filed = (received(ACCESS), fulfilled(ACCESS), COPY)

    other = given(*filed, informed(kind=Letter.OTHER, answered=False))
    answer = given(*filed, informed(ACCESS, sent_on=LATER))
    nothing_filed = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS))

    assert other.copies_out_on is None
    assert answer.copies_out_on == LATER
    assert nothing_filed.copies_out_on is None


def test_copies_are_kept_for_six_months_where_there_are_any() -> None:
    filed = (received(ACCESS), fulfilled(ACCESS), COPY)

    assert copies_kept_until(given(*filed)) is None
    assert copies_kept_until(given(*filed, informed(ACCESS, sent_on=LATER))) == date(2026, 9, 16)
    ended = (received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())
    assert copies_kept_until(given(*ended)) is None


def test_a_copy_may_be_filed_until_the_copies_wait_to_be_destroyed() -> None:
    copy: dict[str, Any] = {"kind": DocumentKind.DELIVERED_COPY, "document": WORDS, "size": 1}

    event = given(received(ACCESS)).add_document(NOW, **copy)

    assert event == DocumentAdded(**copy)


def test_what_was_done_needs_no_hint_of_what_goes_with_it() -> None:
    before = what_goes_with_it(given(received(ACCESS)))
    after = what_goes_with_it(given(received(ACCESS), fulfilled(ACCESS)))

    assert "copy" in str(before)
    assert "copy" not in str(after)


def test_who_is_waited_for_and_until_when_is_of_that_kind_only() -> None:
    both = (search("crm"), help_of("host"), inquired("dos-1"), ordered("dos-2", LATER))

    request = given(received(ACCESS), *both)

    assert str(asked_hint(request, TaskKind.SEARCH)) == "only of whom it was asked: crm"
    assert str(asked_hint(request, TaskKind.PROCESSOR)) == "only of whom it was asked: host"
    assert str(due_hint(request, DutyKind.INQUIRY)) == "due on 2026-03-12"
    assert str(due_hint(request, DutyKind.ORDER)) == "due on 2026-03-16"


def test_an_earlier_day_of_another_kind_is_not_named() -> None:
    request = given(received(ACCESS), inquired("dos-1"), ordered("dos-2", LATER))

    assert str(due_hint(request, DutyKind.ORDER)) == "due on 2026-03-16"


@pytest.mark.law("gdpr/28/3/e")
def test_a_processor_is_asked_for_help_by_a_day_that_is_not_over() -> None:
    said: dict[str, Any] = {"processor": "host", "question": WORDS}

    event = given(received(ACCESS)).ask_processor(NOW, **said, due_on=NOW.today)
    over = objection(
        given(received(ACCESS)), "ask_processor", **said, due_on=NOW.today - timedelta(days=1)
    )

    assert event == ProcessorAsked(**said, due_on=NOW.today)
    assert isinstance(over, BadInputError)
    assert (over.word, str(over)) == ("due_on", "in the past")


@pytest.mark.law("gdpr/15/3")
def test_who_pays_for_a_further_copy_may_still_be_refused_and_for_the_rest_may_not() -> None:
    said: dict[str, Any] = {"right": ACCESS, "ground": Refusal.UNFOUNDED, "demonstration": WORDS}
    past = [
        (received(ACCESS), fee_proposed(ACCESS, ground), fee_accepted(ACCESS))
        for ground in (FeeGround.FURTHER_COPIES, FeeGround.EXCESSIVE)
    ]

    event = given(*past[0]).refuse(NOW, **said)
    either_or = objection(given(*past[1]), "refuse", **said)

    assert event.right is ACCESS
    assert str(either_or).endswith("either a fee or a refusal")


@pytest.mark.law("gdpr/12/3")
def test_one_extended_right_is_enough_to_say_what_moving_receipt_undoes() -> None:
    request = given(received(ACCESS, ERASURE), extended(ERASURE))
    hint = {one.command: one.hint for one in actions(request)}["correct_receipt"]

    assert "extends nothing" in str(hint)


def test_a_day_at_the_door_has_one_stream_and_the_next_day_another() -> None:
    assert day_stream(LATER) == day_stream(LATER)
    assert day_stream(LATER) != day_stream(RECEIVED_ON)


def test_knocks_are_told_by_what_was_counted_the_same_day_or_after() -> None:
    counted: dict[str, Any] = {"failed_sign_ins": 0, "unknown_tokens": 0, "refusals_not_written": 0}
    first, last = (KnocksCounted(on=day, **counted) for day in (RECEIVED_ON, LATER))

    assert first.is_told_by(last) is first.is_told_by(first) is True
    assert last.is_told_by(first) is False


def test_a_rule_in_two_parts_is_quoted_with_both() -> None:
    whole, first = text(REG_1182(3, 4)), text(REG_1182(3, 2))

    assert len((whole.en or "").split("\n")) == 2
    assert first.de is None


def test_only_a_heading_is_a_heading_and_notes_stand_side_by_side() -> None:
    assert heading(REG_1182(1)) is None
    assert heading(GDPR(17)) is not None
    note = text(GDPR(17, 3)).note
    assert note == " ".join(note.split())
    assert ExceptionGround.LEGAL_CLAIMS.provision == GDPR(17, 3, "e")
