"""The demo's story: believable in shape, possible in time, and lawful in every deed."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from griffie.api.demo.story import story
from griffie.domain.law import Language, Right
from griffie.domain.law.calendar import latest
from griffie.domain.law.deadlines import Standing
from griffie.domain.request.vocabulary import Channel, Identity, Outcome
from tests.demo.played import A_MONDAY, BY_PATH, IASSIST, played

NOT_TOLD = {
    *("approve-refusal", "approve-finding", "approve-withdrawal", "approve-merging"),
    *("erase-copies", "correct-miss"),
}
"""Four eyes, which this office's profile does not ask; what needs a document on file, or a clock
that was wrong."""
BEFORE = {"receive", "correct-receipt", "record-announcement", "announce"}
A_SUNDAY = date(2026, 11, 22)

days = st.dates(date(2025, 1, 1), date(2035, 12, 31))


def standings(today: date) -> dict[str, Standing]:
    return {
        name: request.deadline.standing(today)
        for name, request in played(today).items()
        if request.outcome is None
    }


def dates_in(said: object) -> Iterator[tuple[str, date]]:
    if isinstance(said, dict):
        for word, value in said.items():
            if word.endswith("_on") and word != "due_on":  # which is to come
                yield word, date.fromisoformat(value)
            else:
                yield from dates_in(value)


@given(days)
@example(A_SUNDAY)
@example(date(2027, 1, 1))
@example(date(2028, 2, 29))
@example(date(2027, 3, 31))
@settings(max_examples=40, deadline=None)
def test_every_deed_is_lawful_whatever_the_day(today: date) -> None:
    told = {deed.request for deed in story(today)} - {"study"}
    assert played(today).keys() == told


@given(days)
@example(A_SUNDAY)
@settings(max_examples=60, deadline=None)
def test_the_story_rises_in_time_and_ends_today(today: date) -> None:
    deeds = story(today)

    assert all(before.at < after.at for before, after in pairwise(deeds))
    assert deeds[-1].at.date() == today
    assert all(8 <= deed.at.hour < 17 for deed in deeds)
    assert all(deed.at.tzinfo is not None for deed in deeds)
    assert timedelta(days=400) < deeds[-1].at - deeds[0].at < timedelta(days=430)


@given(days)
@settings(max_examples=60, deadline=None)
def test_nothing_is_told_before_it_happened(today: date) -> None:
    received: dict[str, date] = {}

    for deed in story(today):
        if deed.command == "receive-mail":
            received[deed.request] = deed.at.date()
        for word, day in dates_in(deed.body):
            assert day <= deed.at.date()
            if deed.command == "receive" and word == "received_on":
                received[deed.request] = day
            elif deed.command not in BEFORE:
                assert day >= received[deed.request]


@given(days)
@settings(max_examples=30, deadline=None)
def test_people_work_on_working_days(today: date) -> None:
    calendar = latest("BE")

    idle = [d for d in story(today) if calendar.day_off(d.at.date())]

    assert {deed.command for deed in idle} <= {"receive", "receive-mail"}
    assert all(d.command == "receive-mail" or d.body["channel"] == "web_form" for d in idle)


def test_the_same_day_tells_the_same_story() -> None:
    assert story(A_MONDAY) == story(A_MONDAY)


def test_an_office_with_every_right_channel_language_and_command() -> None:
    deeds = story(A_MONDAY)
    received = [deed.body for deed in deeds if deed.command == "receive"]
    asked = {one["right"] for body in received for one in body["rights"]}

    assert 60 <= len(received) <= 140
    assert asked == set(Right)
    assert {body["channel"] for body in received} == set(Channel)
    assert {body["language"] for body in received} == set(Language)
    assert any(len(body["rights"]) > 1 for body in received)
    assert Counter(body["language"] for body in received).most_common(1)[0][0] == "nl"
    assert {deed.command for deed in deeds} == {
        "receive",
        "receive-mail",
        "announce",
        *(BY_PATH.keys() - NOT_TOLD),
    }


def test_bodies_are_json_and_some_were_typed_in_late() -> None:
    deeds = story(A_MONDAY)
    late = [
        deed.request
        for deed in deeds
        if deed.command == "receive"
        and date.fromisoformat(deed.body["received_on"]) + timedelta(3) < deed.at.date()
    ]

    assert all(json.loads(json.dumps(deed.body)) == deed.body for deed in deeds)
    assert "baker-erasure" in late
    assert len(late) < 5


def test_who_does_what_in_the_office() -> None:
    deeds = story(A_MONDAY)

    assert {deed.role for deed in deeds} == {"intake", "handler", "dpo"}
    assert len({deed.actor for deed in deeds if deed.role == "handler"}) == 3
    assert {d.command for d in deeds if d.role == "intake"} == {"receive", "receive-mail"}
    assert {d.role for d in deeds if d.command == "correct-receipt"} == {"dpo"}
    handlers = {d.body["handler"] for d in deeds if d.command == "assign"}
    assert handlers == {d.actor for d in deeds if d.role == "handler"}


def test_nobody_in_the_story_has_a_real_address() -> None:
    addresses = [
        address
        for deed in story(A_MONDAY)
        for party in ("requester", "representative")
        if (address := deed.body.get(party, {}).get("email"))
    ]

    assert len(addresses) > 60
    assert all(address.endswith(".example") for address in addresses)


def test_purposes_categories_and_recipients_are_those_of_the_profile() -> None:
    purposes = {purpose.code for purpose in IASSIST.purposes}
    categories = {category.code for category in IASSIST.categories}

    for deed in story(A_MONDAY):
        asked = [*deed.body.get("rights", ()), deed.body]
        for one in asked:
            if isinstance(one, dict):
                assert purposes.issuperset(one.get("purposes", ()))
                assert categories.issuperset(one.get("categories", ()))


def test_an_outcome_of_every_kind() -> None:
    outcomes = {request.outcome for request in played(A_MONDAY).values()}

    assert outcomes == {None, *Outcome}


@pytest.mark.law("gdpr/12/3")
@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
@settings(max_examples=40, deadline=None)
def test_today_a_request_stands_in_every_state(today: date) -> None:
    today = latest("BE").working_day_from(today)

    states = set(standings(today).values())

    assert states >= set(Standing) - {Standing.MET, Standing.MISSED, Standing.NOT_JUDGED}


@pytest.mark.law("gdpr/12/3")
def test_some_answers_were_late_and_most_were_not() -> None:
    closed = [r.deadline.standing(A_MONDAY) for r in played(A_MONDAY).values() if r.outcome]

    counted = Counter(closed)
    assert counted.keys() == {Standing.MET, Standing.MISSED}
    assert 1 <= counted[Standing.MISSED] < counted[Standing.MET] / 10


@pytest.mark.law("gdpr/12/6")
def test_a_doubt_raised_late_stops_no_clock() -> None:
    late = played(A_MONDAY)["evans-late-doubt"]

    assert late.identity is Identity.DOUBTED
    assert standings(A_MONDAY)["evans-late-doubt"] is not Standing.SUSPENDED


@pytest.mark.law("gdpr/12/6")
def test_a_suspended_request_comes_near_its_strict_date() -> None:
    waiting = played(A_MONDAY)["carlier-identite"].deadline

    assert waiting.standing(A_MONDAY) is Standing.SUSPENDED
    assert A_MONDAY <= waiting.term.strict_due_on <= A_MONDAY + timedelta(days=10)


@pytest.mark.law("gdpr/21/3")
def test_an_objection_to_marketing_is_mostly_honoured_the_same_day() -> None:
    right = Right.DIRECT_MARKETING_OBJECTION
    asked = [request for request in played(A_MONDAY).values() if right in request.claims]
    opened = latest("BE").working_day_from
    same_day = [r for r in asked if r.claims[right].informed_on == opened(r.received_on)]

    assert len(asked) > 8
    assert len(asked) / 2 < len(same_day) < len(asked)


@pytest.mark.law("gdpr/19")
def test_one_file_waits_for_recipients_to_be_told() -> None:
    waiting = [name for name, r in played(A_MONDAY).items() if r.recipients_untold]

    assert waiting == ["vandevelde-ontvangers"]
