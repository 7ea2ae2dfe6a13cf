"""What a clock waits for and what was missed, by the first reading and by the newest."""

from datetime import date

import pytest

from griffie.domain.law import GDPR, NoRequestGround, Refusal, Right
from griffie.domain.law.calendar import DAY, calendar
from griffie.domain.law.deadlines import Pause, Standing, Suspension, answer_term
from griffie.domain.model.setting import Setting
from griffie.domain.request import readings
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import REST, PartDecision
from griffie.domain.request.readings import NEWEST
from griffie.domain.request.remembered import Done
from griffie.domain.request.values import DOUBT, UNCLEAR, Dismissed, Missed, Ready
from griffie.domain.request.vocabulary import Deed, Limit, Outcome, PartStatus
from griffie.domain.rights_request import RightsRequest
from tests.given.past import given, received

ACCESS, ERASURE, MARKETING = Right.ACCESS, Right.ERASURE, Right.DIRECT_MARKETING_OBJECTION
MACHINE = Right.AUTOMATED_DECISION
MARCH_4, MARCH_5, MARCH_6, MARCH_9 = (date(2026, 3, day) for day in (4, 5, 6, 9))
EARLY, DUE_ON, EXTENDED_ON = date(2026, 3, 20), date(2026, 4, 7), date(2026, 6, 5)
LATE = DUE_ON + DAY
LONG_AFTER = date(2026, 12, 1)
NO_POLICY = Setting(policy=Suspension.NONE)

WHO, WHO_LATER = Pause(MARCH_6, None, DOUBT), Pause(EARLY, None, DOUBT)
WHICH, WHICH_LATER = (
    Pause(MARCH_6, None, UNCLEAR, large_quantity=True),
    Pause(EARLY, None, UNCLEAR, large_quantity=True),
)
WHICH_OF_FEW = Pause(MARCH_6, None, UNCLEAR)
OTHERWISE = Pause(MARCH_6, None, GDPR(11, 2), large_quantity=True)
BEFORE = Pause(MARCH_4, None, DOUBT)

DONE = Claim(ERASURE).decided(PartDecision(REST, PartStatus.FULFILLED)).carried_out(EARLY)
REFUSED = Claim(ERASURE).decided(PartDecision(REST, PartStatus.REFUSED, Refusal.UNFOUNDED))


def request_of(
    *claims: Claim, pauses: tuple[Pause, ...] = (), setting: Setting | None = None
) -> RightsRequest:
    request = given(received(reading=NEWEST, setting=setting or Setting()))
    request.claims, request.pauses = {claim.right: claim for claim in claims}, pauses
    return request


@pytest.mark.law("gdpr/12/6", "gdpr/recital/63")
@pytest.mark.parametrize(
    ("right", "question", "first", "newest"),
    [
        (ACCESS, WHO, True, True),
        (ERASURE, WHO, True, True),
        (MACHINE, WHO, False, False),
        (None, WHO, True, True),
        (ACCESS, WHO_LATER, False, False),
        (ACCESS, WHICH, True, True),
        (ACCESS, WHICH_LATER, False, False),
        (ACCESS, WHICH_OF_FEW, True, False),
        (ACCESS, OTHERWISE, True, False),
        (ERASURE, WHICH, True, False),
        (MACHINE, WHICH, True, False),
        (None, WHICH, True, False),
        (ACCESS, Pause(MARCH_5, None, DOUBT), True, True),
        (ACCESS, BEFORE, False, True),
        (None, BEFORE, True, True),
    ],
)
def test_for_which_question_a_clock_stands(
    right: Right | None, question: Pause, *, first: bool, newest: bool
) -> None:
    request = request_of(*([Claim(right)] if right else []), pauses=(question,))

    for reading, stands in ((1, first), (NEWEST, newest)):
        assert readings.deadline(request, reading).term.waiting is stands
    if right:
        found = readings.clock_stands(request, right)
        assert found == (question if newest else None)


