"""Somebody without an address: received, answered in person or where the answer lies ready."""

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.events import RequesterCorrected
from griffie.domain.law import GDPR, Right
from griffie.domain.law.deadlines import Standing
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.request import reminders
from griffie.domain.request.values import SealedRequester
from griffie.domain.request.vocabulary import Channel, Deed, Letter, ReminderKind, Status
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import readiness
from griffie.domain.steps.action import actions
from griffie.domain.steps.readiness import AnswerReady
from tests.given.declared import Case
from tests.given.past import (
    NOW,
    WORDS,
    doubted,
    fulfilled,
    given,
    informed,
    no_request,
    objection,
    on,
    refused,
)
from tests.given.past import received as received_from
from tests.given.said import COPY, REOPEN
from tests.given.story import RECEIVE, receive

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
APRIL_30 = date(2026, 4, 30)
READY_ON = date(2026, 3, 20)
LIES: dict[str, Any] = {"on": READY_ON, "where": WORDS, "until": APRIL_30}
TELL: dict[str, Any] = {"kind": Letter.ANSWER, "rights": (ERASURE,), "sent_on": READY_ON}
NOBODY, SOMEBODY = SealedRequester(name=WORDS), SealedRequester(name=WORDS, email=WORDS)

SAMPLES = (AnswerReady(rights=(ACCESS, ERASURE), **LIES),)
CASES = {readiness.something_ready: Case([received_from(ERASURE)], "record_ready", LIES)}
TRIED = ("record-ready",)
NOT_MODELLED = {"record_ready": "came after this model, which knows an address of everybody"}


def received(*rights: Right) -> Any:
    return received_from(*rights, requester=NOBODY)


def done(*then: Event) -> RightsRequest:
    return given(received(ERASURE), fulfilled(ERASURE), *then)


def later(request: RightsRequest, day: date) -> Standing:
    return request.deadline.standing(day)


@pytest.mark.law("gdpr/12/2")
@pytest.mark.parametrize("channel", [one for one in Channel if one is not Channel.IN_PERSON])
def test_without_an_address_there_is_only_an_answer_in_person(channel: Channel) -> None:
    request = done()

    why = objection(request, "inform", **TELL, channel=channel)
    request.inform(NOW, **TELL, channel=Channel.IN_PERSON)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 2)
    assert request.status is Status.ANSWERED


def test_nor_does_a_copy_go_where_nobody_is_known_to_be() -> None:
    request = given(received(ACCESS))

    why = objection(request, "deliver_copy", right=ACCESS, **COPY | {"channel": Channel.POST})

    assert isinstance(why, UnlawfulError)
    request.deliver_copy(NOW, right=ACCESS, **COPY | {"channel": Channel.IN_PERSON})


@pytest.mark.law("gdpr/12/2")
def test_the_month_runs_and_an_answer_that_lies_ready_is_in_time() -> None:
    request = done()
    before = later(request, date(2026, 4, 8))

    request.record_ready(NOW, **LIES)

    assert before is Standing.OVERDUE
    assert later(request, date(2026, 5, 4)) is Standing.MET
    assert request.status is Status.ASSESSING
    assert not reminders.misses(request, date(2026, 5, 4))


def test_one_that_lies_ready_too_late_is_late() -> None:
    request = done()

    request.record_ready(on(2026, 4, 9), **LIES | {"on": date(2026, 4, 9)})

    assert later(request, date(2026, 4, 9)) is Standing.MISSED
    assert reminders.misses(request, date(2026, 4, 9))


def test_uncollected_it_is_closed_after_its_last_day_and_no_sooner() -> None:
    request = done(AnswerReady(rights=(ERASURE,), **LIES))
    hint = {one.command: one for one in actions(request)}["close"].hint

    early = objection(request, "close", on(2026, 4, 30))
    raised = reminders.due(request, date(2026, 5, 1), NOW.controller.leads)
    request.close(on(2026, 5, 1))

    assert str(hint) == "only after 2026-04-30, unless it was collected"
    assert isinstance(early, OutOfOrderError)
    assert [one.kind for one in raised] == [ReminderKind.UNCOLLECTED]
    assert request.claims[ERASURE].informed_on == READY_ON
    request.reopen(on(2026, 5, 4), **REOPEN)
    request.inform(on(2026, 5, 4), **TELL, channel=Channel.IN_PERSON)


def test_collected_it_is_closed_at_once() -> None:
    request = done(AnswerReady(rights=(ERASURE,), **LIES))

    request.inform(NOW, **TELL, channel=Channel.IN_PERSON)

    assert {one.command: one for one in actions(request)}["close"].hint is None
    request.close(NOW)


def test_when_an_address_becomes_known_the_answer_is_sent() -> None:
    request = done(
        AnswerReady(rights=(ERASURE,), **LIES), RequesterCorrected(requester=SOMEBODY, reason=WORDS)
    )

    why = objection(request, "close", on(2026, 5, 1))
    request.inform(NOW, **TELL, channel=Channel.EMAIL)

    assert isinstance(why, UnlawfulError)
    assert request.status is Status.ANSWERED


