"""The figures of a year: counted from courses, judged on a day, hidden where they tell of a few."""

from datetime import date
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffie.application.reports.figure_tables import REPORTED, spread
from griffie.application.reports.figures import NEVER_TOLD, not_available, share
from griffie.application.reports.request_figures import RequestFigures, figures_of_request
from griffie.domain import events
from griffie.domain.events import (
    DpoAdviceRecorded,
    FeeProposed,
    NoRequestFound,
    RecipientNotificationOmitted,
)
from griffie.domain.law import ExceptionGround, FeeGround, NoRequestGround, OmissionGround, Right
from griffie.domain.request.values import SealedRepresentative
from griffie.domain.request.vocabulary import Capacity, Channel, Letter, Outcome
from tests.given.figures import DUE_ON, LATER, answered, tables, taken
from tests.given.past import (
    RECEIVED_ON,
    WORDS,
    asked,
    clarified,
    closed,
    doubted,
    excepted,
    extended,
    fulfilled,
    granted,
    informed,
    received,
    refused_as_excessive,
    verified,
    withdrawn,
)

ERASURE, ACCESS, MARKETING = Right.ERASURE, Right.ACCESS, Right.DIRECT_MARKETING_OBJECTION


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("sent_on", "in_time"), [(DUE_ON, 1), (date(2026, 4, 8), 0), (RECEIVED_ON, 1)]
)
def test_an_answer_is_in_time_until_the_day_it_is_due(sent_on: date, in_time: int) -> None:
    shown = tables(answered(sent_on))["answers"]

    assert shown == {"in time": in_time, "too late": 1 - in_time, "not yet": 0}


@pytest.mark.law("gdpr/12/3")
def test_waiting_for_the_requester_helps_by_the_legal_date_and_not_by_the_strict_one() -> None:
    waited = answered(date(2026, 4, 15), asked(), clarified(date(2026, 3, 19)))

    shown = tables(waited)

    assert shown["answers"]["in time"] == 1
    assert shown["answers by the strict date"]["too late"] == 1
    assert shown["waiting for the requester"] == {
        "gdpr/recital/63 days": 14,
        "gdpr/recital/63 questions": 1,
    }


@pytest.mark.law("gdpr/12/3")
def test_an_extension_helps_by_the_strict_date_and_not_in_the_first_month() -> None:
    shown = tables(answered(date(2026, 5, 20), extended(ACCESS)))

    assert shown["answers by the strict date"]["in time"] == 1
    assert shown["answers in the first month"]["too late"] == 1
    assert shown["extensions"] == {"extended": 1, "not extended": 0}
    assert shown["grounds of extension"] == {"complexity": 0, "number": 1}


def test_what_is_not_answered_is_not_yet_late_and_then_it_is() -> None:
    waiting = taken(received(ACCESS))

    assert tables(waiting, on=DUE_ON)["answers"]["not yet"] == 1
    assert tables(waiting, on=DUE_ON)["state"]["open"] == 1
    assert tables(waiting, on=date(2026, 4, 8))["answers"]["too late"] == 1
    assert tables(waiting, on=date(2026, 4, 8))["state"]["overdue"] == 1


def test_a_clock_that_stands_still_is_late_only_by_the_strict_date() -> None:
    shown = tables(taken(received(ACCESS), asked()))

    assert shown["state"]["overdue"] == 0
    assert shown["answers"]["not yet"] == 1
    assert shown["answers by the strict date"]["too late"] == 1


def test_what_was_withdrawn_wants_no_answer() -> None:
    shown = tables(taken(received(ACCESS), withdrawn(ACCESS), closed(Outcome.WITHDRAWN)))

    assert shown["state"]["withdrawn or merged"] == 1
    assert sum(shown["answers"].values()) == 0
    assert shown["outcomes"]["withdrawn"] == 1


def test_what_is_no_request_is_answered_once_its_sender_was_told() -> None:
    found = NoRequestFound(ground=NoRequestGround.NOT_A_REQUEST, reason=WORDS)
    told = taken(received(), found, informed(kind=Letter.ANSWER))

    shown = tables(taken(received(), found), told, on=DUE_ON)

    assert (shown["state"]["answered"], shown["state"]["open"]) == (1, 1)
    assert shown["grounds"] == {str(NoRequestGround.NOT_A_REQUEST): 2}


@pytest.mark.law("gdpr/12/5/a")
def test_fees_and_advice_that_was_not_followed_are_counted() -> None:
    asked_for = FeeProposed(
        right=ACCESS,
        ground=FeeGround.EXCESSIVE,
        amount_cents=1000,
        demonstration=WORDS,
        notified_on=RECEIVED_ON,
    )
    advice = DpoAdviceRecorded(advice=WORDS, followed=False, why_not=WORDS)

    shown = tables(taken(received(ACCESS), asked_for, advice))

    assert shown["steps"]["fees asked"] == 1
    assert shown["advice of the DPO"] == {"followed": 0, "not followed": 1}


