"""Another message joins a request, and a person settles what was supposed of its messages."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store, read_mail
from griffie.application.intake.receive_mail import receive_mail
from griffie.domain.law import Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.request.remarks import RemarkCode
from griffie.domain.request.vocabulary import Relation, Status
from griffie.domain.steps.action import actions
from griffie.domain.steps.correspondence import (
    CodeRenewed,
    MessageJoined,
    RemarkSettled,
    remark_open,
)
from tests.given.declared import Case
from tests.given.past import (
    NOW,
    WORDS,
    closed,
    fulfilled,
    given,
    informed,
    linked,
    objection,
    received,
)
from tests.mail.made import made

OTHER_SENDER, LANGUAGE = RemarkCode.OTHER_SENDER, RemarkCode.LANGUAGE_SUPPOSED
ACCESS, MARCH_20 = Right.ACCESS, date(2026, 3, 20)
JOINED = MessageJoined(
    document=WORDS, received_on=MARCH_20, remarks=(OTHER_SENDER,), message=UUID(int=9)
)
SAMPLES = (JOINED, RemarkSettled(code=OTHER_SENDER, holds=False, reason=WORDS), CodeRenewed())
TRIED = ("settle-remark",)
CASES = {remark_open: Case([received(ACCESS)], "settle_remark", {"code": LANGUAGE, "right": True})}
NOT_MODELLED = {
    "settle_remark": "no rule of the law asks of it, and nothing is judged by it",
    "join_message": "it opens nothing, and no clock changes by it",
    "renew_code": "it opens a page of the portal, and no clock changes by it",
}


@pytest.mark.parametrize(
    "past",
    [[], [fulfilled(ACCESS), informed(ACCESS), closed()], [linked(Relation.DUPLICATE)]],
    ids=["open", "closed", "merged"],
)
def test_a_message_joins_in_any_state_and_changes_neither_status_nor_deadline(
    past: list[Event],
) -> None:
    request = given(received(ACCESS), *past)
    before = (request.status, request.deadline, request.outcome, request.received_on)

    request.join_message(NOW, document=WORDS, received_on=MARCH_20, remarks=(OTHER_SENDER,))

    assert (request.status, request.deadline, request.outcome, request.received_on) == before
    assert request.remarks == (OTHER_SENDER,)


@pytest.mark.parametrize("event", [JOINED, CodeRenewed()])
def test_a_message_that_joins_or_a_code_that_is_given_assesses_nothing(event: Event) -> None:
    assert given(received(ACCESS), event).status is Status.RECEIVED


def test_what_was_supposed_is_settled_by_a_person() -> None:
    request = given(received(ACCESS), JOINED)
    assert "settle_remark" in {one.command for one in actions(request) if not one.forbidden}

    request.settle_remark(NOW, code=OTHER_SENDER, right=False, reason=WORDS)

    assert request.remarks_settled == {OTHER_SENDER}


def test_it_is_settled_once() -> None:
    request = given(received(ACCESS), JOINED, RemarkSettled(code=OTHER_SENDER, holds=True))
    said: dict[str, Any] = {"code": OTHER_SENDER, "right": True}
    nothing_left = objection(request, "settle_remark", **said)

    of_language = MessageJoined(document=WORDS, received_on=MARCH_20, remarks=(LANGUAGE,))
    request.record(of_language, NOW)
    request.collect_events()
    this_one = objection(request, "settle_remark", **said)

    assert isinstance(nothing_left, OutOfOrderError)
    assert str(nothing_left) == remark_open.otherwise
    assert isinstance(this_one, OutOfOrderError)
    assert str(this_one) == "this remark is settled already"


def test_with_the_next_message_the_same_remark_is_open_again() -> None:
    settled = RemarkSettled(code=OTHER_SENDER, holds=True)
    request = given(received(ACCESS), JOINED, settled, JOINED)

    assert request.remarks == (OTHER_SENDER,)
    assert not request.remarks_settled


def test_a_remark_that_was_never_made_is_not_settled() -> None:
    why = objection(given(received(ACCESS), JOINED), "settle_remark", code=LANGUAGE, right=True)

    assert isinstance(why, BadInputError)
    assert (why.word, str(why)) == ("code", "no such remark on this request")


def test_it_is_settled_through_http_and_shown(store: Store, clerk: TestClient) -> None:
    request = receive_mail(store.engine, read_mail, made(From="An Peeters"), None, ()).request
    place = f"/api/v1/requests/{request.id}"
    said = {"code": "no_sender", "right": True, "reason": "Adélaïde belde ons."}

    taken = clerk.post(f"{place}/settle-remark", json=said)
    again = clerk.post(f"{place}/settle-remark", json=said)
    unknown = clerk.post(f"{place}/settle-remark", json={**said, "code": "adelaide"})

    assert taken.status_code == 200, taken.text
    settled = {one["code"]: one["settled"] for one in taken.json()["remarks"]}
    assert settled.pop("no_sender")
    assert settled
    assert not any(settled.values())
    assert (again.status_code, unknown.status_code) == (409, 422)
    event = clerk.get(f"{place}/events").json()["items"][-1]
    assert event["type"] == "RemarkSettled"
    assert (event["data"]["code"], event["data"]["holds"]) == ("no_sender", True)
    assert "belde" not in str(event)