@pytest.mark.law("gdpr/recital/63")
def test_where_any_question_stops_a_clock_one_about_what_is_meant_must_be_prompt() -> None:
    always = Setting(policy=Suspension.PAUSE)

    for question, waits in ((WHICH, True), (WHICH_LATER, False), (WHO_LATER, True)):
        request = request_of(Claim(ACCESS), pauses=(question,), setting=always)
        assert request.deadline.term.waiting is waits


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("claim", "merged", "over"),
    [
        (Claim(ERASURE), False, False),
        (Claim(ERASURE), True, True),
        (Claim(ERASURE).withdrawn(EARLY), False, True),
        (DONE.told(EARLY), True, False),
        (DONE.told(EARLY).withdrawn(EARLY), False, False),
    ],
)
def test_by_the_first_reading_it_is_over_where_nothing_was_told(
    claim: Claim, *, merged: bool, over: bool
) -> None:
    request = request_of(claim)
    request.outcome = Outcome.MERGED if merged else None

    assert readings.deadline_of(request, claim, 1).over is over


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("merged", [False, True])
def test_by_the_newest_reading_what_was_done_and_told_keeps_its_day(*, merged: bool) -> None:
    claim = DONE.told(EARLY)
    request = request_of(claim)
    request.outcome = Outcome.MERGED if merged else None

    found = readings.deadline_of(request, claim, NEWEST)

    assert (found.over, found.met_on, found.in_time) == (False, EARLY, True)


@pytest.mark.law("gdpr/12/3")
def test_the_clock_stands_for_the_question_that_is_open_and_for_none_once_it_is_met() -> None:
    answered = WHO._replace(answered_on=MARCH_9)
    promised = Claim(ACCESS)
    request = request_of(promised, pauses=(answered, WHICH))

    assert readings.clock_stands(request, ACCESS) == WHICH
    request.put(promised.having(Done(Deed.COPY_DELIVERED, EARLY)).told(EARLY))
    assert readings.clock_stands(request, ACCESS) is None


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("claim", "since"),
    [
        (Claim(ACCESS), MARCH_5),
        (Claim(ACCESS, received_on=MARCH_9), MARCH_9),
        (Claim(ACCESS, received_on=MARCH_9, since=EARLY), EARLY),
        (Claim(ACCESS, since=EARLY), EARLY),
    ],
    ids=["with the request", "in a later message", "anew", "anew, from the first message"],
)
def test_a_month_is_counted_from_the_message_that_asked(claim: Claim, since: date) -> None:
    assert readings.counted_from(request_of(claim), claim) == since


OF_A_COURSE = [
    (Claim(ERASURE), (), {Limit.ANSWER}),
    (Claim(ERASURE), (WHO,), set()),
    (Claim(ACCESS), (WHICH,), set()),
    (Claim(ERASURE), (WHO._replace(answered_on=MARCH_6),), {Limit.ANSWER}),
    (DONE.told(DUE_ON), (), set()),
    (DONE.told(LATE), (), {Limit.ANSWER}),
    (DONE.told(LATE), (WHO,), {Limit.ANSWER}),
    (DONE.told(EARLY), (WHO,), set()),
    (Claim(ERASURE).withdrawn(DUE_ON), (), set()),
    (Claim(ERASURE).withdrawn(LATE), (), {Limit.ANSWER}),
    (REFUSED.told(LATE), (), {Limit.ANSWER}),
    (Claim(MARKETING), (WHO,), {Limit.AT_ONCE, Limit.ANSWER}),
    (Claim(MARKETING).having(Done(Deed.SUPPRESSED, MARCH_9)), (), {Limit.ANSWER}),
]


@pytest.mark.law("gdpr/12/3", "gdpr/21/3")
@pytest.mark.parametrize(("claim", "pauses", "limits"), OF_A_COURSE)
def test_what_passed_without_deed_or_letter_was_missed(
    claim: Claim, pauses: tuple[Pause, ...], limits: set[Limit]
) -> None:
    request = request_of(claim, pauses=pauses)

    missed = list(readings.misses(request, LONG_AFTER, NEWEST))

    assert {one.limit for one in missed} == limits
    assert len(missed) == len(limits)
    assert {one.right for one in missed} <= {claim.right}
    assert {one.due_on for one in missed} <= {DUE_ON, MARCH_9, DUE_ON + DAY}


@pytest.mark.law("gdpr/12/3")
def test_on_the_day_itself_nothing_is_missed() -> None:
    request = request_of(Claim(ERASURE))

    assert list(readings.misses(request, DUE_ON, NEWEST)) == []
    assert list(readings.misses(request, LATE, NEWEST)) == [Missed(Limit.ANSWER, ERASURE, DUE_ON)]