def test_every_state_adds_up_to_what_was_received() -> None:
    courses = [
        answered(DUE_ON),
        taken(received(ACCESS)),
        taken(received()),
        taken(received(ERASURE), withdrawn(ERASURE)),
        taken(received(ERASURE), granted(ERASURE)),
    ]

    for day in (RECEIVED_ON, LATER):
        shown = tables(*courses, on=day)
        assert sum(shown["state"].values()) == shown["received"]["requests"] == 5


def test_received_is_counted_by_right_channel_language_and_speaker() -> None:
    parent = SealedRepresentative(name=WORDS, email=WORDS, capacity=Capacity.PARENT)
    by_phone = received(ACCESS, ERASURE, channel=Channel.PHONE, representative=parent)

    shown = tables(taken(by_phone), taken(received(ACCESS)))

    assert shown["received"] == {"requests": 2, "claims": 3}
    assert (shown["by right"]["access"], shown["by right"]["erasure"]) == (2, 1)
    assert set(shown["by right"]) == set(Right)
    assert (shown["by channel"]["phone"], shown["by channel"]["email"]) == (1, 1)
    assert shown["by language"]["nl"] == 2
    assert (shown["by whom"]["parent"], shown["by whom"]["data_subject"]) == (1, 1)


def test_the_year_is_that_of_receipt_and_the_year_before_stands_beside_it() -> None:
    earlier = received(ACCESS, received_on=date(2025, 12, 31))

    shown = tables(taken(earlier), taken(received(ACCESS)))

    assert shown["received"]["requests"] == 1
    assert shown["received the year before"]["requests"] == 1


@pytest.mark.law("gdpr/17/3/b")
@pytest.mark.law("gdpr/12/5")
def test_refusals_and_exceptions_are_counted_by_their_ground() -> None:
    kept = taken(received(ERASURE), excepted(ERASURE, ExceptionGround.LEGAL_OBLIGATION, "invoices"))
    refused = taken(received(ACCESS), refused_as_excessive(ACCESS))

    shown = tables(kept, refused)

    assert shown["grounds"] == {"gdpr/17/3/b": 1, "gdpr/12/5/excessive": 1}
    assert shown["manifestly unfounded or excessive"]["gdpr/12/5/excessive"] == 1


@pytest.mark.law("gdpr/12/6")
@pytest.mark.law("gdpr/19")
def test_doubts_and_omissions_are_counted_from_what_happened() -> None:
    omitted = RecipientNotificationOmitted(
        recipient="host-1", right=ERASURE, ground=OmissionGround.IMPOSSIBLE, reason=WORDS
    )
    settled = taken(
        received(ERASURE), doubted(), verified(RECEIVED_ON), fulfilled(ERASURE), omitted
    )

    shown = tables(settled)

    assert shown["steps"]["doubts about an identity"] == 1
    assert shown["recipients not told"]["gdpr/19/impossible"] == 1


@pytest.mark.law("gdpr/21/3")
def test_how_soon_direct_marketing_stopped_is_counted_in_working_days() -> None:
    stopped = taken(received(MARKETING, received_on=date(2026, 3, 18)), fulfilled(MARKETING))

    shown = tables(stopped)["working days to stop direct marketing"]

    assert shown == {"number": 1, "median": 2.0, "p90": 2}


def test_days_run_from_receipt_to_the_answer() -> None:
    days = [answered(date(2026, 3, day)) for day in (6, 8, 15)]

    assert tables(*days)["days to an answer"] == {"number": 3, "median": 3.0, "p90": 10}


@given(st.lists(st.integers(0, 400), min_size=1))
def test_nine_in_ten_answers_took_no_longer_than_p90(days: list[int]) -> None:
    shown = spread(days)
    p90 = shown["p90"]

    assert p90 in days
    assert isinstance(p90, int)
    assert 10 * sum(day <= p90 for day in days) >= 9 * len(days)
    assert 10 * sum(day < p90 for day in days) < 9 * len(days)
    if len(days) > 1:
        assert shown["median"] == pytest.approx(quantiles(days, n=2, method="inclusive")[0])


def test_a_share_is_of_what_is_over() -> None:
    assert share({"in time": 3, "too late": 1, "not yet": 9}) == 0.75
    assert share({"in time": 0, "too late": 0, "not yet": 9}) is None
    assert share({"in time": 97, "too late": None, "not yet": None}) is None


def test_every_figure_is_counted_or_said_to_be_missing() -> None:
    shown, missing = tables(taken(received(ACCESS))), not_available()

    for topic, name in REPORTED.items():
        assert (name in shown["steps"]) == (topic in events.__all__)
        assert (name in missing) == (topic not in events.__all__)
    assert NEVER_TOLD.items() <= missing.items()
    assert all(missing.values())


def test_facts_hold_codes_dates_and_counts_and_nobodys_words() -> None:
    told = taken(received(ACCESS), doubted(), verified(RECEIVED_ON), fulfilled(ACCESS))

    assert str(WORDS) not in figures_of_request(told).model_dump_json()
    assert RequestFigures.model_validate_json(
        figures_of_request(told).model_dump_json()
    ) == figures_of_request(told)