@pytest.mark.parametrize(("who", "lies"), [(SOMEBODY, False), (NOBODY, True)])
def test_it_lies_ready_as_long_as_there_is_no_address(who: SealedRequester, *, lies: bool) -> None:
    corrected = RequesterCorrected(requester=who, reason=WORDS)

    request = done(AnswerReady(rights=(ERASURE,), **LIES), corrected)

    assert (request.ready is not None) is lies


def test_an_address_that_was_known_is_not_left_out() -> None:
    request = given(received_from(ERASURE))

    why = objection(request, "correct_requester", requester=NOBODY, reason=WORDS)

    assert isinstance(why, BadInputError)
    given(received(ERASURE)).correct_requester(NOW, requester=NOBODY, reason=WORDS)


@pytest.mark.law("gdpr/15/3")
def test_a_copy_at_somebodys_disposal_is_a_deed_and_tells_nobody() -> None:
    request = given(received_from(ACCESS, ERASURE))

    happened = request.record_ready(NOW, **LIES)

    assert happened.rights == (ACCESS,)
    assert Deed.PUT_AT_DISPOSAL in request.claims[ACCESS].deeds
    assert request.claims[ACCESS].answered_on is None
    assert request.ready is None


@pytest.mark.law("gdpr/12/6")
def test_no_copy_lies_ready_for_somebody_in_doubt_nor_what_was_not_decided() -> None:
    doubt = objection(given(received(ACCESS), doubted()), "record_ready", **LIES)
    open_ = objection(given(received(ACCESS, ERASURE)), "record_ready", **LIES, rights=(ERASURE,))

    assert isinstance(doubt, UnlawfulError)
    assert doubt.provision == GDPR(12, 6)
    assert isinstance(open_, OutOfOrderError)


def test_a_message_without_a_right_lies_ready_too() -> None:
    unread, found = given(received()), given(received(), no_request())

    why = objection(unread, "record_ready", **LIES)
    found.record_ready(NOW, **LIES)

    assert isinstance(why, OutOfOrderError)
    assert later(found, date(2026, 5, 4)) is Standing.MET
    found.close(on(2026, 5, 1))
    assert found.dismissed
    assert found.dismissed.informed_on == READY_ON


@pytest.mark.parametrize(
    ("until", "on_", "because"),
    [
        (date(2026, 3, 19), READY_ON, "before it lay ready"),
        (date(2026, 3, 10), date(2026, 3, 9), "in the past"),
    ],
)
def test_it_lies_ready_for_some_time_to_come(until: date, on_: date, because: str) -> None:
    why = objection(done(), "record_ready", **LIES | {"until": until, "on": on_})

    assert isinstance(why, BadInputError)
    assert (why.word, str(why)) == ("until", because)


def test_today_is_some_time_too_and_what_lay_ready_before_may_be_put_right() -> None:
    done().record_ready(NOW, **LIES | {"until": READY_ON})
    lay_ready = done(AnswerReady(rights=(ERASURE,), **LIES))

    lay_ready.record_ready(on(2026, 5, 4), **LIES | {"until": date(2026, 5, 1)})

    assert lay_ready.ready
    assert lay_ready.ready.until == date(2026, 5, 1)


def test_what_is_no_copy_lies_ready_without_a_deed_and_whoever_asks() -> None:
    past = (refused(ACCESS), fulfilled(ERASURE), doubted())
    request = given(received(ACCESS, ERASURE), *past)

    request.record_ready(NOW, **LIES)

    assert request.ready
    assert not any(claim.deeds for claim in request.claims.values())


def test_who_was_told_before_it_lay_ready_was_told_then() -> None:
    told = informed(sent_on=date(2026, 3, 12))
    request = given(received(), no_request(), told, AnswerReady(rights=(), **LIES))

    request.close(on(2026, 5, 1))

    assert request.dismissed
    assert request.dismissed.informed_on == date(2026, 3, 12)


def test_that_it_is_no_request_lies_ready_once_a_second_person_agreed() -> None:
    why = objection(given(received(), no_request(proposed=True)), "record_ready", **LIES)

    assert isinstance(why, OutOfOrderError)
    assert str(why) == readiness.something_ready.otherwise


@pytest.mark.law("gdpr/12/2")
def test_a_cookie_id_is_received_through_http(dpo: TestClient) -> None:
    cookie = {"requester": {"name": "cookie 81f3"}, "contact": "none", "channel": "web_form"}
    body = RECEIVE | cookie

    place = receive(dpo, **cookie)
    neither = dpo.post("/api/v1/requests", json=body | {"contact": None})
    both = dpo.post("/api/v1/requests", json=RECEIVE | {"contact": "none"})
    unknown = dpo.post("/api/v1/requests", json={k: v for k, v in body.items() if k != "requester"})
    lies = {"on": "2026-03-20", "where": "Aan de balie in Diepenbeek.", "until": "2026-04-30"}
    ready = dpo.post(f"{place}/record-ready", json=lies)

    assert [one.status_code for one in (neither, both, unknown)] == [422, 422, 201]
    assert ready.status_code == 200, ready.text
    assert ready.json()["persons"]["contact"] == "none"
    assert ready.json()["persons"]["ready"] == {"on": "2026-03-20", "until": "2026-04-30"}
    assert "balie" not in str(ready.json())