@pytest.mark.law("gdpr/12/4")
def test_an_extended_no_misses_its_notice_and_no_answer() -> None:
    request = request_of(REFUSED.told(LATE))
    request.extend(ERASURE, EARLY)

    missed = list(readings.misses(request, LONG_AFTER, NEWEST))

    assert missed == [Missed(Limit.REFUSAL_NOTICE, ERASURE, DUE_ON)]


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize(
    ("right", "question", "late"),
    [
        (ERASURE, WHO, False),
        (ERASURE, WHO_LATER, True),
        (ERASURE, WHO._replace(answered_on=EARLY), True),
        (MACHINE, WHO, True),
        (ACCESS, WHICH, True),
    ],
)
def test_where_no_clock_ever_waits_a_prompt_question_of_identity_still_misses_nothing(
    right: Right, question: Pause, *, late: bool
) -> None:
    request = request_of(Claim(right), pauses=(question,), setting=NO_POLICY)

    assert not request.deadline.term.waiting
    missed = [Missed(Limit.ANSWER, right, DUE_ON)] if late else []
    assert list(readings.misses(request, LATE, NEWEST)) == missed


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize(
    ("said", "wants"),
    [({}, False), ({"extended": True}, True), ({"pauses": (WHO,)}, True)],
    ids=["one month", "extended", "waiting"],
)
def test_a_no_has_a_notice_of_its_own_where_the_answer_has_more_than_the_month(
    said: dict[str, object], *, wants: bool
) -> None:
    term = answer_term(MARCH_5, calendar("BE/2026.1"), **said)  # type: ignore[arg-type]

    assert readings.own_notice(term) is wants


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize("reading", [1, NEWEST])
@pytest.mark.parametrize(
    ("told_on", "how"), [(DUE_ON, Standing.MET), (LATE, Standing.MISSED), (None, Standing.OVERDUE)]
)
def test_a_message_without_a_right_is_answered_by_a_letter_or_lies_ready(
    reading: int, told_on: date | None, how: Standing
) -> None:
    written, lying = request_of(), request_of()
    written.dismissed = Dismissed(NoRequestGround.NOT_A_REQUEST, None, told_on)
    lying.ready = Ready(told_on, LONG_AFTER) if told_on else None

    for request in (written, lying):
        assert readings.deadline(request, reading).standing(LATE) is how
        missed = [Missed(Limit.ANSWER, None, DUE_ON)] if how is not Standing.MET else []
        assert list(readings.misses(request, LATE, reading)) == missed


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize(("reading", "how"), [(1, Standing.SUSPENDED), (NEWEST, Standing.OVERDUE)])
def test_of_a_message_without_a_right_the_strict_date_passes_while_the_clock_stands(
    reading: int, how: Standing
) -> None:
    request = request_of(pauses=(WHO,))
    whole = readings.deadline(request, reading)

    assert (whole.standing(DUE_ON), whole.standing(LATE)) == (Standing.SUSPENDED, how)
    assert list(readings.misses(request, LONG_AFTER, reading)) == []
    request.outcome = Outcome.MERGED
    assert readings.deadline(request, reading).standing(LATE) is Standing.MET


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("on", "pauses", "strictly"),
    [
        (DUE_ON, (), True),
        (LATE, (), False),
        (LATE, (Pause(MARCH_5, MARCH_9, DOUBT),), False),
        (DUE_ON, (Pause(MARCH_5, MARCH_9, DOUBT),), True),
    ],
)
@pytest.mark.parametrize("reading", [1, NEWEST])
def test_it_is_met_strictly_by_the_day_without_any_waiting(
    reading: int, on: date, pauses: tuple[Pause, ...], *, strictly: bool
) -> None:
    claim = DONE.told(on)
    request = request_of(claim, pauses=pauses)

    found = readings.deadline_of(request, claim, reading)

    assert found.met_strictly is strictly
    assert found.in_time is (strictly or bool(pauses))


@pytest.mark.law("gdpr/21/3")
def test_what_stopped_too_late_was_not_met_strictly_although_it_was_told_in_time() -> None:
    claim = Claim(MARKETING).having(Done(Deed.SUPPRESSED, EARLY)).told(EARLY)

    assert readings.deadline_of(request_of(claim), claim, NEWEST).met_strictly is False
